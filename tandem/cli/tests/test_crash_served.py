"""Killed with everything it started while people act: what was acknowledged is there, once.

`make crash` kills 200 times; the suite 20 times, and 5 times beside PostgreSQL, which goes on.
"""

from __future__ import annotations

import http.client
import os
import re
import signal
import sqlite3
import subprocess
import threading
import time
from collections import Counter
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from random import Random
from urllib.parse import urlencode, urlsplit
from uuid import UUID

import psycopg
import pytest

from tandem.cli.tests import backups
from tandem.cli.tests.homes import TANDEM, Home
from tandem.cli.tests.test_serve import free_port
from tandem.cli.tests.waiting import wait_until, wait_until_healthy
from tandem.partnership.testing import PASSWORD

pytestmark = pytest.mark.slow

KILLS = int(os.environ.get("CRASH_POINTS", "20"))
ACTS, LATEST = 4, 0.2  # at most so many are acknowledged before it falls, and seconds after them
GATHER = """
from tandem.website.home import open_home
open_home()
from tandem.partnership.testing import Cast
Cast.gather()
"""
WORDS = """
from tandem.website.home import open_home
open_home()
from tandem.partnership.models import Commitment
for each in Commitment.objects.all():
    print(each.pk.hex, each.what)
"""
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
PROMISE = re.compile(r"/app/promises/([0-9a-f-]{36})/")
LEADERS = ("sam.lindqvist", "ana.duarte", "ilse.brandt")  # of three browsers at once


class Browser:
    """A person at a page, with cookies. What the server answered is acknowledged."""

    def __init__(self, name: str) -> None:
        self.name, self.port, self.sent = name, 0, 0
        self.cookies: dict[str, str] = {}
        self.acknowledged: list[tuple[str, str]] = []  # id and words

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        """The status, and the page or where it sends one."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=90)) as line:
            headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
            if form is not None:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
                headers["Origin"] = f"http://127.0.0.1:{self.port}"
            line.request(method, path, urlencode(form or {}), headers)
            answer = line.getresponse()
            page = answer.read().decode()
            for said in answer.headers.get_all("Set-Cookie") or []:
                name, _, value = said.partition(";")[0].partition("=")
                self.cookies[name] = value
            return answer.status, answer.headers.get("Location") or page

    def post(self, path: str, **form: str) -> tuple[int, str]:
        _, page = self.ask("GET", path)
        token = TOKEN.search(page)
        assert token, page[:500]
        return self.ask("POST", path, {"csrfmiddlewaretoken": token[1], **form})

    def sign_in(self) -> None:
        email = f"{self.name}@varnholm.example"
        status, where = self.post("/app/sign-in/", login=email, password=PASSWORD)
        assert status == 302, where

    def act(self) -> None:
        """Ask Mira for something. Only what came back whole counts as acknowledged."""
        self.sent += 1
        words = f"{self.name} {self.sent}"
        terms = {"direction": "customer", "who": "mira.okafor@varnholm.example", "what": words}
        due = (date.today() + timedelta(days=20)).isoformat()  # noqa: DTZ011 - the server's own day
        status, where = self.post("/app/promises/new/", **terms, due_on=due)
        assert status == 302, where
        found = PROMISE.search(urlsplit(where).path)
        assert found, where
        self.acknowledged.append((found[1].replace("-", ""), words))

    def act_until_it_falls(self) -> None:
        try:
            while True:
                self.act()
        except (OSError, http.client.HTTPException):
            return


def served(home: Home, browsers: list[Browser]) -> subprocess.Popen[bytes]:
    """With everything it starts in a group of its own."""
    port = free_port()
    server = subprocess.Popen(
        [*TANDEM, "serve", "--port", str(port)], env=home.environment(),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    wait_until_healthy(f"http://127.0.0.1:{port}")
    for each in browsers:
        each.port = port
    return server


def fall(server: subprocess.Popen[bytes], after: float) -> None:
    time.sleep(after)
    os.killpg(server.pid, signal.SIGKILL)
    server.wait(10)


def heard_of(browsers: list[Browser]) -> int:
    return sum(len(each.acknowledged) for each in browsers)


def act_and_fall(home: Home, browsers: list[Browser], acts: int, after: float) -> None:
    """acts: so many are heard of first, however fast the machine is."""
    server = served(home, browsers)
    acting = [threading.Thread(target=each.act_until_it_falls) for each in browsers]
    try:
        wanted = heard_of(browsers) + acts
        for each in acting:
            each.start()
        wait_until(lambda: heard_of(browsers) >= wanted)
    finally:
        fall(server, after)
    for each in acting:
        each.join(30)


KILLED = {"sqlite": KILLS, "postgresql": max(KILLS // 4, 5)}


@pytest.fixture(params=["sqlite"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Home:
    made = Home(tmp_path / "home")
    if request.param == "postgresql":
        made.env["DATABASE_URL"] = request.getfixturevalue("new_database")()
        made.set_up()
    else:
        made.made()
    backups.run(made, GATHER)
    return made


@pytest.fixture
def browsers(home: Home) -> list[Browser]:
    people = [Browser(name) for name in LEADERS]
    server = served(home, people)
    try:
        for each in people:
            each.sign_in()
    finally:
        fall(server, 0)
    return people


ASKED = (
    "SELECT id FROM partnership_commitment",
    "SELECT about FROM access_event WHERE what LIKE 'commitment.%'",
    "SELECT commitment_id FROM partnership_move",
)


def opened_by(home: Home) -> sqlite3.Connection | psycopg.Connection[tuple[object, ...]]:
    if url := home.env.get("DATABASE_URL"):
        return psycopg.connect(url)
    opened = sqlite3.connect(home.database)
    assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    return opened


def look(home: Home, browsers: list[Browser]) -> Counter[str]:
    """Every promise has its one event and every event its promise. How often each id is there."""
    with closing(opened_by(home)) as opened:
        promises, events, moves = (
            [UUID(str(key)).hex for (key,) in opened.execute(asked).fetchall()] for asked in ASKED
        )
    assert Counter(promises) == Counter(events) == Counter(moves)
    acknowledged = {key for each in browsers for key, _ in each.acknowledged}
    assert acknowledged <= set(promises), "what was acknowledged is gone"
    return Counter(promises)


@pytest.mark.parametrize("home", KILLED, indirect=True)
def test_what_was_acknowledged_is_there_once_after_every_fall(
    home: Home, browsers: list[Browser]
) -> None:
    draw, kills = Random(KILLS), KILLED["postgresql" if home.env else "sqlite"]
    for _ in range(kills):
        act_and_fall(home, browsers, draw.randint(1, ACTS), draw.uniform(0, LATEST))
        assert set(look(home, browsers).values()) <= {1}
    acknowledged = dict(said for each in browsers for said in each.acknowledged)
    assert len(acknowledged) >= kills  # it was at work when it fell
    opened = dict(line.split(" ", 1) for line in backups.run(home, WORDS).splitlines())
    assert {key: opened[key] for key in acknowledged} == acknowledged
    # Nothing came twice, and at most the one act of each fall that nobody was told of.
    assert len(set(opened.values())) == len(opened)
    assert len(opened) - len(acknowledged) <= kills * len(browsers)
    assert home.tandem("doctor").returncode == 0


def test_a_backup_that_was_under_way_is_whole_or_not_there(
    home: Home, browsers: list[Browser]
) -> None:
    folder = home.path.parent / "backups"
    folder.mkdir()
    (home.path / "uploads/large").write_bytes(os.urandom(20 * 2**20))  # so that it takes a while
    draw, whole = Random(KILLS), 0
    points = max(KILLS // 4, 5)
    for number in range(points):
        file = folder / f"{number}.backup"
        making = subprocess.Popen(
            [*TANDEM, "backup", str(file)], env=home.environment(),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        act_and_fall(home, browsers, 1, 0)
        fall(making, draw.uniform(0, 0.8))
        if file.exists():
            whole += 1
            assert home.tandem("backup", "--check", str(file)).returncode == 0
        look(home, browsers)
    left = list(folder.glob(".*.part"))
    assert len(left) <= points - whole
    (folder / "0.backup").unlink(missing_ok=True)
    assert home.tandem("backup", str(folder / "0.backup")).returncode == 0
    assert not list(folder.glob(".0.backup.*"))

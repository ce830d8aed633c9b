"""The key is replaced while people write and read: nobody notices, and nothing is lost."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.client import HTTPException
from pathlib import Path
from uuid import UUID

import psycopg
import pytest

from tandem.access.keys import Keyring
from tandem.cli.tests import backups
from tandem.cli.tests.conftest import NewDatabase
from tandem.cli.tests.homes import Home
from tandem.cli.tests.test_crash_served import LEADERS, WORDS, Browser
from tandem.cli.tests.test_serve import serving
from tandem.cli.tests.waiting import wait_until
from tandem.website.tests.proofs import code

pytestmark = pytest.mark.slow

EACH = 3  # acts of each person between two turns
GATHER = """
from tandem.website.home import open_home
open_home()
from tandem.partnership.testing import Cast
from tandem.website.tests.proofs import with_a_phone
cast = Cast.gather()
print(with_a_phone(cast.mira), with_a_phone(cast.farid))
"""
NEWEST_SEAL = "SELECT key FROM access_seal ORDER BY number DESC LIMIT 1"


class Writer(Browser):
    """Asks for something and reads it again, until told to stop. Any other answer ends it."""

    refused: str = ""

    def read(self, which: int) -> None:
        key, words = self.acknowledged[which]
        status, page = self.ask("GET", f"/app/promises/{UUID(key)}/")
        assert status == 200, (status, page[-300:])
        assert words in page, f"{words} is not on its page"

    def work(self, stopping: threading.Event) -> None:
        try:
            while not stopping.is_set():
                self.act()
                self.read(-1)
                self.read(0)  # wrapped before the first turn
        except (
            AssertionError,
            OSError,
            HTTPException,
        ) as error:  # told to the test, which runs in another thread
            # Told to the test, which runs in another thread.
            self.refused = f"{self.name}: {error!r}"

    def show_a_second_proof(self, secret: str) -> None:
        self.sign_in()
        status, where = self.post("/app/sign-in/second-proof/", code=code(secret))
        assert (status, self.ask("GET", "/app/me/")[0]) == (302, 200), where


@contextmanager
def working(writers: list[Writer]) -> Iterator[Callable[[], None]]:
    """People at work; what is yielded waits until each did some more."""
    stopping = threading.Event()
    threads = [threading.Thread(target=each.work, args=[stopping]) for each in writers]

    def go_on() -> None:
        goals = {each: len(each.acknowledged) + EACH for each in writers}
        for _ in range(600):
            refused = [each.refused for each in writers if each.refused]
            assert not refused, refused
            if all(len(each.acknowledged) >= goal for each, goal in goals.items()):
                return
            time.sleep(0.1)
        raise AssertionError("nobody gets on any more")

    for each in threads:
        each.start()
    try:
        yield go_on
    finally:
        stopping.set()
        for each in threads:
            each.join(30)


@pytest.fixture(params=["sqlite", "postgresql"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Home:
    env = {}
    if request.param == "postgresql":
        new_database: NewDatabase = request.getfixturevalue("new_database")
        env = {"DATABASE_URL": new_database()}
    made = Home(tmp_path / "home", env)
    made.set_up()
    return made


def asked(home: Home, query: str) -> list[tuple[object, ...]]:
    if url := home.env.get("DATABASE_URL"):
        with psycopg.connect(url) as opened:
            return [*opened.execute(query.encode())]
    with closing(sqlite3.connect(home.database)) as opened:
        return opened.execute(query).fetchall()


def turned(home: Home) -> str:
    """The id of the key that is new."""
    done = home.tandem("keys", "rotate")
    assert done.returncode == 0, done.stderr
    newest = Keyring.read(home.key).current
    assert f"wrapped by {newest}" in done.stdout
    return newest


def test_nobody_notices_that_the_key_is_replaced(home: Home) -> None:
    phones = backups.run(home, GATHER).split()
    writers = [Writer(name) for name in LEADERS]
    partner, administrator = Writer("mira.okafor"), Writer("farid.nasser")
    with serving(home, "--workers", "2") as (_, url):
        for each in (*writers, partner, administrator):
            each.port = int(url.rpartition(":")[2])
        for each in writers:
            each.sign_in()
        partner.show_a_second_proof(phones[0])
        with working(writers) as go_on:
            go_on()
            turned(home)
            go_on()
            turned(home)
            go_on()
            administrator.show_a_second_proof(phones[1])  # set up before either turn
        assert partner.ask("GET", "/app/me/")[0] == 200  # signed in before either turn
        newest = turned(home)
        looked = home.tandem("keys", "check")
        assert f"Wrapped by the newest key, {newest}: " in looked.stdout
        assert "Still wrapped" not in looked.stdout
        for each in writers:
            each.act()
            each.read(-1)
        # The worker goes on, with the new key.
        wait_until(lambda: asked(home, NEWEST_SEAL) == [(newest,)])
    assert not any(each.refused for each in writers)
    acknowledged = dict(said for each in writers for said in each.acknowledged)
    opened = dict(line.split(" ", 1) for line in backups.run(home, WORDS).splitlines())
    assert opened == acknowledged
    assert home.tandem("doctor").returncode == 0

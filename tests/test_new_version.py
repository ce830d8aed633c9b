"""The guide to a new version, done while people act: nobody is lost, and nothing is doubled.

A real Caddy with the example's file stands before a real `tandem serve` started as the unit for
systemd says. The next version changes the database, so that the two cannot run at once.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from http.client import HTTPConnection
from pathlib import Path

import pytest

import tandem
from tandem.cli.tests import backups
from tandem.cli.tests.homes import Home
from tandem.cli.tests.test_crash_served import GATHER, PROMISE, TOKEN, WORDS, Browser, look
from tandem.cli.tests.waiting import wait_until, wait_until_healthy
from tests.guides import commands, here, settings
from tests.proxies import proxy
from tests.test_docs import OPERATORS, ROOT, text

pytestmark = pytest.mark.slow

GUIDE = f"{OPERATORS}/behind_a_proxy.md"
[NEXT] = {*re.findall(r"/opt/tandem-([\d.]+)", text(GUIDE))}
ACTING = ("sam.lindqvist", "ana.duarte")
READING = "mira.okafor"
WAITING = "ilse.brandt"  # fills a form in before, and sends it when nobody is there
CHANGE = """
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("bridge", "{last}")]
    operations = [migrations.CreateModel("Later", [("id", models.AutoField(primary_key=True))])]
"""


@dataclass
class Machine:
    """Where the guide's commands are done: its places lie below `root`, and systemd is this."""

    root: Path
    url: str = ""
    running: subprocess.Popen[bytes] | None = None
    between: Callable[[], None] = lambda: None  # when the one is gone and the next not yet there

    def installed(self, version: str) -> Path:
        """A folder with a version in it: this one, or one that calls itself later."""
        folder = self.root / f"opt/tandem-{version}"
        command = folder / ".venv/bin/tandem"
        command.parent.mkdir(parents=True)
        code = ROOT
        if version != tandem.__version__:
            code = folder
            a_later_one(code, version)
        command.write_text(
            f'#!/bin/sh\nexport PYTHONPATH={code}\nexec {sys.executable} -P -m tandem.cli "$@"\n'
        )
        command.chmod(0o755)
        return folder

    def do(self, line: str) -> None:
        program, *words = shlex.split(here(line, self.root))
        if program == "cd":
            assert Path(words[0]).is_dir()
        elif program == "systemctl":
            {"stop": self.stop, "start": self.start}[words[0]]()
        else:
            if program == "runuser":
                words = words[words.index("--") + 1 :]
                program = words.pop(0)
            done = subprocess.run(
                [program, *words], env=self.home.environment(), capture_output=True, text=True,
                check=False, timeout=120,
            )  # fmt: skip
            assert done.returncode == 0, f"{line}: {done.stderr}"

    @property
    def home(self) -> Home:
        said = {**settings(self.root), "TANDEM_URL": self.url}
        return Home(Path(said.pop("TANDEM_HOME")), said)

    def start(self) -> None:
        self.between()
        (self.root / "run/tandem").mkdir(parents=True)  # RuntimeDirectory
        unit = here(text(f"{OPERATORS}/examples/tandem.service"), self.root)
        said = dict(re.findall(r"^Environment=(\w+)=(.*)$", unit, re.MULTILINE))
        [line] = re.findall(r"^ExecStart=(.*)$", unit, re.MULTILINE)
        self.running = subprocess.Popen(
            shlex.split(line),
            env=self.home.environment(**{**said, "TANDEM_URL": self.url}),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def stop(self) -> None:
        """As KillMode=mixed does: the first process alone is told."""
        assert self.running is not None
        self.running.send_signal(signal.SIGTERM)
        assert self.running.wait(60) == 0
        self.running = None
        shutil.rmtree(self.root / "run/tandem")


def a_later_one(folder: Path, version: str) -> None:
    shutil.copytree(
        ROOT / "tandem", folder / "tandem", ignore=shutil.ignore_patterns("tests", "__pycache__")
    )
    told = folder / f"tandem-{version}.dist-info/METADATA"
    told.parent.mkdir()
    told.write_text(f"Metadata-Version: 2.1\nName: tandem\nVersion: {version}\n")
    migrations = folder / "tandem/bridge/migrations"
    last = max(path.stem for path in migrations.glob("[0-9]*.py"))
    (migrations / "9999_later.py").write_text(CHANGE.format(last=last))


def version_of(port: int) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=30) as answer:
        return str(json.load(answer)["version"])


@pytest.fixture
def machine() -> Iterator[Machine]:
    """This version is served behind the proxy, and the next one lies beside it."""
    with (
        tempfile.TemporaryDirectory(prefix="tandem-") as folder,  # the path of a socket is short
        proxy(Path(folder)) as port,
    ):
        made = Machine(Path(folder))
        made.url = f"http://127.0.0.1:{port}"
        (made.root / "etc").mkdir()
        example = here(text(f"{OPERATORS}/examples/tandem.env"), made.root)
        (made.root / "etc/tandem.env").write_text(re.sub("TANDEM_URL=.*", "", example))
        made.installed(NEXT)
        (made.root / "opt/tandem").symlink_to(made.installed(tandem.__version__))
        (made.root / "srv/backups").mkdir(parents=True)
        made.home.set_up()
        backups.run(made.home, GATHER)
        made.start()
        try:
            wait_until_healthy(made.url)
            yield made
        finally:
            if made.running is not None:
                made.running.kill()
                made.running.wait(10)


def act_until(browser: Browser, done: threading.Event) -> None:
    while not done.is_set():
        browser.act()


def read_until(browser: Browser, done: threading.Event) -> None:
    """Page after page on one connection, as a real browser keeps it."""
    line = HTTPConnection("127.0.0.1", browser.port, timeout=60)
    said = {"Cookie": "; ".join(f"{name}={value}" for name, value in browser.cookies.items())}
    while not done.is_set():
        for path in ("/app/", "/app/promises/", "/static/tandem.css"):
            line.request("GET", path, headers=said)
            answer = line.getresponse()
            answer.read()
            assert answer.status in (200, 302), f"{path}: {answer.status}"
    line.close()


class Form:
    """A promise typed into a page of one version, and sent when that one is gone."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        _, page = browser.ask("GET", "/app/promises/new/")
        token = TOKEN.search(page)
        assert token
        due = (date.today() + timedelta(days=20)).isoformat()  # noqa: DTZ011 - the server's own day
        self.typed = {
            "csrfmiddlewaretoken": token[1], "direction": "customer", "due_on": due,
            "who": "mira.okafor@varnholm.example", "what": "sent between two versions",
        }  # fmt: skip

    def send(self) -> None:
        status, where = self.browser.ask("POST", "/app/promises/new/", self.typed)
        found = PROMISE.search(where)
        assert (status, bool(found)) == (302, True), where
        assert found
        self.browser.sent += 1
        key = found[1].replace("-", "")
        self.browser.acknowledged.append((key, self.typed["what"]))


def signed_in(name: str, port: int) -> Browser:
    browser = Browser(name)
    browser.port = port
    browser.sign_in()
    return browser


def test_a_new_version_comes_without_a_lost_request(machine: Machine) -> None:
    port = int(machine.url.rpartition(":")[2])
    *acting, reading, waiting = (signed_in(name, port) for name in (*ACTING, READING, WAITING))
    form, done = Form(waiting), threading.Event()
    with ThreadPoolExecutor(8) as people:
        at_work = [people.submit(act_until, each, done) for each in acting]
        at_work.append(people.submit(read_until, reading, done))
        sending = []

        def everybody_waits() -> None:
            sending.append(people.submit(form.send))
            wait_until(lambda: all(each.sent > len(each.acknowledged) for each in acting))
            assert not sending[0].done()

        try:
            wait_until(lambda: all(len(each.acknowledged) > 1 for each in acting))
            assert version_of(port) == tandem.__version__
            machine.between = everybody_waits
            for line in commands(GUIDE):
                machine.do(line)
            assert version_of(port) == NEXT  # asked through the proxy, so this waits as well
            before = [len(each.acknowledged) for each in acting]
            wait_until(
                lambda: (
                    any(each.done() for each in at_work)  # what stopped it is told below
                    or all(
                        len(each.acknowledged) > count + 1
                        for each, count in zip(acting, before, strict=True)
                    )
                )
            )
        finally:
            done.set()
        for each in (*at_work, *sending):
            each.result()
    assert_everything_is_there_once(machine, [*acting, waiting])


def assert_everything_is_there_once(machine: Machine, browsers: list[Browser]) -> None:
    machine.stop()
    assert set(look(machine.home, browsers).values()) == {1}
    words = dict(line.split(" ", 1) for line in backups.run(machine.home, WORDS).splitlines())
    assert words == dict(said for each in browsers for said in each.acknowledged)
    assert len(words) == sum(each.sent for each in browsers)

"""A full disk: a clear sentence, and nothing torn.

A limit on how large a file may grow stands for the disk: it needs no rights on the machine, and a
write beyond it fails in the middle, as on a full disk.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tandem.cli.tests import backups
from tandem.cli.tests.homes import TANDEM, Home
from tandem.cli.tests.test_crash_served import GATHER, Browser, look
from tandem.cli.tests.test_serve import free_port
from tandem.cli.tests.waiting import wait_until_healthy

pytestmark = pytest.mark.slow

LIMITED = """
import os, resource, sys
limit = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
os.execv(sys.executable, [sys.executable, *sys.argv[2:]])
"""


def limited(limit: int, *words: str) -> list[str]:
    return [sys.executable, "-c", LIMITED, str(limit), *TANDEM[1:], *words]


def run(home: Home, limit: int, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        limited(limit, *words), env=home.environment(),
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("full") / "kept")
    home.made()
    backups.run(home, GATHER)
    return home


@pytest.fixture
def home(kept: Home, tmp_path: Path) -> Home:
    shutil.copytree(kept.path, tmp_path / "home")
    return Home(tmp_path / "home")


def people(home: Home) -> backups.Rows:
    rows = backups.rows_of_sqlite(home.database)
    return {name: rows[name] for name in rows if name.startswith("organisation_")}


def test_an_act_is_refused_with_a_page_that_says_so_and_nothing_is_torn(home: Home) -> None:
    sam, port = Browser("sam.lindqvist"), free_port()
    limit = home.database.stat().st_size + 50_000  # the log beside it may grow to this
    with subprocess.Popen(
        limited(limit, "serve", "--port", str(port)), env=home.environment(),
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True,
    ) as server:  # fmt: skip
        try:
            wait_until_healthy(f"http://127.0.0.1:{port}")
            sam.port = port
            sam.sign_in()
            page = act_until_refused(sam)
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            assert server.stderr is not None
            log = server.stderr.read()
    assert "There is no room left to write." in page
    assert sam.acknowledged  # it worked before
    assert f"sam.lindqvist {sam.sent}" not in log
    there = look(home, [sam])
    assert len(there) == len(sam.acknowledged)  # what was refused is not there
    assert home.tandem("doctor").returncode == 0
    again = home.tandem("backup", str(home.path.parent / "after.backup"))
    assert again.returncode == 0, again.stderr


def act_until_refused(sam: Browser) -> str:
    """The page that comes instead of the promise."""
    for _ in range(400):
        try:
            sam.act()
        except AssertionError as refused:
            return str(refused)
    pytest.fail("the disk never was full")


@pytest.mark.parametrize(
    "words", [("backup", "x.backup"), ("keys", "check"), ("import", "undo"), ("migrate",)], ids=str
)
def test_a_disk_that_was_full_before_is_a_sentence(home: Home, words: tuple[str, ...]) -> None:
    with backups.unchanged(home):
        done = run(home, 0, *words)
    assert (done.returncode, "There is no room left on the disk" in done.stderr) == (2, True)
    assert "Traceback" not in done.stderr


def test_the_page_answers_with_the_status_for_it(home: Home) -> None:
    code = """
from tandem.website.home import open_home
open_home()
from unittest.mock import patch
from django.db import OperationalError
from django.test import Client
client = Client(raise_request_exception=False, headers={"host": "127.0.0.1"})
full = OperationalError("database or disk is full"), OSError(28, "No space left on device")
others = OperationalError("no such table"), OSError(2, "No such file")
for error in (*full, OperationalError("disk I/O error"), *others):
    with patch("tandem.website.views.redirect", side_effect=error):
        print(client.get("/").status_code)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], env=home.environment(),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.split() == ["507", "507", "507", "500", "500"]


FULL = re.compile(
    r"Error: The disk is full \(.+\)\. Nothing was changed\.|There is no room left on the disk"
)
SIZES = (2_000, 60_000, 700_000, 1_500_000, 3_000_000, 30_000_000)


def test_an_import_changes_nothing_or_everything(home: Home, tmp_path: Path) -> None:
    """However much room there is, it says which of the two it was."""
    file = tmp_path / "people.csv"
    rows = (f"V{n},Ana {n},Long-{n},Sales > Team {n % 30},2020-01-02\n" for n in range(3000))
    file.write_text("Employee ID,First name,Last name,Department,Hire date\n" + "".join(rows))
    before, outcomes = people(home), set()
    for size in SIZES:
        shutil.copytree(home.path, tmp_path / f"{size}")
        copy = Home(tmp_path / f"{size}")
        done = run(copy, size, "import", "people", str(file), "--expect-many")
        numbers = {row[1] for row in people(copy)["organisation_person"]}
        outcomes.add(done.returncode)
        if done.returncode == 0:
            assert {f"V{n}" for n in range(3000)} <= numbers, size
        else:
            assert FULL.search(done.stderr), done.stderr
            assert "Traceback" not in done.stderr
            after = people(copy)
            changed = {name for name in before if after[name] != before[name]}
            assert changed <= {"organisation_import"}, size  # that it was checked may be known
            assert "V1" not in numbers
        repeated = copy.tandem("import", "people", str(file), "--expect-many")
        assert repeated.returncode == 0, repeated.stderr
        assert copy.tandem("doctor").returncode == 0
    assert outcomes == {0, 1, 2}


def test_a_backup_is_not_made_and_nothing_of_it_is_left(home: Home, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    (home.path / "uploads/large").write_bytes(os.urandom(500_000))
    for size in (40_000, 100_000, 400_000):
        done = run(home, size, "backup", str(folder / "a.backup"))
        assert (done.returncode, "The disk is full" in done.stderr) == (1, True), done.stderr
        assert "was not made, and nothing of it is left." in done.stderr
        assert list(folder.iterdir()) == []
    with closing(sqlite3.connect(home.database)) as opened:  # nor is it said that one was made
        query = "SELECT count(*) FROM access_event WHERE what = 'backup.made'"
        assert opened.execute(query).fetchone() == (0,)
    assert home.tandem("backup", str(folder / "a.backup")).returncode == 0


def test_a_restore_changes_nothing(home: Home, kept: Home, tmp_path: Path) -> None:
    file = tmp_path / "a.backup"
    (home.path / "uploads/large").write_bytes(os.urandom(3_000_000))
    assert home.tandem("backup", str(file)).returncode == 0
    shutil.copytree(kept.path, tmp_path / "other")
    other = Home(tmp_path / "other")
    other.tandem("keys", "check")
    for size in (0, 100_000, 600_000, 2_000_000):
        with backups.unchanged(other):
            done = run(other, size, "restore", str(file), "--replace")
        assert (done.returncode, "The disk is full" in done.stderr) == (1, True), done.stderr
        assert "Nothing was changed." in done.stderr
        assert not (other.path / ".restoring").exists()
    assert other.tandem("restore", str(file), "--replace").returncode == 0

"""A real worker killed while it applies an import: the next one does it, and it stands once.

Five points in the suite, on SQLite; with `make crash` more, and on PostgreSQL too.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from random import Random

import psycopg
import pytest

from tandem.cli.tests import backups
from tandem.cli.tests.conftest import NewDatabase
from tandem.cli.tests.homes import TANDEM, Home

pytestmark = pytest.mark.slow

MORE = int(os.environ.get("CRASH_POINTS", "0"))
POINTS = max(5, MORE // 4)
EACH = 30  # people of one file
# So many files, checked, and in the queue to be applied one after the other.
QUEUED = """
import sys, uuid
from pathlib import Path
from tandem.website.home import open_home
site = open_home()
from django.utils.timezone import localdate
from tandem.access.audit import OPERATOR
from tandem.organisation import actions, intake
from tandem.organisation.models import Person
from tandem.rooms.company.uploads import apply_later
from tandem.website.clock import now
by, uploads = Person.objects.get(), site.home / "uploads"
for number in range(int(sys.argv[1])):
    rows = [
        f"{number * %(each)d + n},P {n},V > A{number} > B{n %% 4},2020-01-01\\n"
        for n in range(%(each)d)
    ]
    file = site.home.parent / f"{number}.csv"
    file.write_text("ID,Name,Department,Hired\\n" + "".join(rows))
    key = uuid.uuid4()
    report = intake.check(
        [intake.Incoming(file.name, file)], folder=intake.folder_of(uploads, key),
        today=localdate(now()),
    )
    kept = intake.keep(import_id=key, report=report, by=by, at=now())
    apply_later(kept, expect_many=True, as_of=None, by=by, at=now())
""" % {"each": EACH}  # noqa: UP031 - the text is full of braces
STATES = "SELECT count(*) FROM organisation_import WHERE state = 'applied'"
STANDS = (
    "SELECT count(*) FROM organisation_person WHERE number <> ''",
    "SELECT count(DISTINCT number) FROM organisation_person WHERE number <> ''",
    "SELECT count(*) FROM organisation_employment",
    "SELECT count(*) FROM organisation_spell",
    "SELECT count(*) FROM organisation_area",
    "SELECT count(*) FROM access_event WHERE what = 'import.applied'",
    "SELECT count(DISTINCT about) FROM access_event WHERE what = 'import.applied'",
)


def asked(home: Home, query: str) -> int:
    if url := home.env.get("DATABASE_URL"):
        with psycopg.connect(url) as server:
            row = server.execute(query.encode()).fetchone()
    else:
        with closing(sqlite3.connect(home.database, timeout=10)) as file:
            row = file.execute(query).fetchone()
    assert row is not None
    return int(row[0])


@contextmanager
def falling(home: Home) -> Iterator[Callable[[int, float], int]]:
    """Start a worker that dies in the import of this file, so far into it; returns how it ended."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tandem.cli.tests.falling_worker", str(home.path.parent / "told")],
        env=home.environment(DJANGO_SETTINGS_MODULE="tandem.website.settings"),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdin
    assert process.stdout
    into, out = process.stdin, process.stdout

    def order(number: int, share: float) -> int:
        into.write(f"{number}.csv {share}\n")
        into.flush()
        return int(out.readline())

    try:
        assert out.readline() == "ready\n"
        yield order
    finally:
        into.close()
        process.wait(30)
        out.close()


@contextmanager
def working(home: Home) -> Iterator[None]:
    worker = subprocess.Popen([*TANDEM, "worker"], env=home.environment())
    try:
        yield
    finally:
        worker.terminate()
        worker.wait(30)


def test_killed_anywhere_an_import_is_applied_once_by_the_next_worker(home: Home) -> None:
    home.made()
    falls_and_finishes(home, POINTS, Random(9))


@pytest.mark.skipif(not MORE, reason="with `make crash`: it takes longer than it tells")
def test_on_postgresql_too(home: Home, new_database: NewDatabase) -> None:
    home.env["DATABASE_URL"] = new_database()
    home.set_up()
    falls_and_finishes(home, POINTS, Random(10))


def falls_and_finishes(home: Home, points: int, dice: Random) -> None:
    """Each worker finishes what the one before had under way, and dies in the next file."""
    backups.run(home, QUEUED, str(points + 1))
    with falling(home) as fall:
        for number in range(1, points + 1):
            assert fall(number, dice.random()) == -signal.SIGKILL
            assert asked(home, STATES) in (number, number + 1), "whole or not at all"
    with working(home):
        for _ in range(600):
            if asked(home, STATES) == points + 1:
                break
            time.sleep(0.1)
    files = points + 1
    people = files * EACH
    assert [asked(home, each) for each in STANDS] == [
        people, people, people, people, 1 + files * (1 + 4), files, files,
    ]  # fmt: skip
    undone = home.tandem("import", "undo")
    assert undone.returncode == 0, undone.stderr  # the journal is of the time that counted
    assert asked(home, STANDS[0]) == people - EACH

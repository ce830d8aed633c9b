"""A real worker counts what is of other definitions, and goes on where one was killed."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import time
from collections.abc import Callable
from contextlib import closing

import pytest

from tandem.cli.tests.homes import TANDEM, Home

pytestmark = pytest.mark.slow

OTHERS = "SELECT count(*) FROM bridge_areafigures WHERE definitions = 'earlier'"
OF_TODAY = "SELECT count(*) FROM bridge_areafigures WHERE definitions <> 'earlier'"
DONE = (
    "SELECT count(*) FROM django_tasks_database_dbtaskresult "
    "WHERE task_path LIKE '%count_anew' AND status = 'SUCCESSFUL'"
)
TEAMS = 12


def asked(home: Home, query: str) -> int:
    with closing(sqlite3.connect(home.database, timeout=10)) as file:
        return int(file.execute(query).fetchone()[0])


def until(home: Home, query: str, is_so: Callable[[int], bool]) -> None:
    for _ in range(600):
        if is_so(asked(home, query)):
            return
        time.sleep(0.1)
    raise AssertionError(query)


def as_an_earlier_version_left_it(home: Home) -> None:
    [told] = (home.path / "snapshots").glob("*/counted.json")
    told.write_text(json.dumps(json.loads(told.read_text()) | {"definitions": "earlier"}))
    with closing(sqlite3.connect(home.database, timeout=10)) as file, file:
        file.execute("UPDATE bridge_areafigures SET definitions = 'earlier'")


def test_after_a_new_version_the_worker_counts_by_itself_and_a_kill_costs_nothing(
    home: Home,
) -> None:
    home.made()
    rows = [f"{n},P {n},V > T{n},2020-01-01\n" for n in range(TEAMS)]
    file = home.path.parent / "people.csv"
    file.write_text("ID,Name,Department,Hired\n" + "".join(rows))
    assert home.tandem("import", "people", str(file)).returncode == 0
    assert asked(home, OF_TODAY) == TEAMS + 1
    as_an_earlier_version_left_it(home)
    said = home.tandem("doctor").stdout
    assert f"The numbers of 0 of {TEAMS + 1} areas are ready." in said
    for is_killed in (True, False):
        worker = subprocess.Popen([*TANDEM, "worker"], env=home.environment())
        try:
            if is_killed:  # as soon as it has taken the task up
                until(home, "SELECT count(*) FROM django_tasks_database_dbtaskresult", bool)
                worker.kill()
            else:
                until(home, DONE, bool)
        finally:
            worker.terminate()
            worker.wait(30)
    assert asked(home, OTHERS) == 0
    assert asked(home, OF_TODAY) == TEAMS + 1
    assert asked(home, DONE) == 1  # effects once, however many workers took it
    [told] = (home.path / "snapshots").glob("*/counted.json")
    assert json.loads(told.read_text())["done"]

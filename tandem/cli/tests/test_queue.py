"""Tasks at least once: what a worker that was killed had under way, the next one does."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from random import Random

import psycopg
import pytest

from tandem.cli.queue import LOST, TRIES
from tandem.cli.tests.conftest import NewDatabase
from tandem.cli.tests.homes import TANDEM, Home
from tandem.cli.tests.waiting import wait_until

pytestmark = pytest.mark.slow

TABLE = "django_tasks_database_dbtaskresult"
SLOW = """
import sys, time
from pathlib import Path
from django_tasks import task

@task()
def write(folder: str, seconds: float) -> str:
    kept = Path(folder)
    with (kept / "begun").open("a") as begun:
        begun.write("x")
    time.sleep(seconds)
    (kept / "done").write_text("done")
    return "done"

@task()
def count(file: str, number: int) -> None:
    with Path(file).open("a") as counted:
        print(number, file=counted)
    time.sleep(0.02)

@task()
def stop(word: str) -> None:
    '''Stop at once. For tests.'''
    raise ValueError(f"about {word}")
"""
ENQUEUE = """
import sys
from tandem.website.home import open_home
open_home()
import slow_tasks
words = sys.argv[2:]
if sys.argv[1] == "write":
    slow_tasks.write.enqueue(words[0], float(words[1]))
elif sys.argv[1] == "count":
    for number in range(int(words[1])):
        slow_tasks.count.enqueue(words[0], number)
else:
    slow_tasks.stop.enqueue(words[0])
"""


@pytest.fixture
def home(home: Home) -> Home:
    """Set up, with tasks of its own that take their time."""
    (home.path.parent / "slow_tasks.py").write_text(SLOW)
    home.env["PYTHONPATH"] = f"{home.path.parent}:{sys.path[0]}:."
    home.made()
    return home


def enqueue(home: Home, *words: str) -> None:
    subprocess.run([sys.executable, "-c", ENQUEUE, *words], env=home.environment(), check=True)


@contextmanager
def working(home: Home) -> Iterator[subprocess.Popen[bytes]]:
    worker = subprocess.Popen([*TANDEM, "worker"], env=home.environment())
    try:
        yield worker
    finally:
        if worker.poll() is None:
            worker.kill()
        worker.wait(10)


def rows(home: Home, columns: str) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(home.database, timeout=10)) as db:
        return db.execute(f"SELECT {columns} FROM {TABLE}").fetchall()  # noqa: S608 - our own words


def wait_for(home: Home, *states: str) -> None:
    wait_until(
        lambda: [state for (state,) in rows(home, "status")] == list(states),
        lambda: rows(home, "status, exception_class_path, traceback"),
    )


def wait_for_try(home: Home, number: int) -> None:
    """Until a worker has taken the only task that often."""
    wait_until(
        lambda: [len(json.loads(ids)) for (ids,) in rows(home, "worker_ids")] == [number],
        lambda: rows(home, "status, worker_ids"),
    )


def kill_in_the_middle(home: Home, pause: float = 0, *, number: int = 1) -> None:
    with working(home) as worker:
        wait_for_try(home, number)
        time.sleep(pause)
        worker.kill()


def test_a_task_whose_worker_is_killed_is_done_by_the_next(home: Home) -> None:
    folder, dice = home.path.parent, Random(4)
    enqueue(home, "write", str(folder), "1.5")
    kill_in_the_middle(home, dice.uniform(0, 1))
    assert [state for (state,) in rows(home, "status")] == ["RUNNING"]
    assert not (folder / "done").exists()
    with working(home):
        wait_for(home, "SUCCESSFUL")
    assert (folder / "done").read_text() == "done"


def test_what_takes_its_worker_along_each_time_is_left_alone_in_the_end(home: Home) -> None:
    enqueue(home, "write", str(home.path.parent), "60")
    for number in range(1, TRIES + 1):
        kill_in_the_middle(home, 0.2, number=number)
        assert rows(home, "status") == [("RUNNING",)]
    with working(home):
        wait_for(home, "FAILED")
    assert rows(home, "exception_class_path, traceback") == [(LOST, "")]


def test_a_living_worker_keeps_its_task_beside_another(home: Home) -> None:
    folder = home.path.parent
    enqueue(home, "write", str(folder), "8")
    with working(home):
        wait_for(home, "RUNNING")
        with working(home):
            wait_for(home, "SUCCESSFUL")
    assert (folder / "begun").read_text() == "x"


def test_told_to_stop_a_worker_finishes_what_is_under_way(home: Home) -> None:
    enqueue(home, "write", str(home.path.parent), "2")
    with working(home) as worker:
        wait_for(home, "RUNNING")
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(15) == 0
    assert rows(home, "status") == [("SUCCESSFUL",)]
    assert list((home.path / "workers").iterdir()) == []


def test_told_twice_it_puts_the_task_back(home: Home) -> None:
    enqueue(home, "write", str(home.path.parent), "60")
    with working(home) as worker:
        wait_for(home, "RUNNING")
        time.sleep(0.5)
        worker.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        worker.send_signal(signal.SIGTERM)
        worker.wait(15)
    assert rows(home, "status") == [("READY",)]


def test_what_stops_a_task_keeps_its_kind_and_none_of_its_words(home: Home) -> None:
    enqueue(home, "stop", "marzipan")
    with working(home):
        wait_for(home, "FAILED")
    [(kind, where)] = rows(home, "exception_class_path, traceback")
    assert kind == "builtins.ValueError"
    assert "slow_tasks.py" in where
    assert "marzipan" not in where


def test_three_workers_on_postgresql_take_each_task_once(
    home: Home, new_database: NewDatabase
) -> None:
    large = Home(home.path.parent / "large", {**home.env, "DATABASE_URL": new_database()})
    large.set_up()
    file = home.path.parent / "counted"
    enqueue(large, "count", str(file), "60")
    with working(large), working(large), working(large):
        wait_until(
            lambda: large.tandem("queue", "show").stdout == "Nothing waits, and nothing stopped.\n"
        )
    assert sorted(map(int, file.read_text().split())) == list(range(60))
    with psycopg.connect(large.env["DATABASE_URL"]) as opened:
        taken = opened.execute(f"SELECT DISTINCT worker_ids ->> 0 FROM {TABLE}").fetchall()  # noqa: S608 - our own words
    assert len(taken) > 1


# Shown to the operator


def test_what_waits_and_what_stopped_is_shown_and_can_be_put_back(home: Home) -> None:
    assert home.tandem("queue", "show").stdout == "Nothing waits, and nothing stopped.\n"
    enqueue(home, "stop", "marzipan")
    shown = home.tandem("queue", "show")
    assert (shown.returncode, "waiting since 20" in shown.stdout) == (0, True)
    assert shown.stdout.endswith("Stop at once\n")
    with working(home):
        wait_for(home, "FAILED")
    shown = home.tandem("queue", "show")
    assert shown.returncode == 1
    assert shown.stdout.endswith("Stop at once: builtins.ValueError\n")
    assert "Stopped by an error in the background: 1;" in home.tandem("doctor").stdout
    [told] = json.loads(home.tandem("queue", "show", "--json").stdout)["tasks"]
    assert (told["state"], told["tries"], told["error"]) == ("stopped", 1, "builtins.ValueError")
    assert "marzipan" not in shown.stdout + str(told)
    assert home.tandem("queue", "again", told["id"][:8]).stdout == "It waits again.\n"
    assert rows(home, "status, worker_ids") == [("READY", "[]")]
    missing = home.tandem("queue", "again", told["id"][:8])
    assert (missing.returncode, "No task that stopped begins with" in missing.stderr) == (1, True)


def test_the_doctor_notes_what_has_waited_for_too_long(home: Home) -> None:
    enqueue(home, "stop", "marzipan")
    assert "Waiting in the background" not in home.tandem("doctor").stdout
    with closing(sqlite3.connect(home.database)) as opened, opened:
        opened.execute(f"UPDATE {TABLE} SET enqueued_at = '2026-01-05 08:00:00'")  # noqa: S608 - our own words
    said = "Note: Waiting in the background: 1, the first since 2026-01-05 08:00 UTC."
    assert said in home.tandem("doctor").stdout


def test_a_task_of_a_version_that_is_gone_is_shown_by_its_name(home: Home) -> None:
    enqueue(home, "stop", "marzipan")
    for name in ("gone.work", "json.gone", "json.dumps"):
        with closing(sqlite3.connect(home.database)) as opened, opened:
            opened.execute(f"UPDATE {TABLE} SET task_path = ?", [name])  # noqa: S608 - our own words
        assert home.tandem("queue", "show").stdout.endswith(f"  {name}\n")

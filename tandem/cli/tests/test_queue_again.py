"""What breaks off because something is away is tried again by itself; its effect is there once."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg
import pytest

from tandem.cli.tests.conftest import NewDatabase
from tandem.cli.tests.homes import TANDEM, Home
from tandem.cli.tests.test_queue import TABLE, rows, wait_for

pytestmark = pytest.mark.slow

TASKS = """
import errno
from pathlib import Path
from django.db import connection
from django_tasks import task

@task()
def away(folder: str, times: int) -> None:
    '''Write once there is room. For tests.'''
    tried = Path(folder) / "tried"
    so_far = len(tried.read_text()) if tried.exists() else 0
    tried.write_text("x" * (so_far + 1))
    if so_far < times:
        raise OSError(errno.ENOSPC, "no room for Sam Lindqvist")
    with (Path(folder) / "done").open("a") as done:
        done.write("once")

@task()
def cut_off(folder: str) -> None:
    '''Lose the database in the middle. For tests.'''
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

@task()
def stop(word: str) -> None:
    '''Stop at once. For tests.'''
    raise ValueError(f"about {word}")
"""
ENQUEUE = """
import json, sys
from tandem.website.home import open_home
open_home()
import passing_tasks
getattr(passing_tasks, sys.argv[1]).enqueue(*map(json.loads, sys.argv[2:]))
"""
NOW = f"UPDATE {TABLE} SET run_after = '2026-01-05 08:00:00'"  # noqa: S608 - our own words


@pytest.fixture
def home(home: Home) -> Home:
    (home.path.parent / "passing_tasks.py").write_text(TASKS)
    home.env["PYTHONPATH"] = f"{home.path.parent}:{sys.path[0]}:."
    home.made()
    return home


def enqueue(home: Home, name: str, *words: object) -> None:
    words_told = map(json.dumps, words)
    command = [sys.executable, "-c", ENQUEUE, name, *words_told]
    subprocess.run(command, env=home.environment(), check=True)


@contextmanager
def working(home: Home) -> Iterator[list[str]]:
    """A worker; what it wrote on standard error is there afterwards."""
    said: list[str] = []
    log = home.path.parent / "worker.log"
    with log.open("w") as file:
        worker = subprocess.Popen([*TANDEM, "worker"], env=home.environment(), stderr=file)
        try:
            yield said
            assert worker.poll() is None, "the worker is still there"
        finally:
            worker.terminate()
            worker.wait(30)
    said.append(log.read_text())


def wait_for_a_break(home: Home, tries: int) -> None:
    """Until the only task broke off that often and waits for its next try."""
    for _ in range(300):
        [(state, workers, error)] = rows(home, "status, worker_ids, exception_class_path")
        if (state, len(json.loads(workers)), bool(error)) == ("READY", tries, True):
            return
        time.sleep(0.1)
    raise AssertionError(rows(home, "status, worker_ids, exception_class_path"))


def pause(home: Home) -> float:
    """Minutes from the break to the next try."""
    with closing(sqlite3.connect(home.database)) as db:
        query = f"SELECT (julianday(run_after) - julianday(finished_at)) * 1440 FROM {TABLE}"  # noqa: S608 - our own words
        return round(float(db.execute(query).fetchone()[0]), 3)


def come_now(home: Home) -> None:
    """As if the pause was over."""
    with closing(sqlite3.connect(home.database, timeout=10)) as db, db:
        db.execute(NOW)


def test_what_is_away_is_waited_for_with_growing_pauses_and_then_it_stops(home: Home) -> None:
    folder, pauses = home.path.parent, []
    enqueue(home, "away", str(folder), 5)
    with working(home) as said:
        wait_for_a_break(home, 1)
        tell_when_it_is_tried_next(home)
        put_back(home)  # as who has made room need not wait
        for tries in (1, 2, 3):
            wait_for_a_break(home, tries)
            pauses.append(pause(home))
            come_now(home)
        wait_for(home, "FAILED")
        assert home.tandem("queue", "show").returncode == 1
        put_back(home)
        wait_for(home, "SUCCESSFUL")
    assert pauses == [1, 5, 30]
    assert ((folder / "tried").read_text(), (folder / "done").read_text()) == ("xxxxxx", "once")
    assert "A task broke off and is tried again. task=passing_tasks.away" in said[0]
    assert "error=builtins.OSError (ENOSPC)" in said[0]
    assert "Lindqvist" not in said[0]


def tell_when_it_is_tried_next(home: Home) -> None:
    shown = home.tandem("queue", "show")
    assert shown.returncode == 0
    assert re.search(
        r"again later since (\S+ \S+) UTC, tried again at (?!\1)\S+ \S+ UTC  "
        r"Write once there is room: builtins\.OSError$",
        shown.stdout.strip(),
    )
    [told] = json.loads(home.tandem("queue", "show", "--json").stdout)["tasks"]
    assert told["next_try"] > told["since"]
    assert (told["state"], told["tries"]) == ("again later", 1)


def put_back(home: Home) -> None:
    [(task,)] = rows(home, "id")
    assert home.tandem("queue", "again", task[:8]).stdout == "It waits again.\n"


def test_a_worker_outlives_a_database_that_is_away_and_what_lies_in_the_data_stops(
    home: Home,
) -> None:
    """Nothing reaches it for a while; then the same worker takes up what is asked."""
    aside = home.database.with_name("aside")
    with working(home) as said:
        time.sleep(3)
        home.database.rename(aside)
        home.database.mkdir()
        time.sleep(3)
        home.database.rmdir()
        aside.rename(home.database)
        enqueue(home, "stop", "Sam Lindqvist")
        wait_for(home, "FAILED")
    assert "The worker waits for the database." in said[0]
    assert "ERROR tandem.cli.queue A task stopped. task=passing_tasks.stop" in said[0]
    assert "error=builtins.ValueError" in said[0]
    assert "Lindqvist" not in said[0]


def test_on_postgresql_a_task_that_loses_its_connection_is_tried_again(
    home: Home, new_database: NewDatabase
) -> None:
    large = Home(home.path.parent / "large", {**home.env, "DATABASE_URL": new_database()})
    large.set_up()
    enqueue(large, "cut_off", "nowhere")
    query = f"SELECT status, exception_class_path, run_after > now() FROM {TABLE}"  # noqa: S608 - our own words
    with working(large), psycopg.connect(large.env["DATABASE_URL"], autocommit=True) as db:
        for _ in range(300):
            found = db.execute(query).fetchall()
            if found[0][1]:
                break
            time.sleep(0.1)
    assert found == [("READY", "django.db.utils.OperationalError", True)]

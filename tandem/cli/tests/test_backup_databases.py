"""On PostgreSQL as on SQLite, and from the one into the other."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tandem.cli.safekeeping.tables import LEFT_OUT
from tandem.cli.tests import backups
from tandem.cli.tests.conftest import NewDatabase
from tandem.cli.tests.homes import Home
from tandem.cli.tests.test_backup import manifest_of, packed_rows, writing
from tests.test_stored_databases import SAID, STORED, put_back, read

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def lived(new_database: NewDatabase, tmp_path_factory: pytest.TempPathFactory) -> Home:
    folder = tmp_path_factory.mktemp("lived")
    return backups.lived_in(folder / "home", DATABASE_URL=new_database())


@pytest.fixture(scope="module")
def backup(lived: Home) -> Path:
    file = lived.path.parent / "pg.backup"
    done = lived.tandem("backup", str(file))
    assert done.returncode == 0, done.stderr
    return file


EXPECTED = {*LEFT_OUT, "access_event", "sqlite_sequence"}


def test_postgresql_comes_back_row_by_row(
    new_database: NewDatabase,
    lived: Home,
    backup: Path,
    tmp_path: Path,
) -> None:
    machine = Home(tmp_path / "home", {"DATABASE_URL": new_database()})
    done = machine.tandem("restore", str(backup), "--key", str(lived.key))
    assert done.returncode == 0, done.stderr
    assert manifest_of(backup).vendor == "postgresql"
    before = backups.rows_of_postgresql(lived.env["DATABASE_URL"])
    after = backups.rows_of_postgresql(machine.env["DATABASE_URL"])
    changed = backups.differences(before, after)
    assert set(changed) <= EXPECTED
    assert sorted(row[1] for row in changed["access_event"]) == ["backup.made", "backup.restored"]
    assert backups.sessions(before)
    assert backups.sessions(after) == []
    assert backups.run(machine, backups.READ) == "Exit themes, one page|They leave\n"
    assert backups.files_of(machine, "uploads") == backups.files_of(lived, "uploads") != {}
    assert machine.tandem("doctor").returncode == 0
    backups.is_proven(machine)
    assert indexes(machine) == indexes(lived)


CASTS = re.compile(r"::(text|character varying)(\[\])?|[()]")


def indexes(home: Home) -> list[str]:
    """Every index and constraint as the database says them, but for the casts it writes anew."""
    with psycopg.connect(home.env["DATABASE_URL"]) as opened:
        made = opened.execute("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'")
        held = opened.execute(
            "SELECT conrelid::regclass::text || conname || pg_get_constraintdef(oid)"
            " FROM pg_constraint WHERE connamespace = 'public'::regnamespace"
        )
        return sorted(CASTS.sub("", said) for (said,) in [*made.fetchall(), *held.fetchall()])


def test_a_backup_made_on_postgresql_restores_into_sqlite_and_back(
    new_database: NewDatabase,
    lived: Home,
    backup: Path,
    tmp_path: Path,
) -> None:
    small = Home(tmp_path / "small")
    done = small.tandem("restore", str(backup), "--key", str(lived.key))
    assert done.returncode == 0, done.stderr
    assert backups.run(small, backups.READ) == "Exit themes, one page|They leave\n"
    assert small.tandem("doctor").returncode == 0
    backups.is_proven(small)
    assert small.tandem("backup", str(tmp_path / "small.backup")).returncode == 0
    large = Home(small.path, {"DATABASE_URL": new_database()})  # the same home moves over
    done = large.tandem("restore", str(tmp_path / "small.backup"))
    assert done.returncode == 0, done.stderr
    before = backups.rows_of_postgresql(lived.env["DATABASE_URL"])
    after = backups.rows_of_postgresql(large.env["DATABASE_URL"])
    changed = backups.differences(before, after)
    assert set(changed) <= EXPECTED  # nothing was lost on either way
    assert {row[1] for row in changed["access_event"]} == {"backup.made", "backup.restored"}
    backups.is_proven(large)
    undone = large.tandem("import", "undo")
    assert undone.returncode == 0, undone.stderr


def test_a_stored_database_of_an_earlier_version_comes_up_on_postgresql(
    new_database: NewDatabase, tmp_path: Path
) -> None:
    """As an operator changes over: brought up to this version, backed up, restored there."""
    old = put_back(STORED[-1], tmp_path)
    for words in (("migrate",), ("backup", str(tmp_path / "old.backup"))):
        done = old.tandem(*words)
        assert done.returncode == 0, done.stderr
    large = Home(tmp_path / "large", {"DATABASE_URL": new_database()})
    done = large.tandem("restore", str(tmp_path / "old.backup"), "--key", str(old.key))
    assert done.returncode == 0, done.stderr
    assert read(large) == SAID


def test_a_database_that_is_there_is_left_alone_or_kept_in_a_schema(
    new_database: NewDatabase,
    lived: Home,
    backup: Path,
    tmp_path: Path,
) -> None:
    other = Home(tmp_path / "home", {"DATABASE_URL": new_database()})
    other.set_up(email="other@varnholm.example")
    (other.path / "uploads/old.txt").write_text("of before")
    before = backups.rows_of_postgresql(other.env["DATABASE_URL"])
    refused = other.tandem("restore", str(backup), "--key", str(lived.key))
    assert (refused.returncode, "There is a database already" in refused.stderr) == (2, True)
    assert backups.rows_of_postgresql(other.env["DATABASE_URL"]) == before
    done = other.tandem("restore", str(backup), "--key", str(lived.key), "--replace")
    assert done.returncode == 0, done.stderr
    [schema] = schemas(other)
    assert f"is kept in its schema {schema}." in done.stderr
    with psycopg.connect(other.env["DATABASE_URL"]) as opened:
        kept = opened.execute(f"SELECT email FROM {schema}.organisation_person").fetchall()  # noqa: S608
    assert kept == [("other@varnholm.example",)]
    assert backups.run(other, backups.READ) == "Exit themes, one page|They leave\n"
    [aside] = other.path.glob("before-restore-*")
    assert (aside / "uploads/old.txt").read_text() == "of before"


def schemas(home: Home) -> list[str]:
    query = "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'before_restore%'"
    with psycopg.connect(home.env["DATABASE_URL"]) as opened:
        return [name for (name,) in opened.execute(query)]


def test_a_backup_of_postgresql_is_of_one_moment(
    new_database: NewDatabase,
    lived: Home,
    backup: Path,
    tmp_path: Path,
) -> None:
    home = Home(tmp_path / "home", {"DATABASE_URL": new_database()})
    done = home.tandem("restore", str(backup), "--key", str(lived.key))
    assert done.returncode == 0, done.stderr
    with writing(home, 2):
        done = home.tandem("backup", str(tmp_path / "busy.backup"))
    assert done.returncode == 0, done.stderr
    people = packed_rows(tmp_path / "busy.backup", "organisation_person")
    written = {row["id"] for row in people if row["first_name"] == "Writer"}
    events = packed_rows(tmp_path / "busy.backup", "access_event")
    added = {row["about"] for row in events if row["what"] == "person.added"}
    assert written
    assert written <= added
    assert not added - {row["id"] for row in people}


def test_a_database_that_does_not_answer_is_a_sentence(tmp_path: Path) -> None:
    home = Home(tmp_path / "home", {"DATABASE_URL": "postgresql://x:y@127.0.0.1:9/none"})
    done = home.tandem("backup", str(tmp_path / "a.backup"))
    assert (done.returncode, "does not answer" in done.stderr) == (2, True)


# Killed on the way

CUT_SHORT = """
import os, signal, sys
from tandem.website import swap
point = sys.argv[1]
def die(*_args, **_named):
    os.kill(os.getpid(), signal.SIGKILL)
if point == "before the rows are in":
    from tandem.cli.safekeeping import schemas
    schemas.leave_proof = die
elif point == "before it is ready":
    swap.ready = die
elif point == "ready, and the rows are not in":
    real = swap.ready
    swap.ready = lambda *args, **named: (real(*args, **named), die())
else:
    swap.carry_out = die
from tandem.cli import main
main(sys.argv[2:])
"""
POINTS = {
    "before the rows are in": "old",
    "before it is ready": "old",
    "ready, and the rows are not in": "old",
    "the rows are in, and no file is": "new",
}


def test_killed_on_the_way_one_or_the_other_stands(
    new_database: NewDatabase,
    lived: Home,
    backup: Path,
    tmp_path: Path,
) -> None:
    shutil.copytree(lived.path, tmp_path / "home")
    home = Home(tmp_path / "home", {"DATABASE_URL": new_database()})
    first = home.tandem("restore", str(backup))
    assert first.returncode == 0, first.stderr
    (home.path / "uploads/old.txt").write_text("of before")
    for point, stands in POINTS.items():
        killed = subprocess.run(
            [sys.executable, "-c", CUT_SHORT, point, "restore", str(backup), "--replace"],
            env=home.environment(), capture_output=True, check=False, timeout=60,
        )  # fmt: skip
        assert killed.returncode == -9, point
        assert home.tandem("keys", "check").returncode == 0, point  # whoever comes next finishes
        assert (home.path / "uploads/old.txt").exists() == (stands == "old"), point
        assert len(schemas(home)) == (1 if stands == "new" else 0), point
        assert not (home.path / ".restoring").exists(), point
    assert home.tandem("doctor").returncode == 0
    assert backups.run(home, backups.READ) == "Exit themes, one page|They leave\n"

"""An empty database gets its tables at once: the same as through every version there was."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tandem.cli.tests.conftest import NewDatabase
from tandem.cli.tests.homes import Home

pytestmark = pytest.mark.slow

Told = dict[str, Any]

AT_ONCE = """
from tandem.website.tables import make_tables
make_tables()
"""
ONE_BY_ONE = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
"""
# Everything a database says of its tables, without Django's own groups, which Tandem does not use.
# Where a column stands among the others is left out: one that came later stands last. On SQLite
# checks and defaults are in the words of the table alone.
TOLD = """
import json, re, sys
from django.apps import apps
from django.db import connection

SQLITE = {
    "columns": "SELECT m.name, c.name, c.type, c.[notnull], c.dflt_value, c.pk"
               " FROM sqlite_master m, pragma_table_xinfo(m.name) c WHERE m.type = 'table'",
    "ties": "SELECT m.name, f.* FROM sqlite_master m, pragma_foreign_key_list(m.name) f"
            " WHERE m.type = 'table'",
    "indexes": "SELECT name, tbl_name, sql FROM sqlite_master WHERE type <> 'table'",
    "words": "SELECT name, sql FROM sqlite_master WHERE type = 'table'",
}
POSTGRESQL = {
    "columns": "SELECT table_name, column_name, data_type, character_maximum_length, is_nullable,"
               " column_default, is_identity FROM information_schema.columns"
               " WHERE table_schema = 'public' AND table_name NOT LIKE 'auth_%'",
    "ties": "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)"
            " FROM pg_constraint WHERE connamespace = 'public'::regnamespace",
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
}


def parts(sql):
    "The columns and rules of a table, in whatever order."
    body, depth, last, found = sql[sql.index("(") + 1 : -1], 0, 0, []
    for at, letter in enumerate(body):
        depth += (letter == "(") - (letter == ")")
        if letter == "," and not depth:
            found.append(body[last:at].strip())
            last = at + 1
    return sorted([*found, body[last:].strip()])


told = {}
with connection.cursor() as cursor:
    for what, question in (SQLITE if connection.vendor == "sqlite" else POSTGRESQL).items():
        rows = [[*row] for row in cursor.execute(question).fetchall()]
        if what == "words":
            rows = [[name, parts(sql)] for name, sql in rows if "(" in sql]
        if what == "ties" and connection.vendor == "sqlite":
            rows = [[row[0], *row[3:]] for row in rows]  # without their numbers
        told[what] = sorted(map(repr, rows))
    cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
    told["migrations"] = sorted(map(repr, cursor.fetchall()))
told["rows"] = {each._meta.label: each._base_manager.count() for each in apps.get_models()}
print(json.dumps(told))
"""


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_all_at_once_is_the_same_as_one_after_another(
    tmp_path: Path, database: str, new_database: NewDatabase
) -> None:
    at_once, one_by_one = (
        told_of(empty(tmp_path / name, new_database() if database == "postgresql" else ""), make)
        for name, make in (("at once", AT_ONCE), ("one by one", ONE_BY_ONE))
    )
    assert at_once == one_by_one
    assert len(at_once["columns"]) > 300
    assert at_once["rows"]["contenttypes.ContentType"] > 40


def test_where_some_tables_are_there_the_others_come_by_migrations(tmp_path: Path) -> None:
    half = ONE_BY_ONE.replace('"migrate"', '"migrate", "access"')
    after_half = told_of(empty(tmp_path / "half"), half + AT_ONCE)
    assert after_half == told_of(empty(tmp_path / "whole"), AT_ONCE)


def empty(place: Path, database: str = "") -> Home:
    """A home with a key, whose database is there and holds nothing."""
    home = Home(place)
    home.made()
    home.database.unlink()
    home.env["DATABASE_URL"] = database
    return home


def told_of(home: Home, make: str) -> Told:
    done = home.python(
        "-c", f"import django\ndjango.setup()\n{make}\n{TOLD}",
        DJANGO_SETTINGS_MODULE="tandem.website.settings",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told: Told = json.loads(done.stdout)
    return told

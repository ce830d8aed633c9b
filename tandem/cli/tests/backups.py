"""A home in which something was done, and looking at every row of a database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg

from tandem.cli.safekeeping.tables import LEFT_OUT
from tandem.cli.tests.homes import Home

Rows = dict[str, list[tuple[Any, ...]]]

# Texts that a line could stumble over, a session, a task that waits, numbers given and gone, a
# second proof, and what two people settle.
DONE = r"""
from datetime import date
from tandem.website.home import open_home
open_home()
from importlib import import_module
from django.conf import settings
from django.db import connection
from tandem.access.audit import OPERATOR
from tandem.bridge.pictures import draw
from tandem.organisation import actions as organisation
from tandem.organisation.models import Area
from tandem.partnership.commitments import actions
from tandem.partnership.commitments.models import Source
from tandem.partnership.commitments.rules import Act, Reason
from tandem.partnership.testing import MONDAY, TUESDAY, Cast
cast = Cast.gather()
said = actions.Said(what="Exit themes, one page", due_on=date(2026, 11, 27), why="They leave")
promise = actions.ask(of=cast.mira, said=said, by=cast.sam, at=MONDAY, source=Source.FORM)
later = actions.Said(due_on=date(2026, 12, 3), reason=Reason.TOO_MUCH_AT_ONCE)
for act, words in ((Act.PROMISE, actions.Said()), (Act.RENEGOTIATE, later)):
    actions.take(commitment=promise, act=act, said=words, by=cast.mira, at=TUESDAY)
for name in ("Back\\slash \\N", "Tab\tand\u2028line", "Søren Ångström 日本"):
    organisation.add_area(name=name, parent=None, by=OPERATOR, at=MONDAY)
draw.enqueue(str(Area.objects.first().pk))
from tandem.access.roles import PrivacyOfficer
from tandem.partnership.testing import give_by_two
from tandem.website.tests.proofs import with_a_phone, with_codes
with_a_phone(cast.mira)
with_codes(cast.mira)
give_by_two(cast, cast.kim, PrivacyOfficer)
session = import_module(settings.SESSION_ENGINE).SessionStore()
session["who"] = "somebody"
session.save()
if connection.vendor == "sqlite":
    with connection.cursor() as cursor:
        cursor.execute("UPDATE sqlite_sequence SET seq = 4711 WHERE name = 'access_event'")
else:
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence('access_event', 'id'), 4711)")
"""
READ = """
from tandem.website.home import open_home
open_home()
from tandem.partnership.models import Commitment
print(*(f"{each.what}|{each.why}" for each in Commitment.objects.order_by("made_on")), sep="\\n")
"""
# What a row by row comparison does not tell: that secrets still open, and the record verifies.
PROVEN = """
from tandem.website.home import open_home
open_home()
from allauth.mfa.models import Authenticator
from tandem.access.models import Seal
from tandem.access.second_factor import unreadable, unwrapped
secrets = [each.data.get("secret") or each.data["seed"] for each in Authenticator.objects.all()]
print(len([unwrapped(each) for each in secrets]), unreadable(), Seal.objects.exists())
"""
PEOPLE = "Employee ID,First name,Last name,Department,Hire date,Leave date\n" + "".join(
    f"V{n},Ana {n},Núñez-{n},Sales > Team {n % 3},2020-01-0{n % 9 + 1},{left}\n"
    for n, left in enumerate(["2026-03-31", *[""] * 6] * 6)
)


def run(home: Home, code: str, *words: str) -> str:
    done = home.python("-c", code, *words)
    assert done.returncode == 0, done.stderr
    return done.stdout


def lived_in(path: Path, **env: str) -> Home:
    """Set up, with a cast, promises, an import, a snapshot and what goes with them."""
    home = Home(path, env)
    home.set_up()
    run(home, DONE)
    file = path.parent / "people.csv"
    file.write_text(PEOPLE, encoding="utf-8")
    done = home.tandem("import", "people", str(file), "--expect-many")
    assert done.returncode == 0, done.stderr
    sealed = home.tandem("record", "seal")
    assert sealed.returncode == 0, sealed.stderr
    return home


def is_proven(home: Home) -> None:
    """After a restore: the record is whole from its first event on, and second proofs open."""
    looked = home.tandem("record", "verify", "--full")
    assert looked.returncode == 0, looked.stdout + looked.stderr
    assert run(home, PROVEN) == "2 0 True\n"


def rows_of_sqlite(database: Path) -> Rows:
    with closing(sqlite3.connect(database)) as opened:
        names = opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: sorted(opened.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)  # noqa: S608
            for (name,) in names
        }


def rows_of_postgresql(url: str) -> Rows:
    tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    with psycopg.connect(url) as opened:
        names = opened.execute(tables).fetchall()
        found: Rows = {
            name: sorted(opened.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)  # noqa: S608
            for (name,) in names
        }
        sequences = opened.execute("SELECT sequencename, last_value FROM pg_sequences")
        found["sqlite_sequence"] = sorted(sequences.fetchall(), key=repr)
    return found


def sessions(rows: Rows) -> list[tuple[Any, ...]]:
    return [row for name in LEFT_OUT for row in rows.get(name, ())]


def differences(before: Rows, after: Rows) -> Rows:
    """What is in a table now and was not before, or the other way round."""
    assert set(before) == set(after)
    found = {name: unlike(before[name], after[name]) for name in before}
    return {name: rows for name, rows in found.items() if rows}


def unlike(before: list[tuple[Any, ...]], after: list[tuple[Any, ...]]) -> list[Any]:
    known, there = {repr(row) for row in before}, {repr(row) for row in after}
    return [row for row in [*before, *after] if (repr(row) in known) != (repr(row) in there)]


def files_of(home: Home, *folders: str) -> dict[str, bytes]:
    return {
        str(path.relative_to(home.path)): path.read_bytes()
        for folder in folders
        for path in (home.path / folder).rglob("*")
        if path.is_file()
    }


def all_of(home: Home) -> dict[str, bytes]:
    """Every file of a home, without what a reader of SQLite lays beside it."""
    every = {str(path.relative_to(home.path)): path for path in home.path.rglob("*")}
    return {
        name: path.read_bytes()
        for name, path in every.items()
        if path.is_file() and not name.endswith(("-shm", "-wal"))
    }


@contextmanager
def unchanged(home: Home) -> Iterator[None]:
    before = all_of(home)
    yield
    assert all_of(home) == before

"""How rows are written down: the same on both databases, whatever people typed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection, models
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from tandem.access.models import Account, Event
from tandem.cli.safekeeping import tables
from tandem.cli.safekeeping.filling import as_stored, moment
from tandem.cli.safekeeping.reading import WRITTEN, SQLite, gathered, quoted, split_name
from tandem.cli.safekeeping.tables import (
    Kind,
    NoPlaceInABackup,
    kind_of,
    known_steps,
    lines_in,
    tables_after,
    values_in,
)
from tandem.partnership.models import Commitment

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


def through_sqlite(kind: Kind, value: object) -> str:
    """As a backup of SQLite would write it in a line."""
    with closing(sqlite3.connect(":memory:")) as opened:
        opened.execute("CREATE TABLE t (v)")
        opened.execute("INSERT INTO t VALUES (?)", (value,))
        [(line,)] = opened.execute(f"SELECT {WRITTEN[kind].format('v')} FROM t")  # noqa: S608
    return str(line)


@given(TEXT)
@settings(max_examples=200, deadline=None)
def test_whatever_was_typed_comes_back_letter_by_letter(text: str) -> None:
    line = f"{through_sqlite(Kind.TEXT, text)}\t\\N"
    assert "\n" not in line
    assert values_in(line) == [text, None]


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("\\N", "\\\\N"),  # a text that looks like nothing
        ("", ""),
        ("a\tb", "a\\tb"),
        ("a\nb\r", "a\\nb\\r"),
        ("\\", "\\\\"),
        ("\\t", "\\\\t"),
    ],
)
def test_a_text_is_written_as_postgresql_writes_it(said: str, line: str) -> None:
    assert through_sqlite(Kind.TEXT, said) == line
    assert values_in(line) == [said]


def test_what_postgresql_escapes_besides_is_read_too() -> None:
    assert values_in("\\b\\f\\v\\.") == ["\b\f\v."]


@given(st.lists(TEXT, min_size=1), st.integers(1, 9))
@settings(max_examples=100, deadline=None)
def test_lines_are_found_wherever_the_blocks_are_cut(texts: list[str], size: int) -> None:
    lines = [through_sqlite(Kind.TEXT, text) for text in texts]
    whole = "".join(f"{line}\n" for line in lines).encode()
    blocks = [whole[at : at + size] for at in range(0, len(whole), size)]
    assert list(lines_in(blocks)) == lines
    assert b"".join(gathered(blocks)) == whole


def test_a_line_without_its_end_is_no_line() -> None:
    with pytest.raises(ValueError, match="no end"):
        list(lines_in([b"one\ntw"]))


@pytest.mark.parametrize(
    ("kind", "stored", "line"),
    [
        (Kind.TRUTH, 1, "t"),
        (Kind.TRUTH, 0, "f"),
        (Kind.UUID, "0123456789abcdef0123456789abcdef", "01234567-89ab-cdef-0123-456789abcdef"),
        (Kind.MOMENT, "2026-11-24 08:00:00", "2026-11-24 08:00:00+00"),
        (Kind.MOMENT, "2026-11-24 08:00:00.500000", "2026-11-24 08:00:00.500000+00"),
        (Kind.BYTES, b"\x00\xff", "\\\\x00ff"),
        (Kind.BYTES, b"", "\\\\x"),
        (Kind.NUMBER, 42, "42"),
    ],
)
def test_a_value_of_sqlite_comes_back_as_it_was(kind: Kind, stored: object, line: str) -> None:
    assert through_sqlite(kind, stored) == line
    column = tables.Column("v", kind)
    [[back]] = as_stored(tables.Table(Event, (column,), ""), [line])
    assert back == stored or str(back) == line


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2026-11-24 08:00:00+00", "2026-11-24 08:00:00"),
        ("2026-11-24 08:00:00.5+00", "2026-11-24 08:00:00.500000"),
        ("2026-11-24 08:00:00.000001+00", "2026-11-24 08:00:00.000001"),
    ],
)
def test_a_moment_of_postgresql_is_kept_with_six_digits(written: str, kept: str) -> None:
    assert moment(written) == kept


def test_nothing_stays_nothing_in_every_kind() -> None:
    for kind in Kind:
        assert through_sqlite(kind, None) == "None"


def kept_models() -> Iterator[type[models.Model]]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.db_table not in tables.LEFT_OUT and not model._meta.proxy:
            yield model


@pytest.fixture
def with_migrations(settings: Settings) -> None:
    """The tests' own database is made without."""
    settings.MIGRATION_MODULES = {}


@pytest.mark.usefixtures("with_migrations")
def test_every_table_and_column_of_this_version_has_its_place() -> None:
    """A new model needs nothing here; a new kind of field says so."""
    found = {table.name: set(table.names) for table in tables_after(known_steps())}
    assert set(found) == {model._meta.db_table for model in kept_models()} | {tables.MIGRATIONS}
    for model in kept_models():
        columns = {str(field.column) for field in model._meta.concrete_fields}
        assert found[model._meta.db_table] == columns


@pytest.mark.parametrize("field", [models.DurationField(), models.FloatField()], ids=str)
def test_a_kind_of_field_nobody_thought_of_is_refused_by_name(field: Any) -> None:  # noqa: ANN401
    with pytest.raises(NoPlaceInABackup, match=type(field).__name__):
        kind_of(field)


@pytest.mark.usefixtures("with_migrations")
def test_an_earlier_version_has_the_tables_it_had() -> None:
    first = [("access", "0001_accounts_keys_and_events")]
    assert {table.name for table in tables_after(first)} == {
        tables.MIGRATIONS, *(f"access_{name}" for name in ("account", "event", "keymark")),
    }  # fmt: skip


@pytest.mark.django_db
def test_no_kind_is_guessed_wrong() -> None:
    """What the database holds of each kind reads as that kind."""
    kinds = {column.name: column.kind for column in tables.table(Commitment).columns}
    assert kinds["wrapped_key"] is Kind.BYTES
    assert kinds["customer_id"] is kinds["id"] is Kind.UUID
    assert kinds["sent"] is Kind.TRUTH
    assert kinds["what"] is kinds["due_on"] is Kind.TEXT
    assert tables.table(Event).numbered == "id"
    assert tables.table(Account).numbered == ""


def test_names_are_quoted_and_taken_apart() -> None:
    assert quoted('a"b') == '"a""b"'
    assert split_name('public."Events_id_seq"') == ["public", "Events_id_seq"]


@pytest.mark.django_db(transaction=True)
def test_a_row_written_by_django_is_the_same_row_in_a_line() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL writes its own lines; the round trip is tested with a server.")
    at = datetime(2026, 11, 24, 8, 0, 0, 500000, tzinfo=UTC)
    event = Event.objects.create(what="area.added", actor="operator", about=uuid4(), at=at)
    table = tables.table(Event)
    with closing(sqlite3.connect(connection.settings_dict["NAME"])) as opened:
        [line] = b"".join(SQLite(opened).blocks(table)).decode().splitlines()
    assert dict(zip(table.names, values_in(line), strict=True)) == {
        "id": str(event.pk), "what": "area.added", "actor": "operator", "who": None,
        "about": str(event.about), "at": "2026-11-24 08:00:00.500000+00",
    }  # fmt: skip

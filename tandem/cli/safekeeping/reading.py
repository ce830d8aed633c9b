"""Every row of a database as it was at one moment, while people go on writing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from typing import Any, Protocol

import psycopg
from psycopg import sql

from tandem.access.keys import ID_BYTES
from tandem.access.sealed import WrappedKeyField
from tandem.cli.safekeeping.tables import MIGRATIONS, Kind, Step, Table, column_of
from tandem.website.env import Site
from tandem.website.home import conninfo

ROWS = 2000  # of SQLite at a time
BLOCK = 1 << 18
PATIENCE_SECONDS = 20


class Source(Protocol):
    """A database, standing still for whoever reads here."""

    vendor: str

    def steps(self) -> list[Step]: ...
    def blocks(self, table: Table) -> Iterator[bytes]:
        """Its rows as lines."""

    def last(self, table: Table) -> int | None:
        """The highest number given so far."""

    def wrapped_by(self, table: Table) -> set[str]:
        """The keys by which something in this table is wrapped."""


@contextmanager
def reading(site: Site) -> Iterator[Source]:
    """The database of a site in one transaction that only reads."""
    if "sqlite3" in str(site.database["ENGINE"]):
        with closing(sqlite3.connect(str(site.database["NAME"]), isolation_level=None)) as opened:
            yield SQLite(opened)
        return
    with psycopg.connect(conninfo(site), connect_timeout=PATIENCE_SECONDS) as connected:
        yield PostgreSQL(connected)


def wrapped_columns(table: Table) -> list[str]:
    fields = table.model._meta.concrete_fields
    return [column_of(field) for field in fields if isinstance(field, WrappedKeyField)]


class SQLite:
    """In write-ahead mode a reader keeps what it saw first, and stops no writer."""

    vendor = "sqlite"

    def __init__(self, opened: sqlite3.Connection) -> None:
        self.opened = opened
        opened.text_factory = bytes
        opened.execute("PRAGMA query_only = ON")
        opened.execute("BEGIN")
        self.one("SELECT count(*) FROM sqlite_master")  # the moment is that of the first question

    def one(self, query: str, *values: object) -> Any:  # noqa: ANN401 - whatever was asked for
        found = self.opened.execute(query, values).fetchone()
        return found and found[0]

    def steps(self) -> list[Step]:
        rows = self.opened.execute(f"SELECT app, name FROM {MIGRATIONS} ORDER BY id")  # noqa: S608
        return [(app.decode(), name.decode()) for app, name in rows]

    def blocks(self, table: Table) -> Iterator[bytes]:
        line = " || char(9) || ".join(
            f"coalesce({WRITTEN[column.kind].format(quoted(column.name))}, '\\N')"
            for column in table.columns
        )
        cursor = self.opened.execute(f"SELECT {line} FROM {quoted(table.name)}")  # noqa: S608
        while rows := cursor.fetchmany(ROWS):
            yield b"\n".join(line for (line,) in rows) + b"\n"

    def last(self, table: Table) -> int | None:
        if not table.numbered:
            return None
        return self.one("SELECT seq FROM sqlite_sequence WHERE name = ?", table.name) or 0

    def wrapped_by(self, table: Table) -> set[str]:
        found: set[str] = set()
        for name in map(quoted, wrapped_columns(table)):
            query = f"SELECT DISTINCT hex(substr({name}, 1, {ID_BYTES})) FROM {quoted(table.name)}"  # noqa: S608
            found |= {key.decode().lower() for (key,) in self.opened.execute(query) if key}
        return found


# How SQLite writes a value down; {} is the column.
ESCAPED = (
    "replace(replace(replace(replace({}, '\\', '\\\\'), char(9), '\\t'), char(10), '\\n'),"
    " char(13), '\\r')"
)
HYPHENED = " || '-' || ".join(
    f"substr({{0}}, {first}, {length})"
    for first, length in ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
)
WRITTEN = {
    Kind.TEXT: ESCAPED,
    Kind.NUMBER: "CAST({} AS TEXT)",
    Kind.TRUTH: "CASE WHEN {0} THEN 't' WHEN NOT {0} THEN 'f' END",
    Kind.UUID: HYPHENED,
    Kind.MOMENT: "{} || '+00'",
    Kind.BYTES: "CASE WHEN {0} IS NOT NULL THEN '\\\\x' || lower(hex({0})) END",
}


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


class PostgreSQL:
    vendor = "postgresql"

    def __init__(self, connected: psycopg.Connection[Any]) -> None:
        self.connected = connected
        connected.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connected.read_only = True
        for setting in AS_WRITTEN:
            connected.execute(setting)

    def one(self, query: sql.Composed, *values: object) -> Any:  # noqa: ANN401 - as above
        found = self.connected.execute(query, values).fetchone()
        return found and found[0]

    def steps(self) -> list[Step]:
        query = sql.SQL("SELECT app, name FROM {} ORDER BY id").format(sql.Identifier(MIGRATIONS))
        return [(app, name) for app, name in self.connected.execute(query)]

    def blocks(self, table: Table) -> Iterator[bytes]:
        query = sql.SQL("COPY (SELECT {} FROM {}) TO STDOUT").format(
            sql.SQL(", ").join(map(sql.Identifier, table.names)), sql.Identifier(table.name)
        )
        with self.connected.cursor() as cursor, cursor.copy(query) as rows:
            yield from gathered(bytes(row) for row in rows)

    def last(self, table: Table) -> int | None:
        if not table.numbered:
            return None
        where = sql.SQL("SELECT pg_get_serial_sequence(%s, %s)").format()
        sequence = self.one(where, quoted(table.name), table.numbered)
        query = sql.SQL("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM ")
        return int(self.one(query + sql.Identifier(*split_name(sequence))))

    def wrapped_by(self, table: Table) -> set[str]:
        found: set[str] = set()
        for name in wrapped_columns(table):
            words = "SELECT DISTINCT encode(substr({}, 1, {}), 'hex') FROM {}"
            query = sql.SQL(words).format(
                sql.Identifier(name), sql.Literal(ID_BYTES), sql.Identifier(table.name)
            )
            found |= {key for (key,) in self.connected.execute(query) if key}
        return found


AS_WRITTEN = (
    "SET LOCAL timezone = 'UTC'",
    "SET LOCAL datestyle = 'ISO, YMD'",
    "SET LOCAL bytea_output = 'hex'",
    "SET LOCAL client_encoding = 'UTF8'",
    "SET LOCAL extra_float_digits = 1",
)


def split_name(sequence: str) -> list[str]:
    """A name as PostgreSQL quotes it, in its parts."""
    return [part.strip('"') for part in sequence.split(".")]


def gathered(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in larger blocks."""
    waiting: list[bytes] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= BLOCK:
            yield b"".join(waiting)
            waiting, size = [], 0
    if waiting:
        yield b"".join(waiting)

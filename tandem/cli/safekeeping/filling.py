"""Rows of a backup into a database that was just made, whichever made them or takes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

from tandem.access.bulk import analyse, indexed_afterwards, insert_each
from tandem.cli.safekeeping.manifest import Manifest, PackedTable
from tandem.cli.safekeeping.packing import BackupUnusable, Unpacker
from tandem.cli.safekeeping.reading import AS_WRITTEN, quoted
from tandem.cli.safekeeping.tables import Kind, Table, lines_in, values_in

Connection = BaseDatabaseWrapper
Told = Callable[[str, int], None]


def fill(
    connection: Connection, backup: Unpacker, said: Manifest, tables: list[Table], told: Told
) -> None:
    """Every table as it was, and nothing else in it. Inside a transaction.

    Raises BackupUnusable where the rows do not fit the tables of their version.
    """
    packed = {each.name: each for each in said.tables}
    if {each.name: each.columns for each in said.tables} != {t.name: t.names for t in tables}:
        raise BackupUnusable(f"{backup.path} holds other tables than its version has.")
    for table in tables:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {quoted(table.name)}")  # noqa: S608 - what migrations filled
    with afterwards(connection, tables):
        for table in tables:
            put(connection, backup, packed[table.name], table, told)
    for table in tables:
        go_on_from(connection, table, packed[table.name].last)
    analyse(*(table.model for table in tables))
    try:
        connection.check_constraints()
    except IntegrityError as error:
        raise BackupUnusable(f"The rows of {backup.path} do not fit together: {error}") from error


def put(
    connection: Connection, backup: Unpacker, packed: PackedTable, table: Table, told: Told
) -> None:
    blocks = counted(backup.blocks(packed.member, packed.packed.part), table.name, told)
    if connection.vendor == "postgresql":
        copy(connection, table, blocks)
    else:
        insert(connection, table, blocks)


def counted(blocks: Iterable[bytes], name: str, told: Told) -> Iterator[bytes]:
    for block in blocks:
        yield block
        told(name, block.count(b"\n"))


def afterwards(connection: Connection, tables: list[Table]) -> Any:  # noqa: ANN401 - a context
    """A table is filled without its indexes, and gets them at the end."""
    if connection.vendor == "postgresql":
        return indexed_afterwards(*(table.model for table in tables))
    return indexes_last(connection)


# PostgreSQL


def copy(connection: Connection, table: Table, blocks: Iterable[bytes]) -> None:
    """As it is: what a backup holds is what COPY reads."""
    query = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table.name), sql.SQL(", ").join(map(sql.Identifier, table.names))
    )
    with connection.cursor() as cursor, connection.wrap_database_errors:
        for setting in AS_WRITTEN:
            cursor.execute(setting)
        with cursor.copy(query) as target:
            for block in blocks:
                target.write(block)


# SQLite


@contextmanager
def indexes_last(connection: Connection) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql <> ''")
        there = cursor.fetchall()
        for name, _made in there:
            cursor.execute(f"DROP INDEX {quoted(name)}")
    yield
    with connection.cursor() as cursor:
        for _name, made in there:
            cursor.execute(made.replace("%", "%%"), ())


def insert(connection: Connection, table: Table, blocks: Iterable[bytes]) -> None:
    fields = list(table.model._meta.concrete_fields)
    insert_each(connection, table.name, fields, as_stored(table, lines_in(blocks)))


def as_stored(table: Table, lines: Iterable[str]) -> Iterator[list[object]]:
    """Rows as SQLite keeps them. It makes numbers of text by itself where a column is one."""
    changed = [(n, STORED[c.kind]) for n, c in enumerate(table.columns) if c.kind in STORED]
    for line in lines:
        row: list[Any] = values_in(line)
        for number, change in changed:
            if row[number] is not None:
                row[number] = change(row[number])
        yield row


def moment(written: str) -> str:
    """Without its zone, which is always UTC, and with all six digits or none."""
    whole, point, part = written.removesuffix("+00").partition(".")
    return f"{whole}.{part:0<6}" if point else whole


STORED: dict[Kind, Callable[[str], object]] = {
    Kind.TRUTH: {"t": 1, "f": 0}.__getitem__,
    Kind.UUID: lambda written: written.replace("-", ""),
    Kind.MOMENT: moment,
    Kind.BYTES: lambda written: bytes.fromhex(written[2:]),
}


def go_on_from(connection: Connection, table: Table, last: int | None) -> None:
    """The next number the database gives is a new one, even where the last row is gone."""
    if not table.numbered or last is None:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, %s), %s, %s)",
                [quoted(table.name), table.numbered, max(last, 1), last > 0],
            )
            return
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table.name])
        if last:
            cursor.execute("INSERT INTO sqlite_sequence VALUES (%s, %s)", [table.name, last])

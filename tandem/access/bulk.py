"""Writing very many rows at once: COPY on PostgreSQL, one prepared statement on SQLite.

Nothing here knows of events: `audit.record_bulk` is the only way in. What is written was checked by
whoever hands it over; every constraint of the database holds for it as for any other row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol

from django.db import connections, models, router
from django.db.backends.base.base import BaseDatabaseWrapper

if TYPE_CHECKING:
    from psycopg import sql

Fields = Sequence["models.Field[Any, Any]"]
Values = Iterable[Sequence[object]]
LOT = 2000  # rows for one statement


class Table(Protocol):
    """Rows of one model that never become objects: each value as text, in the order of `names`."""

    @property
    def model(self) -> type[models.Model]: ...
    @property
    def names(self) -> Sequence[str]: ...
    def as_csv(self) -> Iterator[bytes]: ...
    def rows(self) -> Iterator[Sequence[str | None]]: ...
    def ids(self) -> Iterator[str]: ...
    def written(self) -> None:
        """Called once they stand, in the same transaction."""


def insert(rows: Sequence[models.Model]) -> None:
    """New rows of one model."""
    model = type(rows[0])
    connection, fields = written_to(model), list(model._meta.concrete_fields)
    values = stored(rows, fields, connection)
    if connection.vendor == "postgresql":
        copy(connection, model._meta.db_table, fields, values)
    else:
        insert_each(connection, model._meta.db_table, fields, values)


def update(rows: Sequence[models.Model], names: Sequence[str]) -> None:
    """These fields of rows of one model."""
    model = type(rows[0])
    connection = written_to(model)
    fields = [column(model, name) for name in names]
    values = stored(rows, [*fields, column(model, "pk")], connection)
    if connection.vendor == "postgresql":
        update_together(connection, model, fields, values)
    else:
        update_each(connection, model, fields, values)


def pour(table: Table) -> None:
    """New rows that never were objects."""
    connection, name = written_to(table.model), table.model._meta.db_table
    fields = [column(table.model, each) for each in table.names]
    if connection.vendor != "postgresql":
        insert_each(connection, name, fields, table.rows())
        return
    with copying(connection, name, fields, how=" (FORMAT csv)") as target:
        for chunk in table.as_csv():
            target.write(chunk)


def written_to(model: type[models.Model]) -> BaseDatabaseWrapper:
    return connections[router.db_for_write(model)]


def column(model: type[models.Model], name: str) -> models.Field[Any, Any]:
    field = model._meta.pk if name == "pk" else model._meta.get_field(name)
    if not isinstance(field, models.Field):
        raise TypeError(f"{model.__name__}.{name} has no column.")
    return field


def column_of(field: models.Field[Any, Any]) -> str:
    return field.get_attname_column()[1] or field.attname


def stored(rows: Iterable[models.Model], fields: Fields, connection: Any) -> Iterator[list[object]]:  # noqa: ANN401 - the stubs type a connection by vendor
    """As the driver takes them."""
    savers = [(field.attname, field.get_db_prep_save) for field in fields]
    for row in rows:
        yield [save(getattr(row, name), connection) for name, save in savers]


# PostgreSQL, whose driver every `tandem` would load that runs on SQLite


def named(fields: Fields) -> sql.Composable:
    from psycopg import sql

    return sql.SQL(", ").join(sql.Identifier(column_of(field)) for field in fields)


@contextmanager
def copying(
    connection: BaseDatabaseWrapper, table: str, fields: Fields, how: str = ""
) -> Iterator[Any]:
    from psycopg import sql

    words = sql.SQL("COPY {} ({}) FROM STDIN" + how)
    query = words.format(sql.Identifier(table), named(fields))
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(query) as out:
        yield out


def copy(connection: BaseDatabaseWrapper, table: str, fields: Fields, values: Values) -> None:
    with copying(connection, table, fields) as target:
        for row in values:
            target.write_row(row)


def update_together(
    connection: BaseDatabaseWrapper, model: type[models.Model], fields: Fields, values: Values
) -> None:
    """Into a table of the transaction's own first, then all with one statement."""
    from psycopg import sql

    key, table, beside = column(model, "pk"), sql.Identifier(model._meta.db_table), "rows_changed"
    new = sql.SQL(", ").join(
        sql.SQL("{0} = c.{0}").format(sql.Identifier(column_of(field))) for field in fields
    )
    there = {"t": table, "c": sql.Identifier(beside), "key": sql.Identifier(column_of(key))}
    with connection.cursor() as cursor:
        columns = named([*fields, key])
        make = "CREATE TEMPORARY TABLE {c} AS SELECT {columns} FROM {t} WITH NO DATA"
        cursor.execute(sql.SQL(make).format(columns=columns, **there))
        copy(connection, beside, [*fields, key], values)
        change = "UPDATE {t} t SET {new} FROM {c} c WHERE t.{key} = c.{key}"
        cursor.execute(sql.SQL(change).format(new=new, **there))
        cursor.execute(sql.SQL("DROP TABLE {c}").format(**there))


# A table that is empty


INDEXES = """
SELECT c.relname, pg_get_indexdef(i.indexrelid)
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
WHERE i.indrelid = %s::regclass
AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid)
ORDER BY c.relname
"""
BORDERS = """
SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE conrelid = %s::regclass AND contype = 'f' ORDER BY conname
"""


# What waits for the end of the transaction stands in the way of changing a table.
NOW = "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED"


def indexed_afterwards(*tables: type[models.Model]) -> AbstractContextManager[None]:
    """On PostgreSQL, give empty tables their indexes and foreign keys once they are full.

    One sort of everything is far cheaper than a place for each row. It is all of the one
    transaction: it ends with every index and every foreign key checked, or nothing happened.
    """
    connection = written_to(tables[0])
    if connection.vendor != "postgresql" or any(each._base_manager.exists() for each in tables):
        return nullcontext()
    return _afterwards(connection, [each._meta.db_table for each in tables])


@contextmanager
def _afterwards(connection: BaseDatabaseWrapper, tables: Sequence[str]) -> Iterator[None]:
    from psycopg import sql

    again: list[sql.Composed] = []
    with connection.cursor() as cursor:
        cursor.execute(NOW)
        for table in tables:
            name = sql.Identifier(table)
            cursor.execute(BORDERS, [f'"{table}"'])
            for border, said in cursor.fetchall():
                put = sql.SQL("ALTER TABLE {} ADD CONSTRAINT {} " + said)
                again.append(put.format(name, sql.Identifier(border)))
                drop = sql.SQL("ALTER TABLE {} DROP CONSTRAINT {}")
                cursor.execute(drop.format(name, sql.Identifier(border)))
            cursor.execute(INDEXES, [f'"{table}"'])
            for index, said in cursor.fetchall():
                again.insert(0, sql.SQL(said).format())
                cursor.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(index)))
    yield
    with connection.cursor() as cursor:
        cursor.execute(NOW)
        for statement in again:
            cursor.execute(statement)


def analyse(*tables: type[models.Model]) -> None:
    """Let PostgreSQL learn what these hold now. Within the transaction that filled them.

    By itself it looks a minute later, and once it has looked at a table whose rows were not there
    yet, it plans for an empty one: a question of a page then takes hours.
    """
    connection = written_to(tables[0])
    if connection.vendor == "postgresql":
        from psycopg import sql

        names = sql.SQL(", ").join(sql.Identifier(each._meta.db_table) for each in tables)
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL("ANALYZE {}").format(names))


# Elsewhere


def insert_each(
    connection: BaseDatabaseWrapper, table: str, fields: Fields, values: Values
) -> None:
    columns = ", ".join(connection.ops.quote_name(column_of(field)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    each(
        connection,
        f"INSERT INTO {connection.ops.quote_name(table)} ({columns}) VALUES ({places})",  # noqa: S608 - names of our models
        values,
    )


def update_each(
    connection: BaseDatabaseWrapper, model: type[models.Model], fields: Fields, values: Values
) -> None:
    quote = connection.ops.quote_name
    new = ", ".join(f"{quote(column_of(field))} = %s" for field in fields)
    table, key = quote(model._meta.db_table), quote(column_of(column(model, "pk")))
    each(
        connection,
        f"UPDATE {table} SET {new} WHERE {key} = %s",  # noqa: S608 - names of our models
        values,
    )


def each(connection: BaseDatabaseWrapper, query: str, values: Values) -> None:
    """Django keeps every row of one `executemany` until its end, so they come in lots."""
    rows = iter(values)
    with connection.cursor() as cursor:
        while lot := list(islice(rows, LOT)):
            cursor.executemany(query, lot)  # type: ignore[arg-type]  # whatever the driver takes

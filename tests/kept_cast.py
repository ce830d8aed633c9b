"""The cast, gathered once by the real actions; later tests get the rows that were written then.

To gather it takes five hundred questions to the database, and thousands of tests begin with it.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any, TypeVar

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction

from tandem.partnership.testing import Cast

Rows = dict[type[models.Model], tuple[list[str], list[tuple[Any, ...]]]]
C = TypeVar("C", bound=Cast)
_kept: dict[type[Cast], tuple[Any, Rows]] = {}


def kept_cast(kind: type[C]) -> C:
    """A cast of the test's own, in a database where nobody is yet."""
    if any(counts().values()):  # somebody was there: what is kept would not be the cast alone
        return kind.gather()
    if kind not in _kept:
        cast = kind.gather()
        _kept[kind] = (copy.deepcopy(cast), written())
        return cast
    cast, rows = _kept[kind]
    with transaction.atomic():  # what names what may come in any order
        for model, (columns, values) in rows.items():
            put(model, columns, values)
    again: C = copy.deepcopy(cast)
    return again


def tables() -> Iterator[type[models.Model]]:
    """Those a cast may be in: ours, without what a migration fills."""
    for model in apps.get_models():
        if model.__module__.startswith("tandem.") and model._meta.managed:
            yield model


def counts() -> dict[str, int]:
    """Only those whose being there would make another cast of it."""
    watched = ("organisation.Person", "organisation.Area", "access.Event", "access.Account")
    return {name: apps.get_model(name)._base_manager.count() for name in watched}


def written() -> Rows:
    rows: Rows = {}
    with connection.cursor() as cursor:
        for model in tables():
            columns = [str(field.column) for field in model._meta.concrete_fields]
            cursor.execute(f"SELECT {named(columns)} FROM {quoted(model._meta.db_table)}")  # noqa: S608  # our own names
            if found := cursor.fetchall():
                rows[model] = (columns, [tuple(row) for row in found])
    return rows


def put(model: type[models.Model], columns: list[str], values: list[tuple[Any, ...]]) -> None:
    """As they were read, and the numbers that the database gives go on after them."""
    places = ", ".join(["%s"] * len(columns))
    into = f"INSERT INTO {quoted(model._meta.db_table)} ({named(columns)}) VALUES ({places})"  # noqa: S608  # our own names
    with connection.cursor() as cursor:
        cursor.executemany(into + " ON CONFLICT DO NOTHING", values)
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)


def named(columns: list[str]) -> str:
    return ", ".join(map(quoted, columns))


def quoted(name: str) -> str:
    return str(connection.ops.quote_name(name))

"""Which tables a version of Tandem has, and how a value is written down in a backup.

Rows are written as PostgreSQL writes them when asked to COPY a table as text: one line a row, a tab
between two values, \\N for nothing. Both databases read and write that, so a backup made on the one
restores into the other. What tables there are follows from the migrations that were applied, so
that a backup of an earlier version has its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db import models
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

Step = tuple[str, str]  # a migration: application and name
MIGRATIONS = "django_migrations"
# Whoever was signed in signs in again: a session is never put back, in whichever table it lies.
LEFT_OUT = ("django_session", "access_session")


class Kind(Enum):
    """What a value looks like in a line."""

    TEXT = "text"
    NUMBER = "number"
    TRUTH = "truth"  # t or f
    UUID = "uuid"  # with hyphens
    MOMENT = "moment"  # with +00 at its end
    BYTES = "bytes"  # \x and hexadecimal


# No FloatField: SQLite writes one down with a digit less than it has.
KINDS = {
    "BooleanField": Kind.TRUTH,
    "UUIDField": Kind.UUID,
    "DateTimeField": Kind.MOMENT,
    "BinaryField": Kind.BYTES,
    **dict.fromkeys(("CharField", "TextField", "SlugField", "FileField"), Kind.TEXT),
    **dict.fromkeys(("DateField", "TimeField", "JSONField"), Kind.TEXT),
    **dict.fromkeys(("AutoField", "BigAutoField", "SmallAutoField", "DecimalField"), Kind.NUMBER),
    **dict.fromkeys(("IntegerField", "BigIntegerField", "SmallIntegerField"), Kind.NUMBER),
    **dict.fromkeys(("PositiveIntegerField", "PositiveSmallIntegerField"), Kind.NUMBER),
    "PositiveBigIntegerField": Kind.NUMBER,
}


class NoPlaceInABackup(TypeError):
    """For the developer who gave a model a kind of field that no backup knows yet."""


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Table:
    """numbered: the column whose numbers the database gives, or nothing."""

    model: type[models.Model]
    columns: tuple[Column, ...]
    numbered: str

    @property
    def name(self) -> str:
        return self.model._meta.db_table

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(each.name for each in self.columns)


def known_steps() -> set[Step]:
    """Every migration this version of Tandem brings."""
    return set(MigrationLoader(None).disk_migrations)


def tables_after(steps: Iterable[Step]) -> list[Table]:
    """The tables of a database to which these migrations were applied, its list of them first."""
    loader = MigrationLoader(None)
    state = loader.project_state([step for step in steps if step in loader.graph.nodes])
    found = state.apps.get_models(include_auto_created=True)
    kept = [model for model in found if is_kept(model)]
    return [table(MigrationRecorder.Migration), *sorted(map(table, kept), key=lambda t: t.name)]


def latest_of(steps: Iterable[Step], graph: MigrationGraph) -> list[Step]:
    """Of each application the last step: only towards these a database is made."""
    there = set(steps)
    return [
        step
        for step in there
        if not any(
            child.key in there and child.key[0] == step[0]
            for child in graph.node_map[step].children
        )
    ]


def is_kept(model: type[models.Model]) -> bool:
    meta = model._meta
    return meta.managed and not meta.proxy and meta.db_table not in LEFT_OUT


def table(model: type[models.Model]) -> Table:
    fields = list(model._meta.concrete_fields)
    numbered = [column_of(field) for field in fields if isinstance(field, models.AutoField)]
    numbered += [column_of(f) for f in fields if isinstance(f, models.BigAutoField)]
    columns = tuple(Column(column_of(field), kind_of(field)) for field in fields)
    return Table(model, columns, numbered[0] if numbered else "")


def column_of(field: models.Field[Any, Any]) -> str:
    return field.get_attname_column()[1] or field.attname


def kind_of(field: models.Field[Any, Any]) -> Kind:
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    name = field.get_internal_type()
    if name not in KINDS:
        raise NoPlaceInABackup(
            f"{field} is a {name}, and a backup does not know how to write that down. "
            "Say it in tandem/cli/safekeeping/tables.py."
        )
    return KINDS[name]


# Lines

NOTHING = "\\N"
ESCAPED = re.compile(r"\\(.)", re.DOTALL)
MEANT = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


def values_in(line: str) -> list[str | None]:
    """The values of a line without its end."""
    parts = line.split("\t")
    if "\\" not in line:
        return list(parts)
    return [None if part == NOTHING else plain(part) for part in parts]


def plain(part: str) -> str:
    if "\\" not in part:
        return part
    return ESCAPED.sub(lambda found: MEANT.get(found[1], found[1]), part)


def lines_in(blocks: Iterable[bytes]) -> Iterator[str]:
    """Without their ends. A value never holds the end of a line as it is."""
    rest = b""
    for block in blocks:
        *lines, rest = (rest + block).split(b"\n")
        for line in lines:
            yield line.decode()
    if rest:
        raise ValueError("the last line has no end")

"""What an import did to each row, kept beside its upload so that it can be undone.

One line of JSON per lot of rows, in the order they were written: ids of new rows, changed rows as
they were before, removed rows in full. The last line says that the journal is whole. It is on the
disk before the database says that the import holds; a journal without its import is nobody's.
"""

from __future__ import annotations

import json
import os
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from django.apps import apps
from django.db import models

from tandem.access.audit import BATCH, Audited, Bulk
from tandem.access.bulk import Table
from tandem.access.disk import synced

JOURNAL = "journal.jsonl"
WHOLE = {"whole": True}
PLAIN = (str, int, float, bool, list, dict)


class JournalUnusable(Exception):
    """It is missing, or was not finished."""


class Journal:
    """Open one through `Journal.new`."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file

    @classmethod
    @contextmanager
    def new(cls, folder: Path) -> Iterator[Journal]:
        """In place of one left from before. Once left, it is whole and on the disk."""
        with (folder / JOURNAL).open("wb") as file:
            journal = cls(file)
            yield journal
            journal.write(WHOLE)
            file.flush()
            os.fsync(file.fileno())
        synced(folder)

    def keeping(self, parts: Iterable[Bulk | Table]) -> Iterator[Bulk | Table]:
        """The parts, each written down before it is written to the database."""
        for part in parts:
            if isinstance(part, Bulk):
                self.keep(part)
            else:
                self.keep_new(part)
            yield part

    def keep_new(self, table: Table) -> None:
        ids = iter(table.ids())
        while lot := list(islice(ids, BATCH)):
            self.write({"model": table.model._meta.label, "new": lot})

    def keep(self, part: Bulk) -> None:
        """In the order in which the rows are written."""
        for rows in lots(part.gone):
            names = [each.name for each in type(rows[0])._meta.concrete_fields]
            self.write({"model": label(rows), "fields": names, "gone": stored(rows, names)})
        for rows in lots(part.new):
            self.write({"model": label(rows), "new": [row.pk.hex for row in rows]})
        for rows in lots(part.changed):
            names = ["id", *part.fields]
            self.write({"model": label(rows), "fields": names, "before": stored(rows, names)})

    def write(self, line: Mapping[str, object]) -> None:
        self.file.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")


def lots(rows: Sequence[Audited]) -> Iterator[Sequence[Audited]]:
    for first in range(0, len(rows), BATCH):
        yield rows[first : first + BATCH]


def label(rows: Sequence[Audited]) -> str:
    return type(rows[0])._meta.label


def stored(rows: Sequence[Audited], names: Sequence[str]) -> list[list[object]]:
    """What the database holds of these rows now."""
    model = type(rows[0])
    columns = [field_of(model, name).attname for name in names]
    there = model._base_manager.filter(pk__in=[row.pk for row in rows])
    return [[plain(value) for value in row] for row in there.values_list(*columns)]


def plain(value: object) -> object:
    return value if value is None or isinstance(value, PLAIN) else str(value)


class Kept:
    """A journal to be read. Raises JournalUnusable where it is missing or was not finished."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / JOURNAL
        self.index: list[tuple[int, str]] = []  # where each line begins, and its model
        if not self.path.exists():
            raise JournalUnusable(self.path)
        at, last = 0, b""
        with self.path.open("rb") as file:
            for last in file:
                self.index.append((at, model_in(last)))
                at += len(last)
        if last != json.dumps(WHOLE).encode() + b"\n":
            raise JournalUnusable(self.path)
        self.index.pop()

    def lines(
        self, model: type[models.Model] | None = None, *, backwards: bool = False
    ) -> Iterator[dict[str, Any]]:
        """All, or those of a model."""
        wanted = None if model is None else model._meta.label
        with self.path.open("rb") as file:
            for offset, its_model in reversed(self.index) if backwards else self.index:
                if wanted in (None, its_model):
                    file.seek(offset)
                    yield json.loads(file.readline())

    def new(self, model: type[models.Model]) -> Iterator[list[UUID]]:
        """The ids of new rows, some thousand at a time."""
        for line in self.lines(model):
            if "new" in line:
                yield [UUID(row) for row in line["new"]]

    def touched(self) -> dict[type[models.Model], Ids]:
        """Model to the rows that were made or changed."""
        found = {apps.get_model(each): self._touched(apps.get_model(each)) for each in self.models}
        return {model: Ids(ids) for model, ids in found.items()}

    def _touched(self, model: type[models.Model]) -> Iterator[UUID]:
        for line in self.lines(model):
            at = line["fields"].index("id") if "before" in line else 0
            yield from (UUID(row[at]) for row in line.get("before", ()))
            yield from (UUID(row) for row in line.get("new", ()))

    @property
    def models(self) -> set[str]:
        return {model for _offset, model in self.index}

    def undone(self) -> Iterator[Bulk]:
        """Parts that take back what was done, the last first."""
        for line in self.lines(backwards=True):
            model = model_of(line)
            if "before" in line:
                fields = [name for name in line["fields"] if name != "id"]
                yield Bulk(changed=as_before(model, line), fields=fields)
            elif "new" in line:
                yield Bulk(gone=[model(id=UUID(row)) for row in line["new"]])
            else:
                yield Bulk(new=rows(model, line["fields"], line["gone"]))


def model_in(line: bytes) -> str:
    """Without reading the whole of it: a line begins with its model."""
    quoted = line[:200].split(b'"')
    return quoted[3].decode() if quoted[1:2] == [b"model"] and quoted[3:] else ""


def model_of(line: Mapping[str, Any]) -> type[Audited]:
    model: type[Audited] = apps.get_model(line["model"])
    return model


def rows(
    model: type[Audited], names: Sequence[str], values: Iterable[Sequence[object]]
) -> list[Audited]:
    fields = [field_of(model, name) for name in names]
    return [
        model(**{f.attname: value_of(f, v) for f, v in zip(fields, row, strict=True)})
        for row in values
    ]


def as_before(model: type[Audited], line: Mapping[str, Any]) -> list[Audited]:
    """Whole rows, because what is derived of them may need other columns too."""
    before = rows(model, line["fields"], line["before"])
    there = model._base_manager.in_bulk([row.pk for row in before])
    for row in before:
        for name in line["fields"]:
            column = field_of(model, name).attname
            setattr(there[row.pk], column, getattr(row, column))
    return list(there.values())


def field_of(model: type[models.Model], name: str) -> models.Field[Any, Any]:
    return next(each for each in model._meta.concrete_fields if each.name == name)


def value_of(field: models.Field[Any, Any], value: object) -> object:
    return None if value is None else field.to_python(value)


class Ids:
    """Very many ids in little memory: half of each is enough to know it again."""

    def __init__(self, ids: Iterable[UUID]) -> None:
        self.halves = array("Q", sorted(half(each) for each in ids))

    def __contains__(self, one: UUID) -> bool:
        at = bisect_left(self.halves, half(one))
        return at < len(self.halves) and self.halves[at] == half(one)


def half(one: UUID) -> int:
    return one.int >> 64

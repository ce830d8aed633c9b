"""The plain rows of an import, set aside: what a check tells of them, and what is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Self
from uuid import UUID

import duckdb
import numpy as np
from django.db import models

from tandem.access.bulk import Table
from tandem.organisation.folding import searchable
from tandem.organisation.intake.lane import FILE_NAME, sql
from tandem.organisation.intake.lane.survey import Looked, NotForTheLane
from tandem.organisation.intake.lane.taking import (
    BATCH,
    connected,
    put,
    remember_known,
    take,
)
from tandem.organisation.intake.report import EXAMPLES, Example
from tandem.organisation.intake.shapes import Shape
from tandem.organisation.intake.staging import BETWEEN_AREAS
from tandem.organisation.intake.values import Layout
from tandem.organisation.models import Employment, Person, Spell
from tandem.organisation.models.words import Word

CHUNK = 1 << 20
LINES = 1_000_000  # that are asked about at once


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of one file, one bit of truth for each."""

    held: np.ndarray[tuple[int], np.dtype[np.bool_]]
    count: int

    def __contains__(self, line: int) -> bool:
        return line < len(self.held) and bool(self.held[line])


@dataclass(slots=True)
class Plain:
    """Open one through `Plain.opened`, or take the rows with `set_aside`."""

    db: duckdb.DuckDBPyConnection
    shape: Shape
    path: Path

    @classmethod
    @contextmanager
    def opened(cls, folder: Path, shape: Shape) -> Iterator[Self | None]:
        """None where no row was set aside."""
        path = folder / FILE_NAME
        if not path.exists():
            yield None
            return
        plain = cls(connected(path), shape, path)
        try:
            yield plain
        finally:
            plain.db.close()

    # What a check tells of them

    def count(self) -> int:
        """Rows of the files."""
        return self._number(sql.ROWS)

    def lines(self, file: int) -> Lines:
        held = np.zeros(self._number(sql.LAST_LINE, file=file) + 1, dtype=bool)
        for first in range(0, len(held), LINES):
            some = {"file": file, "first": first, "after": first + LINES}
            held[self.db.execute(sql.OF_FILE, some).fetchnumpy()["line"]] = True
        return Lines(held, int(held.sum()))

    def reasons(self) -> Iterator[tuple[int, str, int, int]]:
        """File, leave reason, first line, how often."""
        return iter(self.db.execute(sql.REASONS[self.shape]).fetchall())

    def departments(self) -> Iterator[tuple[int, int, str]]:
        """File, first line and path, in this order."""
        return iter(self.db.execute(sql.DEPARTMENTS).fetchall())

    def area_spans(self) -> list[tuple[str, str, str, str]]:
        """Of a history: each path, as `history.renamed.Span`."""
        return self.db.execute(sql.AREA_SPANS).fetchall()

    def area_stays(self, today: date) -> list[tuple[object, ...]]:
        """Of a list of people: who is and was in each department, as `renamed_list.Told`."""
        return self.db.execute(sql.AREA_STAYS, {"today": today}).fetchall()

    def area_rows(self) -> list[tuple[str, int, int, int]]:
        """Path, file, first line, and how many rows."""
        return self.db.execute(sql.AREA_ROWS).fetchall()

    def area_passings(self, days: Sequence[str]) -> list[tuple[str, str, str, int, int, int]]:
        """From where to where people went on these days, how many, and the first place."""
        return self.db.execute(sql.AREA_PASSINGS, {"days": list(days)}).fetchall()

    def area_there(self, department: str, day: str) -> int:
        """How many jobs were in it the day before."""
        return self._number(sql.AREA_THERE, department=department, day=day)

    def standing(self, numbers: Sequence[str]) -> set[str]:
        found = self.db.execute(sql.STANDING, {"numbers": list(numbers)}).fetchall()
        return {number for (number,) in found}

    def people_named(self) -> Iterator[tuple[str, str]]:
        """Employee id and name of each."""
        cursor = self.db.cursor().execute(sql.PEOPLE_NAMED)
        while lot := cursor.fetchmany(BATCH):
            yield from lot

    def people(self, today: date) -> tuple[int, int, int, int]:
        """How many, how many of them come after today, have left by then, and leave later."""
        [counted] = self.db.execute(sql.PEOPLE_BY_THEIR_DAYS, {"today": today}).fetchall()
        people, later, gone, leaving = counted
        return people, later, gone, leaving

    def latest_days(self, today: date) -> tuple[date | None, date | None]:
        """The latest on which somebody came, and the latest last day; today at most."""
        [found] = self.db.execute(sql.LATEST, {"today": today}).fetchall()
        first, last = found
        return first, last

    def left_unsaid(self, today: date) -> tuple[int, list[tuple[int, int, str]]]:
        """Of a history: how many are gone and nothing says why, and the first of them."""
        found = self.db.execute(sql.LEFT_UNSAID, {"today": today, "most": EXAMPLES}).fetchall()
        return (found[0][-1] if found else 0), [row[:-1] for row in found]

    def examples(self) -> list[tuple[object, Example]]:
        """The first of them, each with its place among the rows."""
        query = self.db.execute(sql.EXAMPLES[self.shape], {"most": EXAMPLES})
        names = [column[0] for column in query.description]
        rows = [dict(zip(names, row, strict=True)) for row in query.fetchall()]
        return [
            (
                row["number"] if self.shape is Shape.HISTORY else (row["file"], row["line"]),
                Example(
                    row["number"],
                    f"{row['first_name']} {row['last_name']}".strip(),
                    " / ".join(row["department"].split(BETWEEN_AREAS)),
                ),
            )
            for row in rows
        ]

    def are_known_by_now(self) -> bool:
        """Whether somebody of them has come in by another way since the check."""
        self.db.execute("DELETE FROM known")
        remember_known(self.db)
        return bool(self._number(sql.MEANWHILE))

    def _number(self, query: str, **said: object) -> int:
        [(number,)] = self.db.execute(query, said).fetchall()
        return int(number or 0)

    # What is written

    def tables(
        self, areas: Mapping[str, UUID], others: Iterable[tuple[str, UUID]], today: date
    ) -> list[Table]:
        """areas: by path. others: employee id and person of the rows that go the usual way."""
        self.db.execute(sql.TODAY.format(today.isoformat()))
        self.db.execute(sql.PLACES)
        self._keep(
            "areas", ["department", "area"], ((path, one.hex) for path, one in areas.items())
        )
        self._keep("standing", ["number", "person"], ((number, one.hex) for number, one in others))
        self.db.execute(sql.STAND)
        self.db.execute(sql.SEARCH)
        names = self.db.execute(sql.OTHER_LETTERS).fetchall()
        self._keep(
            "folded",
            ["first_name", "last_name", "search"],
            ((first, last, searchable(first, last)) for first, last in names),
        )
        written = [
            Poured(Person, sql.PERSONS, self),
            Poured(Employment, sql.STAYS[self.shape], self),
            Poured(Spell, sql.SPELLS[self.shape], self),
        ]
        return [*written]

    def _keep(self, table: str, names: list[str], rows: Iterable[tuple[str, ...]]) -> None:
        put(self.db, table, names, list(rows))


class Poured:
    """New rows of one model, from the workbench of the lane into the database."""

    def __init__(self, model: type[models.Model], query: str, plain: Plain) -> None:
        self.model, self.query, self.plain = model, query, plain
        described = plain.db.execute(f"DESCRIBE {query}").fetchall()
        self.names = [str(name) for name, *_rest in described]
        self.beside = plain.path.with_suffix(f".{model._meta.model_name}.csv")

    def as_csv(self) -> Iterator[bytes]:
        try:
            with self._made().open("rb") as file:
                while chunk := file.read(CHUNK):
                    yield chunk
        finally:
            self.beside.unlink(missing_ok=True)

    def rows(self) -> Iterator[Sequence[str | None]]:
        try:
            yield from self._read(", ".join(as_stored(self.model, name) for name in self.names))
        finally:
            self.beside.unlink(missing_ok=True)

    def written(self) -> None:
        """The words of new names can be found from now on."""
        if self.model is Person:
            words = self.plain.db.execute(sql.WORDS).fetchall()
            Word.learn(word for (word,) in words)

    def ids(self) -> Iterator[str]:
        """Of the rows that will be written."""
        return (one for (one,) in self._read("replace(id, '-', '')"))

    def _read(self, said: str) -> Iterator[tuple[str, ...]]:
        columns = ", ".join(f"'{name}': 'VARCHAR'" for name in self.names)
        written = "auto_detect=false, header=false, delim=',', quote='\"', escape='\"'"
        options = f"{written}, nullstr='', allow_quoted_nulls=false, columns={{{columns}}}"
        query = f"SELECT {said} FROM read_csv('{self._made()}', {options})"  # noqa: S608 - ours
        found = self.plain.db.cursor().execute(query)
        while lot := found.fetchmany(BATCH):
            yield from lot

    def _made(self) -> Path:
        """The rows as text, once: ids of new rows are drawn by lot."""
        if not self.beside.exists():
            text = [name for name in self.names if is_text(self.model, name)]
            forced = f", FORCE_QUOTE ({', '.join(text)})" if text else ""
            how = f"FORMAT csv, HEADER false, NULLSTR ''{forced}"
            self.plain.db.execute(f"COPY ({self.query}) TO '{self.beside}' ({how})")
        return self.beside


def is_text(model: type[models.Model], name: str) -> bool:
    return isinstance(model._meta.get_field(name), models.CharField)


def as_stored(model: type[models.Model], name: str) -> str:
    """As SQLite holds it."""
    field = model._meta.get_field(name)
    is_id = isinstance(field, (models.UUIDField, models.ForeignKey))
    return f"replace({name}, '-', '')" if is_id else name


@contextmanager
def set_aside(
    folder: Path,
    looked: Mapping[int, Looked | None],
    layouts: Mapping[int, Layout],
    shape: Shape,
    today: date,
) -> Iterator[Plain | None]:
    """Take the plain rows of the files. None where they are better read row by row."""
    path = folder / FILE_NAME
    every = {file: each for file, each in looked.items() if each is not None}
    if len(every) < len(looked):
        yield None
        return
    try:
        db = take(every, layouts, path, shape, today)
    except NotForTheLane:
        path.unlink(missing_ok=True)
        yield None
        return
    try:
        yield Plain(db, shape, path)
    finally:
        db.close()

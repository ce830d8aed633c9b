"""A first guess at which column is which, from headings and values, for somebody to correct.

Only the first rows are read. Each guess says why: it was said in a mapping, the heading says it, or
the values look like it. Nothing here decides anything: what was guessed from values is imported
only once somebody has said so.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping as AnyMapping
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from dataclasses import field as dataclass_field
from datetime import date
from enum import StrEnum
from pathlib import Path

from tandem.organisation.intake.counts.fields import AS_A_DATE, RANKED_COUNTS, CountField
from tandem.organisation.intake.dates import Evidence, Order, read_date, read_month
from tandem.organisation.intake.fields import (
    DATES,
    NEEDED,
    OF_A_SPELL,
    OF_ONE_ROW,
    RANKED,
    RESTRICTED,
    Field,
)
from tandem.organisation.intake.history.events import by_values
from tandem.organisation.intake.ids_again import ids_again
from tandem.organisation.intake.level_words import is_above
from tandem.organisation.intake.likeness import Column, lies_within, liken, nested
from tandem.organisation.intake.mapping import GUESSED, Columns, Mapping, placed
from tandem.organisation.intake.reading import open_source
from tandem.organisation.intake.shapes import Shape
from tandem.organisation.intake.sources import Incoming, Source
from tandem.organisation.intake.spelling import plain, says_nothing, squeezed, tidy
from tandem.organisation.intake.worker_types import outside_in

LOOKED_AT = 5000  # rows
SAMPLES, LONGEST_SAMPLE = 3, 60
REPEATED = 0.05  # of the ids: with more, a row is no person
AGAIN_AT_LEAST = 3  # rows of people who stood there already
SOMEBODY = frozenset(
    {
        *("employee", "worker", "associate", "person", "mitarbeiter", "mitarbeitende", "salarie"),
        *("collaborateur", "medewerker", "werknemer", "empleado", "trabajador", "dipendente"),
        *("colaborador", "funcionario", "pracownik", "anstalld", "medarbejder", "ansatt"),
        *("zamestnanec", "tyontekija"),
    }
)
"""Headings below which ids stand, where ids stand there."""
BELOW = ("sub", "unter", "sous")  # begin the heading of a level below another
OFTEN_ENOUGH = 3  # rows to a name, so that it would have been met elsewhere
DIGITS, ROWS_AT_LEAST, ROWS_TO_A_NUMBER = 2, 10, 5  # of a column that counts people
MONTHLY = 0.8  # of a column's values are months
FEWEST_LEFT, NEARLY = 3, 0.95  # rows of a list of leavers, and how many of them have a last day


class Why(StrEnum):
    """What a guess rests on."""

    SAID = "said"
    NAME = "name"
    BOTH = "both"  # the heading alone would not say it
    VALUES = "values"


Fields = dict[int, tuple[Field, Why]]
"""What stands at each position, and what that rests on."""


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """field, why: None where nobody knows. samples: none of a column that is closed.

    month: the one that its heading names, so that it holds the numbers of it. is_a_reason: its
    heading names why, and it holds how many left for that. outside: of a column that is not read,
    words for people who are not employed.
    """

    heading: str
    field: Field | CountField | None
    why: Why | None
    samples: list[str]
    month: date | None = None
    is_a_reason: bool = False
    outside: list[str] = dataclass_field(default_factory=list)

    @property
    def is_across(self) -> bool:
        """Whether it is one of several columns that hold one number each."""
        return self.is_a_reason or self.month is not None


@dataclass(frozen=True, slots=True)
class FileGuess:
    """What one file seems to be.

    dates: heading to the order its values show, where they show one. levels: headings that seem
    to be the levels of a department, from the top down; sure: each of their names lies within one
    above it, as many rows show. areas: those that may hold an area or a
    part of it, and of which nothing was said. missing: fields the shape needs besides.
    heads: of counts, headcounts and no leavers. sheet, sheets: of a workbook, the one that is
    read and all there are. all_left: a last day stands in nearly every row.
    """

    name: str
    encoding: str
    header_line: int
    shape: Shape
    columns: list[ColumnGuess]
    dates: dict[str, Order] = field(default_factory=dict)
    levels: list[str] = field(default_factory=list)
    sure: bool = False
    areas: list[str] = field(default_factory=list)
    missing: list[Field | CountField] = field(default_factory=list)
    heads: bool = False
    sheet: str = ""
    sheets: list[str] = field(default_factory=list)
    all_left: bool = False


def guess(
    files: Sequence[Incoming], *, folder: Path, mapping: Mapping = GUESSED
) -> list[FileGuess]:
    """One guess for each file. Raises FileUnusable for one that cannot be read."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    copy = folder / "guessed"
    try:
        return [_guess(open_source(each, copy, mapping), mapping) for each in files]
    finally:
        copy.unlink(missing_ok=True)


def _guess(source: Source, mapping: Mapping) -> FileGuess:
    values = first_values(source)
    shape = _shape(source.header, values, mapping)
    columns = by_heading = without_counts(placed(source.header, mapping, shape), values, mapping)
    if shape is Shape.HISTORY:
        columns = by_values(columns, values, mapping)
    free = {
        at
        for at, heading in enumerate(source.header)
        if at not in columns.read and squeezed(heading) not in mapping.columns
    }
    likened = liken(values, columns.position, free) if shape is not Shape.COUNTS else {}
    if shape is Shape.HISTORY:
        likened = {at: each for at, each in likened.items() if each not in OF_ONE_ROW}
        likened |= {} if Field.NUMBER in columns else ids_by_values(values, free)
    fields: Fields = {}
    for each, at in columns.position.items():
        is_headed = by_heading.position.get(each) == at
        fields.setdefault(at, (each, _why(source, at, mapping) if is_headed else Why.VALUES))
    fields |= {at: (each, _by_values(source.header[at], each)) for at, each in likened.items()}
    found = {*columns.position, *likened.values()}
    levels = _levels(source, columns, values, mapping)
    return FileGuess(
        name=source.name,
        encoding=source.encoding,
        header_line=source.header_line,
        shape=shape,
        columns=[
            column_guess(heading, values[at], fields.get(at))
            for at, heading in enumerate(source.header)
        ],
        dates=_orders(source, fields, values),
        levels=[source.header[at] for at in levels],
        sure=_are_sure([values[at] for at in levels]),
        areas=[source.header[at] for at in _areas(source, values, mapping)],
        missing=[each for each in NEEDED.get(shape, ()) if each not in found],
        sheet=source.sheet,
        sheets=list(source.sheets),
        all_left=_have_left(values, columns.position),
    )


def _have_left(values: Sequence[Column], position: AnyMapping[Field, int]) -> bool:
    """Whether a last day stands wherever an id does, but for a slip."""
    if not {Field.NUMBER, Field.LEFT} <= position.keys():
        return False
    ids, days = values[position[Field.NUMBER]], values[position[Field.LEFT]]
    told = [bool(day) for one, day in zip(ids, days, strict=True) if one]
    return len(told) >= FEWEST_LEFT and sum(told) >= NEARLY * len(told)


def first_values(source: Source) -> list[Column]:
    values: list[Column] = [[] for _heading in source.header]
    for record in itertools.islice(source.records(), LOOKED_AT):
        for at, column in enumerate(values):
            text = tidy(record.cells[at]) if at < len(record.cells) else ""
            column.append("" if says_nothing(text) else text)
    return values


def _shape(header: tuple[str, ...], values: list[Column], mapping: Mapping) -> Shape:
    """A history names people again and again; counts name nobody and speak of months."""
    columns = without_counts(placed(header, mapping, Shape.PERSON), values, mapping)
    number = columns.position.get(Field.NUMBER)
    if number is None:
        headed = sum(isinstance(read_month(heading), date) for heading in header) > 1
        monthly = headed or any(is_monthly(column) for column in values)
        monthly = monthly or any(map(is_headed_month, header))
        number = None if monthly else ids_again(values)
        if number is None:
            return Shape.COUNTS if monthly else Shape.PERSON
    ids = [each for each in values[number] if each]
    again = len(ids) - len(set(ids))
    # Somebody entered twice by mistake makes no history, unless the headings speak of jobs.
    of_jobs = any(RANKED.get(squeezed(each), (None, 0))[0] in OF_A_SPELL for each in header)
    many = is_many(again, len(ids), at_least=1 if of_jobs else AGAIN_AT_LEAST)
    return Shape.HISTORY if many else Shape.PERSON


def without_counts(columns: Columns, values: Sequence[Column], mapping: Mapping) -> Columns:
    """Without employee ids where the column says how many: "Nº", and 1 in nearly every row."""
    at = columns.position.get(Field.NUMBER)
    if at is None or squeezed(columns.header[at]) in mapping.columns:
        return columns
    if not count_people(values[at]):
        return columns
    position: dict[Field, int] = dict(columns.position)
    del position[Field.NUMBER]
    return replace(columns, position=position)


def count_people(column: Column) -> bool:
    """Whether small numbers stand there, the same few again and again; a sum may be below them."""
    said = [each for each in column if each]
    small = [each for each in said if len(each) <= DIGITS and each.isdecimal()]
    few = ROWS_TO_A_NUMBER * len({*small}) <= len(small)
    return few and len(small) >= ROWS_AT_LEAST and len(small) >= len(said) - 1


def ids_by_values(values: Sequence[Column], free: AbstractSet[int]) -> dict[int, Field]:
    at = ids_again(values)
    return {at: Field.NUMBER} if at is not None and at in free else {}


def is_headed_month(heading: str) -> bool:
    """Whether the heading itself says that the column holds months, and not days."""
    field, rank = RANKED_COUNTS.get(squeezed(heading), (None, AS_A_DATE))
    return field is CountField.MONTH and rank < AS_A_DATE


def is_many(again: int, rows: int, *, at_least: int = AGAIN_AT_LEAST) -> bool:
    """Whether so many rows name somebody again that a row is no person."""
    return again > REPEATED * rows and again >= at_least


def is_monthly(column: Column) -> bool:
    said = [each for each in column if each]
    whole = sum(isinstance(read_date(each, Order.DAY_FIRST), date) for each in said)
    months = sum(isinstance(read_month(each), date) for each in said) - whole
    return bool(said) and months >= MONTHLY * len(said)


def _why(source: Source, at: int, mapping: Mapping) -> Why:
    said = squeezed(source.header[at])
    levels = map(squeezed, mapping.levels)
    return Why.SAID if said in mapping.columns or said in levels else Why.NAME


def column_guess(
    heading: str, values: Column, guessed: tuple[Field | CountField, Why] | None
) -> ColumnGuess:
    field, why = guessed or (None, None)
    distinct = dict.fromkeys(each[:LONGEST_SAMPLE] for each in values if each)
    samples = [] if field in RESTRICTED else list(itertools.islice(distinct, SAMPLES))
    outside = [] if field else outside_in(values)
    return ColumnGuess(heading, field, why, samples, outside=outside)


def _by_values(heading: str, field: Field) -> Why:
    """Ids below a word for somebody are theirs by the heading too: “Medewerker” 100205."""
    named = field is Field.NUMBER and plain(heading) in SOMEBODY
    return Why.BOTH if named else Why.VALUES


def _orders(source: Source, fields: Fields, values: list[Column]) -> dict[str, Order]:
    found: dict[str, Order] = {}
    for at, (each, _reason) in fields.items():
        if each not in DATES:
            continue
        evidence = Evidence()
        for text in values[at]:
            evidence.add(text)
        reading = evidence.reading()
        if isinstance(reading, Order):
            found[source.header[at]] = reading
    return found


def _levels(source: Source, columns: Columns, values: list[Column], mapping: Mapping) -> list[int]:
    """Said or numbered columns; or several that may all be departments, each within the next."""
    places = list(columns.levels)
    if not places:
        named = [*_around(source, values, mapping), *_areas(source, values, mapping)]
        below = [at for at in named if plain(source.header[at]).startswith(BELOW)]
        above = [at for at in named if at not in below]
        places = nested(values, above)
        if above and below:
            places = [*(places or [columns.position[Field.DEPARTMENT]]), *below]
    return places


def _are_sure(levels: Sequence[Column]) -> bool:
    """Whether the names of each level lie within few of the one above, and come again and again:
    of few rows any two columns would look so."""
    pairs = [*itertools.pairwise([[each.casefold() for each in level] for level in levels])]
    return bool(pairs) and all(_shows(below, above) for above, below in pairs)


def _shows(below: Column, above: Column) -> bool:
    own = {*below} - {""}
    others = {other for one, other in zip(below, above, strict=True) if one and other}
    rows = sum(map(bool, below))
    often = rows >= OFTEN_ENOUGH * len(own)
    return often and 1 < len(others) < len(own) and lies_within(below, above)


def _around(source: Source, values: list[Column], mapping: Mapping) -> list[int]:
    """Columns of the area that the row's area lies in, where it lies in no other itself: then the
    two are the whole path."""
    named = _areas(source, values, mapping)
    open_ = [at for at, heading in enumerate(source.header) if is_above(heading)]
    return [
        at
        for at in open_
        if squeezed(source.header[at]) not in mapping.columns
        and any(values[at])
        and not any(_is_deeper(values[each], values[at]) for each in named)
    ]


def _is_deeper(areas: Column, around: Column) -> bool:
    """Whether an area that others lie in lies in another one itself."""
    above = {*around} - {""}
    return any(one in above and other for one, other in zip(areas, around, strict=True))


def _areas(source: Source, values: list[Column], mapping: Mapping) -> list[int]:
    """Where a heading says that areas stand, and they do."""
    return [
        at
        for at, heading in enumerate(source.header)
        if RANKED.get(squeezed(heading), (None, 0))[0] is Field.DEPARTMENT
        and squeezed(heading) not in mapping.columns
        and any(values[at])
    ]

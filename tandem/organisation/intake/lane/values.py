"""What the different values of a column mean, asked once each of the reader of single rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pyarrow as pa

from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.history.event_words import (
    BEGINNING,
    is_among,
    is_second,
    says_left,
)
from tandem.organisation.intake.history.lines import (
    day_after,
    is_gone,
    job_number,
    optional_day,
)
from tandem.organisation.intake.reading import Record
from tandem.organisation.intake.shapes import Shape
from tandem.organisation.intake.staging import BETWEEN_AREAS
from tandem.organisation.intake.values import (
    NOT_A_CHARACTER,
    ROOM,
    Cells,
    Layout,
    department,
    fte,
    hired,
    left,
)
from tandem.organisation.intake.ways import ReasonRows
from tandem.organisation.intake.worker_types import is_outside, never_started

Read = Callable[[Cells], object]
NAMES = (Field.FIRST_NAME, Field.LAST_NAME, Field.FULL_NAME)
FOR_ALL = frozenset({Field.NUMBER, *NAMES, Field.EMAIL, Field.MANAGER})
"""Read from each row by pattern: nearly every value is another one."""


def path(cells: Cells) -> str:
    return BETWEEN_AREAS.join(department(cells))


def share(cells: Cells) -> str | None:
    found = fte(cells)
    return None if found is None else str(found)


def reason(cells: Cells) -> str:
    text = fitting(cells, Field.REASON, cells.optional(Field.REASON))
    understood = cells.understand(text) if text else None
    said = cells.layout.mapping.ways.reason_rows is ReasonRows.LEFT
    if is_second(text) or (understood and not understood.leaves) or (text and said):
        raise TooOdd
    return text


def why_somebody_left(cells: Cells) -> str:
    """Of nobody who never started."""
    text = reason(cells)
    if never_started(text):
        raise TooOdd
    return text


def text_of(field: Field) -> Read:
    return lambda cells: fitting(cells, field, cells.text(field))


def fitting(cells: Cells, field: Field, text: str) -> str:
    if len(text) > ROOM[field]:
        raise TooOdd
    return text


def ordinary(cells: Cells) -> str:
    """An event that neither begins nor ends a stay."""
    event = cells.optional(Field.EVENT)
    if is_second(event) or says_left(event) or is_among(BEGINNING, event):
        raise TooOdd
    return ""


def here(cells: Cells) -> str:
    """Nobody whose status says that they have left."""
    if is_gone(cells):
        raise TooOdd
    return ""


def first_job(cells: Cells) -> str:
    """The number of a job that is nobody's second."""
    if job_number(cells, ""):
        raise TooOdd
    return ""


def first_of_the_day(cells: Cells) -> str:
    """No row that may hold in another's place."""
    if cells.optional(Field.SEQUENCE) not in ("", "0", "1"):
        raise TooOdd
    return ""


def employed(cells: Cells) -> str:
    """Nobody who is not employed."""
    kind = cells.text(Field.WORKER_TYPE)
    if is_outside(kind, cells.layout.mapping.ways.worker_types):
        raise TooOdd
    return ""


def nobody_left(cells: Cells) -> str:
    """Nobody of whom two columns say why."""
    if cells.optional(Field.LEAVING_KIND):
        raise TooOdd
    return ""


class TooOdd(Exception):
    """For the reader of single rows."""


BOTH: dict[Field, Read] = {
    Field.DEPARTMENT: path,
    Field.TITLE: text_of(Field.TITLE),
    Field.LEVEL: text_of(Field.LEVEL),
    Field.LOCATION: text_of(Field.LOCATION),
    Field.FTE: share,
    Field.REASON: reason,
    Field.WORKER_TYPE: employed,
}
READ: dict[Shape, dict[Field, Read]] = {
    Shape.PERSON: {
        **BOTH,
        Field.HIRED: hired,
        Field.LEFT: lambda cells: left(cells, None),
        Field.LEAVING_KIND: nobody_left,
        Field.REASON: why_somebody_left,
    },
    Shape.HISTORY: {
        **BOTH,
        Field.HIRED: lambda cells: optional_day(cells, Field.HIRED),
        Field.LEFT: lambda cells: day_after(cells, Field.LEFT, None),
        Field.SPELL_FROM: lambda cells: optional_day(cells, Field.SPELL_FROM),
        Field.SPELL_TO: lambda cells: day_after(cells, Field.SPELL_TO, None),
        Field.EVENT: ordinary,
        Field.STATUS: here,
        Field.JOB: first_job,
        Field.SEQUENCE: first_of_the_day,
    },
}
DATES = frozenset({Field.HIRED, Field.LEFT, Field.SPELL_FROM, Field.SPELL_TO})


@dataclass(frozen=True, slots=True)
class Meaning:
    """Of the values of one column that are plain: each as it stands and as it is stored."""

    raw: list[str]
    value: list[object]

    def table(self, field: Field) -> pa.Table:
        kind = pa.date32() if field in DATES else pa.string()
        columns = [pa.array(self.raw, pa.string()), pa.array(self.value, kind)]
        return pa.Table.from_arrays(columns, names=["raw", "value"])


def meaning(field: Field, values: Iterable[str], layout: Layout, shape: Shape) -> Meaning:
    """Leaves out every value about which there would be something to say."""
    read, at = READ[shape][field], layout.columns.position[field]
    cells: list[str] = [""] * len(layout.columns.header)
    found = Meaning([], [])
    for raw in values:
        if NOT_A_CHARACTER in raw:
            continue
        cells[at] = raw
        one = Cells(Record(0, cells), layout)
        try:
            value = read(one)
        except TooOdd:
            continue
        if not one.problems:
            found.raw.append(raw)
            found.value.append(value)
    return found


def classes(reasons: Iterable[str], layout: Layout) -> pa.Table:
    """Reasons as they are stored, with the class of each."""
    said = [each for each in reasons if each]
    understood = [layout.understand(each) for each in said]
    names = [each.reason.value if each else "" for each in understood]
    columns = [pa.array(said, pa.string()), pa.array(names, pa.string())]
    return pa.Table.from_arrays(columns, names=["reason", "class"])

"""What the columns of brought tables are called, and the tables with those columns alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from tandem.analytics.cells import ARROW, Kind, typed
from tandem.analytics.sources import Brought, Refused, UnusableFacts


@dataclass(frozen=True, slots=True)
class Column:
    """also: other headings it may have, read without capitals, blanks and signs."""

    name: str
    kind: Kind = Kind.TEXT
    also: tuple[str, ...] = ()
    needed: bool = True  # the column, and a value in every row

    def headings(self) -> set[str]:
        return {squeezed(name) for name in (self.name, *self.also)}


AREA = Column("area", also=("department", "unit", "team", "organisational unit"))
FIRST = Column("first", Kind.DAY, ("from", "first day"), needed=False)
AFTER = Column("after", Kind.DAY, ("until before",), needed=False)
MONTH = Column("month", Kind.MONTH, ("period",), needed=False)

PEOPLE = (
    Column("person", also=("employee id", "person id", "employee", "id", "personnel number")),
    AREA,
    Column("start_on", Kind.DAY, ("hire date", "start date", "hired on", "first day")),
    Column("end_on", Kind.DAY, ("first day gone",), needed=False),
    Column(
        "last_day", Kind.DAY, ("leave date", "end date", "termination date", "exit date"),
        needed=False,
    ),
    Column("end_reason", also=("leave reason", "reason", "reason for leaving"), needed=False),
    Column("came_from", needed=False),
    Column("went_to", needed=False),
)  # fmt: skip
JOBS = (
    PEOPLE[0],
    AREA,
    Column("level", also=("grade", "job level", "job grade"), needed=False),
    Column("manager", also=("manager id", "reports to", "supervisor"), needed=False),
    Column("start_on", Kind.DAY, ("start date", "effective date", "first day", "from")),
    Column("end_on", Kind.DAY, ("first day gone", "until before"), needed=False),
    Column("last_day", Kind.DAY, ("end date", "until"), needed=False),
)
LEVELS = (
    Column("level", also=("grade", "job level", "job grade")),
    Column("rank", Kind.WHOLE, ("order", "place"), needed=False),
)
AREAS = (
    Column("area", also=("id", "code")),
    Column("parent", also=("parent area", "lies in", "above"), needed=False),
    Column("name", needed=False),
)
OBSERVATIONS = (
    AREA,
    Column("series", also=("key", "measure")),
    FIRST,
    AFTER,
    MONTH,
    Column("value", Kind.NUMBER),
    Column("denominator", Kind.NUMBER, ("divided by", "of"), needed=False),
    Column("origin", also=("source",), needed=False),
    Column("taken_at", Kind.MOMENT, needed=False),
)
SURVEY_CELLS = (
    AREA,
    Column("theme"),
    Column("item", also=("question",)),
    FIRST,
    AFTER,
    MONTH,
    Column("answer", Kind.WHOLE),
    Column("answers", Kind.WHOLE, ("people", "count", "n")),
)
HEADCOUNTS = (
    AREA,
    Column("month", Kind.MONTH, ("period",)),
    Column("people", Kind.WHOLE, ("headcount",)),
    Column("joiners", Kind.WHOLE, needed=False),
    Column("moved_in", Kind.WHOLE, needed=False),
    Column("moved_out", Kind.WHOLE, needed=False),
)
LEAVER_COUNTS = (
    AREA,
    Column("month", Kind.MONTH, ("period",)),
    *(
        Column(name, Kind.WHOLE, needed=False)
        for name in ("own_choice", "retirements", "involuntary", "other", "unknown", "transfers")
    ),
)


@dataclass(slots=True)
class Rows:
    """The rows with their lines; those refused are taken out by `kept`.

    told: which of the columns the source really has.
    """

    name: str
    columns: dict[str, pa.Array]
    lines: Sequence[int]
    told: frozenset[str]
    wrong: dict[int, str] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.lines)

    def refuse(self, row: int, reason: str) -> None:
        """The first reason stays."""
        self.wrong.setdefault(row, reason)

    def refuse_where(self, condition: pa.Array, reason: str) -> None:
        """Rows in which it is true; null is not."""
        for row in pc.indices_nonzero(pc.fill_null(condition, False)).to_pylist():
            self.refuse(row, reason)

    def keep(self) -> None:
        """Leave the refused rows out. Raises UnusableFacts where none is left."""
        wrong = sorted(self.wrong.items())
        self.refused += [Refused(self.name, int(self.lines[row]), why) for row, why in wrong]
        self.wrong = {}
        self.leave_out({row for row, _ in wrong})
        if not len(self.lines):
            why = f" {self.refused[0]}" if self.refused else ""
            raise UnusableFacts(f"{self.name} has no row that can be used.{why}")

    def leave_out(self, rows: set[int]) -> None:
        if not rows:
            return
        kept = [row for row in range(len(self.lines)) if row not in rows]
        indices = pa.array(kept, pa.int64())
        self.columns = {name: each.take(indices) for name, each in self.columns.items()}
        self.lines = [self.lines[row] for row in kept]
        places = {row: at for at, row in enumerate(kept)}
        self.wrong = {places[row]: why for row, why in self.wrong.items() if row in places}


def rows_of(source: Brought, columns: Sequence[Column]) -> Rows:
    """The columns by their names, typed; rows with a faulty or missing cell are refused.

    Raises UnusableFacts if a needed column is missing, or two headings mean the same.
    """
    found = _found(source, columns)
    missing = [each.name for each in columns if each.needed and each.name not in found]
    if missing:
        here = ", ".join(source.table.column_names) or "none"
        raise UnusableFacts(
            f"{source.name} lacks the column{'s' * (len(missing) > 1)} {', '.join(missing)}. "
            f"Its columns are: {here}."
        )
    rows = Rows(source.name, {}, source.lines, frozenset(found), refused=list(source.refused))
    for column in columns:
        if column.name not in found:
            rows.columns[column.name] = pa.nulls(len(source.table), ARROW[column.kind])
            continue
        given = source.table[found[column.name]]
        read = typed(given, column.kind, f"{source.name}, {found[column.name]}", source.lines)
        rows.columns[column.name] = read.values
        for row, why in read.faults.items():
            rows.refuse(row, f"{column.name} {why}")
        if column.needed:
            rows.refuse_where(pc.is_null(read.values), f"{column.name} is empty. Fill it in.")
    rows.leave_out(set(_blank(source.table)))  # a line with nothing in it is no row
    rows.keep()
    return rows


def _found(source: Brought, columns: Sequence[Column]) -> Mapping[str, str]:
    """Each column to the heading it has in the source; its own name goes before others."""
    by_heading: dict[str, str] = {}
    again: dict[str, str] = {}
    for heading in source.table.column_names:
        first = by_heading.setdefault(squeezed(heading), heading)
        if first != heading:
            again[first] = heading
    found: dict[str, str] = {}
    taken: set[str] = set()
    for column in columns:
        if squeezed(column.name) in by_heading:
            found[column.name] = by_heading[squeezed(column.name)]
            taken.add(squeezed(column.name))
    for column in columns:
        for name in map(squeezed, column.also):
            if column.name not in found and name in by_heading and name not in taken:
                found[column.name] = by_heading[name]
                taken.add(name)
    for heading in found.values():
        if heading in again:
            raise UnusableFacts(
                f"{source.name} has the columns “{heading}” and “{again[heading]}”, which mean the "
                "same. Rename one of them."
            )
    return found


def _blank(table: pa.Table) -> list[int]:
    """Rows in which every cell is empty."""
    if not table.num_columns:
        return []
    empty = [pc.is_null(column) for column in table.columns]
    every = empty[0]
    for one in empty[1:]:
        every = pc.and_(every, one)
    return list(pc.indices_nonzero(every).to_pylist())


def squeezed(heading: str) -> str:
    """
    >>> squeezed(" Employee ID ") == squeezed("employee_id")
    True
    """
    return re.sub(r"[\W_]+", "", heading.lower())

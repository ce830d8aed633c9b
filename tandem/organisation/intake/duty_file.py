"""Reading a file of duties: one row per area, who leads it, who is HR partner, since when."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TextIO

from django.utils.translation import gettext as _

from tandem.organisation.intake.cells import plain_cell
from tandem.organisation.intake.dates import (
    FOR_EVER,
    Evidence,
    Fault,
    Reading,
    Unsettled,
    read_date,
)
from tandem.organisation.intake.findings import FileUnusable, Kind, Place, Problem
from tandem.organisation.intake.reading import Incoming, Record, Source, open_source
from tandem.organisation.intake.spelling import says_nothing, squeezed, tidy
from tandem.organisation.intake.values import FAULTS, NOT_A_CHARACTER


class Column(StrEnum):
    """What a file of duties can say."""

    AREA = "area"
    LEADER = "leader"
    HR_PARTNER = "hr partner"
    SINCE = "since"
    WHY = "why"


HEADINGS: dict[Column, str] = {
    Column.AREA: """area path | department path | org path | path | area | department
        | organisation unit | organizational unit | org unit | unit | team | abteilung | bereich
        | afdeling | departamento""",
    Column.LEADER: """leader id | leader email | leader e mail | leader | leads | led by | head id
        | head | area head | head of area | department head | manager id | manager email
        | manager | leiter | leitung""",
    Column.HR_PARTNER: """hr partner id | hr partner email | hr partner e mail | hr partner
        | hrbp id | hrbp email | hrbp | hr business partner | hr contact | hr""",
    Column.SINCE: """since | from | start date | start | valid from | effective date
        | effective from | ab | seit | depuis | vanaf | desde""",
    Column.WHY: "why | reason | note | grund | motif | reden | motivo",
}
"""Within a column the first heading found wins."""


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One row that could be read. Empty text and None: the row does not say."""

    line: int
    area: str
    leader: str
    hr_partner: str
    since: date | None
    since_text: str
    why: str


@dataclass(slots=True)
class DutyFile:
    """An opened file. problems: of its rows, by line; a row with one is not taken."""

    source: Source
    at: Mapping[Column, int]
    rows: list[DutyRow]
    problems: dict[int, list[Problem]]
    count: int = 0

    def apart(self) -> DutyFile:
        """The same file with a list of problems of its own, to go on with."""
        problems = defaultdict(list, {line: [*found] for line, found in self.problems.items()})
        return replace(self, problems=problems)

    def place(self, line: int | None, column: Column | None = None) -> Place:
        heading = self.source.header[self.at[column]] if column and column in self.at else None
        return Place(self.source.name, line, heading)

    def note(self, kind: Kind, row: DutyRow, column: Column, value: str, **facts: object) -> None:
        self.problems[row.line].append(self.place(row.line, column).found(kind, value, **facts))


def read_duties(incoming: Incoming, copy: Path) -> DutyFile:
    """Every row, with what is wrong in itself. Raises FileUnusable."""
    source = open_source(incoming, copy)
    file = DutyFile(source, columns_of(source), [], defaultdict(list))
    records = [*source.records()]
    if not records:
        raise FileUnusable(source.place.found(Kind.HEADER_ONLY))
    reading = order_of_days(file, records)
    file.count = len(records)
    for record in records:
        if problems := [*wrong_shape(record, source)]:
            file.problems[record.line] += problems
        else:
            file.rows.append(read_row(record, file, reading))
    return file


def columns_of(source: Source) -> Mapping[Column, int]:
    """Raises FileUnusable without an area, or without a leader and an HR partner."""
    headings = {squeezed(heading): at for at, heading in reversed([*enumerate(source.header)])}
    at: dict[Column, int] = {}
    for column, names in HEADINGS.items():
        known = [squeezed(name) for name in names.split("|")]
        if found := next((name for name in known if name in headings), None):
            at[column] = headings[found]
    missing = [_("area")] if Column.AREA not in at else []
    if not {Column.LEADER, Column.HR_PARTNER} & set(at):
        missing.append(_("leader or HR partner"))
    if missing:
        seen = ", ".join(heading for heading in source.header if heading) or _("none")
        raise FileUnusable(
            source.place.found(Kind.MISSING_COLUMNS, missing=", ".join(missing), seen=seen[:500])
        )
    return at


def order_of_days(file: DutyFile, records: list[Record]) -> Reading:
    """Raises FileUnusable where every day can be read both ways."""
    evidence = Evidence()
    for record in records:
        evidence.add(cell(record, file.at, Column.SINCE))
    reading = evidence.reading()
    if reading is Unsettled.UNDECIDED:
        place = file.place(None, Column.SINCE)
        raise FileUnusable(place.found(Kind.AMBIGUOUS_DATES, evidence.example))
    return reading


def cell(record: Record, at: Mapping[Column, int], column: Column) -> str:
    position = at.get(column)
    there = position is not None and position < len(record.cells)
    text = tidy(record.cells[position]) if there and position is not None else ""
    return "" if says_nothing(text) else text


def wrong_shape(record: Record, source: Source) -> Iterator[Problem]:
    place = Place(source.name, record.line)
    if record.broken:
        yield place.found(Kind.BROKEN_QUOTING)
    elif len(record.cells) != len(source.header):
        yield place.found(
            Kind.CELL_COUNT,
            found=len(record.cells),
            expected=len(source.header),
            delimiter=source.delimiter,
        )
    else:
        for heading, text in zip(source.header, record.cells, strict=True):
            for kind, sign in ((Kind.NUL_CHARACTER, "\0"), (Kind.BROKEN_TEXT, NOT_A_CHARACTER)):
                if sign in text:
                    shown = text.replace("\0", "␀")
                    yield Place(source.name, record.line, heading).found(kind, shown)


def read_row(record: Record, file: DutyFile, reading: Reading) -> DutyRow:
    text = {column: cell(record, file.at, column) for column in Column}
    row = DutyRow(
        line=record.line,
        area=text[Column.AREA],
        leader=text[Column.LEADER],
        hr_partner=text[Column.HR_PARTNER],
        since=None,
        since_text=text[Column.SINCE],
        why=text[Column.WHY],
    )
    if not row.since_text:
        return row
    day = read_date(row.since_text, reading)
    if isinstance(day, date) and day.year != FOR_EVER:
        return DutyRow(row.line, row.area, row.leader, row.hr_partner, day, row.since_text, row.why)
    note_day(file, row, day)
    return row


def note_day(file: DutyFile, row: DutyRow, day: object) -> None:
    """In the words that a file of people has for the same days."""
    fault = getattr(day, "fault", Fault.FAR_YEAR)
    likely = [each.isoformat() for each in getattr(day, "likely", ())]
    text = row.since_text
    if fault is Fault.NO_SUCH_DAY:
        file.note(Kind.IMPOSSIBLE_DATE, row, Column.SINCE, text, likely=likely[0])
    elif fault is Fault.AMBIGUOUS:
        file.note(Kind.AMBIGUOUS_DATE, row, Column.SINCE, text, one=likely[0], other=likely[-1])
    else:
        meant = _("Is it %(day)s?") % {"day": likely[0]} if likely else ""
        file.note(Kind.BAD_DATE, row, Column.SINCE, text, why=FAULTS[fault], likely=meant)


def write_refused(file: DutyFile, by_line: Mapping[int, list[Problem]], target: TextIO) -> None:
    """The rows that were not taken, as they came, with the reason beside each."""
    out = csv.writer(target, delimiter=file.source.delimiter)
    out.writerow([*map(plain_cell, file.source.header), _("Reason not taken")])
    for record in file.source.records():
        if problems := by_line.get(record.line):
            short = len(file.source.header) - len(record.cells)
            why = " ".join(in_words(one) for one in problems)
            out.writerow([*map(plain_cell, record.cells), *[""] * short, why])


def in_words(problem: Problem) -> str:
    where = f"{problem.column}: " if problem.column else ""
    return f"{where}{problem.reason} {problem.cure}"

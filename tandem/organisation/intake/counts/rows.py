"""From the cells of a row to counts, with every problem on the way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.utils.formats import date_format

from tandem.organisation.intake.counts.fields import CountField
from tandem.organisation.intake.counts.layout import CountLayout
from tandem.organisation.intake.counts.months import rate_again, read_month
from tandem.organisation.intake.counts.whole import taken_back, whole_number
from tandem.organisation.intake.dates import read_date
from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.findings import Kind, Place, Problem
from tandem.organisation.intake.reading import Record
from tandem.organisation.intake.reasons import NO_LEAVING
from tandem.organisation.intake.spelling import plain, says_nothing, tidy
from tandem.organisation.intake.values import AREA_ROOM, ROOM, Cells, check_shape, department
from tandem.organisation.models import CountedReason


class Leaving(NamedTuple):
    """So many left this area in this month for this reason."""

    area: tuple[str, ...]
    month: date
    reason: str
    reason_class: str
    leavers: int


def without_no_leaving(row: Leaving) -> Leaving:
    """Nobody left by a row that was said to be about no leaving; the list still names its area."""
    return nobody(row) if row.reason_class == NO_LEAVING else row


def nobody(row: Leaving) -> Leaving:
    return row._replace(reason="", reason_class="", leavers=0)


class Heads(NamedTuple):
    """So many were there at the close of the month; None: the file does not say."""

    area: tuple[str, ...]
    month: date
    people: int
    joiners: int | None
    moved_in: int | None
    moved_out: int | None


class Read(NamedTuple):
    """What a row says, or the problems that reject it; and of which area and month it speaks.

    Those are empty and None where they cannot be read. noted: of months that it is taken without.
    """

    found: list[Leaving] | list[Heads]
    problems: list[Problem]
    area: tuple[str, ...] = ()
    month: date | None = None
    noted: Sequence[Problem] = ()


class CountCells:
    """The cells of one row, as `values.Cells`, with the columns only counts have."""

    def __init__(self, record: Record, layout: CountLayout) -> None:
        self.record, self.layout = record, layout
        self.cells = Cells(record, layout.rows)
        self.problems: list[Problem] = self.cells.problems
        self.noted: list[Problem] = []
        check_shape(self.cells)

    def text(self, field: CountField) -> str:
        at = self.layout.position.get(field)
        return "" if at is None else tidy(self.record.cells[at])

    def note(self, kind: Kind, heading: str | None, value: str, **facts: object) -> None:
        place = Place(self.layout.rows.file, self.record.line, heading)
        self.problems.append(place.found(kind, value, **facts))

    def area(self) -> tuple[str, ...]:
        codes = self.layout.codes.get(CountField.AREA)
        if codes is None:
            return department(self.cells)
        code = self.text(CountField.AREA)
        if not code:
            self.cells.note(Kind.MISSING_DEPARTMENT, Field.DEPARTMENT, code)
        path = codes.said(code)
        if max(map(len, path)) > AREA_ROOM:
            self.cells.note(Kind.TOO_LONG, Field.DEPARTMENT, code, length=0, limit=AREA_ROOM)
        return path

    def area_and_month(self) -> tuple[tuple[str, ...], date | None]:
        """A row that says neither is asked about once: whoever says the one is asked for the
        other."""
        area, before = self.area(), len(self.problems)
        month = self.month()
        if month is None and not area and says_nothing(self.text(CountField.MONTH)):
            del self.problems[:before]
        return area, month

    def month(self) -> date | None:
        text, layout = self.text(CountField.MONTH), self.layout
        if says_nothing(text) and layout.month_beside is not None:
            beside = layout.month_beside.read(self.record.cells, layout.reading)
            if beside is not None:
                return beside
        years = layout.rows.mapping.years_from
        month = read_month(text, layout.reading, short=layout.short, years_from=years)
        return month or self.no_month(text)

    def no_month(self, text: str) -> date | None:
        """Asked about once for all, where only the hundred years of two digits are missing; read
        as of the last few years, where other rows write them in full."""
        heading, rows = self.layout.heading(CountField.MONTH), self.layout.rows
        day = None
        if rows.mapping.years_from is None and rows.years_likely is not None:
            day = read_date(text, self.layout.reading, rows.years_likely)
        if not isinstance(day, date):
            self.note(Kind.BAD_MONTH, heading, text)
            return None
        likely = day.isoformat()
        if day.year in self.layout.recent:
            place = Place(rows.file, self.record.line, heading)
            self.noted.append(place.found(Kind.SHORT_YEAR_READ, text, likely=likely))
            return day.replace(day=1)
        self.note(Kind.SHORT_YEAR, heading, text, likely=likely, offers=[likely])
        return None

    def number(self, field: CountField) -> int:
        at = self.layout.position[field]
        return self.number_at(at)

    def headcount(self, area: tuple[str, ...], month: date | None) -> int:
        """An empty cell is told with what it costs."""
        text = self.text(CountField.HEADCOUNT)
        if month is None or not says_nothing(text):
            return self.number(CountField.HEADCOUNT)
        facts = {"area": area[-1], "month": date_format(month, "F Y"), "until": rate_again(month)}
        self.note(Kind.HEADCOUNT_EMPTY, self.layout.heading(CountField.HEADCOUNT), text, **facts)
        return 0

    def leavers(self) -> int:
        """Fewer than none where the row takes somebody back."""
        back = taken_back(self.text(CountField.COUNT))
        return -back if back else self.number(CountField.COUNT)

    def number_at(self, at: int) -> int:
        text = tidy(self.record.cells[at])
        number = whole_number(text)
        if number is None:
            self.note(Kind.BAD_COUNT, self.layout.rows.columns.header[at], text)
        return number or 0

    def optional(self, field: CountField) -> int | None:
        if field not in self.layout.position or says_nothing(self.text(field)):
            return None
        return self.number(field)

    def reason(self) -> tuple[str, str]:
        """The words and their class."""
        code = self.text(CountField.REASON)
        if says_nothing(code) or not plain(code):
            return "", ""  # "?" is no reason
        codes = self.layout.codes.get(CountField.REASON)
        words = codes.said(code)[-1] if codes else code
        if len(words) > ROOM[Field.REASON]:
            facts = {"length": len(words), "limit": ROOM[Field.REASON]}
            self.cells.note(Kind.TOO_LONG, Field.REASON, words, **facts)
        return words, self.class_of(words, code)

    def class_of(self, words: str, code: str) -> str:
        """As the mapping says it, of the words or of the code; else as the words are understood."""
        for each in (words, code):
            if (meant := self.layout.said.reasons.get(plain(each))) is not None:
                return meant.value
        understood = self.layout.rows.understand(words)
        if understood is None:
            return ""
        return CountedReason.TRANSFER.value if understood.out else understood.told


def read_leaving(record: Record, layout: CountLayout) -> Read:
    """What a row of the leavers list says, or at least one problem that rejects it."""
    cells = CountCells(record, layout)
    if cells.problems:
        return Read([], cells.problems)
    if layout.months:
        return read_leavers_by_month(cells)
    if layout.reasons:
        return read_leavers_by_reason(cells)
    area, month = cells.area_and_month()
    reason, reason_class = cells.reason()
    counted = CountField.COUNT in layout.position
    leavers = cells.leavers() if counted else 1
    found = [Leaving(area, month, reason, reason_class, leavers)] if month else []
    return Read([] if cells.problems else found, cells.problems, area, month, cells.noted)


def read_leavers_by_month(cells: CountCells) -> Read:
    """So many of each month of the row; nothing is taken if one of them cannot be read."""
    area, (reason, reason_class) = cells.area(), cells.reason()
    found = [
        Leaving(area, month, reason, reason_class, cells.number_at(at))
        for at, month in cells.layout.months.items()
        if not says_nothing(tidy(cells.record.cells[at]))
    ]
    return Read([] if cells.problems else found, cells.problems, area)


def read_leavers_by_reason(cells: CountCells) -> Read:
    """So many for each reason of the row; nothing is taken if one of them cannot be read."""
    area, month, headings = cells.area(), cells.month(), cells.layout.rows.columns.header
    numbers = {
        headings[at]: cells.number_at(at)
        for at in cells.layout.reasons
        if not says_nothing(tidy(cells.record.cells[at]))
    }
    if cells.problems or month is None:
        return Read([], cells.problems, area, month)
    found = [
        Leaving(area, month, reason, cells.class_of(reason, reason), number)
        for reason, number in numbers.items()
        if number
    ]
    return Read(found or [Leaving(area, month, "", "", 0)], [], area, month)


def read_heads(record: Record, layout: CountLayout) -> Read:
    """The headcounts of a row: one, or one per column of a month.

    Of one alone, nothing is taken if anything is wrong; of many, those that can be read.
    """
    cells = CountCells(record, layout)
    if cells.problems:
        return Read([], cells.problems)
    if layout.months:
        return read_months(cells)
    flows = (CountField.JOINERS, CountField.MOVED_IN, CountField.MOVED_OUT)
    area, month = cells.area(), cells.month()
    people = cells.headcount(area, month)
    numbers = [cells.optional(each) for each in flows]
    found = [Heads(area, month, people, *numbers)] if month else []
    return Read([] if cells.problems else found, cells.problems, area, month)


def read_months(cells: CountCells) -> Read:
    """Each month of the row that is a number; if none is, the row is refused."""
    area, layout, record = cells.area(), cells.layout, cells.record
    found: list[Heads] = []
    noted: list[Problem] = []
    for at, month in layout.months.items():
        text = tidy(record.cells[at])
        people = whole_number(text)
        if people is not None:
            found.append(Heads(area, month, people, None, None, None))
        elif not says_nothing(text):
            place = Place(layout.rows.file, record.line, layout.rows.columns.header[at])
            facts = {"month": date_format(month, "F Y"), "until": rate_again(month)}
            noted.append(place.found(Kind.MONTH_NOT_READ, text, **facts))
    if noted and not found:
        cells.problems += [
            Place(each.file, each.line, each.column).found(Kind.BAD_COUNT, each.value)
            for each in noted
        ]
    refused = bool(cells.problems)
    return Read([] if refused else found, cells.problems, area, None, () if refused else noted)

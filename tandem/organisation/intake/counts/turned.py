"""Headcounts with a row for each month and a column for each area, turned so that areas are rows.

People who keep such a table by hand write the months down and the areas across. Turned, it is read
as every other table with a column for each month; a line told of it is then a column of the sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from tandem.organisation.intake.counts.across import holds_numbers
from tandem.organisation.intake.counts.fields import RANKED_COUNTS, CountField, Said
from tandem.organisation.intake.counts.months import are_years, read_month
from tandem.organisation.intake.dates import Order, short_month
from tandem.organisation.intake.findings import Kind, Problem
from tandem.organisation.intake.sources import Record, Source, Table
from tandem.organisation.intake.spelling import squeezed, tidy

MOST_ROWS = 1200  # a hundred years of months
FEWEST_MONTHS, FEWEST_AREAS = 3, 2


@dataclass(frozen=True, slots=True)
class Turned:
    """table: the file as it is. lines: of the rows it has here, the header first."""

    table: Table
    lines: Sequence[Record]
    note: Problem

    @property
    def encoding(self) -> str:
        return self.table.encoding

    @property
    def delimiter(self) -> str:
        return self.table.delimiter

    @property
    def header_line(self) -> int | None:
        return 1

    @property
    def notes(self) -> tuple[Problem, ...]:
        return (*self.table.notes, self.note)

    @property
    def sheets(self) -> tuple[str, ...]:
        return getattr(self.table, "sheets", ())

    @property
    def name(self) -> str:
        return getattr(self.table, "name", "")

    def rows(self) -> Iterator[Record]:
        yield from self.lines


def upright(source: Source, said: Said) -> Source:
    """Of headcounts: the source with a row for each area, or as it is where areas are rows.

    said: what somebody said of headings; of a table about which anything was said as it stands,
    nothing is turned.
    """
    header = source.header
    if any(squeezed(each) in said for each in header if tidy(each)) or names_areas(header):
        return source
    rows: list[list[str]] = []
    for record in source.below():
        if len(rows) >= MOST_ROWS:
            return source
        rows.append(record.cells)
    months = column_of_months(header, rows)
    if months is None:
        return source
    at, read = months
    areas = [
        n for n, heading in enumerate(header)
        if n != at and may_be_area(heading) and holds_numbers(cells_of(rows, n, read))
    ]  # fmt: skip
    if len(areas) < FEWEST_AREAS:
        return source
    first = [str(_("Area")), *(month.isoformat() for month in read.values())]
    lines = [Record(1, first)]
    lines += [Record(n + 2, [header[n], *cells_of(rows, n, read)]) for n in areas]
    note = source.place.found(Kind.AREAS_ACROSS, header[at] or None)
    turned = Turned(source.table, lines, note)
    return replace(source, table=turned, header=tuple(first), header_line=1)


def names_areas(header: Sequence[str]) -> bool:
    """Whether a heading says that areas, or people, stand below it."""
    found = {RANKED_COUNTS.get(squeezed(each), (None, 0))[0] for each in header}
    return bool(found & {CountField.AREA, CountField.HEADCOUNT})


def may_be_area(heading: str) -> bool:
    return bool(tidy(heading)) and squeezed(heading) not in RANKED_COUNTS


def column_of_months(
    header: Sequence[str], rows: Sequence[Sequence[str]]
) -> tuple[int, dict[int, date]] | None:
    """The one column of months, each of which stands there once: row to month."""
    for at in range(len(header)):
        texts = {n: tidy(cells[at]) for n, cells in enumerate(rows) if at < len(cells)}
        short = are_years(filter(None, map(short_month, texts.values())))
        read = {
            n: month
            for n, text in texts.items()
            if text and isinstance(month := read_month(text, Order.DAY_FIRST, short=short), date)
        }
        once = len({*read.values()}) == len(read)
        if len(read) >= FEWEST_MONTHS and once and 2 * len(read) > sum(map(bool, texts.values())):
            return at, read
    return None


def cells_of(rows: Sequence[Sequence[str]], at: int, read: dict[int, date]) -> list[str]:
    """Of the rows that have a month."""
    return [rows[n][at] if at < len(rows[n]) else "" for n in read]

"""Where each field of a file of counts stands, by its headings and what was said of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from tandem.organisation.intake.counts.across import months_across, reasons_across
from tandem.organisation.intake.counts.codes_of_areas import area_by_name
from tandem.organisation.intake.counts.fields import (
    NEEDED_OF_HEADS,
    NEEDED_OF_LEAVERS,
    CountField,
    fields_of,
    is_of_heads,
    positions,
)
from tandem.organisation.intake.counts.months import are_years, read_month
from tandem.organisation.intake.counts.said import SaidOfCounts
from tandem.organisation.intake.counts.whole import whole_number
from tandem.organisation.intake.dates import Order, Reading, short_month
from tandem.organisation.intake.level_words import levels_of
from tandem.organisation.intake.likeness import Column, mostly
from tandem.organisation.intake.mapping import Mapping
from tandem.organisation.intake.spelling import squeezed, tidy

HARDLY = 0.5  # of the rows: a column that tells less of them may not be the one that is meant


@dataclass(frozen=True, slots=True)
class PlacedCounts:
    """Where each field of a file stands. levels: of an area that is a path of several columns."""

    position: dict[CountField, int]
    levels: tuple[int, ...]
    months: dict[int, date]
    reasons: tuple[int, ...]
    heads: bool

    @property
    def a_row_each(self) -> bool:
        """Whether one row is all of an area, unless its parts stand in rows."""
        return self.heads and bool(self.months)

    @property
    def above(self) -> tuple[int, ...]:
        """The levels over the last one."""
        own_is_last = self.position.get(CountField.AREA) not in self.levels
        return self.levels if own_is_last else self.levels[:-1]

    @property
    def missing(self) -> list[CountField]:
        of_a_row = NEEDED_OF_HEADS if self.heads else NEEDED_OF_LEAVERS
        needed = of_a_row[:1] if self.months else of_a_row  # the area alone
        return [each for each in needed if each not in self.position]


def are_numbers(column: Column) -> bool:
    return mostly(column, lambda each: whole_number(each) is not None)


def placed_counts(
    header: tuple[str, ...],
    mapping: Mapping,
    said: SaidOfCounts,
    *,
    values: Callable[[], Sequence[Column]],
    heads: bool,
    beside_heads: bool = False,
) -> PlacedCounts:
    """values: the first of each column. heads: it was given as headcounts; where it was not, its
    headings may still say so.

    beside_heads: it was given as leavers, and headcounts apart from it.
    """
    heads = heads or is_of_heads(header, said.columns)
    position = positions(header, said.columns, fields_of(heads=heads))
    month = position.get(CountField.MONTH)
    if month is not None and squeezed(header[month]) not in said.columns:
        position[CountField.MONTH] = month_read_best(position, values())
    if CountField.AREA in position:
        area = area_by_name(header, position[CountField.AREA], said.columns, values)
        position[CountField.AREA] = area
    types = position.get(CountField.WORKER_TYPE)
    headed = types is not None and squeezed(header[types]) not in said.columns
    if types is not None and headed and are_numbers(values()[types]):
        del position[CountField.WORKER_TYPE]  # "Contract" is why they left, and how many
    levels = levels_of(header, mapping)
    own = position.get(CountField.AREA)
    is_said = own is not None and own not in levels and squeezed(header[own]) in said.columns
    if is_said and len(levels) < len(mapping.levels):
        levels = ()  # the path is that of another file; here one column was said to be it
    if levels and (mapping.levels or CountField.AREA not in position):
        position[CountField.AREA] = levels[-1]
    unread = {at for at, each in enumerate(header) if said.columns.get(squeezed(each), 0) is None}
    taken = {*position.values(), *levels}
    leaving = beside_heads or CountField.REASON in position
    across = months_across(header, taken, position, heads=heads, leaving=leaving)
    months = {at: month for at, month in across.items() if at not in unread}
    reasons: tuple[int, ...] = ()
    if months:  # a column of all months together is their sum
        for each in (CountField.MONTH, CountField.COUNT):
            position.pop(each, None)
    elif not heads and CountField.REASON not in position:
        of_rows = taken - {position.get(CountField.COUNT)}
        reasons = reasons_across(header, of_rows, said.columns, values)
    if reasons:  # a column of all reasons together is their sum
        position.pop(CountField.COUNT, None)
    return PlacedCounts(position, levels, months, reasons, heads)


def month_read_best(position: dict[CountField, int], values: Sequence[Column]) -> int:
    """The column of months, or another one where hardly any row of it can be read: a list may have
    "January" without a year beside the day."""
    at = position[CountField.MONTH]
    rows = max(map(len, values), default=0)
    if not rows or months_in(values[at]) >= HARDLY * rows:
        return at
    taken = {*position.values()} - {at}
    free = [each for each in range(len(values)) if each not in taken]
    best = max(free, key=lambda each: (months_in(values[each]), each == at))
    return best if months_in(values[best]) >= HARDLY * rows else at


class MonthBeside(NamedTuple):
    """at: the column. year: of its months, where they say none and all are of one."""

    at: int
    year: int | None = None

    def read(self, cells: Sequence[str], reading: Reading) -> date | None:
        text = tidy(cells[self.at])
        return read_month(f"{text} {self.year}" if self.year and text else text, reading)


def month_beside(placed: PlacedCounts, values: Sequence[Column]) -> MonthBeside | None:
    """Another column of months that agrees with the one that is read wherever both say one, and
    says one where that is empty: a list may have the last day and its month."""
    at = placed.position.get(CountField.MONTH)
    if at is None or not any(values[at]):
        return None
    taken = {*placed.position.values(), *placed.levels}
    own = months_of(values[at])
    years = {month.year for month in own if month}
    year = next(iter(years)) if len(years) == 1 else None
    ways = [MonthBeside(each) for each in range(len(values)) if each not in taken]
    for way in [*ways, *(way._replace(year=year) for way in ways if year)]:
        texts = values[way.at]
        other = months_of([f"{each} {year}" if way.year and each else each for each in texts])
        both = [(one, two) for one, two in zip(own, other, strict=False) if one and two]
        fills = any(two and not one for one, two in zip(values[at], other, strict=False))
        if fills and len(both) >= HARDLY * len(own) and all(one == two for one, two in both):
            return way
    return None


def months_of(column: Column, order: Order = Order.DAY_FIRST) -> list[date | None]:
    short = are_years(filter(None, map(short_month, column)))
    return [read_month(each, order, short=short) if each else None for each in column]


def months_in(column: Column) -> int:
    """In how many rows a month can be read, whichever way its days are written."""
    ways = (months_of(column, order) for order in (Order.DAY_FIRST, Order.MONTH_FIRST))
    return max(sum(month is not None for month in way) for way in ways)

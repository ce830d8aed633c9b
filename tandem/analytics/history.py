"""The whole history of every area, year by year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from ibis import _

from tandem.analytics.area import AreaYear
from tandem.analytics.coverage import known_since
from tandem.analytics.facts import Facts
from tandem.analytics.measures.movements import movements
from tandem.analytics.measures.years import yearly_movements
from tandem.analytics.months import Months, month_number, month_of

MOST_YEARS = 60


@dataclass(frozen=True, slots=True)
class WholeMonth:
    """A month of everybody."""

    month: date
    leavers: int
    closing: int


def years_of_every_area(facts: Facts, *, before: date) -> dict[str, tuple[AreaYear, ...]]:
    """By area, the years whose leavers are known, the last up to the month before `before`.

    Empty where the facts hold only people who left: they know no headcount.
    """
    window = _window(facts, before)
    if window is None:
        return {}
    by_area: defaultdict[str, dict[int, Sequence[int]]] = defaultdict(dict)
    found = yearly_movements(facts.spells, facts.closure, window)
    columns = found.select("area", "year", "joiners", "moved_in", "leavers", "moved_out")
    for area, year, *flows in facts.engine.rows(columns):
        by_area[area][year] = flows
    last = month_of(month_number(window.after) - 1)
    return {area: _years(flows, window.first.year, last) for area, flows in by_area.items()}


def _years(flows: Mapping[int, Sequence[int]], first: int, last: date) -> tuple[AreaYear, ...]:
    """Every year from the first on, quiet ones too; none before anybody was there."""
    numbers = range(first - 1, last.year + 1)
    each = [flows.get(year, (0, 0, 0, 0)) for year in numbers]
    changes = [joined + moved_in - left - moved for joined, moved_in, left, moved in each]
    closings = list(accumulate(changes))
    until = None if last.month == 12 else last
    years = [
        _year(year, counted, opening, until if year == last.year else None)
        for year, counted, opening in zip(numbers[1:], each[1:], closings, strict=False)
    ]
    begun = next((at for at, year in enumerate(years) if year.opening or year.closing), len(years))
    return tuple(years[begun:])


def _year(year: int, counted: Sequence[int], opening: int, until: date | None) -> AreaYear:
    joiners, moved_in, leavers, moved_out = counted
    closing = opening + joiners + moved_in - leavers - moved_out
    return AreaYear(year, opening, joiners, moved_in, leavers, moved_out, closing, until)


def _window(facts: Facts, before: date) -> Months | None:
    """Whole years from the first whose leavers can be believed, to the month before `before`."""
    if facts.only_leavers:
        return None
    [(first,)] = facts.engine.rows(facts.spells.aggregate(first=facts.spells.start_on.min()))
    after = month_of(month_number(before))
    if first is None or first >= after:
        return None
    earliest = date(max(first.year, after.year - MOST_YEARS), 1, 1)
    since = known_since(months_of_everybody(facts, Months(earliest, after)))
    if since is not None:  # a year that is known in part is left out
        earliest = date(since.year + (since.month > 1), 1, 1)
    return Months(earliest, after) if earliest < after else None


def months_of_everybody(facts: Facts, window: Months) -> list[WholeMonth]:
    """The areas at the top added up: moves between them are no leaving."""
    tops = facts.areas.filter(_.parent.isnull()).select(top="area")
    closure = facts.closure.semi_join(tops, facts.closure.ancestor == tops.top)
    cube = movements(facts.spells, closure, window)
    months = cube.group_by("month").agg(leavers=_.leavers.sum(), closing=_.closing.sum())
    return [WholeMonth(*row) for row in facts.engine.rows(months.order_by("month"))]

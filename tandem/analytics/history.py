"""The whole history of every area, year by year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import accumulate
from typing import NamedTuple

from ibis import _

from tandem.analytics.area import YEAR, AreaYear
from tandem.analytics.coverage import known_since
from tandem.analytics.facts import Facts
from tandem.analytics.measures.movements import in_full_calendar
from tandem.analytics.measures.turnover import OWN_CHOICE_TURNOVER, TOTAL_TURNOVER
from tandem.analytics.measures.years import YEARLY, yearly_movements
from tandem.analytics.months import Months, month_number, month_of
from tandem.analytics.prepared import flows_of
from tandem.analytics.results import MINIMUM_AVERAGE_HEADCOUNT, people_rate

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
    found = yearly_movements(flows_of(facts), window)
    for area, year, *flows in facts.engine.rows(found.select("area", "year", *YEARLY)):
        by_area[area][year] = flows
    last = month_of(month_number(window.after) - 1)
    moves = facts.moves_known_since
    return {area: _years(flows, window.first.year, last, moves) for area, flows in by_area.items()}


def _years(
    flows: Mapping[int, Sequence[int]], first: int, last: date, moves_since: date | None = None
) -> tuple[AreaYear, ...]:
    """Every year from the first on, quiet ones too; none before anybody was there."""
    numbers = range(first - 1, last.year + 1)
    each = [Flows(*flows.get(year, QUIET)) for year in numbers]
    closings = list(accumulate(counted.change for counted in each))
    until = None if last.month == YEAR else last
    years = [
        _year(year, counted, opening, until if year == last.year else None)
        for year, counted, opening in zip(numbers[1:], each[1:], closings, strict=False)
    ]
    years = [_without_moves(year, moves_since) for year in years]
    begun = next((at for at, year in enumerate(years) if year.opening or year.closing), len(years))
    return tuple(years[begun:])


class Flows(NamedTuple):
    """One row of `yearly_movements`."""

    joiners: int
    moved_in: int
    leavers: int
    own_choice: int
    moved_out: int
    head_months: int

    @property
    def change(self) -> int:
        return self.joiners + self.moved_in - self.leavers - self.moved_out


QUIET = (0,) * len(YEARLY)


def _year(year: int, counted: Flows, opening: int, until: date | None) -> AreaYear:
    months = until.month if until else YEAR
    average = opening + counted.head_months / months
    window = Months(date(year, 1, 1), date(year + 1, 1, 1))
    rate = partial(people_rate, average_headcount=average, window=window)
    return AreaYear(
        year=year,
        opening=opening,
        joiners=counted.joiners,
        moved_in=counted.moved_in,
        leavers=counted.leavers,
        moved_out=counted.moved_out,
        closing=opening + counted.change,
        until=until,
        average_headcount=average,
        own_choice=counted.own_choice if average >= MINIMUM_AVERAGE_HEADCOUNT else None,
        own_choice_rate=None if until else rate(OWN_CHOICE_TURNOVER, n=counted.own_choice),
        total_rate=None if until else rate(TOTAL_TURNOVER, n=counted.leavers),
    )


def _without_moves(year: AreaYear, known_since: date | None) -> AreaYear:
    if known_since is None or date(year.year, 1, 1) >= known_since:
        return year
    return replace(year, moved_in=None, moved_out=None)


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
    cube = in_full_calendar(flows_of(facts, window), closure, window)
    months = cube.group_by("month").agg(leavers=_.leavers.sum(), closing=_.closing.sum())
    return [WholeMonth(*row) for row in facts.engine.rows(months.order_by("month"))]

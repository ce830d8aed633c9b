"""The numbers of areas that are known by counts without persons alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import dropwhile, groupby
from typing import TypedDict

import ibis
from ibis import _

from tandem.analytics.area import (
    FEWEST_LEAVERS,
    HISTORY,
    SHOWN_MONTHS,
    YEAR,
    AreaMonth,
    AreaNumbers,
    CountedYear,
    Counts,
    Gap,
    ReasonCount,
    Season,
    area_numbers,
)
from tandem.analytics.control import Verdict
from tandem.analytics.facts import Facts
from tandem.analytics.history import MOST_YEARS
from tandem.analytics.measures.counted import CLASSES, counted
from tandem.analytics.measures.turnover import OWN_CHOICE_TURNOVER, TOTAL_TURNOVER
from tandem.analytics.months import Months, month_number, month_of
from tandem.analytics.results import Hidden, Result, people_rate


@dataclass(frozen=True, slots=True)
class CountedMonth:
    """One row of `measures.counted`: people, null where nobody said it.

    leavers_known, without_heads, without_leavers: as there.
    """

    month: date
    leavers: int
    own_choice: int
    retirements: int
    involuntary: int
    other: int
    unknown: int
    transfers: int
    closing: int | None
    joiners: int | None
    moved_in: int | None
    moved_out: int | None
    leavers_known: bool = True
    without_heads: str | None = None
    without_leavers: str | None = None


def numbers_by_counts(facts: Facts, *, before: date) -> dict[str, AreaNumbers]:
    """By area: those without any person ever in them or below them, and with counts."""
    found = months_by_counts(facts, window_of_counts(facts, before))
    told = {area: since_leavers_are_known(months) for area, months in found.items()}
    return {
        area: with_history(
            numbers_of(months[-HISTORY:], known_since=known_since(months, found[area])), months
        )
        for area, months in told.items()
    }


def window_of_counts(facts: Facts, before: date) -> Months:
    """All months that counts speak of, before the month of `before`; HISTORY of them at least."""
    told = facts.leaver_counts.select("month").union(facts.headcounts.select("month"))
    [(first, last)] = facts.engine.rows(told.aggregate(first=_.month.min(), last=_.month.max()))
    after = min(month_number(before), month_number(last) + 1)
    known = max(after - month_number(first), HISTORY)
    return Months.last(min(known, MOST_YEARS * YEAR), before=month_of(after))


def months_by_counts(facts: Facts, window: Months) -> dict[str, list[CountedMonth]]:
    """By area without persons: the last months without a gap that counts speak of."""
    met = facts.spells.select("area").distinct().join(facts.closure, "area")
    persons = met.select(area=_.ancestor).distinct()
    rows = counted(
        facts.leaver_counts, facts.headcounts, facts.spells, facts.closure, window
    ).anti_join(persons, "area")
    columns = list(CountedMonth.__dataclass_fields__)
    by_area: defaultdict[str, list[CountedMonth]] = defaultdict(list)
    for area, *row in facts.engine.rows(_in_order(rows).select("area", *columns)):
        by_area[area].append(CountedMonth(*row))
    return {area: without_gap(months) for area, months in by_area.items()}


def _in_order(rows: ibis.Table) -> ibis.Table:
    return rows.order_by("area", "month")


def without_gap(months: Sequence[CountedMonth]) -> list[CountedMonth]:
    """The run that ends with the last month: of months in between nothing is known."""
    steps = enumerate(months)
    runs = groupby(steps, key=lambda step: month_number(step[1].month) - step[0])
    return [[month for _at, month in run] for _start, run in runs][-1]


def since_leavers_are_known(months: list[CountedMonth]) -> list[CountedMonth]:
    """Without headcounts from before the leavers lists begin; all of them if none tells of it."""
    return [*dropwhile(lambda month: not month.leavers_known, months)] or months


def known_since(told: Sequence[CountedMonth], found: Sequence[CountedMonth]) -> date | None:
    """The first month, where those found before it are left out."""
    return told[0].month if len(told) < len(found) else None


def numbers_of(months: Sequence[CountedMonth], *, known_since: date | None = None) -> AreaNumbers:
    rows = [area_month(months, at) for at in range(len(months))]
    classed = any(month.own_choice for month in months) or not any(m.unknown for m in months)
    numbers = area_numbers(rows, only_leavers=False, classed=classed, known_since=known_since)
    return replace(numbers, counts=counts_of(months, numbers))


def area_month(months: Sequence[CountedMonth], at: int) -> AreaMonth:
    """The row as the cube has it of persons, with the year that ends with it."""
    here, before = months[at], months[at - 1] if at else None
    year = months[max(0, at + 1 - YEAR) : at + 1]
    heads = [month.closing for month in year if month.closing is not None]
    opening = before.closing if before else None
    return AreaMonth(
        month=here.month,
        opening=opening or 0,
        joiners=here.joiners or 0,
        moved_in=here.moved_in or 0,
        leavers=here.leavers,
        own_choice=here.own_choice,
        retirements=here.retirements,
        moved_out=here.moved_out or 0,
        closing=here.closing or 0,
        leavers_in_year=sum(month.leavers for month in year),
        own_choice_in_year=sum(month.own_choice for month in year),
        average_headcount_in_year=sum(heads) / len(heads) if heads else 0.0,
        opening_known=opening is not None,
        headcount_known=here.closing is not None,
        joiners_known=here.joiners is not None,
        moved_in_known=here.moved_in is not None,
        leavers_known=here.leavers_known,
        headcounts_known_in_year=len(heads) == len(year),
        leavers_known_in_year=all(month.leavers_known for month in year),
    )


def counts_of(months: Sequence[CountedMonth], numbers: AreaNumbers) -> Counts:
    shown, year = months[-SHOWN_MONTHS:], months[-YEAR:]
    leavers = sum(month.leavers for month in shown)
    enough_people = numbers.judgement.verdict is not Verdict.TOO_FEW
    enough = leavers >= FEWEST_LEAVERS and enough_people
    known = all(month.leavers_known for month in months)
    years = whole_years(months) if enough and known else ()
    return Counts(
        leavers=leavers,
        transfers=sum(month.transfers for month in shown),
        leavers_in_year=sum(month.leavers for month in year),
        transfers_in_year=sum(month.transfers for month in year),
        reasons=reasons_of(year) if enough_people else None,
        history=(),
        transfers_by_month=tuple(month.transfers if enough else None for month in shown),
        years=years,
        seasons=seasons(months[-YEAR * len(years) :]) if years else (),
        gaps=tuple(gaps_of(year)),
    )


def gaps_of(months: Sequence[CountedMonth]) -> Iterator[Gap]:
    """What these months lack, and others have."""
    for month in months:
        if month.closing is None and month.without_heads:
            yield Gap(month.month, month.without_heads, of_leavers=False)
        if not month.leavers_known and month.without_leavers:
            yield Gap(month.month, month.without_leavers, of_leavers=True)


def reasons_of(months: Sequence[CountedMonth]) -> tuple[ReasonCount, ...] | None:
    """By class, where all who left are known, and enough that a reason points at nobody."""
    known = all(month.leavers_known for month in months)
    if not known or sum(month.leavers for month in months) < FEWEST_LEAVERS:
        return None
    return tuple(ReasonCount(name, sum(getattr(m, name) for m in months)) for name in CLASSES)


def with_history(numbers: AreaNumbers, months: Sequence[CountedMonth]) -> AreaNumbers:
    """With every year of these months, which may be more than the page shows month by month."""
    if numbers.counts is None:
        return numbers
    tells = numbers.judgement.verdict is not Verdict.TOO_FEW
    by_year = [list(of) for _year, of in groupby(months, key=lambda month: month.month.year)]
    openings = [None, *(year[-1].closing for year in by_year)]
    history = tuple(
        counted_year(year, opening, tells=tells)
        for year, opening in zip(by_year, openings, strict=False)
    )
    return replace(numbers, counts=replace(numbers.counts, history=history))


def counted_year(
    months: Sequence[CountedMonth], opening: int | None, *, tells: bool
) -> CountedYear:
    """months: of one calendar year, in order. tells: reasons may be told of such an area."""
    first, last = months[0].month, months[-1].month
    whole = (first.month, last.month) == (1, YEAR)
    return CountedYear(
        **(rates_of(months) if whole else {}),
        year=first.year,
        since=first if first.month > 1 else None,
        until=last if last.month < YEAR else None,
        leavers=sum(month.leavers for month in months),
        reasons=reasons_of(months) if tells else None,
        opening=opening,
        joiners=known_sum([month.joiners for month in months]),
        moved_in=known_sum([month.moved_in for month in months]),
        moved_out=known_sum([month.moved_out for month in months]),
        closing=months[-1].closing,
        leavers_known=all(month.leavers_known for month in months),
    )


class Rates(TypedDict, total=False):
    average_headcount: float
    own_choice_rate: Result
    total_rate: Result


def rates_of(months: Sequence[CountedMonth]) -> Rates:
    """Of a whole year; nothing where a headcount of one of its months, or who left, is not known.

    Own choice is told as in the rate of the last twelve months: from ten people on average on.
    """
    heads = known_sum([month.closing for month in months])
    if heads is None or not all(month.leavers_known for month in months):
        return {}
    average, year = heads / len(months), months[0].month.year
    rate = partial(
        people_rate,
        average_headcount=average,
        window=Months(date(year, 1, 1), date(year + 1, 1, 1)),
    )
    own_choice = sum(month.own_choice for month in months)
    classed = own_choice or not any(month.unknown for month in months)
    unknown = None if classed else Hidden.NO_CLASSES
    return {
        "average_headcount": average,
        "own_choice_rate": rate(OWN_CHOICE_TURNOVER, n=own_choice, unknown=unknown),
        "total_rate": rate(TOTAL_TURNOVER, n=sum(month.leavers for month in months)),
    }


def known_sum(numbers: Sequence[int | None]) -> int | None:
    """Of all of them; what one month does not say, the year does not know."""
    known = [each for each in numbers if each is not None]
    return sum(known) if len(known) == len(numbers) else None


def whole_years(months: Sequence[CountedMonth]) -> tuple[Months, ...]:
    """Years of twelve months that end with the last one, the earliest first."""
    after = month_number(months[-1].month) + 1
    starts = (after - YEAR * back for back in range(len(months) // YEAR, 0, -1))
    return tuple(Months(month_of(start), month_of(start + YEAR)) for start in starts)


def seasons(months: Sequence[CountedMonth]) -> tuple[Season, ...]:
    """months: whole years. One row per calendar month, in the order of the year."""
    return tuple(
        Season(first.month.month, tuple(month.leavers for month in months[at::YEAR]))
        for at, first in enumerate(months[:YEAR])
    )

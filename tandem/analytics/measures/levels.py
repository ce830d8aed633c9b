"""Who rises to a higher level."""

from __future__ import annotations

import ibis
from ibis import _

from tandem.analytics.measures.card import Aggregates, Chance, Direction, Iso, Measure, Reads
from tandem.analytics.measures.headcount import AVERAGE, POPULATION, average_headcount
from tandem.analytics.measures.movements import (
    first_of,
    full_calendar,
    lasting,
    month_number_of,
)
from tandem.analytics.months import Months, month_number

ENOUGH, OF = 9, 10  # so many jobs of so many need a level, or the rate would be too low
NOT_TOLD, NO_ORDER, KNOWN = range(3)  # what `jobs_known` says of a month
COUNTED = ("jobs", "levelled", "promotions", "untold")


def with_levels(
    cube: ibis.Table,
    jobs: ibis.Table,
    spells: ibis.Table,
    closure: ibis.Table,
    ranks: ibis.Table,
    months: Months,
) -> ibis.Table:
    """The movements with promotions and jobs_known, one row per area and month as they were.

    jobs, spells, closure: as `facts`. ranks: as `levels.RANKS`. promotions: rises to a higher
    level within one employment, in the month of the new job's first day and in its area.
    jobs_known: NOT_TOLD where fewer than ENOUGH of OF jobs under way at the month's close, or
    people then here, have a level; NO_ORDER where somebody changed between two levels of which
    nobody can tell which is higher; else KNOWN.
    """
    earliest = month_number(months.first) - 1
    every = _under_way(jobs).union(_changes_by_month(jobs, spells, ranks))
    known = every.filter(_.number < month_number(months.after))
    own = known.group_by("area", number=ibis.greatest(_.number, earliest)).agg(**_sums())
    lifted = own.join(closure, "area").drop("area").group_by("number", area=_.ancestor)
    grid = full_calendar(closure, range(earliest, month_number(months.after)))
    filled = grid.left_join(lifted.agg(**_sums()), ["area", "number"]).select(
        "area", "number", **{name: _[name].fill_null(0) for name in COUNTED}
    )
    so_far = ibis.cumulative_window(group_by="area", order_by="number")
    running = filled.mutate(jobs=_.jobs.sum().over(so_far), levelled=_.levelled.sum().over(so_far))
    of_months = running.filter(_.number > earliest).select(
        "area", *COUNTED, month=first_of(_.number)
    )
    both = cube.left_join(of_months, ["area", "month"])
    told = both.levelled * OF >= ibis.greatest(both.closing, both.jobs) * ENOUGH
    ordered = (both.untold == 0).ifelse(KNOWN, NO_ORDER)
    return both.select(*cube.columns, "promotions", jobs_known=told.ifelse(ordered, NOT_TOLD))


def changes(jobs: ibis.Table, spells: ibis.Table, ranks: ibis.Table) -> ibis.Table:
    """Each change of level within one employment: person, area, start_on, level, before (the level
    until then), risen, untold (nobody can tell which is higher).

    A job without a level is passed over. Whoever was hired again in between has not changed.
    """
    told = lasting(jobs).join(ranks, "level")
    in_turn = ibis.window(group_by="person", order_by="start_on")
    columns = {"before": "level", "earlier": "plain", "since": "start_on"}
    columns |= {"series_before": "series", "rank_before": "rank"}
    turns = told.mutate(**{name: told[of].lag().over(in_turn) for name, of in columns.items()})
    changed = turns.filter(_.earlier.notnull(), _.earlier != _.plain)
    hired = spells.filter(_.came_from.isnull()).select(hired="person", hired_on="start_on")
    within = changed.anti_join(
        hired,
        [
            changed.person == hired.hired,
            hired.hired_on > changed.since,
            hired.hired_on <= changed.start_on,
        ],
    )
    alike = (within.series == within.series_before).fill_null(False)  # null: no series is alike
    return within.select(
        *("person", "area", "start_on", "level", "before"),
        risen=alike & (within["rank"] > within.rank_before),
        untold=~alike,
    )


def _changes_by_month(jobs: ibis.Table, spells: ibis.Table, ranks: ibis.Table) -> ibis.Table:
    found = changes(jobs, spells, ranks)
    return found.select(
        "area", number=month_number_of(found.start_on), jobs=_none(), levelled=_none(),
        promotions=_one_if(found.risen), untold=_one_if(found.untold),
    )  # fmt: skip


def _under_way(jobs: ibis.Table) -> ibis.Table:
    """+1 in the month a job begins, -1 in the one in which its first day no more lies."""
    begun, ended = lasting(jobs), lasting(jobs.filter(_.end_on.notnull()))
    return ibis.union(_jobs(begun, begun.start_on, 1), _jobs(ended, ended.end_on, -1))


def _jobs(jobs: ibis.Table, day: ibis.Value, sign: int) -> ibis.Table:
    levelled = jobs.level.notnull().ifelse(sign, 0).cast("int64")
    return jobs.select(
        "area", number=month_number_of(day), jobs=ibis.literal(sign, "int64"),
        levelled=levelled, promotions=_none(), untold=_none(),
    )  # fmt: skip


def _none() -> ibis.Value:
    return ibis.literal(0, "int64")


def _one_if(condition: ibis.Value) -> ibis.Value:
    return condition.ifelse(1, 0).cast("int64")


def _sums() -> dict[str, ibis.Value]:
    return {name: _[name].sum() for name in COUNTED}


def _promotion(rows: ibis.Table) -> Aggregates:
    return {"n": rows.promotions.sum(), "denominator": average_headcount(rows)}


PROMOTION = Measure(
    key="K10",
    name="Internal promotion",
    question="Of every head we had, how many were promoted?",
    counts="Changes to a higher level within one employment, by the first day at it.",
    divided_by=AVERAGE,
    formula="promotions ÷ average headcount",
    unit="promotions per head in the window, not annualised",
    direction=Direction.NEITHER,
    period="Any whole months; twelve are usual.",
    data=(
        "People history and jobs with their levels. Levels that end in a number (7, Grade 7, E5) "
        "are in order by it within their series; any other order is given."
    ),
    population=POPULATION,
    caveat=(
        "A change to a lower level is not taken off. Where grade 1 is the highest, give the order: "
        "by number it would be the lowest. A regrading of everybody counts as promotions."
    ),
    source="Tandem's own: docs/methods/measures.",
    reads=Reads.LEVELS,
    aggregates=_promotion,
    chance=Chance.COUNT,
    minimum=10,
    iso=Iso("recruitment, mobility and turnover", "mobility and succession planning"),
    annualises=True,
)

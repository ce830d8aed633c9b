"""Who stays: of those who were here, and of those who came."""

from __future__ import annotations

import ibis
from ibis import _

from tandem.analytics.measures.card import Aggregates, Chance, Direction, Iso, Measure, Reads
from tandem.analytics.measures.employments import employments, with_employment
from tandem.analytics.measures.headcount import PEOPLE_HISTORY
from tandem.analytics.measures.movements import (
    first_of,
    full_calendar,
    gone_on,
    month_number_of,
)
from tandem.analytics.months import Months, month_number

FIRST_YEAR = 365  # days
TURNOVER = Iso("recruitment, mobility and turnover", "workforce turnover")


def cohorts(spells: ibis.Table, closure: ibis.Table, months: Months, back: int) -> ibis.Table:
    """Of every area and month: who was here before the window that ends with it, and is still.

    back: months of the window. Returns area, first and after (of the window), here (people at
    the close of the day before it) and still (those of them without a leaving until the close
    of its last day, wherever in the organisation they are by then). One row per area and month.
    """
    earliest = month_number(months.first) - 1  # all that came before, as one month
    stays = with_employment(spells).mutate(
        come=month_number_of(_.start_on) + back,  # the window that ends then opens with them
        gone=month_number_of(gone_on(_)) + back,
        left=month_number_of(_.left_on - ibis.interval(days=1)),
    )
    # In the month of its leaving a person is not still here, and is in no later cohort either.
    until = ibis.coalesce(ibis.least(_.gone, _.left), _.gone, _.left)
    # Of a null, engines disagree what is greatest.
    known = stays.mutate(until=until)
    stays = known.mutate(lost=_.until.notnull().ifelse(ibis.greatest(_.until, _.come), _.until))
    changes = ibis.union(
        _change(stays, _.come, here=1, still=1),
        _change(stays.filter(_.gone.notnull()), _.gone, here=-1, still=0),
        _change(stays.filter(_.lost.notnull()), _.lost, here=0, still=-1),
    )
    changes = changes.filter(_.number < month_number(months.after))
    changes = changes.mutate(number=ibis.greatest(_.number, earliest))
    lifted = changes.join(closure, "area").drop("area").group_by("number", area=_.ancestor)
    summed = lifted.agg(here=_.here.sum(), still=_.still.sum())
    grid = full_calendar(closure, range(earliest, month_number(months.after)))
    so_far = ibis.cumulative_window(group_by="area", order_by="number")
    filled = grid.left_join(summed, ["area", "number"]).select(
        "area",
        "number",
        here=_.here.fill_null(0).sum().over(so_far),
        still=_.still.fill_null(0).sum().over(so_far),
    )
    return filled.filter(_.number > earliest).select(
        "area",
        "here",
        "still",
        first=first_of(_.number - (back - 1)),
        after=first_of(_.number + 1),
    )


def _change(stays: ibis.Table, number: ibis.Value, *, here: int, still: int) -> ibis.Table:
    per_month = stays.group_by("area", number=number).agg(n=_.count())
    return per_month.select("area", "number", here=_.n * here, still=_.n * still)


def first_years(spells: ibis.Table, closure: ibis.Table) -> ibis.Table:
    """People hired, in the month in which their first year is over.

    Returns area (where they were hired, and every area above it), first and after (of that
    month), hired, and left_within: those of them whose employment lasted under 365 days.
    Months without any are absent.
    """
    each = employments(spells).mutate(
        number=month_number_of(_.hired_on + ibis.interval(days=FIRST_YEAR)),
        short=(_.left_on < _.hired_on + ibis.interval(days=FIRST_YEAR)).fill_null(False),
    )
    own = each.group_by("area", "number").agg(
        hired=_.count(), left_within=_.short.ifelse(1, 0).sum()
    )
    lifted = own.join(closure, "area").drop("area").group_by("number", area=_.ancestor)
    summed = lifted.agg(hired=_.hired.sum(), left_within=_.left_within.sum())
    return summed.select(
        "area",
        "hired",
        "left_within",
        first=first_of(_.number),
        after=first_of(_.number + 1),
    )


def _retention(rows: ibis.Table) -> Aggregates:
    return {"n": rows.still.sum(), "denominator": rows.here.sum()}


def _first_year_leaving(rows: ibis.Table) -> Aggregates:
    return {"n": rows.left_within.sum(), "denominator": rows.hired.sum()}


RETENTION = Measure(
    key="K01",
    name="Retention",
    question="Of those who were here at the start, how many are still here at the end?",
    counts="People of the opening headcount without a leaving until the close of the last day.",
    divided_by="Opening headcount: at the close of the day before the first.",
    formula="still here at the end ÷ opening headcount",
    unit="share of the opening headcount",
    direction=Direction.HIGHER,
    period="Any whole months; twelve are usual.",
    data=PEOPLE_HISTORY,
    population="Everyone in the area at the start. Who came later is in neither number.",
    caveat="Not 1 − turnover. Who moved to another area is still here; who left and came back is not.",  # noqa: E501 - one cell of a table
    source="Tandem's own: docs/methods/measures.",
    reads=Reads.COHORTS,
    aggregates=_retention,
    chance=Chance.SHARE,
    minimum=10,
    iso=TURNOVER,
)

FIRST_YEAR_LEAVING = Measure(
    key="K05",
    name="First-year leaving",
    question="Of the people we hired, how many left before their first year was over?",
    counts="Of those divided by, people who were employed for fewer than 365 days.",
    divided_by="People hired 365 days before a day of the window.",
    formula="left within 365 days ÷ hired a year before",
    unit="share of the people hired",
    direction=Direction.LOWER,
    period="Any whole months: those in which the first year was, or would have been, over.",
    data=PEOPLE_HISTORY,
    population="Everyone hired into the area; who came by a transfer was not hired.",
    caveat="Tells of people hired a year ago, so it follows a change by a year.",
    source="Tandem's own: docs/methods/measures.",
    reads=Reads.FIRST_YEARS,
    aggregates=_first_year_leaving,
    chance=Chance.SHARE,
    minimum=10,
    iso=TURNOVER,
)

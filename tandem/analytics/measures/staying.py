"""Who stays: of those who were here, and of those who came."""

from __future__ import annotations

import ibis
from ibis import _

from tandem.analytics.measures.card import Aggregates, Chance, Direction, Iso, Measure, Reads
from tandem.analytics.measures.employments import ended_employments
from tandem.analytics.measures.headcount import PEOPLE_HISTORY
from tandem.analytics.measures.movements import (
    first_of,
    full_calendar,
    gone_on,
    lasting,
    month_number_of,
)
from tandem.analytics.months import Months, month_number

FIRST_YEAR = 365  # days
TURNOVER = Iso("recruitment, mobility and turnover", "workforce turnover")


def cohorts(
    flows: ibis.Table, spells: ibis.Table, closure: ibis.Table, months: Months, back: int
) -> ibis.Table:
    """Of every area: who was here before each window of `back` months in `months`, and is still.

    flows: as `movements.flows` gives them, of these months or of all. Returns area, first and after
    (of the window), here (people at the close of the day before it) and still (those of them
    without a leaving until the close of its last day, wherever in the organisation they are by
    then). One row per area and window.
    """
    nobody = ibis.literal(0, "int64")
    change = _.joiners + _.moved_in - _.leavers - _.moved_out
    lost = _lost(spells, back).join(closure, "area")
    both = ibis.union(
        flows.select("area", number=_.number + back, here=change, lost=nobody),
        lost.select("number", "lost", area=_.ancestor, here=nobody).select(
            "area", "number", "here", "lost"
        ),
    )
    windows = range(month_number(months.first) + back - 1, month_number(months.after))
    before = windows.start - 1  # all that came before, as one month
    known = both.filter(_.number < windows.stop)
    summed = known.group_by("area", number=ibis.greatest(_.number, before)).agg(
        here=_.here.sum(), lost=_.lost.sum()
    )
    grid = full_calendar(closure, range(before, windows.stop))
    so_far = ibis.cumulative_window(group_by="area", order_by="number")
    filled = grid.left_join(summed, ["area", "number"]).select(
        "area",
        "number",
        here=_.here.fill_null(0).sum().over(so_far),
        lost=_.lost.fill_null(0).sum().over(so_far),
    )
    return filled.filter(_.number > before).select(
        "area",
        "here",
        still=_.here - _.lost,
        first=first_of(_.number - (back - 1)),
        after=first_of(_.number + 1),
    )


def _lost(spells: ibis.Table, back: int) -> ibis.Table:
    """Those of the people here before a window who left in it: area, number, lost.

    They are lost to the windows that end between their leaving and `back` months after they were
    last in the area: +1 in the month of the first of these, -1 in the month after the last.
    """
    stays = ended_employments(spells).select(
        "area",
        come=month_number_of(_.start_on) + back,  # the window that ends then opens with them
        gone=month_number_of(gone_on(_)) + back,
        left=month_number_of(_.left_on - ibis.interval(days=1)),
    )
    felt = stays.filter(_.left < _.gone)
    starting = felt.group_by("area", number=ibis.greatest(_.left, _.come)).agg(lost=_.count())
    ending = felt.group_by("area", number=_.gone).agg(lost=-_.count())
    return ibis.union(starting, ending)


def first_years(spells: ibis.Table, closure: ibis.Table) -> ibis.Table:
    """People hired, in the month in which their first year is over.

    Returns area (where they were hired, and every area above it), first and after (of that
    month), hired, and left_within: those of them whose employment lasted under 365 days.
    Months without any are absent.
    """
    over = _.start_on + ibis.interval(days=FIRST_YEAR)
    nobody = ibis.literal(0, "int64")
    hired = lasting(spells.filter(_.came_from.isnull()))
    short = ended_employments(spells).filter(_.came_from.isnull(), _.left_on < over)
    of_all = hired.group_by("area", number=month_number_of(over)).agg(hired=_.count())
    of_short = short.group_by("area", number=month_number_of(over)).agg(left_within=_.count())
    own = ibis.union(
        of_all.select("area", "number", "hired", left_within=nobody),
        of_short.select("area", "number", hired=nobody, left_within=_.left_within),
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

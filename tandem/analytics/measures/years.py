"""The movements of whole years, over all that the facts know."""

from __future__ import annotations

import ibis
from ibis import _

from tandem.analytics.months import Months, month_number

YEARLY = ("joiners", "moved_in", "leavers", "own_choice", "moved_out", "head_months")


def yearly_movements(flows: ibis.Table, window: Months) -> ibis.Table:
    """As `movements`, by year and without headcounts; years in which nothing happened are absent.

    flows: of every month there is, as `movements.flows` without a window gives them. Returns one
    row per area and year: area, year, joiners, moved_in, leavers, own_choice, moved_out,
    head_months, of all that came before the end of the window. What came before its first year is
    in the row of `year` = the year before it. The sum of them all is who is here at its end, so
    closing = opening + joiners + moved_in - leavers - moved_out by addition alone.
    head_months: what the year's changes add to the sum of its headcounts at the close of each
    month: who came in April is there at nine of them. With twelve times the opening (in the last
    year as many times as it has months) it is that sum, so an average needs no month by itself.
    """
    first = window.first.year
    known = flows.filter(_.number < month_number(window.after))
    december = _.number - _.number % 12 + 11
    closes = ibis.least(december, month_number(window.after) - 1) - _.number + 1
    change = _.joiners + _.moved_in - _.leavers - _.moved_out
    by_year = known.mutate(head_months=change * closes).group_by(
        "area", year=ibis.greatest(_.number // 12, first - 1)
    )
    summed = by_year.agg(**{name: _[name].sum() for name in YEARLY})
    return summed.select("area", *YEARLY, "year").order_by("area", "year")

"""The movements of whole years, over all that the facts know."""

from __future__ import annotations

import ibis
from ibis import _

from tandem.analytics.measures.movements import arrivals, departures, for_every_ancestor
from tandem.analytics.months import Months, month_number

EVER = 0  # no month is before it
YEARLY = ("joiners", "moved_in", "leavers", "own_choice", "moved_out", "head_months")


def yearly_movements(spells: ibis.Table, closure: ibis.Table, window: Months) -> ibis.Table:
    """As `movements`, by year and without headcounts; years in which nothing happened are absent.

    Returns one row per area and year: area, year, joiners, moved_in, leavers, own_choice,
    moved_out, head_months, of all that came before the end of the window. What came before its
    first year is in the row of `year` = the year before it. The sum of them all is who is here at
    its end, so closing = opening + joiners + moved_in - leavers - moved_out by addition alone.
    head_months: what the year's changes add to the sum of its headcounts at the close of each
    month: who came in April is there at nine of them. With twelve times the opening (in the last
    year as many times as it has months) it is that sum, so an average needs no month by itself.
    """
    first = window.first.year
    changes = ibis.union(arrivals(spells, EVER), departures(spells, EVER))
    known = changes.filter(_.number < month_number(window.after))
    december = _.number - _.number % 12 + 11
    closes = ibis.least(december, month_number(window.after) - 1) - _.number + 1
    change = _.joiners + _.moved_in - _.leavers - _.moved_out
    by_year = known.mutate(head_months=change * closes).mutate(
        number=ibis.greatest(_.number // 12, first - 1)
    )
    lifted = for_every_ancestor(by_year, closure, YEARLY)
    return lifted.select("area", *YEARLY, year=_.number).order_by("area", "year")

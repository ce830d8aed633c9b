"""The movements of whole years, over all that the facts know."""

from __future__ import annotations

import ibis
from ibis import _

from tandem.analytics.measures.movements import arrivals, departures, for_every_ancestor
from tandem.analytics.months import Months, month_number

EVER = 0  # no month is before it


def yearly_movements(spells: ibis.Table, closure: ibis.Table, window: Months) -> ibis.Table:
    """As `movements`, by year and without headcounts; years in which nothing happened are absent.

    Returns one row per area and year: area, year, joiners, moved_in, leavers, moved_out, of all
    that came before the end of the window. What came before its first year is in the row of
    `year` = the year before it. The sum of them all is who is here at its end, so closing =
    opening + joiners + moved_in - leavers - moved_out by nothing but addition.
    """
    first = window.first.year
    changes = ibis.union(arrivals(spells, EVER), departures(spells, EVER))
    known = changes.filter(_.number < month_number(window.after))
    by_year = known.mutate(number=ibis.greatest(_.number // 12, first - 1))
    lifted = for_every_ancestor(by_year, closure)
    return lifted.select(
        "area", "joiners", "moved_in", "leavers", "moved_out", year=_.number
    ).order_by("area", "year")

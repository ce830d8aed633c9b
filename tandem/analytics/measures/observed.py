"""Numbers brought from elsewhere: counts and sums of an area and a period, from other systems.

What is said of an area itself goes before what lies below it: a number of a division is not added
to the numbers of its departments for the same period. Where nothing is said of an area, it has the
sum of what is said nearest below.
"""

from __future__ import annotations

from functools import partial

import ibis
from ibis import _

from tandem.analytics.measures.card import Aggregates

SAME = ("series", "first", "after")


def observations(observed: ibis.Table, closure: ibis.Table) -> ibis.Table:
    """The observations of every area at every level.

    observed, closure: as `facts.OBSERVATIONS`, `facts.CLOSURE`. Returns area, series, first,
    after, value, denominator.
    """
    said = observed.select("area", *SAME, "value", "denominator")
    lifted = said.join(closure, "area").select(
        "ancestor", *SAME, "value", "denominator", source="area"
    )
    # What stands between an area and one above it, and speaks of the same, goes before it.
    above = said.select("area", *SAME).distinct()
    between = above.join(closure, above.area == closure.ancestor).select(
        *SAME, between=above.area, source=closure.area
    )
    between = between.filter(_.between != _.source).join(
        closure.select(ancestor="ancestor", between="area"), "between"
    )
    nearest = lifted.anti_join(between, ["ancestor", "source", *SAME])
    return nearest.select(*SAME, "value", "denominator", area="ancestor")


def own_observations(observed: ibis.Table) -> ibis.Table:
    """Only what is said of the area itself: a median of areas below is no median of the area."""
    return observed.select("area", *SAME, "value", "denominator")


def ratio(rows: ibis.Table, series: str) -> Aggregates:
    """Values added up, divided by their denominators added up; a row without either is left out."""
    whole = (rows.series == series) & rows.value.notnull() & rows.denominator.notnull()
    return {
        "n": whole.ifelse(rows.value, ibis.null("float64")).sum(),
        "denominator": whole.ifelse(rows.denominator, ibis.null("float64")).sum(),
    }


def latest(rows: ibis.Table, series: str) -> Aggregates:
    """The value of the period that ended last, as it was reported."""
    of = (rows.series == series) & rows.value.notnull()
    day = of.ifelse(rows.after, ibis.null("date"))
    return {
        "n": of.ifelse(rows.value, ibis.null("float64")).argmax(day),
        "denominator": of.ifelse(1, ibis.null("int8")).max(),
    }


def summed(rows: ibis.Table, series: str) -> ibis.Value:
    """Null where nothing is said of it."""
    return (rows.series == series).ifelse(rows.value, ibis.null("float64")).sum()


def per_average(rows: ibis.Table, value: str, mean: str) -> Aggregates:
    """A sum over the window, divided by the mean of what is reported at each of its periods."""
    of = (rows.series == mean).ifelse(rows.value, ibis.null("float64"))
    when = (rows.series == mean).ifelse(rows.after, ibis.null("date"))
    return {"n": summed(rows, value), "denominator": of.sum() / when.nunique().nullif(0)}


def of_sums(rows: ibis.Table, above: str, below: str) -> Aggregates:
    return {"n": summed(rows, above), "denominator": summed(rows, below)}


def return_on_people(rows: ibis.Table) -> Aggregates:
    """(revenue − (operating cost − workforce cost)) ÷ workforce cost."""
    revenue, operating, workforce = map(
        partial(summed, rows), ("revenue", "operating_cost", "workforce_cost")
    )
    return {"n": revenue - (operating - workforce), "denominator": workforce}

"""Numbers brought from elsewhere: counts and sums of an area and a period, from other systems.

What is said of an area itself goes before what lies below it: a number of a division is not added
to the numbers of its departments for the same days. Where nothing is said of an area, it has the
sum of what is said nearest below. A longer period goes before what lies in it: the number of a
year is not added to those of its months. Both are asked of a window: for one of a single quarter a
number of the year, which is not of that quarter, stands in nothing's way.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import ibis

from tandem.analytics.measures.card import Aggregates

SAID = ("series", "first", "after", "value", "denominator")


def observations(observed: ibis.Table, closure: ibis.Table) -> ibis.Table:
    """The observations of every area at every level, each as often as it may be of use.

    observed, closure: as `facts.OBSERVATIONS`, `facts.CLOSURE`. Returns area, source (the area it
    was said of), series, first, after, value, denominator. `nearest` chooses among them.
    """
    lifted = observed.select("area", *SAID).join(closure, "area")
    return lifted.select(*SAID, area="ancestor", source="area")


def own_observations(observed: ibis.Table) -> ibis.Table:
    """Only what is said of the area itself: a median of areas below is no median of the area."""
    return observed.select("area", *SAID, source="area")


def nearest(rows: ibis.Table, closure: ibis.Table, windows: Sequence[str] = ()) -> ibis.Table:
    """Without what is told already by a number nearer the area, or of a longer period of the same.

    rows: of one window wholly in it, or of several, which the columns `windows` tell apart.
    """
    keys = ("series", *windows)
    own = rows.filter(rows.area == rows.source)
    nearer = own.select(*keys, nearer="source", nearer_first="first", nearer_after="after")
    nearer = nearer.join(closure.select(nearer="ancestor", source="area"), "nearer")
    nearer = nearer.join(closure.select(area="ancestor", nearer="area"), "nearer")
    same = [rows[key] == nearer[key] for key in ("area", "source", *keys)]
    starts = rows["first"]
    longer = (nearer.nearer_first < starts) | (
        (nearer.nearer_first == starts) & (nearer.nearer_after > rows.after)
    )
    told = (
        (nearer.nearer_first < rows.after)
        & (starts < nearer.nearer_after)
        & ((nearer.nearer != nearer.source) | longer)
    )
    return rows.anti_join(nearer, [*same, told])


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

"""How many people are here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tandem.analytics.measures.card import Measure

if TYPE_CHECKING:
    import ibis

    from tandem.analytics.months import Months


def average_headcount(movements: ibis.Table) -> ibis.Value:
    """The mean of the headcounts at the close of each month."""
    return movements.closing.mean()


def within(movements: ibis.Table, window: Months) -> ibis.Table:
    return movements.filter(movements.month >= window.first, movements.month < window.after)


def _headcount(movements: ibis.Table, window: Months) -> ibis.Table:
    months = within(movements, window)
    return months.group_by("area").agg(n=months.closing.sum(), denominator=months.count())


AVERAGE_HEADCOUNT = Measure(
    key="headcount",
    question="How many people were here, on average?",
    counts="People at the close of each month, added up.",
    divided_by="Months",
    unit="people",
    population="Everyone employed in the area, part-time included; no contractors.",
    caveat="Heads, not full-time equivalents.",
    source="Tandem's own: docs/methods/headcount.",
    expression=_headcount,
)

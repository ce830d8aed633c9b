"""How many people are here, and what rates are divided by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tandem.analytics.measures.card import (
    Aggregates,
    Chance,
    Direction,
    Iso,
    Measure,
    Reads,
    within,
)

if TYPE_CHECKING:
    import ibis

__all__ = ["AVERAGE_HEADCOUNT", "DENOMINATORS", "average_headcount", "within"]


def average_headcount(movements: ibis.Table) -> ibis.Value:
    """The mean of the headcounts at the close of each month."""
    return movements.closing.mean()


def start_and_end(movements: ibis.Table) -> ibis.Value:
    """The mean of the headcount before the first day and at the close of the last."""
    return (opening(movements) + movements.closing.argmax(movements.month)) / 2


def opening(movements: ibis.Table) -> ibis.Value:
    """The headcount at the close of the day before the window."""
    return movements.opening.argmin(movements.month)


AVERAGE = "Average headcount: mean of the headcounts at the close of each month."
DENOMINATORS = {
    "month-ends": (AVERAGE, average_headcount),
    "start-and-end": (
        "Mean of two headcounts: before the first day and at the close of the last.",
        start_and_end,
    ),
    "opening": ("Opening headcount: at the close of the day before the first.", opening),
}
"""What turnover may be divided by; the first is what Tandem shows."""

POPULATION = "Everyone employed in the area, part-time included; no contractors."
PEOPLE_HISTORY = "People history: who was in which area from when to when."


def _headcount(movements: ibis.Table) -> Aggregates:
    return {"n": movements.closing.sum(), "denominator": movements.count()}


AVERAGE_HEADCOUNT = Measure(
    key="headcount",
    name="Average headcount",
    question="How many people were here, on average?",
    counts="People at the close of each month, added up.",
    divided_by="Months",
    formula="headcounts at the close of each month, added up ÷ months",
    unit="people",
    direction=Direction.NEITHER,
    period="Any whole months.",
    data=PEOPLE_HISTORY,
    population=POPULATION,
    caveat="Heads, not full-time equivalents.",
    source="Tandem's own: docs/methods/headcount.",
    reads=Reads.MOVEMENTS,
    aggregates=_headcount,
    chance=Chance.NONE,
    minimum=0,
    iso=Iso("workforce availability", "workforce composition"),
)

"""How many people leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tandem.analytics.measures.card import Measure
from tandem.analytics.measures.headcount import average_headcount, within

if TYPE_CHECKING:
    import ibis

    from tandem.analytics.months import Months


def leavers(movements: ibis.Table) -> ibis.Value:
    return movements.leavers.sum()


def own_choice_leavers(movements: ibis.Table) -> ibis.Value:
    return movements.own_choice.sum()


def total_turnover(movements: ibis.Table, window: Months) -> ibis.Table:
    """Per area: n leavers and the average headcount they are divided by, in the window.

    movements: as `movements.movements`, over at least the window. Not annualised.
    """
    months = within(movements, window)
    return months.group_by("area").agg(n=leavers(months), denominator=average_headcount(months))


def own_choice_turnover(movements: ibis.Table, window: Months) -> ibis.Table:
    """As total_turnover, of those who chose to go; retirements are not among them."""
    months = within(movements, window)
    return months.group_by("area").agg(
        n=own_choice_leavers(months), denominator=average_headcount(months)
    )


AVERAGE = "Average headcount: mean of the headcounts at the close of each month."
UNIT = "leavers per head in the window, not annualised"
POPULATION = "Everyone employed in the area, part-time included; no contractors."
SOURCE = "Tandem's own; other denominators: docs/methods/turnover."

TOTAL_TURNOVER = Measure(
    key="K02",
    question="Of every head we had, how many left the organisation?",
    counts="Stays that ended in the window for any reason but a transfer.",
    divided_by=AVERAGE,
    unit=UNIT,
    population=POPULATION,
    caveat="Leavers count by their last day. Transfers stand beside the rate, not in it.",
    source=SOURCE,
    expression=total_turnover,
)

OWN_CHOICE_TURNOVER = Measure(
    key="K03",
    question="Of every head we had, how many chose to leave the organisation?",
    counts="Stays that ended in the window by the person's own choice, retirement apart.",
    divided_by=AVERAGE,
    unit=UNIT,
    population=POPULATION,
    caveat="As good as the reasons given: a leaving without a reason is not counted here.",
    source=SOURCE,
    expression=own_choice_turnover,
)

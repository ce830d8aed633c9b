"""How many people leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tandem.analytics.measures.card import (
    Aggregates,
    Benchmark,
    Chance,
    Direction,
    Iso,
    Measure,
    Reads,
)
from tandem.analytics.measures.headcount import (
    AVERAGE,
    PEOPLE_HISTORY,
    POPULATION,
    average_headcount,
)

if TYPE_CHECKING:
    import ibis

TURNOVER = Iso("recruitment, mobility and turnover", "workforce turnover")
SHRM_2016 = "SHRM Human Capital Benchmarking, a survey of 2,048 employers"


def leavers(movements: ibis.Table) -> ibis.Value:
    return movements.leavers.sum()


def own_choice_leavers(movements: ibis.Table) -> ibis.Value:
    return movements.own_choice.sum()


def total_turnover(movements: ibis.Table) -> Aggregates:
    """n leavers and the average headcount they are divided by. Not annualised."""
    return {"n": leavers(movements), "denominator": average_headcount(movements)}


def own_choice_turnover(movements: ibis.Table) -> Aggregates:
    """As total_turnover, of those who chose to go; retirements are not among them."""
    return {"n": own_choice_leavers(movements), "denominator": average_headcount(movements)}


def retirement_turnover(movements: ibis.Table) -> Aggregates:
    return {"n": movements.retirements.sum(), "denominator": average_headcount(movements)}


UNIT = "leavers per head in the window, not annualised"
PERIOD = "Any whole months; pages show the last twelve."
SOURCE = "Tandem's own; other denominators: docs/methods/turnover."

TOTAL_TURNOVER = Measure(
    key="K02",
    name="Total turnover",
    question="Of every head we had, how many left the organisation?",
    counts="Stays that ended in the window for any reason but a transfer.",
    divided_by=AVERAGE,
    formula="leavers ÷ average headcount",
    unit=UNIT,
    direction=Direction.NEITHER,
    period=PERIOD,
    data=PEOPLE_HISTORY,
    population=POPULATION,
    caveat="Leavers count by their last day. Transfers stand beside the rate, not in it.",
    source=SOURCE,
    reads=Reads.MOVEMENTS,
    aggregates=total_turnover,
    chance=Chance.COUNT,
    minimum=10,
    benchmark=Benchmark("19 % a year on average; by the employer 8 %", SHRM_2016, 2016),
    iso=TURNOVER,
    annualises=True,
)

OWN_CHOICE_TURNOVER = Measure(
    key="K03",
    name="Own-choice turnover",
    question="Of every head we had, how many chose to leave the organisation?",
    counts="Stays that ended in the window by the person's own choice, retirement apart.",
    divided_by=AVERAGE,
    formula="leavers by own choice ÷ average headcount",
    unit=UNIT,
    direction=Direction.LOWER,
    period=PERIOD,
    data="People history with the reasons of leaving.",
    population=POPULATION,
    caveat="As good as the reasons given: a leaving without a reason is not counted here.",
    source=SOURCE,
    reads=Reads.MOVEMENTS,
    aggregates=own_choice_turnover,
    chance=Chance.COUNT,
    minimum=10,
    iso=TURNOVER,
    annualises=True,
)

RETIREMENT = Measure(
    key="retirement",
    name="Retirements",
    question="Of every head we had, how many retired?",
    counts="Stays that ended in the window by retirement.",
    divided_by=AVERAGE,
    formula="retirements ÷ average headcount",
    unit=UNIT,
    direction=Direction.NEITHER,
    period=PERIOD,
    data="People history with the reasons of leaving.",
    population=POPULATION,
    caveat="Kept apart from own choice. Some statistics count it under other leavings.",
    source="Tandem's own: docs/methods/measures.",
    reads=Reads.MOVEMENTS,
    aggregates=retirement_turnover,
    chance=Chance.COUNT,
    minimum=10,
    iso=TURNOVER,
    annualises=True,
)

"""Measures of numbers that another system counts: hiring, learning, absence, money."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from tandem.analytics.measures.card import (
    Aggregates,
    Benchmark,
    Chance,
    Direction,
    Iso,
    Measure,
    Reads,
)
from tandem.analytics.measures.observed import (
    latest,
    of_sums,
    per_average,
    ratio,
    return_on_people,
)
from tandem.analytics.measures.turnover import SHRM_2016

if TYPE_CHECKING:
    import ibis

HIGHER, LOWER, NEITHER = Direction
RECRUITMENT = Iso("recruitment, mobility and turnover", "recruitment")
MOBILITY = Iso("recruitment, mobility and turnover", "mobility and succession planning")
TURNOVER = Iso("recruitment, mobility and turnover", "workforce turnover")
SUCCESSION = Iso("succession planning", "mobility and succession planning")
SKILLS = Iso("skills and capabilities", "skills, capabilities and development")
PRODUCTIVITY = Iso("productivity", "productivity")
COSTS = Iso("costs", "costs")
HEALTH = Iso("health, safety and well-being", "health, safety and well-being")
AVAILABILITY = Iso("workforce availability", "health, safety and well-being")
COMPLIANCE = Iso("rules and ethics", "rules, ethics and workforce relations")

PERIODS = "The periods reported that lie wholly in the window."
POPULATION = "What the other system counts; see its own definition."
SOURCE = "Tandem's own: docs/methods/measures."
FEWEST = 10  # of whatever people are behind it


class Named(NamedTuple):
    key: str
    name: str
    question: str


def _share(named: Named, chosen: str, of: str, iso: Iso, caveat: str) -> Measure:
    """Some of so many, each counted once."""
    measure = _ratio(named, chosen, of, iso, unit=f"share of {of}", caveat=caveat)
    return replace(measure, chance=Chance.SHARE, minimum=FEWEST)


def _ratio(named: Named, value: str, by: str, iso: Iso, *, unit: str, caveat: str) -> Measure:
    """Counted whole, and more is better: what is otherwise, is replaced."""
    return Measure(
        **named._asdict(),
        counts=f"{value[:1].upper()}{value[1:]}, of all periods added up.",
        divided_by=f"{by[:1].upper()}{by[1:]}, of all periods added up.",
        formula=f"{value} ÷ {by}",
        unit=unit,
        direction=HIGHER,
        period=PERIODS,
        data=f"Observations of the series “{named.key}”: value is {value}, denominator {by}.",
        population=POPULATION,
        caveat=caveat,
        source=SOURCE,
        reads=Reads.OBSERVATIONS,
        aggregates=partial(ratio, series=named.key),
        chance=Chance.NONE,
        minimum=0,
        iso=iso,
        series=(named.key,),
        version=2,
    )


def _reported(
    named: Named, what: str, unit: str, iso: Iso | None, *, direction: Direction, caveat: str
) -> Measure:
    """A number that cannot be added up, such as a median: the last one of the area itself."""
    return Measure(
        **named._asdict(),
        counts=f"{what}, as reported for the last period in the window.",
        divided_by="Nothing: it is taken as reported.",
        formula=f"{what[:1].lower()}{what[1:]}, as reported last",
        unit=unit,
        direction=direction,
        period=PERIODS,
        data=f"Observations of the series “{named.key}”, of each area by itself.",
        population=POPULATION,
        caveat=caveat,
        source=SOURCE,
        reads=Reads.OWN_OBSERVATIONS,
        aggregates=partial(latest, series=named.key),
        chance=Chance.NONE,
        minimum=0,
        iso=iso,
        series=(named.key,),
        version=2,
    )


PROMOTIONS = replace(
    _ratio(
        Named(
            "promotions", "Promotions counted elsewhere", "How many were promoted, of all heads?"
        ),
        "promotions",
        "average headcount",
        MOBILITY,
        unit="promotions per head in the window, not annualised",
        caveat="Headcounts of several periods add up as well, so give a year in one row.",
    ),
    chance=Chance.COUNT,
    direction=NEITHER,
    minimum=FEWEST,
)
INTERNAL_FILL = _share(
    Named("K11", "Filled from inside", "How many positions were filled by our own people?"),
    "positions filled from inside",
    "positions filled",
    MOBILITY,
    caveat="Others divide by headcount; this divides by filled positions.",
)
APPLICANTS = replace(
    _ratio(
        Named("K12", "Qualified applicants", "How many qualified people apply for an opening?"),
        "qualified applicants",
        "openings",
        RECRUITMENT,
        unit="people per opening",
        caveat="As good as the rule by which an applicant is called qualified.",
    ),
    chance=Chance.COUNT,
)
TIME_TO_FILL = replace(
    _reported(
        Named("K13", "Time to fill", "How long does it take to fill a position?"),
        "Median days from an approved requisition to an accepted offer",
        "days",
        RECRUITMENT,
        direction=LOWER,
        caveat="A median of departments is not the median of the division.",
    ),
    benchmark=Benchmark("42 days on average", SHRM_2016, 2016),
)
OFFERS = _share(
    Named("K14", "Offers accepted", "Of our offers, how many are accepted?"),
    "offers accepted",
    "offers made",
    RECRUITMENT,
    caveat="An offer that waits for its answer is in neither number.",
)
QUALITY_OF_HIRE = _reported(
    Named("K15", "Quality of hire", "How well did our hiring choose?"),
    "Mean of manager's view, time to be productive, still here and own view",
    "points, 0 to 100",
    RECRUITMENT,
    direction=HIGHER,
    caveat="A mean of four different things: look at each.",
)
TIME_TO_PRODUCTIVITY = _reported(
    Named("K16", "Time to be productive", "How long until somebody new does the whole job?"),
    "Median days from the first day to the day agreed as productive",
    "days",
    SKILLS,
    direction=LOWER,
    caveat="Rests on a day that two people agree on.",
)
SKILL_GAPS = _share(
    Named("K19", "Skill gaps closed", "Of the skill gaps that were to be closed, how many are?"),
    "gaps closed",
    "gaps due",
    SKILLS,
    caveat="Says nothing of gaps nobody wrote down.",
)
TRAINING_USED = _share(
    Named("K20", "Training that is used", "Of the people trained, how many use it 60 days later?"),
    "people who report using it",
    "people trained",
    SKILLS,
    caveat="Who does not answer counts as not using it; hours of training say less.",
)
GOALS = _share(
    Named("K21", "Goals met", "Of the goals that fell due, how many were met?"),
    "goals met",
    "goals due",
    PRODUCTIVITY,
    caveat="Easy goals are met more often. Near 100 % they were easy.",
)
SUCCESSORS = replace(
    _share(
        Named("K23", "Succession coverage", "How many critical roles have a named successor?"),
        "critical roles with a named successor",
        "critical roles",
        SUCCESSION,
        caveat="One person named for three roles counts in each.",
    ),
    benchmark=Benchmark("34 % of employers had a plan at all", SHRM_2016, 2016),
)
READY_NOW = _share(
    Named("K24", "Ready-now successors", "How many critical roles have somebody who is ready now?"),
    "critical roles with somebody ready now",
    "critical roles",
    SUCCESSION,
    caveat="Ready is a judgement; ask when it was last looked at.",
)
ABSENCE = replace(
    _ratio(
        Named("K25", "Absence", "How much of the time that was available was lost unplanned?"),
        "unplanned days lost",
        "available days",
        AVAILABILITY,
        unit="share of available days",
        caveat="Days of one person belong together: no likely range. Never of a person.",
    ),
    direction=NEITHER,
)
EXIT_TALKS = _share(
    Named("K33", "Exit interviews held", "With how many who chose to go did somebody talk?"),
    "exit interviews held",
    "leavers by own choice",
    TURNOVER,
    caveat="That they were held, not what became of them.",
)
EXIT_THEMES = _ratio(
    Named("K34", "Exit themes acted on", "Of the main themes of exits, how many have a live plan?"),
    "themes with a live line in the plan",
    "main themes, three at most",
    TURNOVER,
    unit="share of the main themes",
    caveat="Three at most, so it moves in thirds.",
)
INJURIES = replace(
    _ratio(
        Named(
            "K35",
            "Lost-time injuries",
            "How many injuries with lost time come with a million hours?",
        ),
        "injuries with lost time",
        "hours worked",
        HEALTH,
        unit="injuries per million hours",
        caveat="Where few are reported, few are known: ask about near misses.",
    ),
    chance=Chance.COUNT,
    direction=LOWER,
    per=1_000_000,
    formula="injuries with lost time ÷ hours worked × 1,000,000",
)
DECISION_LATENCY = _reported(
    Named("K37", "Decision latency", "How long does a decision about people wait?"),
    "Median days from needed to decided",
    "days",
    None,
    direction=LOWER,
    caveat="Fast is not good by itself: look at what was reviewed.",
)
CUSTOMERS = _reported(
    Named("K47", "Customer satisfaction", "How satisfied are customers, by their own measure?"),
    "The customers' measure",
    "its own unit",
    None,
    direction=HIGHER,
    caveat="Beside people numbers it shows what moved together, no more.",
)
QUALITY = _reported(
    Named(
        "K48", "Quality, delivery or sales", "How good is the work, by a measure of the business?"
    ),
    "The measure chosen by the business",
    "its own unit",
    PRODUCTIVITY,
    direction=NEITHER,
    caveat="Choose at most three, before looking at them.",
)
COST_PER_HIRE = replace(
    _ratio(
        Named("K49", "Cost per hire", "What does it cost to fill a position?"),
        "internal and external cost of recruiting",
        "hires",
        COSTS,
        unit="currency per hire",
        caveat="Cost and hires of one period; a hire of January may have cost in December.",
    ),
    direction=LOWER,
    benchmark=Benchmark("US$ 4,129 on average", SHRM_2016, 2016),
)
TRAINING_DUE = _share(
    Named(
        "K55", "Required training done", "Of the required training that fell due, how much is done?"
    ),
    "trainings completed",
    "trainings due",
    COMPLIANCE,
    caveat="That it was done, not that it was understood.",
)


def _money(
    named: Named, formula: str, unit: str, iso: Iso, *, series: tuple[str, ...],
    direction: Direction, aggregates: Callable[[ibis.Table], Aggregates],
) -> Measure:  # fmt: skip
    counts, _, divided_by = formula.partition(" ÷ ")
    return Measure(
        **named._asdict(),
        counts=f"{counts[:1].upper()}{counts[1:]}, over the window.",
        divided_by=f"{divided_by[:1].upper()}{divided_by[1:]}, over the window.",
        formula=formula,
        unit=unit,
        direction=direction,
        period=PERIODS,
        data=f"Observations of the series {', '.join(f'“{each}”' for each in series)}.",
        population=POPULATION,
        caveat="Prices and exchange rates move it as well. Compare with your own earlier numbers.",
        source=SOURCE,
        reads=Reads.OBSERVATIONS,
        aggregates=aggregates,
        chance=Chance.NONE,
        minimum=0,
        iso=iso,
        series=series,
        version=2,
    )


REVENUE_PER_HEAD = _money(
    Named(
        "K43", "Revenue per full-time equivalent", "How much revenue stands beside each full job?"
    ),
    "revenue ÷ average full-time equivalents",
    "currency in the window",
    PRODUCTIVITY,
    series=("revenue", "fte"),
    direction=HIGHER,
    aggregates=partial(per_average, value="revenue", mean="fte"),
)
WORKFORCE_COST = _money(
    Named(
        "K44", "Workforce cost ratio", "Which share of revenue goes to the people who work here?"
    ),
    "total workforce cost ÷ revenue",
    "share of revenue",
    COSTS,
    series=("workforce_cost", "revenue"),
    direction=NEITHER,
    aggregates=partial(of_sums, above="workforce_cost", below="revenue"),
)
HUMAN_CAPITAL_ROI = _money(
    Named("K45", "Return on workforce cost", "What comes back for each unit of workforce cost?"),
    "(revenue − (operating cost − workforce cost)) ÷ workforce cost",
    "ratio",
    PRODUCTIVITY,
    series=("revenue", "operating_cost", "workforce_cost"),
    direction=HIGHER,
    aggregates=return_on_people,
)

OF_OBSERVATIONS = (
    *(PROMOTIONS, INTERNAL_FILL, APPLICANTS, TIME_TO_FILL, OFFERS, QUALITY_OF_HIRE),
    *(TIME_TO_PRODUCTIVITY, SKILL_GAPS, TRAINING_USED, GOALS, SUCCESSORS, READY_NOW, ABSENCE),
    *(EXIT_TALKS, EXIT_THEMES, INJURIES, DECISION_LATENCY, REVENUE_PER_HEAD, WORKFORCE_COST),
    *(HUMAN_CAPITAL_ROI, CUSTOMERS, QUALITY, COST_PER_HIRE, TRAINING_DUE),
)
PARTS = frozenset(
    each.key for each in OF_OBSERVATIONS if each.chance is Chance.SHARE
) | {ABSENCE.key, EXIT_THEMES.key}  # fmt: skip
"""Series of which the value is a part of its denominator."""
COUNTS = PARTS | {each.key for each in OF_OBSERVATIONS if each.chance is Chance.COUNT}
"""Series of which the value is a count, so none is below 0."""

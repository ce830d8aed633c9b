"""The card, the definition that is printed with every number; a measure is one with its formula."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import ibis

    from tandem.analytics.months import Months


class Direction(StrEnum):
    """Which way is better, where one is."""

    HIGHER = "higher is better"
    LOWER = "lower is better"
    NEITHER = "neither: too little and too much both tell something"


class Reads(StrEnum):
    """What a measure is computed from: the tables of `prepared`."""

    MOVEMENTS = "movements"  # headcounts and movements, month by month
    MOVES = "moves"  # the same, with moves between areas inside
    COHORTS = "cohorts"  # who was here before a window, and who of them still is at its end
    LEVELS = "levels"  # movements, with rises to a higher level
    SPANS = "spans"  # managers and their direct reports, on the last day of each month
    FIRST_YEARS = "first_years"  # people hired, in the month their first year is over
    OBSERVATIONS = "observations"  # numbers brought from elsewhere, of an area and a period
    OWN_OBSERVATIONS = "own_observations"  # the same, where an area's is not made of those below
    ANSWERS = "answers"  # counted answers to the questions of a survey


class Chance(StrEnum):
    """How the likely range is found."""

    COUNT = "count"  # events that are rare and come one by one: exact Poisson (Garwood)
    SHARE = "share"  # some of so many people: Wilson's score interval
    SPREAD = "spread"  # a mean or a gap: the standard error that the expression gives
    NONE = "none"  # counted whole, no sample: there is no likely range


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Guidance from outside, never a target."""

    value: str
    source: str
    year: int


@dataclass(frozen=True, slots=True)
class Iso:
    """The core area of ISO 30414 in its first and second edition. No claim to its formulas."""

    in_2018: str
    in_2025: str


Aggregates = Mapping[str, "ibis.Value"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a number means. One whose number needs no facts has the card alone.

    minimum: people, below which nothing is shown; group: what these are called. version rises when
    a number could come out otherwise than before. source: names the page of docs/methods that
    prints the card.
    """

    key: str
    name: str
    question: str
    counts: str
    divided_by: str
    formula: str
    unit: str
    direction: Direction
    period: str
    data: str
    population: str
    caveat: str
    source: str
    minimum: int
    benchmark: Benchmark | None = None
    iso: Iso | None = None
    version: int = 1
    group: str = "people"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Card):
    """Rows of one window in, aggregates out: the division is made in one place only, `results`.

    aggregates: n and denominator; people, the number of persons behind (null: the denominator);
    error, the standard error of the value (for Chance.SPREAD). The value is
    n / denominator × per. series: of the observations, or the theme of the answers it reads.
    bounds: what the value cannot pass. annualises: its value grows with the length of the window.
    """

    reads: Reads
    aggregates: Callable[[ibis.Table], Aggregates]
    chance: Chance
    per: float = 1
    bounds: tuple[float, float] | None = None
    annualises: bool = False
    series: tuple[str, ...] = ()

    def expression(self, rows: ibis.Table, window: Months) -> ibis.Table:
        """One row per area: area, n, denominator, and people and error where it gives them.

        rows: as it reads them, over at least the window; what lies in it only in part is left out.
        Observations that are told twice are added up twice: see `observed.nearest`.
        """
        inside = within(rows, window)
        return inside.group_by("area").agg(**self.aggregates(inside))

    def divided_otherwise(self, by: str, denominator: Callable[[ibis.Table], ibis.Value]) -> Self:
        """The same count over another denominator, which its results then name."""

        def aggregates(rows: ibis.Table) -> Aggregates:
            return {**self.aggregates(rows), "denominator": denominator(rows)}

        formula = f"{self.formula.split(' ÷ ')[0]} ÷ {by.partition(':')[0].lower()}"
        return replace(self, aggregates=aggregates, divided_by=by, formula=formula)


def within(rows: ibis.Table, window: Months) -> ibis.Table:
    """Rows of months, or of periods from `first` until before `after`, wholly in the window."""
    if "after" in rows.columns:
        return rows.filter(rows["first"] >= window.first, rows.after <= window.after)
    return rows.filter(rows.month >= window.first, rows.month < window.after)

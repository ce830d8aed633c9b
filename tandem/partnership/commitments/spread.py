"""How the pairs of a company are spread, so that no pair can be found in it. Values in and out.

A quarter is closed a fortnight after its end and stays as it was told then: two looks at the same
quarter cannot be taken from each other, and the next one holds none of its promises.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from tandem.organisation.calendar import DAY, Days
from tandem.partnership.commitments.standing import Reason

PAIRS_FROM = 8
TOGETHER_FROM = 3  # pairs in a stretch that is not empty
REASONS_FROM = 5  # promises with one reason
CLOSES_AFTER = timedelta(days=14)
EDGES = tuple(Fraction(percent, 100) for percent in (0, 50, 70, 85))
MONTHS_OF_A_QUARTER = 3


@dataclass(frozen=True, slots=True)
class Stretch:
    """So many pairs from one rate up to, and without, another; the last one with 100 %."""

    low: Fraction
    high: Fraction
    pairs: int


def closed_quarter(today: date) -> Days:
    """The last calendar quarter that is over since a fortnight."""
    return quarter_before(quarter_of(today - CLOSES_AFTER).first)


def quarter_of(day: date) -> Days:
    month = day.month - (day.month - 1) % MONTHS_OF_A_QUARTER
    first = day.replace(month=month, day=1)
    later = first + timedelta(days=31 * MONTHS_OF_A_QUARTER)
    return Days(first, later.replace(day=1))


def quarter_before(first: date) -> Days:
    return quarter_of(first - DAY)


def closed_quarters(today: date, number: int) -> list[Days]:
    """The last one that is told, and those before it."""
    quarters = [closed_quarter(today)]
    while len(quarters) < number:
        quarters.append(quarter_before(quarters[-1].first))
    return quarters


def told_on(quarter: Days) -> date:
    """The last day whose words count for a quarter: the one before it is first told."""
    return quarter.after + CLOSES_AFTER - DAY


def spread_of(pairs: Sequence[int]) -> tuple[Stretch, ...]:
    """Of so many in each place: nothing below eight, and no stretch with one or two of them."""
    if sum(pairs) < PAIRS_FROM:
        return ()
    tops = [*EDGES[1:], Fraction(1)]
    return joined([Stretch(*one) for one in zip(EDGES, tops, pairs, strict=True)])


def place_of(rate: Fraction) -> int:
    """In which stretch it lies, from 0; an edge belongs to the one above it."""
    return sum(rate >= edge for edge in EDGES) - 1


def joined(stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """A stretch with one or two pairs is told together with the one beside it."""
    told = list(stretches)
    while alone := [at for at, each in enumerate(told) if is_too_few(each)]:
        at = max(alone[0] - 1, 0)
        one, other = told[at : at + 2]
        told[at : at + 2] = [Stretch(one.low, other.high, one.pairs + other.pairs)]
    return tuple(told)


def is_too_few(stretch: Stretch) -> bool:
    return 0 < stretch.pairs < TOGETHER_FROM


def often_enough(reasons: Mapping[Reason, int]) -> dict[Reason, int]:
    """The commonest first; what was named rarely could be known by who named it."""
    kept = {reason: number for reason, number in reasons.items() if number >= REASONS_FROM}
    return dict(sorted(kept.items(), key=lambda one: (-one[1], list(Reason).index(one[0]))))

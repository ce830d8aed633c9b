"""Next to its siblings: whether one area's rate lies outside what chance alone would give.

Raw rates of small areas scatter widely, so they are never put in order. One area is held
against the rate of all the others together, with limits that narrow as areas grow. The areas also
differ in ways that are nobody's news (age, work, place): limits of pure chance would flag far
too many, so they are widened by how much the areas really scatter (over-dispersion).

Leavers are taken as Poisson counts whose rates vary between areas by a gamma law; limits are the
exact quantiles of that mixture, and those of the Poisson law itself where the areas scatter no
more than chance. The scatter is estimated with the outermost areas pulled in, so that one area far
off does not hide itself, and corrected for what that takes away.

Sources: Spiegelhalter (2005), Handling over-dispersion of performance indicators, Quality and
Safety in Health Care 14; and Funnel plots for comparing institutional performance, Statistics in
Medicine 24, for exact limits, interpolated. SciPy is imported when first needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, exp, floor, pi, sqrt

from tandem.analytics.control import FEWEST_FOR_A_RISE
from tandem.analytics.results import MINIMUM_AVERAGE_HEADCOUNT

VERSION = 2  # rises when a place or a limit could come out otherwise; 2 rounds people down
FEWEST_UNITS = 5  # below it the others could be told apart, and their scatter not be estimated
USUAL = 0.05  # beyond it on either side: outside the shaded band
FAR = 0.01  # beyond it on either side: the one-in-a-hundred line
STEPS = 14  # sizes at which the limits are drawn
TRIMMED = 0.1  # share of the areas at either end, one at least, that cannot widen the limits


@dataclass(frozen=True, slots=True)
class Unit:
    """People who left, of how many on average."""

    leavers: int
    people: float

    @property
    def rate(self) -> float:
        return self.leavers / self.people


@dataclass(frozen=True, slots=True)
class Centre:
    """The rate of several units together, and the variance of true rates between them."""

    rate: float
    between: float

    def tails(self, unit: Unit) -> tuple[float, float]:
        """How likely so few or fewer leavers are, and so many or more."""
        below = self._at_most(unit.leavers, unit.people)
        above = 1 - self._at_most(unit.leavers - 1, unit.people)
        return below, above

    def limit(self, share: float, people: float) -> float:
        """The rate below which this share of areas of that size lies; interpolated, at least 0."""
        fewest = floor(people * self.rate)
        while fewest > 0 and self._at_most(fewest - 1, people) >= share:
            fewest -= 1
        while self._at_most(fewest, people) < share:
            fewest += 1
        reached, before = self._at_most(fewest, people), self._at_most(fewest - 1, people)
        count = fewest - (reached - share) / (reached - before)
        return max(0.0, count) / people

    def _at_most(self, count: int, people: float) -> float:
        from scipy.special import betainc, pdtr

        if count < 0:
            return 0.0
        expected = people * self.rate
        if not self.between:
            return float(pdtr(count, expected))
        shape = self.rate**2 / self.between
        return float(betainc(shape, count + 1, shape / (shape + expected)))


class Place(StrEnum):
    """Where one area lies among its siblings."""

    INSIDE = "inside"
    HIGH = "high"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Limit:
    """The limits at one size, as rates."""

    people: float
    low: float
    high: float
    far_low: float
    far_high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Siblings:
    """One area among those of its level.

    own: the area. others: the rest in order of size, their area ids in the same order. rate,
    between: of the others together. left_out: how many were under the minimum group. outside:
    how many of all lie beyond the shaded band. far: how likely a place so far out is, by chance
    and scatter.
    """

    own: Unit
    others: tuple[Unit, ...]
    ids: tuple[str, ...]
    left_out: int
    rate: float
    between: float
    outside: int
    place: Place
    far: float

    @property
    def count(self) -> int:
        return len(self.others) + 1

    @property
    def scatter(self) -> float:
        """By how much true rates differ between the areas, as a standard deviation."""
        return sqrt(self.between)

    def limits(self) -> list[Limit]:
        """From the smallest of the areas to the largest, closer together where they bend."""
        middle = Centre(self.rate, self.between)
        sizes = [unit.people for unit in (self.own, *self.others)]
        smallest, largest = min(sizes), max(sizes)
        steps = [smallest + (largest - smallest) * (step / STEPS) ** 2 for step in range(STEPS + 1)]
        shares = (USUAL, 1 - USUAL, FAR, 1 - FAR)
        return [Limit(size, *(middle.limit(share, size) for share in shares)) for size in steps]


def is_large_enough(people: float) -> bool:
    return people >= MINIMUM_AVERAGE_HEADCOUNT


def centre(units: Sequence[Unit]) -> Centre | None:
    """None where nobody left, or nobody is there: no rate to hold anybody against."""
    people = sum(unit.people for unit in units)
    rate = sum(unit.leavers for unit in units) / people if people else 0.0
    if not rate:
        return None
    return Centre(rate, _between(units, rate))


def _between(units: Sequence[Unit], rate: float) -> float:
    """The variance of true rates between units: what they scatter beyond chance; 0 if nothing."""
    if len(units) < FEWEST_UNITS - 1:
        return 0.0
    scores = sorted((unit.rate - rate) / sqrt(rate / unit.people) for unit in units)
    trimmed = ceil(TRIMMED * len(scores))
    lowest, highest = scores[trimmed], scores[-1 - trimmed]
    pulled_in = sum(min(max(score, lowest), highest) ** 2 for score in scores)
    squares = pulled_in / _left_by_trimming(trimmed / len(scores))
    weights = [unit.people / rate for unit in units]
    beyond = squares - (len(units) - 1)
    whole = sum(weights)
    room = whole - sum(weight**2 for weight in weights) / whole
    return max(0.0, beyond / room)


def _left_by_trimming(share: float) -> float:
    """The variance of a standard normal whose ends, this share each, are pulled in to there."""
    from scipy.special import ndtri

    end = float(ndtri(1 - share))
    density = exp(-end * end / 2) / sqrt(2 * pi)
    return 1 - 2 * share - 2 * end * density + 2 * share * end * end


def among(own: Unit, others: Sequence[tuple[str, Unit]], *, left_out: int) -> Siblings | None:
    """The area among its siblings.

    own, others: under the minimum group none may be handed in. None where fewer than
    FEWEST_UNITS are there, or nobody left any of them.
    """
    rest = [unit for _, unit in others]
    middle = centre(rest)
    if len(rest) + 1 < FEWEST_UNITS or middle is None:
        return None
    below, above = middle.tails(own)
    by_size = sorted(others, key=lambda each: (each[1].people, each[0]))
    return Siblings(
        own=own,
        others=tuple(unit for _, unit in by_size),
        ids=tuple(area for area, _ in by_size),
        left_out=left_out,
        rate=middle.rate,
        between=middle.between,
        outside=sum(min(middle.tails(unit)) < USUAL for unit in (own, *rest)),
        place=_place(own, below, above),
        far=min(below, above),
    )


def _place(own: Unit, below: float, above: float) -> Place:
    if above < FAR and own.leavers >= FEWEST_FOR_A_RISE:
        return Place.HIGH
    return Place.LOW if below < FAR else Place.INSIDE

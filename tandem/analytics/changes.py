"""Change or noise, for anything that is counted or measured month by month, and for proportions.

A monthly series is judged by XmR limits (mean plus or minus 2.66 mean moving ranges) from the
months before the judged one, as own-choice leavers are in `control`. Hand in each month's own
value, never a rolling one: neighbouring points would share eleven months, and the limits be far
too narrow.
A proportion of so many people, asked twice, is judged by the interval of the difference: both
times had their chance, so an interval of the later alone would call one in four still ones a move.
Sources: Wheeler (2000), Understanding Variation; see `intervals.difference`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from math import isfinite
from statistics import fmean

from tandem.analytics.control import BASELINE_MONTHS, FEWEST_MONTHS, ROUNDING, SPREAD
from tandem.analytics.intervals import LEVEL, difference
from tandem.analytics.printed import Drawn, Printed, between, percent, plain
from tandem.analytics.sheets import Mark, Sheet


class Told(StrEnum):
    """What can be said of a change."""

    REAL_MOVE = "real_move"
    NOISE = "noise"
    TOO_SHORT = "too_short"  # too few earlier months with a value
    NO_VALUE = "no_value"  # nothing is known of the month itself
    NEVER_MOVED = "never_moved"  # without usual ups and downs nothing can be held against them


WORDS = {
    Told.REAL_MOVE: "A change: outside what its ups and downs would give.",
    Told.NOISE: "Noise: within what its ups and downs would give.",
    Told.TOO_SHORT: f"Too short: it takes {FEWEST_MONTHS} earlier months with a value.",
    Told.NO_VALUE: "Nothing is known of the month itself.",
    Told.NEVER_MOVED: "It never moved before, so nothing can be held against its ups and downs.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The verdict on the last month, with all it was decided from, in the unit of the values.

    months: earlier ones the limits come from. lower, upper: the usual range; null where there is
    none, and lower also where the values have no floor that it could be cut at.
    """

    told: Told
    months: int
    value: float | None
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True, slots=True)
class Course(Drawn):
    """A series and the verdict on its last month. values: null where nothing is known."""

    months: tuple[date, ...]
    values: tuple[float | None, ...]
    change: Change

    def sheet(self) -> Sheet:
        found = self.change
        reach = "" if found.upper is None else f"{plain(found.lower)} to {plain(found.upper)}"
        return Sheet(
            title="Change or noise",
            columns=("Month", "Value", "Usual range", "From so many months"),
            rows=((f"{self.months[-1]:%Y-%m}", plain(found.value), reach, f"{found.months}"),),
            said=WORDS[found.told],
            marks=tuple(
                Mark("value", value, found.lower, found.upper, month)
                for month, value in zip(self.months, self.values, strict=True)
                if value is not None
            ),
            unit="each month, with the usual range",
        )


def judge_series(values: Sequence[float | None], *, floor: float | None = 0.0) -> Change:
    """Judge the last of these months by up to 24 before it.

    values: one per month, in order, without gaps, one at least; null where nothing is known.
    floor: below it no value can be (a count, a rate, a number of days); None: there is none.
    Raises ValueError for no month at all, and for a value that is no finite number or under the
    floor, naming its place from 1 on.
    """
    _refuse(values, floor)
    *earlier, value = values
    known = [each for each in earlier[-BASELINE_MONTHS:] if each is not None]
    told = _no_verdict(known, value)
    if told is not None or value is None:
        return Change(told=told or Told.NO_VALUE, months=len(known), value=value)
    steps = [abs(after - before) for before, after in _neighbours(earlier[-BASELINE_MONTHS:])]
    middle, reach = fmean(known), SPREAD * fmean(steps)
    lower, upper = middle - reach, middle + reach
    if floor is not None:
        lower = max(floor, lower)
    slack = ROUNDING * max(1.0, abs(lower), abs(upper))
    usual = lower - slack <= value <= upper + slack
    return Change(
        told=Told.NOISE if usual else Told.REAL_MOVE,
        months=len(known), value=value, lower=lower, upper=upper,
    )  # fmt: skip


def _no_verdict(known: Sequence[float], value: float | None) -> Told | None:
    if value is None:
        return Told.NO_VALUE
    if len(known) < FEWEST_MONTHS:
        return Told.TOO_SHORT
    return Told.NEVER_MOVED if max(known) == min(known) else None


def _neighbours(values: Sequence[float | None]) -> list[tuple[float, float]]:
    """Months next to each other, both known. Over a gap there is no step of one month; where all
    lie apart, the step from each known month to the next is the best there is."""
    pairs = [
        (before, after) for before, after in pairwise(values)
        if before is not None and after is not None
    ]  # fmt: skip
    known = [each for each in values if each is not None]
    return pairs or list(pairwise(known))


def _refuse(values: Sequence[float | None], floor: float | None) -> None:
    if not values:
        raise ValueError("There is no month to judge.")
    for place, value in enumerate(values, 1):
        if value is not None and not isfinite(value):
            raise ValueError(f"Month {place} is {value}, which is no number. Leave it empty.")
        if value is not None and floor is not None and value < floor:
            raise ValueError(f"Month {place} is {value}, and nothing can be under {floor:g}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift(Printed):
    """How a proportion moved between two times. low, high: of now minus then, -1 to 1."""

    told: Told
    apart: float
    low: float
    high: float

    def sheet(self) -> Sheet:
        return Sheet(
            title="Change or noise",
            columns=("Now minus then", "Likely range"),
            rows=((percent(self.apart), between(self.low, self.high)),),
            said=MOVED if self.told is Told.REAL_MOVE else NOT_MOVED,
        )


MOVED = "A change: the likely range of the difference leaves out nought."
NOT_MOVED = "Noise: it cannot be told from no difference."


def judge_proportion(
    then: tuple[float, int], now: tuple[float, int], *, level: float = LEVEL
) -> Shift:
    """Whether a proportion of different people moved since it was asked before.

    then, now: how many, of how many. A real move where the interval of the difference leaves
    out 0; otherwise noise. Where the same people were asked both times it is too cautious.
    Raises ValueError for what is no proportion.
    """
    low, high = difference(now, then, level)
    moved = low > 0 or high < 0
    apart = now[0] / now[1] - then[0] / then[1]
    return Shift(told=Told.REAL_MOVE if moved else Told.NOISE, apart=apart, low=low, high=high)

"""Change or noise: whether the last month lies outside its usual ups and downs.

XmR limits (mean plus or minus 2.66 mean moving ranges) on monthly own-choice rates, from the
months before the judged one. Never on rolling rates: neighbouring points share eleven months,
so their limits are far too narrow. Source: Wheeler (2000), Understanding Variation.

Measured on simulated areas, 24 earlier months (tests/test_control.py repeats it smaller):
- calm areas of 10 to 500 people that were called a real move: 0.5 to 3 in 100;
- with only 8 earlier months and a low rate: up to 5 in 100.
What it cannot see: with 1.2 % leaving in a usual month, one month of three times as many is
found in 1 of 10 areas of 30 people, 4 of 10 of 140, half of 200 and 9 of 10 of 500. Under
about 30 people a real move must be very large to be called one. `usual_up_to` says how large.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from math import ceil, floor
from statistics import fmean
from typing import Protocol

from tandem.analytics.results import MINIMUM_AVERAGE_HEADCOUNT

VERSION = 1  # rises when a verdict could come out otherwise
SPREAD = 2.66  # three standard deviations, estimated from the mean moving range
BASELINE_MONTHS = 24
FEWEST_MONTHS = 8
FEWEST_FOR_A_RISE = 3  # a baseline without any movement has limits of no width
ROUNDING = 1e-9  # equal rates must not differ by the last bit of their mean


class Verdict(StrEnum):
    REAL_MOVE = "real_move"
    NOISE = "noise"
    TOO_FEW = "too_few"  # people
    TOO_SHORT = "too_short"  # too few earlier months
    NO_RATE = "no_rate"  # only leavers, or nobody there


class Month(Protocol):
    """What is judged: how many chose to leave, of how many at the close of the month."""

    @property
    def month(self) -> date: ...

    @property
    def own_choice(self) -> int: ...

    @property
    def closing(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Limits:
    """The usual range of the monthly rate, in leavers per head and month."""

    lower: float
    upper: float

    @classmethod
    def of(cls, rates: Sequence[float]) -> Limits:
        """From at least two rates in order of time. A rate has no values below 0."""
        reach = SPREAD * fmean(abs(after - before) for before, after in pairwise(rates))
        middle = fmean(rates)
        return cls(max(0.0, middle - reach), middle + reach)

    def usual(self, headcount: int) -> tuple[int, int]:
        """The fewest and the most leavers that are no real move, at this headcount."""
        most = floor((self.upper + ROUNDING) * headcount)
        fewest = ceil((self.lower - ROUNDING) * headcount)
        return max(0, fewest), max(most, FEWEST_FOR_A_RISE - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The verdict on one month, with all it was decided from.

    count: people who left by own choice; null under TOO_FEW, where it would tell of persons.
    value, limits: leavers per head in the month. usual_from, usual_up_to: whole counts at
    this headcount that are no real move. months: earlier months the limits come from.
    """

    verdict: Verdict
    month: date
    months: int
    count: int | None = None
    headcount: int | None = None
    value: float | None = None
    limits: Limits | None = None

    @property
    def lower(self) -> float | None:
        return self.limits.lower if self.limits else None

    @property
    def upper(self) -> float | None:
        return self.limits.upper if self.limits else None

    @property
    def usual_from(self) -> int | None:
        return self.limits.usual(self.headcount)[0] if self.limits and self.headcount else None

    @property
    def usual_up_to(self) -> int | None:
        return self.limits.usual(self.headcount)[1] if self.limits and self.headcount else None

    @property
    def is_rise(self) -> bool:
        moved = self.verdict is Verdict.REAL_MOVE
        return moved and (self.count or 0) > (self.usual_up_to or 0)


def judge(months: Sequence[Month], *, only_leavers: bool = False) -> Judgement:
    """Judge the last of these months by up to 24 before it.

    months: in order, one at least, without gaps; months without people have no rate.
    """
    *earlier, judged = months
    if only_leavers:
        return Judgement(
            verdict=Verdict.NO_RATE, month=judged.month, months=0, count=judged.own_choice
        )
    baseline = [month for month in earlier[-BASELINE_MONTHS:] if month.closing > 0]
    hidden = _no_verdict(baseline, judged)
    if hidden is None:
        return _compare(baseline, judged)
    shown = hidden is Verdict.TOO_SHORT
    return Judgement(
        verdict=hidden,
        month=judged.month,
        months=len(baseline),
        headcount=judged.closing,
        count=judged.own_choice if shown else None,
        value=judged.own_choice / judged.closing if shown else None,
    )


def _no_verdict(baseline: Sequence[Month], judged: Month) -> Verdict | None:
    if judged.closing == 0:
        return Verdict.NO_RATE
    if judged.closing < MINIMUM_AVERAGE_HEADCOUNT:
        return Verdict.TOO_FEW
    if baseline and fmean(month.closing for month in baseline) < MINIMUM_AVERAGE_HEADCOUNT:
        return Verdict.TOO_FEW
    return Verdict.TOO_SHORT if len(baseline) < FEWEST_MONTHS else None


def _compare(baseline: Sequence[Month], judged: Month) -> Judgement:
    limits = Limits.of([month.own_choice / month.closing for month in baseline])
    fewest, most = limits.usual(judged.closing)
    usual = fewest <= judged.own_choice <= most
    return Judgement(
        verdict=Verdict.NOISE if usual else Verdict.REAL_MOVE,
        month=judged.month,
        months=len(baseline),
        count=judged.own_choice,
        headcount=judged.closing,
        value=judged.own_choice / judged.closing,
        limits=limits,
    )

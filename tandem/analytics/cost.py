"""What it costs to replace those who left: a range, never "your cost" (K46).

0.20 of a year's pay stands for replacement only: one fifth is what Boushey and Glynn (2012) found
over 30 cases, and 21 % the median of 27 without executives and physicians. The range reaches from
half of it to 0.50, the upper end of other published estimates (30 to 50 %).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from tandem.analytics.printed import Printed
from tandem.analytics.sheets import Sheet

FACTOR = 0.20
LOW, HIGH = 0.10, 0.50
LOWEST, HIGHEST = 0.1, 2.0  # a factor beyond these is a slip
REPLACEMENT_ONLY = "replacement only, excludes downtime and lost knowledge unless switched on"


@dataclass(frozen=True, slots=True)
class Band:
    """People who left from one pay band, and its average pay for a year."""

    leavers: int
    pay: float

    def __post_init__(self) -> None:
        if self.leavers < 0 or not isfinite(self.pay) or self.pay < 0:
            raise ValueError(f"{self.leavers} leavers at {self.pay} a year cannot be.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Extras:
    """What may be switched on, for each leaver; all nought: off.

    vacant_days, daily_contribution: days a place stayed empty, and what a day of it gives.
    ramp_up_months, lost_share: months until a new person gives all, and the share missing until
    then. lost_knowledge: an amount. follow_on: further leavers to be replaced, in people.
    """

    vacant_days: float = 0
    daily_contribution: float = 0
    ramp_up_months: float = 0
    lost_share: float = 0
    lost_knowledge: float = 0
    follow_on: float = 0

    def __post_init__(self) -> None:
        for value in self.values():
            if not isfinite(value) or value < 0:
                raise ValueError(f"{value} is no amount, no time and no share.")
        if self.lost_share > 1:
            raise ValueError(f"A share of {self.lost_share} is more than all.")

    def values(self) -> tuple[float, ...]:
        return (
            self.vacant_days,
            self.daily_contribution,
            self.ramp_up_months,
            self.lost_share,
            self.lost_knowledge,
            self.follow_on,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost(Printed):
    """In the currency of the pay. amount: at the factor chosen; low and high: its range. extras:
    how much of it stems from what was switched on. words: to be printed beside it."""

    amount: float
    low: float
    high: float
    extras: float
    factor: float
    leavers: int
    words: str

    def sheet(self) -> Sheet:
        amounts = (self.amount, self.low, self.high, self.extras)
        return Sheet(
            title="K46 Turnover cost",
            columns=("Leavers", "Amount", "Low", "High", "Of it switched on"),
            rows=((f"{self.leavers:,}", *(f"{each:,.0f}" for each in amounts)),),
            said=(
                f"At {self.factor:g} of a year's pay, in the currency of the pay: {self.words}. An "
                "estimate from other people's cases."
            ),
        )


def turnover_cost(
    bands: Sequence[Band], *, factor: float = FACTOR, extras: Extras | None = None
) -> Cost:
    """leavers × pay × factor, added up over the bands.

    A factor of one's own outside LOW to HIGH widens the range up to itself. Raises ValueError where
    it is below LOWEST or above HIGHEST.

    >>> turnover_cost([Band(6, 60_000)]).amount
    72000.0
    """
    if not LOWEST <= factor <= HIGHEST:
        raise ValueError(f"A factor of {factor} is outside {LOWEST} to {HIGHEST}.")
    chosen = extras or Extras()
    leavers = sum(band.leavers for band in bands)
    pay = float(sum(band.leavers * band.pay for band in bands))
    average = pay / leavers if leavers else 0.0
    gone = leavers + chosen.follow_on
    per_leaver = (
        chosen.vacant_days * chosen.daily_contribution
        + chosen.ramp_up_months / 12 * chosen.lost_share * average
        + chosen.lost_knowledge
    )
    on = any(chosen.values())

    def replacing(share: float) -> float:
        return round(share * gone * average, 2) if on else round(share * pay, 2)

    beside = round(per_leaver * gone, 2) if leavers else 0.0
    return Cost(
        amount=replacing(factor) + beside,
        low=replacing(min(LOW, factor)) + beside,
        high=replacing(max(HIGH, factor)) + beside,
        extras=beside + round(replacing(factor) - factor * pay, 2) if on else 0.0,
        factor=factor,
        leavers=leavers,
        words=REPLACEMENT_ONLY if not on else "replacement, and what was switched on",
    )

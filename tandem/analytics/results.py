"""A number as it leaves the mathematics: with its interval and window, or hidden, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tandem.analytics.intervals import LEVEL, garwood
from tandem.analytics.measures.card import Measure
from tandem.analytics.months import Months

MINIMUM_AVERAGE_HEADCOUNT = 10  # people; below it a rate is about persons. Upwards only.


class Hidden(StrEnum):
    """Why there is no value."""

    ONLY_LEAVERS = "only_leavers"  # the facts hold nobody who stayed: no headcounts
    NO_HEADCOUNTS = "no_headcounts"  # counts of leavers, and nobody said of how many
    NO_CLASSES = "no_classes"  # nobody said which of the reasons are own choice
    NO_DENOMINATOR = "no_denominator"  # 0 of 0 is no rate, never 0 %
    TOO_FEW = "too_few"  # under the minimum group
    TOO_SHORT = "too_short"  # the facts do not reach back over the whole window


@dataclass(frozen=True, slots=True)
class Interval:
    """The likely range, in the unit of the value."""

    low: float
    high: float
    level: float = LEVEL


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One number of one population over one exact window.

    value: n / denominator, in the measure's unit. A hidden result has a reason in place of
    value, n and interval; a shown one has all three.
    """

    measure: str
    value: float | None
    n: int | None
    denominator: float | None
    denominator_name: str
    interval: Interval | None
    window: Months
    population: str
    minimum_group: int
    hidden: Hidden | None

    def __post_init__(self) -> None:
        given = [part is not None for part in (self.value, self.n, self.interval)]
        if any(given) if self.hidden else not all(given):
            raise ValueError(f"{self.measure}: a value, n and interval, or a reason for none.")


def people_rate(
    measure: Measure,
    *,
    n: int,
    average_headcount: float,
    window: Months,
    unknown: Hidden | None = None,
) -> Result:
    """Leavers per head with the exact Poisson range, or the reason why it is not shown.

    unknown: what the caller knows against any rate (only leavers, too short a history).
    """
    hidden = unknown or _too_small(average_headcount)
    low, high = (0.0, 0.0) if hidden else garwood(n)
    return Result(
        measure=measure.key,
        value=None if hidden else n / average_headcount,
        n=None if hidden else n,
        denominator=None if unknown else average_headcount,
        denominator_name=measure.divided_by,
        interval=None if hidden else Interval(low / average_headcount, high / average_headcount),
        window=window,
        population=measure.population,
        minimum_group=MINIMUM_AVERAGE_HEADCOUNT,
        hidden=hidden,
    )


def _too_small(average_headcount: float) -> Hidden | None:
    if average_headcount == 0:
        return Hidden.NO_DENOMINATOR
    return Hidden.TOO_FEW if average_headcount < MINIMUM_AVERAGE_HEADCOUNT else None

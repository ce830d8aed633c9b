"""A number as it leaves the mathematics: with its interval and window, or hidden, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist

from tandem.analytics.intervals import LEVEL, garwood, wilson
from tandem.analytics.measures.card import Chance, Measure
from tandem.analytics.months import Months

MINIMUM_AVERAGE_HEADCOUNT = 10  # people; below it a rate is about persons. Upwards only.


class Hidden(StrEnum):
    """Why there is no value."""

    ONLY_LEAVERS = "only_leavers"  # the facts hold nobody who stayed: no headcounts
    NO_HEADCOUNTS = "no_headcounts"  # counts of leavers, and nobody said of how many
    NO_LEAVERS = "no_leavers"  # headcounts, and no leavers list speaks of who they are of
    NO_CLASSES = "no_classes"  # nobody said which of the reasons are own choice
    NO_DENOMINATOR = "no_denominator"  # 0 of 0 is no rate, never 0 %
    TOO_FEW = "too_few"  # under the minimum group
    NOT_TOLD = "not_told"  # nothing was brought that tells of this window
    TOO_SHORT = "too_short"  # the facts do not reach back over the whole window
    NO_JOBS = "no_jobs"  # the facts do not say who had which level and manager
    NO_LEVELS = "no_levels"  # too many jobs lack a level
    NO_ORDER = "no_order"  # somebody changed between levels nobody has put in order
    NO_MANAGERS = "no_managers"  # too many people report to nobody who is there


@dataclass(frozen=True, slots=True)
class Interval:
    """The likely range, in the unit of the value."""

    low: float
    high: float
    level: float = LEVEL


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One number of one population over one exact window.

    measure, version: the definition it was computed by. value: n / denominator, in the measure's
    unit. people: the persons behind it, where they are not the denominator. A hidden result has
    a reason in place of value, n and interval; a shown one has the first two, and the interval
    wherever there is chance in it.
    """

    measure: str
    value: float | None
    n: int | float | None  # both, or a count comes back from JSON as 25.0
    denominator: float | None
    denominator_name: str
    interval: Interval | None
    window: Months
    population: str
    minimum_group: int
    hidden: Hidden | None
    version: int = 1
    people: float | None = None

    def __post_init__(self) -> None:
        given = [part is not None for part in (self.value, self.n)]
        told = any(given) or self.interval is not None if self.hidden else not all(given)
        if told:
            raise ValueError(f"{self.measure}: a value and n, or a reason for none.")


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
    return result_of(measure, n=n, denominator=average_headcount, window=window, unknown=unknown)


def result_of(
    measure: Measure,
    *,
    n: float | None,
    denominator: float | None,
    window: Months,
    people: float | None = None,
    error: float | None = None,
    unknown: Hidden | None = None,
) -> Result:
    """The one place where n is divided, a range found, or nothing shown.

    n, denominator, people, error: as the measure's aggregates; null is "nothing is said of it".
    """
    hidden = unknown or _why_none(measure, n, denominator, people)
    value = None if hidden or n is None or not denominator else n / denominator * measure.per
    return Result(
        measure=measure.key,
        version=measure.version,
        value=value,
        n=None if hidden else n,
        denominator=None if unknown else denominator,
        denominator_name=measure.divided_by,
        interval=None
        if value is None
        else _interval(measure, value, n, denominator, people, error),
        window=window,
        population=measure.population,
        minimum_group=measure.minimum,
        hidden=hidden,
        people=None if hidden else people,
    )


def _why_none(
    measure: Measure, n: float | None, denominator: float | None, people: float | None
) -> Hidden | None:
    if n is None and denominator is None:
        return Hidden.NOT_TOLD
    if n is None or not denominator:
        return Hidden.NO_DENOMINATOR
    behind = denominator if people is None else people
    return Hidden.TOO_FEW if behind < measure.minimum else None


def _interval(
    measure: Measure,
    value: float,
    n: float | None,
    denominator: float | None,
    people: float | None,
    error: float | None,
) -> Interval | None:
    """None where there is no chance in it, or the count is no count of such things."""
    if n is None or denominator is None:
        return None
    match measure.chance:
        case Chance.COUNT if n >= 0:
            low, high = (end / denominator * measure.per for end in garwood(n))
        case Chance.SHARE if 0 <= n <= denominator:
            persons = max(1, round(denominator if people is None else people))
            low, high = (end * measure.per for end in wilson(n / denominator * persons, persons))
        case Chance.SPREAD if error is not None:
            reach = NormalDist().inv_cdf((1 + LEVEL) / 2) * error * measure.per
            low, high = value - reach, value + reach
        case _:
            return None
    if measure.bounds:
        low, high = max(low, measure.bounds[0]), min(high, measure.bounds[1])
    return Interval(low, high)


FEWEST_FOR_A_MONTH = 30  # people on average, for a month told as a year


def annualised(result: Result) -> float | None:
    """As if a whole year went on like this: value × 365 ÷ days. None where there is no value.

    Only of measures whose value grows with the length of the window. None also for a single month
    of fewer than FEWEST_FOR_A_MONTH: one leaver of twelve people is no 100 % a year.
    """
    alone = len(result.window) == 1 and (result.denominator or 0) < FEWEST_FOR_A_MONTH
    if result.value is None or alone:
        return None
    days = (result.window.after - result.window.first).days
    return result.value * 365 / days

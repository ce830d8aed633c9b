"""From many promises to the figures of one side. Values in, figures out.

What became of each promise is read in `kept`; intervals and comparisons are the mathematics’,
reached over the bridge. Figures of one person are made of promises that person is one of the
two of; a pair shows those of both partners together or none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from statistics import median
from typing import Any

from tandem.organisation.calendar import DAY, Days
from tandem.partnership.commitments.kept import HALF, HONOURED, Became, Course
from tandem.partnership.commitments.standing import Reason

GRACE_DAYS = 30  # of a pair
RATE_FROM = 8  # promises that count
WINDOW_DAYS = 90
ENOUGH_REQUESTS = 15  # to ask whether "no" is possible
HEALTHY_FROM, HEALTHY_TO = Fraction(10, 100), Fraction(35, 100)
FEW, MANY = Fraction(5, 100), Fraction(50, 100)
BULK = 8  # reports accepted by one person on one day


class Moving(StrEnum):
    """What the share of renegotiated promises suggests; a question, never a verdict."""

    HEALTHY = "healthy"
    NOT_DARED = "not_dared"  # hardly any, and silence where a word was due
    OVER_PROMISED = "over_promised"
    OTHERWISE = "otherwise"


class Guard(StrEnum):
    """What makes a rate say little; told beside it, to the two alone."""

    TINY = "tiny"  # promises shorter than a day
    BULK = "bulk"  # accepted many at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One side in a window of agreed days. Counts; a rate only where there are enough."""

    window: Days | None  # none: nothing is measured yet
    rate_from: int = RATE_FROM
    outcomes: Mapping[Became, int] = field(default_factory=dict)
    # As performer.
    renegotiated: int = 0
    last_minute: int = 0
    missed_because: Mapping[Reason, int] = field(default_factory=dict)
    moved_because: Mapping[Reason, int] = field(default_factory=dict)
    requests: int = 0
    answered: int = 0
    declined: int = 0
    declined_or_countered: int = 0
    unanswered: int = 0  # lapsed: not missed
    answer_days: tuple[int, ...] = ()  # working days to each first answer, the quickest first
    reply_days: float | None = None  # their median
    waiting: int = 0  # for their first answer
    guards: frozenset[Guard] = frozenset()
    # As customer.
    asked: int = 0
    asked_clearly: int = 0
    accepted: int = 0  # reports answered
    accepted_by_silence: int = 0
    acceptance_days: float | None = None  # median working days from a report to its answer

    @property
    def eligible(self) -> int:
        return sum(self.outcomes.values())

    @property
    def honoured(self) -> int:
        return self._sum(HONOURED)

    @property
    def half(self) -> int:
        return self._sum(HALF)

    @property
    def not_honoured(self) -> int:
        return self.eligible - self.honoured - self.half

    @property
    def silent_misses(self) -> int:
        return self.outcomes.get(Became.SILENT_MISS, 0)

    @property
    def points(self) -> Fraction:
        """Honoured, and half of the half."""
        return self.honoured + Fraction(self.half, 2)

    @property
    def is_enough(self) -> bool:
        """Below it there are counts and no rate."""
        return self.eligible >= self.rate_from

    @property
    def honour_rate(self) -> Fraction | None:
        return self._share(self.points)

    @property
    def renegotiation_rate(self) -> Fraction | None:
        return self._share(self.renegotiated)

    @property
    def moving(self) -> Moving | None:
        rate = self.renegotiation_rate
        return None if rate is None else moving(rate, self.silent_misses)

    @property
    def asks_whether_no_is_possible(self) -> bool:
        return self.requests >= ENOUGH_REQUESTS and self.declined_or_countered == 0

    def _sum(self, those: Iterable[Became]) -> int:
        return sum(self.outcomes.get(each, 0) for each in those)

    def _share(self, of: Fraction | int) -> Fraction | None:
        return Fraction(of, self.eligible) if self.is_enough and self.eligible else None


def moving(rate: Fraction, silent_misses: int) -> Moving:
    if rate < FEW and silent_misses:
        return Moving.NOT_DARED
    if rate > MANY:
        return Moving.OVER_PROMISED
    return Moving.HEALTHY if HEALTHY_FROM <= rate <= HEALTHY_TO else Moving.OTHERWISE


def measured(
    today: date, *, start_on: date, end_on: date | None = None, days: int = WINDOW_DAYS
) -> Days | None:
    """The days of a pair that count: the last ones, without the first thirty of the pair.

    None where no day counts yet. `end_on` is the first day on which they were no pair.
    """
    last = Days.last(days, today=today)
    first = max(last.first, start_on + GRACE_DAYS * DAY)
    after = min(last.after, end_on) if end_on else last.after
    return Days(first, after) if first < after else None


def figures_of(
    person: Hashable, courses: Iterable[Course], window: Days, rate_from: int = RATE_FROM
) -> Figures:
    """One side: what the person promised and answered, and how the person asked and accepted."""
    between_two = [each for each in courses if each.customer != each.performer]
    performed = [each for each in between_two if each.performer == person]
    wanted = [each for each in between_two if each.customer == person]
    return Figures(
        window=window,
        rate_from=rate_from,
        **as_performer([each for each in performed if counts_in(each, window)], rate_from),
        **as_asked([each for each in performed if asked_in(each, window)]),
        **as_customer(wanted, window),
    )


def counts_in(course: Course, window: Days) -> bool:
    return course.became is not None and course.judged_on is not None and course.judged_on in window


def asked_in(course: Course, window: Days) -> bool:
    return course.asked_on is not None and course.asked_on in window


def as_performer(counted: list[Course], rate_from: int) -> dict[str, Any]:
    missed = [each for each in counted if each.became not in HONOURED]
    moved = [each for each in counted if each.renegotiated and each.became in HONOURED]
    return {
        "outcomes": Counter(each.became for each in counted),
        "renegotiated": sum(each.renegotiated for each in counted),
        "last_minute": sum(each.last_minute for each in counted),
        "missed_because": reasons_of(missed),
        "moved_because": reasons_of(moved),
        "guards": guards_of(counted, rate_from),
    }


def reasons_of(courses: Iterable[Course]) -> Counter[Reason]:
    return Counter(each.reason for each in courses if each.reason)


def guards_of(counted: list[Course], rate_from: int) -> frozenset[Guard]:
    durations = [each.duration for each in counted if each.duration is not None]
    days = Counter((each.customer, each.accepted_on) for each in counted if each.accepted_on)
    tiny = len(durations) >= rate_from and median(durations) < 1
    bulk = any(number >= BULK for number in days.values())
    return frozenset(guard for guard, on in ((Guard.TINY, tiny), (Guard.BULK, bulk)) if on)


def as_asked(requests: list[Course]) -> dict[str, Any]:
    answered = [each.reply_days for each in requests if each.reply_days is not None]
    return {
        "requests": len(requests),
        "answered": len(answered),
        "declined": sum(each.declined for each in requests),
        "declined_or_countered": sum(each.declined or each.countered for each in requests),
        "unanswered": sum(each.lapsed for each in requests),
        "answer_days": tuple(sorted(answered)),
        "reply_days": median(answered) if answered else None,
        "waiting": sum(each.waits for each in requests),
    }


def as_customer(wanted: list[Course], window: Days) -> dict[str, Any]:
    asked = [each for each in wanted if asked_in(each, window)]
    counted = [each for each in wanted if counts_in(each, window)]
    waited = [days for each in counted for days in each.acceptance_days]
    return {
        "asked": len(asked),
        "asked_clearly": sum(each.was_clear for each in asked),
        "accepted": len(waited),
        "accepted_by_silence": sum(each.by_silence for each in counted),
        "acceptance_days": median(waited) if waited else None,
    }

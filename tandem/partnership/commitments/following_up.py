"""What became of requests: answered in time, later, still waiting, or never. Values in and out.

Asked of both sides alike. A no is an answer, and so is asking back. The pair sees its own, both
sides together; of all pairs there are counts, and none small enough to point at somebody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tandem.partnership.commitments.reliability import Figures
from tandem.partnership.commitments.spread import PAIRS_FROM

REPLY_DAYS = 5  # where a company has set nothing
TOLD_FROM = 5  # requests of one class, as with reasons


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Requests to one side. What was withdrawn before its answer is in none of them."""

    in_time: int = 0
    later: int = 0
    waiting: int = 0
    unanswered: int = 0  # time let them lapse

    def __add__(self, other: FollowUp) -> FollowUp:
        return FollowUp(
            self.in_time + other.in_time,
            self.later + other.later,
            self.waiting + other.waiting,
            self.unanswered + other.unanswered,
        )

    @property
    def asked(self) -> int:
        return self.in_time + self.later + self.waiting + self.unanswered


@dataclass(frozen=True, slots=True)
class Together:
    """So many requests of one class, or of two that were too few to be told apart."""

    classes: tuple[int, ...]  # of `in_order`
    number: int


def follow_up(figures: Figures, reply_time: int) -> FollowUp:
    """reply_time: working days that the company gives a request."""
    in_time = sum(days <= reply_time for days in figures.answer_days)
    later = len(figures.answer_days) - in_time
    return FollowUp(in_time, later, figures.waiting, figures.unanswered)


def in_order(asked: FollowUp) -> tuple[int, int, int]:
    """In time, later, no answer yet or none at all: of a quarter that is over these are one."""
    return asked.in_time, asked.later, asked.waiting + asked.unanswered


def of_sum(pairs: int, asked: FollowUp) -> tuple[Together, ...]:
    """One side of all pairs: so many in which it was asked something, and what was asked in all.

    Nothing below eight of them.
    """
    return joined(in_order(asked)) if pairs >= PAIRS_FROM else ()


def joined(numbers: Sequence[int]) -> tuple[Together, ...]:
    """One to four of a class are told together with the class beside it."""
    told = [Together((at,), number) for at, number in enumerate(numbers)]
    while len(told) > 1 and (few := [at for at, each in enumerate(told) if is_few(each)]):
        at = max(few[0] - 1, 0)
        one, other = told[at : at + 2]
        told[at : at + 2] = [Together(one.classes + other.classes, one.number + other.number)]
    return tuple(told)


def is_few(together: Together) -> bool:
    return 0 < together.number < TOLD_FROM


@dataclass(frozen=True, slots=True)
class AskedOfBoth:
    """Of all pairs, each side by itself and both told at once."""

    leaders: tuple[Together, ...]
    hr_partners: tuple[Together, ...]

"""When a pair has its minimum, and when a charter is due. Values in, decision out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

FIRST_DAYS = (
    (7, "Meet, and tell each other why you do this"),
    (14, "Walk the ownership map together"),
    (30, "Agree the charter"),
    (60, "Look back together for the first time, and take the first health pulse"),
    (90, "Review the people data for the first time"),
)


@dataclass(frozen=True, slots=True)
class Minimum:
    """What a pair needs before it counts as active (000-12)."""

    map_signed: bool
    shared_goal: bool
    rhythm: bool
    decision_rights: bool
    escalation: bool

    @property
    def missing(self) -> tuple[str, ...]:
        """In quiet words, in the order of the set-up walk."""
        held = (
            (self.map_signed, "who owns what, signed by both"),
            (self.decision_rights, "who decides what, and by when"),
            (self.rhythm, "when you meet"),
            (self.escalation, "what you do when you cannot settle something"),
            (self.shared_goal, "one goal you both answer for"),
        )
        return tuple(words for there, words in held if not there)

    @property
    def holds(self) -> bool:
        return not self.missing


def has_no_framework(minimum: Minimum, *, paired_on: date, today: date, after_days: int) -> bool:
    """F04: the pair is older than the days it has, and its minimum does not hold."""
    return not minimum.holds and (today - paired_on).days > after_days


def renewal_due(signed_on: date, *, after_days: int) -> date:
    return signed_on + timedelta(days=after_days)


def first_hundred_days(paired_on: date) -> tuple[tuple[date, str], ...]:
    """The plan of a new pair (C14): the day, and what it is for."""
    return tuple((paired_on + timedelta(days=days), words) for days, words in FIRST_DAYS)

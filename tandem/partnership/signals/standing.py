"""What a signal is at one moment, and the words of its life. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Severity(StrEnum):
    """How much it matters. No colour stands for it; it decides which ones wait."""

    NOTICE = "notice"
    ATTENTION = "attention"
    URGENT = "urgent"

    @property
    def weight(self) -> int:
        return [*Severity].index(self) + 1


class State(StrEnum):
    FIRED = "fired"
    SEEN = "seen"
    ACTING = "acting"
    RESOLVED = "resolved"
    DISMISSED = "dismissed"
    EXPIRED = "expired"


OPEN = (State.FIRED, State.SEEN, State.ACTING)


class Act(StrEnum):
    FIRE = "fire"
    SEE = "see"
    START = "start"
    PUT_OFF = "put_off"
    DISMISS = "dismiss"
    RESOLVE = "resolve"
    EXPIRE = "expire"


class By(StrEnum):
    PARTNER = "partner"  # either of the two, always with the same right
    SYSTEM = "system"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a signal stands. Days, not moments.

    said_on: when one of the two said something to it last; the day it fired, until then.
    calm_since: the first day on which what it noticed was no longer so.
    """

    state: State
    severity: Severity
    window_days: int
    said_on: date
    put_off_until: date | None = None
    calm_since: date | None = None
    urgent_since: date | None = None
    travels_on: date | None = None
    promise_open: bool = False

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

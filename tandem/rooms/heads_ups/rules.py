"""When a heads-up belongs into the next talk. Values in, decision out: no query, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

FRESH_DAYS = 14  # for so long the two may want to speak of it, thanked for or not
MINUTES = 3  # of a talk, for one or for several


@dataclass(frozen=True, slots=True)
class Given:
    """How many heads-ups one side gave, and how many of them the other has thanked for."""

    given: int = 0
    thanked: int = 0


@dataclass(frozen=True, slots=True)
class Both:
    """The two of a pair, always together."""

    leader: Given
    hr_partner: Given


def belongs_into_a_talk(given_on: date, *, thanked: bool, today: date) -> bool:
    return not thanked or (today - given_on).days < FRESH_DAYS

"""What the day is called and what its one sentence counts. Values in, values out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MORNING_FROM = 4  # who is up at three still has the evening
AFTERNOON_FROM = 12
EVENING_FROM = 18
FIRST_DAYS = 30  # those of a pair that are never counted


class PartOfDay(StrEnum):
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


def part_of_day(hour: int) -> PartOfDay:
    """`hour` from 0 to 23, in the site's time zone."""
    if MORNING_FROM <= hour < AFTERNOON_FROM:
        return PartOfDay.MORNING
    if AFTERNOON_FROM <= hour < EVENING_FROM:
        return PartOfDay.AFTERNOON
    return PartOfDay.EVENING


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One person's day in numbers; nobody else sees them. `later` is all that can wait."""

    answers: int = 0
    new_dates: int = 0
    due_today: int = 0
    due_tomorrow: int = 0
    later: int = 0
    steps: int = 0  # of setting up, not done yet

    @property
    def needs_something(self) -> bool:
        return bool(self.answers or self.new_dates or self.due_today or self.due_tomorrow)

    @property
    def is_empty(self) -> bool:
        return not (self.needs_something or self.steps or self.later)


def is_first_day(*, days_since_paired: int | None, anything_there: bool) -> bool:
    """In the days of a pair that are never counted, until the first promise is made."""
    if days_since_paired is None or anything_there:
        return False
    return days_since_paired < FIRST_DAYS

"""When somebody wants mail. Values in, decision out: no query, no clock.

Minutes are those of a day on the server's clock, 0 to 1439: the night in which an hour is missing
or comes twice has them too, and a letter belongs to a day, so it comes once.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum

from tandem.organisation.calendar import DAY, WorkingDays

MINUTES = 24 * 60
SOON = 60  # minutes: so near to the day's own letter, what is urgent goes with that one


class Rhythm(StrEnum):
    """On which days there may be a letter."""

    DAILY = "daily"
    WORKING_DAYS = "working_days"
    WEEKLY = "weekly"
    NEVER = "never"


def is_a_day_for_mail(rhythm: Rhythm, day: date, calendar: WorkingDays) -> bool:
    """Weekly is the first working day of the week: Monday, or the day after a holiday."""
    match rhythm:
        case Rhythm.DAILY:
            return True
        case Rhythm.WORKING_DAYS:
            return day in calendar
        case Rhythm.WEEKLY:
            return day == calendar.add_working_days(monday_of(day) - DAY, 1)
        case Rhythm.NEVER:
            return False


def eve_of(last: date, calendar: WorkingDays) -> date:
    """When a question is called to mind, once: the working day before the last for its answer."""
    return calendar.add_working_days(last, -1)


def is_reached(days: Iterable[date], told_on: date, today: date) -> bool:
    """Whether one of these days has come since the last letter: what fell on a day off is kept."""
    return any(told_on < day <= today for day in days)


def is_settled(settled_on: date | None, today: date) -> bool:
    """Whether a note says that this day has had its letter. One for tomorrow does: a clock set back
    doubles nothing. One for a later day was made by a clock that was wrong, and says nothing.
    """
    return settled_on is not None and today <= settled_on <= today + DAY


def not_ahead(noted_at: datetime | None, at: datetime) -> datetime | None:
    """None for a moment that has not come yet: the clock was wrong when it was noted."""
    return None if noted_at is None or noted_at > at else noted_at


def monday_of(day: date) -> date:
    return day - day.weekday() * DAY


def is_quiet(minute: int, quiet_from: int, quiet_until: int) -> bool:
    """Whether no mail comes now. Over midnight where `from` is the later one; equal is never."""
    if quiet_from <= quiet_until:
        return quiet_from <= minute < quiet_until
    return minute >= quiet_from or minute < quiet_until


def comes_soon(minute: int, hour: int) -> bool:
    """Whether the day's own letter, not looked at yet, is due or less than an hour away."""
    return hour - minute < SOON


def may_interrupt(rhythm: Rhythm, day: date, calendar: WorkingDays) -> bool:
    """Whether what cannot wait may come today: on days off only to who wants mail on them.

    To who wants no letters never: none means none.
    """
    if rhythm is Rhythm.NEVER:
        return False
    return rhythm is Rhythm.DAILY or day in calendar

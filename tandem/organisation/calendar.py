"""Stretches of days, and days on which people work."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
SATURDAY = 5  # as `date.weekday` counts, Monday being 0
MONDAY_TO_FRIDAY = frozenset(range(SATURDAY))
FEBRUARY, LEAP_DAY = 2, 29


@dataclass(frozen=True, slots=True)
class Days:
    """A half-open stretch of days: the first day is in, `after` is out."""

    first: date
    after: date

    def __post_init__(self) -> None:
        if self.after <= self.first:
            raise ValueError(f"Days must not be empty: {self.first} to {self.after}.")

    @classmethod
    def last(cls, number: int, *, today: date) -> Days:
        """The last `number` days, today included."""
        return cls(today - timedelta(days=number - 1), today + DAY)

    def __contains__(self, day: date) -> bool:
        return self.first <= day < self.after


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Monday to Friday without the holidays, unless a site says otherwise.

    `away` are stretches in which somebody is not at work, whatever the rest says. `worked` are
    days worked although they would be off. `before` is what held until `since`: a calendar that
    changes half way counts each day by what held on it.
    """

    holidays: Container[date] = frozenset()
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY
    worked: frozenset[date] = frozenset()
    away: tuple[Days, ...] = ()
    since: date = date.min
    before: WorkingDays | None = None

    def __post_init__(self) -> None:
        if not self.weekdays:
            raise ValueError("Work needs a weekday: without one a clock would never end.")

    def is_away(self, day: date) -> bool:
        return any(day in stretch for stretch in self.away)

    def __contains__(self, day: date) -> bool:
        if self.is_away(day):
            return False
        if self.before is not None and day < self.since:
            return day in self.before
        if day in self.worked:
            return True
        return day.weekday() in self.weekdays and day not in self.holidays

    def add_working_days(self, day: date, number: int) -> date:
        """The working day that many working days after `day`, or before it if negative.

        Zero is `day` itself, be it a working day or not.
        """
        step = DAY if number > 0 else -DAY
        for _ in range(abs(number)):
            day += step
            while day not in self:
                day += step
        return day

    def first_from(self, day: date) -> date:
        """The day itself, or the next one on which people work."""
        while day not in self:
            day += DAY
        return day

    def working_days_between(self, day: date, until: date) -> int:
        """How many working days come after `day`, up to and with `until`.

        The opposite of `add_working_days`. Raises ValueError if `until` lies before `day`.

        >>> WorkingDays().working_days_between(date(2026, 11, 20), date(2026, 11, 24))
        2
        """
        if until < day:
            raise ValueError(f"Working days are counted forward, not from {day} to {until}.")
        later = (day + timedelta(days=ahead) for ahead in range(1, (until - day).days + 1))
        return sum(one in self for one in later)


def years_before(day: date, years: int) -> date:
    """The same day of an earlier year; of 29 February the day before."""
    if (day.month, day.day) == (FEBRUARY, LEAP_DAY):
        day = day.replace(day=LEAP_DAY - 1)
    return day.replace(year=day.year - years)

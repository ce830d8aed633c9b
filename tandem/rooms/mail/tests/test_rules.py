"""Which days and which minutes mail comes in, as tables."""

from __future__ import annotations

from datetime import date

import pytest

from tandem.organisation.calendar import WorkingDays
from tandem.rooms.mail.rules import (
    Rhythm,
    comes_soon,
    is_a_day_for_mail,
    is_quiet,
    may_interrupt,
)

MONDAY, TUESDAY, SATURDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 28)
HOLIDAY = WorkingDays(holidays=frozenset({MONDAY}))
FOUR_DAYS = WorkingDays(weekdays=frozenset({1, 2, 3, 4}))  # Mondays are off
LONG_WEEK = WorkingDays(worked=frozenset({SATURDAY}))
NEVER_AT_WORK = WorkingDays(holidays=frozenset(date(2026, 11, day) for day in range(23, 28)))

DAYS = [
    (Rhythm.DAILY, SATURDAY, WorkingDays(), True),
    (Rhythm.DAILY, MONDAY, HOLIDAY, True),
    (Rhythm.WORKING_DAYS, MONDAY, WorkingDays(), True),
    (Rhythm.WORKING_DAYS, MONDAY, HOLIDAY, False),
    (Rhythm.WORKING_DAYS, SATURDAY, WorkingDays(), False),
    (Rhythm.WORKING_DAYS, SATURDAY, LONG_WEEK, True),
    (Rhythm.WEEKLY, MONDAY, WorkingDays(), True),
    (Rhythm.WEEKLY, TUESDAY, WorkingDays(), False),
    (Rhythm.WEEKLY, MONDAY, HOLIDAY, False),
    (Rhythm.WEEKLY, TUESDAY, HOLIDAY, True),  # the day after the holiday
    (Rhythm.WEEKLY, TUESDAY, FOUR_DAYS, True),
    (Rhythm.WEEKLY, MONDAY, NEVER_AT_WORK, False),  # a week off has no letter
    (Rhythm.WEEKLY, SATURDAY, NEVER_AT_WORK, False),
    (Rhythm.NEVER, MONDAY, WorkingDays(), False),
]


@pytest.mark.parametrize(("rhythm", "day", "calendar", "comes"), DAYS)
def test_a_letter_comes_on_the_days_one_chose(
    rhythm: Rhythm, day: date, calendar: WorkingDays, comes: bool
) -> None:
    assert is_a_day_for_mail(rhythm, day, calendar) is comes


SEVEN_PM, SEVEN_AM, NOON = 19 * 60, 7 * 60, 12 * 60
QUIET = [
    (SEVEN_PM - 1, SEVEN_PM, SEVEN_AM, False),
    (SEVEN_PM, SEVEN_PM, SEVEN_AM, True),
    (23 * 60 + 59, SEVEN_PM, SEVEN_AM, True),
    (0, SEVEN_PM, SEVEN_AM, True),  # over midnight
    (SEVEN_AM - 1, SEVEN_PM, SEVEN_AM, True),
    (SEVEN_AM, SEVEN_PM, SEVEN_AM, False),
    (NOON, NOON, NOON + 60, True),
    (NOON + 60, NOON, NOON + 60, False),
    (NOON - 1, NOON, NOON + 60, False),
    (NOON, NOON, NOON, False),  # the same hour twice: never quiet
]


@pytest.mark.parametrize(("minute", "quiet_from", "quiet_until", "quiet"), QUIET)
def test_it_is_quiet_from_one_hour_until_the_other(
    minute: int, quiet_from: int, quiet_until: int, quiet: bool
) -> None:
    assert is_quiet(minute, quiet_from, quiet_until) is quiet


@pytest.mark.parametrize(("minute", "soon"), [(390, False), (391, True), (450, True), (451, True)])
def test_what_is_urgent_goes_with_the_letter_of_the_day_where_that_is_near(
    minute: int, soon: bool
) -> None:
    assert comes_soon(minute, 450) is soon


def test_a_day_off_is_interrupted_for_nobody_who_wants_none_on_it() -> None:
    assert may_interrupt(Rhythm.WORKING_DAYS, TUESDAY, WorkingDays())
    assert not may_interrupt(Rhythm.NEVER, TUESDAY, WorkingDays())
    assert not may_interrupt(Rhythm.WEEKLY, SATURDAY, WorkingDays())
    assert may_interrupt(Rhythm.DAILY, SATURDAY, WorkingDays())

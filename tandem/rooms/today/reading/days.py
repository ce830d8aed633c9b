"""Counting days. No words, no language, no clock: `today` is always an argument.

A reading is a tuple of days: none, one, or the several that could be meant.
"""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from tandem.organisation.calendar import DAY, SATURDAY, WorkingDays

Days = tuple[date, ...]
WEEK = 7 * DAY
FRIDAY, SUNDAY = 4, 6
MONTHS_AHEAD = 24  # a promise for later than this is more likely a misreading


def ahead(days: Iterable[date], today: date) -> Days:
    """Those from today until the day before two years are over, soonest first, each once."""
    return tuple(sorted({day for day in days if today <= day < in_months(today, MONTHS_AHEAD)}))


def in_months(day: date, months: int) -> date:
    """The same day some months on; the last of a month that is too short (31 Jan to 28 Feb)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def monday(day: date) -> date:
    return day - day.weekday() * DAY


def last_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def coming(weekday: int, today: date) -> date:
    """The next such day after today."""
    return today + ((weekday - today.weekday() - 1) % 7 + 1) * DAY


def named(weekday: int, today: date) -> Days:
    """ "Friday". On that very weekday it may mean today or a week from today: both."""
    following = coming(weekday, today)
    return (today, following) if weekday == today.weekday() else (following,)


def next_named(weekday: int, today: date) -> Days:
    """ "Next Friday": this week's or next week's, while this week's still lies ahead.

    Where this week's is today or gone, there is one reading, in the week to come. At the
    weekend "this week" itself may be the one ending or the one coming: both.
    """
    following = coming(weekday, today)
    one_reading = weekday <= today.weekday() < SATURDAY
    return (following,) if one_reading else (following, following + WEEK)


def working_day_before(day: date, today: date, calendar: WorkingDays) -> Days:
    """The last working day before a day (before Monday is Friday), but not before today."""
    eve = max(calendar.add_working_days(day, -1), today)
    return ahead([eve] if eve < day else [], today)


def dated(day: int, month: int, year: int | None, today: date) -> Days:
    """That date; without a year the next one, which may be today. An impossible one is none."""
    years = [year] if year is not None else range(today.year, today.year + 3)
    found = ahead((date(y, month, day) for y in years if is_a_date(day, month, y)), today)
    return found[:1]


def is_a_date(day: int, month: int, year: int) -> bool:
    return 1 <= month <= 12 and 2000 <= year < 9000 and 1 <= day <= monthrange(year, month)[1]


def day_of_month(day: int, today: date) -> Days:
    """ "The 15th": the next one. On that very day it may mean today or a month from today."""
    firsts = [in_months(today.replace(day=1), months) for months in range(4)]
    possible = [
        first.replace(day=day) for first in firsts if is_a_date(day, first.month, first.year)
    ]
    found = ahead(possible, today)
    return found[:2] if found[:1] == (today,) else found[:1]


def end_of_week(today: date) -> Days:
    """This week's Friday; at the weekend the week may be the one ending or the one coming."""
    friday = monday(today) + FRIDAY * DAY
    return (friday,) if friday >= today else (monday(today) + SUNDAY * DAY, friday + WEEK)


def quarter(today: date, on: int = 0) -> tuple[date, date]:
    """First and last day of the calendar quarter `on` quarters from this one."""
    first = in_months(today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1), 3 * on)
    return first, last_of_month(in_months(first, 2))


def month(today: date, on: int = 0) -> tuple[date, date]:
    """First and last day of the month `on` months from this one."""
    first = in_months(today.replace(day=1), on)
    return first, last_of_month(first)

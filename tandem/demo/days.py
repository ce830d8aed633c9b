"""Days of the story. It is told for one day; any other `today` moves it along."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

TOLD_ON = date(2026, 11, 24)
"""The Tuesday for which the days of named people are written down."""

DAY = timedelta(days=1)
FRIDAY = 4  # as `date.weekday` counts, Monday being 0


def month_before(today: date, months: int) -> date:
    """The first day of the month that many months before today's."""
    number = today.year * 12 + today.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


def month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def moved(day: date, today: date) -> date:
    """A day written for TOLD_ON, moved by the whole months between that day and today."""
    months = (TOLD_ON.year - day.year) * 12 + TOLD_ON.month - day.month
    first = month_before(today, months)
    return first.replace(day=min(day.day, month_end(first).day))


def on_a_working_day(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day if day.weekday() <= FRIDAY else day + timedelta(days=7 - day.weekday())


def before_the_weekend(day: date) -> date:
    """The day itself, or the Friday before its weekend."""
    return day if day.weekday() <= FRIDAY else day - timedelta(days=day.weekday() - FRIDAY)

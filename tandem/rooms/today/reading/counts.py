"""From the parts of a named day to the day: the functions beside the patterns of `day_words`.

Each takes the named groups that matched and today. The groups hold English words; the tables
that turn them into numbers stand here.
"""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from dateutil.easter import easter

from tandem.organisation.calendar import DAY, SATURDAY, WorkingDays
from tandem.rooms.today.reading import days as count
from tandem.rooms.today.reading.days import Days

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NUMBERS = {
    "a couple of": 2, "a couple": 2, "an": 1, "a": 1, "one": 1, "two": 2, "three": 3, "four": 4,
    "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "fourteen": 14, "fifteen": 15, "twenty": 20, "thirty": 30, "sixty": 60, "ninety": 90,
}  # fmt: skip
ORDINALS = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth", "twenty-first", "twenty-second", "twenty-third",
    "twenty-fourth", "twenty-fifth", "twenty-sixth", "twenty-seventh", "twenty-eighth",
    "twenty-ninth", "thirtieth", "thirty-first",
]  # fmt: skip
MONDAY_TO_FRIDAY = WorkingDays()
DAYS_IN = {"day": 1, "week": 7, "fortnight": 14}


@dataclass(frozen=True, slots=True)
class Stretch:
    """A week, a month: meant as a whole, so due on its last day. `days` are that day's readings."""

    firsts: Days
    days: Days


Named = dict[str, str]
Count = Callable[[Named, date], Days | Stretch]


def number(words: str) -> int:
    return int(words) if words.isdecimal() else NUMBERS[words]


def weekday_in(found: Named) -> int:
    return WEEKDAYS.index(found["weekday"][:3])


def month_in(found: Named) -> int:
    return MONTHS.index(found["month"][:3]) + 1


def fixed(day: int, month: int) -> Count:
    return lambda found, today: count.dated(day, month, None, today)


def plus(days: int) -> Count:
    return lambda found, today: (today + days * DAY,)


def later(found: Named, base: date) -> date:
    """Some units on from a day: two weeks, 3 days, a month."""
    amount, unit = number(found.get("n", "a")), found["unit"]
    if unit in DAYS_IN:
        return base + amount * DAYS_IN[unit] * DAY
    return count.in_months(base, amount * (12 if unit == "year" else 1))


def after_days(found: Named, today: date, calendar: WorkingDays = MONDAY_TO_FRIDAY) -> Days:
    """In 3 days, within two weeks, in 5 working days, in 48 hours."""
    if "hours" in found:
        return (today + number(found["n"]) // 24 * DAY,)
    if "working" in found:
        return (calendar.add_working_days(today, number(found["n"])),)
    return (later(found, today),)


def from_a_day(found: Named, today: date) -> Days:
    """A week from tomorrow, two weeks on Friday."""
    if "weekday" in found:
        return tuple(later(found, day) for day in count.named(weekday_in(found), today))
    tomorrow = found.get("base", "") == "tomorrow"
    return (later(found, today + DAY if tomorrow else today),)


def on_a_weekday(found: Named, today: date) -> Days:
    weekday = weekday_in(found)
    if found.get("which") == "next":
        return count.next_named(weekday, today)
    plain = count.named(weekday, today)
    # Friday week, Friday after next
    return tuple(day + count.WEEK for day in plain) if "later" in found else plain


def this_or_next(found: Named, today: date) -> Days:
    first = count.coming(weekday_in(found), today - DAY)
    return (first, first + count.WEEK)


def of_a_week(found: Named, today: date) -> Days:
    """Friday of next week, Friday this week."""
    weeks = 0 if found["which"] == "this" else 1
    return (count.monday(today) + weekday_in(found) * DAY + weeks * count.WEEK,)


def nth_of_a_month(found: Named, today: date) -> Days:
    """The first Monday in December, the last Friday of next month: the next one."""
    months = [whole(found, count.in_months(today.replace(day=1), on)) for on in (0, 12)]
    if "month" not in found:
        months = [whole(found, today)]
    place = {"1": 0, "f": 0, "2": 1, "s": 1, "3": 2, "t": 2}.get(found["nth"][0], -1)
    days = (each_in(weekday_in(found), first, last)[place] for first, last in months)
    return count.ahead(days, today)[:1]


def each_in(weekday: int, first: date, last: date) -> list[date]:
    start = count.coming(weekday, first - DAY)
    return [start + weeks * count.WEEK for weeks in range(5) if start + weeks * count.WEEK <= last]


def on_a_date(found: Named, today: date) -> Days:
    """3 Dec, December 3rd 2026, the third of December."""
    nth = re.sub(r"\s+", "-", found.get("ordinal", ""))
    day = ORDINALS.index(nth) + 1 if nth else int(found["day"])
    year = int(found["year"]) % 100 + 2000 if "year" in found else None
    return count.dated(day, month_in(found), year, today)


def on_the_nth(found: Named, today: date) -> Days:
    return count.day_of_month(int(found["day"]), today)


def iso(found: Named, today: date) -> Days:
    return count.dated(int(found["d"]), int(found["m"]), int(found["y"]), today)


def in_figures(found: Named, today: date) -> Days:
    """27/11 and 12/1: day and month in either order, where dots and the calendar allow both."""
    one, other = int(found["one"]), int(found["other"])
    year = int(found["year"]) % 100 + 2000 if "year" in found else None
    day_first = count.dated(one, other, year, today)
    if found["between"] == ".":
        return day_first
    return count.ahead(day_first + count.dated(other, one, year, today), today)


def edge_of(found: Named, today: date) -> Days:
    """End of next month, start of next week, mid December. A week ends on its Friday."""
    edge = found.get("edge", "end")
    first, last = whole(found, today)
    if edge in {"start", "beginning"}:
        return (first,)
    if edge in {"middle", "mid"}:
        return (first + (2 if is_a_week(found) else 14) * DAY,)
    return count.end_of_week(today) if is_a_week(found) and first <= today else (last,)


def stretch(found: Named, today: date) -> Stretch:
    """This week, next month, December: the whole of it."""
    first, last = whole(found, today)
    this_week = is_a_week(found) and first <= today
    return Stretch((first,), count.end_of_week(today) if this_week else (last,))


def week_after_next(found: Named, today: date) -> Stretch:
    first = count.monday(today) + 2 * count.WEEK
    return Stretch((first,), (first + count.FRIDAY * DAY,))


def calendar_week(found: Named, today: date) -> Days:
    """Week 49, as weeks are numbered in ISO 8601: its Friday, or its Monday; the next such one."""
    weekday = 1 if found.get("edge") == "start" else 3 if found.get("edge") == "mid" else 5
    days = []
    for year in range(today.year - 1, today.year + 3):
        with suppress(ValueError):  # most years have no week 53
            days.append(date.fromisocalendar(year, int(found["week"]), weekday))
    return count.ahead(days, today)[:1]


def from_easter(days: int) -> Count:
    """Easter and the feasts that move with it, the next of them."""
    return lambda found, today: count.ahead(
        (easter(today.year + years) + days * DAY for years in range(2)), today
    )[:1]


def weekend(found: Named, today: date) -> Stretch:
    """Until its Sunday; "the weekend" on a Sunday is today."""
    saturday = count.monday(today) + SATURDAY * DAY
    ahead = count.next_named(SATURDAY, today) if found.get("which") == "next" else (saturday,)
    return Stretch(ahead, tuple(day + DAY for day in ahead))


def is_a_week(found: Named) -> bool:
    return found.get("unit", "").startswith("w")


def whole(found: Named, today: date) -> tuple[date, date]:
    """First and last day of the week, month, quarter or year that is named."""
    on = 1 if found.get("which", "").removeprefix("the ") in {"next", "following"} else 0
    if "month" in found:
        [first] = count.dated(1, month_in(found), None, today.replace(day=1))
        return first, count.last_of_month(first)
    if "quarter" in found:
        four = (count.quarter(today, quarters) for quarters in range(4))
        return next(each for each in four if each[1].month == 3 * int(found["quarter"]))
    match found["unit"][0]:
        case "w":
            start = count.monday(today) + on * count.WEEK
            return start, start + count.FRIDAY * DAY
        case "m":
            return count.month(today, on)
        case "q":
            return count.quarter(today, on)
    return date(today.year + on, 1, 1), date(today.year + on, 12, 31)

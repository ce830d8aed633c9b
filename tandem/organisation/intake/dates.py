"""Reading dates. Values in, decision out: whether a column says the day or the month first.

ISO dates, `20261231` and month names are never ambiguous. Of two numbers and a year, the column
as a whole decides: one value above twelve shows the order. Dots are written day first wherever
they are written. What nothing decides is reported, never guessed.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, StrEnum
from functools import lru_cache

TIME = r"(?:[T ]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?|Z|[+-]\d{2}:?\d{2})?)?"
YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){TIME}")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
YEAR_LAST = re.compile(rf"(\d{{1,2}})([-/. ])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){TIME}")
DAY_AND_NAME = re.compile(rf"(\d{{1,2}})[-. ]+([A-Za-z]{{3,9}})\.?[-, ]+(\d{{4}}){TIME}")
NAME_AND_DAY = re.compile(rf"([A-Za-z]{{3,9}})\.? (\d{{1,2}}),? (\d{{4}}){TIME}")
DAY_NUMBER = re.compile(r"[2-6]\d{4}")
MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)

FIRST_YEAR, LAST_YEAR = 1900, 2100
FOR_EVER = 9999  # the year HR systems write for "no end"
MONTHS = 12
LONGEST_MONTH = 31
ONE_IN = 20  # a column of one order may hold one slip in twenty; with more it mixes both
SPREADSHEET_EPOCH = date(1899, 12, 30)


class Order(StrEnum):
    """How a column writes its dates, as a mapping says it."""

    ISO = "iso"
    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


class Unsettled(Enum):
    """Why a column has no order."""

    UNDECIDED = "every date can be read both ways"
    MIXED = "some dates are day first and some month first"


Reading = Order | Unsettled


class Fault(Enum):
    """What is wrong with a value that should be a date."""

    NO_DATE = "no date"
    NO_SUCH_DAY = "no such day"
    OTHER_ORDER = "other order"
    AMBIGUOUS = "ambiguous"
    TWO_DIGIT_YEAR = "two-digit year"
    FAR_YEAR = "far year"
    DAY_NUMBER = "day number"
    NOT_ISO = "not iso"


@dataclass(frozen=True, slots=True)
class NotADate:
    """likely: the days that may have been meant."""

    fault: Fault
    likely: tuple[date, ...] = ()


@dataclass(slots=True)
class Evidence:
    """What the values of one column say about its order."""

    day_first: int = 0
    month_first: int = 0
    ambiguous: int = 0
    example: str = ""  # an ambiguous value without dots

    def add(self, text: str) -> None:
        numbers = _two_numbers(text)
        if numbers is None:
            return
        first, second, dotted = numbers
        if first == second:
            return
        if first <= MONTHS and second <= MONTHS:
            self.ambiguous += 1
            if not dotted and not self.example:
                self.example = text
        elif second <= MONTHS and first <= LONGEST_MONTH:
            self.day_first += 1
        elif first <= MONTHS and second <= LONGEST_MONTH:
            self.month_first += 1

    def reading(self) -> Reading:
        """The order the column follows as a whole, or why there is none."""
        most, least = (
            max(self.day_first, self.month_first),
            min(self.day_first, self.month_first),
        )
        if least * ONE_IN > most:
            return Unsettled.MIXED
        if most:
            return Order.DAY_FIRST if self.day_first > self.month_first else Order.MONTH_FIRST
        return Unsettled.UNDECIDED if self.example else Order.DAY_FIRST


def _two_numbers(text: str) -> tuple[int, int, bool] | None:
    found = YEAR_LAST.fullmatch(text)
    return (int(found[1]), int(found[3]), found[2] == ".") if found else None


@lru_cache(maxsize=1 << 16)
def read_date(text: str, reading: Reading) -> date | NotADate:
    """The day in a column that is read like this. May be in the year 9999: no end."""
    parts = _certain(text)
    if parts is None:
        found = YEAR_LAST.fullmatch(text)
        if found is None:
            return _no_date(text)
        if reading is Order.ISO:
            return NotADate(Fault.NOT_ISO)
        return _by_order(int(found[1]), int(found[3]), found[4], reading)
    return _day(*parts)


def _certain(text: str) -> tuple[int, int, int] | None:
    """Year, month and day of a text that can be read in one way only."""
    if found := YEAR_FIRST.fullmatch(text):
        return int(found[1]), int(found[3]), int(found[4])
    if found := COMPACT.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    if (found := DAY_AND_NAME.fullmatch(text)) and (month := _month(found[2])):
        return int(found[3]), month, int(found[1])
    if (found := NAME_AND_DAY.fullmatch(text)) and (month := _month(found[1])):
        return int(found[3]), month, int(found[2])
    return None


def _month(name: str) -> int | None:
    begun = name.lower()
    numbers = (number for number, full in enumerate(MONTH_NAMES, 1) if full.startswith(begun))
    return next(numbers, None)


def _by_order(first: int, second: int, year: str, reading: Reading) -> date | NotADate:
    day_first = _either(year, second, first)
    month_first = _either(year, first, second)
    if len(year) < len("2026"):
        return NotADate(Fault.TWO_DIGIT_YEAR)
    if reading is Unsettled.UNDECIDED and first != second:
        return NotADate(Fault.AMBIGUOUS, (*day_first, *month_first))
    if reading is Unsettled.MIXED:
        if first != second and first <= MONTHS and second <= MONTHS:
            return NotADate(Fault.AMBIGUOUS, (*day_first, *month_first))
        reading = Order.DAY_FIRST if second <= MONTHS else Order.MONTH_FIRST
    day, month = (first, second) if reading is Order.DAY_FIRST else (second, first)
    if month > MONTHS and day <= MONTHS:
        return NotADate(Fault.OTHER_ORDER, month_first if day_first == () else day_first)
    return _day(int(year), month, day)


def _either(year: str, month: int, day: int) -> tuple[date, ...]:
    try:
        return (date(int(year), month, day),)
    except ValueError:
        return ()


def _day(year: int, month: int, day: int) -> date | NotADate:
    if not (1 <= month <= MONTHS and 1 <= day <= LONGEST_MONTH):
        return NotADate(Fault.NO_DATE)
    if not (FIRST_YEAR <= year <= LAST_YEAR or year == FOR_EVER):
        return NotADate(Fault.FAR_YEAR)
    last = calendar.monthrange(year, month)[1]
    if day > last:
        return NotADate(Fault.NO_SUCH_DAY, (date(year, month, last),))
    return date(year, month, day)


def _no_date(text: str) -> NotADate:
    if DAY_NUMBER.fullmatch(text):
        return NotADate(Fault.DAY_NUMBER, (SPREADSHEET_EPOCH + timedelta(days=int(text)),))
    return NotADate(Fault.NO_DATE)

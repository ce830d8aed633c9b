"""Reading dates. Values in, decision out: whether a column says the day or the month first.

ISO dates, `20261231` and month names are never ambiguous. A column that holds nothing but the day
numbers of a spreadsheet (46387) is read as those. Of two numbers and a year, the column
as a whole decides: one value above twelve shows the order. Dots are written day first wherever
they are written. Two digits for a year are read once somebody has said which hundred years they
stand for. What nothing decides is reported, never guessed.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, StrEnum
from functools import lru_cache

from tandem.organisation.intake.months import month_named
from tandem.organisation.intake.spelling import says_nothing

TIME = r"(?:[T ]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[AaPp]\.?[Mm]\.?|Z|[+-]\d{2}:?\d{2})?)?"
YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){TIME}")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
YEAR_LAST = re.compile(rf"(\d{{1,2}})([-/. ])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){TIME}")
NAME = r"([^\W\d_]{3,12}|[IVX]{1,4})\.?"
OF = r"(?:de |of |del )?"
DAY_AND_NAME = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th|er|º)?[-./ ]*{OF}{NAME}[-./, ]*{OF}(\d{{4}}|\d{{2}}){TIME}"
)
NAME_AND_DAY = re.compile(rf"{NAME} (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}}|\d{{2}}){TIME}")
DAY_NUMBER = re.compile(r"([2-6]\d{4})(?:[.,]\d+)?")

FIRST_YEAR, LAST_YEAR = 1900, 2100
NEAR_YEARS = range(1950, 2050)  # in which people who work today were born, hired and leave
FOR_EVER = 9999  # the year HR systems write for "no end"
SO_TOO = {2999, 4712}  # as others write it: the last year of the Julian calendar, for one
HUNDRED, AHEAD = 100, 10  # years that two digits tell apart, and how many of them are to come
MONTHS = 12
LONGEST_MONTH = 31
ONE_IN = 20  # a column of one order may hold one slip in twenty; with more it mixes both
SPREADSHEET_EPOCH = date(1899, 12, 30)


class Order(StrEnum):
    """How a column writes its dates, as a mapping says it."""

    ISO = "iso"
    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"
    DAY_NUMBERS = "day-numbers"  # of a spreadsheet: 46387


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
    MONTH_ONLY = "month only"
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
    day_numbers: int = 0
    others: int = 0  # neither two numbers and a year nor the number of a day

    def add(self, text: str) -> None:
        numbers = _two_numbers(text)
        if numbers is None:
            counted = DAY_NUMBER.fullmatch(text) is not None
            self.day_numbers += counted
            self.others += not counted and not says_nothing(text)
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

    def shown(self) -> Order | None:
        """Day or month first, where a value above twelve shows it and none the opposite."""
        if bool(self.day_first) == bool(self.month_first):
            return None
        return Order.DAY_FIRST if self.day_first else Order.MONTH_FIRST

    def reading(self) -> Reading:
        """The order the column follows as a whole, or why there is none."""
        most, least = (
            max(self.day_first, self.month_first),
            min(self.day_first, self.month_first),
        )
        if least * ONE_IN > most:
            return Unsettled.MIXED
        if self.day_numbers and not (most or self.ambiguous or self.others):
            return Order.DAY_NUMBERS
        if most:
            return Order.DAY_FIRST if self.day_first > self.month_first else Order.MONTH_FIRST
        return Unsettled.UNDECIDED if self.example else Order.DAY_FIRST


def _two_numbers(text: str) -> tuple[int, int, bool] | None:
    found = YEAR_LAST.fullmatch(text)
    return (int(found[1]), int(found[3]), found[2] == ".") if found else None


@lru_cache(maxsize=1 << 16)
def read_date(text: str, reading: Reading, years_from: int | None = None) -> date | NotADate:
    """The day in a column that is read like this. May be in the year 9999: no end.

    years_from: the first of the hundred years that two digits stand for, where that was said.
    """
    parts = _certain(text, years_from)
    if parts is None:
        found = YEAR_LAST.fullmatch(text)
        if found is None:
            return _no_date(text, reading)
        if reading is Order.ISO:
            return NotADate(Fault.NOT_ISO)
        year = in_full(found[4], years_from)
        return _by_order(int(found[1]), int(found[3]), year, reading)
    return _day(*parts)


def in_full(year: str, years_from: int | None) -> str:
    """Of two digits the year they stand for, where that was said.

    >>> in_full("11", 1937), in_full("95", 1937), in_full("11", None), in_full("2011", 1937)
    ('2011', '1995', '11', '2011')
    """
    if years_from is None or len(year) == len("2026"):
        return year
    return str(years_from + (int(year) - years_from) % HUNDRED)


def likely_years(today: date) -> int:
    """The first of the hundred years that two digits mostly stand for: up to ten to come."""
    return today.year + AHEAD + 1 - HUNDRED


def recent_years(first: int) -> range:
    """Of those hundred years the last few: nobody doubts them in a list of who left lately.

    >>> [min(recent_years(1937)), max(recent_years(1937))]
    [2016, 2027]
    """
    today = first + HUNDRED - 1 - AHEAD
    return range(today - AHEAD, today + 2)


def _certain(text: str, years_from: int | None = None) -> tuple[int, int, int] | None:
    """Year, month and day of a text that can be read in one way only."""
    if found := YEAR_FIRST.fullmatch(text):
        return int(found[1]), int(found[3]), int(found[4])
    if found := COMPACT.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    named = _named(text)
    year = in_full(named[0], years_from) if named else ""
    return (int(year), *named[1:]) if named and len(year) == len("2026") else None


def _named(text: str) -> tuple[str, int, int] | None:
    """Year as written, month and day of a date whose month has a name."""
    if (found := DAY_AND_NAME.fullmatch(text)) and (month := month_named(found[2])):
        return found[3], month, int(found[1])
    if (found := NAME_AND_DAY.fullmatch(text)) and (month := month_named(found[1])):
        return found[3], month, int(found[2])
    return None


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
    year = FOR_EVER if year in SO_TOO else year
    if not (1 <= month <= MONTHS and 1 <= day <= LONGEST_MONTH):
        return NotADate(Fault.NO_DATE)
    if not (FIRST_YEAR <= year <= LAST_YEAR or year == FOR_EVER):
        return NotADate(Fault.FAR_YEAR, _with_digits_in_turn(year, month, day))
    last = calendar.monthrange(year, month)[1]
    if day > last:
        return NotADate(Fault.NO_SUCH_DAY, (date(year, month, last),))
    return date(year, month, day)


def _with_digits_in_turn(year: int, month: int, day: int) -> tuple[date, ...]:
    """With two digits of its year changed about, if one such year is near: 2017 for 0217."""
    if str(year).startswith("18"):
        return ()  # the day nought of a spreadsheet
    digits = f"{year:04}"
    swapped = {
        int(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :])
        for at in range(len(digits) - 1)
    }
    near = [each for each in swapped if each in NEAR_YEARS]
    return _either(str(near[0]), month, day) if len(near) == 1 else ()


def _no_date(text: str, reading: Reading) -> date | NotADate:
    if DAY_NUMBER.fullmatch(text):
        day = day_numbered(text)
        return day if reading is Order.DAY_NUMBERS else NotADate(Fault.DAY_NUMBER, (day,))
    if _named(text):
        return NotADate(Fault.TWO_DIGIT_YEAR)
    if isinstance(read_month(text), date):
        return NotADate(Fault.MONTH_ONLY)
    return NotADate(Fault.NO_DATE)


def day_numbered(text: str, epoch: date = SPREADSHEET_EPOCH) -> date:
    """The day of a spreadsheet's number, read past its time."""
    return epoch + timedelta(days=int(re.split("[.,]", text)[0]))


MONTH_YEAR_FIRST = re.compile(r"(\d{4})([-/. ]?)(\d{1,2})")
MONTH_YEAR_LAST = re.compile(r"(\d{1,2})[-/. ](\d{4})")
MONTH_NAME = re.compile(rf"{NAME}[-/., ]*{OF}['’]?(\d{{4}}|\d{{2}})")
MONTH_NAME_LAST = re.compile(rf"(\d{{4}})[-/., ]*{NAME}")


def short_month(text: str) -> tuple[int, int] | None:
    """The month and the two digits of a text such as `Mrz 26`: a year of this century, or a day."""
    found = MONTH_NAME.fullmatch(text)
    month = month_named(found[1]) if found else None
    return (month, int(found[2])) if found and month and len(found[2]) < len("2009") else None


@lru_cache(maxsize=1 << 12)
def read_month(text: str) -> date | NotADate:
    """The first day of the month in a text such as `200908`, `08/2009` or `Aug 2009`.

    A whole date that can be read in one way is read as its month.
    """
    found = MONTH_YEAR_FIRST.fullmatch(text)
    if found and (found[2] or len(found[3]) == len("08")):
        return _day(int(found[1]), int(found[3]), 1)
    if found := MONTH_YEAR_LAST.fullmatch(text):
        return _day(int(found[2]), int(found[1]), 1)
    if (found := MONTH_NAME.fullmatch(text)) and (month := month_named(found[1])):
        short = len(found[2]) < len("2009")
        return NotADate(Fault.TWO_DIGIT_YEAR) if short else _day(int(found[2]), month, 1)
    if (found := MONTH_NAME_LAST.fullmatch(text)) and (month := month_named(found[2])):
        return _day(int(found[1]), month, 1)
    if parts := _certain(text):
        day = _day(*parts)
        return day.replace(day=1) if isinstance(day, date) else day
    ambiguous = YEAR_LAST.fullmatch(text) is not None
    return NotADate(Fault.AMBIGUOUS if ambiguous else Fault.NO_DATE)

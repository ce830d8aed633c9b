"""Reading months: 200908, 2009-08, 08/2009, Aug 2009, or any date within one."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from tandem.organisation.intake.dates import (
    FIRST_YEAR,
    FOR_EVER,
    LAST_YEAR,
    MONTH_NAMES,
    MONTHS,
    NotADate,
    Reading,
    read_date,
)

YEAR_FIRST = re.compile(r"(\d{4})[-/. ]?(\d{1,2})")
YEAR_LAST = re.compile(r"(\d{1,2})[-/. ](\d{4})")
NAMED = re.compile(r"([A-Za-z]{3,9})[-/. ,]+(\d{4})")


@lru_cache(maxsize=1 << 14)
def read_month(text: str, reading: Reading) -> date | None:
    """The first day of the month, or None where the text is none.

    reading: how the column writes its days, where it holds whole dates.
    """
    if found := YEAR_FIRST.fullmatch(text):
        return _month(int(found[1]), int(found[2]))
    if found := YEAR_LAST.fullmatch(text):
        return _month(int(found[2]), int(found[1]))
    if found := NAMED.fullmatch(text):
        begun = found[1].lower()
        names = enumerate(MONTH_NAMES, 1)
        number = next((at for at, name in names if name.startswith(begun)), 0)
        return _month(int(found[2]), number)
    day = read_date(text, reading)
    if isinstance(day, NotADate) or day.year == FOR_EVER:
        return None
    return day.replace(day=1)


def _month(year: int, month: int) -> date | None:
    if FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= MONTHS:
        return date(year, month, 1)
    return None

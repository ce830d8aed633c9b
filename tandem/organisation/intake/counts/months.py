"""Reading months: 200908, 2009-08, 08/2009, Aug 2009, or any date within one."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from tandem.organisation.intake import dates
from tandem.organisation.intake.dates import FOR_EVER, NotADate, Reading, read_date


@lru_cache(maxsize=1 << 14)
def read_month(text: str, reading: Reading) -> date | None:
    """The first day of the month, or None where the text is none.

    reading: how the column writes its days, where it holds whole dates.
    """
    month = dates.read_month(text)
    if isinstance(month, NotADate):
        month = read_date(text, reading)
    if isinstance(month, NotADate) or month.year == FOR_EVER:
        return None
    return month.replace(day=1)

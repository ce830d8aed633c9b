"""Reading months: 200908, 2009-08, 08/2009, Aug 2009, or any date within one.

Two digits after a month's name ("Mrz 26") may be a year or a day; what stands beside them decides.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from tandem.organisation.intake import dates
from tandem.organisation.intake.dates import (
    FOR_EVER,
    NotADate,
    Reading,
    in_full,
    read_date,
    short_month,
)

CENTURY = 2000
MONTHS = 12  # of a year
SEVERAL = 3  # different months of one column, from which on they show what stands behind them
FEW = 3  # months that are named one by one
LEAP = 2024  # a year in which February is at its longest


def rate_again(month: date) -> str:
    """In words, the first month whose twelve months back do not hold this one.

    month: its first day.
    """
    return date_format(month.replace(year=month.year + 1), "F Y")


def next_month(month: date) -> date:
    """Both by their first day."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def month_before(month: date) -> date:
    """Both by their first day."""
    return date(month.year - (month.month == 1), month.month - 1 or MONTHS, 1)


def are_years(found: Iterable[tuple[int, int]]) -> bool:
    """Whether the two digits behind these months are years: they stay while the months pass.

    >>> are_years([(1, 26), (2, 26), (3, 26)]), are_years([(1, 31), (2, 28), (3, 31)])
    (True, False)
    >>> are_years([(1, 26), (2, 26)]), are_years([(11, 25), (12, 25), (1, 26)])
    (False, True)
    """
    pairs = set(found)
    months, digits = {month for month, _ in pairs}, {number for _, number in pairs}
    if len(months) < SEVERAL or are_last_days(pairs):
        return False
    return len(digits) == 1 + max(digits) - min(digits) and 2 * len(digits) <= 1 + len(pairs)


def are_last_days(pairs: Iterable[tuple[int, int]]) -> bool:
    """Whether each may be the last day of its month."""
    return all(calendar.monthrange(LEAP, month)[1] - day in {0, month == 2} for month, day in pairs)


@lru_cache(maxsize=1 << 14)
def read_month(
    text: str, reading: Reading, *, short: bool = False, years_from: int | None = None
) -> date | None:
    """The first day of the month, or None where the text is none.

    reading: how the column writes its days, where it holds whole dates. short: two digits
    behind a month are its year. years_from: the first of the hundred years that two digits stand
    for, where that was said.
    """
    if short and (found := short_month(text)):
        year = in_full(f"{found[1]:02}", CENTURY if years_from is None else years_from)
        return date(int(year), found[0], 1)
    month = dates.read_month(text)
    if isinstance(month, NotADate):
        month = read_date(text, reading, years_from)
    if isinstance(month, NotADate) or month.year == FOR_EVER:
        return None
    return month.replace(day=1)


def span(months: Sequence[date]) -> str:
    """Months in order, in words: the few there are, or from when to when."""
    if len(months) <= FEW:
        return get_text_list([date_format(each, "F Y") for each in months], _("and"))
    return _("%(count)s months from %(first)s to %(last)s") % {
        "count": len(months),
        "first": date_format(months[0], "F Y"),
        "last": date_format(months[-1], "F Y"),
    }

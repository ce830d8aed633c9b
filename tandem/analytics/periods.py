"""Periods as people write them, and which comes after which.

A lag is counted in periods, so their order and their gaps must be known: 2024-03 is followed by
2024-04, and where 2024-04 is missing nothing takes its place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from math import gcd


class Style(StrEnum):
    """How a period is written."""

    YEAR = "year"  # 2024
    HALF = "half-year"  # 2024-H1
    QUARTER = "quarter"  # 2024-Q1
    MONTH = "month"  # 2024-01, 2024-1, 202401
    WEEK = "week"  # 2024-W05
    DAY = "day"  # 2024-01-31
    NUMBER = "number"  # 1, 2, 3


EXAMPLES = "2024, 2024-H1, 2024-Q1, 2024-01, 2024-W05, 2024-01-31 or 1, 2, 3"
STEPS = (12, 6, 3)  # months between periods that are written as months or days but come less often
A_WEEK = 7  # days
LARGEST_NUMBER = 999_999
PATTERNS = (
    (Style.DAY, re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)),
    (Style.HALF, re.compile(r"(\d{4})[-/ ]?[Hh]([12])", re.ASCII)),
    (Style.QUARTER, re.compile(r"(\d{4})[-/ ]?[Qq]([1-4])", re.ASCII)),
    (Style.WEEK, re.compile(r"(\d{4})[-/ ]?[Ww](\d{1,2})", re.ASCII)),
    (Style.MONTH, re.compile(r"(\d{4})[-/ ]?[Mm]?(0[1-9]|1[0-2])", re.ASCII)),
    (Style.MONTH, re.compile(r"(\d{4})[-/]([1-9])", re.ASCII)),
    (Style.YEAR, re.compile(r"((?:19|20)\d{2})", re.ASCII)),
    (Style.NUMBER, re.compile(r"(\d{1,6})", re.ASCII)),
)


class PeriodsRefused(ValueError):
    """The periods have no order that is certain. One sentence with the cure.

    where: which of them, by place, show it.
    """

    def __init__(self, message: str, where: Sequence[int] = ()) -> None:
        super().__init__(message)
        self.where = tuple(where)


@dataclass(frozen=True, slots=True)
class Periods:
    """numbers: one whole number per period given, one apart from one period to the next.

    step: what one period is, in words, for a page.
    """

    numbers: tuple[int, ...]
    step: str


@dataclass(frozen=True, slots=True)
class _Read:
    style: Style
    parts: tuple[int, ...]
    written: str


def style_of(written: str) -> Style | None:
    """None where it is no period we know."""
    read = _read(written)
    return read.style if read else None


def in_order(written: Sequence[str]) -> Periods:
    """Number the periods of one table, in the order given.

    written: as in the file, one at least, all in one style. Days stand for weeks where all are
    whole weeks apart and a month has several, else for their months. Months that are always three,
    six or twelve apart are quarters, half-years or years. Raises PeriodsRefused: unknown or mixed
    styles, or 2024-1 where it may be a month or a quarter.
    """
    known_words = {each: _read(each) for each in set(written)}  # few, in many rows
    read = [known_words[each] for each in written]
    for place, each in enumerate(read):
        if each is None:
            raise PeriodsRefused(
                f"“{written[place]}” is no period. Write {EXAMPLES}.", where=[place]
            )
    known = [each for each in read if each is not None]
    for place, each in enumerate(known):
        if each.style is not known[0].style:
            raise PeriodsRefused(
                f"“{known[0].written}” is a {known[0].style}, “{each.written}” a {each.style}: "
                "their order is not certain. Write all periods in one way.",
                where=[0, place],
            )
    return _numbered(known)


def _read(written: str) -> _Read | None:
    written = written.strip()
    for style, pattern in PATTERNS:
        found = pattern.fullmatch(written)
        if found:
            parts = tuple(int(part) for part in found.groups())
            return _Read(style, parts, written) if _can_be(style, parts) else None
    return None


def _can_be(style: Style, parts: tuple[int, ...]) -> bool:
    try:
        if style is Style.DAY:
            date(*parts)
        elif style is Style.WEEK:
            _monday(*parts)
    except ValueError:
        return False
    return style is Style.NUMBER or parts[0] > 0


def _monday(year: int, week: int) -> date:
    return date.fromisocalendar(year, week, 1)


def _numbered(known: list[_Read]) -> Periods:
    style = known[0].style
    years = [each.parts[0] for each in known]
    if style in (Style.YEAR, Style.NUMBER):
        return Periods(tuple(years), "year" if style is Style.YEAR else "period")
    if style is Style.DAY:
        return _of_days([date(*each.parts) for each in known])
    if style is Style.WEEK:
        days = [_monday(*each.parts) for each in known]
        return Periods(tuple(day.toordinal() // A_WEEK for day in days), "week")
    per_year = {Style.HALF: 2, Style.QUARTER: 4, Style.MONTH: 12}[style]
    numbers = [each.parts[0] * per_year + each.parts[1] - 1 for each in known]
    if style is not Style.MONTH:
        return Periods(tuple(numbers), style.value)
    _refuse_quarters(known)
    return _of_months(numbers)


def _refuse_quarters(known: list[_Read]) -> None:
    short = all(re.fullmatch(r"\d{4}[-/][1-4]", each.written) for each in known)
    if short and len({each.parts[0] for each in known}) > 1:
        raise PeriodsRefused(
            f"“{known[0].written}” may be a month or a quarter. Write months as 2024-01, "
            "quarters as 2024-Q1.",
            where=[0],
        )


def _of_days(days: list[date]) -> Periods:
    distinct = sorted(set(days))
    months = [day.year * 12 + day.month - 1 for day in days]
    if len(set(months)) == len(distinct):
        return _of_months(months)
    apart = [(after - before).days for before, after in pairwise(distinct)]
    if any(days_apart % A_WEEK for days_apart in apart):
        raise PeriodsRefused(
            "The days are neither one a month nor whole weeks apart. Write each period as the "
            "month, week or quarter it belongs to."
        )
    first = distinct[0]
    return Periods(tuple((day - first).days // A_WEEK for day in days), "week")


def _of_months(numbers: list[int]) -> Periods:
    distinct = sorted(set(numbers))
    apart = gcd(*(after - before for before, after in pairwise(distinct)))
    step = next((step for step in STEPS if apart and apart % step == 0), 1)
    name = {12: "year", 6: "half-year", 3: "quarter", 1: "month"}[step]
    return Periods(tuple((number - distinct[0]) // step for number in numbers), name)

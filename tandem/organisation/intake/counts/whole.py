"""Whole numbers as somebody wrote them: people are counted, never measured."""

from __future__ import annotations

import re
from functools import lru_cache

from tandem.organisation.digits import in_digits

MOST_PEOPLE = 10_000_000  # in one area and month
QUOTES = str.maketrans("’\u00a0\u202f", "'  ")
MINUS = str.maketrans("−–—", "---")
TAKEN_BACK = re.compile(r"-([0-9][^-]*)|([0-9][^-]*)-|\(([0-9][^-]*)\)")
PARTED = re.compile(r"([0-9]{1,3}(?:([.,' ])[0-9]{3})(?:\2[0-9]{3})*)(?:(?!\2)[.,]0{1,2})?")
NOTED = " *†‡"  # behind a number, a footnote
WHOLE = re.compile(r"([0-9]{1,20})(?:[.,]0{1,2})?")


@lru_cache(maxsize=1 << 12)
def whole_number(text: str) -> int | None:
    """People, where a sign before three digits parts thousands: nobody counts half a person.

    >>> [whole_number(text) for text in ("1250", "1 250", "1.250", "1.250,00", "12.0", "1.5", "")]
    [1250, 1250, 1250, 1250, 12, None, None]
    >>> whole_number("59*")
    59
    >>> whole_number("1" + ".000" * 2000)
    """
    if not text.isascii():
        text = text.translate(QUOTES)
    text = text.rstrip(NOTED)
    if found := PARTED.fullmatch(text):
        number = in_digits("".join(filter(str.isdigit, found[1])))
    elif found := WHOLE.fullmatch(text):
        number = int(found[1])
    else:
        return None
    return number if number is not None and number <= MOST_PEOPLE else None


def taken_back(text: str) -> int:
    """How many a row takes back: a minus before or behind, or the brackets of accountants; else 0.

    >>> [taken_back(text) for text in ("-1", "−2", "3-", "(4)", "-", "5", "--6")]
    [1, 2, 3, 4, 0, 0, 0]
    """
    bare = text.replace(" ", "").translate(MINUS)
    found = TAKEN_BACK.fullmatch(bare)
    return (whole_number(next(filter(None, found.groups()))) or 0) if found else 0

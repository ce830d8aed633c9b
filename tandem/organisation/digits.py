"""Whole numbers as they come from outside: of a form, a header, a cell."""

from __future__ import annotations

MOST_DIGITS = 18  # a database keeps whole numbers of so many; Python refuses those beyond 4,300


def in_digits(text: str) -> int | None:
    """None where it is anything but one to eighteen digits.

    >>> [in_digits(text) for text in ("12", "007", "", "-1", "1.5", "²", "9" * 5000)]
    [12, 7, None, None, None, None, None]
    """
    return int(text) if len(text) <= MOST_DIGITS and text.isdecimal() else None

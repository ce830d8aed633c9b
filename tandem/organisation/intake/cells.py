"""Typed cells of workbooks and Parquet files as text, and text as the cells of our CSVs."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal

# What a spreadsheet would work out: a lone dash or a number with a sign is none.
FORMULA = re.compile(r"[=@\t\r]|[+-](?![\d.,\s%-]*\Z)")


def as_text(value: object) -> str:
    """ISO dates, numbers without an exponent or an empty fraction, empty for nothing.

    >>> as_text(1234.0), as_text("00123"), as_text(datetime(2026, 12, 31))
    ('1234', '00123', '2026-12-31')
    """
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case float():
            return _number(Decimal(repr(value)))
        case Decimal():
            return _number(value)
        case datetime():
            return _moment(value)
        case date() | time():
            return value.isoformat()
        case bytes():
            return value.decode(errors="replace")
    return str(value)


def _number(value: Decimal) -> str:
    if not value.is_finite():
        return ""  # not a number: the sheet has no value there
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _moment(value: datetime) -> str:
    """A day where the time is midnight: sheets know no other days."""
    if value.time() == time() and value.tzinfo is None:
        return value.date().isoformat()
    return value.isoformat(sep=" ")


def plain_cell(text: str) -> str:
    """A cell of a CSV that no spreadsheet takes for a formula; an apostrophe marks it as text.

    >>> plain_cell("=HYPERLINK(A1)"), plain_cell("-"), plain_cell("-0.5"), plain_cell("Noor")
    ("'=HYPERLINK(A1)", '-', '-0.5', 'Noor')
    """
    return f"'{text}" if FORMULA.match(text) else text

"""Reading numbers. Whether a column writes its fractions with a point or a comma, as it shows.

Spaces and apostrophes only ever part thousands. A point or a comma alone before three digits can
be either: the other values of the column decide, and what nothing decides is reported.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, StrEnum

PARTED = re.compile(r"(?<=\d)[\s\u00a0\u202f'’](?=\d{3}(?!\d))")
NUMBER = re.compile(r"([+-]?)([0-9.,]+)")
ONE_SIGN = re.compile(r"[+-]?(\d+)([.,])(\d+)")
GROUPS = re.compile(r"[+-]?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})+")
BOTH = re.compile(r"[+-]?\d{1,3}(?:([.,])\d{3})+(?!\1)([.,])\d+")
THOUSAND = 3  # digits


class Style(StrEnum):
    """What stands before the fraction, as a mapping says it."""

    POINT = "."
    COMMA = ","


class UnsettledNumbers(Enum):
    """Why a column has no style."""

    UNDECIDED = "a sign before three digits may part thousands or begin a fraction"
    MIXED = "some numbers have a point before the fraction and some a comma"


NumberReading = Style | UnsettledNumbers


@dataclass(frozen=True, slots=True)
class NotANumber:
    """likely: the numbers that may have been meant."""

    likely: tuple[Decimal, ...] = ()


@dataclass(slots=True)
class NumberEvidence:
    """What the values of one column say about its style."""

    point: int = 0
    comma: int = 0
    example: str = ""  # a value that can be read both ways

    def add(self, text: str) -> None:
        style = style_of(text)
        self.point += style is Style.POINT
        self.comma += style is Style.COMMA
        if style is UnsettledNumbers.UNDECIDED:
            self.example = self.example or text

    def reading(self) -> NumberReading:
        if self.point and self.comma:
            return UnsettledNumbers.MIXED
        if self.point or self.comma:
            return Style.POINT if self.point else Style.COMMA
        return UnsettledNumbers.UNDECIDED if self.example else Style.POINT


def style_of(text: str) -> NumberReading | None:
    """The style one number shows; None where it shows none."""
    text = _joined(text)
    if found := BOTH.fullmatch(text):
        return Style(found[2])
    if found := GROUPS.fullmatch(text):
        return _other(found[1])
    found = ONE_SIGN.fullmatch(text)
    if found is None:
        return None
    whole, sign, fraction = found.groups()
    begins_thousands = len(fraction) == THOUSAND and len(whole) <= THOUSAND and whole[0] != "0"
    return UnsettledNumbers.UNDECIDED if begins_thousands else Style(sign)


def read_number(text: str, style: NumberReading) -> Decimal | NotANumber:
    """The number in a column of this style. Spaces around it, and a sign before it, are fine."""
    joined = _joined(text)
    own = style_of(joined)
    if isinstance(style, UnsettledNumbers):
        if own is UnsettledNumbers.UNDECIDED:
            both = (_as_style(joined, each) for each in Style)
            return NotANumber(tuple(each for each in both if each is not None))
        style = own if isinstance(own, Style) else Style.POINT
    number = _as_style(joined, style)
    return NotANumber() if number is None else number


def _joined(text: str) -> str:
    return PARTED.sub("", text.strip())


def _other(sign: str) -> Style:
    return Style.COMMA if sign == Style.POINT else Style.POINT


def _as_style(text: str, style: Style) -> Decimal | None:
    """None where the number cannot be written so."""
    found = NUMBER.fullmatch(text)
    if found is None:
        return None
    sign, number = found.groups()
    whole, _mark, fraction = number.partition(style)
    first, *groups = whole.split(_other(style))
    if groups and (len(first) > THOUSAND or any(len(group) != THOUSAND for group in groups)):
        return None
    digits = "".join((first, *groups))
    if not (digits + fraction).isdecimal():
        return None
    return Decimal(f"{sign}{digits or 0}.{fraction or 0}")

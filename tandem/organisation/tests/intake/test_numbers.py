"""Point or comma, as a column shows."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.organisation.intake.numbers import (
    NotANumber,
    NumberEvidence,
    NumberReading,
    Style,
    UnsettledNumbers,
    read_number,
)


def reading(*texts: str) -> NumberReading:
    evidence = NumberEvidence()
    for text in texts:
        evidence.add(text)
    return evidence.reading()


@pytest.mark.parametrize(
    ("texts", "style"),
    [
        (["1.234,50"], Style.COMMA),
        (["1,234.50"], Style.POINT),
        (["0.8"], Style.POINT),
        (["0,875"], Style.COMMA),  # no thousands begin with nothing
        (["1.234.567"], Style.COMMA),
        (["1,234,567"], Style.POINT),
        (["1 234,5"], Style.COMMA),
        (["1’234.5"], Style.POINT),
        (["1.234", "1,5"], Style.COMMA),
        (["1.234", "2.5"], Style.POINT),
        (["12", "1234", ""], Style.POINT),  # nothing to decide
        (["1.234", "5.678"], UnsettledNumbers.UNDECIDED),
        (["1.5", "1,5"], UnsettledNumbers.MIXED),
    ],
)
def test_a_column_shows_its_style(texts: list[str], style: NumberReading) -> None:
    assert reading(*texts) is style


@pytest.mark.parametrize(
    ("text", "style", "number"),
    [
        ("1.234,50", Style.COMMA, "1234.50"),
        ("1,234.50", Style.POINT, "1234.50"),
        ("1 234,5", Style.COMMA, "1234.5"),
        ("1\u202f234,5", Style.COMMA, "1234.5"),
        ("1\u00a0234", Style.POINT, "1234"),
        ("1’234.5", Style.POINT, "1234.5"),
        ("1'234'567", Style.COMMA, "1234567"),
        ("1.234", Style.COMMA, "1234"),
        ("1.234", Style.POINT, "1.234"),
        ("-5", Style.POINT, "-5"),
        (" 42 ", Style.COMMA, "42"),
        (",5", Style.COMMA, "0.5"),
        ("1,5", UnsettledNumbers.MIXED, "1.5"),
        ("1234", UnsettledNumbers.UNDECIDED, "1234"),
    ],
)
def test_numbers_are_read_in_the_style_of_their_column(
    text: str, style: NumberReading, number: str
) -> None:
    assert read_number(text, style) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("", Style.POINT),
        ("many", Style.POINT),
        ("1.234,50", Style.POINT),
        ("1,23", Style.POINT),  # no group of three
        ("1234,567", Style.POINT),
        ("12 34", Style.POINT),
        ("--5", Style.POINT),
        ("1e5", Style.POINT),
        ("٣", Style.POINT),
    ],
)
def test_what_is_no_number_is_not_guessed(text: str, style: Style) -> None:
    assert read_number(text, style) == NotANumber()


def test_what_can_be_read_both_ways_is_told() -> None:
    found = read_number("1.234", UnsettledNumbers.MIXED)
    assert found == NotANumber((Decimal("1.234"), Decimal(1234)))


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_a_number_written_in_either_style_is_read_back(number: Decimal) -> None:
    english = f"{number:,.2f}"
    german = english.translate(str.maketrans(",.", ".,"))
    assert read_number(english, Style.POINT) == read_number(german, Style.COMMA) == number

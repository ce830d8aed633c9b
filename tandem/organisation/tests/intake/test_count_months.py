"""Months as files write them, numbers of people, and headings of counts."""

from __future__ import annotations

from datetime import date

import pytest

from tandem.organisation.intake.counts.fields import OF_HEADS, OF_LEAVERS, CountField, positions
from tandem.organisation.intake.counts.months import are_years, read_month
from tandem.organisation.intake.counts.whole import whole_number
from tandem.organisation.intake.dates import Order, Unsettled, short_month

AUGUST = date(2009, 8, 1)


@pytest.mark.parametrize(
    "text",
    [
        "200908", "2009-08", "2009/08", "2009.08", "08/2009", "8.2009", "Aug 2009", "August 2009",
        "aug-2009", "2009-08-31", "20090831", "31 Aug 2009", "31.08.2009",
    ],
)  # fmt: skip
def test_a_month_is_read_however_it_is_written(text: str) -> None:
    assert read_month(text, Order.DAY_FIRST) == AUGUST


@pytest.mark.parametrize(
    "text", ["", "2009", "200913", "2009-00", "soon", "13/2009", "Foo 2009", "9999-12-31", "189912"]
)
def test_what_is_no_month_is_none(text: str) -> None:
    assert read_month(text, Order.DAY_FIRST) is None


@pytest.mark.parametrize("text", ["Mrz 26", "Mar-26", "mars 26", "März ’26", "marzo 26", "mrt. 26"])
def test_two_digits_behind_a_month_are_a_year_only_where_the_column_says_so(text: str) -> None:
    assert read_month(text, Order.DAY_FIRST) is None
    assert read_month(text, Order.DAY_FIRST, short=True) == date(2026, 3, 1)
    assert short_month(text) == (3, 26)


@pytest.mark.parametrize(
    ("said", "years"),
    [
        ("Jan 26; Feb 26; Mrz 26", True),
        ("Nov-25; Dez-25; Jan-26", True),
        ("janv. 26; févr. 26; mars 26", True),
        ("Jan 26; Feb 26", False),  # two months show nothing yet
        ("Jan 26; Jan 27; Jan 28", False),  # days of one month
        ("Jan 31; Feb 28; Mrz 31; Apr 30", False),  # last days
        ("Mai 31; Jul 31; Aug 31", False),
        ("Jan 3; Feb 17; Mrz 26", False),
        ("", False),
    ],
)
def test_years_stay_while_the_months_pass(said: str, years: bool) -> None:
    found = [each for text in said.split(";") if (each := short_month(text.strip()))]
    assert are_years(found) is years


def test_a_whole_date_is_read_in_the_order_of_its_column() -> None:
    assert read_month("03/08/2009", Order.DAY_FIRST) == AUGUST
    assert read_month("08/03/2009", Order.MONTH_FIRST) == AUGUST
    assert read_month("08/03/2009", Unsettled.UNDECIDED) is None


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("0", 0), ("12", 12), ("1 250", 1250), ("1’250", 1250), ("12.0", 12), ("10000000", 10**7),
        ("10000001", None), ("1.5", None), ("-3", None), ("1,250", 1250), ("1.250", 1250),
        ("1.000", 1000), ("1.025,00", 1025), ("1,025.0", 1025), ("1 025,00", 1025),
        ("1.234.567,00", 1234567), ("1’025.00", 1025), ("1.025,50", None), ("1.025.00", None),
        ("1.025,000", None),
        ("12,00", 12), ("1.25", None), ("", None), ("x", None),
        ("9" * 400, None), ("٣", None),
    ],
)  # fmt: skip
def test_people_are_whole_numbers_from_nought_on(text: str, people: int | None) -> None:
    assert whole_number(text) == people


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Department path", CountField.AREA),
        ("Abteilung", CountField.AREA),
        ("Leave month", CountField.MONTH),
        ("Termination date", CountField.MONTH),
        ("Termination reason", CountField.REASON),
        ("Number of leavers", CountField.COUNT),
    ],
)
def test_the_usual_headings_of_a_leavers_list_are_understood(
    heading: str, field: CountField
) -> None:
    assert positions([heading], {}, OF_LEAVERS) == {field: 0}


def test_a_column_of_months_says_it_better_than_a_date() -> None:
    header = ["Leave date", "Month"]
    assert positions(header, {}, OF_LEAVERS) == {CountField.MONTH: 1}
    assert positions(header[:1], {}, OF_LEAVERS) == {CountField.MONTH: 0}


def test_what_was_said_goes_before_what_is_guessed() -> None:
    said = {"period": None, "when": CountField.MONTH}
    assert positions(["Period", "When"], said, OF_HEADS) == {CountField.MONTH: 1}

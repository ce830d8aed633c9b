"""Names of months in the languages of exports, and months without a day."""

from __future__ import annotations

from datetime import date

import pytest

from tandem.organisation.intake.dates import (
    Fault,
    NotADate,
    Order,
    Unsettled,
    read_date,
    read_month,
)
from tandem.organisation.intake.months import NAMES, SHORTEST, month_named

NEW_YEARS_EVE = date(2026, 12, 31)


@pytest.mark.parametrize(
    "text",
    [
        "31-Dec-2026",
        "31 décembre 2026",
        "31. Dezember 2026",
        "31 Dez. 2026",
        "31 december 2026",
        "31 de diciembre de 2026",
        "31 dicembre 2026",
        "31 grudnia 2026",
        "31 desember 2026",
        "31 dezembro 2026",
        "31st December 2026",
        "31 of December 2026",
        "December 31st, 2026",
        "31dec2026",
        "31.Dez.2026",
        "31-déc.-2026",
        "31/DEC/2026",
        "31-Dec-2026 08:30",
    ],
)
def test_a_month_with_a_name_is_read_in_one_way(text: str) -> None:
    for reading in (Unsettled.UNDECIDED, Order.ISO, Order.MONTH_FIRST):
        assert read_date(text, reading) == NEW_YEARS_EVE


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("1er janvier 2026", 1),
        ("1 Jänner 2026", 1),
        ("1 lutego 2026", 2),
        ("1 März 2026", 3),
        ("1 mrt 2026", 3),
        ("1 maj 2026", 5),
        ("1 juin 2026", 6),
        ("1 juil. 2026", 7),
        ("1 août 2026", 8),
        ("1 settembre 2026", 9),
        ("1 października 2026", 10),
        ("1 listopada 2026", 11),
    ],
)
def test_months_are_known_in_many_languages(text: str, month: int) -> None:
    assert read_date(text, Order.ISO) == date(2026, month, 1)


SHORT = {
    "English": "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec",
    "German": "Jan. Feb. Mrz. Apr. Mai Jun. Jul. Aug. Sep. Okt. Nov. Dez.",
    "German, with accents": "Jän Feb Mär Apr Mai Juni Juli Aug Sept Okt Nov Dez",
    "French": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    "Dutch": "jan feb mrt apr mei jun jul aug sep okt nov dec",
    "Spanish": "ene feb mar abr may jun jul ago sept oct nov dic",
    "Italian": "gen feb mar apr mag giu lug ago set ott nov dic",
    "Portuguese": "jan fev mar abr mai jun jul ago set out nov dez",
    "Polish": "sty lut mar kwi maj cze lip sie wrz paź lis gru",
    "Swedish": "jan feb mars apr maj juni juli aug sep okt nov dec",
    "Danish": "jan. feb. mar. apr. maj jun. jul. aug. sep. okt. nov. dec.",
    "Norwegian": "jan feb mars apr mai juni juli aug sep okt nov des",
}


@pytest.mark.parametrize("names", SHORT.values(), ids=SHORT)
def test_the_usual_short_forms_of_a_language_are_read(names: str) -> None:
    read = [read_month(f"{name} 2026") for name in names.split()]
    assert read == [date(2026, month, 1) for month in range(1, 13)]


def test_a_name_and_each_beginning_of_it_mean_one_month_or_none() -> None:
    whole = {name for names in NAMES for name in names.split()}
    for number, names in enumerate(NAMES, 1):
        for name in names.split():
            assert month_named(name) == number, name
            beginnings = [name[:length] for length in range(SHORTEST, len(name))]
            # The Czech June is the beginning of July, and a name of its own.
            beginnings = [each for each in beginnings if each not in whole]
            assert {month_named(begun) for begun in beginnings} <= {number, None}
    assert month_named("jui") is None  # June or July
    assert month_named("ma") is None


@pytest.mark.parametrize("text", ["31-Dec-26", "31. Dezember 26", "Dec 31, 26"])
def test_a_year_of_two_digits_is_refused(text: str) -> None:
    assert read_date(text, Order.DAY_FIRST) == NotADate(Fault.TWO_DIGIT_YEAR)


# Months without a day


@pytest.mark.parametrize(
    "text",
    [
        *("200908", "2009-08", "2009/08", "2009.8", "08/2009", "8.2009", "08-2009"),
        *("Aug 2009", "AUG 2009", "August 2009", "Aug-2009", "aug. 2009", "août 2009"),
        *("agosto de 2009", "2009 Aug", "2009-Aug", "sierpień 2009"),
        *("2009-08-31", "20090801", "1 Aug 2009", "2009-08-31 00:00:00"),
    ],
)
def test_a_month_is_read_as_its_first_day(text: str) -> None:
    assert read_month(text) == date(2009, 8, 1)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Aug-09", Fault.TWO_DIGIT_YEAR),
        ("200913", Fault.NO_DATE),
        ("00/2009", Fault.NO_DATE),
        ("180001", Fault.FAR_YEAR),
        ("2009", Fault.NO_DATE),
        ("20098", Fault.NO_DATE),  # which digits are the month?
        ("01/08/2009", Fault.AMBIGUOUS),
        ("Foo 2009", Fault.NO_DATE),
        ("", Fault.NO_DATE),
    ],
)
def test_what_is_no_month_says_why(text: str, fault: Fault) -> None:
    found = read_month(text)
    assert isinstance(found, NotADate)
    assert found.fault is fault


@pytest.mark.parametrize("text", ["200908", "2009-08", "08/2009", "Aug 2009", "OCT 2008"])
def test_a_person_needs_a_day(text: str) -> None:
    assert read_date(text, Order.DAY_FIRST) == NotADate(Fault.MONTH_ONLY)

"""Which day a text means, and what nobody can know."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.organisation.intake.dates import (
    ONE_IN,
    SPREADSHEET_EPOCH,
    Evidence,
    Fault,
    NotADate,
    Order,
    Reading,
    Unsettled,
    day_numbered,
    likely_years,
    read_date,
)

NEW_YEARS_EVE = date(2026, 12, 31)
THIRD_OF_APRIL, FOURTH_OF_MARCH = date(2026, 4, 3), date(2026, 3, 4)
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


def reading_of(*values: str) -> Reading:
    evidence = Evidence()
    for value in values:
        evidence.add(value)
    return evidence.reading()


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("1/15/11", 2011),
        ("1/15/36", 2036),
        ("1/15/37", 1937),
        ("1/15/99", 1999),
        ("1/15/00", 2000),
        ("15-Jan-11", 2011),
        ("1/15/2011", 2011),
        ("1/15/11 00:00", 2011),
    ],
)
def test_two_digits_are_a_year_once_somebody_has_said_which(text: str, year: int) -> None:
    assert read_date(text, Order.MONTH_FIRST, 1937) == date(year, 1, 15)
    assert likely_years(date(2026, 11, 27)) == 1937


def test_two_digits_do_not_make_a_day_that_does_not_exist() -> None:
    found = read_date("2/30/11", Order.MONTH_FIRST, 1937)
    assert found == NotADate(Fault.NO_SUCH_DAY, (date(2011, 2, 28),))
    assert read_date("2/3/11", Unsettled.MIXED, 1937) == NotADate(
        Fault.AMBIGUOUS, (date(2011, 3, 2), date(2011, 2, 3))
    )


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-31",
        "2026/12/31",
        "2026.12.31",
        "20261231",
        "2026-12-31 00:00:00",
        "2026-12-31T23:59",
        "2026-12-31 00:00:00.000",
        "2026-12-31T00:00:00Z",
        "2026-12-31T00:00:00+01:00",
        "31 Dec 2026",
        "31-DEC-2026",
        "31. december 2026",
        "Dec 31, 2026",
        "December 31 2026",
    ],
)
@pytest.mark.parametrize("reading", [*Order, *Unsettled])
def test_some_dates_mean_one_day_in_any_column(text: str, reading: Reading) -> None:
    assert read_date(text, reading) == NEW_YEARS_EVE


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("31.12.2026", Order.DAY_FIRST),
        ("31/12/2026", Order.DAY_FIRST),
        ("31-12-2026", Order.DAY_FIRST),
        ("31 12 2026", Order.DAY_FIRST),
        ("31/12/2026 00:00", Order.DAY_FIRST),
        ("12/31/2026", Order.MONTH_FIRST),
        ("12-31-2026", Order.MONTH_FIRST),
        ("12/31/2026 12:00:00 AM", Order.MONTH_FIRST),
        ("12.31.2026", Order.MONTH_FIRST),
    ],
)
def test_the_other_dates_mean_a_day_by_the_order_of_their_column(text: str, order: Order) -> None:
    assert read_date(text, order) == NEW_YEARS_EVE
    assert reading_of(text) is order


@pytest.mark.parametrize(
    ("text", "day_first", "month_first"),
    [
        ("3/4/2026", THIRD_OF_APRIL, FOURTH_OF_MARCH),
        ("03.04.2026", THIRD_OF_APRIL, FOURTH_OF_MARCH),
        ("4-4-2026", date(2026, 4, 4), date(2026, 4, 4)),
    ],
)
def test_the_order_decides(text: str, day_first: date, month_first: date) -> None:
    assert read_date(text, Order.DAY_FIRST) == day_first
    assert read_date(text, Order.MONTH_FIRST) == month_first


# The column decides


@pytest.mark.parametrize(
    ("values", "reading"),
    [
        ([], Order.DAY_FIRST),  # nothing to read, so nothing to decide
        (["2026-03-04"], Order.DAY_FIRST),
        (["3/4/2026", "13/4/2026"], Order.DAY_FIRST),
        (["3/4/2026", "4/13/2026"], Order.MONTH_FIRST),
        (["3/4/2026", "12/4/2026"], Unsettled.UNDECIDED),  # twelve is a month
        (["3/4/2026", "2026-12-31"], Unsettled.UNDECIDED),  # ISO says nothing of the others
        (["4/4/2026", "12/12/2026"], Order.DAY_FIRST),  # the same either way
        (["03.04.2026", "01.08.2022"], Order.DAY_FIRST),  # dots are day first everywhere
        (["03.04.2026", "3/4/2026"], Unsettled.UNDECIDED),
        (["03.04.2026", "12.31.2026"], Order.MONTH_FIRST),  # unless the column says otherwise
        (["3/4/2026", "31/2/2026"], Order.DAY_FIRST),  # a day that does not exist decides too
        (["3/4/2026", "31/13/2026"], Unsettled.UNDECIDED),  # but nonsense does not
        (["3/4/2026", "40/4/2026"], Unsettled.UNDECIDED),
        (["3/4/2026", "soon"], Unsettled.UNDECIDED),
        (["13/4/2026", "4/13/2026"], Unsettled.MIXED),
    ],
)
def test_one_value_above_twelve_decides_for_the_column(values: list[str], reading: Reading) -> None:
    assert reading_of(*values) is reading


def test_an_example_of_what_is_undecided_is_kept() -> None:
    evidence = Evidence()
    for value in ("4/4/2026", "03.04.2026", "3/4/2026", "5/6/2026"):
        evidence.add(value)
    assert (evidence.example, evidence.ambiguous) == ("3/4/2026", 3)


@pytest.mark.parametrize(
    ("day_first", "month_first", "reading"),
    [
        (ONE_IN, 1, Order.DAY_FIRST),  # one slip in twenty
        (ONE_IN - 1, 1, Unsettled.MIXED),
        (2 * ONE_IN, 2, Order.DAY_FIRST),
        (2 * ONE_IN, 3, Unsettled.MIXED),
        (1, ONE_IN, Order.MONTH_FIRST),
    ],
)
def test_a_rare_slip_does_not_turn_a_column(
    day_first: int, month_first: int, reading: Reading
) -> None:
    assert reading_of(*["31/12/2026"] * day_first, *["12/31/2026"] * month_first) is reading


# What is no date


@pytest.mark.parametrize(
    ("text", "reading", "fault", "likely"),
    [
        ("31.02.2026", Order.DAY_FIRST, Fault.NO_SUCH_DAY, [date(2026, 2, 28)]),
        ("30/02/2024", Order.DAY_FIRST, Fault.NO_SUCH_DAY, [date(2024, 2, 29)]),
        ("02/30/2026", Order.MONTH_FIRST, Fault.NO_SUCH_DAY, [date(2026, 2, 28)]),
        ("2026-02-29", Order.ISO, Fault.NO_SUCH_DAY, [date(2026, 2, 28)]),
        ("2026-04-31", Order.DAY_FIRST, Fault.NO_SUCH_DAY, [date(2026, 4, 30)]),
        ("12/31/2026", Order.DAY_FIRST, Fault.OTHER_ORDER, [NEW_YEARS_EVE]),
        ("31/12/2026", Order.MONTH_FIRST, Fault.OTHER_ORDER, [NEW_YEARS_EVE]),
        (
            "3/4/2026",
            Unsettled.MIXED,
            Fault.AMBIGUOUS,
            [THIRD_OF_APRIL, FOURTH_OF_MARCH],
        ),
        (
            "3/4/2026",
            Unsettled.UNDECIDED,
            Fault.AMBIGUOUS,
            [THIRD_OF_APRIL, FOURTH_OF_MARCH],
        ),
        ("31/12/26", Order.DAY_FIRST, Fault.TWO_DIGIT_YEAR, []),
        ("26-12-31", Order.DAY_FIRST, Fault.TWO_DIGIT_YEAR, []),
        ("1899-12-31", Order.ISO, Fault.FAR_YEAR, []),
        ("2101-01-01", Order.ISO, Fault.FAR_YEAR, [date(2011, 1, 1)]),
        ("05.03.0217", Order.DAY_FIRST, Fault.FAR_YEAR, [date(2017, 3, 5)]),
        ("2101-02-29", Order.ISO, Fault.FAR_YEAR, []),
        ("0019-03-01", Order.ISO, Fault.FAR_YEAR, []),
        ("46387", Order.DAY_FIRST, Fault.DAY_NUMBER, [NEW_YEARS_EVE]),
        ("31/12/2026", Order.ISO, Fault.NOT_ISO, []),
        ("31/13/2026", Order.DAY_FIRST, Fault.NO_DATE, []),
        ("2026-13-01", Order.ISO, Fault.NO_DATE, []),
        ("2026-00-10", Order.ISO, Fault.NO_DATE, []),
        ("2026-12", Order.ISO, Fault.MONTH_ONLY, []),
        ("200908", Order.ISO, Fault.MONTH_ONLY, []),
        ("2026-12/31", Order.ISO, Fault.NO_DATE, []),
        ("31 Foo 2026", Order.DAY_FIRST, Fault.NO_DATE, []),
        ("soon", Order.DAY_FIRST, Fault.NO_DATE, []),
        ("12345678901", Order.DAY_FIRST, Fault.NO_DATE, []),
        ("٣١/١٢/٢٠٢٦", Order.DAY_FIRST, None, [NEW_YEARS_EVE]),  # Arabic digits are digits
    ],
)
def test_what_is_no_date_says_why_and_what_may_be_meant(
    text: str, reading: Reading, fault: Fault | None, likely: list[date]
) -> None:
    if fault is None:
        assert read_date(text, reading) == likely[0]
    else:
        assert read_date(text, reading) == NotADate(fault, tuple(likely))


@pytest.mark.parametrize("text", ["31-Dec-4712", "12/31/4712", "2999-12-31", "9999-12-31"])
def test_every_way_to_write_no_end_is_the_same_day(text: str) -> None:
    assert read_date(text, Order.MONTH_FIRST) == date(9999, 12, 31)


@pytest.mark.parametrize("text", ["1900-01-01", "2100-12-31", "9999-12-31", "31.12.9999"])
def test_the_years_people_work_in_and_the_year_of_no_end_are_read(text: str) -> None:
    assert isinstance(read_date(text, Order.DAY_FIRST), date)


def test_in_a_mixed_column_a_certain_date_is_still_certain() -> None:
    assert read_date("31/12/2026", Unsettled.MIXED) == NEW_YEARS_EVE
    assert read_date("12/31/2026", Unsettled.MIXED) == NEW_YEARS_EVE
    assert read_date("4/4/2026", Unsettled.MIXED) == date(2026, 4, 4)


# Every day there is


@given(DAYS)
def test_every_day_survives_being_written_and_read(day: date) -> None:
    assert read_date(day.isoformat(), Order.ISO) == day
    assert read_date(f"{day:%d/%m/%Y}", Order.DAY_FIRST) == day
    assert read_date(f"{day:%m/%d/%Y}", Order.MONTH_FIRST) == day
    assert read_date(f"{day.day} {day:%b %Y}", Order.DAY_FIRST) == day


@given(st.lists(DAYS, min_size=1))
def test_a_column_written_one_way_is_never_read_the_other(days: list[date]) -> None:
    """It may be undecided, and then somebody is asked."""
    american = reading_of(*(f"{day:%m/%d/%Y}" for day in days))
    european = reading_of(*(f"{day:%d/%m/%Y}" for day in days))
    if all(day.day == day.month for day in days):
        return
    assert american in (Order.MONTH_FIRST, Unsettled.UNDECIDED)
    assert european in (Order.DAY_FIRST, Unsettled.UNDECIDED)
    assert (american is Unsettled.UNDECIDED) == (european is Unsettled.UNDECIDED)


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading(text: str) -> None:
    for reading in (*Order, *Unsettled):
        result = read_date(text, reading)
        assert isinstance(result, date | NotADate)


def test_a_spreadsheet_counts_from_the_last_day_of_1899() -> None:
    result = read_date("20000", Order.ISO)
    assert isinstance(result, NotADate)
    assert result.likely == (date(1899, 12, 30) + timedelta(days=20000),)


# Day numbers of a spreadsheet


@pytest.mark.parametrize(
    ("texts", "reading"),
    [
        (["43831", "46387"], Order.DAY_NUMBERS),
        (["43831", "", "-", "n/a", "43831.25"], Order.DAY_NUMBERS),
        (["43831", "2020-01-01"], Order.DAY_FIRST),  # a date among them: no column of numbers
        (["43831", "03/04/2020"], Unsettled.UNDECIDED),
        (["43831", "31/12/2020"], Order.DAY_FIRST),
        (["43831", "soon"], Order.DAY_FIRST),
        (["12345", "99999"], Order.DAY_FIRST),  # no days of this century or the last
        ([], Order.DAY_FIRST),
    ],
)
def test_a_column_of_nothing_but_day_numbers_is_one(texts: list[str], reading: Reading) -> None:
    assert reading_of(*texts) is reading


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("43831", date(2020, 1, 1)),
        ("43831.75", date(2020, 1, 1)),
        ("43831,75", date(2020, 1, 1)),
        ("46387", date(2026, 12, 31)),
        ("2020-01-01", date(2020, 1, 1)),  # what can be read in one way still is
    ],
)
def test_day_numbers_are_counted_as_spreadsheets_do(text: str, day: date) -> None:
    assert read_date(text, Order.DAY_NUMBERS) == day


def test_days_may_be_counted_from_1904() -> None:
    assert day_numbered("42369", SPREADSHEET_EPOCH + timedelta(days=1462)) == date(2020, 1, 1)

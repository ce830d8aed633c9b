"""Cells as people write them: what is read, and what is named as none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as some

from tandem.analytics.cells import (
    Kind,
    NotThis,
    read_day,
    read_moment,
    read_month,
    read_number,
    read_whole,
    typed,
)
from tandem.analytics.sources import UnusableFacts
from tandem.analytics.taking import take
from tandem.analytics.tests.tables import engine, rows

NO_NUMBER = "is no number. Write it like 12.5."
A_THOUSAND = "may be a thousand, or one and a bit. Write 1234, or 1.2340."


def column(cells: list[object], type_: pa.DataType | None = None) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(cells, type_ or pa.string())])


def read(cells: list[object], kind: Kind, type_: pa.DataType | None = None) -> list[object]:
    found = typed(column(cells, type_), kind, "people.csv, when", range(2, len(cells) + 2))
    return [found.faults.get(row, value) for row, value in enumerate(found.values.to_pylist())]


def refusal(reader: Callable[[str], object], cell: str) -> str:
    with pytest.raises(NotThis) as refused:
        reader(cell)
    return str(refused.value)


# ---- numbers


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("12.5", 12.5),
        ("12,5", 12.5),
        ("-0,25", -0.25),
        (".5", 0.5),
        ("5.", 5),
        ("+3", 3),
        ("1e3", 1000),
        ("1234", 1234),
        ("0.123", 0.123),  # nobody writes a thousand with a nought before it
        ("1.2340", 1.234),
        ("12345.678", 12345.678),  # five digits before: no thousand
    ],
)
def test_a_number_is_read_with_a_dot_or_a_comma(cell: str, number: float) -> None:
    assert read_number(cell) == number


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("1,234", A_THOUSAND),
        ("1.234", A_THOUSAND),
        ("-999,999", A_THOUSAND),
        ("1,234,567", NO_NUMBER),
        ("1 234", NO_NUMBER),
        ("12 %", NO_NUMBER),
        ("€5", NO_NUMBER),
        ("nan", NO_NUMBER),
        ("Infinity", NO_NUMBER),
        ("1_000", NO_NUMBER),  # Python would read it
        ("٣", NO_NUMBER),
        (".", NO_NUMBER),
        ("", NO_NUMBER),
        ("1e400", "is too large."),
    ],
)
def test_a_number_that_is_none_or_may_be_two_is_refused(cell: str, why: str) -> None:
    assert refusal(read_number, cell) == why


@pytest.mark.parametrize(
    ("cell", "number"),
    [("7", 7), ("-7", -7), ("+7", 7), ("007", 7), ("7.0", 7), ("7,0", 7), ("9" * 17, 10**17 - 1)],
)
def test_a_whole_number_is_whole_however_it_is_written(cell: str, number: int) -> None:
    assert read_whole(cell) == number


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("7.5", "is no whole number."),
        ("1.234", A_THOUSAND),
        ("²", NO_NUMBER),  # a digit, but no numeral
        ("+-3", NO_NUMBER),
        ("--3", NO_NUMBER),
        ("1e30", "is too large."),  # beyond 64 bits
        ("9" * 30, "is too large."),
        ("9" * 5000, "is too large."),  # beyond what Python reads
    ],
)
def test_a_whole_number_that_is_none_is_a_sentence_and_no_traceback(cell: str, why: str) -> None:
    assert refusal(read_whole, cell) == why


@given(some.integers(-(10**18) + 1, 10**18 - 1))
def test_every_whole_number_that_can_be_kept_is_read_exactly(number: int) -> None:
    assert read([str(number)], Kind.WHOLE) == [number]


@given(some.text(max_size=12), some.sampled_from(list(Kind)))
def test_no_text_whatever_ends_in_a_traceback(cell: str, kind: Kind) -> None:
    """It is read, refused with its row, or the column is refused as a whole."""
    try:
        [value] = read([cell], kind)
    except UnusableFacts as error:
        assert "people.csv, when" in str(error)
    else:
        assert value is None or value != ""


# ---- days and months


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026-03-31", date(2026, 3, 31)),
        ("2026-3-1", date(2026, 3, 1)),
        ("2026-03-31 00:00:00.000", date(2026, 3, 31)),  # as a spreadsheet exports a day
        ("2026-03-31T00:00", date(2026, 3, 31)),
        ("31.3.2026", date(2026, 3, 31)),
        ("31/3/2026", date(2026, 3, 31)),
        ("29.02.2024", date(2024, 2, 29)),
        ("1900-01-01", date(1900, 1, 1)),
        ("9999-12-31", None),  # no end
        ("31.12.9999", None),
    ],
)
def test_a_day_is_read_as_it_is_mostly_written(cell: str, day: date | None) -> None:
    assert read_day(cell) == day


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("1899-12-31", "is no day of the calendar."),  # a spreadsheet's day nought
        ("29.02.2025", "is no day of the calendar."),
        ("2026-13-01", "is no day of the calendar."),
        ("0000-00-00", "is no day of the calendar."),
        ("2026-03-31 12:00", "is no day. Write it like 2026-03-31."),  # a moment, not a day
        ("31.3.26", "is no day. Write it like 2026-03-31."),  # which century?
        ("20260331", "is no day. Write it like 2026-03-31."),
        ("46112", "is no day. Write it like 2026-03-31."),  # a spreadsheet's count of days
    ],
)
def test_a_day_that_is_none_is_refused(cell: str, why: str) -> None:
    assert refusal(read_day, cell) == why


def test_months_go_first_only_where_the_column_shows_it() -> None:
    assert read_day("3/4/2026", month_first=True) == date(2026, 3, 4)
    assert read_day("3/4/2026") == date(2026, 4, 3)
    assert read(["3/4/2026", "4/13/2026"], Kind.DAY) == [date(2026, 3, 4), date(2026, 4, 13)]
    assert read(["3/4/2026", "13/4/2026"], Kind.DAY) == [date(2026, 4, 3), date(2026, 4, 13)]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["12/12/2025", "11/12/2025"], "“12/12/2025” .line 2. is of a column that can be read as"),
        (["13/1/2025", "1/13/2025"], "“13/1/2025” .line 2. is of a column that mixes both ways"),
        (["2025-01-01", "1/2/2025"], "“2025-01-01” .line 2. and “1/2/2025” .line 3. are two ways"),
        (["soon", "1.2.2025", "2025-02-01"], "“2025-02-01” .line 4. and “1.2.2025” .line 3."),
    ],
)
def test_a_column_whose_days_are_not_certain_is_refused_with_its_lines(
    cells: list[object], said: str
) -> None:
    with pytest.raises(UnusableFacts, match=f"people.csv, when: {said}"):
        read(cells, Kind.DAY)


@pytest.mark.parametrize(
    ("cell", "month"),
    [
        ("2026-03", date(2026, 3, 1)),
        ("202603", date(2026, 3, 1)),
        ("2026-03-01", date(2026, 3, 1)),
        ("1900-01", date(1900, 1, 1)),
        ("9998-12", date(9998, 12, 1)),
    ],
)
def test_a_month_is_its_first_day(cell: str, month: date) -> None:
    assert read_month(cell) == month


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("2026-00", "is no month. Write it like 2026-03."),
        ("2026-13", "is no month. Write it like 2026-03."),
        ("2026-03-31", "is no month. Write it like 2026-03."),
        ("March 2026", "is no month. Write it like 2026-03."),
        ("0000-01", "is no month of the calendar."),
        ("1899-12", "is no month of the calendar."),
        ("9999-12", "is no month of the calendar."),  # nothing comes after it
    ],
)
def test_a_month_that_is_none_is_refused(cell: str, why: str) -> None:
    assert refusal(read_month, cell) == why


def test_a_moment_needs_no_more_than_a_day() -> None:
    assert read_moment("2026-03-31") == datetime(2026, 3, 31)  # noqa: DTZ001 - as it was written
    noon = datetime(2026, 3, 31, 12)  # noqa: DTZ001 - as it was written
    assert read_moment("2026-03-31T12:00") == read_moment("2026-03-31T14:00+02:00") == noon
    assert read_moment("2026-03-31T12:00Z") == noon
    assert "is no moment" in refusal(read_moment, "9999-12-31T23:59-10:00")
    assert refusal(read_moment, "noon") == "is no moment. Write it like 2026-03-31T12:00."


# ---- columns that have a type already


@pytest.mark.parametrize(
    ("day", "read_as"),
    [
        (date(1899, 12, 31), "“1899-12-31” is no day of the calendar."),
        (date(1900, 1, 1), date(1900, 1, 1)),
        (date(9998, 12, 31), date(9998, 12, 31)),
        (date(9999, 12, 31), None),  # no end, as in a file
        (None, None),
    ],
)
def test_a_day_of_a_frame_is_read_as_the_same_day_of_a_file(
    day: date | None, read_as: object
) -> None:
    assert read([day], Kind.DAY, pa.date32()) == [read_as]
    assert read([day and str(day)], Kind.DAY) == [read_as]


@pytest.mark.parametrize(
    ("day", "read_as"),
    [
        (date(2026, 3, 1), date(2026, 3, 1)),
        (date(2026, 3, 31), "“2026-03-31” is no month. Write it like 2026-03."),
        (date(1899, 12, 1), "“1899-12-01” is no month. Write it like 2026-03."),
        (date(9999, 12, 1), "“9999-12-01” is no month. Write it like 2026-03."),
    ],
)
def test_a_month_of_a_frame_is_the_first_of_it_or_none(day: date, read_as: object) -> None:
    assert read([day], Kind.MONTH, pa.date32()) == [read_as]


def test_no_end_in_a_frame_does_not_move_the_day_the_facts_speak_of() -> None:
    frame = pa.table(
        {
            "person": ["a", "b"],
            "area": ["Bakery"] * 2,
            "start_on": [date(2024, 1, 1)] * 2,
            "last_day": [date(9999, 12, 31), date(2025, 3, 31)],
        }
    )
    found = take(engine=engine(), people=frame).facts
    assert found.as_of == date(2025, 3, 31)
    ends = [stay[3] for stay in rows(found.spells.order_by("person"))]
    assert ends == [None, date(2025, 4, 1)]


def test_numbers_of_a_frame_that_hold_ids_are_text_without_a_point() -> None:
    assert read([7.0, None, 8.0], Kind.TEXT, pa.float64()) == ["7", None, "8"]
    assert read([7, 8], Kind.TEXT, pa.int64()) == ["7", "8"]


@pytest.mark.parametrize(
    ("cells", "type_", "kind", "said"),
    [
        ([7.5], pa.float64(), Kind.WHOLE, "people.csv, when holds no whole number"),
        ([[1]], pa.list_(pa.int64()), Kind.NUMBER, "where a number is needed. Convert the column"),
        ([True], pa.bool_(), Kind.DAY, "holds bool, where a day is needed. Convert the column"),
    ],
)
def test_a_type_that_cannot_be_the_kind_is_told(
    cells: list[object], type_: pa.DataType, kind: Kind, said: str
) -> None:
    with pytest.raises(UnusableFacts, match=said):
        read(cells, kind, type_)


def test_blanks_around_a_cell_are_no_part_of_it_and_blanks_alone_are_empty() -> None:
    assert read([" 7 ", "  ", "", None], Kind.WHOLE) == [7, None, None, None]


def test_a_faulty_cell_that_comes_often_is_named_in_each_row() -> None:
    found = typed(column(["x", "1", "x"]), Kind.NUMBER, "where", range(2, 5))
    assert sorted(found.faults) == [0, 2]
    assert found.values.to_pylist() == [None, 1.0, None]

"""What a column looks like, and when nothing is said."""

from __future__ import annotations

import pytest

from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.likeness import Column, liken, nested

IDS = ["P1", "P2", "P3", "P4", "P5", "P6"]
CAME = ["2010-01-31", "2011-01-31", "2012-01-31", "2013-01-31", "2014-01-31", "2015-01-31"]

BORN = ["1970-01-31", "1975-05-05", "1980-01-01", "1981-01-01", "1982-01-01", "1990-01-01"]


def alone(column: Column) -> Field | None:
    """What one column seems to be, beside employee ids and hire dates that are known."""
    known = {Field.NUMBER: 0, Field.HIRED: 1}
    return liken([IDS, CAME, column], known, {2}).get(2)


@pytest.mark.parametrize(
    ("column", "field"),
    [
        (["a@v.example", "b@v.example", "c@v.example", "", "", ""], Field.EMAIL),
        (["", "P1", "P1", "P1", "P2", "P2"], Field.MANAGER),
        (["", "", "", "2020-01-31", "2021-01-31", "2022-01-31"], Field.LEFT),
        (["", "", "", "31/01/2020", "28/02/2021", "31/03/2022"], Field.LEFT),
        (["", "", "", "Resigned", "Retirement", "Dismissal"], Field.REASON),
        (["A / b", "A / b", "A / c", "A / c", "A / d", "A / d"], Field.DEPARTMENT),
        (["1", "0.8", "1", "0,5", "1", "1"], Field.FTE),
    ],
)
def test_a_column_is_known_by_its_values(column: Column, field: Field) -> None:
    assert alone(column) is field


@pytest.mark.parametrize(
    "column",
    [
        pytest.param(["", "", "", "", "", ""], id="nothing"),
        pytest.param(["a@v.example", "", "", "", "", ""], id="one address is too few"),
        pytest.param(["a@v.example", "none", "no", "", "?", ""], id="few of many are addresses"),
        pytest.param(["red", "red", "blue", "red", "red", "blue"], id="words"),
        pytest.param(["", "P8", "P8", "P9", "P9", "P9"], id="ids of nobody in the file"),
        pytest.param(IDS[::-1], id="as many managers as people"),
        pytest.param(["", "", "", "2009-01-01", "2009-01-01", "2009-02-01"], id="before the hire"),
        pytest.param(["1", "1", "1", "1", "1", "1"], id="ones say nothing"),
        pytest.param(["1", "37.5", "40", "20", "1", "1"], id="hours"),
        pytest.param(["A / b", "C / d", "E / f", "G / h", "I / j", "K / l"], id="no two alike"),
        pytest.param(["", "", "", "Spring", "Summer", "Autumn"], id="no words of leaving"),
    ],
)
def test_what_is_not_nearly_certain_is_not_said(column: Column) -> None:
    assert alone(column) is None


@pytest.mark.parametrize(
    ("ids", "said"),
    [
        (["A-01", "A-02", "A-03"], True),
        (["1001", "1002", "1003"], True),
        (["00123", "00124", "X.9"], True),
        (["1001", "1002", "1002"], False),  # twice the same
        (["1001", "1002", ""], False),  # somebody without one
        (["Ann", "Ben", "Cem"], False),  # names
        (["2020-01-31", "2020-02-28", "2020-03-31"], False),  # days
        (["1" * 21, "2" * 21, "3" * 21], False),
    ],
)
def test_an_id_is_short_has_a_digit_and_stands_once_for_everybody(
    ids: list[str], said: bool
) -> None:
    assert (Field.NUMBER in liken([ids], {}, {0}).values()) is said


def test_a_field_that_has_its_column_is_not_guessed_again() -> None:
    addresses = ["a@v.example", "b@v.example", "c@v.example"]
    assert liken([addresses, addresses], {Field.EMAIL: 0}, {1}) == {}


def test_a_column_that_is_not_free_is_left_alone() -> None:
    addresses = ["a@v.example", "b@v.example", "c@v.example"]
    assert liken([addresses], {}, set()) == {}


# The first day of work


@pytest.mark.parametrize(
    ("columns", "hired"),
    [
        ([CAME], 0),
        (
            [
                [
                    "1970-01-31",
                    "1975-05-05",
                    "1980-01-01",
                    "1981-01-01",
                    "1982-01-01",
                    "1990-01-01",
                ],
                CAME,
            ],
            1,
        ),
        ([["2026-11-23"] * 6, CAME], 1),  # one day for all is that of the export
        ([CAME, CAME[::-1]], None),  # either may be it
        ([["", *CAME[1:]]], None),  # somebody has none
    ],
)
def test_the_first_day_of_work_is_filled_for_all_and_the_only_such_column(
    columns: list[Column], hired: int | None
) -> None:
    found = liken([*columns, IDS], {Field.NUMBER: len(columns)}, {*range(len(columns))})
    said = {at for at, field in found.items() if field is Field.HIRED}
    assert said == (set() if hired is None else {hired})


# Levels


@pytest.mark.parametrize(
    ("columns", "chain"),
    [
        ([["A", "A", "B"], ["a", "b", "c"]], [0, 1]),
        ([["a", "b", "c"], ["A", "A", "B"]], [1, 0]),  # from the widest to the narrowest
        ([["A", "A", "B"], ["a", "b", "a"]], []),  # "a" lies within both
        ([["A", "A", "B"], ["a", "", ""]], [0, 1]),  # who has no team is in the division
        ([["A", "B"]], []),
    ],
)
def test_levels_lie_within_each_other(columns: list[Column], chain: list[int]) -> None:
    assert nested(columns, range(len(columns))) == chain


DIVISIONS = ["Mill"] * 6 + ["Shop"] * 5 + ["Home"] * 4 + ["Lab"] * 3
DEPARTMENTS = [*["Press"] * 4, "Store", "", *["Desk"] * 4, "Office", *["Care"] * 2, *["Aid"] * 2,
               "Office", "Tests", "Tests"]  # fmt: skip
TEAMS = [*["Early", "Late"] * 2, "", "", *["Phones", "Post"] * 2, "", *["North", "South"] * 2,
         "", "", ""]  # fmt: skip


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_a_new_name_a_slip_and_two_offices_hide_no_levels(order: tuple[int, ...]) -> None:
    """Care is called Aid now, both with a North and a South; two divisions have an Office."""
    columns = [(DIVISIONS, DEPARTMENTS, TEAMS)[at] * 5 for at in order]
    assert nested(columns, range(3)) == [order.index(at) for at in (0, 1, 2)]
    few = nested([each[:18] for each in columns], range(3))
    assert few == [order.index(at) for at in (0, 2)]  # too few rows to tell of the one between


def test_names_that_all_share_are_levels_where_only_some_have_them() -> None:
    halls = ["A", "B", "C", "D"] * 30
    shifts = [("Early", "Late")[n // 4 % 2] if n % 4 < 2 else "" for n in range(120)]
    assert nested([shifts, halls], range(2)) == [1, 0]
    here_and_there = [("Early", "Late", "")[n // 4 % 3] for n in range(120)]
    assert nested([here_and_there, halls], range(2)) == []
    assert nested([["", ""], ["A", "B"]], range(2)) == []


def test_columns_that_meet_in_most_ways_are_no_levels() -> None:
    units = ["Day", "Night", "Spare"] * 6
    assert nested([DEPARTMENTS[:6] * 3, units], range(2)) == []

"""Headings as people write them, and rows that leave with their lines."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given
from hypothesis import strategies as some

from tandem.analytics.columns import HEADCOUNTS, PEOPLE, Column, Rows, rows_of, squeezed
from tandem.analytics.sources import Brought, UnusableFacts
from tandem.analytics.taking import COLUMNS, take
from tandem.analytics.tests.tables import engine


def source(picture: str, name: str = "heads.csv") -> Brought:
    """The heading is line 1."""
    heading, *lines = ([c.strip() for c in line.split("|")] for line in picture.strip().split("\n"))
    cells = zip(*lines, strict=True)
    table = pa.table(
        [pa.array([cell or None for cell in column], pa.string()) for column in cells], heading
    )
    return Brought(name, table, range(2, len(table) + 2))


@pytest.mark.parametrize("heading", ["Employee ID", "employee_id", "EMPLOYEE-ID", " employeeid "])
def test_capitals_blanks_and_signs_do_not_matter_in_a_heading(heading: str) -> None:
    assert squeezed(heading) == "employeeid"


@pytest.mark.parametrize("columns", COLUMNS.values(), ids=list(COLUMNS))
def test_no_heading_of_a_table_names_two_of_its_columns_first(columns: tuple[Column, ...]) -> None:
    own = [squeezed(column.name) for column in columns]
    assert len(own) == len(set(own))
    for column in columns:
        assert {squeezed(name) for name in column.also} & set(own) <= column.headings()


def test_its_own_name_goes_before_other_names_of_a_column() -> None:
    rows = rows_of(source("id | person | area | start_on\n1 | Ann | A | 2024-01-01"), PEOPLE)
    assert rows.columns["person"].to_pylist() == ["Ann"]


def test_a_heading_serves_one_column_only() -> None:
    """“First day” may be the start of a stay, and is not taken from a column of that name."""
    two = (Column("start", also=("day",)), Column("stop", also=("day",), needed=False))
    rows = rows_of(source("day\nMonday"), two)
    assert (rows.columns["start"].to_pylist(), rows.columns["stop"].to_pylist()) == (
        ["Monday"],
        [None],
    )
    assert rows.told == {"start"}


def test_two_headings_that_mean_the_same_are_refused_and_neither_is_guessed() -> None:
    twice = source("area | month | people | People \nBakery | 2026-01 | 3 | 4")
    with pytest.raises(UnusableFacts) as refused:
        rows_of(twice, HEADCOUNTS)
    assert str(refused.value) == (
        "heads.csv has the columns “people” and “People”, which mean the same. Rename one of them."
    )
    unused = source("area | month | people | Note | note\nBakery | 2026-01 | 3 | a | b")
    assert len(rows_of(unused, HEADCOUNTS)) == 1  # nobody reads them


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("month | people", "lacks the column area. Its columns are: month, people."),
        ("people", "lacks the columns area, month. Its columns are: people."),
        ("x", "lacks the columns area, month, people. Its columns are: x."),
    ],
)
def test_a_missing_column_is_named_beside_those_that_are_there(heading: str, said: str) -> None:
    cells = " | ".join("1" for _ in heading.split("|"))
    with pytest.raises(UnusableFacts) as refused:
        rows_of(source(f"{heading}\n{cells}"), HEADCOUNTS)
    assert str(refused.value) == f"heads.csv {said}"


def test_a_row_is_refused_for_the_first_thing_that_is_wrong_with_it_and_once() -> None:
    rows = rows_of(
        source(
            """
            Department | Period  | Headcount
            Bakery     | 2026-01 | 3
                       | soon    | many
            Bakery     | 2026-02 |
                       |         |
            Bakery     | 2026-03 | 4
            """
        ),
        HEADCOUNTS,
    )
    assert [str(each) for each in rows.refused] == [
        "heads.csv, line 3: area is empty. Fill it in.",
        "heads.csv, line 4: people is empty. Fill it in.",
    ]  # line 5 holds nothing: it is no row
    assert rows.columns["people"].to_pylist() == [3, 4]
    assert rows.columns["month"].to_pylist() == [date(2026, 1, 1), date(2026, 3, 1)]
    assert list(rows.lines) == [2, 6]


def test_where_no_row_is_left_the_first_reason_is_told() -> None:
    with pytest.raises(UnusableFacts) as refused:
        rows_of(
            source("area | month | people\nBakery | soon | 3\nBakery | 2026-01 | x"), HEADCOUNTS
        )
    assert str(refused.value) == (
        "heads.csv has no row that can be used. heads.csv, line 2: month “soon” is no month. "
        "Write it like 2026-03."
    )


@given(some.lists(some.integers(-3, 3), min_size=1, max_size=12))
def test_no_row_is_lost_and_each_keeps_its_line(numbers: list[int]) -> None:
    rows = Rows("n.csv", {"n": pa.array(numbers)}, range(2, len(numbers) + 2), frozenset({"n"}))
    rows.refuse_where(pc.less(rows.columns["n"], 0), "is below 0.")
    rows.refuse_where(pc.less(rows.columns["n"], -1), "is far below 0.")  # the first reason stays
    good = [(line, n) for line, n in enumerate(numbers, 2) if n >= 0]
    if not good:
        with pytest.raises(UnusableFacts, match="no row that can be used"):
            rows.keep()
        return
    rows.keep()
    assert list(zip(rows.lines, rows.columns["n"].to_pylist(), strict=True)) == good
    assert [each.line for each in rows.refused] == [
        line for line, n in enumerate(numbers, 2) if n < 0
    ]
    assert {each.reason for each in rows.refused} <= {"is below 0."}


def test_a_reason_stays_with_its_row_when_others_are_taken_out() -> None:
    rows = Rows("n.csv", {"n": pa.array([1, 2, 3])}, [2, 3, 4], frozenset({"n"}))
    rows.refuse(2, "is wrong.")
    rows.leave_out({0})
    rows.keep()
    assert [str(each) for each in rows.refused] == ["n.csv, line 4: is wrong."]
    assert rows.columns["n"].to_pylist() == [2]


@pytest.mark.parametrize(
    ("department", "levels"),
    [
        ("Supply / Bakery", ["Supply", "Supply / Bakery"]),
        ("Supply>Bakery", ["Supply", "Supply / Bakery"]),
        ("Supply/Bakery", ["Supply/Bakery"]),  # without blanks a stroke is part of the name
        ("> Bakery >", ["Bakery"]),
        ("Supply > > Bakery", ["Supply", "Supply / Bakery"]),
    ],
)
def test_the_levels_of_a_department_are_the_areas(department: str, levels: list[str]) -> None:
    frame = pa.table({"person": ["a"], "area": [department], "start_on": ["2024-01-01"]})
    found = take(engine=engine(), people=frame).facts
    assert sorted(area for [area] in engine().rows(found.areas.select("area"))) == levels


def test_a_department_of_signs_alone_is_refused_and_is_nobodys_area() -> None:
    frame = pa.table({"person": ["a", "b"], "area": [" > ", "B"], "start_on": ["2024-01-01"] * 2})
    found = take(engine=engine(), people=frame)
    assert [str(each) for each in found.refused] == [
        "people, line 1: area holds no name beside “>”. Write one."
    ]
    assert found.facts.people == 1

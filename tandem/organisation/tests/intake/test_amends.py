"""What somebody says instead of what a file does: which word holds, and how a row is read."""

import pytest

from tandem.organisation.intake.amends import Amend, FileAmends, of_file, together
from tandem.organisation.intake.kinds import Kind
from tandem.organisation.intake.sources import Record

HIRED, AREA = "Hire date", "Department"
HEADER = ("Id", HIRED, AREA)


def cell(line: int, value: str, heading: str = HIRED, said: str = "31.02.2026") -> Amend:
    return Amend(0, line, heading, said, value)


def out(line: int) -> Amend:
    return Amend(0, line, None, None, None)


def every(said: str, value: str | None, heading: str = HIRED) -> Amend:
    return Amend(0, None, heading, said, value)


@pytest.mark.parametrize(
    ("known", "new", "held"),
    [
        ([], [cell(2, "A")], [cell(2, "A")]),
        ([cell(2, "A")], [cell(3, "B")], [cell(2, "A"), cell(3, "B")]),
        # the later word on a cell holds, and what stood there first is remembered
        ([cell(2, "A")], [cell(2, "B", said="A")], [cell(2, "B")]),
        # a row that is left out has no cells to say anything of, and the other way round
        ([cell(2, "A"), cell(2, "X", AREA)], [out(2)], [out(2)]),
        ([out(2)], [cell(2, "A")], [cell(2, "A")]),
        ([out(2)], [cell(3, "A")], [out(2), cell(3, "A")]),
        # what was put in one's place is amended in its turn, wherever it stands
        ([every("k.A.", "A")], [every("A", "B")], [every("k.A.", "B"), every("A", "B")]),
        ([cell(2, "A")], [every("A", "B")], [cell(2, "B"), every("A", "B")]),
        ([cell(2, "A")], [every("A", None)], [Amend(0, 2, None, "31.02.2026", None), every("A", None)]),  # noqa: E501
        ([cell(2, "A", AREA)], [every("A", "B")], [cell(2, "A", AREA), every("A", "B")]),
        ([every("k.A.", "A")], [every("k.A.", None)], [every("k.A.", None)]),
        ([every("k.A.", "A")], [cell(2, "B")], [every("k.A.", "A"), cell(2, "B")]),
    ],
)  # fmt: skip
def test_the_later_word_holds(known: list[Amend], new: list[Amend], held: list[Amend]) -> None:
    assert together(known, *new) == held


ROW = Record(7, ["1", "k.A.", "Bakery"])


@pytest.mark.parametrize(
    ("amends", "cells"),
    [
        ([], ["1", "k.A.", "Bakery"]),
        ([cell(7, "2026-02-28")], ["1", "2026-02-28", "Bakery"]),
        ([cell(8, "2026-02-28")], ["1", "k.A.", "Bakery"]),
        ([cell(7, "A"), cell(7, "B", AREA)], ["1", "A", "B"]),
        ([cell(7, "")], ["1", "", "Bakery"]),
        ([out(7)], None),
        ([every("k.A.", "A")], ["1", "A", "Bakery"]),
        ([every("k.A.", None)], None),
        ([every("k.a.", "A")], ["1", "k.A.", "Bakery"]),
        ([every("k.A.", "A", AREA)], ["1", "k.A.", "Bakery"]),
        ([every("k.A.", None), cell(7, "A")], ["1", "A", "Bakery"]),  # of one line it holds
        ([cell(7, "A", "No such heading")], ["1", "k.A.", "Bakery"]),
        ([Amend(1, 7, HIRED, "k.A.", "A")], ["1", "k.A.", "Bakery"]),  # another file
    ],
)
def test_a_row_is_read_as_somebody_says(amends: list[Amend], cells: list[str] | None) -> None:
    amended = of_file(0, amends, HEADER, {0, 1, 2}).of(ROW)
    assert (amended.cells if amended else None) == cells


def test_a_row_nobody_speaks_of_is_the_very_same() -> None:
    assert of_file(0, [cell(8, "A")], HEADER, {1}).of(ROW) is ROW
    assert FileAmends().of(ROW) is ROW


def test_of_two_columns_with_one_heading_the_one_that_is_read_is_meant() -> None:
    twice = of_file(0, [cell(7, "A")], (HIRED, HIRED, AREA), {1, 2}).of(ROW)
    assert twice is not None
    assert twice.cells == ["1", "A", "Bakery"]


def test_a_cell_without_a_value_in_the_workbook_has_one_then() -> None:
    row = Record(7, ["1", "", ""], faults=((1, Kind.FORMULA_ERROR), (2, Kind.FORMULA_ERROR)))
    amended = of_file(0, [cell(7, "A")], HEADER, {0, 1, 2}).of(row)
    assert amended is not None
    assert amended.faults == ((2, Kind.FORMULA_ERROR),)


def test_a_row_with_too_few_cells_stays_as_it_came() -> None:
    short = Record(7, ["1"])
    assert of_file(0, [cell(7, "A"), every("", None)], HEADER, {0, 1, 2}).of(short) is short

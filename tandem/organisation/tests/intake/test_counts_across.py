"""Leavers with a column for each month, as a pivot table prints them: a row for each reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from tandem.organisation.intake.counts.blocks import Blocks, Carrying, Shape, sums_up_a_block
from tandem.organisation.intake.counts.guessing import guess_counts
from tandem.organisation.intake.findings import FileUnusable, Kind
from tandem.organisation.intake.reading import Record
from tandem.organisation.tests.intake.counting import CountingOffice, holding
from tandem.organisation.tests.intake.office import csv

pytestmark = pytest.mark.django_db

SHEET = """
    Site          | Dept    | Reason    | Nov-25 | Dec-25 | Jan-26 | Total
    Ballina       | Bakery  | Quit      | 2      |        | 1      | 3
                  |         | Dismissal |        | 1      |        | 1
                  |         | Death     |        |        |        | 0
                  | Packing | Quit      | 1      | 1      | 1      | 3
                  |         | Dismissal |        |        | 1      | 1
    Ballina total |         |           | 3      | 2      | 3      | 8
    Cork          | Office  | Quit      |        | 4      |        | 4
                  |         | Dismissal |        |        | 1      | 1
    Total         |         |           | 3      | 6      | 4      | 13
"""
WHAT_LEFT = [
    "Bakery | 2025-11 | voluntary 2", "Bakery | 2025-12 | involuntary 1",
    "Bakery | 2026-01 | voluntary 1",
    "Office | 2025-11", "Office | 2025-12 | voluntary 4", "Office | 2026-01 | involuntary 1",
    "Packing | 2025-11 | voluntary 1", "Packing | 2025-12 | voluntary 1",
    "Packing | 2026-01 | involuntary 1 | voluntary 1",
]  # fmt: skip


@pytest.fixture
def office(tmp_path: Path) -> CountingOffice:
    return CountingOffice(tmp_path)


def test_a_row_for_each_reason_and_a_column_for_each_month(office: CountingOffice) -> None:
    """The area stands on the first of its rows, and rows of sums are no leavers."""
    report = office.look(SHEET)
    assert (report.accepted, report.rejected, report.leavers) == (7, 0, 13)
    office.bring(SHEET)
    assert holding() == WHAT_LEFT


def test_where_every_row_names_its_area_it_is_the_same(office: CountingOffice) -> None:
    office.bring("""
        Department | Leave reason | 2025-11 | 2025-12 | 2026-01
        Bakery     | Quit         | 2       | 0       | 1
        Bakery     | Dismissal    | -       | 1       | -
        Office     | Quit         | 0       | 4       | 0
        Office     | Dismissal    | 0       | 0       | 1
        Packing    | Quit         | 1       | 1       | 1
        Packing    | Dismissal    |         |         | 1
    """)
    assert holding() == WHAT_LEFT


def test_a_number_that_cannot_be_read_costs_the_row_and_is_no_nought(
    office: CountingOffice,
) -> None:
    report = office.look("""
        Department | Leave reason | 2025-11 | 2025-12
        Bakery     | Quit         | 2       | some
        Office     | Quit         | 1       | -1
        Shop       | Quit         | 1       | 1
    """)
    assert (report.accepted, report.rejected) == (1, 2)
    assert [one.kind for one in report.problems] == [Kind.BAD_COUNT] * 2


def test_beside_headcounts_numbers_without_reasons_are_leavers_of_unknown_reason(
    office: CountingOffice,
) -> None:
    leavers = """
        Department | 2025-11 | 2025-12 | Total
        Bakery     | 2       | 0       | 2
        Office     |         | 1       | 1
        Total      | 2       | 1       | 3
    """
    heads = """
        Department | 2025-10 | 2025-11 | 2025-12
        Bakery     | 40      | 38      | 38
        Office     | 20      | 20      | 19
    """
    report = office.look(leavers, heads)
    assert (report.rejected, report.leavers, report.headcounts) == (0, 3, 6)
    office.bring(leavers, heads)
    assert holding() == [
        "Bakery | 2025-11 | ? 2", "Bakery | 2025-12", "Office | 2025-11", "Office | 2025-12 | ? 1",
    ]  # fmt: skip
    files = [office.incoming(csv(leavers), "l.csv")], [office.incoming(csv(heads), "h.csv")]
    guessed = guess_counts(*files, folder=office.folder / "g")
    assert [(each.heads, each.missing) for each in guessed] == [(False, []), (True, [])]


def test_numbers_without_reasons_may_be_of_who_is_there_and_are_asked_about(
    office: CountingOffice,
) -> None:
    with pytest.raises(FileUnusable, match="Month"):
        office.look("Department | 2025-11 | 2025-12 \n Bakery | 40 | 41")
    with pytest.raises(FileUnusable, match="Month"):  # one heading may be a month by chance
        office.look("Department | Reason | 2025-11 \n Bakery | Quit | 1")


def test_columns_are_told_as_leavers_of_their_months(office: CountingOffice) -> None:
    [seen] = office.look(SHEET).files
    assert [each.field for each in seen.columns] == [
        None, "department", "leave reason", "count, 2025-11", "count, 2025-12", "count, 2026-01",
        None,
    ]  # fmt: skip


def shape(*texts: str) -> Shape:
    seen = Shape(of_areas=True)
    for text in texts:
        seen.see(text)
    return seen


@pytest.mark.parametrize(
    ("texts", "blocks"),
    [
        (("Bakery", "", "", "Packing", ""), True),
        (("Bakery", "", "Packing", "", "Bakery", ""), True),  # of another site
        (("Bakery", "Packing", ""), False),  # most rows say theirs
        (("", "Bakery", "", ""), False),  # of whom are the first?
        (("Bakery", "", "Bakery", ""), False),  # who writes it twice would write it everywhere
        ((), False),
    ],
)
def test_a_name_is_carried_down_only_where_the_sheet_is_made_so(
    texts: tuple[str, ...], blocks: bool
) -> None:
    assert shape(*texts).is_of_blocks is blocks


def test_no_area_is_carried_into_another_block() -> None:
    carrying = Carrying(Blocks(own=1))
    rows = (
        ["A", "Bakery"],
        ["", ""],
        ["A total", ""],
        ["", ""],
        ["B", ""],
        ["B", "Shop"],
        ["B", ""],
    )
    cells = [carrying.carried(Record(1, row)).cells[1] for row in rows]
    assert cells == ["Bakery", "Bakery", "", "", "", "Shop", "Shop"]


@pytest.mark.parametrize(
    ("cells", "sums"),
    [
        (["Ballina total", "", "3"], True),
        (["Gesamt Nord", "", "3"], True),
        (["Ballina", "", "3"], False),
        (["Ballina total", "Bakery", "3"], False),
        (["", "", "3"], False),
        (["Ballina total"], False),
    ],
)
def test_a_sum_of_a_block_has_no_area(cells: list[str], sums: bool) -> None:
    assert sums_up_a_block(cells, 1) is sums

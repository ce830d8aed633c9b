"""Headcounts of an area and month that stand twice: two blocks of a sheet, or two files."""

from __future__ import annotations

from pathlib import Path

import pytest

from tandem.organisation.intake.amends import Amend
from tandem.organisation.intake.findings import FileUnusable
from tandem.organisation.tests.intake.counting import CountingOffice, heads_holding

pytestmark = pytest.mark.django_db

LEAVERS = "Area | Month \n Production | 2026-01 \n Logistics | 2026-02"
BLOCKS = """
    Permanent   |         |
    Area        | 2026-01 | 2026-02
    Production  | 980     | 984
    Logistics   | 61      | 63
    Total       | 1041    | 1047
    Temporary   |         |
    Area        | 2026-01 | 2026-02
    Production  | 67      | 64
    LOGISTICS   | 15      | 15
    Total       | 82      | 79
"""
SUMS = [
    "Logistics | 2026-01 | 76 . . .", "Logistics | 2026-02 | 78 . . .",
    "Production | 2026-01 | 1047 . . .", "Production | 2026-02 | 1048 . . .",
]  # fmt: skip


@pytest.fixture
def office(tmp_path: Path) -> CountingOffice:
    return CountingOffice(tmp_path)


def test_a_second_block_is_asked_about_with_the_titles_of_both(office: CountingOffice) -> None:
    report = office.look(LEAVERS, BLOCKS)
    again = [each for each in report.problems if each.kind == "duplicate_headcount"]
    assert [each.value for each in again] == ["Production", "LOGISTICS"]
    assert "under “Temporary”, and that line under “Permanent”" in again[0].reason
    assert report.rejected == 2
    assert "cell_count" not in report.kinds


def test_a_title_of_one_cell_alone_is_no_broken_row(office: CountingOffice) -> None:
    rows = BLOCKS.replace("    Temporary   |         |\n", "    Temporary\n")
    report = office.look(LEAVERS, rows)
    assert "cell_count" not in report.kinds
    assert report.kinds["remark"] == 1


def test_said_to_be_other_people_they_are_added_up(office: CountingOffice) -> None:
    said = [Amend.adding_up(1)]
    report = office.look(LEAVERS, BLOCKS, amends=said)
    assert report.rejected == 0
    [told] = [each for each in report.problems if each.kind == "headcounts_added"]
    assert told.reason.startswith("4 headcounts of an area and month were added to ones")
    assert "They stand under “Permanent”, “Temporary”." in told.reason
    office.bring(LEAVERS, BLOCKS, amends=said)
    assert heads_holding() == SUMS


def test_months_that_one_part_alone_tells_of_are_named(office: CountingOffice) -> None:
    rows = BLOCKS.replace("| 67      | 64", "| 67      | -").replace("| 82      | 79", "| 82 | 15")
    report = office.look(LEAVERS, rows, amends=[Amend.adding_up(1)])
    [told] = [each for each in report.problems if each.kind == "headcounts_added"]
    assert "Not all parts tell of February 2026, which may be too low there." in told.reason


def test_a_mapping_says_it_for_the_terminal(office: CountingOffice) -> None:
    office.bring(LEAVERS, BLOCKS, mapping='[numbers]\nsame_month = "add"')
    assert heads_holding() == SUMS


def test_another_word_in_the_mapping_is_not_taken(office: CountingOffice) -> None:
    with pytest.raises(FileUnusable, match="same_month = “last”"):
        office.look(LEAVERS, BLOCKS, mapping='[numbers]\nsame_month = "last"')

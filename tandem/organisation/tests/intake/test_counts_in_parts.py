"""Headcounts of which each area has several rows: salaried and hourly people, and "of which"."""

from __future__ import annotations

from pathlib import Path

import pytest

from tandem.organisation.intake.amends import Amend
from tandem.organisation.intake.findings import Kind
from tandem.organisation.intake.report import Report
from tandem.organisation.tests.intake.counting import CountingOffice, heads_holding, holding

pytestmark = pytest.mark.django_db

LEAVERS = """
    Department | Month   | Reason
    Bakery     | 2026-02 | Quit
    Evening    | 2026-03 | Quit
    Office     | 2026-03 | Dismissal
"""
HEADS = """
    Division         | Department | Group    | Jan 2026 | Feb 2026 | Mar 2026 | Change
    Production       | Bakery     | Salaried | 5        | 5        | 4        | -1
                     |            | Hourly   | 40       | 39       | 20       | -20
                     |            | of which apprentices | 3 | 3    | 2        | -1
                     | Evening    | Hourly   |          |          | 18       | 18
                     |            | of which apprentices |   |      | 1        | 1
    Production total |            |          | 45       | 44       | 42       | -3
    Staff            | Office     | Salaried | 12       | 12       | 11       | -1
    Staff total      |            |          | 12       | 12       | 11       | -1
    Agency workers   |            |          | 9        | 8        | 9        | 0
"""
PATHS = '[department]\ncolumns = ["Division", "Department"]\n'


@pytest.fixture
def office(tmp_path: Path) -> CountingOffice:
    return CountingOffice(tmp_path)


def kinds(report: Report) -> set[str]:
    return {*report.kinds}


def counted(wanted: str) -> list[str]:
    """Month and people of an area."""
    rows = (each.split(" | ") for each in heads_holding())
    return [f"{month} {heads.split()[0]}" for area, month, heads in rows if area.endswith(wanted)]


def test_the_rows_of_an_area_are_added_up_and_those_of_which_left_out(
    office: CountingOffice,
) -> None:
    report = office.look(LEAVERS, HEADS, mapping=PATHS)
    assert report.rejected == 0
    assert not kinds(report) & {Kind.DUPLICATE_HEADCOUNT, Kind.MISSING_AREA}
    assert {Kind.OF_WHICH, Kind.TOTALS, Kind.NOT_PEOPLE, Kind.HEADCOUNTS_ADDED} <= kinds(report)
    [added] = [each for each in report.problems if each.kind is Kind.HEADCOUNTS_ADDED]
    assert "“Group” says whom each counts: “Hourly”, “Salaried”." in added.reason
    office.bring(LEAVERS, HEADS, mapping=PATHS)
    assert counted("Bakery") == ["2026-01 45", "2026-02 44", "2026-03 24"]
    assert counted("Evening") == ["2026-03 18"]
    assert counted("Agency workers") == []  # they are employed elsewhere


@pytest.mark.parametrize(
    ("one", "other"), [("Actual", "Budget"), ("Closing", "Joiners"), ("Ist", "Soll")]
)
def test_numbers_of_something_else_are_not_added_to_who_is_there(
    office: CountingOffice, one: str, other: str
) -> None:
    """Of two rows nothing says that they are parts, so the second is not taken unless said."""
    report = office.look(
        "Department | Month | Reason \n Bakery | 2026-02 | Quit",
        f"""
        Department | Group   | Jan 2026 | Feb 2026
        Bakery     | {one}   | 40       | 39
        Bakery     | {other} | 44       | 44
        """,
    )
    assert Kind.HEADCOUNTS_ADDED not in kinds(report)
    assert Kind.DUPLICATE_HEADCOUNT in kinds(report)


def test_where_a_row_names_neither_area_nor_part_nothing_is_added_unasked(
    office: CountingOffice,
) -> None:
    heads = "\n".join(
        line for line in HEADS.splitlines() if "total" not in line and "Agency" not in line
    )
    report = office.look(LEAVERS, f"{heads}\n | | | 57 | 56 | 53 | -4", mapping=PATHS)
    assert Kind.HEADCOUNTS_ADDED not in kinds(report)
    assert Kind.DUPLICATE_HEADCOUNT in kinds(report)


def test_areas_said_to_be_one_have_their_leavers_and_headcounts_together(
    office: CountingOffice,
) -> None:
    one = Amend(0, None, None, "Production / Evening", "Production / Bakery")
    report = office.look(LEAVERS, HEADS, mapping=PATHS, amends=[one])
    assert Kind.HEADCOUNT_LACKING not in kinds(report)  # it has no months of its own any more
    office.bring(LEAVERS, HEADS, mapping=PATHS, amends=[one])
    assert counted("Bakery") == ["2026-01 45", "2026-02 44", "2026-03 42"]
    assert not counted("Evening")
    assert [each for each in holding() if "voluntary" in each and "Bakery" in each] == [
        "Production / Bakery | 2026-02 | voluntary 1",
        "Production / Bakery | 2026-03 | voluntary 1",
    ]

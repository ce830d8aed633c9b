"""Leavers with a column for each reason, and headcounts as finance keeps them beside."""

from __future__ import annotations

from pathlib import Path

import pytest

from tandem.organisation.intake.amends import Amend
from tandem.organisation.intake.counts.guessing import guess_counts
from tandem.organisation.intake.findings import Kind
from tandem.organisation.intake.report import Report
from tandem.organisation.tests.intake.counting import CountingOffice, heads_holding, holding
from tandem.organisation.tests.intake.office import csv

pytestmark = pytest.mark.django_db

SHEET = """
    Dept          | Month   | Resigned | Trial ended | Dismissed | Retired | Sabbatical | Total
    Bakery        | 2025-11 | 2        |             | 1         |         |            | 3
                  | 2025-12 |          | 1           |           | 1       |            | 2
                  | 2026-01 | 1        |             |           |         | 1          | 2
    Total Bakery  |         | 3        | 1           | 1         | 1       | 1          | 7
    Packing       | 2025-12 |          |             |           |         |            | 0
                  | 2026-01 | 4        |             |           |         |            | 4
    Total Packing |         | 4        |             |           |         |            | 4
    Grand total   |         | 7        | 1           | 1         | 1       | 1          | 11
"""
HEADS = """
              |                |          | 2025 |      | 2026 |
    Division  | Dept           | Measure  | Nov  | Dec  | Jan  | Feb
    Plant     | Ovens          | People   | 30   | 29   |      |
              |                | FTE      | 28.5 | 27   |      |
              | Proving        | People   | 20   | 20   |      |
              |                | FTE      | 19.2 | 19   |      |
              | Bakery (1)     | People   |      |      | 48*  | 47
              |                | FTE      |      |      | 46.1 | 45
              | Packing        | People   | 12   | 12   | 12   | 8
              |                | FTE      | 11.5 | 11.5 | 11.5 | 7.5
    Total Plant |              | People   | 62   | 61   | 60   | 55
              |                | FTE      | 59.2 | 57.5 | 57.6 | 52.5
    (1) Ovens and proving are one department. |  |  |  |  |  |
"""


@pytest.fixture
def office(tmp_path: Path) -> CountingOffice:
    return CountingOffice(tmp_path)


def told(report: Report, kind: Kind) -> list[str | None]:
    return [each.value for each in report.problems if each.kind is kind]


def test_each_column_of_a_reason_says_how_many_left_for_it(office: CountingOffice) -> None:
    """The area stands on the first row of its block; rows and columns of sums are no leavers."""
    report = office.look(SHEET)
    assert (report.accepted, report.rejected, report.leavers) == (5, 0, 11)
    assert told(report, Kind.UNKNOWN_REASON) == ["Trial ended", "Sabbatical"]
    office.bring(SHEET)
    assert holding() == [
        "Bakery | 2025-11 | involuntary 1 | voluntary 2",
        "Bakery | 2025-12 | ? 1 | retirement 1",
        "Bakery | 2026-01 | ? 1 | voluntary 1",
        "Packing | 2025-11",
        "Packing | 2025-12",
        "Packing | 2026-01 | voluntary 4",
    ]


def test_a_mapping_says_what_a_heading_means_and_which_column_is_none(
    office: CountingOffice,
) -> None:
    office.bring(SHEET, mapping="""
        [columns]
        "Retired" = ""
        [reasons]
        "Trial ended" = "voluntary"
        "Sabbatical" = "not a leaving"
    """)  # fmt: skip
    assert holding() == [
        "Bakery | 2025-11 | involuntary 1 | voluntary 2", "Bakery | 2025-12 | voluntary 1",
        "Bakery | 2026-01 | voluntary 1",
        "Packing | 2025-11", "Packing | 2025-12", "Packing | 2026-01 | voluntary 4",
    ]  # fmt: skip


def test_columns_in_words_of_ones_own_are_said_to_be_numbers_of_leavers(
    office: CountingOffice,
) -> None:
    sheet = "Dept | Month | Route A | Route B | Note \n Bakery | 2026-01 | 2 | 1 | 7"
    report = office.look(sheet, mapping='[columns]\n"Route A" = "count"\n"Route B" = "count"')
    assert report.leavers == 10  # what stands next to them is of their kind unless it is said
    said = '[columns]\n"Route A" = "count"\n"Route B" = "count"\n"Note" = ""'
    assert office.look(sheet, mapping=said).leavers == 3


@pytest.mark.parametrize(
    "sheet",
    [
        "Dept | Month | Resigned | Dismissed \n Bakery | 2026-01 | 2026-01-03 | ",  # days
        "Dept | Month | Resigned | Dismissed \n Bakery | 2026-01 | yes | no",
        "Dept | Month | Resigned | Why \n Bakery | 2026-01 | 1 | x",
    ],
)
def test_headings_of_reasons_over_anything_but_numbers_are_not_read_so(
    office: CountingOffice, sheet: str
) -> None:
    assert office.look(sheet).leavers == 1  # a row, a leaver


def test_a_number_that_cannot_be_read_costs_the_row(office: CountingOffice) -> None:
    """And not all the others, each of which would be a leaver if the columns were none."""
    report = office.look("""
        Dept   | Month   | Resigned | Dismissed
        Bakery | 2026-01 | 2        | 1
        Office | 2026-01 | 1        | -1
    """)
    assert (report.accepted, report.rejected, report.leavers) == (1, 1, 3)
    assert told(report, Kind.BAD_COUNT) == ["-1"]


def test_columns_are_told_as_leavers_of_their_reasons(office: CountingOffice) -> None:
    [seen] = office.look(SHEET).files
    assert [each.field for each in seen.columns] == [
        "department", "month", "count: Resigned", "count: Trial ended", "count: Dismissed",
        "count: Retired", "count: Sabbatical", None,
    ]  # fmt: skip
    [guessed] = guess_counts([office.incoming(csv(SHEET), "l.csv")], [], folder=office.folder / "g")
    assert [each.heading for each in guessed.columns if each.is_a_reason] == [
        "Resigned", "Trial ended", "Dismissed", "Retired", "Sabbatical",
    ]  # fmt: skip
    assert not guessed.missing


def test_a_line_of_nothing_that_is_read_is_no_row(office: CountingOffice) -> None:
    report = office.look("""
        No  | Month   | Department | Reason | Note
        YEAR 2026 |   |            |        |
        1   | 2026-01 | Bakery     | Quit   |
        2   | 2026-02 | Bakery     | Quit   |
            |         |            |        | Items of 2026: 2
    """)
    assert (report.accepted, report.rejected, report.leavers) == (2, 0, 2)
    assert [each.kind for each in report.problems] == [Kind.REMARK, Kind.REMARK]


def test_a_leaver_of_whom_nothing_is_said_that_is_read_is_still_asked_about(
    office: CountingOffice,
) -> None:
    report = office.look("""
        No | Month   | Department | Name
        1  | 2026-01 | Bakery     | Ann
        2  |         |            | Bo
    """)
    assert (report.accepted, report.rejected) == (1, 1)
    assert Kind.REMARK not in report.kinds


# ---- headcounts as they are kept for the eye


def test_months_below_their_years_and_rows_of_posts_between_those_of_people(
    office: CountingOffice,
) -> None:
    report = office.look(SHEET, HEADS, mapping=PATH)
    assert (report.rejected, report.headcounts) == (0, 10)
    assert len(told(report, Kind.NOT_PEOPLE)) == 5


PATH = '[department]\ncolumns = ["Division", "Dept"]'


def test_areas_that_end_where_one_begins_are_asked_about(office: CountingOffice) -> None:
    report = office.look(SHEET, HEADS, mapping=PATH)
    assert told(report, Kind.HEADCOUNTS_GO_ON) == ["Plant / Ovens", "Plant / Proving"]
    assert told(report, Kind.HEADCOUNT_LACKING) == []  # one question is enough
    assert report.open_names == 2
    [first, _second] = [one for one in report.problems if one.kind is Kind.HEADCOUNTS_GO_ON]
    assert first.reason == (
        "“Plant / Ovens” has its last headcount in December 2025, and “Plant / Bakery” its first "
        "in January 2026."
    )


def said(of: str, value: str) -> Amend:
    return Amend(1, None, None, of, value)


def test_said_to_be_one_they_are_one_in_all_months(office: CountingOffice) -> None:
    """With the leavers of all of them, and without the mark of a footnote."""
    one = [said(f"Plant / {each}", "Plant / Bakery") for each in ("Ovens", "Proving")]
    leavers = SHEET + "Ovens | 2025-11 | 1 | | | | | 1\n"
    office.bring(leavers, HEADS, mapping=PATH, amends=one)
    assert heads_holding()[:4] == [
        "Plant / Bakery | 2025-11 | 50 . . .", "Plant / Bakery | 2025-12 | 49 . . .",
        "Plant / Bakery | 2026-01 | 48 . . .", "Plant / Bakery | 2026-02 | 47 . . .",
    ]  # fmt: skip
    assert "Plant / Bakery | 2025-11 | involuntary 1 | voluntary 3" in holding()


def test_said_to_be_two_each_keeps_its_months_and_lacks_the_others(office: CountingOffice) -> None:
    two = [said(f"Plant / {each}", f"Plant / {each}") for each in ("Ovens", "Proving")]
    report = office.look(SHEET, HEADS, mapping=PATH, amends=two)
    assert told(report, Kind.HEADCOUNTS_GO_ON) == []
    assert told(report, Kind.HEADCOUNT_LACKING) == [
        "Plant / Ovens", "Plant / Proving", "Plant / Bakery",
    ]  # fmt: skip


def test_one_of_the_same_name_below_another_area_goes_on_there(office: CountingOffice) -> None:
    heads = """
        Area        | 2025-11 | 2025-12 | 2026-01 | 2026-02
        Sales / Bok | 40      | 41      |         |
        Sales / Web | 9       | 9       | 9       | 9
        Plant / Bok |         |         | 39      | 40
        Plant / Hut | 12      | 12      |         |
        Plant / Hat |         |         | 12      | 12
    """
    report = office.look("Area | Month \n Web | 2026-01", heads)
    assert told(report, Kind.HEADCOUNTS_GO_ON) == ["Sales / Bok", "Plant / Hut"]
    offered = [each.offers for each in report.problems if each.kind is Kind.HEADCOUNTS_GO_ON]
    assert offered == [("Plant / Bok",), ("Plant / Hat",)]


@pytest.mark.parametrize(
    "heads",
    [
        # Two begin at once, one begins later, one elsewhere, one is small, one was there a month.
        "A | 3 | 3 | \n B | | | 1 \n C | | | 2 \n D | 5 | 5 | 5",
        "A | 3 | | \n B | | | 3 \n D | 5 | 5 | 5",
        "X / A | 3 | 3 | \n Y / B | | | 3 \n Y / D | 5 | 5 | 5",
        "A | 9 | 9 | \n B | | | 4 \n D | 5 | 5 | 5",
        "A | | 3 | \n B | | | 3 \n D | 5 | 5 | 5",
    ],
)
def test_nothing_is_asked_where_it_is_not_one_for_another(
    office: CountingOffice, heads: str
) -> None:
    heads = f"Dept | 2025-11 | 2025-12 | 2026-01 \n {heads}"
    report = office.look("Dept | Month \n D | 2026-01", heads)
    assert told(report, Kind.HEADCOUNTS_GO_ON) == []
    assert told(report, Kind.HEADCOUNT_LACKING)

"""Leavers and headcounts by area and month, without persons: checked, applied, replaced."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tandem.access.audit import OPERATOR, record
from tandem.access.models import Event
from tandem.organisation import intake
from tandem.organisation.counted import not_taken
from tandem.organisation.models import (
    Area,
    Headcount,
    Import,
    ImportShape,
    ImportState,
    LeaverCount,
    Person,
)
from tandem.organisation.tests.intake.counting import CountingOffice, heads_holding, holding
from tandem.organisation.tests.intake.office import LATER, MONDAY, areas, found

pytestmark = pytest.mark.django_db

LEAVERS = """
    Department         | Month   | Leave reason
    Varnholm / Sales   | 2026-01 | Quit
    Varnholm / Sales   | 2026-01 | Quit
    Varnholm / Sales   | 2026-03 | Retirement
    Varnholm / Service | 2026-02 | Dismissal
"""
HEADS = """
    Department         | Month   | Headcount | Joiners
    Varnholm / Sales   | 2026-03 | 40        | 2
    Varnholm / Service | 2026-03 | 12        |
"""


@pytest.fixture
def office(tmp_path: Path) -> CountingOffice:
    return CountingOffice(tmp_path)


def test_one_row_per_leaver_is_added_up_and_quiet_months_are_known(office: CountingOffice) -> None:
    office.bring(LEAVERS)
    assert holding() == [
        "Varnholm / Sales | 2026-01 | voluntary 2",
        "Varnholm / Sales | 2026-02",
        "Varnholm / Sales | 2026-03 | retirement 1",
        "Varnholm / Service | 2026-01",
        "Varnholm / Service | 2026-02 | involuntary 1",
        "Varnholm / Service | 2026-03",
    ]
    assert areas() == ["Varnholm", "Varnholm / Sales", "Varnholm / Service"]


def test_a_count_column_counts_for_so_many(office: CountingOffice) -> None:
    office.bring("""
        Area  | Month left | Reason | Leavers
        Sales | 2026-01    | Quit   | 3
        Sales | 2026-01    | Quit   | 1 200
        Sales | 2026-01    | Death  | 0
    """)
    assert holding() == ["Sales | 2026-01 | voluntary 1203"]


def test_headcounts_are_kept_with_what_the_file_says_and_no_more(office: CountingOffice) -> None:
    office.bring(LEAVERS, HEADS)
    assert heads_holding() == [
        "Varnholm / Sales | 2026-03 | 40 2 . .",
        "Varnholm / Service | 2026-03 | 12 . . .",
    ]


def test_every_month_may_have_its_own_column(office: CountingOffice) -> None:
    office.bring(
        LEAVERS,
        """
        Department       | Site | 2026-01 | Feb 2026 | 03/2026
        Varnholm / Sales | Ulm  | 41      |          | 40
        """,
    )
    assert heads_holding() == [
        "Varnholm / Sales | 2026-01 | 41 . . .",
        "Varnholm / Sales | 2026-03 | 40 . . .",
    ]


def test_a_leavers_list_with_headcounts_speaks_up_to_the_last_of_them(
    office: CountingOffice,
) -> None:
    office.bring(
        "Area | Month \n Sales | 2026-01",
        "Area | Month | Headcount \n Sales | 2026-02 | 9 \n Quiet | 2026-02 | 5",
    )
    assert holding() == [
        "Quiet | 2026-01", "Quiet | 2026-02", "Sales | 2026-01 | ? 1", "Sales | 2026-02",
    ]  # fmt: skip


# Two systems, and sheets made for the eye

DIVISIONS = '[department]\ncolumns = ["Division", "Unit"]'  # as the page of columns proposes it


def test_one_area_under_two_spellings_is_one(office: CountingOffice) -> None:
    """As of two systems: signs differ, or the levels above are left out."""
    leavers = """
        Area             | Month   | Leavers
        Depot Basel Nord | 2026-01 | 3
        R & D            | 2026-01 | 1
        Print Shop       | 2026-01 | 2
    """
    heads = """
        Division   | Unit             | 2026-01
        Operations | Depot Basel-Nord | 58
        Central    | R&D              | 41
    """
    assert found(office.look(leavers, heads, mapping=DIVISIONS)) == [
        ("area_taken_as", None, "Area", "Depot Basel Nord"),
        ("area_taken_as", None, "Area", "R & D"),
        ("which_area", 4, "Area", "Print Shop"),
    ]
    office.bring(leavers, heads, mapping=DIVISIONS)
    assert holding() == [
        "Central / R&D | 2026-01 | ? 1",
        "Operations / Depot Basel-Nord | 2026-01 | ? 3",
        "Print Shop | 2026-01 | ? 2",
    ]


def test_what_could_be_one_of_two_is_left_alone(office: CountingOffice) -> None:
    office.bring(
        "Area | Month | Leavers \n Stores | 2026-01 | 3 \n Team 1-1 | 2026-01 | 2",
        """
        Division | Unit    | 2026-01
        North    | Stores  | 20
        South    | Stores  | 30
        South    | Team 11 | 4
        """,
        mapping=DIVISIONS,
    )
    assert holding()[-2:] == ["Stores | 2026-01 | ? 3", "Team 1-1 | 2026-01 | ? 2"]


def test_a_division_said_once_is_carried_down_and_its_sum_is_no_area(
    office: CountingOffice,
) -> None:
    office.bring(
        LEAVERS,
        """
        Division   | Unit             | 2026-02 | 2026-03
        Operations | Depot Aarau      | 64      | 63
                   | Stores           | 1'001   | 998
                   | Total Operations | 1'065   | 1'061
        Central    | Finance          | 38      | 38
                   | IT               | 33      | 33
                   | Central total    | 71      | 71
        """,
        mapping=DIVISIONS,
    )
    assert heads_holding() == [
        "Central / Finance | 2026-02 | 38 . . .", "Central / Finance | 2026-03 | 38 . . .",
        "Central / IT | 2026-02 | 33 . . .", "Central / IT | 2026-03 | 33 . . .",
        "Operations / Depot Aarau | 2026-02 | 64 . . .",
        "Operations / Depot Aarau | 2026-03 | 63 . . .",
        "Operations / Stores | 2026-02 | 1001 . . .", "Operations / Stores | 2026-03 | 998 . . .",
    ]  # fmt: skip


def test_a_block_of_one_row_is_one_where_others_have_more(office: CountingOffice) -> None:
    office.bring(
        LEAVERS,
        """
        Division   | Unit        | 2026-02
        Operations | Depot Aarau | 64
                   | Stores      | 9
        Central    | Finance     | 38
        """,
        mapping=DIVISIONS,
    )
    assert heads_holding() == [
        "Central / Finance | 2026-02 | 38 . . .", "Operations / Depot Aarau | 2026-02 | 64 . . .",
        "Operations / Stores | 2026-02 | 9 . . .",
    ]  # fmt: skip


# What the check says


def test_the_check_counts_leavers_and_no_people(office: CountingOffice) -> None:
    report = office.look(LEAVERS, HEADS)
    assert report.counts() == {
        "rows": 6, "accepted": 6, "rejected": 0,
        "people": {"new": 0, "changed": 0, "left": 0}, "areas": {"new": 3},
        "leavers": 4, "headcounts": 2,
    }  # fmt: skip
    assert report.problems == []
    assert not report.changes_nothing
    assert not LeaverCount.objects.exists()
    assert not Area.objects.exists()


def test_the_check_says_how_each_column_is_read(office: CountingOffice) -> None:
    leavers, heads = office.look(LEAVERS, HEADS).files
    assert [(each.heading, each.field) for each in leavers.columns] == [
        ("Department", "department"), ("Month", "month"), ("Leave reason", "leave reason"),
    ]  # fmt: skip
    assert heads.columns[2].field == "headcount"
    assert leavers.columns[1].values == ["2026-01", "2026-03", "2026-02"]


def test_a_report_is_read_again_as_it_was_written(office: CountingOffice, tmp_path: Path) -> None:
    report = office.look(LEAVERS, HEADS)
    report.write(tmp_path)
    assert intake.Report.read(tmp_path) == report


def test_what_is_wrong_is_told_by_line_and_column_and_the_rest_is_taken(
    office: CountingOffice,
) -> None:
    report = office.look("""
        Area  | Month   | Count
        Sales | 2026-01 | 2
              | 2026-01 | 1
        Sales | 2026-13 | 1
        Sales | soon    | 1
        Sales | 2026-02 | two
        Sales | 2026-02 | -1
        Sales | 2026-02 | 1.5
        Sales | 2026-02 |
        Sales | 2026-02 | 1 | more
    """)
    assert found(report) == [
        ("missing_department", 3, "Area", ""),
        ("bad_month", 4, "Month", "2026-13"),
        ("bad_month", 5, "Month", "soon"),
        ("bad_count", 6, "Count", "two"),
        ("below_nought", 7, "Count", "-1"),
        ("bad_count", 8, "Count", "1.5"),
        ("bad_count", 9, "Count", ""),
        ("cell_count", 10, None, None),
    ]
    assert (report.accepted, report.rejected, report.leavers) == (1, 8, 2)
    assert all(each.cure for each in report.problems)
    assert "like these, which are all December 2026" in report.problems[1].cure


def test_rejected_rows_come_back_with_their_reason(office: CountingOffice) -> None:
    import_id = Import().id
    office.look("Area | Month \n Sales | 2026-01 \n Sales | soon", import_id=import_id)
    [path] = intake.rejected_files(office.folder_of(import_id))
    assert path.read_text(encoding="utf-8-sig").splitlines() == [
        "Area,Month,Reason not taken",
        "Sales,soon,Month: “soon” is not read as a month.",
    ]


def test_a_second_headcount_of_an_area_and_month_is_not_taken(office: CountingOffice) -> None:
    report = office.look(
        LEAVERS,
        """
        Area  | Month   | Headcount
        Sales | 2026-01 | 40
        SALES | 2026-01 | 41
        """,
    )
    assert ("duplicate_headcount", 3, "Area", "SALES") in found(report)
    assert "stands on line 2 of heads.csv" in report.problems[-1].reason
    assert report.headcounts == 1


def test_a_reason_without_a_class_is_noted_once(office: CountingOffice) -> None:
    report = office.look("""
        Area  | Month   | Reason
        Sales | 2026-01 | Termination
        Sales | 2026-02 | Termination
        Sales | 2026-02 | Quit
        Sales | 2026-02 |
    """)
    assert found(report) == [("unknown_reason", 2, "Reason", "Termination")]
    assert "say so: 2." in report.problems[0].reason
    assert report.rejected == 0


def test_a_headcount_that_looks_like_a_sum_is_noted(office: CountingOffice) -> None:
    report = office.look(
        LEAVERS,
        """
        Area                | Month   | Headcount
        Varnholm            | 2026-03 | 52
        Varnholm / Sales    | 2026-03 | 40
        Varnholm / Service  | 2026-03 | 12
        """,
    )
    assert found(report) == [("above_and_below", None, "Area", "Varnholm")]
    assert report.rejected == 0


def test_few_people_directly_in_an_area_above_others_are_no_sum(office: CountingOffice) -> None:
    report = office.look(LEAVERS, HEADS + "    Varnholm | 2026-03 | 3 | 0\n")
    assert report.problems == []


@pytest.mark.parametrize(
    ("leavers", "heads", "missing"),
    [
        ("Area | Reason \n Sales | Quit", None, "Month"),
        ("Month | Reason \n 2026-01 | Quit", None, "Area"),
        (LEAVERS, "Area | Month \n Sales | 2026-01", "Headcount"),
        (LEAVERS, "Area | Headcount \n Sales | 12", "Month"),
    ],
)
def test_a_file_without_area_or_month_cannot_be_used(
    office: CountingOffice, leavers: str, heads: str | None, missing: str
) -> None:
    with pytest.raises(intake.FileUnusable, match=f"No column for: {missing}"):
        office.look(leavers, heads)


def test_headings_alone_cannot_be_used(office: CountingOffice) -> None:
    with pytest.raises(intake.FileUnusable, match="headings and no"):
        office.look("Area | Month")


def test_two_digits_behind_a_month_are_its_year_in_a_column_of_months(
    office: CountingOffice,
) -> None:
    office.bring("Abteilung | Monat | Anzahl \n Sales | Mrz 26 | 2")
    assert holding() == ["Sales | 2026-03 | ? 2"]
    asked = office.look("Abteilung | Austritt | Anzahl \n Sales | Mrz 26 | 2")
    assert ("bad_month", 2, "Austritt", "Mrz 26") in found(asked)  # or the 26th of March
    office.bring(LEAVERS, "Abteilung | Jan 26 | Feb 26 | Mrz 26 \n Varnholm / Sales | 12 | 12 | 11")
    assert Headcount.objects.filter(month__year=2026).count() == 3


@pytest.mark.parametrize(
    ("heading", "one", "other"),
    [("Leave date", "15/11/25", "03/12/99"), ("Month", "Nov 25", "Dec 99")],
)
def test_what_two_digits_of_a_year_stand_for_holds_for_counts_too(
    office: CountingOffice, heading: str, one: str, other: str
) -> None:
    rows = f"Area | {heading} \n Sales | {one} \n Sales | {other}"
    office.bring(rows, mapping="[dates]\ntwo_digit_years = 1937")
    assert {(e.month.year, e.month.month) for e in LeaverCount.objects.all()} == {
        (2025, 11), (1999, 12),
    }  # fmt: skip


def test_dates_with_two_digits_of_a_year_are_no_months_until_it_is_said(
    office: CountingOffice,
) -> None:
    report = office.look("Area | Leave date \n Sales | 15/11/25")
    assert found(report) == [("short_year", 2, "Leave date", "15/11/25")]
    assert report.problems[0].offers == ("2025-11-15",)


@pytest.mark.parametrize(
    ("short", "kinds"),
    [
        ("15/11/25", ["short_year_read"]),
        ("15 Nov 25", ["short_year_read"]),
        ("15/11/99", ["short_year"]),  # nobody left then
        ("31/02/25", ["bad_month"]),
    ],
)
def test_beside_years_in_full_two_digits_of_the_last_few_are_read(
    office: CountingOffice, short: str, kinds: list[str]
) -> None:
    rows = f"Area | Leave date \n Sales | 14/10/2025 \n Sales | {short}"
    report = office.look(rows)
    assert [each.kind for each in report.problems] == kinds
    assert report.leavers == 2 - report.rejected


# Reasons


def test_a_transfer_out_is_a_class_of_its_own(office: CountingOffice) -> None:
    office.bring("Area | Month | Reason \n Sales | 2026-01 | Transfer Out - Mass Transfer")
    assert holding() == ["Sales | 2026-01 | transfer 1"]


def test_a_mapping_says_what_words_mean(office: CountingOffice) -> None:
    office.bring(
        """
        Unit  | When    | Why
        Sales | 2026-01 | Code 7
        Sales | 2026-01 | Code 8
        """,
        mapping="""
        [columns]
        Unit = "department"
        When = "month"
        Why = "leave reason"
        [reasons]
        "code 7" = "transfer"
        "Code 8" = "retirement"
        """,
    )
    assert holding() == ["Sales | 2026-01 | retirement 1 | transfer 1"]


# Again, newer, taken back


LACKING = """
    Area             | Month   | Count
    Varnholm / Sales | 2026-01 | 2
    Varnholm / Sales | 2026-02 | some
    Varnholm / Sales | soon    | 1
    Varnholm / Dairy | 2026-03 | x
                     | 2026-02 | 1
    Elsewhere        | 2026-02 | ?
    Varnholm / Pond  | 2026-04 | 1
"""


def lacking(area: str = "") -> tuple[int, int, list[str] | None] | None:
    """Rows of leavers and of headcounts that are missing, and the months they may be of."""
    found = not_taken(Area.objects.get(name=area) if area else None)
    if found is None:
        return None
    months = None if found.months is None else sorted(f"{each:%Y-%m}" for each in found.months)
    return found.leavers, found.heads, months


def test_of_rows_not_taken_it_is_known_which_areas_and_months_they_may_be_of(
    office: CountingOffice,
) -> None:
    import_ = office.bring(LACKING, "Area | Month | Headcount \n Varnholm / Sales | 2026-01 | 1.5")
    assert lacking() == (5, 1, None)
    assert lacking("Varnholm") == (4, 1, None)  # Dairy is not there, and would be below it
    assert lacking("Sales") == (3, 1, None)
    assert lacking("Pond") == (1, 0, ["2026-02"])  # the row without an area
    found = not_taken()
    assert found is not None
    assert found.latest == import_.pk
    undone(office, import_)
    assert not_taken() is None


def test_rows_that_were_not_taken_are_made_good_by_a_newer_file_of_their_months(
    office: CountingOffice,
) -> None:
    office.bring(LACKING)
    office.at = LATER
    office.bring("Area | Month \n Varnholm / Sales | 2026-04")
    assert lacking("Sales") == (3, 0, None)
    office.at = LATER + timedelta(hours=1)
    office.bring("Area | Month \n Varnholm / Sales | 2026-01 \n Varnholm / Sales | 2026-04")
    assert lacking() is None


def test_the_same_file_again_changes_nothing(office: CountingOffice) -> None:
    office.bring(LEAVERS, HEADS)
    before = (set(LeaverCount.objects.values_list()), set(Headcount.objects.values_list()))
    assert office.look(LEAVERS, HEADS).changes_nothing
    office.bring(LEAVERS, HEADS)
    assert (set(LeaverCount.objects.values_list()), set(Headcount.objects.values_list())) == before


def test_a_newer_file_stands_for_the_months_and_areas_it_speaks_of(office: CountingOffice) -> None:
    office.bring(LEAVERS, HEADS)
    office.at = LATER
    office.bring("""
        Department       | Month   | Leave reason
        Varnholm / Sales | 2026-02 | Quit
        Varnholm / Sales | 2026-03 | Quit
    """)
    assert holding() == [
        "Varnholm / Sales | 2026-01 | voluntary 2",  # it says nothing of January
        "Varnholm / Sales | 2026-02 | voluntary 1",
        "Varnholm / Sales | 2026-03 | voluntary 1",  # and no retirement in March
        "Varnholm / Service | 2026-01",
        "Varnholm / Service | 2026-02 | involuntary 1",  # nor anything of Service
        "Varnholm / Service | 2026-03",
    ]
    assert len(heads_holding()) == 2


def test_a_newer_headcount_stands_for_its_month_alone(office: CountingOffice) -> None:
    office.bring(LEAVERS, HEADS)
    office.at = LATER
    office.bring(LEAVERS, "Department | Month | Headcount \n Varnholm / Sales | 2026-03 | 39")
    assert heads_holding()[0] == "Varnholm / Sales | 2026-03 | 39 . . ."
    assert heads_holding()[1] == "Varnholm / Service | 2026-03 | 12 . . ."


def test_an_import_that_was_undone_speaks_no_longer(office: CountingOffice) -> None:
    office.bring(LEAVERS, HEADS)
    before = (holding(), heads_holding())
    office.at = LATER
    newer = office.bring("Area | Month \n Varnholm / Sales | 2026-01", HEADS.replace("40", "44"))
    assert (holding(), heads_holding()) != before
    undone(office, newer)
    assert (holding(), heads_holding()) == before


def undone(office: CountingOffice, import_: Import) -> None:
    at = LATER + timedelta(hours=1)
    intake.undo(import_=import_, by=OPERATOR, at=at, uploads=office.folder / "uploads")


def test_an_undo_takes_areas_that_came_with_the_counts_too(office: CountingOffice) -> None:
    undone(office, office.bring(LEAVERS, HEADS))
    assert areas() == []
    assert not LeaverCount.objects.exists()
    assert not Headcount.objects.exists()


def test_an_undone_import_does_not_speak_even_while_its_rows_are_there(
    office: CountingOffice,
) -> None:
    import_ = office.bring(LEAVERS)
    import_.state, import_.undone_at = ImportState.UNDONE, LATER
    record("import.undone", import_, by=OPERATOR, at=LATER)
    assert holding() == []


def test_one_import_leaves_one_event_and_rows_that_name_it(office: CountingOffice) -> None:
    import_ = office.bring(LEAVERS, HEADS)
    assert import_.shape == ImportShape.COUNTS
    assert import_.state == ImportState.APPLIED
    assert import_.counts["leavers"] == 4
    told = Event.objects.filter(at__gte=MONDAY).values_list("what", flat=True)
    assert sorted(told) == ["import.applied", "import.checked"]
    assert set(LeaverCount.objects.values_list("brought_by", flat=True)) == {import_.pk}
    assert not Person.objects.exists()


def test_areas_of_two_spellings_are_one(office: CountingOffice) -> None:
    office.bring("Area | Month | Reason \n Sales | 2026-01 | Quit \n sales | 2026-01 | Quit")
    assert areas() == ["Sales"]
    assert holding() == ["Sales | 2026-01 | voluntary 2"]


# Rows that take leavers back


def test_what_is_taken_back_is_subtracted_from_its_like(office: CountingOffice) -> None:
    first = "Sales,2026-01,Quit,-1\nSales,2026-01,Quit,3\n"
    rows = first + "Sales,2026-02,Quit,(2)\nSales,2026-02,Quit,2\n"
    report = office.look(f"Area,Month,Reason,Count\n{rows}".encode())
    assert [(each.kind, each.line, each.value) for each in report.problems] == [
        ("taken_back", 2, "-1"), ("taken_back", 4, "-2"),
    ]  # fmt: skip
    assert (report.rows, report.accepted, report.leavers) == (4, 4, 2)


@pytest.mark.parametrize("row", ["Sales,2026-01,Quit,-4", "Sales,2026-01,Retired,-1",
                                 "Dairy,2026-01,Quit,-1", "Sales,2026-03,Quit,-1"])  # fmt: skip
def test_what_has_no_like_is_refused_and_says_what_to_do(office: CountingOffice, row: str) -> None:
    text = f"Area,Month,Reason,Count\nSales,2026-01,Quit,3\n{row}\n"
    report = office.look(text.encode())
    [problem] = report.problems
    assert (problem.kind, problem.line) == ("below_nought", 3)
    assert "leave this one out" in problem.cure
    assert (report.accepted, report.rejected, report.leavers) == (1, 1, 3)


def test_a_headcount_below_nought_is_no_correction(office: CountingOffice) -> None:
    report = office.look(b"Area,Month,Headcount\nSales,2026-01,-3\n")
    assert [each.kind for each in report.problems] == ["bad_count"]

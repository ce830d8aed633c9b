"""People with several rows in a file of one row per person: what is taken, and what is asked."""

from __future__ import annotations

import pytest

from tandem.access.audit import OPERATOR
from tandem.organisation import intake
from tandem.organisation.intake.amends import Amend
from tandem.organisation.models import Area, Person
from tandem.organisation.tests.intake.office import Office, csv, jobs, kinds, stays

pytestmark = pytest.mark.django_db

HEADER = "ID,First name,Last name,Department,Hire date,Leave date,Leave reason"
FIRST = "1,Ulla,Holm,Sales,2007-10-01,2025-03-31,Dismissed"
BACK = "1,Ulla,Holm,Depot,2025-08-28,,"
OTHER = "2,Ivo,Lind,Sales,2020-01-01,,"


def file(*rows: str) -> str:
    return "\n".join([HEADER, *rows]) + "\n"


TWO_STAYS = [
    ("2007-10-01", "2025-04-01", "Dismissed", "involuntary"),
    ("2025-08-28", ".", "", ""),
]


@pytest.mark.parametrize("rows", [(FIRST, BACK, OTHER), (BACK, OTHER, FIRST)])
def test_who_left_and_came_back_has_both_stays_in_whatever_order(
    office: Office, rows: tuple[str, ...]
) -> None:
    report = office.look(file(*rows))
    [note] = [each for each in report.problems if each.kind == "came_back"]
    assert note.reason.endswith("they left on 2025-03-31 and came back on 2025-08-28.")
    assert (report.rows, report.accepted, report.rejected, report.new) == (3, 3, 0, 2)
    office.bring(file(*rows))
    assert sorted(stays("1")) == TWO_STAYS
    assert jobs("1") == [
        "2007-10-01 – 2025-04-01 | Sales | . | .",
        "2025-08-28 – . | Depot | . | .",
    ]


def test_three_stays_are_three(office: Office) -> None:
    middle = "1,Ulla,Holm,Shop,2025-05-01,2025-06-30,Resignation"
    office.bring(file(BACK, FIRST, middle))
    assert [start for start, *_rest in sorted(stays("1"))] == [
        "2007-10-01",
        "2025-05-01",
        "2025-08-28",
    ]


def test_a_row_that_the_latest_one_follows_on_begins_that_stay(office: Office) -> None:
    office.bring(file(FIRST, BACK, "1,Ulla,Holm,Shop,2025-05-01,2025-08-27,Resignation"))
    assert [(start, end) for start, end, *_rest in sorted(stays("1"))] == [
        ("2007-10-01", "2025-04-01"), ("2025-05-01", "."),
    ]  # fmt: skip
    assert jobs("1")[1:] == [
        "2025-05-01 – 2025-08-28 | Shop | . | .",
        "2025-08-28 – . | Depot | . | .",
    ]


def test_the_same_file_again_changes_nothing(office: Office) -> None:
    office.bring(file(FIRST, BACK, OTHER))
    again = office.look(file(BACK, OTHER, FIRST))
    assert (again.new, again.changed, again.left, again.same) == (0, 0, 0, 2)


def test_a_file_that_tells_the_present_stay_alone_keeps_the_earlier_one(office: Office) -> None:
    office.bring(file(FIRST, BACK, OTHER))
    office.bring(file(BACK, OTHER))
    assert sorted(stays("1")) == TWO_STAYS


def test_who_was_here_and_came_back_meanwhile_has_changed_and_not_left(office: Office) -> None:
    office.bring(file("1,Ulla,Holm,Sales,2007-10-01,,", OTHER))
    report = office.look(file(FIRST, BACK, OTHER))
    assert (report.changed, report.left) == (1, 0)
    office.bring(file(FIRST, BACK, OTHER))
    assert sorted(stays("1")) == TWO_STAYS


def test_an_earlier_stay_is_learnt_later(office: Office) -> None:
    office.bring(file(BACK, OTHER))
    report = office.look(file(FIRST, BACK, OTHER))
    assert (report.changed, report.left) == (1, 0)
    [example] = report.examples["changed"]
    assert example.fields == {"earlier stay": ("", "2007-10-01")}
    office.bring(file(FIRST, BACK, OTHER))
    assert sorted(stays("1")) == TWO_STAYS


def test_who_came_back_and_left_again_has_left(office: Office) -> None:
    office.bring(file(FIRST, BACK))
    gone = BACK.removesuffix(",,") + ",2026-01-31,Resignation"
    assert office.look(file(FIRST, gone)).left == 1


def test_undo_takes_both_stays_back(office: Office) -> None:
    office.bring(file(BACK, OTHER))
    later = office.keep(file(FIRST, BACK, OTHER))
    office.apply(later)
    intake.undo(import_=later, by=OPERATOR, at=office.at, uploads=office.uploads)
    assert sorted(stays("1")) == TWO_STAYS[1:]
    assert Person.objects.count() == 2
    assert not Area.objects.filter(name="Sales", end_on__isnull=False).exists()


def test_the_same_row_again_is_taken_once_and_nobody_is_asked(office: Office) -> None:
    report = office.look(file(OTHER, FIRST, OTHER))
    assert kinds(report) == [("same_row", 4)]
    assert (report.rows, report.accepted, report.rejected, report.new) == (3, 3, 0, 2)


@pytest.mark.parametrize(
    "row",
    [
        "1,Ulla,Holm,Depot,2025-03-31,,",  # begins on the last day of the other
        "1,Ulla,Holm,Depot,2020-01-01,2020-12-31,Resignation",  # lies within it
        "1,Ivo,Lind,Depot,2025-08-28,,",  # somebody else of another name altogether
    ],
)
def test_what_cannot_be_two_stays_of_one_person_is_asked_about(office: Office, row: str) -> None:
    report = office.look(file(FIRST, row))
    assert kinds(report) == [("duplicate_id", 3)]
    assert report.rejected == 1


def test_an_open_stay_before_another_one_is_asked_about(office: Office) -> None:
    still = "1,Ulla,Holm,Sales,2007-10-01,,"
    assert kinds(office.look(file(still, BACK))) == [("duplicate_id", 3)]
    gone = Amend(0, 2, "Leave date", "", "2025-03-31")
    office.apply(office.keep(file(still, BACK), amends=[gone]))
    assert [end for _start, end, *_rest in sorted(stays("1"))] == ["2025-04-01", "."]


def test_another_family_name_is_the_same_person(office: Office) -> None:
    assert kinds(office.look(file(FIRST, BACK.replace("Holm", "Berg")))) == [("came_back", 3)]


@pytest.mark.parametrize("turned", [False, True])
def test_who_begins_anew_the_next_day_never_left_and_moved(office: Office, turned: bool) -> None:
    rows = [FIRST, "1,Ulla,Holm,Depot,2025-04-01,,"]
    report = office.look(file(*(rows[::-1] if turned else rows)))
    assert kinds(report) == [("one_stay", 3)]
    assert (report.accepted, report.rejected) == (2, 0)
    office.bring(file(*rows))
    assert sorted(stays("1")) == [("2007-10-01", ".", "", "")]
    assert jobs("1") == [
        "2007-10-01 – 2025-04-01 | Sales | . | .",
        "2025-04-01 – . | Depot | . | .",
    ]
    assert office.look(file(*rows)).changes_nothing


def test_rows_of_one_person_wait_together_where_one_runs_into_a_stay_that_is_known(
    office: Office,
) -> None:
    office.bring(file("1,Ulla,Holm,Sales,2000-01-01,2004-12-31,Resignation", BACK))
    clash = "1,Ulla,Holm,Sales,2003-01-01,2005-12-31,Resignation"
    crossing = "1,Ulla,Holm,Sales,2006-01-01,2025-12-31,Resignation"
    report = office.look(file(clash, crossing.replace("2025-12-31", "2025-09-30"), OTHER))
    assert {kind for kind, _line in kinds(report)} >= {"other_stay", "history_incomplete"}
    assert (report.accepted, report.rejected) == (1, 2)


def test_a_move_before_the_return_is_taken_too(office: Office) -> None:
    text = csv("""
        ID | Department | Hire date  | Leave date | Moved on   | Previous department
        1  | Sales      | 2007-10-01 | 2025-03-31 | 2010-01-01 | Archive
        1  | Depot      | 2025-08-28 |            |            |
    """)  # fmt: skip
    office.bring(text)
    assert jobs("1") == [
        "2007-10-01 – 2010-01-01 | Archive | . | .",
        "2010-01-01 – 2025-04-01 | Sales | . | .",
        "2025-08-28 – . | Depot | . | .",
    ]

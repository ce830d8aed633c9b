"""What a second file changes about people who are known."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from tandem.access.audit import OPERATOR
from tandem.organisation import actions
from tandem.organisation.intake.difference import overlapping, stay_meant
from tandem.organisation.intake.values import Row
from tandem.organisation.models import Employment, Person
from tandem.organisation.tests.intake.office import MONDAY, Office, areas, csv, jobs, names, stays

pytestmark = pytest.mark.django_db

HEADER = "ID,First name,Last name,E-mail,Department,Manager ID,Title,Hired,Left on,Leave reason\n"
EVA = "1,Eva,Storm,eva@varnholm.example,Varnholm,,Head,2020-01-01,,\n"
SAM = "2,Sam,Weir,sam@varnholm.example,Varnholm > Sales,1,Seller,2021-03-01,,\n"
BOTH = HEADER + EVA + SAM
NOTHING = {"new": 0, "changed": 0, "left": 0, "areas": 0}
DAY_AFTER = MONDAY + timedelta(days=1)
DECEMBER = MONDAY.replace(month=12, day=14)


@pytest.fixture
def later(office: Office) -> Office:
    """Eva and Sam came in with the first file; now it is three weeks later."""
    assert office.bring(BOTH) == {"new": 2, "changed": 0, "left": 0, "areas": 2}
    office.at = DECEMBER
    return office


def changed(count: int = 1, areas: int = 0) -> dict[str, int]:
    return NOTHING | {"changed": count, "areas": areas}


def test_the_first_file_sets_everything_up(office: Office) -> None:
    office.bring(BOTH)
    assert names() == {"1": "Eva Storm", "2": "Sam Weir"}
    assert areas() == ["Varnholm", "Varnholm / Sales"]
    assert stays("2") == [("2021-03-01", ".", "", "")]
    assert jobs("2") == ["2021-03-01 – . | Varnholm / Sales | 1 | Seller"]


@pytest.mark.parametrize("at", [MONDAY, DAY_AFTER, DECEMBER])
def test_the_same_file_again_changes_nothing(office: Office, at: datetime) -> None:
    office.bring(BOTH)
    before = (names(), areas(), stays("2"), jobs("1"), jobs("2"))
    office.at = at
    assert office.bring(BOTH) == NOTHING
    assert (names(), areas(), stays("2"), jobs("1"), jobs("2")) == before


def test_a_file_of_everything_that_can_be_again_changes_nothing(office: Office) -> None:
    rows = (
        "3,Ida,,not an address,A/B,99,T,2020-01-01,2025-05-31,Quit\n"  # gone, manager unknown
        "4,Ole,,,A,4,T,2027-01-01,,\n"  # starts later, his own manager
        "5,Kim,,,A/B,6,,2020-01-01,,\n6,Per,,,A/B,5,,2020-01-01,9999-12-31,\n"  # in a circle
        "7,,,,a/b,1,,2020-01-01,2027-01-31,Blue moon\n"  # leaves later, another spelling
        "8,Lou,,,A,1,,2020-01-01,2026-11-23,\n"  # leaves today, nobody said why
    )
    assert office.bring(BOTH + rows)["new"] == 8
    assert office.bring(BOTH + rows) == NOTHING
    office.at = DECEMBER
    assert office.bring(BOTH + rows, full_roster=True) == NOTHING


# Names and addresses


@pytest.mark.parametrize(
    ("row", "name"),
    [
        (SAM.replace("Weir", "Weir-Lund"), "Sam Weir-Lund"),
        (SAM.replace("Sam,", "Samuel,"), "Samuel Weir"),
        (SAM.replace(",Weir,", ",,"), "Sam"),  # a whole name comes together
    ],
)
def test_a_corrected_name_just_changes(later: Office, row: str, name: str) -> None:
    assert later.bring(HEADER + EVA + row) == changed()
    assert names()["2"] == name
    assert len(jobs("2")) == 1


@pytest.mark.parametrize(
    "row", [SAM.replace("Sam,Weir", ","), SAM.replace("sam@varnholm.example", "")]
)
def test_an_empty_cell_erases_no_name_and_no_address(later: Office, row: str) -> None:
    assert later.bring(HEADER + row) == NOTHING
    sam = Person.objects.get(number="2")
    assert (sam.name, sam.email) == ("Sam Weir", "sam@varnholm.example")


def test_an_address_that_cannot_be_keeps_the_one_there_is(later: Office) -> None:
    assert later.bring(HEADER + SAM.replace("sam@", "sam at ")) == NOTHING
    assert Person.objects.get(number="2").email == "sam@varnholm.example"


def test_a_file_without_names_leaves_them(later: Office) -> None:
    assert later.bring("ID,Department,Hired\n2,Varnholm > Sales,2021-03-01\n") == NOTHING
    assert names()["2"] == "Sam Weir"


def test_a_file_with_first_names_only_leaves_the_last(later: Office) -> None:
    later.bring("ID,First name,Department,Hired\n2,Samuel,Varnholm > Sales,2021-03-01\n")
    assert names()["2"] == "Samuel Weir"


# Jobs


@pytest.mark.parametrize(
    ("row", "job"),
    [
        (SAM.replace("> Sales", "> Service"), "Varnholm / Service | 1 | Seller"),
        (SAM.replace("Varnholm > Sales", "Varnholm"), "Varnholm | 1 | Seller"),
        (SAM.replace("Seller", "Lead seller"), "Varnholm / Sales | 1 | Lead seller"),
        (SAM.replace(",1,Seller", ",,Seller"), "Varnholm / Sales | . | Seller"),
        (SAM.replace("Seller", ""), "Varnholm / Sales | 1 | ."),
    ],
)
def test_a_changed_job_begins_on_the_day_of_the_import(later: Office, row: str, job: str) -> None:
    counts = later.bring(HEADER + EVA + row)
    assert counts["changed"] == 1
    assert jobs("2") == [
        "2021-03-01 – 2026-12-14 | Varnholm / Sales | 1 | Seller",
        f"2026-12-14 – . | {job}",
    ]
    assert stays("2") == [("2021-03-01", ".", "", "")]
    assert later.bring(HEADER + EVA + row) == NOTHING


@pytest.mark.parametrize(
    ("heading", "one", "other", "field"),
    [
        ("Level", "3", "4", "level"),
        ("Location", "Hall 1", "Hall 2", "location"),
        ("FTE", "1", "0.5", "fte"),
    ],
)
def test_level_location_and_share_are_of_a_job(
    office: Office, heading: str, one: str, other: str, field: str
) -> None:
    content = f"ID,Department,Hired,{heading}\n1,Sales,2020-01-01,"
    office.bring(content + one)
    office.at = DECEMBER
    assert office.bring(content + other) == changed()
    assert len(jobs("1")) == 2
    assert office.bring(content) == changed()  # an empty cell says there is none


def test_a_job_changed_twice_in_a_day_is_one_change(later: Office) -> None:
    later.bring(HEADER + SAM.replace("Seller", "Planner"))
    later.bring(HEADER + SAM.replace("Seller", "Lead"))
    assert jobs("2") == [
        "2021-03-01 – 2026-12-14 | Varnholm / Sales | 1 | Seller",
        "2026-12-14 – . | Varnholm / Sales | 1 | Lead",
    ]


def test_a_job_that_has_not_begun_is_corrected(office: Office) -> None:
    future = SAM.replace("2021-03-01", "2027-03-01")
    office.bring(HEADER + EVA + future)
    assert office.bring(HEADER + future.replace("Seller", "Planner")) == changed()
    assert jobs("2") == ["2027-03-01 – . | Varnholm / Sales | 1 | Planner"]


def test_a_file_without_a_column_says_nothing_about_it(later: Office) -> None:
    assert later.bring("ID,Department,Hired\n2,Varnholm/Sales,2021-03-01\n") == NOTHING
    assert jobs("2") == ["2021-03-01 – . | Varnholm / Sales | 1 | Seller"]


def test_a_manager_who_is_only_in_tandem_is_kept(later: Office) -> None:
    assert later.bring(HEADER + SAM) == NOTHING


def test_areas_are_compared_without_regard_to_case(later: Office) -> None:
    assert later.bring(HEADER + SAM.replace("Varnholm > Sales", "VARNHOLM/sales")) == NOTHING


def test_nobody_is_gone_for_being_absent_from_a_file(later: Office) -> None:
    assert later.bring(HEADER + EVA) == NOTHING
    assert stays("2") == [("2021-03-01", ".", "", "")]


# Leaving


GONE = SAM.replace("2021-03-01,,", "2021-03-01,2026-11-30,Quit")


def test_a_leave_date_ends_stay_and_job_the_day_after(later: Office) -> None:
    assert later.bring(HEADER + EVA + GONE) == NOTHING | {"left": 1}
    assert stays("2") == [("2021-03-01", "2026-12-01", "Quit", "voluntary")]
    assert jobs("2") == ["2021-03-01 – 2026-12-01 | Varnholm / Sales | 1 | Seller"]
    assert later.bring(HEADER + EVA + GONE) == NOTHING


def test_a_leave_date_to_come_is_stored_as_it_is(later: Office) -> None:
    row = GONE.replace("2026-11-30", "2027-01-31")
    assert later.bring(HEADER + row) == NOTHING | {"left": 1}
    assert stays("2") == [("2021-03-01", "2027-02-01", "Quit", "voluntary")]


def test_who_leaves_and_comes_in_one_file_is_new_not_left(office: Office) -> None:
    assert office.bring(HEADER + GONE) == {"new": 1, "changed": 0, "left": 0, "areas": 2}


def test_a_corrected_leave_date_is_a_change(later: Office) -> None:
    later.bring(HEADER + EVA + GONE)
    assert later.bring(HEADER + GONE.replace("2026-11-30", "2026-10-31")) == changed()
    assert stays("2") == [("2021-03-01", "2026-11-01", "Quit", "voluntary")]
    assert jobs("2") == ["2021-03-01 – 2026-11-01 | Varnholm / Sales | 1 | Seller"]


def test_a_reason_that_comes_later_is_a_change(later: Office) -> None:
    silent = GONE.replace("Quit", "")
    later.bring(HEADER + silent)
    assert later.bring(HEADER + GONE) == changed()
    assert later.bring(HEADER + silent) == NOTHING  # and is not erased again
    assert stays("2") == [("2021-03-01", "2026-12-01", "Quit", "voluntary")]


def test_a_class_given_by_a_mapping_is_not_lost_without_it(later: Office) -> None:
    blue = GONE.replace("Quit", "Blue moon")
    later.bring(HEADER + blue, mapping=later.mapping('[reasons]\n"blue moon" = "other"'))
    assert later.bring(HEADER + blue) == NOTHING
    assert stays("2")[0][3] == "other"


def test_a_leave_date_taken_back_brings_the_person_back(later: Office) -> None:
    later.bring(HEADER + EVA + GONE)
    assert later.bring(HEADER + SAM) == changed()
    assert stays("2") == [("2021-03-01", ".", "", "")]
    assert jobs("2") == ["2021-03-01 – . | Varnholm / Sales | 1 | Seller"]


def test_a_file_that_knows_no_leaving_brings_nobody_back(later: Office) -> None:
    later.bring(HEADER + EVA + GONE)
    assert later.bring("ID,Department,Hired\n2,Varnholm/Sales,2021-03-01\n") == NOTHING


def test_the_job_of_somebody_gone_is_corrected_where_it_stands(later: Office) -> None:
    later.bring(HEADER + EVA + GONE)
    assert later.bring(HEADER + GONE.replace("Seller", "Lead")) == changed()
    assert jobs("2") == ["2021-03-01 – 2026-12-01 | Varnholm / Sales | 1 | Lead"]


def test_a_leaver_without_a_manager_keeps_the_one_they_had(later: Office) -> None:
    assert later.bring(HEADER + GONE.replace(",1,Seller", ",,Seller"))["left"] == 1
    assert jobs("2") == ["2021-03-01 – 2026-12-01 | Varnholm / Sales | 1 | Seller"]


def test_who_moved_and_left_between_two_files_moved_on_their_last_day(later: Office) -> None:
    """The months before keep their numbers, and the leaving counts where they left."""
    later.bring(HEADER + GONE.replace("> Sales", "> Service"))
    assert jobs("2") == [
        "2021-03-01 – 2026-11-30 | Varnholm / Sales | 1 | Seller",
        "2026-11-30 – 2026-12-01 | Varnholm / Service | 1 | Seller",
    ]


def test_a_leave_date_before_a_recorded_move_dates_the_move_back(later: Office) -> None:
    later.bring(HEADER + SAM.replace("> Sales", "> Service"))  # dated 14 December
    assert later.bring(HEADER + GONE.replace("> Sales", "> Service"))["left"] == 1
    assert jobs("2") == [
        "2021-03-01 – 2026-11-30 | Varnholm / Sales | 1 | Seller",
        "2026-11-30 – 2026-12-01 | Varnholm / Service | 1 | Seller",
    ]


# Coming back


AGAIN = SAM.replace("2021-03-01", "2026-12-07")


def test_a_hire_date_after_a_leave_date_is_a_new_stay(later: Office) -> None:
    later.bring(HEADER + EVA + GONE)
    assert later.bring(HEADER + AGAIN) == changed()
    assert stays("2") == [
        ("2021-03-01", "2026-12-01", "Quit", "voluntary"),
        ("2026-12-07", ".", "", ""),
    ]
    assert jobs("2")[1] == "2026-12-07 – . | Varnholm / Sales | 1 | Seller"
    assert later.bring(HEADER + AGAIN) == NOTHING


def test_a_stay_before_the_known_one_is_added_before_it(later: Office) -> None:
    before = SAM.replace("2021-03-01,,", "2015-01-01,2017-12-31,Quit")
    assert later.bring(HEADER + before) == changed()
    assert [start for start, *_ in stays("2")] == ["2015-01-01", "2021-03-01"]


def test_a_corrected_hire_date_moves_the_beginning(later: Office) -> None:
    assert later.bring(HEADER + SAM.replace("2021-03-01", "2021-02-01")) == changed()
    assert stays("2") == [("2021-02-01", ".", "", "")]
    assert jobs("2") == ["2021-02-01 – . | Varnholm / Sales | 1 | Seller"]


@pytest.mark.parametrize(
    "hired",
    [
        "2021-03-01",  # the first of two stays, as if it had never ended
        "2024-05-05",  # inside it
    ],
)
def test_dates_that_run_into_another_stay_are_refused(later: Office, hired: str) -> None:
    later.bring(HEADER + EVA + GONE)
    later.bring(HEADER + AGAIN)
    report = later.look(HEADER + EVA + SAM.replace("2021-03-01", hired))
    [problem] = report.problems
    assert (problem.kind, problem.line, problem.value) == ("other_stay", 3, hired)
    assert "2021-03-01" in problem.reason or "2026-12-07" in problem.reason
    assert (report.accepted, report.rejected) == (1, 1)
    before = stays("2")
    later.bring(HEADER + EVA + SAM.replace("2021-03-01", hired))
    assert stays("2") == before


@pytest.mark.parametrize(
    ("stays_known", "hired", "left", "meant"),
    [
        ([], 2020, None, None),
        ([(2020, None)], 2020, None, 0),
        ([(2020, None)], 2019, None, 0),  # a correction
        ([(2020, 2022)], 2022, None, None),  # back on the very day
        ([(2020, 2022)], 2021, None, 0),
        ([(2020, 2022), (2024, None)], 2020, 2022, 0),  # the earlier one, by its first day
        ([(2020, 2022), (2024, None)], 2023, None, 1),
        ([(2024, None)], 2020, 2022, None),  # over before the known one began
        ([(2024, None)], 2020, 2025, 0),
    ],
)
def test_a_row_speaks_of_one_stay(
    stays_known: list[tuple[int, int | None]], hired: int, left: int | None, meant: int | None
) -> None:
    known = [stay(start, end) for start, end in stays_known]
    end_on = None if left is None else january(left)
    row = Row("2", "", "", "", ("A",), "", "", "", "", None, january(hired), end_on, "", "")
    found = stay_meant(known, row)
    assert found is (None if meant is None else known[meant])


@pytest.mark.parametrize(
    ("start", "end", "overlaps"),
    [
        (2018, 2020, False),  # gone on the day the other begins
        (2018, 2021, True),
        (2020, 2022, True),
        (2019, 2023, True),
        (2022, None, False),
        (2021, None, True),
        (2018, None, True),
    ],
)
def test_two_stays_of_one_person_never_overlap(start: int, end: int | None, overlaps: bool) -> None:
    other, one = stay(2020, 2022), stay(start, end)
    assert (overlapping(one, [other, one]) is other) == overlaps


def january(year: int) -> date:
    return date(year, 1, 1)


def stay(start: int, end: int | None) -> Employment:
    return Employment(start_on=january(start), end_on=None if end is None else january(end))


# People set up by hand


@pytest.fixture
def by_hand(office: Office) -> Office:
    area = actions.add_area(name="Varnholm", parent=None, by=OPERATOR, at=MONDAY)
    actions.add_person(
        first_name="Sam",
        last_name="W.",
        email="Sam@varnholm.example",
        area=area,
        by=OPERATOR,
        at=MONDAY,
    )
    office.at = DECEMBER
    return office


def test_somebody_set_up_by_hand_is_found_by_address(by_hand: Office) -> None:
    assert by_hand.bring(BOTH) == {"new": 1, "changed": 1, "left": 0, "areas": 1}
    assert names() == {"1": "Eva Storm", "2": "Sam Weir"}
    assert stays("2") == [("2021-03-01", ".", "", "")]  # the hire date of the file
    assert jobs("2") == [
        "2021-03-01 – 2026-12-14 | Varnholm | . | .",
        "2026-12-14 – . | Varnholm / Sales | 1 | Seller",
    ]
    assert by_hand.bring(BOTH) == NOTHING


def test_an_address_shared_by_two_rows_is_claimed_by_the_first(by_hand: Office) -> None:
    twin = SAM.replace("2,Sam", "3,Sim")
    assert by_hand.bring(BOTH + twin) == {"new": 2, "changed": 1, "left": 0, "areas": 1}
    assert names() == {"1": "Eva Storm", "2": "Sam Weir", "3": "Sim Weir"}


def test_an_address_two_people_have_by_hand_finds_neither(by_hand: Office) -> None:
    actions.add_person(
        first_name="Sim",
        last_name="",
        email="sam@varnholm.example",
        area=None,
        by=OPERATOR,
        at=MONDAY,
    )
    assert by_hand.bring(BOTH)["new"] == 2


def test_an_address_does_not_find_somebody_who_has_an_id(later: Office) -> None:
    assert later.bring(HEADER + SAM.replace("2,Sam", "3,Sam"))["new"] == 1


def test_somebody_by_hand_without_a_job_gets_one(office: Office) -> None:
    actions.add_person(
        first_name="Sam",
        last_name="Weir",
        email="sam@varnholm.example",
        area=None,
        by=OPERATOR,
        at=MONDAY,
    )
    assert office.bring(HEADER + SAM) == {"new": 0, "changed": 1, "left": 0, "areas": 2}
    assert jobs("2") == ["2021-03-01 – . | Varnholm / Sales | . | Seller"]


def test_an_area_set_up_by_hand_is_the_one_of_that_name(by_hand: Office) -> None:
    picture = csv("ID | Department | Hired\n9 | VARNHOLM | 2020-01-01")
    assert by_hand.bring(picture) == {"new": 1, "changed": 0, "left": 0, "areas": 0}
    assert areas() == ["Varnholm"]

"""What a file notices and does not date is of the first day it does not tell of."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tandem.access.audit import OPERATOR
from tandem.organisation import intake
from tandem.organisation.models import Employment, Import
from tandem.organisation.tests.intake.office import LATER, Office, csv, jobs, leaders, stays

pytestmark = pytest.mark.django_db

AUGUST, SEPTEMBER, OCTOBER = date(2026, 8, 31), date(2026, 9, 30), date(2026, 10, 31)
IN_SEPTEMBER = datetime(2026, 9, 3, 8, tzinfo=UTC)
FOUR = csv("""
    ID | Name | Department | Manager ID | Hired
    1  | Ann  | Sales      |            | 2020-01-01
    2  | Ben  | Sales      | 1          | 2020-01-01
    3  | Cem  | Sales      | 1          | 2020-01-01
    4  | Dot  | Legal      |            | 2026-08-15
""")
WITHOUT_BEN = FOUR.replace("2,Ben,Sales,1,2020-01-01\n", "")
CEM_MOVED = FOUR.replace("3,Cem,Sales,1", "3,Cem,Legal,4")
ELSEWHERE = "ID,Name,Department,Hired\n9,Zoe,Legal,2020-01-01\n"
ANN_MOVED = FOUR.replace("1,Ann,Sales,", "1,Ann,Legal,").replace("Sales,1", "Sales,4")


def test_a_roster_of_september_makes_leavers_of_september(office: Office) -> None:
    office.bring(FOUR, as_of=AUGUST)
    assert office.bring(WITHOUT_BEN, full_roster=True, as_of=SEPTEMBER)["left"] == 1
    assert stays("2") == [("2020-01-01", "2026-10-01", "", "")]
    assert jobs("2") == ["2020-01-01 – 2026-10-01 | Sales | 1 | ."]
    assert not Employment.objects.on(date(2026, 10, 1)).filter(person__number="2").exists()


def test_the_check_shows_the_day_that_the_file_says(office: Office) -> None:
    office.bring(FOUR, as_of=AUGUST)
    folder = intake.folder_of(office.uploads, Import.objects.get().pk).with_name("september")
    file = office.file(WITHOUT_BEN, "people_2026-09.csv")
    today = office.at.date()
    report = intake.check([file], folder=folder, today=today, full_roster=True)
    assert report.examples["left"][0].fields["leave date"] == ("", "2026-09-30")
    told = intake.check([file], folder=folder, today=today, full_roster=True, as_of=AUGUST)
    assert told.examples["left"][0].fields["leave date"] == ("", "2026-08-31")


def test_a_move_that_is_noticed_is_of_that_day_too(office: Office) -> None:
    office.bring(FOUR, as_of=AUGUST)
    office.bring(CEM_MOVED, as_of=SEPTEMBER)
    assert jobs("3") == [
        "2020-01-01 – 2026-10-01 | Sales | 1 | .",
        "2026-10-01 – . | Legal | 4 | .",
    ]
    assert office.bring(CEM_MOVED, as_of=SEPTEMBER)["changed"] == 0


def test_a_leader_who_moved_out_led_until_that_day(office: Office) -> None:
    office.bring(FOUR, as_of=AUGUST)
    assert leaders() == {"Sales": "1"}
    office.bring(ANN_MOVED, as_of=SEPTEMBER)
    assert leaders()["Sales"] == "4"


def test_nobody_is_gone_before_the_job_they_have_had_begun(office: Office) -> None:
    """A newer file told of a move in October; an older roster lacks them after all."""
    office.bring(FOUR, as_of=AUGUST)
    moved_on = csv("""
        ID | Name | Department | Manager ID | Hired      | Transfer date | Previous department
        2  | Ben  | Legal      | 4          | 2020-01-01 | 2026-10-15    | Sales
    """)
    office.bring(moved_on, as_of=OCTOBER)
    office.bring(WITHOUT_BEN, full_roster=True, as_of=SEPTEMBER)
    assert jobs("2") == [
        "2020-01-01 – 2026-10-15 | Sales | 1 | .",
        "2026-10-15 – 2026-10-16 | Legal | 4 | .",
    ]


def test_a_roster_does_not_speak_of_who_came_after_its_day(office: Office) -> None:
    office.bring(FOUR + "5,Eve,Sales,1,2026-10-05\n", as_of=OCTOBER)
    assert office.bring(FOUR, full_roster=True, as_of=SEPTEMBER)["left"] == 0


def test_a_day_that_has_not_passed_is_today(office: Office) -> None:
    """Of a file of today everything is noticed today, as ever."""
    office.at = IN_SEPTEMBER
    office.bring(FOUR, as_of=AUGUST)
    office.bring(WITHOUT_BEN, full_roster=True)
    assert stays("2") == [("2020-01-01", "2026-09-03", "", "")]


def test_many_who_leave_only_by_the_day_that_is_said_are_asked_about(office: Office) -> None:
    """By the file's own day the roster spoke of none of them."""
    people = "".join(f"{n},P{n},Sales,1,2026-10-05\n" for n in range(10, 20))
    office.bring(FOUR + people)
    kept = office.keep(FOUR, full_roster=True)
    report = intake.Report.read(intake.folder_of(office.uploads, kept.pk))
    assert report.left == 10
    folder = intake.folder_of(office.uploads, kept.pk)
    report.as_of, report.left, report.asks = SEPTEMBER.isoformat(), 0, []
    report.write(folder)  # as of a file that says its day
    with pytest.raises(intake.ManyChanges, match="10 of 14 people would leave"):
        office.apply(kept, expect_many=False, as_of=office.at.date())


def test_undone_everything_is_as_it_was(office: Office) -> None:
    office.bring(FOUR, as_of=AUGUST)
    before = [(stays(number), jobs(number)) for number in "1234"]
    office.at = LATER
    both = WITHOUT_BEN.replace("3,Cem,Sales", "3,Cem,Legal")
    office.bring(both, full_roster=True, as_of=SEPTEMBER)
    assert [(stays(number), jobs(number)) for number in "1234"] != before
    latest = Import.objects.latest("applied_at")
    intake.undo(import_=latest, by=OPERATOR, at=office.at, uploads=office.uploads)
    assert [(stays(number), jobs(number)) for number in "1234"] == before


# An older file after a newer one


def asked(office: Office, content: str, as_of: date) -> list[str]:
    """What is asked at the check, where the day is said beforehand."""
    folder = office.uploads / "older"
    file = office.file(content)
    report = intake.check([file], folder=folder, today=office.at.date(), as_of=as_of)
    return [each.kind for each in report.asks]


def test_an_older_file_that_says_otherwise_asks(office: Office) -> None:
    office.bring(FOUR, as_of=AUGUST)
    office.bring(CEM_MOVED, as_of=OCTOBER)
    assert asked(office, FOUR, SEPTEMBER) == ["older_than_known"]
    assert asked(office, FOUR, OCTOBER) == []


def test_where_the_day_is_said_while_applying_it_asks_then(office: Office) -> None:
    office.bring(FOUR.replace("Dot", "Dora"), as_of=OCTOBER)
    kept = office.keep(FOUR)
    words = "up to 30 September 2026, and others told of days up to 31 October 2026 already"
    with pytest.raises(intake.ManyChanges, match=words):
        office.apply(kept, expect_many=False, as_of=SEPTEMBER)
    assert office.apply(kept, expect_many=True, as_of=SEPTEMBER).state == "applied"


@pytest.mark.parametrize("content", [CEM_MOVED, ELSEWHERE])
def test_an_older_file_that_changes_nobody_asks_nothing(office: Office, content: str) -> None:
    """The same again, or people of a place that no newer file spoke of."""
    office.bring(CEM_MOVED, as_of=OCTOBER)
    assert asked(office, content, SEPTEMBER) == []


def test_the_same_file_is_not_newer_than_itself(office: Office) -> None:
    office.bring(FOUR)
    [import_] = Import.objects.all()
    assert Import.objects.people_known_until(but=import_.digest) is None
    assert Import.objects.people_known_until(but="another") == office.at.date()

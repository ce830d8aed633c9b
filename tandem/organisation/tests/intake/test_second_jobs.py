"""Who has two jobs at once counts once, in the first, unless somebody says that they are moves."""

from __future__ import annotations

import pytest

from tandem.organisation import intake
from tandem.organisation.intake.findings import Kind
from tandem.organisation.models import Employment, Spell
from tandem.organisation.tests.intake.office import Office, csv

pytestmark = pytest.mark.django_db

HISTORY = intake.Shape.HISTORY
HEADER = "Employee ID | Department | Effective Date | Empl Record | Action\n"
TWO = (
    HEADER
    + """
    1 | Depot | 2019-01-01 | 0 | Hire
    1 | Care  | 2022-01-01 | 1 | Data change
    1 | Depot | 2023-01-01 | 0 | Data change
    2 | Depot | 2019-01-01 | 0 | Hire
"""
)


def areas(office: Office, picture: str, said: str = "") -> list[tuple[str, str, str]]:
    """Of person 1: area, first day, first day gone."""
    mapping = office.mapping(f'[jobs]\nsecond = "{said}"') if said else intake.GUESSED
    office.bring(csv(picture), shape=HISTORY, mapping=mapping)
    jobs = Spell.objects.filter(employment__person__number="1").order_by("start_on")
    return [(job.area.name, str(job.start_on), str(job.end_on or "")) for job in jobs]


def test_a_second_job_is_left_out_and_asked_about_with_its_rows(office: Office) -> None:
    report = office.look(csv(TWO), shape=HISTORY)
    [told] = report.first[Kind.SECOND_JOBS]
    assert told.offers == ("left-out", "moves")
    assert "1 on line 3" in told.reason
    assert "They are left out." in told.reason
    assert "--second-jobs" in told.cure
    assert report.asks_second_jobs
    assert {area for area, *_days in areas(office, TWO)} == {"Depot"}


def test_as_moves_they_are_in_the_other_area_for_a_while(office: Office) -> None:
    found = areas(office, TWO, "moves")
    assert [area for area, *_days in found] == ["Depot", "Care", "Depot"]


def test_what_was_said_is_told_with_the_other_way(office: Office) -> None:
    mapping = office.mapping('[jobs]\nsecond = "moves"')
    report = office.look(csv(TWO), shape=HISTORY, mapping=mapping)
    [told] = report.first[Kind.SECOND_JOBS]
    assert told.offers == ("left-out",)
    assert not report.asks_second_jobs


@pytest.mark.parametrize("word", ["Additional Job", "Add Concurrent Position", "Zweitjob"])
def test_words_tell_a_second_job_too(office: Office, word: str) -> None:
    text = TWO.replace("Empl Record", "Ref").replace("Data change", word, 1)
    assert Kind.SECOND_JOBS in office.look(csv(text), shape=HISTORY).kinds


def test_whoever_left_and_came_back_under_another_number_has_one_job(office: Office) -> None:
    text = (
        HEADER
        + """
        1 | Depot | 2019-01-01 | 0 | Hire
        1 | Depot | 2020-01-01 | 0 | Termination
        1 | Care  | 2022-01-01 | 1 | Rehire
        2 | Care  | 2022-01-01 | 1 | Hire
    """
    )
    assert Kind.SECOND_JOBS not in office.look(csv(text), shape=HISTORY).kinds


def test_the_end_of_a_second_job_is_no_leaving(office: Office) -> None:
    text = TWO + "1 | Care | 2024-01-01 | 1 | Termination\n"
    assert areas(office, text)[-1][2] == ""


def test_whoever_stays_in_the_second_job_has_not_left(office: Office) -> None:
    text = TWO + "1 | Depot | 2024-01-01 | 0 | Termination\n"
    assert areas(office, text)[-1] == ("Care", "2024-01-01", "")
    assert Employment.objects.filter(person__number="1").get().end_on is None


LEAVERS = csv("""
    Employee ID | Department | Effective Date | Action
    1           | Depot      | 2019-01-01     | Hire
    1           | Depot      | 2024-06-01     | Termination
    2           | Depot      | 2019-01-01     | Hire
    2           | Depot      | 2024-06-12     | Termination
""")


def test_the_day_of_a_leaving_is_told_and_asked_where_it_decides_the_month(office: Office) -> None:
    [told] = office.look(LEAVERS, shape=HISTORY).first[Kind.LEAVING_DAY]
    assert told.offers == ("first-away", "last-worked")
    assert "2 leavings are told by events: their day is read as the first day away." in told.reason
    assert "As the last day worked, 1 of them is a month later." in told.reason


def test_where_it_decides_no_month_it_is_only_told(office: Office) -> None:
    text = LEAVERS.replace("2024-06-01", "2024-06-30")
    [told] = office.look(text, shape=HISTORY).first[Kind.LEAVING_DAY]
    assert told.offers == ("last-worked",)


@pytest.mark.parametrize(
    ("said", "gone"), [("first-away", "2024-06-01"), ("last-worked", "2024-06-02")]
)
def test_it_is_read_as_somebody_says(office: Office, said: str, gone: str) -> None:
    mapping = office.mapping(f'[jobs]\nleaving-day = "{said}"')
    office.bring(LEAVERS, shape=HISTORY, mapping=mapping)
    assert str(Employment.objects.get(person__number="1").end_on) == gone


@pytest.mark.parametrize("said", ['second = "both"', 'leaving-day = "noon"', 'third = "moves"'])
def test_what_cannot_be_said_of_jobs_is_refused(office: Office, said: str) -> None:
    with pytest.raises(intake.FileUnusable):
        office.mapping(f"[jobs]\n{said}")


GOES_ON = """
    1 | Depot | 2019-01-01 | 1 | Hire
    1 | Depot | 2026-02-01 | 1 | Global Transfer
    1 | {there} | 2026-02-01 | 2 | Global Transfer
    1 | {there} | 2026-06-01 | 2 | Termination
    2 | Depot | 2019-01-01 | 1 | Hire
"""


def test_a_job_that_goes_on_under_another_number_is_one_and_nothing_is_asked(
    office: Office,
) -> None:
    """The old number has a row of that day too, which is open for ever."""
    picture = HEADER + GOES_ON.format(there="Depot")
    report = office.look(csv(picture), shape=HISTORY)
    assert not {Kind.SECOND_JOBS, Kind.OVERLAPPING_SPELL} & {*report.kinds}
    found = areas(office, picture)
    assert [(area, end) for area, _start, end in found][-1] == ("Depot", "2026-06-01")
    assert Employment.objects.filter(person__number="1").count() == 1


def test_in_another_area_it_may_be_a_second_job_and_is_asked_about(office: Office) -> None:
    report = office.look(csv(HEADER + GOES_ON.format(there="Care")), shape=HISTORY)
    assert Kind.SECOND_JOBS in report.kinds

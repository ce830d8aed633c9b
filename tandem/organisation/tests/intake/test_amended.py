"""A check with answers: rows read as somebody says, in every shape, file and way of reading."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.utils.timezone import localdate
from openpyxl import Workbook

from tandem.access.models import Event
from tandem.organisation import intake
from tandem.organisation.intake.amends import Amend
from tandem.organisation.intake.shapes import Shape
from tandem.organisation.models import Employment, Person, Spell
from tandem.organisation.tests.intake.office import Office, csv, found, kinds
from tandem.organisation.tests.intake.test_lane import (
    EMAIL,
    HIRED,
    MANAGER,
    NUMBER,
    company,
    lane,
    spoil,
    text,
    told,
)

pytestmark = pytest.mark.django_db
__all__ = ["lane"]

STAFF = csv(
    """
    Employee ID | Last name | Department | Manager ID | Hire date
    V-20481     | Weir      | Bakery     |            | 2019-03-01
    V-2         | Said      | Bakery     | V-20418    | 31.02.2026
    V-3         | Lund      | Dairy      | V-20481    | k.A.
    V-4         | Berg      | Dairy      | V-20481    | k.A.
    V-2         | Said      | Dairy      | V-20481    | 2020-02-01
    """
)
HIRE, MANAGED = "Hire date", "Manager ID"


def cell(line: int, value: str, heading: str = HIRE) -> Amend:
    return Amend(0, line, heading, "", value)


def out(line: int) -> Amend:
    return Amend(0, line, None, None, None)


def every(said: str, value: str | None, heading: str = HIRE) -> Amend:
    return Amend(0, None, heading, said, value)


def test_an_answered_day_takes_the_row_and_the_file_stays_as_it_is(office: Office) -> None:
    kept = office.keep(STAFF, amends=[out(6), cell(3, "2026-02-28"), cell(3, "V-20481", MANAGED)])
    office.apply(kept)
    said = Person.objects.get(number="V-2")
    stay = Employment.objects.get(person=said)
    assert stay.start_on == date(2026, 2, 28)
    manager = Spell.objects.get(employment=stay).manager
    assert manager is not None
    assert manager.number == "V-20481"
    assert (office.folder / "people.csv").read_text() == STAFF


def test_an_answer_that_is_wrong_itself_comes_back_with_the_new_value(office: Office) -> None:
    report = office.look(STAFF, amends=[cell(3, "30.02.2026"), cell(3, "V-9", MANAGED)])
    assert ("impossible_date", 3, HIRE, "30.02.2026") in found(report)


def test_one_answer_stands_for_every_row_that_says_so(office: Office) -> None:
    report = office.look(STAFF, amends=[every("k.A.", "2021-01-01")])
    assert [line for kind, line in kinds(report) if kind == "bad_date"] == []
    assert (report.accepted, report.amended, report.answers) == (4, 2, 1)
    left = office.look(STAFF, amends=[every("k.A.", None)])
    assert (left.rejected, left.left_out, left.unanswered) == (3, 2, 1)


def test_a_row_left_out_is_told_as_such_and_comes_back_as_it_came(office: Office) -> None:
    import_id = uuid4()
    report = office.look(STAFF, amends=[out(3), every("k.A.", "gone")], import_id=import_id)
    assert ("left_out", 3) in kinds(report)
    folder = intake.folder_of(office.uploads, import_id)
    lines = (folder / "rejected.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[1] == "V-2,Said,Bakery,V-20418,31.02.2026,You left this row out."
    assert lines[2].startswith('V-3,Lund,Dairy,V-20481,k.A.,"Hire date: “gone” is not read')


def test_another_line_is_kept_instead_of_the_first(office: Office) -> None:
    staff = STAFF.replace("31.02.2026", "2020-02-01")
    report = office.look(staff)
    [twice] = [each for each in report.problems if each.kind == "duplicate_id"]
    assert (twice.line, twice.rival) == (6, (0, 3))
    assert "Line 3 says Bakery, line 6 says Dairy." in twice.cure
    kept = office.keep(staff, amends=[out(3)])
    office.apply(kept)
    spell = Spell.objects.get(employment__person__number="V-2")
    assert spell.area.name == "Dairy"


def test_who_is_left_out_of_a_full_roster_has_not_left(office: Office) -> None:
    good = STAFF.replace("31.02.2026", "2020-02-01").replace("k.A.", "2020-05-01")
    office.bring(good)
    report = office.look(good, amends=[out(4)], full_roster=True)
    assert report.left == 0


@pytest.mark.parametrize(
    ("said", "offered"),
    [("V-20418", ("V-20481",)), ("V-2048", ("V-20481",)), ("V-20487", ("V-20481",)), ("X", ())],
)
def test_the_one_id_that_differs_by_a_slip_is_offered(
    office: Office, said: str, offered: tuple[str, ...]
) -> None:
    report = office.look(STAFF.replace("V-20418", said).replace("31.02.2026", "2020-01-01"))
    [unknown] = [each for each in report.problems if each.kind == "unknown_manager"]
    assert unknown.offers == offered


def test_of_two_ids_that_differ_by_one_sign_neither_is_offered(office: Office) -> None:
    office.bring(csv("Employee ID | Department | Hire date\n V-20482 | Bakery | 2019-03-01"))
    staff = STAFF.replace("V-20418", "V-20489").replace("31.02.2026", "2020-01-01")
    [unknown] = [e for e in office.look(staff).problems if e.kind == "unknown_manager"]
    assert unknown.offers == ()


def test_nobody_is_offered_to_themselves(office: Office) -> None:
    staff = STAFF.replace(
        "V-2,Said,Bakery,V-20418,31.02.2026", "V-20418,Ho,Bakery,V-20419,2020-1-1"
    )
    unknown = [e for e in office.look(staff).problems if e.value == "V-20419"]
    assert [each.offers for each in unknown] == [()]


def test_of_several_the_one_who_manages_somebody_is_offered(office: Office) -> None:
    heads = "Employee ID | Department | Manager ID | Hire date"
    known = "V-24018 | Bakery | | 2019-03-01\n V-7 | Bakery | V-24018 | 2019-03-01"
    office.bring(csv(f"{heads}\n{known}"))
    staff = STAFF.replace("31.02.2026", "2020-01-01")
    [unknown] = [e for e in office.look(staff).problems if e.kind == "unknown_manager"]
    assert unknown.offers == ("V-24018",)


def test_a_swap_is_likelier_than_another_sign(office: Office) -> None:
    office.bring(csv("Employee ID | Department | Hire date\n V-20419 | Bakery | 2019-03-01"))
    report = office.look(STAFF.replace("31.02.2026", "2020-01-01"))
    [unknown] = [each for each in report.problems if each.kind == "unknown_manager"]
    assert unknown.offers == ("V-20481",)


def test_days_that_may_be_meant_are_offered(office: Office) -> None:
    [first, *_rest] = office.look(STAFF).problems
    assert (first.kind, first.offers) == ("impossible_date", ("2026-02-28",))
    assert "offers" not in first.as_json()


# The other shapes


JOBS = csv(
    """
    Employee ID | Department | From date  | To date
    1           | Bakery     | 2019-01-01 | 2020-12-31
    1           | Dairy      | 2020-06-01 |
    2           | Bakery     | 2019-01-01 | 2019-31-12
    2           | Dairy      | 2020-01-01 |
    """
)


def test_of_two_jobs_at_once_the_other_can_be_kept(office: Office) -> None:
    report = office.look(JOBS, shape=Shape.HISTORY)
    [twice] = [each for each in report.problems if each.kind == "overlapping_spell"]
    assert twice.rival == (0, 2)
    kept = office.keep(JOBS, shape=Shape.HISTORY, amends=[out(2)])
    office.apply(kept)
    [job] = Spell.objects.filter(employment__person__number="1")
    assert (job.area.name, job.start_on) == ("Dairy", date(2020, 6, 1))


def test_an_answered_job_brings_the_whole_history_in(office: Office) -> None:
    assert ("history_incomplete", 5) in kinds(office.look(JOBS, shape=Shape.HISTORY))
    kept = office.keep(JOBS, shape=Shape.HISTORY, amends=[cell(4, "2019-12-31", "To date"), out(2)])
    office.apply(kept)
    assert Spell.objects.filter(employment__person__number="2").count() == 2


def test_counts_take_answers_too(office: Office) -> None:
    leavers = "Area,Month,Reason\nBakery,2026-10,Retirement\nBakery,k.A.,Retirement\nDairy,?,\n"
    report = office.look(leavers, shape=Shape.COUNTS)
    assert report.rejected == 2
    answered = [Amend(0, 3, "Month", "k.A.", "2026-11"), out(4)]
    report = office.look(leavers, shape=Shape.COUNTS, amends=answered)
    assert (report.accepted, report.rejected, report.left_out) == (2, 1, 1)
    assert (report.amended, report.counts()["answers"]["given"]) == (1, 2)


# The other files


def rows_of(content: str) -> list[list[str]]:
    return [line.split(",") for line in content.splitlines()]


def as_workbook(path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows_of(STAFF):
        sheet.append(row)
    book.save(path)


def as_parquet(path: Path) -> None:
    header, *rows = rows_of(STAFF)
    columns = {name: [row[at] for row in rows] for at, name in enumerate(header)}
    pq.write_table(pa.table(columns), path)


@pytest.mark.parametrize("write", [as_workbook, as_parquet])
def test_a_line_is_the_one_that_was_told(office: Office, write: Callable[[Path], None]) -> None:
    path = office.folder / "people"
    write(path)

    def look(*amends: Amend) -> intake.Report:
        return intake.check(
            [intake.Incoming("people", path)],
            folder=intake.folder_of(office.uploads, uuid4()),
            today=localdate(office.at),
            amends=amends,
        )

    [line] = [each.line for each in look().problems if each.kind == "impossible_date"]
    assert line == 3
    report = look(cell(line, "2026-02-28"))
    assert "impossible_date" not in report.kinds
    assert report.amended == 1


# Numbers only


def test_the_event_says_how_much_was_answered_and_never_what(office: Office) -> None:
    amends = [cell(3, "2026-02-28"), out(6), every("k.A.", "2021-01-01")]
    kept = office.keep(STAFF, amends=amends)
    answers = {"given": 3, "amended": 3, "left_out": 1}
    assert kept.counts["answers"] == answers
    assert office.apply(kept).counts["answers"] == answers
    written = str(list(Event.objects.values()))
    assert "2021-01-01" not in written
    assert "k.A." not in written


def test_without_answers_nothing_is_said_of_them(office: Office) -> None:
    assert "answers" not in office.keep(STAFF).counts


# The fast lane


@pytest.mark.parametrize("shape", [Shape.PERSON, Shape.HISTORY])
@pytest.mark.parametrize("seed", range(10))
def test_both_ways_of_reading_take_the_same_answers(
    office: Office, lane: Callable[[bool], None], shape: Shape, seed: int
) -> None:
    rng = random.Random(f"{shape} {seed} amended")
    rows = spoil(rng, company(rng, 60, shape), 6)
    content = text(rows, shape)
    heads = content.splitlines()[0].split(",")
    amends = [
        *(out(rng.randrange(2, 60)) for _ in range(3)),
        *(cell(rng.randrange(2, 60), f"P{rng.randrange(60)}", heads[NUMBER]) for _ in range(2)),
        *(cell(rng.randrange(2, 60), f"P{rng.randrange(60)}", heads[MANAGER]) for _ in range(3)),
        cell(rng.randrange(2, 60), f"P{rng.randrange(60)}@varnholm.example", heads[EMAIL]),
        cell(rng.randrange(2, 60), "2020-02-30", heads[HIRED]),
        every(f"P{rng.randrange(12)}", f"P{rng.randrange(60)}", heads[MANAGER]),
        every("P99999", "P7", heads[MANAGER]),
        every("31.02.2020", "2020-02-29", heads[HIRED]),
        every(f"Maker {rng.randrange(3)}", rng.choice(["Baker", None]), "Title"),
    ]
    lane(False)
    slow = told(office, shape, content, amends=amends)
    lane(True)
    fast = told(office, shape, content, amends=amends)
    assert slow[1:] == fast[1:]


def test_the_lane_still_takes_everybody_else(office: Office, lane: Callable[[bool], None]) -> None:
    lane(True)
    content = text(company(random.Random(1), 60, Shape.PERSON), Shape.PERSON)
    assert told(office, Shape.PERSON, content, amends=[cell(30, "P2", "Manager ID")])[0]

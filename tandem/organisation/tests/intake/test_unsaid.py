"""Logs of changes say only what changes: areas go on, payouts begin no job."""

from __future__ import annotations

import pytest

from tandem.organisation import intake
from tandem.organisation.intake.findings import Kind
from tandem.organisation.models import Employment, Spell
from tandem.organisation.tests.intake.office import Office, csv

pytestmark = pytest.mark.django_db

HISTORY = intake.Shape.HISTORY
HEADER = "Employee ID | Effective Date | Change Type | Change Reason | Department | Job Title\n"
LOG = (
    HEADER
    + """
    1 | 2019-01-01 | Hire        | New Hire          | Depot | Packer
    1 | 2020-03-01 | Pay Change  | Annual Merit      |       |
    1 | 2021-01-01 | Transfer    | Internal          | Care  | Carer
    1 | 2021-01-01 | Pay Change  | Annual Merit      |       |
    1 | 2021-03-01 | Pay Change  | Annual Merit      |       |
    2 | 2019-01-01 | Hire        | New Hire          | Depot | Packer
    2 | 2022-05-31 | Termination | Resignation       | Depot | Packer
    2 | 2022-06-15 | Data Change | Final PTO Payout  | Depot | Packer
    3 | 2019-01-01 | Hire        | New Hire          | Depot | Packer
    3 | 2022-05-31 | Termination | Resignation       | Depot | Packer
    3 | 2022-05-31 | Termination Rescinded | Withdrawn | Depot | Packer
    4 | 2019-01-01 | Hire        | New Hire          | Depot | Packer
    4 | 2020-05-31 | Termination | Resignation       | Depot | Packer
    4 | 2020-06-30 | Pay Change  | Correction        |       |
    4 | 2021-01-01 | Rehire      | Rehire            | Care  | Carer
"""
)


def jobs(number: str) -> list[tuple[str, str, str, str]]:
    found = Spell.objects.filter(employment__person__number=number).order_by("start_on")
    return [(each.area.name, each.title, str(each.start_on), str(each.end_on)) for each in found]


def stays(number: str) -> list[tuple[str, str]]:
    found = Employment.objects.filter(person__number=number).order_by("start_on")
    return [(str(each.start_on), str(each.end_on)) for each in found]


def test_a_row_without_an_area_is_in_the_one_before(office: Office) -> None:
    report = office.look(csv(LOG), shape=HISTORY)
    assert report.rejected == 0
    assert "3 rows say no area" in report.first[Kind.AREA_AS_BEFORE][0].reason
    office.bring(csv(LOG), shape=HISTORY)
    assert jobs("1") == [
        ("Depot", "Packer", "2019-01-01", "2020-03-01"),
        ("Depot", "Packer", "2020-03-01", "2021-01-01"),
        ("Care", "Carer", "2021-01-01", "2021-03-01"),
        ("Care", "Carer", "2021-03-01", "None"),
    ]


def test_what_is_paid_out_after_a_leaving_begins_no_job(office: Office) -> None:
    office.bring(csv(LOG), shape=HISTORY)
    assert stays("2") == [("2019-01-01", "2022-05-31")]
    assert stays("4") == [("2019-01-01", "2020-05-31"), ("2021-01-01", "None")]


def test_a_leaving_that_was_taken_back_is_none(office: Office) -> None:
    report = office.look(csv(LOG), shape=HISTORY)
    assert "1 leaving was taken back" in report.first[Kind.LEAVING_WITHDRAWN][0].reason
    office.bring(csv(LOG), shape=HISTORY)
    assert stays("3") == [("2019-01-01", "None")]


def test_what_happened_and_why_are_told_in_two_columns(office: Office) -> None:
    office.bring(csv(LOG), shape=HISTORY)
    assert Employment.objects.get(person__number="2").reason == "Resignation"


def test_a_first_row_without_an_area_is_asked_about(office: Office) -> None:
    report = office.look(
        csv(HEADER + "5 | 2019-01-01 | Hire | New Hire | | Packer\n"), shape=HISTORY
    )
    assert (report.accepted, report.kinds[Kind.MISSING_DEPARTMENT]) == (0, 1)


def test_a_stored_row_has_what_it_took_over(office: Office) -> None:
    """Also where everybody comes in by another file than before."""
    office.bring(csv(LOG), shape=HISTORY)
    assert not Spell.objects.filter(area__name="").exists()
    assert office.look(csv(LOG), shape=HISTORY).changed == 0

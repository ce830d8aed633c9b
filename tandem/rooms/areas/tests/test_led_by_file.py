"""A leader whom a file shows: it says that they lead on its day, and not since when."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.organisation import actions
from tandem.organisation.duties import correct_since
from tandem.organisation.models import Area, Assignment
from tandem.organisation.tests.intake.office import Office
from tandem.partnership.testing import TUESDAY

FILE = """ID,Name,Department,Manager ID,Hired
L1,Eva Storm,Mill,,2012-03-01
L2,Sam Weir,Mill,L1,2020-01-01
L3,Kim Dahl,Mill,L1,2020-01-01
"""


@pytest.fixture
def mill(db: None, tmp_path: Path) -> Area:
    office = Office(tmp_path, at=TUESDAY)
    office.apply(office.keep(FILE))
    return Area.objects.get(name="Mill")


@pytest.fixture
def eva(mill: Area, sign_in: SignIn) -> Client:
    leader = Assignment.objects.get(area=mill).person
    actions.open_account(person=leader, email="eva@mill.example", by=OPERATOR, at=TUESDAY)
    leader.refresh_from_db()
    return sign_in(leader)


def test_a_leader_of_a_file_is_told_by_its_day(mill: Area) -> None:
    led = Assignment.objects.get(area=mill)
    assert (led.start_on, led.told_on) == (date(2012, 3, 1), TUESDAY.date())


def test_no_page_says_since_when(mill: Area, eva: Client) -> None:
    area = eva.get(mill.get_absolute_url()).text
    assert "by the file" in area
    assert "March 2012" not in area.split("Eva Storm leads")[1][:400]
    card = eva.get(Assignment.objects.get(area=mill).person.get_absolute_url()).text
    assert "by the file" in card


def test_the_day_somebody_says_goes_before(mill: Area, eva: Client) -> None:
    led = Assignment.objects.get(area=mill)
    correct_since(assignment=led, since=date(2019, 5, 1), by=OPERATOR, at=TUESDAY)
    assert "since May 2019" in eva.get(mill.get_absolute_url()).text


def test_the_day_of_the_file_can_be_said_to_be_right(mill: Area, eva: Client) -> None:
    led = Assignment.objects.get(area=mill)
    correct_since(assignment=led, since=led.start_on, by=OPERATOR, at=TUESDAY)
    assert "since March 2012" in eva.get(mill.get_absolute_url()).text


def test_set_by_hand_from_that_day_on_it_is_said(mill: Area) -> None:
    led = Assignment.objects.get(area=mill)
    actions.set_leader(area=mill, person=led.person, since=led.start_on, by=OPERATOR, at=TUESDAY)
    led.refresh_from_db()
    assert led.told_on is None

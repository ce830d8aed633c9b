"""Since when moves are known, by the files that hold."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from tandem.access.audit import OPERATOR
from tandem.organisation import intake
from tandem.organisation.models import Import
from tandem.organisation.moves_known import moves_known_since
from tandem.organisation.tests.intake.office import MONDAY, Office

pytestmark = pytest.mark.django_db

DECEMBER = date(2026, 12, 1)  # the first whole month after the Monday, 23 November
HEAD = "ID,Department,Hired\n"
TELLING = "ID,Department,Hired,Transfer date,Previous department\n"
JOBS = "ID,Department,From\n"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def people(head: str, first: int, after: int) -> str:
    empty = "," * (head.count(",") - 2)
    return head + "".join(f"{n},Works,2020-01-01{empty}\n" for n in range(first, after))


def test_without_any_file_nothing_is_unknown(db: None) -> None:
    assert moves_known_since() is None


def test_a_row_per_person_tells_of_no_move_before_it_came(office: Office) -> None:
    office.bring(people(HEAD, 0, 20))
    assert moves_known_since() == DECEMBER


def test_columns_of_moves_tell_them_also_where_nobody_moved(office: Office) -> None:
    office.bring(people(TELLING, 0, 20))
    assert moves_known_since() is None


def test_a_newer_file_with_a_few_new_people_changes_nothing(office: Office) -> None:
    office.bring(people(HEAD, 0, 20))
    office.at = MONDAY + timedelta(days=40)
    office.bring(people(HEAD, 0, 22))
    assert moves_known_since() == DECEMBER


def test_a_site_that_comes_in_later_is_seen_later(office: Office) -> None:
    office.bring(people(HEAD, 0, 20))
    office.at = MONDAY + timedelta(days=40)
    office.bring(people(HEAD, 20, 40))
    assert moves_known_since() == date(2027, 2, 1)


def test_a_history_of_most_people_makes_it_good(office: Office) -> None:
    office.bring(people(HEAD, 0, 20))
    office.at = MONDAY + timedelta(days=1)
    office.bring(people(JOBS, 0, 9), shape=intake.Shape.HISTORY)
    assert moves_known_since() == DECEMBER
    office.bring(people(JOBS, 0, 10), shape=intake.Shape.HISTORY)
    assert moves_known_since() is None


def test_a_history_first_and_rosters_afterwards_know_every_move(office: Office) -> None:
    office.bring(people(JOBS, 0, 20), shape=intake.Shape.HISTORY)
    office.bring(people(HEAD, 0, 22))
    assert moves_known_since() is None


def test_an_import_that_was_undone_tells_nothing(office: Office) -> None:
    office.bring(people(HEAD, 0, 20))
    held = Import.objects.get()
    intake.undo(import_=held, by=OPERATOR, at=MONDAY, uploads=office.uploads)
    assert moves_known_since() is None

"""Tasks run at least once, so each may run twice: what it does happens once all the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.apps import apps

from tandem.access.audit import OPERATOR
from tandem.bridge import importing
from tandem.bridge.pictures import draw
from tandem.bridge.recounting import count_anew
from tandem.bridge.tests.homes import checked
from tandem.bridge.tests.homes import home as home
from tandem.organisation import intake
from tandem.organisation.models import Area, Import, ImportState, Person
from tandem.partnership.testing import MONDAY, TUESDAY
from tandem.rooms.company.uploads import Status, apply_import, status_of, tell, undo_import

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("counted_at_once")]

FIRST = "ID,Name,Department,Hired\n1,Ann,Sales,2020-01-01\n2,Ben,Sales,2021-01-01\n"
SECOND = FIRST + "3,Cem,Bakery,2022-01-01\n"


@pytest.fixture
def ann(home: Path) -> Person:
    importing.bring_in(import_=checked(home, FIRST), by=OPERATOR, at=MONDAY)
    return Person.objects.get(number="1")


def rows() -> dict[str, int]:
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


def test_applied_twice_an_import_stands_once(home: Path, ann: Person) -> None:
    import_ = checked(home, SECOND)
    words = (str(import_.pk), str(ann.pk), TUESDAY.isoformat(), True)
    assert apply_import.enqueue(*words).return_value == "applied"
    once = rows()
    tell(import_.pk, Status("applying", import_.file_name))  # its worker was gone before the end
    assert apply_import.enqueue(*words).return_value == "applied"
    assert rows() == once
    assert Person.objects.count() == 3
    assert status_of(import_.pk, at=TUESDAY) is None


def test_what_an_import_asks_for_is_made_up_for(home: Path, ann: Person) -> None:
    """Its worker was gone after the rows were in and before the numbers were counted."""
    import_ = checked(home, SECOND)
    intake.apply(import_=import_, by=ann, at=TUESDAY, uploads=importing.uploads(), expect_many=True)
    assert not (home / "snapshots" / str(import_.pk)).exists()
    apply_import.enqueue(str(import_.pk), str(ann.pk), TUESDAY.isoformat(), True)
    assert (home / "snapshots" / str(import_.pk)).exists()


def test_undone_twice_an_import_is_undone_once(home: Path, ann: Person) -> None:
    import_ = checked(home, SECOND)
    importing.bring_in(import_=import_, by=ann, at=MONDAY, expect_many=True)
    words = (str(import_.pk), str(ann.pk), TUESDAY.isoformat())
    assert undo_import.enqueue(*words).return_value == "undone"
    once = rows()
    assert undo_import.enqueue(*words).return_value == "undone"
    assert rows() == once
    assert Import.objects.get(pk=import_.pk).state == ImportState.UNDONE
    assert status_of(import_.pk, at=TUESDAY) is None


def test_counting_and_drawing_twice_leave_what_once_leaves(home: Path, ann: Person) -> None:
    area = str(Area.objects.get(name="Sales").pk)
    outcomes, left = [], []
    for _ in range(2):
        outcomes.append((count_anew.call(TUESDAY.isoformat()), draw.call(area)))
        left.append((rows(), sorted(path.name for path in (home / "charts").rglob("*"))))
    assert outcomes == [("counted", 2), ("counted", 0)]  # what is drawn is not drawn again
    assert left[0] == left[1]

"""An import is brought in: people first, then the facts."""

from __future__ import annotations

import json
import logging
from datetime import date
from pathlib import Path
from unittest.mock import Mock

import pytest

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.access.models import Session
from tandem.analytics.folder import DESCRIPTION
from tandem.bridge import importing
from tandem.bridge.models import AreaFigures
from tandem.bridge.shelf import latest_snapshot
from tandem.bridge.tests.homes import checked
from tandem.bridge.tests.homes import home as home
from tandem.organisation import intake
from tandem.organisation.actions import open_account
from tandem.organisation.models import Area, Import, ImportState, Person
from tandem.partnership.actions import make_pair
from tandem.partnership.commitments import actions as promises
from tandem.partnership.commitments.models import Commitment, Source
from tandem.partnership.models import Pair
from tandem.partnership.testing import MONDAY, TUESDAY

pytestmark = pytest.mark.django_db

FILE = "ID,Name,Department,Hired\n1,Ann,Sales,2020-01-01\n2,Ben,Sales,2021-01-01\n"


def test_people_are_in_and_a_snapshot_is_taken(home: Path) -> None:
    import_ = checked(home, FILE)
    brought = importing.bring_in(import_=import_, by=OPERATOR, at=MONDAY)
    assert brought.import_.state == ImportState.APPLIED
    assert Person.objects.count() == 2
    assert brought.snapshot == latest_snapshot(home) == home / "snapshots" / str(import_.pk)


def test_without_room_for_a_snapshot_the_people_are_in_and_it_can_be_taken_later(
    home: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    import_ = checked(home, FILE)
    monkeypatch.setattr(
        "tandem.bridge.snapshots.write_snapshot", Mock(side_effect=OSError("disk full"))
    )
    with caplog.at_level(logging.ERROR):
        brought = importing.bring_in(import_=import_, by=OPERATOR, at=MONDAY)
    assert brought.snapshot is None
    assert brought.import_.state == ImportState.APPLIED
    assert "could not be written" in caplog.text
    monkeypatch.undo()
    assert importing.refresh(today=TUESDAY.date()) == latest_snapshot(home)
    assert latest_snapshot(home) is not None


def test_a_refused_import_takes_no_snapshot(home: Path) -> None:
    import_ = checked(home, FILE)
    importing.bring_in(import_=import_, by=OPERATOR, at=MONDAY)
    before = latest_snapshot(home)
    with pytest.raises(intake.UnableToApply):
        importing.bring_in(import_=import_, by=OPERATOR, at=TUESDAY)
    assert latest_snapshot(home) == before


# Taken back


def brought(home: Path) -> Import:
    return importing.bring_in(import_=checked(home, FILE), by=OPERATOR, at=MONDAY).import_


def test_taken_back_there_are_no_people_no_snapshot_and_no_figures(home: Path) -> None:
    import_ = brought(home)
    assert AreaFigures.objects.exists()
    back = importing.take_back(import_=import_, by=OPERATOR, at=TUESDAY)
    assert (back.import_.state, back.snapshot) == (ImportState.UNDONE, None)
    assert not Person.objects.exists()
    assert not AreaFigures.objects.exists()
    assert latest_snapshot(home) is None
    assert [each.name for each in (home / "snapshots").iterdir()] == [".counting"]  # the lock


def test_an_undo_that_was_cut_short_before_the_figures_is_finished_by_the_next_refresh(
    home: Path,
) -> None:
    import_ = brought(home)
    intake.undo(import_=import_, by=OPERATOR, at=TUESDAY, uploads=importing.uploads())
    assert latest_snapshot(home) is not None
    assert importing.refresh(today=TUESDAY.date()) is None
    assert latest_snapshot(home) is None


def test_pairs_and_promises_that_grew_since_stand_in_the_way_and_stay(home: Path) -> None:
    import_ = brought(home)
    ann, ben = Person.objects.order_by("number")
    area = Area.objects.get()
    make_pair(area=area, leader=ann, hr_partner=ben, by=OPERATOR, at=MONDAY)
    said = promises.Said(what="A list of open seats", due_on=TUESDAY.date())
    promises.ask(of=ben, said=said, by=ann, at=MONDAY, source=Source.LINE)
    with pytest.raises(intake.UnableToUndo) as refused:
        importing.take_back(import_=import_, by=OPERATOR, at=TUESDAY)
    named = [block.sentence for block in refused.value.blocks]
    assert "1 promise about people it brought in came after this import." in named
    assert "1 pair about Sales, Ann, Ben came after this import." in named
    assert not any("move" in sentence for sentence in named)
    assert not any("open seats" in sentence for sentence in named)
    assert (Person.objects.count(), Pair.objects.count(), Commitment.objects.count()) == (2, 1, 1)


def test_before_the_first_import_there_is_nothing_to_refresh(home: Path) -> None:
    assert importing.refresh(today=MONDAY.date()) is None


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("ID,Department,Hired\n1,Sales,soon\n", id="every row refused"),
        pytest.param("ID,Department,Hired\n1,Sales,2027-05-01\n", id="nobody here yet"),
        pytest.param("ID,Department,Hired,Left\n1,Sales,2020-01-01,2020-01-01\n", id="a day"),
    ],
)
def test_an_import_without_anybody_here_is_brought_in_too(home: Path, content: str) -> None:
    brought = importing.bring_in(import_=checked(home, content), by=OPERATOR, at=MONDAY)
    assert brought.snapshot is not None


def test_numbers_end_where_the_file_does_however_late_they_are_counted(home: Path) -> None:
    """Nobody knows yet who left after an export was made: no month without leavers is made up."""
    import_ = checked(home, FILE)
    brought = importing.bring_in(import_=import_, by=OPERATOR, at=MONDAY, as_of=date(2026, 9, 30))
    assert brought.import_.as_of == date(2026, 9, 30)
    assert as_of(home) == "2026-10-01"  # September is whole, October is not there
    importing.refresh(today=date(2027, 3, 5))
    assert as_of(home) == "2026-10-01"


def test_a_file_of_today_counts_up_to_today(home: Path) -> None:
    importing.bring_in(import_=checked(home, FILE), by=OPERATOR, at=MONDAY)
    assert as_of(home) == MONDAY.date().isoformat()
    importing.refresh(today=date(2027, 3, 5))
    assert as_of(home) == "2026-11-24"


def as_of(home: Path) -> str:
    snapshot = latest_snapshot(home)
    assert snapshot is not None
    return str(json.loads((snapshot / DESCRIPTION).read_text(encoding="utf-8"))["as_of"])


LEFT = "ID,Department,Hired,Leave date\n1,Sales,2020-01-01,2026-11-20\n2,Sales,2021-01-01,\n"


def test_who_has_left_by_an_import_is_signed_out_by_it(home: Path, sign_in: SignIn) -> None:
    importing.bring_in(import_=checked(home, FILE), by=OPERATOR, at=MONDAY)
    for number in ("1", "2"):
        person = Person.objects.get(number=number)
        open_account(person=person, email=f"{number}@x.example", by=OPERATOR, at=MONDAY)
        person.refresh_from_db()
        sign_in(person)
    said = checked(home, LEFT)
    importing.bring_in(import_=said, by=OPERATOR, at=TUESDAY, expect_many=True)
    assert [*Session.objects.values_list("account__email", flat=True)] == ["2@x.example"]
    importing.take_back(import_=said, by=OPERATOR, at=TUESDAY)
    assert Session.objects.count() == 1  # who is back signs in again

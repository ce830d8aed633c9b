"""Figures are counted in the background, in portions, and anew when what they stand on changes."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import Settings

from tandem.access.audit import OPERATOR
from tandem.analytics import definitions as said_versions
from tandem.analytics.folder import DESCRIPTION
from tandem.bridge import counting, editions, importing
from tandem.bridge.editions import answered, ask, asked_at, being_counted, ready
from tandem.bridge.models import AreaFigures
from tandem.bridge.numbers import Figures, figures_of
from tandem.bridge.recounting import STOPPED_FOR, count_anew, count_later, see_to_numbers
from tandem.bridge.shelf import latest_snapshot, number_of
from tandem.bridge.tests.homes import checked
from tandem.bridge.tests.homes import home as home
from tandem.organisation.intake.progress import Step
from tandem.organisation.models import Area
from tandem.partnership.testing import MONDAY, TUESDAY
from tandem.partnership.testing import area as make_area

pytestmark = pytest.mark.django_db

AREAS = 7  # Varnholm and six below
FILE = "ID,Name,Department,Hired\n" + "".join(
    f"{n},Ann {n},Varnholm / Team {n % 6},2020-01-01\n" for n in range(12)
)


@pytest.fixture
def queue(settings: Settings) -> None:
    """Tasks wait: no worker runs."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def counted(home: Path) -> Path:
    importing.bring_in(import_=checked(home, FILE), by=OPERATOR, at=MONDAY)
    snapshot = latest_snapshot(home)
    assert snapshot is not None
    return snapshot


def top() -> Figures:
    figures = figures_of(Area.objects.get(name="Varnholm"))
    assert figures is not None
    return figures


def so_far() -> tuple[int, int, bool]:
    found = ready()
    assert found is not None
    return found.areas, found.of, found.whole


class Killed(BaseException):
    """In place of a signal: nothing may catch it."""


def killed_after(portions: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next count stores so many portions of one area, and ends there."""
    told = []

    def tell(step: Step, done: int, total: int) -> None:
        told.append((step, done, total))
        if len(told) == portions:
            raise Killed

    monkeypatch.setattr(counting, "PORTION", 1)
    with pytest.raises(Killed):
        importing.go_on(today=TUESDAY.date(), progress=tell)
    assert told == [(Step.COUNTING, n, AREAS) for n in range(1, portions + 1)]


def newer_definitions(monkeypatch: pytest.MonkeyPatch) -> None:
    newer = replace(said_versions.MEASURES[1], version=said_versions.MEASURES[1].version + 1)
    monkeypatch.setattr(said_versions, "MEASURES", (newer, *said_versions.MEASURES[2:]))
    editions.definitions.cache_clear()


@pytest.fixture(autouse=True)
def definitions_of_today() -> Iterator[None]:
    yield
    editions.definitions.cache_clear()


# What figures are of


def test_figures_say_when_they_were_counted_and_from_files_up_to_when(counted: Path) -> None:
    assert so_far() == (AREAS, AREAS, True)
    assert (top().counted_on, top().told_until) == (MONDAY.date(), MONDAY.date())
    assert top().snapshot == counted.name
    assert being_counted() is None
    assert not importing.is_to_do()


def test_a_changed_definition_is_another_edition_and_better_words_are_none(
    counted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = editions.definitions()
    assert editions._bare({"title": "A", "a": [{"description": "B", "type": "x"}]}) == {
        "a": [{"type": "x"}]
    }
    newer_definitions(monkeypatch)
    assert editions.definitions() != before


def test_before_the_first_file_nothing_is_to_be_counted(home: Path) -> None:
    assert ready() is None
    assert being_counted() is None
    assert not importing.is_to_do()
    assert importing.go_on(today=TUESDAY.date()) is None


# A definition changes


def test_by_a_changed_definition_all_are_counted_anew_from_the_same_snapshot(
    counted: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, before = number_of(counted), top()
    newer_definitions(monkeypatch)
    assert so_far() == (0, AREAS, False)
    assert importing.is_to_do()
    found = ready()
    assert found is not None
    assert found.is_left_behind(before.edition)
    assert top() == before  # shown until then, with its day
    assert count_anew.call(TUESDAY.isoformat()) == "counted"
    assert so_far() == (AREAS, AREAS, True)
    after = top()
    assert after.edition != before.edition  # so its pictures are drawn anew
    assert (after.numbers, after.counted_on) == (before.numbers, TUESDAY.date())
    assert after.told_until == MONDAY.date()
    assert number_of(latest_snapshot(home)) == number


def test_killed_between_two_portions_the_rest_is_counted_and_nothing_twice(
    counted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer_definitions(monkeypatch)
    killed_after(3, monkeypatch)
    assert so_far() == (3, AREAS, False)
    assert AreaFigures.objects.count() == AREAS  # those of before stay beside the new ones
    assert len(set(AreaFigures.objects.values_list("counted_on", flat=True))) == 2
    stored: list[int] = []
    store = counting.store

    def noted(edition: object, numbers: dict[uuid.UUID, object], *days: object) -> None:
        stored.append(len(numbers))
        store(edition, numbers, *days)  # type: ignore[arg-type]  # as it came

    monkeypatch.setattr(counting, "store", noted)
    importing.go_on(today=TUESDAY.date())
    assert stored == [1] * (AREAS - 3)
    assert so_far() == (AREAS, AREAS, True)
    importing.go_on(today=TUESDAY.date())
    assert len(stored) == AREAS - 3  # nothing is left to do


def test_an_area_that_goes_meanwhile_is_left_out_and_does_not_keep_it_waiting(
    counted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer_definitions(monkeypatch)
    numbers_of = counting.numbers_of

    def one_more(folder: Path, lacking: object) -> object:
        found = numbers_of(folder, None)
        return found | {uuid.uuid4(): next(iter(found.values()))}

    monkeypatch.setattr(counting, "numbers_of", one_more)
    importing.go_on(today=TUESDAY.date())
    assert so_far() == (AREAS, AREAS, True)
    assert not importing.is_to_do()


def test_figures_of_an_area_that_is_in_no_snapshot_go_at_the_end(
    counted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    area = make_area("Closed", None)
    AreaFigures.objects.create(area=area, snapshot="earlier", figures="{}")
    newer_definitions(monkeypatch)
    importing.go_on(today=TUESDAY.date())
    assert not AreaFigures.objects.filter(area=area).exists()


# People change


def test_people_that_changed_take_a_new_snapshot(counted: Path, home: Path) -> None:
    number = number_of(counted)
    before = top()
    ask(home)
    found = ready()
    assert found is not None
    assert not found.whole
    assert found.is_left_behind(before.edition)
    importing.go_on(today=TUESDAY.date())
    assert number_of(latest_snapshot(home)) == number + 1
    assert so_far() == (AREAS, AREAS, True)
    assert top().edition != before.edition


def test_what_is_asked_for_while_a_snapshot_is_taken_is_still_asked_for(home: Path) -> None:
    ask(home)
    asked = asked_at(home)
    (home / "snapshots/.asked").unlink()
    ask(home)  # somebody else, meanwhile
    answered(home, asked if asked != asked_at(home) else asked - 1)
    assert asked_at(home)
    answered(home, asked_at(home))
    assert not asked_at(home)
    answered(home, asked_at(home))  # nobody asks


def test_killed_after_people_are_in_their_numbers_are_still_to_do(home: Path) -> None:
    importing.apply(import_=checked(home, FILE), by=OPERATOR, at=MONDAY)
    (home / "snapshots/.asked").unlink()  # killed even before that
    assert importing.is_to_do()
    importing.go_on(today=MONDAY.date())
    assert not importing.is_to_do()
    assert top().numbers.total.minimum_group == 10


def test_a_snapshot_as_an_earlier_version_wrote_it_is_taken_again(
    counted: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    described = json.loads((counted / DESCRIPTION).read_text(encoding="utf-8"))
    (counted / DESCRIPTION).write_text(json.dumps(described | {"format": 1}), encoding="utf-8")
    newer_definitions(monkeypatch)
    importing.go_on(today=TUESDAY.date())
    assert number_of(latest_snapshot(home)) == described["number"] + 1


def test_figures_without_a_snapshot_are_counted_from_a_new_one(counted: Path, home: Path) -> None:
    """As after a restore that brought the database alone."""
    for file in counted.iterdir():
        file.unlink()
    counted.rmdir()
    assert importing.is_to_do()
    importing.go_on(today=TUESDAY.date())
    assert so_far() == (AREAS, AREAS, True)


# Asked of the worker


def waiting() -> int:
    return DBTaskResult.objects.filter(task_path=count_anew.module_path).count()


def test_what_is_not_counted_is_asked_of_the_worker_once(
    counted: Path, queue: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    see_to_numbers(at=TUESDAY)
    assert waiting() == 0  # all is there
    newer_definitions(monkeypatch)
    see_to_numbers(at=TUESDAY)
    see_to_numbers(at=TUESDAY)
    assert waiting() == 1


def test_what_stopped_by_an_error_is_asked_for_again_after_a_day(
    counted: Path, queue: None, home: Path
) -> None:
    count_later(at=TUESDAY)
    DBTaskResult.objects.update(status="FAILED", finished_at=TUESDAY)
    see_to_numbers(at=TUESDAY + timedelta(hours=1))
    assert waiting() == 1
    see_to_numbers(at=TUESDAY + STOPPED_FOR + timedelta(hours=1))
    assert waiting() == 2


def test_without_room_the_task_breaks_off_and_the_numbers_of_before_stay(
    counted: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> Path:
        raise OSError("disk full")

    before = top()
    monkeypatch.setattr("tandem.bridge.snapshots.write_snapshot", full)
    ask(home)
    with pytest.raises(OSError, match="disk full"):
        count_anew.call(TUESDAY.isoformat())
    assert importing.is_to_do()
    assert top() == before
    monkeypatch.undo()
    assert count_anew.call(TUESDAY.isoformat()) == "counted"
    assert not importing.is_to_do()

"""An import that went through the fast lane is taken back like any other: to the last cell."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tandem.access.audit import OPERATOR, Audited
from tandem.access.models import Event
from tandem.organisation import actions, intake, reorganising
from tandem.organisation.finding import find
from tandem.organisation.intake.journal import JOURNAL
from tandem.organisation.intake.lane import FILE_NAME, survey
from tandem.organisation.models import (
    Area,
    AreaVersion,
    Assignment,
    ClosedFact,
    Employment,
    Import,
    ImportState,
    Person,
    RoleGrant,
    Spell,
    Word,
)
from tandem.organisation.tests.intake.office import LATER, MONDAY, TODAY, Office
from tandem.organisation.tests.intake.test_lane import AREA, HEADER, LAST, Rows, company, text

pytestmark = pytest.mark.django_db

PERSON, HISTORY = intake.Shape.PERSON, intake.Shape.HISTORY
BOTH = pytest.mark.parametrize("shape", [PERSON, HISTORY])
TABLES: tuple[type[Audited], ...] = (
    Person,
    Employment,
    Spell,
    Area,
    AreaVersion,
    Assignment,
    RoleGrant,
    ClosedFact,
)


@pytest.fixture(autouse=True)
def open_to_small_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(survey, "FEWEST_BYTES", 0)
    monkeypatch.setattr("tandem.organisation.intake.lane.taking.ONE_IN", 0)


def tables() -> dict[str, list[dict[str, Any]]]:
    """Every row in full, the columns names are searched by among them; whether a job that is
    over carries the names of its person makes no difference to anybody."""
    rows = {
        model.__name__: [dict(row) for row in model._base_manager.order_by("pk").values()]
        for model in TABLES
    }
    for spell in rows["Spell"]:
        if spell["end_on"]:
            del spell["search"]
    return rows


def through_the_lane(office: Office, rows: Rows, shape: intake.Shape) -> Import:
    """Check and apply; some of it must have been set aside, or these tests say nothing."""
    kept = office.keep(text(rows, shape), shape=shape)
    assert (intake.folder_of(office.uploads, kept.pk) / FILE_NAME).exists()
    return office.apply(kept)


def undo(office: Office, import_: Import) -> Import:
    return intake.undo(import_=import_, by=OPERATOR, at=LATER, uploads=office.uploads)


def in_the_way(office: Office, import_: Import) -> list[str]:
    return [block.sentence for block in intake.in_the_way(import_, uploads=office.uploads)]


def rows_of(seed: int, people: int, shape: intake.Shape) -> Rows:
    return company(random.Random(seed), people, shape)


def numbered(rows: Rows, first: int) -> Rows:
    """The same people under other numbers and addresses."""
    again = [list(row) for row in rows]
    for row in again:
        row[0] = f"N{first + int(row[0][1:])}"
        row[3] = f"{row[0]}@varnholm.example".lower()
        row[5] = ""
    return again


# To the last cell


@BOTH
@pytest.mark.parametrize("seed", range(3))
def test_of_a_first_file_nothing_is_left(office: Office, shape: intake.Shape, seed: int) -> None:
    undone = undo(office, through_the_lane(office, rows_of(seed, 50, shape), shape))
    assert (undone.state, undone.undone_at) == (ImportState.UNDONE, LATER)
    assert not any(tables().values())


@BOTH
@pytest.mark.parametrize("seed", range(3))
def test_new_people_of_a_company_that_has_people_are_taken_back_alone(
    office: Office, shape: intake.Shape, seed: int
) -> None:
    known = rows_of(seed, 30, shape)
    through_the_lane(office, known, shape)
    by_hand()
    before = tables()
    office.at = MONDAY + timedelta(days=20)
    new = numbered(rows_of(seed + 100, 40, shape), 500)
    through_the_lane(office, new, shape)
    assert Person.objects.count() > len(before["Person"])
    undo(office, latest())
    assert tables() == before


def by_hand() -> Person:
    """Somebody no file ever named, in an area of the files."""
    return actions.add_person(
        first_name="Pia", last_name="Novak", email="pia@varnholm.example",
        area=Area.objects.order_by("path").first(), by=OPERATOR, at=MONDAY,
    )  # fmt: skip


def latest() -> Import:
    found = intake.latest_applied()
    assert found is not None
    return found


@BOTH
@pytest.mark.parametrize("seed", range(3))
def test_a_file_of_known_and_new_people_changes_both_and_is_taken_back_whole(
    office: Office, shape: intake.Shape, seed: int
) -> None:
    known = rows_of(seed, 30, shape)
    through_the_lane(office, known, shape)
    before = tables()
    office.at = MONDAY + timedelta(days=40)
    again = [list(row) for row in known]
    for row in again[::3]:
        row[LAST], row[AREA] = "Weir-Storm", "Varnholm / Yard"
    through_the_lane(office, [*again, *numbered(rows_of(seed + 9, 30, shape), 700)], shape)
    changed = tables()
    assert all(changed[name] != before[name] for name in ("Person", "Employment", "Spell", "Area"))
    undo(office, latest())
    assert tables() == before


@BOTH
def test_the_same_file_goes_in_again_as_if_for_the_first_time(
    office: Office, shape: intake.Shape
) -> None:
    rows = rows_of(5, 40, shape)
    first = through_the_lane(office, rows, shape)
    said = (first.counts, Person.objects.count(), Spell.objects.count())
    undo(office, first)
    second = through_the_lane(office, rows, shape)
    assert (second.counts, Person.objects.count(), Spell.objects.count()) == said


@BOTH
def test_two_in_turn_are_taken_back_from_the_latest_on(office: Office, shape: intake.Shape) -> None:
    first = through_the_lane(office, rows_of(1, 25, shape), shape)
    between = tables()
    office.at = MONDAY + timedelta(days=1)
    second = through_the_lane(office, numbered(rows_of(2, 25, shape), 100), shape)
    with pytest.raises(intake.UnableToUndo, match=r"came later\. Undo it first"):
        undo(office, first)
    undo(office, second)
    assert tables() == between
    undo(office, first)
    assert not any(tables().values())


def test_one_event_says_it_and_what_only_an_import_that_holds_needs_is_gone(
    office: Office, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    import_ = through_the_lane(office, rows_of(3, 30, PERSON), PERSON)
    folder = intake.folder_of(office.uploads, import_.pk)
    with django_capture_on_commit_callbacks(execute=True):
        undo(office, import_)
    event = Event.objects.get(what="import.undone")
    assert (event.about, event.actor, event.at) == (import_.pk, "operator", LATER)
    assert not (folder / JOURNAL).exists()


# What grew on it


def somebody(number: str = "P3") -> Person:
    return Person.objects.get(number=number)


def invite(_office: Office) -> None:
    actions.invite(person=somebody(), email="p3@varnholm.example", by=OPERATOR, at=LATER)


def put_somebody_there(_office: Office) -> None:
    area = Spell.objects.filter(employment__person=somebody()).order_by("start_on")[0].area
    actions.add_person(
        first_name="Pia", last_name="Novak", email="", area=area, by=OPERATOR, at=LATER
    )


def move_an_area(_office: Office) -> None:
    area = Area.objects.filter(parent__isnull=False).order_by("-path")[0]
    reorganising.move_area(area=area, parent=None, on=TODAY, by=OPERATOR, at=MONDAY)


@BOTH
@pytest.mark.parametrize(
    ("grow", "beginning"),
    [
        (invite, "1 invitation about First3 Last3 came after this import."),
        (put_somebody_there, "1 job about Team "),
        (move_an_area, "Areas were moved, merged or split after this import: Team "),
    ],
)
def test_what_grew_on_it_is_named_and_nothing_is_taken_back(
    office: Office, shape: intake.Shape, grow: Callable[[Office], None], beginning: str
) -> None:
    import_ = through_the_lane(office, rows_of(4, 20, shape), shape)
    assert in_the_way(office, import_) == []
    grow(office)
    assert in_the_way(office, import_)[0].startswith(beginning)
    before = tables()
    with pytest.raises(intake.UnableToUndo):
        undo(office, import_)
    assert tables() == before
    import_.refresh_from_db()
    assert import_.state == ImportState.APPLIED


def test_without_its_journal_nothing_is_taken_back(office: Office) -> None:
    import_ = through_the_lane(office, rows_of(4, 20, PERSON), PERSON)
    (intake.folder_of(office.uploads, import_.pk) / JOURNAL).unlink()
    with pytest.raises(intake.UnableToUndo, match="was not kept"):
        undo(office, import_)
    assert Person.objects.exists()


# Names that are searched


def reader() -> Person:
    """Somebody from outside who leads the top."""
    person = actions.add_person(
        first_name="Greta", last_name="Moss", email="", area=None, by=OPERATOR, at=MONDAY
    )
    top = actions.add_area(name="Halden", parent=None, by=OPERATOR, at=MONDAY)
    actions.set_leader(area=top, person=person, by=OPERATOR, at=MONDAY)
    return person


def named(text: str, person: Person) -> list[str]:
    return [each.name for each in find(text, person=person, today=TODAY).people]


@BOTH
def test_who_came_in_is_found_by_name_and_after_the_undo_no_more(
    office: Office, shape: intake.Shape
) -> None:
    person = reader()
    office.bring("ID,Name,Department,Hired\nH1,Zoë Zielińska,Halden / Mill,2020-01-01\n")
    rows = rows_of(6, 20, shape)
    for row in rows:
        row[1], row[AREA], row[9], row[10] = "Øyvind", "Halden / Mill", "", ""
    import_ = through_the_lane(office, rows, shape)
    assert named("oyvind", person)
    assert named("Øyvin", person) == named("oyvind", person)
    undo(office, import_)
    assert named("oyvind", person) == []
    assert named("zielinska", person) == ["Zoë Zielińska"]


@BOTH
def test_words_that_were_learnt_name_nobody_and_are_learnt_once(
    office: Office, shape: intake.Shape
) -> None:
    rows = rows_of(7, 20, shape)
    import_ = through_the_lane(office, rows, shape)
    learnt = set(Word.objects.values_list("word", flat=True))
    assert {"first1", "last19", "varnholm"} <= learnt
    undo(office, import_)
    through_the_lane(office, rows, shape)
    assert set(Word.objects.values_list("word", flat=True)) == learnt


@BOTH
def test_a_name_that_was_changed_is_searched_as_it_was_again(
    office: Office, shape: intake.Shape
) -> None:
    rows = rows_of(8, 20, shape)
    through_the_lane(office, rows, shape)
    before = dict(Person.objects.values_list("number", "search"))
    again = [[*row[:LAST], "Nyström", *row[LAST + 1 :]] for row in rows]
    assert len(again[0]) == len(HEADER[shape])
    office.at = LATER
    through_the_lane(office, [*again, *numbered(rows_of(9, 10, shape), 300)], shape)
    assert "nystrom" in Person.objects.get(number="P3").search
    undo(office, latest())
    assert dict(Person.objects.values_list("number", "search")) == before

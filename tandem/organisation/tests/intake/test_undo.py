"""Taking an import back: everything as it was before, or nothing, and what stands in the way."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any
from unittest.mock import Mock

import pytest
from django.db import IntegrityError

from tandem.access.audit import OPERATOR, Audited
from tandem.access.models import Event
from tandem.access.roles import HRAdministrator
from tandem.organisation import actions, intake
from tandem.organisation.intake.journal import JOURNAL, Journal, JournalUnusable, Kept
from tandem.organisation.models import (
    Area,
    Assignment,
    Employment,
    Import,
    ImportState,
    Invitation,
    Person,
    RoleGrant,
    Spell,
)
from tandem.organisation.tests.intake.office import LATER, MONDAY, Office, csv, jobs, names

pytestmark = pytest.mark.django_db

PERSON, HISTORY = intake.Shape.PERSON, intake.Shape.HISTORY
TABLES: tuple[type[Audited], ...] = (
    Person,
    Employment,
    Spell,
    Area,
    Assignment,
    RoleGrant,
    Invitation,
)
HEADER = "ID,First name,Last name,E-mail,Department,Manager ID,Title,Hired,Left on,Leave reason\n"
EVA = "1,Eva,Storm,eva@varnholm.example,Varnholm,,Head,2020-01-01,,\n"
SAM = "2,Sam,Weir,sam@varnholm.example,Varnholm > Sales,1,Seller,2021-03-01,,\n"
ANA = "3,Ana,Lund,ana@varnholm.example,Varnholm > Depot,1,Picker,2022-01-01,,\n"
BOTH = HEADER + EVA + SAM
LATER_IMPORT = "The import of people.csv on 23 December 2026, 08:00 came later. Undo it first."


def tables() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table an import may touch, in full."""
    return {
        model.__name__: [dict(row) for row in model._base_manager.order_by("pk").values()]
        for model in TABLES
    }


def undo(office: Office, import_: Import | None = None) -> Import:
    latest = import_ or intake.latest_applied()
    assert latest is not None
    return intake.undo(import_=latest, by=OPERATOR, at=LATER, uploads=office.uploads)


def in_the_way(office: Office, import_: Import) -> list[str]:
    return [block.sentence for block in intake.in_the_way(import_, uploads=office.uploads)]


def applied(office: Office, content: str) -> Import:
    return office.apply(office.keep(content))


# Everything as it was before


def test_the_first_import_leaves_nothing_behind(office: Office) -> None:
    office.bring(BOTH)
    undone = undo(office)
    assert (undone.state, undone.undone_at) == (ImportState.UNDONE, LATER)
    assert not any(tables().values())
    assert not list(Import.objects.applied())


@pytest.mark.parametrize("shape", [PERSON, HISTORY])
def test_a_second_file_that_changes_everything_is_taken_back_to_the_letter(
    office: Office, shape: intake.Shape
) -> None:
    office.bring(BOTH)
    before = tables()
    office.at = MONDAY + timedelta(days=40)
    office.bring(EVERYTHING[shape], shape=shape, full_roster=True)
    changed = tables()
    assert all(changed[name] != before[name] for name in ("Person", "Spell", "Area", "Assignment"))
    undo(office)
    assert tables() == before


EVERYTHING = {
    PERSON: HEADER
    + "2,Samuel,Weir-Storm,samuel@varnholm.example,Varnholm > Yard,,Boss,2021-04-01,,\n"
    + ANA.replace(",1,", ",2,").replace("Depot", "Yard"),
    HISTORY: csv("""
        ID | First name | E-mail      | Department      | Boss ID | From       | To         | Reason
        2  | Samuel     | s@v.example | Varnholm > Yard |      | 2019-01-01 | 2020-06-30 | Resigned
        2  | Samuel     | s@v.example | Varnholm > Yard |      | 2021-03-01 | 2022-06-30 |
        2  | Samuel     | s@v.example | Varnholm > Moor |      | 2022-07-01 |            |
        3  | Ana        | a@v.example | Varnholm > Moor | 2    | 2022-01-01 |            |
    """),
}


@pytest.mark.parametrize("shape", [PERSON, HISTORY])
@pytest.mark.parametrize("seed", range(6))
def test_whatever_two_files_say_undoing_the_second_restores_every_table(
    office: Office, seed: int, shape: intake.Shape
) -> None:
    chance = Random(seed)
    write = FILES[shape]
    office.bring(write(chance, 30), shape=shape)
    actions.add_person(
        first_name="Pia", last_name="Novak", email="", area=Area.objects.first(), by=OPERATOR,
        at=MONDAY,
    )  # fmt: skip
    before = tables()
    office.at = MONDAY + timedelta(days=chance.randint(0, 60))
    office.bring(write(chance, 40), shape=shape, full_roster=chance.random() < 0.5)
    assert tables() != before
    undo(office)
    assert tables() == before


def people_file(chance: Random, people: int) -> str:
    rows = []
    for number in chance.sample(range(60), people):
        left = chance.choice(["", "", "", "2026-08-31"])
        rows.append(
            f"{number},P{chance.randint(1, 3)},L,p{number}@v.example,V > A{chance.randint(0, 5)},"
            f"{chance.choice(['', '1', '2'])},T{chance.randint(0, 2)},20{chance.randint(10, 12)}"
            f"-01-01,{left},{'Resigned' if left else ''}\n"
        )
    return HEADER + "".join(rows)


def jobs_file(chance: Random, people: int) -> str:
    rows = []
    for number in chance.sample(range(60), people):
        first = date(2015, 1, 1) + timedelta(days=chance.randint(0, 5) * 30)
        for _ in range(chance.randint(1, 4)):
            last = first + timedelta(days=chance.randint(1, 20) * 30)
            left = chance.choice(["", "", "Resigned"])
            area, boss = chance.randint(0, 5), chance.choice(["", "1", "2"])
            rows.append(f"{number},V > A{area},{boss},{first},{last},{left}\n")
            first = last + timedelta(days=chance.choice([1, 1, 1, 30]))
        if chance.random() < 0.7:
            rows.append(f"{number},V > A0,,{first},,\n")
    return "ID,Department,Manager ID,From,To,Leave reason\n" + "".join(rows)


FILES: dict[intake.Shape, Callable[[Random, int], str]] = {PERSON: people_file, HISTORY: jobs_file}


def test_undone_twice_in_turn_the_organisation_is_empty_again(office: Office) -> None:
    office.bring(BOTH)
    between = tables()
    office.bring(HEADER + EVA.replace("Storm", "Weir") + ANA)
    undo(office)
    assert tables() == between
    undo(office)
    assert not any(tables().values())
    assert intake.latest_applied() is None


def test_after_an_undo_the_file_can_be_imported_again(office: Office) -> None:
    office.bring(BOTH)
    undo(office)
    assert office.bring(BOTH)["new"] == 2
    assert names() == {"1": "Eva Storm", "2": "Sam Weir"}


def test_an_undo_has_no_date_limit_and_leaves_one_event(office: Office) -> None:
    kept = applied(office, BOTH)
    long_after = MONDAY + timedelta(days=4000)
    intake.undo(import_=kept, by=OPERATOR, at=long_after, uploads=office.uploads)
    event = Event.objects.get(what="import.undone")
    assert (event.about, event.actor, event.at) == (kept.pk, "operator", long_after)


def test_who_undid_it_is_written_down(office: Office) -> None:
    pia = actions.add_person(
        first_name="Pia", last_name="Novak", email="", area=None, by=OPERATOR, at=MONDAY
    )
    kept = applied(office, BOTH)
    intake.undo(import_=kept, by=pia, at=LATER, uploads=office.uploads)
    assert Event.objects.get(what="import.undone").who == pia.pseudonym


@pytest.mark.parametrize("shape", [PERSON, HISTORY])
def test_a_check_from_before_the_undo_is_compared_anew(office: Office, shape: intake.Shape) -> None:
    file = {PERSON: BOTH + ANA, HISTORY: "ID,Department,From\n2,Varnholm > Sales,2021-03-01\n"}
    office.bring(BOTH)
    waiting = office.keep(file[shape], shape=shape)
    undo(office)
    office.apply(waiting)
    assert Spell.objects.count() == Person.objects.count() == {PERSON: 3, HISTORY: 1}[shape]


# Politely refused


def test_a_second_time_is_refused_politely(office: Office) -> None:
    kept = applied(office, BOTH)
    undo(office, kept)
    with pytest.raises(intake.UnableToUndo, match="undone on 23 December 2026, 08:00"):
        undo(office, kept)
    assert in_the_way(office, Import.objects.get()) == []


def test_a_check_that_was_never_applied_is_refused(office: Office) -> None:
    with pytest.raises(intake.UnableToUndo, match="never applied"):
        undo(office, office.keep(BOTH))


@pytest.mark.parametrize("left", [None, b"", b'{"model": "organisation.Person", "new": []}\n'])
def test_without_a_whole_journal_nothing_is_undone(office: Office, left: bytes | None) -> None:
    kept = applied(office, BOTH)
    journal = intake.folder_of(office.uploads, kept.pk) / JOURNAL
    journal.unlink()
    if left is not None:
        journal.write_bytes(left)
    with pytest.raises(intake.UnableToUndo, match="was not kept"):
        undo(office, kept)
    assert Person.objects.count() == 2


def test_a_refused_undo_changes_nothing(office: Office) -> None:
    kept = applied(office, BOTH)
    actions.invite(person=sam(), email="sam@varnholm.example", by=OPERATOR, at=MONDAY)
    before, events = tables(), Event.objects.count()
    with pytest.raises(intake.UnableToUndo) as refused:
        undo(office, kept)
    assert [block.count for block in refused.value.blocks] == [1]
    assert (tables(), Event.objects.count()) == (before, events)


def test_what_grows_at_the_last_moment_stops_the_undo_as_a_whole(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = applied(office, BOTH)
    before = tables()
    parts = Mock(side_effect=IntegrityError("still named"))
    monkeypatch.setattr(Kept, "undone", parts)
    with pytest.raises(intake.UnableToUndo, match="just now"):
        undo(office, kept)
    assert tables() == before
    assert Import.objects.get().state == ImportState.APPLIED


# What stands in the way


def sam() -> Person:
    return Person.objects.get(number="2")


def invite_sam(_office: Office) -> None:
    actions.invite(person=sam(), email="sam@varnholm.example", by=OPERATOR, at=LATER)


def open_sams_account(_office: Office) -> None:
    actions.open_account(person=sam(), email="sam@varnholm.example", by=OPERATOR, at=LATER)


def give_sam_a_role(_office: Office) -> None:
    actions.grant_role(person=sam(), role=HRAdministrator, by=OPERATOR, at=LATER)


def let_sam_lead(_office: Office) -> None:
    area = Area.objects.get(name="Sales")
    actions.set_leader(area=area, person=sam(), by=OPERATOR, at=LATER)


def put_somebody_into_sales(_office: Office) -> None:
    actions.add_person(
        first_name="Pia", last_name="Novak", email="", area=Area.objects.get(name="Sales"),
        by=OPERATOR, at=LATER,
    )  # fmt: skip


def add_an_area_below_sales(_office: Office) -> None:
    parent = Area.objects.get(name="Sales")
    actions.add_area(name="Stall", parent=parent, by=OPERATOR, at=LATER)


def import_more(office: Office) -> None:
    office.at = LATER
    office.bring(BOTH + ANA)


@pytest.mark.parametrize(
    ("grow", "sentences"),
    [
        (invite_sam, ["1 invitation about Sam Weir came after this import."]),
        (
            open_sams_account,
            ["Sam Weir can sign in by now.", "Changed by hand after this import: Sam Weir."],
        ),
        (give_sam_a_role, ["1 role about Sam Weir came after this import."]),
        (put_somebody_into_sales, ["1 job about Sales came after this import."]),
        (add_an_area_below_sales, ["1 area about Sales came after this import."]),
        (import_more, [LATER_IMPORT]),
    ],
)  # fmt: skip
def test_what_grew_since_is_named_and_stops_the_undo(
    office: Office, grow: Callable[[Office], None], sentences: list[str]
) -> None:
    kept = applied(office, BOTH)
    assert in_the_way(office, kept) == []
    grow(office)
    assert in_the_way(office, kept) == sentences
    before = tables()
    with pytest.raises(intake.UnableToUndo):
        undo(office, kept)
    assert tables() == before


def test_a_leader_set_by_hand_is_named(office: Office) -> None:
    kept = applied(office, BOTH)
    let_sam_lead(office)
    named = in_the_way(office, kept)
    assert named[0] == "1 duty for an area about Sales, Sam Weir came after this import."
    assert named[1].startswith("Changed by hand after this import: Eva Storm leads Sales")


def test_what_is_done_to_others_does_not_stand_in_the_way(office: Office) -> None:
    pia = actions.add_person(
        first_name="Pia", last_name="Novak", email="", area=None, by=OPERATOR, at=MONDAY
    )
    kept = applied(office, BOTH)
    actions.invite(person=pia, email="pia@varnholm.example", by=OPERATOR, at=LATER)
    assert in_the_way(office, kept) == []
    undo(office, kept)
    assert Invitation.objects.count() == 1


def test_of_an_older_import_the_later_ones_come_first(office: Office) -> None:
    first = applied(office, BOTH)
    import_more(office)
    invite_sam(office)
    assert in_the_way(office, first) == [
        LATER_IMPORT,
        "1 invitation about Sam Weir came after this import.",
    ]


# The journal


def test_the_journal_is_on_the_disk_before_the_database_is_sure(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = office.keep(BOTH)
    monkeypatch.setattr("tandem.organisation.intake.journal.os.fsync", Mock(side_effect=OSError))
    with pytest.raises(OSError):
        office.apply(kept)
    assert not Person.objects.exists()
    assert Import.objects.get().state == ImportState.CHECKED
    monkeypatch.undo()
    office.apply(kept)
    undo(office, kept)
    assert not Person.objects.exists()


def test_it_names_new_rows_and_keeps_changed_ones_as_they_were(office: Office) -> None:
    office.bring(BOTH)
    kept = applied(office, HEADER + EVA + SAM.replace("Weir", "Berg") + ANA)
    lines = list(Kept(intake.folder_of(office.uploads, kept.pk)).lines())
    before = [line for line in lines if "before" in line and line["model"].endswith("Person")]
    assert before[0]["fields"] == ["id", "number", "first_name", "last_name", "email"]
    assert before[0]["before"] == [
        [str(sam().pk), "2", "Sam", "Weir", "sam@varnholm.example"]
    ]  # fmt: skip
    new = [line for line in lines if "new" in line and line["model"].endswith("Person")]
    assert new[0]["new"] == [Person.objects.get(number="3").pk.hex]


def test_it_goes_once_the_import_is_undone_and_stays_for_older_ones(
    office: Office, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    first = applied(office, BOTH)
    second = applied(office, BOTH + ANA)
    with django_capture_on_commit_callbacks(execute=True):
        undo(office, second)
    assert not (intake.folder_of(office.uploads, second.pk) / JOURNAL).exists()
    assert (intake.folder_of(office.uploads, first.pk) / JOURNAL).exists()


def test_one_that_was_cut_short_is_not_believed(office: Office) -> None:
    kept = applied(office, BOTH)
    path = intake.folder_of(office.uploads, kept.pk) / JOURNAL
    whole = path.read_bytes()
    for length in (0, 1, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:length])
        with pytest.raises(JournalUnusable):
            Kept(path.parent)
    path.write_bytes(whole)
    assert json.loads(whole.splitlines()[-1]) == {"whole": True}
    assert list(Kept(path.parent).lines())


def test_a_new_one_takes_the_place_of_one_left_behind(office: Office) -> None:
    kept = office.keep(BOTH)
    folder = intake.folder_of(office.uploads, kept.pk)
    (folder / JOURNAL).write_text("left behind by a stroke of lightning")
    office.apply(kept)
    undo(office, kept)
    assert not Person.objects.exists()
    with Journal.new(folder):
        pass
    assert list(Kept(folder).lines()) == []


def test_jobs_of_somebody_known_keep_their_ids_through_an_undo(office: Office) -> None:
    office.bring(BOTH)
    job = Spell.objects.get(employment__person__number="2").pk
    office.at = MONDAY + timedelta(days=40)
    office.bring(EVERYTHING[HISTORY], shape=HISTORY)
    undo(office)
    assert Spell.objects.get(employment__person__number="2").pk == job
    assert jobs("2") == ["2021-03-01 – . | Varnholm / Sales | 1 | Seller"]

"""The last administrator vanishes by no import or undo, nor unseen by leaving on a known day."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import OPERATOR, record
from tandem.access.models import Account
from tandem.access.roles import NEVER_WITHOUT, Administrator, HRAdministrator, Role
from tandem.cli.doctor import holders as doctor_says
from tandem.organisation import actions
from tandem.organisation.intake import undoing
from tandem.organisation.intake.refusals import ManyChanges, UnableToApply
from tandem.organisation.models import Employment, Import, Person, RoleGrant
from tandem.organisation.tests.intake.office import Office
from tandem.organisation.widening import (
    LastOne,
    UnableToGive,
    holders,
    last_ones,
    left_to_nobody,
)
from tandem.partnership.registers import obligations
from tandem.partnership.testing import MONDAY, TUESDAY, Cast

TODAY = TUESDAY.date()


def leaves(person: Person, on: date) -> None:
    stay = Employment.objects.of(person).get()
    stay.end_on = on
    record("person.left", stay, by=OPERATOR, at=TUESDAY)


def close(person: Person) -> None:
    """Past the door that keeps the last one in."""
    assert person.account is not None
    Account.objects.filter(pk=person.account.pk).update(is_active=False)


def told(person: Person, today: date = TODAY) -> list[str]:
    return [one.sentence for one in obligations(person, today) if "who can sign in" in one.sentence]


def found() -> list[str]:
    return [finding.sentence for finding in doctor_says(settings.SITE)]


def test_while_both_roles_are_held_there_is_nothing_to_say(cast: Cast) -> None:
    assert last_ones(TODAY) == []
    assert told(cast.pia) == told(cast.farid) == found() == []


def test_the_page_of_today_says_that_the_last_one_leaves(cast: Cast, sign_in: SignIn) -> None:
    leaves(cast.pia, TODAY + timedelta(days=6))
    said = "Pia Novak is the last Administrator who can sign in, and leaves."
    assert said in sign_in(cast.farid).get(reverse("today:page")).text


def test_before_the_last_administrator_leaves_today_and_the_doctor_say_so(cast: Cast) -> None:
    leaves(cast.pia, TODAY + timedelta(days=6))
    assert last_ones(TODAY) == [LastOne(Administrator, cast.pia, TODAY + timedelta(days=6))]
    said = "Pia Novak is the last Administrator who can sign in, and leaves."
    assert told(cast.pia) == told(cast.farid) == [said]
    assert told(cast.sam) == []
    assert "Pia Novak is the last Administrator who can sign in" in found()[0]
    assert "2026-11-30" in found()[0]


def test_who_leaves_far_from_now_is_not_spoken_of_yet(cast: Cast) -> None:
    leaves(cast.pia, TODAY + timedelta(days=61))
    assert last_ones(TODAY) == []
    assert last_ones(TODAY + timedelta(days=1)) != []


def test_another_one_who_stays_ends_it(cast: Cast) -> None:
    leaves(cast.pia, TODAY + timedelta(days=6))
    actions.grant_role(person=cast.leo, role=Administrator, why="Next", by=cast.pia, at=TUESDAY)
    assert told(cast.pia) == []


def test_after_the_last_one_left_it_is_said_and_the_terminal_gives_it(cast: Cast) -> None:
    leaves(cast.pia, MONDAY.date())
    assert holders(Administrator, TODAY) == []
    assert told(cast.farid) == ["Nobody who can sign in is Administrator."]
    assert "`tandem setup`" in found()[0]
    actions.grant_role(person=cast.leo, role=Administrator, by=OPERATOR, at=TUESDAY)
    assert told(cast.farid) == found() == []


def test_a_closed_account_holds_no_role_that_somebody_must_hold(cast: Cast) -> None:
    """Closing is done by no page yet; whatever does it is seen the same day."""
    actions.grant_role(person=cast.leo, role=Administrator, by=OPERATOR, at=MONDAY)
    close(cast.leo)
    assert holders(Administrator, TODAY) == [cast.pia]
    with pytest.raises(UnableToGive, match="Give the role to somebody else first"):
        actions.take_role_back(grant=RoleGrant.objects.of(cast.pia).get(), by=cast.pia, at=TUESDAY)
    close(cast.pia)
    assert told(cast.farid) == ["Nobody who can sign in is Administrator."]


def test_an_account_that_is_removed_is_seen_the_same_way(cast: Cast) -> None:
    """As erasing it would: the person stays, without a way in."""
    assert cast.farid.account is not None
    cast.farid.account.delete()
    assert told(cast.pia) == ["Nobody who can sign in is HR administrator."]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.fixture
def first(db: None) -> Person:
    """As `tandem setup` makes them: in no file, with both roles, and an account."""
    person = actions.add_person(
        first_name="Pia", last_name="Novak", email="pia@varnholm.example", area=None,
        by=OPERATOR, at=MONDAY,
    )  # fmt: skip
    for role in NEVER_WITHOUT:
        actions.grant_role(person=person, role=role, by=OPERATOR, at=MONDAY)
    actions.open_account(person=person, email=person.email, by=OPERATOR, at=MONDAY)
    return person


ROSTER = (
    "Employee ID,First name,Last name,Department,Hire date,Leave date\n"
    "1,Ada,Berg,Supply,2020-01-01,\n"
    "2,Bo,Lund,Supply,2020-01-01,{bo}\n"
)


def bo(*, role: type[HRAdministrator] | type[Administrator] = Administrator) -> Person:
    """From the file, with an account and the role, the only one who has it."""
    person = Person.objects.get(number="2")
    actions.grant_role(person=person, role=role, by=OPERATOR, at=MONDAY)
    actions.open_account(person=person, email="bo@varnholm.example", by=OPERATOR, at=MONDAY)
    return person


def notes(office: Office, content: str, *, full_roster: bool = False) -> list[str]:
    report = office.look(content, full_roster=full_roster)
    return [each.reason for each in report.problems if each.kind == "last_one_leaves"]


def test_the_first_administrator_who_is_in_no_file_stays_one(office: Office, first: Person) -> None:
    office.bring(ROSTER.format(bo=""), full_roster=True)
    office.bring(ROSTER.format(bo=""), full_roster=True)
    for role in NEVER_WITHOUT:
        assert holders(role, TODAY) == [first]
    assert last_ones(TODAY) == []


@pytest.mark.parametrize("how", ["a leave date", "a full roster without them"])
@pytest.mark.parametrize("role", NEVER_WITHOUT, ids=lambda role: role.key)
def test_a_dry_run_says_that_the_last_one_leaves_and_the_import_waits_for_somebody_else(
    office: Office, db: None, how: str, role: type[HRAdministrator] | type[Administrator]
) -> None:
    office.bring(ROSTER.format(bo=""))
    person = bo(role=role)
    gone = ROSTER.format(bo="2026-11-01")
    if how != "a leave date":
        gone = "".join(ROSTER.splitlines(keepends=True)[:2])
    full = how != "a leave date"
    said = f"Bo Lund leaves, and is the last one who can sign in as “{role.name}”."
    assert notes(office, gone, full_roster=full) == [said]
    with pytest.raises(UnableToApply, match=f"nobody who can sign in would be {role.name}") as no:
        office.bring(gone, full_roster=full)
    assert not isinstance(no.value, ManyChanges), "no tick takes it away"
    assert holders(role, TODAY) == [person]
    assert not Employment.objects.exclude(end_on=None).exists()
    other = Person.objects.get(number="1")
    actions.grant_role(person=other, role=role, by=OPERATOR, at=MONDAY)
    actions.open_account(person=other, email="ada@varnholm.example", by=OPERATOR, at=MONDAY)
    office.bring(gone, full_roster=full)
    assert holders(role, TODAY) == [other]


def test_who_leaves_on_a_day_to_come_is_taken_in_and_spoken_of(office: Office, db: None) -> None:
    office.bring(ROSTER.format(bo=""))
    person = bo()
    office.bring(ROSTER.format(bo="2026-11-30"))
    assert holders(Administrator, TODAY) == [person]
    assert "Bo Lund is the last Administrator who can sign in" in " ".join(found())


def test_while_another_one_stays_a_dry_run_says_nothing(office: Office, first: Person) -> None:
    office.bring(ROSTER.format(bo=""))
    bo()
    assert notes(office, ROSTER.format(bo="2026-11-01")) == []


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_an_import_and_a_role_taken_back_at_once_leave_one(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bo leaves by the file, and while it is applied Ada takes her own role back."""
    office.bring(ROSTER.format(bo=""))
    bo()
    ada = Person.objects.get(number="1")
    grant = actions.grant_role(person=ada, role=Administrator, by=OPERATOR, at=MONDAY)
    actions.open_account(person=ada, email="ada@varnholm.example", by=OPERATOR, at=MONDAY)
    outcomes: list[str] = []

    def take_back() -> None:
        try:
            actions.take_role_back(grant=grant, by=OPERATOR, at=TUESDAY)
            outcomes.append("taken")
        except UnableToGive:
            outcomes.append("kept")
        finally:
            connection.close()

    beside = threading.Thread(target=take_back)

    def looked(held: Iterable[type[Role]], today: date) -> list[str]:
        alone = left_to_nobody(held, today)
        beside.start()
        beside.join(1)  # it waits for the import, or is done by now
        return alone

    monkeypatch.setattr("tandem.organisation.intake.applying.left_to_nobody", looked)
    office.bring(ROSTER.format(bo="2026-11-01"))
    beside.join()
    assert outcomes == ["kept"]
    assert holders(Administrator, TODAY) == [ada]


def test_an_import_that_brought_the_last_one_is_not_undone(office: Office, db: None) -> None:
    office.bring(ROSTER.format(bo=""))
    person = bo()
    import_ = Import.objects.get()
    sentences = " ".join(
        block.sentence for block in undoing.in_the_way(import_, uploads=office.uploads)
    )
    assert "Bo Lund can sign in by now." in sentences
    assert "1 role about Bo Lund" in sentences
    with pytest.raises(undoing.UnableToUndo):
        undoing.undo(import_=import_, by=OPERATOR, at=TUESDAY, uploads=office.uploads)
    assert holders(Administrator, TODAY) == [person]


def test_an_undo_that_would_leave_nobody_waits_for_somebody_else(office: Office, db: None) -> None:
    """Bo left and came back with the import that is to be undone; the role is of this stay."""
    office.bring(ROSTER.format(bo=""))
    office.bring(ROSTER.format(bo="2021-01-01"))
    office.bring(ROSTER.format(bo="").replace("2,Bo,Lund,Supply,2020", "2,Bo,Lund,Supply,2025"))
    person = bo()
    latest = undoing.latest_applied()
    assert latest is not None
    with pytest.raises(undoing.UnableToUndo, match="nobody who can sign in would be Administrator"):
        undoing.undo(import_=latest, by=OPERATOR, at=TUESDAY, uploads=office.uploads)
    assert holders(Administrator, TODAY) == [person]
    other = Person.objects.get(number="1")
    actions.grant_role(person=other, role=Administrator, by=OPERATOR, at=TUESDAY)
    actions.open_account(person=other, email="ada@varnholm.example", by=OPERATOR, at=TUESDAY)
    undoing.undo(import_=latest, by=OPERATOR, at=TUESDAY, uploads=office.uploads)
    assert holders(Administrator, TODAY) == [other]

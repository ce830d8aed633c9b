"""People, areas and duties set up by hand, and links that let somebody choose a password."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from tandem.access.audit import OPERATOR
from tandem.access.models import Account, Event
from tandem.access.roles import CHRO, Administrator, Employee, HRAdministrator, HRPartner, Leader
from tandem.organisation import actions
from tandem.organisation.actions import INVITATION_DAYS, UnableToJoin
from tandem.organisation.models import (
    Area,
    Assignment,
    Duty,
    Employment,
    Invitation,
    Person,
    RoleGrant,
    Spell,
)
from tandem.organisation.tests.intake.office import LATER, MONDAY, TODAY, areas

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
PASSWORD = "orange-tram-lantern"


def area(name: str = "Operations", parent: Area | None = None) -> Area:
    return actions.add_area(name=name, parent=parent, by=OPERATOR, at=MONDAY)


def person(first: str, where: Area | None = None) -> Person:
    return actions.add_person(
        first_name=first,
        last_name="Lindqvist",
        email=f"{first}@varnholm.example",
        area=where,
        by=OPERATOR,
        at=MONDAY,
    )


def events(what: str) -> int:
    return Event.objects.filter(what=what).count()


def periods(duty: Duty) -> list[tuple[str, date, date | None]]:
    held = Assignment.objects.filter(duty=duty).select_related("person").order_by("start_on")
    return [(each.person.first_name, each.start_on, each.end_on) for each in held]


# Areas


def test_areas_are_a_tree() -> None:
    supply = area("Supply", area("Varnholm Foods"))
    area("Operations", supply)
    assert areas() == [
        "Varnholm Foods",
        "Varnholm Foods / Supply",
        "Varnholm Foods / Supply / Operations",
    ]
    assert events("area.added") == 3


def test_two_areas_of_one_name_below_another_are_refused() -> None:
    top = area("Varnholm Foods")
    area("Supply", top)
    with pytest.raises(ValidationError):
        area("Supply", top)
    with pytest.raises(ValidationError):
        area("Varnholm Foods")
    area("Varnholm Foods", top)  # elsewhere the name is free
    assert events("area.added") == Area.objects.count() == 3


@pytest.mark.parametrize("name", ["", "   ", "x" * 201])
def test_an_area_needs_a_name_that_fits(name: str) -> None:
    with pytest.raises(ValidationError):
        area(name)
    assert not Area.objects.exists()


# People


def test_a_person_is_here_from_the_day_they_are_added() -> None:
    sam = person("Sam", area())
    assert sam.name == "Sam Lindqvist"
    assert sam.email == "sam@varnholm.example"  # addresses are kept in small letters
    [stay] = Employment.objects.of(sam)
    [job] = Spell.objects.of(sam)
    assert (stay.start_on, stay.end_on, job.start_on, job.area.name) == (
        TODAY,
        None,
        TODAY,
        "Operations",
    )
    assert events("person.added") == 1
    assert not sam.is_here(TODAY - DAY)
    assert sam.is_here(TODAY)


def test_somebody_from_outside_has_no_job_and_counts_as_here() -> None:
    pia = person("Pia")
    assert not Employment.objects.of(pia).exists()
    assert pia.is_here(TODAY)
    assert pia.roles(TODAY) == {Employee}


def test_an_address_must_be_one() -> None:
    with pytest.raises(ValidationError):
        actions.add_person(
            first_name="Sam", last_name="", email="sam", area=None, by=OPERATOR, at=MONDAY
        )
    assert not Person.objects.exists()
    assert events("person.added") == 0


# Who leads, who is HR partner


@pytest.mark.parametrize(("duty", "role"), [(Duty.LEADS, Leader), (Duty.HR_PARTNER, HRPartner)])
def test_a_duty_is_a_role_from_its_day_on(duty: Duty, role: type) -> None:
    where = area()
    sam = person("Sam", where)
    give(duty, where, sam)
    assert role in sam.roles(TODAY)
    assert role not in sam.roles(TODAY - DAY)
    assert events(f"area.{duty}.set") == 1


def give(duty: Duty, where: Area, who: Person, since: date | None = None) -> Assignment:
    acts = {Duty.LEADS: actions.set_leader, Duty.HR_PARTNER: actions.set_hr_partner}
    return acts[duty](area=where, person=who, since=since, by=OPERATOR, at=MONDAY)


@pytest.mark.parametrize("duty", Duty)
def test_the_next_one_takes_the_place_of_the_former(duty: Duty) -> None:
    where = area()
    sam, ana = person("Sam", where), person("Ana", where)
    give(duty, where, sam, since=TODAY - 10 * DAY)
    give(duty, where, ana)
    assert periods(duty) == [("Sam", TODAY - 10 * DAY, TODAY), ("Ana", TODAY, None)]
    assert events(f"area.{duty}.ended") == 1


@pytest.mark.parametrize("duty", Duty)
def test_naming_the_same_person_again_changes_nothing(duty: Duty) -> None:
    where = area()
    sam = person("Sam", where)
    assert give(duty, where, sam) == give(duty, where, sam)
    assert periods(duty) == [("Sam", TODAY, None)]
    assert events(f"area.{duty}.set") == 1


def test_the_two_duties_of_an_area_do_not_touch_each_other() -> None:
    where = area()
    sam, mira = person("Sam", where), person("Mira", where)
    give(Duty.LEADS, where, sam)
    give(Duty.HR_PARTNER, where, mira)
    assert periods(Duty.LEADS) == [("Sam", TODAY, None)]
    assert periods(Duty.HR_PARTNER) == [("Mira", TODAY, None)]


def test_one_person_may_lead_several_areas() -> None:
    one, other = area("One"), area("Other")
    sam = person("Sam", one)
    give(Duty.LEADS, one, sam)
    give(Duty.LEADS, other, sam)
    assert len(periods(Duty.LEADS)) == 2


# Granted roles


@pytest.mark.parametrize("role", [CHRO, HRAdministrator, Administrator])
def test_a_role_is_granted_from_today_and_once(role: type[CHRO]) -> None:
    sam = person("Sam")
    first = actions.grant_role(person=sam, role=role, by=OPERATOR, at=MONDAY)
    again = actions.grant_role(person=sam, role=role, by=OPERATOR, at=LATER)
    assert first == again
    assert role in sam.roles(TODAY)
    assert role not in sam.roles(TODAY - DAY)
    assert events("role.granted") == RoleGrant.objects.count() == 1


def test_a_role_that_follows_from_work_cannot_be_granted() -> None:
    sam = person("Sam")
    with pytest.raises(ValidationError):
        actions.grant_role(person=sam, role=Leader, by=OPERATOR, at=MONDAY)
    assert not RoleGrant.objects.exists()


# Invitations


def invite(who: Person, email: str = "", at: datetime = MONDAY) -> tuple[Invitation, str]:
    return actions.invite(person=who, email=email or who.email, by=person_inviting(), at=at)


def person_inviting() -> Person:
    return Person.objects.filter(first_name="Farid").first() or person("Farid")


def join(token: str, at: datetime = MONDAY) -> Account:
    return actions.accept_invitation(token=token, password=PASSWORD, at=at)


def test_a_link_lets_somebody_choose_a_password() -> None:
    sam = person("Sam")
    _invitation, token = invite(sam)
    account = join(token)
    sam.refresh_from_db()
    assert sam.account == account
    assert account.email == "sam@varnholm.example"
    assert account.check_password(PASSWORD)
    assert events("invitation.made") == events("invitation.used") == 1


def test_only_a_hash_of_the_link_is_kept() -> None:
    invitation, token = invite(person("Sam"))
    assert len(token) >= 43  # 256 bits
    assert token not in str(vars(invitation))
    assert invitation.token_hash == actions.token_hash(token)
    assert actions.token_hash(token) != actions.token_hash(token + "x")


def test_every_link_is_another() -> None:
    sam = person("Sam")
    tokens = {invite(sam)[1] for _ in range(5)}
    assert len(tokens) == 5


def test_a_link_works_once() -> None:
    _invitation, token = invite(person("Sam"))
    join(token)
    with pytest.raises(UnableToJoin, match="used or is too old"):
        join(token)
    assert Account.objects.count() == 1


def test_a_link_works_for_fourteen_days() -> None:
    sam = person("Sam")
    _invitation, token = invite(sam)
    end = MONDAY + timedelta(days=INVITATION_DAYS)
    assert actions.invitation_of(token, at=end) is None
    with pytest.raises(UnableToJoin):
        join(token, end)
    last = end - timedelta(seconds=1)
    assert actions.invitation_of(token, at=last) is not None
    assert join(token, last).email == sam.email


def test_a_new_link_ends_the_one_before() -> None:
    sam = person("Sam")
    _one, old = invite(sam)
    _other, new = invite(sam, at=LATER - timedelta(days=20))
    with pytest.raises(UnableToJoin):
        join(old, LATER - timedelta(days=20))
    join(new, LATER - timedelta(days=20))
    assert events("invitation.withdrawn") == 1


@pytest.mark.parametrize("token", ["", "x", "é", "a" * 1000])
def test_a_link_nobody_was_given_does_not_work(token: str) -> None:
    invite(person("Sam"))
    with pytest.raises(UnableToJoin):
        join(token)
    assert not Account.objects.exists()


def test_who_can_sign_in_already_needs_no_link() -> None:
    sam = person("Sam")
    _invitation, token = invite(sam)
    join(token)
    with pytest.raises(UnableToJoin, match="Sam Lindqvist can sign in already"):
        invite(sam)


def test_an_address_signs_in_one_person_only() -> None:
    _one, token = invite(person("Sam"))
    join(token)
    _other, second = invite(person("Ana"), email="SAM@varnholm.example")
    with pytest.raises(UnableToJoin, match="This address signs in already"):
        join(second)
    assert Account.objects.count() == 1


def test_an_invitation_to_no_address_is_refused() -> None:
    with pytest.raises(ValidationError):
        invite(person("Sam"), email="not an address")
    assert not Invitation.objects.exists()

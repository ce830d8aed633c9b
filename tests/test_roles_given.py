"""Giving a role and taking it back: by whom, to whom, from when, and never the last one."""

import threading
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, models, transaction

from tandem.access.audit import OPERATOR, record
from tandem.access.models import Event
from tandem.access.roles import CHRO, Administrator, HRAdministrator, Permission, Role
from tandem.organisation import actions
from tandem.organisation.models import Employment, Grounds, RoleGrant
from tandem.organisation.widening import NoGrounds, UnableToGive, holders, in_force
from tandem.partnership.testing import MONDAY, TUESDAY, Cast

TODAY = TUESDAY.date()
WHY = "Holiday cover"


def test_an_hr_administrator_gives_the_roles_of_hr_with_their_grounds(cast: Cast) -> None:
    grant = actions.grant_role(person=cast.ana, role=CHRO, why=WHY, by=cast.farid, at=TUESDAY)
    assert cast.ana.may(Permission.SEE_EVERY_AREA, TODAY)
    [event] = Event.objects.about(grant.pk)
    assert (event.what, event.who) == ("role.granted", cast.farid.pseudonym)
    assert Grounds.objects.by_row([grant.pk]) == {grant.pk: WHY}


@pytest.mark.parametrize(
    ("giver", "role"),
    [("farid", Administrator), ("pia", CHRO), ("pia", HRAdministrator), ("helen", CHRO)],
)
def test_the_people_side_and_the_technical_side_give_only_their_own(
    cast: Cast, giver: str, role: type[Role]
) -> None:
    with pytest.raises(UnableToGive, match="Your roles do not give"):
        actions.grant_role(person=cast.ana, role=role, why=WHY, by=getattr(cast, giver), at=TUESDAY)
    assert not RoleGrant.objects.of(cast.ana).exists()


def test_nobody_gives_themselves_a_role(cast: Cast) -> None:
    with pytest.raises(UnableToGive, match="Nobody gives themselves a role"):
        actions.grant_role(person=cast.farid, role=CHRO, why=WHY, by=cast.farid, at=TUESDAY)
    assert not cast.farid.may(Permission.SEE_EVERY_AREA, TODAY)


@pytest.mark.parametrize("why", ["", "   "])
def test_a_person_says_why(cast: Cast, why: str) -> None:
    with pytest.raises(NoGrounds, match="Say in a few words why"):
        actions.grant_role(person=cast.ana, role=CHRO, why=why, by=cast.farid, at=TUESDAY)
    assert not RoleGrant.objects.of(cast.ana).exists()


def test_who_has_left_is_given_none(cast: Cast) -> None:
    with pytest.raises(UnableToGive, match="no longer works here"):
        actions.grant_role(person=cast.otto, role=CHRO, why=WHY, by=cast.farid, at=TUESDAY)


def test_the_terminal_needs_no_words(cast: Cast) -> None:
    grant = actions.grant_role(person=cast.ana, role=CHRO, by=OPERATOR, at=TUESDAY)
    assert Grounds.objects.by_row([grant.pk]) == {}


@pytest.mark.django_db
def test_grounds_are_never_empty_in_the_database(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Model.save(Grounds(about=cast.ana.pk, words=""))


def test_a_role_taken_back_on_the_day_it_was_given_opens_nothing_at_once(cast: Cast) -> None:
    grant = actions.grant_role(person=cast.ana, role=CHRO, why=WHY, by=cast.farid, at=TUESDAY)
    taken = actions.take_role_back(grant=grant, by=cast.farid, at=TUESDAY)
    assert taken.end_on == taken.start_on == TODAY
    assert not cast.ana.may(Permission.SEE_EVERY_AREA, TODAY)
    assert Event.objects.about(grant.pk).filter(what="role.taken_back").count() == 1


def test_taking_back_twice_keeps_the_first_day(cast: Cast) -> None:
    grant = RoleGrant.objects.of(cast.helen).get()
    actions.take_role_back(grant=grant, by=cast.farid, at=MONDAY)
    again = actions.take_role_back(grant=grant, by=cast.farid, at=TUESDAY)
    assert again.end_on == MONDAY.date()
    assert Event.objects.about(grant.pk).filter(what="role.taken_back").count() == 1


@pytest.mark.parametrize(("who", "by"), [("farid", "farid"), ("pia", "pia")])
def test_the_last_one_cannot_be_taken_away(cast: Cast, who: str, by: str) -> None:
    grant = RoleGrant.objects.of(getattr(cast, who)).get()
    with pytest.raises(UnableToGive, match="Give the role to somebody else first"):
        actions.take_role_back(grant=grant, by=getattr(cast, by), at=TUESDAY)
    assert RoleGrant.objects.get(pk=grant.pk).end_on is None


def test_somebody_without_an_account_or_who_has_left_does_not_count_as_another_one(
    cast: Cast,
) -> None:
    unseen = actions.add_person(
        first_name="Noor", last_name="Vos", email="", area=cast.areas.supply, by=OPERATOR, at=MONDAY
    )
    for person in (unseen, cast.otto):
        actions.grant_role(person=person, role=HRAdministrator, by=OPERATOR, at=MONDAY)
    grant = RoleGrant.objects.of(cast.farid).get()
    with pytest.raises(UnableToGive):
        actions.take_role_back(grant=grant, by=cast.farid, at=TUESDAY)


def test_with_another_one_it_can(cast: Cast) -> None:
    actions.grant_role(person=cast.ana, role=HRAdministrator, by=OPERATOR, at=MONDAY)
    actions.take_role_back(grant=RoleGrant.objects.of(cast.farid).get(), by=cast.farid, at=TUESDAY)
    assert holders(HRAdministrator, TODAY) == [cast.ana]


def test_the_technical_side_takes_no_role_of_hr(cast: Cast) -> None:
    with pytest.raises(UnableToGive, match="Your roles do not give"):
        actions.take_role_back(
            grant=RoleGrant.objects.of(cast.helen).get(), by=cast.pia, at=TUESDAY
        )


def test_after_a_return_the_role_can_be_given_anew(cast: Cast) -> None:
    back_on = TUESDAY + timedelta(days=365)
    actions.grant_role(person=cast.otto, role=HRAdministrator, by=OPERATOR, at=MONDAY)
    record(
        "person.hired_again", Employment(person=cast.otto, start_on=back_on.date()),
        by=OPERATOR, at=back_on,
    )  # fmt: skip
    assert in_force([*RoleGrant.objects.of(cast.otto)], back_on.date()) == []
    actions.grant_role(person=cast.otto, role=HRAdministrator, why=WHY, by=cast.farid, at=back_on)
    assert HRAdministrator in cast.otto.roles(back_on.date())
    assert RoleGrant.objects.of(cast.otto).still().count() == 1


def test_who_is_listed_as_holder_is_who_the_door_lets_in(cast: Cast) -> None:
    """Two readings of the same rule must never part."""
    actions.grant_role(person=cast.otto, role=CHRO, by=OPERATOR, at=MONDAY)
    for day in (date(2024, 3, 1), MONDAY.date() - timedelta(days=1), TODAY):
        grants = [*RoleGrant.objects.on(day).select_related("person")]
        listed = {(each.person_id, each.role) for each in in_force(grants, day)}
        let_in = {
            (each.person_id, each.role)
            for each in grants
            if each.role in {one.key for one in each.person.roles(day)} and each.person.is_here(day)
        }
        assert listed == let_in


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_who_take_each_others_role_at_once_leave_one() -> None:
    cast = Cast.gather()
    actions.grant_role(person=cast.ana, role=HRAdministrator, by=OPERATOR, at=MONDAY)
    ready = threading.Barrier(2, timeout=60)
    outcomes: list[str] = []

    def take(other: str, by: str) -> None:
        grant = RoleGrant.objects.of(getattr(cast, other)).get()
        ready.wait()
        try:
            actions.take_role_back(grant=grant, by=getattr(cast, by), at=TUESDAY)
            outcomes.append("taken")
        except UnableToGive:
            outcomes.append("kept")
        finally:
            connection.close()

    threads = [
        threading.Thread(target=take, args=names) for names in (("ana", "farid"), ("farid", "ana"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["kept", "taken"]
    assert len(holders(HRAdministrator, TODAY)) == 1

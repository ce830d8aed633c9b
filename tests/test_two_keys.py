"""Roles that two people give: one asks, another one confirms in time, once."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.access.models import Event
from tandem.access.roles import BY_TWO, CHRO, HRAdministrator, PrivacyOfficer, Role
from tandem.organisation import actions
from tandem.organisation.models import Grounds, Person, RoleGrant, TwoKeyRequest
from tandem.organisation.two_keys import (
    DAYS_TO_CONFIRM,
    UnableToSettle,
    ask_for_role,
    confirm,
    decline,
    may_confirm,
)
from tandem.organisation.widening import NoGrounds, UnableToGive
from tandem.partnership.registers import obligations
from tandem.partnership.testing import MONDAY, TUESDAY, Cast

TODAY = TUESDAY.date()
WHY = "Our new privacy office"


def asked(cast: Cast, *, role: type[Role] = PrivacyOfficer) -> TwoKeyRequest:
    return ask_for_role(person=cast.ana, role=role, why=WHY, by=cast.farid, at=MONDAY)


@pytest.mark.parametrize("role", BY_TWO, ids=lambda role: role.key)
def test_asked_by_one_and_confirmed_by_another_it_is_given(cast: Cast, role: type[Role]) -> None:
    request = asked(cast, role=role)
    assert role not in cast.ana.roles(TODAY)
    confirm(request=request, by=cast.pia, at=TUESDAY)
    grant = RoleGrant.objects.of(cast.ana).get()
    assert role in cast.ana.roles(TODAY)
    events = Event.objects.about(request.pk, grant.pk).order_by("id")
    assert [(each.what, each.who) for each in events] == [
        ("two_keys.asked", cast.farid.pseudonym),
        ("role.granted", cast.pia.pseudonym),
        ("two_keys.confirmed", cast.pia.pseudonym),
    ]
    assert set(Grounds.objects.by_row([request.pk, grant.pk]).values()) == {WHY}


@pytest.mark.parametrize("role", BY_TWO, ids=lambda role: role.key)
def test_one_alone_gives_it_to_nobody(cast: Cast, role: type[Role]) -> None:
    for by in (cast.farid, cast.pia, OPERATOR):
        with pytest.raises(UnableToGive, match="is given by two"):
            actions.grant_role(person=cast.ana, role=role, why=WHY, by=by, at=TUESDAY)
    assert not RoleGrant.objects.of(cast.ana).exists()


def test_a_role_of_one_hand_needs_no_second_person(cast: Cast) -> None:
    with pytest.raises(UnableToSettle, match="needs no second person"):
        asked(cast, role=CHRO)


def test_nobody_confirms_what_they_asked_for(cast: Cast) -> None:
    request = asked(cast)
    with pytest.raises(UnableToSettle, match="You asked for this yourself"):
        confirm(request=request, by=cast.farid, at=TUESDAY)
    assert not RoleGrant.objects.of(cast.ana).exists()


def test_nor_does_the_database_let_them(cast: Cast) -> None:
    request = asked(cast)
    request.outcome, request.settled_by, request.settled_at = "confirmed", cast.farid, TUESDAY
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Model.save(request)


def test_nobody_confirms_a_role_for_themselves(cast: Cast) -> None:
    request = ask_for_role(person=cast.pia, role=PrivacyOfficer, why=WHY, by=cast.farid, at=MONDAY)
    with pytest.raises(UnableToGive, match="Nobody gives themselves a role"):
        confirm(request=request, by=cast.pia, at=TUESDAY)


@pytest.mark.parametrize("who", ["helen", "sam", "mira", "kim"])
def test_who_gives_no_roles_neither_asks_nor_confirms(cast: Cast, who: str) -> None:
    person: Person = getattr(cast, who)
    with pytest.raises(UnableToGive, match="Your roles do not give"):
        ask_for_role(person=cast.ana, role=PrivacyOfficer, why=WHY, by=person, at=MONDAY)
    with pytest.raises(UnableToGive, match="Your roles do not give"):
        confirm(request=asked(cast), by=person, at=TUESDAY)


def test_it_is_asked_for_with_a_reason_and_once(cast: Cast) -> None:
    with pytest.raises(NoGrounds):
        ask_for_role(person=cast.ana, role=PrivacyOfficer, why=" ", by=cast.farid, at=MONDAY)
    asked(cast)
    with pytest.raises(UnableToSettle, match="asked for already"):
        asked(cast)
    assert TwoKeyRequest.objects.count() == 1


def test_who_holds_it_is_not_asked_for_again(cast: Cast) -> None:
    confirm(request=asked(cast), by=cast.pia, at=MONDAY)
    with pytest.raises(UnableToSettle, match="is Privacy officer already"):
        asked(cast)


@pytest.mark.parametrize(
    ("late", "given"),
    [
        (timedelta(days=DAYS_TO_CONFIRM) - timedelta(seconds=1), True),
        (timedelta(days=DAYS_TO_CONFIRM), False),
        (timedelta(days=DAYS_TO_CONFIRM + 9), False),
    ],
)
def test_it_is_confirmed_within_fourteen_days_or_not(
    cast: Cast, late: timedelta, given: bool
) -> None:
    request, at = asked(cast), MONDAY + late
    assert may_confirm(request, cast.pia, at) is given
    if given:
        confirm(request=request, by=cast.pia, at=at)
    else:
        with pytest.raises(UnableToSettle, match="waited too long"):
            confirm(request=request, by=cast.pia, at=at)
    assert RoleGrant.objects.of(cast.ana).exists() is given


def test_after_it_waited_too_long_it_can_be_asked_for_anew(cast: Cast) -> None:
    asked(cast)
    later = MONDAY + timedelta(days=DAYS_TO_CONFIRM)
    again = ask_for_role(person=cast.ana, role=PrivacyOfficer, why=WHY, by=cast.farid, at=later)
    confirm(request=again, by=cast.pia, at=later)
    assert PrivacyOfficer in cast.ana.roles(later.date())


def test_declining_says_why_and_settles_it(cast: Cast) -> None:
    request = asked(cast)
    with pytest.raises(UnableToSettle, match="Say in a few words why"):
        decline(request=request, why="  ", by=cast.pia, at=TUESDAY)
    decline(request=request, why="She moves in May", by=cast.pia, at=TUESDAY)
    with pytest.raises(UnableToSettle, match="Pia Novak settled this already: declined"):
        confirm(request=request, by=cast.pia, at=TUESDAY)
    assert not RoleGrant.objects.of(cast.ana).exists()
    assert Event.objects.about(request.pk).filter(what="two_keys.declined").count() == 1


def test_who_asked_takes_it_back(cast: Cast) -> None:
    taken = decline(request=asked(cast), why="Asked too early", by=cast.farid, at=TUESDAY)
    assert (taken.outcome, taken.settled_by) == ("declined", cast.farid)


def test_a_first_key_taken_away_meanwhile_counts_no_longer(cast: Cast) -> None:
    request = asked(cast)
    actions.grant_role(person=cast.leo, role=HRAdministrator, by=OPERATOR, at=MONDAY)
    held = RoleGrant.objects.of(cast.farid).get()
    actions.take_role_back(grant=held, by=cast.leo, at=MONDAY)
    with pytest.raises(UnableToSettle, match="could no longer ask"):
        confirm(request=request, by=cast.pia, at=TUESDAY)


def test_one_person_alone_takes_it_back(cast: Cast) -> None:
    confirm(request=asked(cast), by=cast.pia, at=MONDAY)
    actions.take_role_back(grant=RoleGrant.objects.of(cast.ana).get(), by=cast.farid, at=TUESDAY)
    assert PrivacyOfficer not in cast.ana.roles(TODAY)


def test_it_waits_on_today_of_those_who_can_confirm_it_alone(cast: Cast) -> None:
    request = asked(cast)
    url = reverse("company:two_keys", args=[request.pk])

    def told(who: Person) -> bool:
        return url in {each.url for each in obligations(who, TODAY)}

    assert told(cast.pia)
    assert not any(told(who) for who in (cast.farid, cast.ana, cast.sam, cast.helen))
    confirm(request=request, by=cast.pia, at=TUESDAY)
    assert not told(cast.pia)


def test_on_the_pages_one_asks_and_the_other_confirms(cast: Cast, sign_in: SignIn) -> None:
    give = reverse("company:give_role", args=["case_handler"])
    farid, pia = sign_in(cast.farid), sign_in(cast.pia)
    form = {"q": "ana", "person": str(cast.ana.pk), "why": WHY}
    assert "This role takes two people" in farid.get(give, {"q": "ana"}).text
    farid.post(give, form)
    request = TwoKeyRequest.objects.get()
    page = reverse("company:two_keys", args=[request.pk])
    sentence = "Farid Nasser asks for Ana Duarte to be Case handler."
    assert sentence in pia.get(reverse("today:page")).text
    assert sentence in farid.get(reverse("company:roles")).text
    refused = farid.post(f"{page}confirm/")
    assert refused.status_code == 422
    assert "You asked for this yourself" in refused.text
    assert "Confirm it" in pia.get(page).text
    assert "Confirm it" not in farid.get(page).text
    pia.post(f"{page}confirm/")
    text = farid.get(reverse("company:roles")).text
    assert f"given by Pia Novak: {WHY}" in text
    again = pia.post(f"{page}confirm/")
    assert again.status_code == 422
    assert "Pia Novak settled this already: confirmed" in again.text


def test_a_page_declines_with_words_that_the_asker_reads(cast: Cast, sign_in: SignIn) -> None:
    page = reverse("company:two_keys", args=[asked(cast).pk])
    pia = sign_in(cast.pia)
    assert pia.post(f"{page}decline/", {"answer": ""}).status_code == 422
    pia.post(f"{page}decline/", {"answer": "She moves in May"})
    assert "She moves in May" in sign_in(cast.farid).get(page).text


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_of_two_who_settle_it_at_once_one_does_and_the_other_is_told() -> None:
    cast = Cast.gather()
    actions.grant_role(person=cast.leo, role=HRAdministrator, by=OPERATOR, at=MONDAY)
    request = asked(cast)
    ready = threading.Barrier(2, timeout=60)
    outcomes: list[str] = []

    def settle(by: Person, yes: bool) -> None:
        ready.wait()
        try:
            if yes:
                confirm(request=request, by=by, at=TUESDAY)
            else:
                decline(request=request, why="Not now", by=by, at=TUESDAY)
            outcomes.append("settled")
        except UnableToSettle as told:
            outcomes.append("told" if "settled this already" in str(told) else str(told))
        finally:
            connection.close()

    threads = [
        threading.Thread(target=settle, args=each) for each in ((cast.pia, True), (cast.leo, False))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["settled", "told"]
    settled = TwoKeyRequest.objects.get()
    assert RoleGrant.objects.of(cast.ana).exists() is (settled.outcome == "confirmed")

"""What a stranger, a colleague or somebody who has left might try, and does not get."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import OPERATOR, record
from tandem.access.models import Event, EventsStay
from tandem.access.roles import HRAdministrator
from tandem.organisation import actions
from tandem.organisation.models import Employment, Person
from tandem.partnership.commitments import actions as promises
from tandem.partnership.commitments.rules import Act
from tandem.partnership.known import findable
from tandem.partnership.testing import MONDAY, PASSWORD, TUESDAY, Cast
from tandem.website.bodies import HEAD_ALONE

NEXT_YEAR = TUESDAY + timedelta(days=365)
WORDS = "four small brown owls"
TWICE = {"password": WORDS, "again": WORDS}


@pytest.mark.parametrize("size", ["many", str(3 * 1024 * 1024)])
def test_a_large_body_from_a_stranger_is_not_read(db: None, size: str) -> None:
    answer = Client().generic("POST", reverse("account_login"), b"x", CONTENT_LENGTH=size)
    assert answer.status_code == 413
    assert "This is more than Tandem takes here." in answer.text


def test_a_large_body_is_read_for_an_import_of_somebody_signed_in(
    cast: Cast, sign_in: SignIn
) -> None:
    url = reverse("company:new_import")
    size = str(3 * 1024 * 1024)
    assert Client().generic("POST", url, b"x", CONTENT_LENGTH=size).status_code == 413
    assert sign_in(cast.farid).generic("POST", url, b"x", CONTENT_LENGTH=size).status_code != 413
    farid = sign_in(cast.farid)
    farid.defaults[HEAD_ALONE] = "yes"
    ahead = farid.generic("POST", url, b"", CONTENT_LENGTH=size)
    assert ahead.status_code == 100  # "the rest, please"
    other = reverse("commitments:new")
    assert sign_in(cast.farid).generic("POST", other, b"x", CONTENT_LENGTH=size).status_code == 413


def test_a_list_of_names_finds_nobody_by_chance(cast: Cast) -> None:
    every_first = "Leo Helen Farid Pia Eva Vera Mira"
    every_last = "Storm Lund Novak Hartmann Nasser Achterberg Okafor"
    found = findable(f"{every_first} {every_last}", cast.kim, TUESDAY.date()).people
    # Side by side stand only "Mira Storm", and nobody is called that.
    assert cast.leo not in found
    assert cast.helen not in found


def test_at_most_three_strangers_are_found_in_one_line(cast: Cast) -> None:
    line = "Leo Hartmann, Helen Achterberg, Farid Nasser, Pia Novak, Eva Storm, Vera Lund"
    circle = findable(line, cast.kim, TUESDAY.date()).people
    strangers = {cast.leo, cast.helen, cast.farid, cast.pia, cast.eva, cast.vera} & set(circle)
    assert len(strangers) <= 3


def test_a_found_colleague_is_named_without_an_address(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.kim)
    line = {"line": "send the rota to Leo Hartmann by Friday"}
    assert cast.leo.email not in client.post(reverse("today:quick"), line).text
    given = {"with": str(cast.leo.pk)}
    assert cast.leo.email not in client.get(reverse("commitments:new"), given).text


def test_a_role_ends_with_the_stay_it_was_granted_in(cast: Cast) -> None:
    actions.grant_role(person=cast.otto, role=HRAdministrator, by=OPERATOR, at=MONDAY)
    back = Employment(person=cast.otto, start_on=NEXT_YEAR.date())
    record("person.hired_again", back, by=OPERATOR, at=NEXT_YEAR)
    assert cast.otto.is_here(NEXT_YEAR.date())
    assert HRAdministrator not in cast.otto.roles(NEXT_YEAR.date())


def test_a_role_granted_after_the_return_counts(cast: Cast) -> None:
    back = Employment(person=cast.otto, start_on=NEXT_YEAR.date())
    record("person.hired_again", back, by=OPERATOR, at=NEXT_YEAR)
    actions.grant_role(person=cast.otto, role=HRAdministrator, by=OPERATOR, at=NEXT_YEAR)
    assert HRAdministrator in cast.otto.roles(NEXT_YEAR.date())


def test_who_has_left_changes_no_password(cast: Cast, sign_in: SignIn) -> None:
    new = {"oldpassword": PASSWORD, "password1": WORDS, "password2": WORDS}
    answer = sign_in(cast.otto).post(reverse("account_change_password"), new)
    assert answer.headers["Location"] == reverse("account_login")
    cast.otto.refresh_from_db()
    assert cast.otto.account is not None
    assert cast.otto.account.check_password(PASSWORD)


def invited(cast: Cast, first: str) -> tuple[Person, str]:
    person = actions.add_person(
        first_name=first, last_name="Bos", email=f"{first}@varnholm.example".lower(),
        area=cast.areas.operations, by=OPERATOR, at=MONDAY,
    )  # fmt: skip
    _, token = actions.invite(person=person, email=person.email, by=cast.farid, at=MONDAY)
    return person, token


def test_who_left_before_following_the_link_does_not_come_in(cast: Cast) -> None:
    person, token = invited(cast, "Noor")
    stay = Employment.objects.of(person).get()
    stay.end_on = TUESDAY.date()
    record("person.left", stay, by=OPERATOR, at=TUESDAY)
    assert Client().get(reverse("invitation", args=[token])).status_code == 410
    assert Client().post(reverse("invitation", args=[token]), TWICE).status_code == 410


def test_an_older_link_gives_no_new_password_to_who_signs_in_already(cast: Cast) -> None:
    person, token = invited(cast, "Noor")
    actions.open_account(person=person, email=person.email, by=OPERATOR, at=TUESDAY)
    with pytest.raises(actions.UnableToJoin):
        actions.accept_invitation(token=token, password=WORDS, at=TUESDAY)


def test_a_changed_password_is_an_event(cast: Cast, sign_in: SignIn) -> None:
    new = {"oldpassword": PASSWORD, "password1": WORDS, "password2": WORDS}
    sign_in(cast.sam).post(reverse("account_change_password"), new)
    [event] = Event.objects.filter(what="password.chosen")
    assert (event.actor, event.who) == ("person", cast.sam.pseudonym)


@pytest.mark.django_db
def test_events_refuse_to_be_changed_or_removed_together() -> None:
    Event.objects.create(what="x", actor="system", about=uuid.uuid4(), at=MONDAY)
    with pytest.raises(EventsStay):
        Event.objects.update(what="y")
    with pytest.raises(EventsStay):
        Event.objects.all().delete()
    with pytest.raises(EventsStay), transaction.atomic():
        Event.objects.bulk_update([], ["what"])


@pytest.mark.parametrize(
    "elsewhere",
    [
        "http://localhost/evil",
        "//127.0.0.1/x",
        "https://evil.example",
        "///evil.example",
        "/\\evil",
    ],
)
def test_signing_in_leads_nowhere_else(cast: Cast, elsewhere: str) -> None:
    form = {"login": cast.sam.email, "password": PASSWORD, "next": elsewhere}
    answer = Client().post(reverse("account_login"), form)
    assert answer.headers["Location"] == reverse("today:page")


def test_signing_in_goes_on_where_one_wanted_to_go(cast: Cast) -> None:
    form = {"login": cast.sam.email, "password": PASSWORD, "next": "/app/promises/"}
    assert Client().post(reverse("account_login"), form).headers["Location"] == "/app/promises/"


def test_an_invitation_link_names_the_site_and_not_the_request(
    cast: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from django.conf import settings

    person, _ = invited(cast, "Noor")
    site = replace(settings.SITE, url="https://tandem.varnholm.example")
    with override_settings(SITE=site):
        url = reverse("company:invite", args=[person.pk])
        text = sign_in(cast.farid).post(url, {"email": person.email}).text
    assert "https://tandem.varnholm.example/app/invitation/" in text


def test_nobody_who_has_left_is_paired_or_promised_anything(cast: Cast, sign_in: SignIn) -> None:
    form = {
        "area": "Operations", "leader_name": "Otto Kranz", "leader_email": cast.otto.email,
        "hr_name": "Mira Okafor", "hr_email": cast.mira.email,
    }  # fmt: skip
    answer = sign_in(cast.farid).post(reverse("company:pair"), form)
    assert answer.status_code == 422
    assert "Otto Kranz no longer works here." in answer.text
    said = promises.Said(what="The keys", due_on=date(2026, 12, 1))
    draft = promises.save_draft(
        customer=cast.otto, performer=cast.sam, said=said, by=cast.sam, at=MONDAY
    )
    with pytest.raises(promises.UnableToPromise, match="no longer works here"):
        promises.take(commitment=draft, act=Act.SEND_DRAFT, said=said, by=cast.sam, at=TUESDAY)

"""Signing in and out, invitations, and what the answers carry."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.access.models import Account, Event, Session
from tandem.access.roles import Administrator
from tandem.organisation import actions
from tandem.organisation.models import Invitation, Person
from tandem.partnership.testing import PASSWORD as CAST_PASSWORD
from tandem.partnership.testing import TUESDAY, Cast
from tandem.website import clock
from tandem.website.tests.proofs import is_in, type_password

PASSWORD = "four small brown owls"
TWICE = {"password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def noor(cast: Cast) -> Person:
    return actions.add_person(
        first_name="Noor", last_name="Bos", email="noor.bos@varnholm.example",
        area=cast.areas.operations, by=OPERATOR, at=TUESDAY,
    )  # fmt: skip


def link_for(person: Person) -> str:
    _, token = actions.invite(person=person, email=person.email, by=OPERATOR, at=TUESDAY)
    return reverse("invitation", args=[token])


def test_an_invited_person_chooses_a_password_and_is_in(noor: Person, client: Client) -> None:
    answer = client.post(link_for(noor), TWICE)
    assert answer.headers["Location"] == reverse("today:page")
    assert client.get(reverse("me")).status_code == 200
    noor.refresh_from_db()
    assert noor.account is not None
    assert noor.account.password.startswith("argon2$argon2id$")
    assert Event.objects.filter(what="invitation.used", who=noor.pseudonym).count() == 1


def test_a_link_works_once(noor: Person, client: Client) -> None:
    link = link_for(noor)
    client.post(link, TWICE)
    assert Client().get(link).status_code == 410
    assert Client().post(link, TWICE).status_code == 410


def test_a_new_link_ends_the_one_before(noor: Person, client: Client) -> None:
    first = link_for(noor)
    link_for(noor)
    assert client.get(first).status_code == 410


@pytest.mark.parametrize(("days", "status"), [(13.99, 200), (14.01, 410)])
def test_a_link_lives_for_fourteen_days(
    noor: Person, client: Client, days: float, status: int
) -> None:
    link = link_for(noor)
    with clock.stopped(TUESDAY + timedelta(days=days)):
        assert client.get(link).status_code == status


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"password": "short", "again": "short"}, "too short"),
        ({"password": "password123", "again": "password123"}, "too common"),
        ({"password": "Noor.Bos@varnholm", "again": "Noor.Bos@varnholm"}, "too similar to the"),
        ({"password": PASSWORD, "again": "four small brown cats"}, "The two passwords differ"),
        ({}, "This field is required"),
    ],
)
def test_a_password_that_will_not_do_is_said_so(
    noor: Person, client: Client, typed: dict[str, str], said: str
) -> None:
    answer = client.post(link_for(noor), typed)
    assert answer.status_code == 422
    assert said in answer.text
    assert not Account.objects.filter(email=noor.email).exists()


def test_nor_is_one_s_own_address_taken_for_a_new_one(cast: Cast) -> None:
    client = type_password(cast.sam)
    new = {"oldpassword": CAST_PASSWORD, "password1": cast.sam.email, "password2": cast.sam.email}
    assert "too similar to the" in client.post(reverse("account_change_password"), new).text
    assert is_in(type_password(cast.sam))


def test_only_a_hash_of_the_link_is_kept(noor: Person) -> None:
    token = link_for(noor).rstrip("/").rpartition("/")[2]
    assert token not in str(Invitation.objects.values())


def test_who_can_sign_in_gets_a_new_link_from_the_terminal_alone(
    cast: Cast, client: Client
) -> None:
    with pytest.raises(actions.UnableToJoin, match="Mira Okafor can sign in already"):
        actions.invite(person=cast.mira, email=cast.mira.email, by=cast.farid, at=TUESDAY)
    answer = client.post(link_for(cast.mira), TWICE)
    assert answer.status_code == 302
    account = Account.objects.get(email=cast.mira.email)
    assert account.check_password(PASSWORD)


def test_signing_in_takes_address_and_password_in_any_case(noor: Person) -> None:
    Client().post(link_for(noor), TWICE)
    client = Client()
    form = {"login": "Noor.Bos@Varnholm.example", "password": PASSWORD}
    answer = client.post(reverse("account_login"), form)
    assert answer.headers["Location"] == reverse("today:page")


def test_a_wrong_password_and_a_wrong_address_read_the_same(noor: Person) -> None:
    Client().post(link_for(noor), TWICE)
    tries = [(noor.email, "guess"), ("nobody@varnholm.example", "guess")]
    answers = [
        Client().post(reverse("account_login"), {"login": login, "password": password})
        for login, password in tries
    ]
    said = [re.findall(r'role="alert".*?</', answer.text, re.DOTALL) for answer in answers]
    assert said[0] == said[1] != []


def test_signing_in_begins_a_new_session(noor: Person) -> None:
    Client().post(link_for(noor), TWICE)
    client = Client()
    client.get(reverse("account_login"))
    session = client.session
    session["kept"] = "by an attacker"
    session.save()
    fixed = client.cookies["tandem"].value
    client.post(reverse("account_login"), {"login": noor.email, "password": PASSWORD})
    assert client.cookies["tandem"].value != fixed
    assert not Session.objects.filter(session_key=fixed).exists()


def test_coming_in_says_nothing_and_going_out_says_so(cast: Cast) -> None:
    browser = Client()
    words = {"login": cast.sam.email, "password": CAST_PASSWORD}
    inside = browser.post(reverse("account_login"), words, follow=True)
    assert list(inside.context["messages"]) == []
    outside = browser.post(reverse("account_logout"), follow=True)
    assert [str(each) for each in outside.context["messages"]] == ["You are signed out."]


def test_signing_out_ends_the_session_on_the_server(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.sam)
    before = client.cookies["tandem"].value
    client.post(reverse("account_logout"))
    again = Client()
    again.cookies["tandem"] = before
    assert again.get(reverse("me")).status_code == 302


def test_who_has_left_is_signed_out(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.otto)
    assert client.get(reverse("me")).headers["Location"] == reverse("account_login")
    assert "_auth_user_id" not in client.session


def test_the_session_cookie_stays_under_its_prefix(cast: Cast) -> None:
    form = {"login": cast.sam.email, "password": CAST_PASSWORD}
    answer = Client().post(reverse("account_login"), form)
    for name in ("tandem", "tandem_csrf"):
        cookie = answer.cookies[name]
        assert cookie["path"] == "/app/"
        assert cookie["httponly"]
    assert answer.cookies["tandem"]["samesite"] == "Lax"


def test_a_form_without_its_token_is_refused_in_words(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post(reverse("account_login"), {"login": "x@y.example", "password": "x"})
    assert answer.status_code == 403
    assert "Go back, load the page again" in answer.text


def test_my_page_names_my_roles(cast: Cast, sign_in: SignIn) -> None:
    text = sign_in(cast.sam).get(reverse("me")).text
    assert "Leader" in text
    assert "HR partner" not in text


def test_a_granted_role_opens_its_pages_at_once(cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.kim).get("/app/company/").status_code == 404
    actions.grant_role(person=cast.pia, role=Administrator, by=OPERATOR, at=TUESDAY)
    assert sign_in(cast.farid).get("/app/company/").status_code == 200

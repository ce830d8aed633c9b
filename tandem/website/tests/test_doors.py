"""What audits of such systems find, each tried once: known sessions, forged forms, guesses."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from conftest import SignIn
from tandem.access.models import Session
from tandem.organisation.models import Person
from tandem.partnership.testing import PASSWORD, Cast
from tandem.website.tests.access import ROWS
from tandem.website.tests.proofs import (
    code,
    factors,
    is_in,
    type_password,
    with_a_passkey,
    with_a_phone,
)

LOGIN = reverse("account_login")


# ---- a session somebody else knows


def test_a_session_known_before_signing_in_is_worth_nothing_after(cast: Cast) -> None:
    secret = with_a_phone(cast.sam)
    client = Client()
    client.get(LOGIN)
    type_password(cast.sam, client)
    at_the_second_proof = client.cookies["tandem"].value
    client.post(reverse("mfa_authenticate"), {"code": code(secret)})
    assert is_in(client)
    assert client.cookies["tandem"].value != at_the_second_proof
    stolen = Client()
    stolen.cookies["tandem"] = at_the_second_proof
    assert not is_in(stolen)
    assert not Session.objects.filter(session_key=at_the_second_proof).exists()


def test_between_password_and_second_proof_nothing_is_open(cast: Cast) -> None:
    with_a_phone(cast.sam)
    client = type_password(cast.sam)
    for name in ("today:page", "me", "sessions", "mfa_index", "mfa_activate_totp"):
        assert client.get(reverse(name)).status_code == 302
    client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert factors(cast.sam) == ["totp"]
    assert not is_in(client)


def test_two_people_after_each_other_in_one_browser_share_nothing(cast: Cast) -> None:
    with_a_phone(cast.sam)
    client = type_password(cast.sam)
    client.post(reverse("account_logout"))
    type_password(cast.kim, client)
    assert client.get(reverse("me")).context["me"] == cast.kim


# ---- forged requests


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("account_logout", {}),
        ("mfa_activate_totp", {"code": "000000"}),
        ("mfa_deactivate_totp", {}),
        ("mfa_generate_recovery_codes", {}),
        ("mfa_add_webauthn", {"credential": "{}"}),
        ("mfa_authenticate", {"code": "000000"}),
        ("mfa_login_webauthn", {"credential": "{}"}),
        ("account_change_password", {"oldpassword": PASSWORD}),
        ("end_other_sessions", {}),
        ("account_reauthenticate", {"password": PASSWORD}),
        ("account_set_password", {"password1": "four owls", "password2": "four owls"}),
        ("end_session", {}),
        ("mfa_remove_webauthn", {}),
        ("mfa_reauthenticate", {"code": "000000"}),
        ("mfa_reauthenticate_webauthn", {"credential": "{}"}),
    ],
)
def test_a_form_of_another_site_changes_nothing(
    cast: Cast, sign_in: SignIn, name: str, sent: dict[str, str]
) -> None:
    passkey, elsewhere = with_a_passkey(cast.sam), sign_in(cast.sam)
    assert cast.sam.account is not None
    [session] = Session.objects.of(cast.sam.account)
    about = {"end_session": [session.handle], "mfa_remove_webauthn": [passkey.pk]}
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.sam.account)
    assert client.post(reverse(name, args=about.get(name)), sent).status_code == 403
    assert is_in(client)
    assert is_in(elsewhere)
    assert factors(cast.sam) == ["webauthn"]


def test_no_door_that_changes_how_one_signs_in_is_left_out() -> None:
    """Each address of allauth and of sessions that takes a post stands in the list above."""
    [listed] = (
        mark.args[1]
        for mark in test_a_form_of_another_site_changes_nothing.pytestmark  # type: ignore[attr-defined]  # pytest keeps it there
        if mark.name == "parametrize"
    )
    posts = {row.address for row in ROWS if row.method == "POST"}
    doors = {each for each in posts if each.startswith(("mfa_", "account_", "end_"))}
    # Signing in changes nothing of somebody who is in; `test_sign_on` tries it by itself.
    assert doors - {"account_login"} <= {name for name, _ in listed}


def views(
    patterns: Iterable[URLPattern | URLResolver], prefix: str = ""
) -> Iterator[tuple[str, Callable[..., Any]]]:
    for each in patterns:
        if isinstance(each, URLResolver):
            name = f"{prefix}{each.namespace}:" if each.namespace else prefix
            yield from views(each.url_patterns, name)
        else:
            yield f"{prefix}{each.name}", each.callback


def test_only_where_no_session_reaches_is_a_form_taken_without_its_token() -> None:
    """A letter's links say by their address who acts; a provider's answer is signed."""
    every = dict(views(get_resolver().url_patterns))
    without = {name for name, view in every.items() if getattr(view, "csrf_exempt", False)}
    assert without - {"saml_acs"} == {"letters:act", "letters:stop"}


def test_looking_at_the_sign_out_page_signs_nobody_out(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.sam)
    client.get(reverse("account_logout"))
    assert is_in(client)


# ---- where one goes on


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/", "//evil.example/", "\\\\evil.example", "/\\evil.example",
        "https:evil.example", "javascript:alert(1)", "http://testserver@evil.example/",
        "https://testserver/", "\x00//evil.example", " //evil.example",
    ],
)  # fmt: skip
def test_one_goes_on_within_this_site_alone(cast: Cast, elsewhere: str) -> None:
    typed = {"login": cast.sam.email, "password": PASSWORD, "next": elsewhere}
    answer = Client().post(f"{LOGIN}?next={elsewhere}", typed)
    assert answer.headers["Location"] == reverse("today:page")
    left = type_password(cast.sam).post(reverse("account_logout"), {"next": elsewhere})
    assert left.headers["Location"] == LOGIN


def test_one_goes_on_where_one_wanted_to(cast: Cast) -> None:
    typed = {"login": cast.sam.email, "password": PASSWORD, "next": "/app/me/"}
    assert Client().post(LOGIN, typed).headers["Location"] == "/app/me/"


def test_another_host_is_not_answered(cast: Cast) -> None:
    answer = Client(raise_request_exception=False).get(LOGIN, HTTP_HOST="evil.example")
    assert answer.status_code == 400
    assert "evil.example" not in answer.text


def test_a_forwarded_host_is_not_believed(cast: Cast) -> None:
    answer = type_password(cast.sam).get(
        reverse("mfa_activate_totp"), HTTP_X_FORWARDED_HOST="evil.example"
    )
    assert "evil.example" not in answer.text


# ---- who has an account, and guesses


def said(answer: str) -> list[str]:
    return re.findall(r'role="alert".*?</div>', answer, re.DOTALL)


def attempt(login: str, password: str = "guess") -> str:
    return Client().post(LOGIN, {"login": login, "password": password}).text


def test_no_answer_tells_who_has_an_account_or_a_second_proof(cast: Cast) -> None:
    with_a_phone(cast.sam)
    answers = [said(attempt(each)) for each in (cast.sam.email, cast.kim.email, "x@y.example")]
    assert answers[0] == answers[1] == answers[2] != []


def test_the_passkey_door_tells_nothing_of_an_account(cast: Cast) -> None:
    with_a_phone(cast.sam)
    asked = Client().get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"})
    assert "allowCredentials" not in asked.text or '"allowCredentials": []' in asked.text


def test_after_five_wrong_passwords_an_address_waits_known_or_not(cast: Cast) -> None:
    for login in (cast.kim.email, "nobody@varnholm.example"):
        cache.clear()
        for _ in range(5):
            assert "too often" not in attempt(login)
        assert "too often" in attempt(login, PASSWORD)
    assert "too often" not in attempt(cast.sam.email)


def test_one_machine_that_tries_many_addresses_waits(cast: Cast) -> None:
    found = [attempt(f"somebody{number}@varnholm.example") for number in range(11)]
    assert "too often" not in found[9]
    assert "too often" in found[10]
    again = Client(REMOTE_ADDR="198.51.100.9")
    answer = again.post(LOGIN, {"login": cast.sam.email, "password": PASSWORD})
    assert answer.status_code == 302


def test_guessing_at_invitations_ends_after_twenty_a_minute(cast: Cast) -> None:
    client = Client()
    found = [client.get(reverse("invitation", args=[f"guess{n}"])).status_code for n in range(21)]
    assert found == [410] * 20 + [429]
    assert "too often" in client.get(reverse("invitation", args=["x"])).text


def test_guessing_codes_ends_for_the_day_after_thirty(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = with_a_phone(cast.sam)
    moment = [1_800_000_000.0]
    monkeypatch.setattr("time.time", lambda: moment[0])
    client = Client()
    for _ in range(30):
        guess(cast.sam, client, "000000")
        moment[0] += 301  # the five minutes are over each time
    answer = guess(cast.sam, client, code(secret))
    assert "too often" in answer
    assert not is_in(client)


def others_try(day: int = 86_400) -> None:
    """As many entries as somebody leaves who tries addresses for some minutes."""
    for number in range(400):
        cache.set(f"somebody:{number}", [0.0], day)


def test_nobody_pushes_out_what_was_counted_by_trying_many_addresses(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(5):
        Client().post(LOGIN, {"login": cast.kim.email, "password": "a wrong password"})
    others_try()
    assert not is_in(type_password(cast.kim))
    secret, client = with_a_phone(cast.sam), Client()
    moment = [1_800_000_000.0]
    monkeypatch.setattr("time.time", lambda: moment[0])
    for _ in range(30):
        guess(cast.sam, client, "000000")
        moment[0] += 301
    cache.clear()  # even all of it
    assert "too often" in guess(cast.sam, client, code(secret))
    assert not is_in(client)


def guess(person: Person, client: Client, typed: str) -> str:
    type_password(person, client)
    return client.post(reverse("mfa_authenticate"), {"code": typed}).text


# ---- what stays behind in a browser or on the way


@pytest.mark.parametrize("name", ["account_login", "mfa_authenticate", "account_reauthenticate"])
def test_no_page_of_signing_in_is_kept_or_framed(cast: Cast, name: str) -> None:
    with_a_phone(cast.sam)
    answer = type_password(cast.sam).get(reverse(name))
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"

"""The second proof: who needs one, how it is set up, shown, taken away and lost."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from conftest import SignIn
from tandem.access.audit import OPERATOR
from tandem.access.keys import Keyring
from tandem.access.models import Event
from tandem.access.roles import CHRO, EVERY_ROLE, Employee, Leader
from tandem.access.rotation import rotate, unopened
from tandem.access.second_factor import needs_second_factor, wrap_anew
from tandem.organisation import actions
from tandem.organisation.models import Person
from tandem.partnership.testing import PASSWORD, TUESDAY, Cast
from tandem.website.tests.proofs import (
    code,
    factors,
    is_in,
    type_password,
    with_a_phone,
    with_codes,
)
from tests.test_canary import every_row

INDEX = reverse("mfa_index")


@pytest.fixture
def in_earnest(settings: Settings) -> None:
    """A real company and no demonstration."""
    settings.SITE = replace(settings.SITE, demo=False)


def happened(person: Person) -> list[str]:
    assert person.account is not None
    return list(
        Event.objects.about(person.account.pk).order_by("id").values_list("what", flat=True)
    )


# ---- who needs one


@pytest.mark.parametrize("role", EVERY_ROLE)
def test_every_role_beyond_employee_and_leader_needs_one(role: type) -> None:
    assert needs_second_factor({Employee, role}) is (role not in (Employee, Leader))


@pytest.mark.usefixtures("in_earnest")
@pytest.mark.parametrize("who", ["mira", "farid", "helen", "pia"])
def test_who_needs_one_and_has_none_reaches_nothing_else(cast: Cast, who: str) -> None:
    client = type_password(getattr(cast, who))
    for name in ("today:page", "me", "company:page", "account_change_password", "sessions"):
        assert client.get(reverse(name)).headers["Location"] == INDEX
    assert client.get(INDEX).status_code == 200
    assert 'aria-label="Main"' not in client.get(INDEX).text


@pytest.mark.usefixtures("in_earnest")
def test_an_employee_and_a_leader_need_none_and_may_have_one(cast: Cast) -> None:
    for who in (cast.kim, cast.sam):
        assert is_in(type_password(who))
        assert type_password(who).get(reverse("mfa_activate_totp")).status_code == 200


def test_in_the_demonstration_nobody_needs_one(cast: Cast) -> None:
    assert is_in(type_password(cast.farid))


@pytest.mark.usefixtures("in_earnest")
def test_a_role_that_is_given_asks_for_it_at_the_next_page(cast: Cast) -> None:
    client = type_password(cast.kim)
    assert is_in(client)
    actions.grant_role(person=cast.kim, role=CHRO, by=OPERATOR, at=TUESDAY)
    assert client.get(reverse("me")).headers["Location"] == INDEX


# ---- setting one up


def enrol(client: Client) -> str:
    """By the pages, as a person would: the secret as the page tells it."""
    page = client.get(reverse("mfa_activate_totp")).text
    secret = re.search(r"<output id=\"secret\"[^>]*>([A-Z2-7]+)<", page)
    assert secret, "the secret also stands there as text"
    assert "data:image/svg+xml;base64," in page
    done = client.post(reverse("mfa_activate_totp"), {"code": code(secret[1])})
    assert done.headers["Location"] == reverse("mfa_view_recovery_codes")
    return secret[1]


@pytest.mark.usefixtures("in_earnest")
def test_with_a_phone_and_ten_codes_the_way_is_open(cast: Cast) -> None:
    client = type_password(cast.farid)
    enrol(client)
    shown = client.get(reverse("mfa_view_recovery_codes")).text
    assert len(re.findall(r"<code>\d{8}</code>", shown)) == 10
    assert is_in(client)
    assert happened(cast.farid)[-2:] == ["second_factor.added", "recovery_codes.made"]


def test_the_ten_codes_are_shown_once(cast: Cast) -> None:
    client = type_password(cast.farid)
    enrol(client)
    first = client.get(reverse("mfa_view_recovery_codes")).text
    second = client.get(reverse("mfa_view_recovery_codes")).text
    [code_on_paper, *_] = re.findall(r"\d{8}", first)
    assert code_on_paper not in second
    assert "10 codes are left" in second


def test_a_wrong_first_code_sets_nothing_up_and_keeps_the_secret(cast: Cast) -> None:
    client = type_password(cast.kim)
    page = client.get(reverse("mfa_activate_totp")).text
    answer = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert "does not fit" in answer.text
    secret = re.search(r"<output id=\"secret\"[^>]*>([A-Z2-7]+)<", page)
    assert secret
    assert secret[1] in answer.text
    assert factors(cast.kim) == []


def test_in_the_database_no_secret_can_be_read(cast: Cast) -> None:
    client = type_password(cast.farid)
    half_way = client.get(reverse("mfa_activate_totp")).text
    secret = re.search(r"<output id=\"secret\"[^>]*>([A-Z2-7]+)<", half_way)
    assert secret
    assert secret[1].encode() not in every_row()  # it waits in the session meanwhile
    assert client.session["mfa.totp.secret"] == secret[1]
    kept = enrol(client)
    client.get(reverse("mfa_view_recovery_codes"))
    assert kept.encode() not in every_row()
    seed = Authenticator.objects.get(user=cast.farid.account, type="recovery_codes").data["seed"]
    assert not re.fullmatch("[0-9a-f]{80}", seed)


def test_a_replaced_key_takes_no_second_proof_away(cast: Cast, settings: Settings) -> None:
    secret = with_a_phone(cast.sam)
    codes = with_codes(cast.sam)
    settings.KEYRING = settings.KEYRING.with_new_current()
    assert signs_in(cast.sam, code(secret))
    assert wrap_anew() == 2
    assert wrap_anew() == 0
    new = settings.KEYRING.current
    settings.KEYRING = Keyring(new, {new: settings.KEYRING.keys[new]})  # the old one is gone
    settings.SITE = replace(settings.SITE, key_file=settings.SITE.home / "elsewhere.key")
    assert signs_in(cast.sam, codes[0])
    assert signs_in(cast.sam, code(secret, 1))


@pytest.mark.usefixtures("db")
def test_replacing_the_key_wraps_second_proofs_and_a_check_counts_those_that_stay_shut(
    cast: Cast, settings: Settings, tmp_path: Path
) -> None:
    secret = with_a_phone(cast.sam)
    old, key_file = settings.KEYRING, tmp_path / "tandem.key"
    old.write(key_file)
    settings.SITE = replace(settings.SITE, key_file=key_file)
    assert rotate().count == 1
    new = settings.KEYRING.current
    settings.KEYRING = Keyring(new, {new: settings.KEYRING.keys[new]})
    assert not unopened()
    assert signs_in(cast.sam, code(secret))
    old.write(key_file)  # the copy from before is put back
    settings.KEYRING = old
    assert unopened() == {"Second proof": 1}


# ---- showing it


def test_after_the_password_the_phone_is_asked(cast: Cast) -> None:
    secret = with_a_phone(cast.sam)
    client = type_password(cast.sam)
    assert not is_in(client)
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "does not fit" in wrong.text
    assert not is_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code(secret)})
    assert is_in(client)


def test_a_code_of_the_phone_counts_once(cast: Cast) -> None:
    secret = with_a_phone(cast.sam)
    now = code(secret)
    assert signs_in(cast.sam, now)
    from django.core.cache import cache

    cache.clear()  # as another process sees it
    assert not signs_in(cast.sam, now)
    assert not signs_in(cast.sam, code(secret, -1))
    assert signs_in(cast.sam, code(secret, 1))


def test_the_code_that_set_it_up_signs_nobody_in(cast: Cast) -> None:
    secret = enrol(type_password(cast.sam))
    assert not signs_in(cast.sam, code(secret))
    assert signs_in(cast.sam, code(secret, 1))


def test_a_code_from_the_list_counts_once(cast: Cast) -> None:
    with_a_phone(cast.sam)
    first, second, *_ = with_codes(cast.sam)
    assert signs_in(cast.sam, first)
    assert not signs_in(cast.sam, first)
    assert signs_in(cast.sam, second)
    assert happened(cast.sam).count("recovery_code.used") == 2


def test_somebody_elses_code_does_not_fit(cast: Cast) -> None:
    with_a_phone(cast.sam)
    of_mira = with_a_phone(cast.mira)
    assert not signs_in(cast.sam, code(of_mira))


@pytest.mark.parametrize("typed", ["", "abc", "0" * 21, "１２３４５６", "12 34 56"])
def test_what_is_no_code_is_said_so(cast: Cast, typed: str) -> None:
    with_a_phone(cast.sam)
    client = type_password(cast.sam)
    answer = client.post(reverse("mfa_authenticate"), {"code": typed})
    assert answer.status_code == 200
    assert "needs a look" in answer.text
    assert not is_in(client)


def signs_in(person: Person, typed: str) -> bool:
    client = type_password(person)
    client.post(reverse("mfa_authenticate"), {"code": typed})
    return is_in(client)


def test_guessing_ends_after_five(cast: Cast) -> None:
    secret = with_a_phone(cast.sam)
    client = type_password(cast.sam)
    for _ in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    answer = client.post(reverse("mfa_authenticate"), {"code": code(secret)})
    assert "too often" in answer.text
    assert not is_in(client)


# ---- a new password is no way around it


def test_a_link_for_a_new_password_asks_for_the_phone_too(cast: Cast) -> None:
    secret = with_a_phone(cast.pia)
    _, token = actions.invite(person=cast.pia, email=cast.pia.email, by=OPERATOR, at=TUESDAY)
    client = Client()
    chosen = {"password": "four small brown owls", "again": "four small brown owls"}
    answer = client.post(reverse("invitation", args=[token]), chosen)
    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert not is_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code(secret)})
    assert is_in(client)


# ---- changing and losing it


def test_taking_it_away_needs_the_second_proof_once_more(cast: Cast, sign_in: SignIn) -> None:
    secret = with_a_phone(cast.sam)
    client = sign_in(cast.sam)  # a session found open: nobody has just shown anything
    remove = reverse("mfa_deactivate_totp")
    asked = client.get(remove).headers["Location"]
    assert asked.startswith(reverse("mfa_reauthenticate"))
    assert client.post(remove).headers["Location"] == asked
    by_password = client.get(reverse("account_reauthenticate"))
    assert by_password.headers["Location"].startswith(reverse("mfa_reauthenticate"))
    assert factors(cast.sam) == ["totp"]
    client.post(asked, {"code": code(secret), "next": remove})
    client.post(remove)
    assert factors(cast.sam) == []
    assert happened(cast.sam)[-1] == "second_factor.removed"


def test_the_first_one_needs_the_password_once_more(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.sam)
    add = reverse("mfa_activate_totp")
    asked = client.get(add).headers["Location"]
    assert asked.startswith(reverse("account_reauthenticate"))
    before = client.cookies["tandem"].value
    client.post(asked, {"password": PASSWORD, "next": add})
    assert client.cookies["tandem"].value != before  # a session that may do more is a new one
    assert client.get(add).status_code == 200


def test_nothing_of_the_request_waits_in_the_session(cast: Cast, sign_in: SignIn) -> None:
    with_a_phone(cast.sam)
    client = sign_in(cast.sam)
    client.post(reverse("mfa_deactivate_totp"), {"planted": "x"}, REMOTE_ADDR="203.0.113.77")
    assert "203.0.113.77" not in str(dict(client.session))


def test_new_codes_end_the_old_ones(cast: Cast) -> None:
    secret = with_a_phone(cast.sam)
    old = with_codes(cast.sam)[0]
    client = type_password(cast.sam)
    client.post(reverse("mfa_authenticate"), {"code": code(secret)})
    client.post(reverse("mfa_generate_recovery_codes"))
    assert not signs_in(cast.sam, old)


def test_nobody_without_a_factor_makes_codes(cast: Cast) -> None:
    client = type_password(cast.sam)
    answer = client.post(reverse("mfa_generate_recovery_codes"))
    assert "First set up" in answer.text
    assert factors(cast.sam) == []


def test_each_change_ends_the_other_sessions(cast: Cast, sign_in: SignIn) -> None:
    elsewhere, here = sign_in(cast.sam), type_password(cast.sam)
    enrol(here)
    assert is_in(here)
    assert not is_in(elsewhere)


def test_the_passkey_of_another_is_not_there(cast: Cast) -> None:
    theirs = Authenticator.objects.create(
        user=cast.sam.account, type="webauthn", data={"name": "key", "credential": {}}
    )
    client = type_password(cast.kim)  # who has just shown who she is, so nothing is asked again
    for method in (client.get, client.post):
        assert method(reverse("mfa_remove_webauthn", args=[theirs.pk])).status_code == 404
        assert method(reverse("mfa_deactivate_totp")).status_code == 404
    assert factors(cast.sam) == ["webauthn"]


def test_codes_of_another_are_not_there(cast: Cast) -> None:
    with_a_phone(cast.sam)
    with_codes(cast.sam)
    client = type_password(cast.kim)
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 404
    client.post(reverse("mfa_activate_totp"), {"code": "000000", "user": str(cast.sam.pk)})
    assert factors(cast.sam) == ["recovery_codes", "totp"]

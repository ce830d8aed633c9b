"""Single sign-on against npm's oidc-provider, a certified one, on loopback."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from tandem.access.audit import record
from tandem.access.models import Account, Event
from tandem.organisation.models import Person
from tandem.partnership.testing import MONDAY, PASSWORD, Cast
from tandem.website.env import site
from tandem.website.identity import IdentityProvider
from tandem.website.tests.proofs import code, is_in, type_password, with_a_phone
from tests.providers import oidc
from tests.test_canary import every_row

PEOPLE: dict[str, dict[str, object]] = {
    "noor": {"email": "Noor.Bos@varnholm.example", "email_verified": True, "name": "Noor Bos"},
    "sam": {"email": "sam.lindqvist@varnholm.example", "email_verified": True},
    "other-sam": {"email": "sam.lindqvist@varnholm.example", "email_verified": True},
    "typed": {"email": "kim.bakker@varnholm.example", "email_verified": False},
    "worded": {"email": "kim.bakker@varnholm.example", "email_verified": "false"},
    "silent": {"name": "Kim Bakker"},
    "stranger": {"email": "stranger@elsewhere.example", "email_verified": True},
    "otto": {"email": "otto.kranz@varnholm.example", "email_verified": True},
}


@pytest.fixture(scope="session")
def provider() -> Iterator[IdentityProvider]:
    if not oidc.is_there():
        pytest.fail(oidc.MISSING) if os.environ.get("CI") == "true" else pytest.skip(oidc.MISSING)
    port = oidc.free_port()
    found = IdentityProvider(
        url=f"http://127.0.0.1:{port}", client=oidc.CLIENT, secret=oidc.SECRET,
        secret_file=Path("/dev/null"), name="Varnholm",
    )  # fmt: skip
    back = f"http://testserver{reverse('openid_connect_callback', args=[found.key])}"
    with oidc.running(port, back, PEOPLE):
        yield found


@pytest.fixture(autouse=True)
def here(provider: IdentityProvider, settings: Settings) -> None:
    settings.SITE = replace(settings.SITE, identity=provider)
    settings.SOCIALACCOUNT_PROVIDERS = provider.as_providers()


def begin(client: Client, provider: IdentityProvider, going_on: str = "") -> str:
    asked = client.get(reverse("openid_connect_login", args=[provider.key]), {"next": going_on})
    assert asked.status_code == 302
    return str(asked.headers["Location"])


def arrive(client: Client, back: str) -> tuple[int, str]:
    parts = urlsplit(back)
    answer = client.get(f"{parts.path}?{parts.query}")
    return answer.status_code, answer.headers.get("Location", "") or answer.text


def sign_on(who: str, provider: IdentityProvider, client: Client | None = None) -> Client:
    client = client or Client()
    arrive(client, oidc.Browser(who).sign_on(begin(client, provider)))
    return client


@pytest.fixture
def noor(cast: Cast) -> Person:
    """Imported, and without an account."""
    from tandem.access.audit import OPERATOR
    from tandem.organisation import actions

    return actions.add_person(
        first_name="Noor", last_name="Bos", email="noor.bos@varnholm.example",
        area=cast.areas.operations, by=OPERATOR, at=MONDAY,
    )  # fmt: skip


# ---- who comes in


def test_a_verified_address_of_somebody_here_makes_the_account(
    noor: Person, provider: IdentityProvider
) -> None:
    client = sign_on("noor", provider)
    assert client.get(reverse("me")).context["me"] == noor
    noor.refresh_from_db()
    assert noor.account is not None
    assert not noor.account.has_usable_password()
    happened = Event.objects.filter(who=noor.pseudonym).values_list("what", flat=True)
    assert {"person.joined", "sign_on.joined"} <= set(happened)


def test_who_had_an_account_keeps_it(cast: Cast, provider: IdentityProvider) -> None:
    before = Account.objects.count()
    client = sign_on("sam", provider)
    assert client.get(reverse("me")).context["me"] == cast.sam
    assert Account.objects.count() == before
    again = sign_on("sam", provider)
    assert is_in(again)
    assert SocialAccount.objects.count() == 1
    assert is_in(type_password(cast.sam))


@pytest.mark.parametrize("who", ["typed", "worded", "silent"])
def test_an_address_that_nobody_verified_opens_nothing(
    cast: Cast, provider: IdentityProvider, who: str
) -> None:
    client = Client()
    status, said = arrive(client, oidc.Browser(who).sign_on(begin(client, provider)))
    assert status == 403
    assert "does not say that your e-mail address is verified" in said
    assert not is_in(client)
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("who", ["stranger", "otto"])
def test_a_stranger_and_who_has_left_are_told_whom_to_ask(
    cast: Cast, provider: IdentityProvider, who: str
) -> None:
    client, before = Client(), Account.objects.count()
    status, said = arrive(client, oidc.Browser(who).sign_on(begin(client, provider)))
    assert status == 403
    assert "Ask your HR administrator." in said
    assert not is_in(client)
    assert Account.objects.count() == before


def test_an_address_that_two_people_share_is_neithers(
    noor: Person, cast: Cast, provider: IdentityProvider
) -> None:
    from tandem.access.audit import OPERATOR
    from tandem.organisation import actions

    actions.add_person(
        first_name="Nora", last_name="Bos", email="noor.bos@varnholm.example",
        area=cast.areas.finance, by=OPERATOR, at=MONDAY,
    )  # fmt: skip
    assert not is_in(sign_on("noor", provider))


def test_an_address_given_to_somebody_new_does_not_open_the_account_before(
    cast: Cast, provider: IdentityProvider
) -> None:
    sign_on("sam", provider)
    client = Client()
    status, said = arrive(client, oidc.Browser("other-sam").sign_on(begin(client, provider)))
    assert status == 403
    assert "signs on as somebody else already" in said
    assert not is_in(client)


def test_an_address_that_was_changed_since_opens_no_account_somebody_has(
    cast: Cast, provider: IdentityProvider
) -> None:
    """Whoever imports people could else let themselves in as anybody."""
    changed = Person.objects.get(pk=cast.helen.pk)
    changed.email = "stranger@elsewhere.example"
    record("person.changed", changed, by=cast.mira, at=MONDAY)
    client = Client()
    status, said = arrive(client, oidc.Browser("stranger").sign_on(begin(client, provider)))
    assert status == 403
    assert "is not the address of your account here" in said
    assert not is_in(client)
    assert not SocialAccount.objects.exists()
    assert is_in(type_password(cast.helen))


def test_the_same_number_at_another_provider_is_somebody_else(
    cast: Cast, provider: IdentityProvider
) -> None:
    SocialAccount.objects.create(user=cast.helen.account, provider="login-before", uid="sam")
    client = sign_on("sam", provider)
    assert client.get(reverse("me")).context["me"] == cast.sam


def test_with_another_provider_one_is_joined_anew(cast: Cast, provider: IdentityProvider) -> None:
    SocialAccount.objects.create(user=cast.sam.account, provider="login-before", uid="4711")
    assert is_in(sign_on("sam", provider))


def test_who_leaves_later_is_out_though_the_provider_still_knows_them(
    cast: Cast, provider: IdentityProvider
) -> None:
    from tandem.partnership.testing import leave

    sign_on("sam", provider)
    leave(cast.sam)
    assert not is_in(sign_on("sam", provider))


def test_the_second_proof_is_asked_here_too(cast: Cast, provider: IdentityProvider) -> None:
    secret = with_a_phone(cast.sam)
    client = sign_on("sam", provider)
    assert not is_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code(secret)})
    assert is_in(client)


def test_who_needs_a_second_proof_sets_it_up_after_signing_on(
    noor: Person, provider: IdentityProvider, settings: Settings
) -> None:
    from tandem.access.audit import OPERATOR
    from tandem.access.roles import CHRO
    from tandem.organisation import actions

    settings.SITE = replace(settings.SITE, demo=False)
    actions.grant_role(person=noor, role=CHRO, by=OPERATOR, at=MONDAY)
    client = sign_on("noor", provider)
    assert client.get(reverse("me")).headers["Location"] == reverse("mfa_index")
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


# ---- what an attacker would try


def test_an_answer_to_somebody_elses_question_opens_nothing(
    cast: Cast, provider: IdentityProvider
) -> None:
    """Signing a victim on as the attacker, or with an answer that was overheard."""
    mine = Client()
    back = oidc.Browser("sam").sign_on(begin(mine, provider))
    victim = Client()
    assert arrive(victim, back)[0] == 403
    begin(victim, provider)  # with a question of their own, too
    assert arrive(victim, back)[0] == 403
    assert not is_in(victim)
    arrive(mine, back)
    assert is_in(mine)


def test_an_answer_counts_once(cast: Cast, provider: IdentityProvider) -> None:
    client = Client()
    back = oidc.Browser("sam").sign_on(begin(client, provider))
    arrive(client, back)
    client.post(reverse("account_logout"))
    assert arrive(client, back)[0] == 403
    assert not is_in(client)


@pytest.mark.parametrize(
    "changed", ["state=guess&code=x", "code=x", "", "error=access_denied", "state=&code="]
)
def test_an_answer_that_is_none_is_told_in_words(
    cast: Cast, provider: IdentityProvider, changed: str
) -> None:
    client = Client()
    begin(client, provider)
    back = reverse("openid_connect_callback", args=[provider.key])
    answer = client.get(f"{back}?{changed}")
    assert answer.status_code == 403
    assert "Begin again from the sign-in page" in answer.text
    assert not is_in(client)


def test_a_code_of_ours_with_another_proof_of_the_asker_is_refused(
    cast: Cast, provider: IdentityProvider
) -> None:
    """A code that was swapped in belongs to another question, and the provider says no."""
    one, other = Client(), Client()
    theirs = parse_qs(urlsplit(oidc.Browser("sam").sign_on(begin(one, provider))).query)
    mine = parse_qs(urlsplit(oidc.Browser("noor").sign_on(begin(other, provider))).query)
    back = reverse("openid_connect_callback", args=[provider.key])
    answer = other.get(back, {"state": mine["state"][0], "code": theirs["code"][0]})
    assert answer.status_code == 403
    assert not is_in(other)


@pytest.mark.django_db
def test_each_question_has_a_state_and_a_proof_of_the_asker(provider: IdentityProvider) -> None:
    first, second = (parse_qs(urlsplit(begin(Client(), provider)).query) for _ in range(2))
    for question in (first, second):
        assert question["code_challenge_method"] == ["S256"]
        assert question["response_type"] == ["code"]
    assert first["state"] != second["state"]
    assert first["code_challenge"] != second["code_challenge"]


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example"]
)
def test_one_goes_on_within_this_site_alone(
    cast: Cast, provider: IdentityProvider, elsewhere: str
) -> None:
    client = Client()
    back = oidc.Browser("sam").sign_on(begin(client, provider, elsewhere))
    assert arrive(client, back) == (302, reverse("today:page"))


def test_one_goes_on_where_one_wanted_to(cast: Cast, provider: IdentityProvider) -> None:
    client = Client()
    back = oidc.Browser("sam").sign_on(begin(client, provider, "/app/me/"))
    assert arrive(client, back) == (302, "/app/me/")


def test_a_session_known_before_is_worth_nothing_after(
    cast: Cast, provider: IdentityProvider
) -> None:
    client = Client()
    asked = begin(client, provider)
    known = client.cookies["tandem"].value
    arrive(client, oidc.Browser("sam").sign_on(asked))
    assert is_in(client)
    stolen = Client()
    stolen.cookies["tandem"] = known
    assert not is_in(stolen)


@pytest.mark.parametrize("process", ["connect", "redirect"])
def test_nothing_but_signing_on_is_asked_of_the_provider(
    cast: Cast, provider: IdentityProvider, process: str
) -> None:
    """By an address of theirs somebody else could have a signed-in person join, or be led away."""
    client = type_password(cast.sam)
    door = reverse("openid_connect_login", args=[provider.key])
    asked = client.get(door, {"process": process, "action": "reauthenticate", "next": "/app/away/"})
    back = oidc.Browser("sam").sign_on(asked.headers["Location"])
    assert arrive(client, back) == (302, "/app/away/")
    assert client.get(reverse("me")).context["me"] == cast.sam


def test_too_many_questions_in_a_minute_wait(cast: Cast, provider: IdentityProvider) -> None:
    back = reverse("openid_connect_callback", args=[provider.key])
    found = [Client().get(back).status_code for _ in range(21)]
    assert found == [403] * 20 + [429]


# ---- what is kept


def test_of_what_the_provider_says_only_its_number_is_kept(
    noor: Person, provider: IdentityProvider
) -> None:
    sign_on("noor", provider)
    sign_on("noor", provider)
    [kept] = SocialAccount.objects.all()
    assert (kept.provider, kept.uid, kept.extra_data) == (provider.key, "noor", {})
    assert b"access_token" not in every_row()


# ---- without a password


def test_where_it_is_the_only_way_the_password_goes(
    cast: Cast, provider: IdentityProvider, settings: Settings
) -> None:
    settings.SITE = replace(settings.SITE, identity=replace(provider, only=True))
    assert is_in(type_password(cast.sam))  # not yet signed on: nobody is locked out
    client = sign_on("sam", provider)
    assert not is_in(type_password(cast.sam))
    assert client.get(reverse("account_set_password")).headers["Location"] == reverse("me")
    assert is_in(type_password(cast.kim))


def test_where_it_is_one_way_of_two_the_password_stays(
    cast: Cast, provider: IdentityProvider
) -> None:
    sign_on("sam", provider)
    assert cast.sam.account is not None
    cast.sam.account.refresh_from_db()
    assert cast.sam.account.check_password(PASSWORD)


# ---- without a provider


@pytest.mark.django_db
def test_the_sign_in_page_leads_there_where_there_is_one(
    provider: IdentityProvider, settings: Settings
) -> None:
    page = reverse("account_login")
    assert "Sign on with Varnholm" in Client().get(page).text
    settings.SITE = replace(settings.SITE, identity=None)
    assert "Sign on with" not in Client().get(page).text
    door = reverse("openid_connect_login", args=[provider.key])
    assert Client().get(door).status_code == 404


def test_the_settings_make_it(tmp_path: Path) -> None:
    secret = tmp_path / "oidc.secret"
    secret.write_text("quiet brown owl\n", encoding="utf-8")
    env = {
        "TANDEM_OIDC_URL": "https://login.varnholm.example/realms/staff/",
        "TANDEM_OIDC_CLIENT": "tandem",
        "TANDEM_OIDC_SECRET_FILE": str(secret),
    }
    found = site(env).identity
    assert found is not None
    assert (found.key, found.name) == (
        "login-varnholm-example-realms-staff",
        "login.varnholm.example",
    )
    assert "quiet brown owl" not in repr(found)

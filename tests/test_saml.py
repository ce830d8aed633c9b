"""Single sign-on by SAML, against pysaml2's identity provider."""

from __future__ import annotations

import base64
import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from tandem.access.models import Session
from tandem.partnership.testing import Cast
from tandem.website.env import site
from tandem.website.identity import SamlProvider
from tandem.website.tests.proofs import is_in
from tests.providers import saml


class LogCapture(logging.Handler):
    """What the log says meanwhile."""

    text = ""

    def emit(self, record: logging.LogRecord) -> None:
        self.text += record.getMessage()

    def __enter__(self) -> LogCapture:
        logging.getLogger("allauth").addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger("allauth").removeHandler(self)


SAM = {saml.MAIL: "sam.lindqvist@varnholm.example"}
TRUE = {"email_verified": "true"}


@pytest.fixture(autouse=True)
def by_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("saml2.sigver.CryptoBackendXmlSec1", saml.SignsByLibrary)
    monkeypatch.setattr("saml2.metadata.algorithm_support_in_metadata", lambda _: [])


@pytest.fixture
def known(tmp_path: Path, settings: Settings) -> Iterator[SamlProvider]:
    """As an operator sets it: from the provider's metadata in a file."""
    file = tmp_path / "metadata.xml"
    file.write_text(saml.Provider(tmp_path / "idp").metadata(), encoding="utf-8")
    found = site({"TANDEM_SAML_METADATA_FILE": str(file), "TANDEM_SAML_NAME": "Varnholm"}).identity
    assert isinstance(found, SamlProvider)
    settings.SITE = replace(settings.SITE, identity=found)
    settings.SOCIALACCOUNT_PROVIDERS = found.as_providers()
    yield found


@pytest.fixture
def provider(known: SamlProvider, tmp_path: Path) -> saml.Provider:
    """The same provider, told of Tandem by Tandem's own metadata."""
    ours = Client().get(reverse("saml_metadata", args=[known.key])).text
    made = saml.Provider(tmp_path / "other", ours)
    for name in ("key.pem", "certificate.pem"):
        (tmp_path / "other" / name).write_bytes((tmp_path / "idp" / name).read_bytes())
    return made


def ask(client: Client, known: SamlProvider, going_on: str = "") -> str:
    asked = client.get(reverse("saml_login", args=[known.key]), {"next": going_on})
    assert asked.status_code == 302
    return str(asked.headers["Location"])


def hand_over(client: Client, known: SamlProvider, answer: str) -> tuple[int, str]:
    """As the provider's form does it, from another site, and on as the browser goes."""
    sent = client.post(
        reverse("saml_acs", args=[known.key]), {"SAMLResponse": answer, "RelayState": ""},
        headers={"origin": "https://login.varnholm.example", "user-agent": "Zwartwit/1.0"},
        REMOTE_ADDR="203.0.113.77",
    )  # fmt: skip
    assert sent.status_code == 302
    back = client.get(sent.headers["Location"])
    return back.status_code, back.headers.get("Location", "") or back.text


def test_a_verified_address_of_somebody_here_comes_in(
    cast: Cast, known: SamlProvider, provider: saml.Provider
) -> None:
    client = Client(enforce_csrf_checks=True)
    question = ask(client, known, "/app/me/")
    assert question.startswith(saml.SIGN_ON_AT)
    arrived = hand_over(client, known, provider.answer(question, "4711", SAM | TRUE))
    assert arrived == (302, "/app/me/")
    assert client.get(reverse("me")).context["me"] == cast.sam
    [kept] = SocialAccount.objects.all()
    assert (kept.provider, kept.uid, kept.extra_data) == (known.key, "4711", {})


@pytest.mark.parametrize("said", [{}, {"email_verified": "false"}])
def test_an_address_that_nobody_vouches_for_opens_nothing(
    cast: Cast, known: SamlProvider, provider: saml.Provider, said: dict[str, str],
    settings: Settings,
) -> None:  # fmt: skip
    client = Client()
    status, text = hand_over(client, known, provider.answer(ask(client, known), "1", SAM | said))
    assert status == 403
    assert "does not say that your e-mail address is verified" in text
    assert not is_in(client)
    settings.SITE = replace(settings.SITE, identity=replace(known, vouches=True))
    hand_over(client, known, provider.answer(ask(client, known), "1", SAM | said))
    assert is_in(client)


def refused(client: Client, known: SamlProvider, answer: str, why: str = "") -> bool:
    """Told in words to the person; the log says of which kind it was."""
    with LogCapture() as log:
        status, text = hand_over(client, known, answer)
    assert status == 403
    assert why in log.text
    assert "Begin again from the sign-in page" in text
    return not is_in(client)


def test_without_a_signature_nobody_comes_in(
    cast: Cast, known: SamlProvider, provider: saml.Provider
) -> None:
    client = Client()
    unsigned = provider.answer(ask(client, known), "1", SAM | TRUE, sign_assertion=False)
    assert refused(client, known, unsigned, "not signed")


def test_signed_by_somebody_else_nobody_comes_in(
    cast: Cast, known: SamlProvider, tmp_path: Path
) -> None:
    ours = Client().get(reverse("saml_metadata", args=[known.key])).text
    stranger = saml.Provider(tmp_path / "stranger", ours)
    client = Client()
    theirs = stranger.answer(ask(client, known), "1", SAM | TRUE)
    assert refused(client, known, theirs, "Signature validation")


def test_a_signature_of_old_ways_is_no_signature(
    cast: Cast, known: SamlProvider, provider: saml.Provider, tmp_path: Path
) -> None:
    ours = Client().get(reverse("saml_metadata", args=[known.key])).text
    old = saml.Provider(tmp_path / "old", ours, old_ways=True)
    client = Client()
    theirs = old.answer(ask(client, known), "1", SAM | TRUE)
    assert refused(client, known, theirs, "Deprecated signature algorithm")


def changed(answer: str, what: str, to: str) -> str:
    plain = base64.b64decode(answer).decode()
    assert what in plain
    return base64.b64encode(plain.replace(what, to).encode()).decode()


def test_an_answer_that_was_altered_opens_nothing(
    cast: Cast, known: SamlProvider, provider: saml.Provider
) -> None:
    client = Client()
    answer = provider.answer(ask(client, known), "1", SAM | TRUE)
    assert refused(
        client, known, changed(answer, "sam.lindqvist", "helen.achterberg"), "Signature validation"
    )


def test_an_answer_for_another_site_opens_nothing(
    cast: Cast, known: SamlProvider, provider: saml.Provider
) -> None:
    client = Client()
    elsewhere = provider.answer(
        ask(client, known), "1", SAM | TRUE, sp_entity_id="https://other.example/metadata"
    )
    assert refused(client, known, elsewhere, "not a valid audience")


def test_an_answer_counts_once_and_in_the_browser_that_asked(
    cast: Cast, known: SamlProvider, provider: saml.Provider
) -> None:
    client, victim = Client(), Client()
    answer = provider.answer(ask(client, known), "1", SAM | TRUE)
    ask(victim, known)
    assert refused(victim, known, answer)
    hand_over(client, known, answer)
    assert is_in(client)
    client.post(reverse("account_logout"))
    assert refused(client, known, answer)


def test_an_answer_that_nobody_asked_for_opens_nothing(
    cast: Cast, known: SamlProvider, provider: saml.Provider
) -> None:
    client = Client()
    asked = ask(client, known)
    unasked = provider.answer(asked, "1", SAM | TRUE, in_response_to=None)
    assert refused(client, known, unasked, "IdP initiated SSO rejected")


@pytest.mark.parametrize("junk", ["", "!!", "PHNhbWw+", base64.b64encode(b"x" * 99).decode()])
def test_what_is_no_answer_is_told_in_words(cast: Cast, known: SamlProvider, junk: str) -> None:
    client = Client()
    ask(client, known)
    assert refused(client, known, junk)


def test_nobody_is_signed_out_from_elsewhere(cast: Cast, known: SamlProvider) -> None:
    client = Client()
    assert cast.sam.account is not None
    client.force_login(cast.sam.account)
    out = reverse("saml_sls", args=[known.key])
    assert client.get(out, {"SAMLRequest": "x"}).status_code == 404
    assert is_in(client)


def test_no_session_holds_the_machine_the_answer_came_from(
    cast: Cast, known: SamlProvider, provider: saml.Provider
) -> None:
    client = Client()
    answer = provider.answer(ask(client, known), "1", SAM | TRUE)
    client.post(
        reverse("saml_acs", args=[known.key]), {"SAMLResponse": answer},
        headers={"user-agent": "Zwartwit/1.0"}, REMOTE_ADDR="203.0.113.77",
    )  # fmt: skip
    kept = str([each.get_decoded() for each in Session.objects.all()])
    assert "SAMLResponse" in kept
    assert not re.search(r"Zwartwit|203\.0\.113\.77", kept)

"""The second proof as a person meets it: with a phone, with a passkey, small and in the dark."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.test import override_settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from tandem.partnership.testing import PASSWORD
from tests.browser.conftest import PHONE, Opens
from tests.browser.pages import person
from tests.browser.proof import ASKED, device, set_up_a_code
from tests.browser.test_pages import violations

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def in_earnest(varnholm: str) -> Iterator[str]:
    """The same company where a role asks for a second proof; passkeys want a name, not a number."""
    from django.conf import settings

    with override_settings(SITE=replace(settings.SITE, demo=False)):
        yield varnholm.replace("127.0.0.1", "localhost")


@pytest.fixture
def leo(varnholm: str) -> Iterator[str]:
    """An HR partner of the company, with a password; his address."""
    from allauth.mfa.models import Authenticator

    account = person("Leo", "Hartmann").account
    assert account is not None
    account.set_password(PASSWORD)
    account.save()
    yield account.email
    Authenticator.objects.filter(user=account).delete()


def type_password(page: Page, site: str, email: str) -> None:
    page.goto(site + reverse("account_login"))
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Page, site: str) -> None:
    page.goto(site + reverse("account_logout"))
    page.get_by_role("button", name="Sign out").click()


def titled(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def test_a_phone_is_set_up_on_a_small_screen_in_the_dark_without_script(
    in_earnest: str, leo: str, opens: Opens
) -> None:
    page = opens(viewport=PHONE, color_scheme="dark", java_script_enabled=False)
    type_password(page, in_earnest, leo)
    titled(page, ASKED)
    page.get_by_role("link", name="Set up a code").click()
    expect(page.get_by_role("img", name="A square for the camera")).to_be_visible()
    set_up_a_code(page)
    page.get_by_role("link", name="Go to Today").click()
    expect(page.get_by_role("navigation", name="Main, mobile")).to_be_visible()


def test_a_passkey_is_the_second_proof_and_then_the_whole_way_in(
    in_earnest: str, leo: str, opens: Opens
) -> None:
    page = opens()
    device(page)
    type_password(page, in_earnest, leo)
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("What you call it").fill("my laptop")
    page.get_by_role("button", name="Ask my device").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Write these ten codes down")

    sign_out(page, in_earnest)
    type_password(page, in_earnest, leo)
    titled(page, "Your second proof")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("navigation", name="Main", exact=True)).to_be_visible()

    sign_out(page, in_earnest)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("navigation", name="Main", exact=True)).to_be_visible()

    page.goto(in_earnest + reverse("mfa_index"))
    page.get_by_role("link", name="Take “my laptop” away").click()
    page.get_by_role("button", name="Take it away").click()
    titled(page, ASKED)


def test_a_device_that_knows_nobody_is_told_so_in_words(in_earnest: str, opens: Opens) -> None:
    page = opens()
    page.goto(in_earnest + reverse("account_login"))
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('no')); }")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(
        page.get_by_text("That did not go through. Try again, or use the other way.")
    ).to_be_visible()


def test_axe_finds_nothing_on_the_pages_on_the_way_in(
    in_earnest: str, leo: str, opens: Opens
) -> None:
    for look in ({}, {"viewport": PHONE, "color_scheme": "dark"}):
        page = opens(bypass_csp=True, **look)
        type_password(page, in_earnest, leo)
        assert violations(page) == []
        for name in ("mfa_activate_totp", "mfa_add_webauthn"):
            page.goto(in_earnest + reverse(name))
            assert violations(page) == []
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0
        page.context.close()
    page = opens(bypass_csp=True)
    type_password(page, in_earnest, leo)
    page.goto(in_earnest + reverse("mfa_activate_totp"))
    set_up_a_code(page)
    assert violations(page) == []
    sign_out(page, in_earnest)
    type_password(page, in_earnest, leo)
    titled(page, "Your second proof")
    assert violations(page) == []

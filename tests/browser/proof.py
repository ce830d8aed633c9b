"""A second proof in a real browser: a phone that is only arithmetic, a device with a passkey."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tandem.website.tests.proofs import code

ASKED = "One more thing before you begin"


def prove_if_asked(page: Page) -> str:
    """Set up a code where the role asks for one; its secret."""
    page.wait_for_load_state()
    if page.get_by_role("heading", level=1).inner_text() != ASKED:
        return ""
    page.get_by_role("link", name="Set up a code").click()
    secret = set_up_a_code(page)
    page.get_by_role("link", name="Go to Today").click()
    return secret


def set_up_a_code(page: Page) -> str:
    secret = page.locator("#secret").inner_text().strip()
    page.get_by_label("Code", exact=True).fill(code(secret))
    page.get_by_role("button", name="That is my code").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Write these ten codes down")
    return secret


def device(page: Page) -> None:
    """A device that keeps passkeys, and whose owner always says yes."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )

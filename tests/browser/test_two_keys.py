"""Two keys and a look at a set-up, each person in a browser of their own, open at once."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Opens, settled
from tests.browser.test_pages import violations

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def be(page: Page, site: str, who: str) -> Page:
    page.goto(site + reverse("demo:be", args=[who]))
    return page


def looked_over(page: Page) -> None:
    """What every page is held to."""
    settled(page)
    assert violations(page) == []
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_sealed_words_open_with_two_keys_and_both_are_told(varnholm: str, opens: Opens) -> None:
    pia = be(opens(bypass_csp=True), varnholm, "pia")
    ruth = be(opens(viewport=PHONE, color_scheme="dark", bypass_csp=True), varnholm, "ruth")
    sam = be(opens(viewport=PHONE, bypass_csp=True), varnholm, "sam")

    pia.goto(varnholm + reverse("company:ask_to_open"))
    pia.get_by_label("Beginning of a name").fill("Sam Lindqvist")
    pia.get_by_role("button", name="Find", exact=True).click()
    pia.get_by_label("Sam Lindqvist and Mira Okafor").check()
    pia.get_by_label("Legal reason").select_option("order")
    pia.get_by_label("Why", exact=True).fill("Order of the labour court, due on Friday")
    looked_over(pia)
    pia.get_by_role("button", name="Ask for the second key").click()
    looked_over(pia)

    ruth.goto(varnholm + reverse("today:page"))
    ruth.get_by_role("link", name="Pia Novak asks for sealed words").click()
    looked_over(ruth)
    ruth.get_by_role("button", name="Turn the second key").click()

    sam.goto(varnholm + reverse("today:page"))
    sam.get_by_role("link", name="Sealed words between you and Mira Okafor").click()
    looked_over(sam)
    expect(sam.get_by_text("Order of the labour court")).to_be_visible()

    for page in (pia, ruth):
        page.goto(varnholm + reverse("today:page"))
        page.get_by_role("link", name="Sealed words are open to you").click()
        page.get_by_role("link", name="Read the words").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Mira Okafor")
        looked_over(page)
    sam.get_by_role("button", name="I have read this").click()
    sam.goto(varnholm + reverse("today:page"))
    expect(sam.get_by_text("Sealed words between you")).to_have_count(0)


def test_a_look_at_a_set_up_needs_no_script_and_is_ended_by_the_other(
    varnholm: str, opens: Opens
) -> None:
    pia = be(opens(java_script_enabled=False), varnholm, "pia")
    mira = be(opens(viewport=PHONE, color_scheme="dark", bypass_csp=True), varnholm, "mira")
    pia.goto(varnholm + reverse("company:looks") + "?q=Mira+Okafor")
    pia.get_by_label("Mira Okafor").check()
    pia.get_by_label("Why", exact=True).fill("She does not find Quality")
    pia.get_by_role("button", name="Look at the set-up").click()
    expect(pia.get_by_role("heading", level=1)).to_have_text("Mira Okafor")
    expect(pia.get_by_text("HR administrator")).to_be_visible()

    mira.goto(varnholm + reverse("company:notices"))
    expect(mira.get_by_text("She does not find Quality")).to_be_visible()
    looked_over(mira)
    mira.get_by_role("button", name="End the look now").click()
    pia.goto(varnholm + reverse("company:looks"))
    expect(pia.get_by_text("Over", exact=True)).to_be_visible()


@pytest.mark.parametrize("options", [{}, {"viewport": PHONE, "color_scheme": "dark"}])
def test_the_pages_of_roles_and_looks_hold_what_every_page_holds(
    varnholm: str, opens: Opens, options: dict[str, object]
) -> None:
    pia = be(opens(bypass_csp=True, **options), varnholm, "pia")
    for address, words in (
        (reverse("company:roles"), ""),
        (reverse("company:give_role", args=["privacy_officer"]), "?q=kim"),
        (reverse("company:looks"), "?q=sam"),
        (reverse("company:ask_to_open"), "?q=sam"),
        (reverse("company:notices"), ""),
    ):
        pia.goto(varnholm + address + words)
        looked_over(pia)

"""Two who do not get past something send it on together, from two browsers, without script too."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Opens
from tests.browser.pages import pair

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PRIYAS = "I close the books on the fifth and need the hours by the third."
MIRAS = "Two teams count their hours on paper, and nobody told them why it must be earlier."


def be(page: Page, site: str, who: str) -> Page:
    page.goto(site + reverse("demo:be", args=[who]))
    return page


def card(page: Page, heading: str) -> Locator:
    return page.locator(f'[aria-labelledby="{heading}"]')


def write(page: Page, view: str) -> None:
    page.get_by_role("link", name="Write it").click()
    page.get_by_role("textbox", name="How I see it").fill(view)
    page.get_by_role("button", name="Write it").press("Enter")


def play_back(page: Page, site: str, point: str, heard: str) -> None:
    page.goto(site + point)
    page.get_by_label("In one sentence: what did you hear?").fill(heard)
    page.get_by_role("button", name="Say it").press("Enter")


@pytest.mark.parametrize(("script", "size"), [(True, DESKTOP), (False, PHONE)])
def test_both_write_both_say_yes_and_one_note_reaches_those_above(
    varnholm: str, opens: Opens, script: bool, size: dict[str, int]
) -> None:
    options = {"java_script_enabled": script, "viewport": size}
    priya, mira = (be(opens(**options), varnholm, who) for who in ("priya", "mira"))
    priya.goto(varnholm + reverse("escalations:page", args=[pair("Priya Raman").pk]))
    priya.get_by_label("What is it about?").fill("When hours are in")
    priya.get_by_label("The same thing came up again").check()
    priya.get_by_role("button", name="Begin").press("Enter")
    expect(priya.get_by_role("heading", level=1)).to_have_text("When hours are in")
    point = priya.url.removeprefix(varnholm)
    write(priya, PRIYAS)
    mira.goto(varnholm + point)
    expect(card(mira, "view-leader")).to_contain_text("You read it once yours is written too.")
    expect(mira.get_by_text(PRIYAS)).to_have_count(0)
    write(mira, MIRAS)
    expect(mira.get_by_text(PRIYAS)).to_be_visible()
    play_back(mira, varnholm, point, "You need the hours by the third.")
    play_back(priya, varnholm, point, "Two teams still count on paper.")
    expect(card(priya, "send")).to_contain_text("Helen Achterberg")
    priya.get_by_role("button", name="Yes, send it").press("Enter")
    expect(card(priya, "send")).to_contain_text("It goes once Mira does")
    mira.goto(varnholm + point)
    mira.get_by_role("button", name="Yes, send it").press("Enter")
    expect(card(mira, "waiting")).to_contain_text("write back what and why")
    helen = be(opens(**options), varnholm, "helen")
    helen.goto(varnholm + reverse("today:page"))
    helen.get_by_role("link", name="Priya and Mira ask you to decide something.").first.click()
    for words in (PRIYAS, MIRAS):
        expect(helen.get_by_text(words)).to_be_visible()
    expect(helen.get_by_text("Two teams still count on paper.")).to_have_count(0)
    wide = helen.evaluate("document.documentElement.scrollWidth > innerWidth") if script else False
    assert not wide

"""Days away, deputies and crunch, in browsers: without script, on a phone, and by axe."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tandem.organisation.models import Area
from tests.browser.conftest import PHONE, Opens
from tests.browser.test_two_keys import be, looked_over

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_deputy_is_named_and_says_yes_without_script_and_both_see_it(
    varnholm: str, opens: Opens
) -> None:
    mira = be(opens(java_script_enabled=False), varnholm, "mira")
    kim = be(opens(viewport=PHONE, color_scheme="dark", bypass_csp=True), varnholm, "kim")
    mira.goto(varnholm + reverse("commitments:list"))
    mira.get_by_role("link", name="I am away").click()
    mira.get_by_role("link", name="Name a deputy").click()
    mira.get_by_label("Who acts for you?").fill("Kim Bakker")
    mira.get_by_label("Last day").fill("2026-11-27")
    mira.get_by_role("button", name="Ask them").click()
    expect(mira.get_by_text("has not answered yet")).to_be_visible()

    kim.goto(varnholm + reverse("today:page"))
    kim.get_by_role("link", name="Mira asks you to act on their promises.").click()
    looked_over(kim)
    kim.get_by_role("button", name="Yes, I will").click()
    kim.goto(varnholm + reverse("commitments:list"))
    expect(kim.get_by_role("heading", name="For those you act for")).to_be_visible()
    expect(kim.get_by_text("You act for Mira until Fri 27 Nov.").first).to_be_visible()
    looked_over(kim)

    kim.goto(varnholm + reverse("absences:page"))
    kim.get_by_role("button", name="End it").click()
    kim.goto(varnholm + reverse("commitments:list"))
    expect(kim.get_by_role("heading", name="For those you act for")).to_have_count(0)


def test_days_away_are_entered_by_keyboard_and_taken_back(varnholm: str, opens: Opens) -> None:
    page = be(opens(), varnholm, "priya")
    page.goto(varnholm + reverse("absences:enter"))
    page.get_by_label("Last day").focus()
    page.get_by_label("Last day").fill("2026-11-27")
    page.get_by_label("sickness").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Entered until Fri 27 Nov.").first).to_be_visible()
    page.get_by_role("button", name="I am back").click()
    expect(page.get_by_text("No days are entered.")).to_be_visible()


@pytest.mark.parametrize("options", [{}, {"viewport": PHONE, "color_scheme": "dark"}])
def test_the_pages_of_being_away_and_of_leaving_hold_what_every_page_holds(
    varnholm: str, opens: Opens, options: dict[str, object]
) -> None:
    mira = be(opens(bypass_csp=True, **options), varnholm, "mira")
    operations = Area.objects.get(name="Operations").pk
    for address in (
        reverse("absences:page"),
        reverse("absences:enter"),
        reverse("absences:name_deputy"),
        reverse("absences:crunch", args=[operations]),
        reverse("commitments:before_you_go"),
        reverse("company:away") + "?q=ana",
        reverse("company:leavers"),
    ):
        mira.goto(varnholm + address)
        looked_over(mira)

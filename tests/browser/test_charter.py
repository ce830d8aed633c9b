"""A charter part by part: two people at two screens both sign, and a change begins the next one."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tandem.partnership.models import Pair
from tandem.partnership.testing import TUESDAY
from tandem.rooms.ownership.actions import agree
from tandem.rooms.ownership.starting_point import starting_point
from tests.browser.conftest import PHONE, Opens
from tests.browser.pages import charter, pair

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def at(page: Page, site: str, who: str, address: str) -> Page:
    page.goto(site + reverse("demo:be", args=[who]))
    page.goto(site + address)
    return page


def of(act: str, what: str) -> re.Pattern[str]:
    """A button or link that says its part to who does not see the row around it."""
    return re.compile(rf"^{act}\s?: {what}")


def a_row_of_the_map_is_signed(two: Pair) -> None:
    for by in (two.leader, two.hr_partner):
        seen = starting_point().by_key["fairness"].text.mark
        agree(pair=two, domain="fairness", seen=seen, by=by, at=TUESDAY)


def accept_what_is_there(page: Page) -> None:
    """By keyboard, one after the other, until nothing waits for a yes."""
    buttons = page.get_by_role("button", name=re.compile("^Accept"))
    while buttons.count():
        with page.expect_navigation():
            buttons.first.press("Enter")


def test_part_by_part_until_both_have_signed_and_then_the_next_version(
    varnholm: str, opens: Opens
) -> None:
    a_row_of_the_map_is_signed(pair("Priya Raman"))
    finance = charter("Priya Raman")
    priya, mira = opens(), opens(viewport=PHONE)
    for page, who in ((priya, "priya"), (mira, "mira")):
        at(page, varnholm, who, finance)
    expect(priya.get_by_role("heading", level=1)).to_contain_text("need")
    priya.get_by_role("link", name=of("Answer", "A weekly talk")).click()
    priya.get_by_label("Can partly").check()
    priya.get_by_role("button", name="Answer").click()
    expect(priya.get_by_role("alert")).to_contain_text("Say why")
    priya.get_by_label("And why").fill("Every two weeks until the close is over.")
    priya.get_by_role("button", name="Answer").click()
    priya.goto(varnholm + finance)
    accept_what_is_there(priya)
    priya.get_by_role("link", name="Decision rights").click()  # which she saw differently
    priya.get_by_role("button", name="Accept it after all").click()
    mira.goto(varnholm + finance)
    accept_what_is_there(mira)
    expect(mira.get_by_role("heading", level=1)).to_have_text("Your charter is signed by both")
    mira.get_by_role("link", name="How we disagree").click()
    mira.get_by_role("link", name="Change the words").click()
    mira.get_by_label("In your words").fill("First in private, and then with one voice.")
    mira.get_by_role("button", name="Write it").click()
    priya.goto(varnholm + finance)
    expect(priya.get_by_role("heading", level=1)).to_have_text("14 of 15 parts stand.")
    priya.get_by_role("link", name=re.compile("^Version 1, as signed")).click()
    expect(priya.get_by_text("First in private")).to_have_count(0)
    priya.goto(varnholm + finance)
    priya.get_by_role("button", name=of("Accept", "How we disagree")).click()
    expect(priya.get_by_role("link", name=re.compile("^Version 2, as signed"))).to_be_visible()


def test_without_script_the_other_signs_what_was_proposed(varnholm: str, opens: Opens) -> None:
    page = at(opens(java_script_enabled=False), varnholm, "sam", charter())
    expect(page.get_by_role("link", name="One part waits for you")).to_be_visible()
    page.get_by_role("button", name=of("Accept", "Rhythm")).click()
    expect(page.get_by_role("link", name=re.compile("^Version 2, as signed"))).to_be_visible()

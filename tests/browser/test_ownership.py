"""Who owns this: asked from any page, and a map that two agree on, with and without script."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Opens
from tests.browser.pages import ownership

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def at(page: Page, site: str, who: str, address: str) -> Page:
    page.goto(site + reverse("demo:be", args=[who]))
    page.goto(site + address)
    return page


def of(act: str, domain: str) -> re.Pattern[str]:
    """A button that says its row to who does not see the row around it."""
    return re.compile(rf"^{act}\s?: {domain}$")


@pytest.mark.parametrize("script", [True, False])
def test_an_employee_finds_the_owner_from_any_page_and_asks(
    varnholm: str, opens: Opens, script: bool
) -> None:
    page = at(opens(java_script_enabled=script), varnholm, "kim", reverse("today:page"))
    box = page.get_by_role("searchbox", name="Who owns this?")
    box.fill("payslip wrong")
    box.press("Enter")
    expect(page.get_by_role("heading", name="Something on the payslip")).to_be_visible()
    page.get_by_role("link", name="Ask Mira").click()
    expect(page.get_by_label("What?")).to_have_value("Help with: Something on the payslip")


def test_who_owns_this_takes_one_act_from_the_start_page(varnholm: str, opens: Opens) -> None:
    """Typing is not counted; Enter is the one."""
    page = at(opens(), varnholm, "kim", reverse("today:page"))
    taken: list[str] = []
    page.on(
        "request", lambda sent: taken.append(sent.url) if sent.is_navigation_request() else None
    )
    page.get_by_role("searchbox", name="Who owns this?").fill("sick note")
    page.keyboard.press("Enter")
    answer = page.locator("#who-answers")
    expect(answer.get_by_role("heading", name="Calling in sick")).to_be_visible()
    for owner in ("Ilse Brandt", "Mira Okafor"):
        expect(answer.get_by_text(owner).first).to_be_visible()
    assert len(taken) == 1


def test_a_slash_leads_to_the_box_also_where_the_bar_has_no_room_for_it(
    varnholm: str, opens: Opens
) -> None:
    page = at(opens(viewport=PHONE), varnholm, "kim", reverse("today:page"))
    page.keyboard.press("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Who owns this?")
    page.keyboard.press("/")
    expect(page.get_by_label("What is it about?")).to_be_focused()


def test_the_answer_comes_while_one_types(varnholm: str, opens: Opens) -> None:
    page = at(opens(), varnholm, "kim", reverse("ownership:page"))
    page.get_by_label("What is it about?").press_sequentially("sick note")
    expect(page.get_by_role("heading", name="Calling in sick")).to_be_visible()
    expect(page.get_by_label("What is it about?")).to_be_focused()


def test_a_row_is_changed_in_its_place_by_keyboard_alone(varnholm: str, opens: Opens) -> None:
    page = at(opens(), varnholm, "priya", ownership())
    row = page.locator("#row-attract")
    row.get_by_role("link", name=of("Change", "Attract")).press("Enter")
    leader = row.get_by_label("Leader’s expertise")
    expect(leader).to_be_focused()
    leader.fill("")
    row.get_by_role("button", name="Save and agree").press("Enter")
    expect(row.get_by_role("alert")).to_contain_text("Say what the leader owns here, too.")
    row.get_by_role("link", name="Never mind").press("Enter")
    expect(row).to_be_focused()
    row.get_by_role("button", name=of("Agree", "Attract")).press("Enter")
    expect(row).to_contain_text("Agreed by Priya")
    expect(page.locator("#live")).to_contain_text("It is signed once Mira agrees, too.")


def test_without_script_both_sign_a_row(varnholm: str, opens: Opens) -> None:
    for who, said in (("priya", "Agreed by Priya"), ("mira", "Signed")):
        page = at(opens(java_script_enabled=False), varnholm, who, ownership("Finance"))
        page.get_by_role("button", name=of("Agree", "Recruit")).click()
        expect(page.get_by_role("heading", level=1, name="Recruit")).to_be_visible()
        expect(page.locator(".page-head")).to_contain_text(said)


def test_what_waits_is_counted_anew_when_a_row_is_signed(varnholm: str, opens: Opens) -> None:
    page = at(opens(), varnholm, "mira", ownership("Operations"))
    expect(page.locator("#map-summary")).to_contain_text("2 rows wait for you · 9 signed")
    page.get_by_role("button", name=of("Agree", "Grow leaders")).click()
    expect(page.locator("#map-summary")).to_contain_text("1 row waits for you · 10 signed")
    expect(page.locator("#row-leaders")).to_contain_text("Signed")

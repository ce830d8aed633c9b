"""Promises by the keyboard, on a phone, and in as few clicks as was set out to be."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PHONE, Opens
from tests.browser.pages import THEMES, a_letter_to_jonas, pair, signal

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def signed_in(page: Page, site: str, name: str = "today:page", who: str = "mira") -> Page:
    page.goto(site + reverse("demo:be", args=[who]))
    page.goto(site + reverse(name))
    return page


def focused(page: Page) -> str:
    found: str = page.evaluate("document.activeElement.textContent.trim()")
    return found


def titles(page: Page) -> list[str]:
    return [each.strip() for each in page.locator(".promises > li .what").all_text_contents()]


def top(of: Locator) -> float:
    box = of.bounding_box()
    assert box is not None
    return box["y"]


def under_way(page: Page, says: Locator) -> Locator:
    """The first promise to which this can be said."""
    return page.locator(".promises > li").filter(has=says).first


def test_keys_go_from_promise_to_promise_and_open_one(varnholm: str, opens: Opens) -> None:
    page = signed_in(opens(), varnholm, "commitments:list")
    every = titles(page)
    for key, at in (("j", 0), ("j", 1), ("ArrowDown", 2), ("ArrowUp", 1), ("k", 0), ("k", 0)):
        page.keyboard.press(key)
        assert focused(page) == every[at], key
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(every[0])
    page.locator(".page-head .kicker a").click()
    expect(page).to_have_url(varnholm + reverse("commitments:list"))


def test_arrows_scroll_outside_a_list_and_letters_stay_letters_in_a_field(
    varnholm: str, opens: Opens
) -> None:
    page = signed_in(opens(), varnholm)
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement === document.body")
    page.keyboard.press("n")
    page.keyboard.type("jk?/")
    expect(page.locator("#quick")).to_have_value("jk?/")


def test_a_question_mark_shows_the_keys_and_they_can_be_switched_off(
    varnholm: str, opens: Opens
) -> None:
    page = signed_in(opens(), varnholm)
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    expect(keys.get_by_text("Find a person or an area")).to_be_visible()
    keys.get_by_role("button", name="Close").click()
    expect(keys).not_to_be_visible()
    page.evaluate("localStorage.setItem('tandem-shortcuts-off', '1')")
    for key in ("j", "?"):
        page.keyboard.press(key)
    expect(keys).not_to_be_visible()
    assert page.evaluate("document.activeElement.closest('.promises')") is None


def test_after_an_answer_the_focus_stays_on_its_row(varnholm: str, opens: Opens) -> None:
    page = signed_in(opens(), varnholm, "commitments:list")
    on_track = page.get_by_role("button", name="On track")
    row = page.locator(f"#{under_way(page, on_track).get_attribute('id')}")
    row.get_by_role("button", name="On track").focus()
    page.keyboard.press("Enter")
    expect(row).to_contain_text("can see that it is on track")
    within = page.locator(".promises > li:focus-within")
    expect(within).to_have_attribute("id", row.get_attribute("id") or "")
    page.keyboard.press("ArrowDown")
    assert focused(page) in titles(page)


def test_on_a_phone_what_waits_comes_first_and_beside_the_rest_it_stands_right(
    varnholm: str, opens: Opens
) -> None:
    phone = signed_in(opens(viewport=PHONE), varnholm)
    waiting, promises = (
        phone.locator(f"[aria-labelledby={key}]") for key in ("waiting", "promises")
    )
    assert top(waiting) < top(promises)
    desk = signed_in(opens(), varnholm)
    left, right = (
        desk.locator(f"[aria-labelledby={key}]").bounding_box() for key in ("promises", "waiting")
    )
    assert left is not None
    assert right is not None
    assert left["x"] + left["width"] < right["x"]


def test_without_script_a_part_is_opened_and_those_with_one_person_shown(
    varnholm: str, opens: Opens
) -> None:
    page = signed_in(opens(java_script_enabled=False), varnholm, "commitments:list")
    page.get_by_role("navigation", name="Parts of the list").get_by_text("You for others").click()
    option = page.locator("#with option", has_text="Sam Lindqvist").get_attribute("value")
    page.get_by_label("With", exact=True).select_option(option)
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("link", name=THEMES)).to_be_visible()
    expect(page).to_have_url(re.compile(rf"/promises/mine/\?with={option}$"))


class Clicks:
    """Counts what a hand does: a click, a choice from a list, or Enter. Typing is not counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.number = page, 0

    def on(self, place: Locator) -> None:
        self.number += 1
        place.click()

    def enter(self) -> None:
        self.number += 1
        self.page.keyboard.press("Enter")


def test_job_one_ones_partner_is_one_click_away(varnholm: str, opens: Opens) -> None:
    clicks = Clicks(signed_in(opens(), varnholm))
    partners = clicks.page.locator("[aria-labelledby=partners]")
    clicks.on(partners.get_by_role("link", name="Sam Lindqvist"))
    expect(clicks.page).to_have_url(varnholm + pair().get_absolute_url())
    expect(clicks.page.get_by_text("Sam promised Mira")).to_be_visible()
    assert clicks.number == 1


def test_job_two_a_promise_is_made_with_one_and_re_agreed_with_two(
    varnholm: str, opens: Opens
) -> None:
    clicks = Clicks(signed_in(opens(), varnholm))
    page = clicks.page
    page.locator("#quick").fill("send the roster notes to Jonas by Friday")
    expect(page.locator("#reading")).to_contain_text("Jonas Weir")
    clicks.enter()
    expect(page.get_by_text("Offered, due Fri 27 Nov.").first).to_be_visible()
    assert clicks.number == 1

    clicks = Clicks(signed_in(page, varnholm, who="sam"))
    renegotiate = page.get_by_role("link", name="Renegotiate")
    row = page.locator(f"#{under_way(page, renegotiate).get_attribute('id')}")
    clicks.on(row.get_by_role("link", name="Renegotiate"))
    row.get_by_label("New date").fill("2026-12-15")
    clicks.on(row.get_by_role("button", name="Waiting for a decision"))
    expect(row).to_contain_text("You propose Tue 15 Dec")
    assert clicks.number == 2


def test_job_two_from_a_letter_a_day_is_re_agreed_with_two(varnholm: str, opens: Opens) -> None:
    """The first is on the button in the letter; nobody signs in."""
    clicks = Clicks(opens(viewport=PHONE))
    page, letter = clicks.page, varnholm + a_letter_to_jonas()
    page.set_content(f'<a href="{letter}">Renegotiate</a>')
    clicks.on(page.get_by_role("link", name="Renegotiate"))
    page.get_by_label("New date").fill("2026-12-16")
    clicks.on(page.get_by_role("button", name="Waiting for a decision"))
    expect(page.get_by_role("heading", name="Good call.")).to_be_visible()
    assert clicks.number == 2


def test_enter_in_the_new_date_gives_no_reason(varnholm: str, opens: Opens) -> None:
    """Each reason is a button that sends; none of them is meant by Enter."""
    page = opens(java_script_enabled=False)
    page.goto(varnholm + a_letter_to_jonas())
    page.get_by_label("New date").fill("2026-12-17")
    page.get_by_label("New date").press("Enter")
    expect(page.get_by_text("Pick a reason.")).to_be_visible()
    expect(page.get_by_text("Nothing is said yet.")).to_be_visible()
    expect(page.get_by_label("New date")).to_have_value("2026-12-17")


def test_later_asks_for_a_day_only_where_a_day_is_chosen(varnholm: str, opens: Opens) -> None:
    page = opens(java_script_enabled=False)
    page.goto(varnholm + reverse("demo:be", args=["mira"]))
    page.goto(varnholm + signal("put_off"))
    expect(page.get_by_label("In 1 week")).to_be_checked()
    expect(page.get_by_label("Which day?")).to_be_hidden()
    page.get_by_label("Until a day").check()
    expect(page.get_by_label("Which day?")).to_be_visible()

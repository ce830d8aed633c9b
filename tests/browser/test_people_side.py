"""Roles and duties without script, and in the order of the keyboard."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opens
from tests.browser.pages import operations

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def as_mira(page: Page, site: str, address: str) -> Page:
    page.goto(site + reverse("demo:be", args=["mira"]))
    page.goto(site + address)
    return page


def test_without_script_somebody_is_found_and_chosen_and_nothing_is_saved_before(
    varnholm: str, opens: Opens
) -> None:
    page = as_mira(
        opens(java_script_enabled=False), varnholm, operations("company:give_duty", "hr_partner")
    )
    page.get_by_label("Beginning of a name").fill("leo")
    page.get_by_role("button", name="Find").click()
    page.get_by_label("Leo Hartmann").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Why: This field is required.")
    expect(page.get_by_label("Leo Hartmann")).to_be_checked()  # nothing that was chosen is lost
    page.get_by_role("link", name="Not now").click()
    expect(page.get_by_role("heading", name="Mira Okafor")).to_be_visible()


def test_the_keyboard_goes_from_the_name_to_the_people_to_the_reason_to_the_button(
    varnholm: str, opens: Opens
) -> None:
    address = reverse("company:give_role", args=["chro"]) + "?q=ana+d"
    page = as_mira(opens(), varnholm, address)
    page.get_by_label("Beginning of a name").focus()
    order = []
    for _ in range(5):
        page.keyboard.press("Tab")
        order.append(
            page.evaluate("document.activeElement.name || document.activeElement.innerText")
        )
    assert order == ["Find", "person", "why", "Give the role", "Not now"]


def test_a_pair_is_unticked_with_the_space_bar(varnholm: str, opens: Opens) -> None:
    page = as_mira(opens(), varnholm, reverse("company:suggestions"))
    first = page.get_by_role("checkbox").first
    first.focus()
    page.keyboard.press("Space")
    expect(first).not_to_be_checked()
    page.keyboard.press("Tab")  # on to its area, then to the next one
    page.keyboard.press("Tab")
    expect(page.get_by_role("checkbox").nth(1)).to_be_focused()

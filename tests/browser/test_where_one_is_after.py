"""After a form is sent: where the focus is, what is said, and what covers what."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Opens
from tests.browser.pages import pair

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def at_the_talk(page: Page, site: str) -> Page:
    page.goto(site + reverse("demo:be", args=["mira"]))
    page.goto(site + reverse("talks:page", args=[pair().pk]))
    return page


def raise_a_point(page: Page, what: str) -> None:
    page.get_by_label("What do you want to speak about?").fill(what)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text(what)).to_be_visible()


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.innerText"))


@pytest.mark.parametrize("script", [True, False])
def test_the_focus_is_on_the_row_that_changed(varnholm: str, opens: Opens, script: bool) -> None:
    page = at_the_talk(opens(java_script_enabled=script), varnholm)
    raise_a_point(page, f"The night shift, script {script}")
    assert f"The night shift, script {script}" in focused(page)
    page.keyboard.press("Tab")
    assert focused(page) == "Spoken about"


@pytest.mark.parametrize("script", [True, False])
def test_where_no_row_changed_the_heading_has_the_focus(
    varnholm: str, opens: Opens, script: bool
) -> None:
    page = opens(java_script_enabled=script)
    page.goto(varnholm + reverse("demo:be", args=["sam"]))
    page.goto(varnholm + reverse("openness:why", args=[pair().pk]))
    page.locator("main textarea").fill("Work that lets people go home on time.")
    page.get_by_role("button", name="Write it").click()
    heading = page.get_by_role("heading", level=1)
    expect(page).to_have_url(varnholm + reverse("openness:page", args=[pair().pk]))
    expect(heading).to_be_focused()
    page.goto(page.url)
    expect(heading).not_to_be_focused()


def test_on_a_phone_what_is_said_covers_nothing_and_stays(varnholm: str, opens: Opens) -> None:
    page = at_the_talk(opens(viewport=PHONE), varnholm)
    page.clock.install()
    raise_a_point(page, "The early shift")
    said = page.locator("[data-toast]")
    covered = said.evaluate(
        """toast => {
            const seen = toast.getBoundingClientRect();
            return [...document.querySelectorAll("main :is(h1, h2, button, a, textarea, .card)")]
                .map(each => each.getBoundingClientRect())
                .some(each => each.bottom > seen.top && each.top < seen.bottom);
        }"""
    )
    assert not covered
    page.clock.run_for(20_000)
    expect(said).to_have_count(1)


def test_on_a_desk_what_is_said_is_seen_and_does_not_cover_what_it_is_about(
    varnholm: str, opens: Opens
) -> None:
    page = at_the_talk(opens(), varnholm)
    raise_a_point(page, "The late shift")
    assert "The late shift" in focused(page)
    said = page.locator("[data-toast]").bounding_box()
    row = page.locator(":focus").bounding_box()
    assert said is not None
    assert row is not None
    assert said["y"] >= 0
    assert said["y"] + said["height"] <= row["y"] or said["y"] >= row["y"] + row["height"]


def test_on_a_phone_the_second_tab_leads_to_the_navigation(varnholm: str, opens: Opens) -> None:
    page = at_the_talk(opens(viewport=PHONE), varnholm)
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to content"
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to navigation"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert focused(page) == "Today"


def test_at_a_desk_the_navigation_is_next_and_needs_no_second_link(
    varnholm: str, opens: Opens
) -> None:
    page = at_the_talk(opens(), varnholm)
    expect(page.get_by_role("link", name="Skip to navigation")).to_be_hidden()

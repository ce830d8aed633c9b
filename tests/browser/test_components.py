"""The face as a browser shows it: every component, both themes, wide and narrow."""

import gzip
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Opens, settled

pytestmark = [pytest.mark.browser, pytest.mark.slow]
AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
KIB = 1024
Look = Callable[..., Page]


@pytest.fixture
def look(opens: Opens, varnholm: str) -> Look:
    """Opens a page as Mira; the page with every component unless told otherwise."""

    def looked(address: str = "demo:components", width: int = 1440, **wishes: Any) -> Page:  # noqa: ANN401 - Playwright's own
        page = opens(viewport={"width": width, "height": 900}, **wishes)
        page.goto(varnholm + reverse("demo:be", args=["mira"]))
        page.goto(varnholm + reverse(address))
        settled(page)
        return page

    return looked


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing(look: Look, theme: str, width: int) -> None:
    if not AXE.is_file():
        missing = "axe-core is missing: run tools/assets.py --tests"
        pytest.fail(missing) if os.environ.get("CI") == "true" else pytest.skip(missing)
    page = look(width=width, color_scheme=theme, bypass_csp=True)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []


@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1440])
def test_nothing_scrolls_sideways(look: Look, width: int) -> None:
    page = look(width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_glyphs_and_fonts_arrive_under_the_strict_policy(look: Look) -> None:
    page = look()
    drawn = page.evaluate("document.querySelector('.quick .icon use').getBBox().width")
    assert drawn > 0
    assert page.evaluate("document.fonts.check('16px \"Tandem Sans\"')")
    assert page.evaluate("document.fonts.check('16px \"Tandem Serif\"')")


def test_the_theme_follows_the_person(look: Look) -> None:
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    assert look(color_scheme="light").evaluate(ground) == "rgb(250, 248, 244)"
    assert look(color_scheme="dark").evaluate(ground) == "rgb(20, 23, 27)"


def test_keys_lead_to_the_search_and_the_quick_line_but_not_while_typing(look: Look) -> None:
    page = look()
    page.keyboard.press("n")
    assert focused(page) == "quick"
    page.keyboard.type("n/")
    assert focused(page) == "quick"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    assert (focused(page), page.input_value("#find")) == ("find", "")


def test_the_keys_can_be_switched_off(look: Look) -> None:
    page = look("me")
    page.uncheck("[data-shortcuts]")
    page.goto(page.url.replace(reverse("me"), reverse("demo:components")))
    page.keyboard.press("n")
    assert focused(page) != "quick"


def test_the_first_stop_of_the_keyboard_skips_to_the_content(look: Look) -> None:
    page = look()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert focused(page) == "main"


def test_every_picture_can_be_read_as_a_table_without_script(look: Look) -> None:
    page = look(java_script_enabled=False)
    table = page.locator("figure table")
    expect(table).to_be_hidden()
    page.get_by_text("Show as table").press("Enter")
    expect(table).to_be_visible()


def test_without_script_nothing_offers_what_it_cannot_do(look: Look) -> None:
    page = look(java_script_enabled=False)
    expect(page.get_by_role("button", name="Copy")).to_have_count(0)
    expect(page.locator("[data-toast]")).to_be_visible()


def test_copying_says_that_it_worked(look: Look) -> None:
    page = look(permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy").click()
    expect(page.locator("#live")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.inner_text("#link")


def test_a_toast_is_said_and_after_eight_seconds_goes_along_no_more(look: Look) -> None:
    page = look()
    page.clock.install()
    page.reload()
    expect(page.locator("#live")).to_contain_text("Promised to Ana")
    page.mouse.move(5, 5)
    said = page.locator(".toasts")
    page.clock.fast_forward(7_000)  # the page's own time has gone on meanwhile
    expect(said).to_have_css("position", "sticky")
    page.clock.fast_forward(1_500)
    expect(said).to_have_css("position", "static")
    expect(page.locator("[data-toast]")).to_be_visible()


# ---- after a swap

SWAPPED = """answer => {
  const row = document.querySelector('#p-2 .what');
  row.innerHTML = '<form hx-post="/answer" hx-target="#p-2"><button>Go</button></form>';
  row.firstChild.setAttribute('hx-swap', 'outerHTML');
  htmx.process(row);
}"""


def answered(page: Page, status: int, body: str) -> None:
    """The server's answer to a button pressed in the second row."""
    page.route(
        "**/answer",
        lambda route: route.fulfill(status=status, body=body, content_type="text/html"),
    )
    page.evaluate(SWAPPED)
    page.get_by_role("button", name="Go", exact=True).click()


def test_when_a_row_is_gone_the_heading_of_its_list_takes_the_focus(look: Look) -> None:
    page = look()
    answered(page, 200, "")
    expect(page.locator("#p-2")).to_have_count(0)
    expect(page.locator("#promises")).to_be_focused()


def test_when_a_row_comes_back_changed_it_keeps_the_focus(look: Look) -> None:
    page = look()
    answered(page, 200, '<li id="p-2">Reported done</li>')
    expect(page.locator("#p-2")).to_have_text("Reported done")
    expect(page.locator("#p-2")).to_be_focused()


def test_a_picture_that_loads_by_itself_takes_nobodys_focus(look: Look) -> None:
    page = look()
    page.route("**/picture", lambda route: route.fulfill(body='<p id="p-2">drawn</p>'))
    page.evaluate("htmx.ajax('GET', '/picture', {target: '#p-2', swap: 'outerHTML'})")
    expect(page.locator("#p-2")).to_have_text("drawn")
    page.wait_for_timeout(200)
    assert focused(page) == ""


def test_a_faulty_form_comes_back_in_its_place_and_takes_the_focus(look: Look) -> None:
    page = look()
    answered(page, 422, '<li id="p-2"><input id="faulty-one" aria-invalid="true"></li>')
    expect(page.locator("#faulty-one")).to_be_focused()


def test_a_broken_answer_changes_nothing_and_is_said(chromium: Browser, varnholm: str) -> None:
    # not through `look`: here the browser is meant to complain
    page = chromium.new_page()
    page.goto(varnholm + reverse("demo:be", args=["mira"]))
    page.goto(varnholm + reverse("demo:components"))
    answered(page, 500, "broken")
    expect(page.locator("#live")).to_contain_text("did not go through")
    expect(page.locator("#p-2")).to_be_visible()
    page.close()


# ---- weight


def test_a_whole_page_weighs_less_than_its_budget(look: Look) -> None:
    """180 KiB as sent, fonts included; text is counted as gzip makes it."""
    page = look()
    names = page.evaluate("performance.getEntriesByType('resource').map(each => each.name)")
    weights = {name: weight(name) for name in names if "latin-ext" not in name}
    html = page.content().encode()
    assert len(html) <= 60 * KIB
    assert sum(weights.values()) + len(gzip.compress(html)) <= 180 * KIB, weights


def weight(url: str) -> int:
    with urlopen(url) as answer:
        body: bytes = answer.read()
    return len(body) if url.endswith(".woff2") else len(gzip.compress(body))

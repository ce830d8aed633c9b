"""The face as a browser shows it: every component, both themes, wide and narrow."""

import gzip
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from conftest import SignIn
from tandem.partnership.testing import Cast
from tests.browser import chromium

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
AXE = Path(__file__).parent.parent / "node_modules/axe-core/axe.min.js"
KIB = 1024
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def complaints() -> list[str]:
    """What the browser says of the page: broken scripts, refused styles, missing files."""
    return []


@pytest.fixture
def opened(
    browser: Browser,
    live_server: LiveServer,
    sign_in: SignIn,
    transactional_db: None,
    complaints: list[str],
) -> Iterator[Open]:
    """Opens a page as Mira, HR partner, with a browser context of its own."""
    cookie = sign_in(Cast.gather().mira).cookies[settings.SESSION_COOKIE_NAME]
    contexts = []

    def open_page(address: str = "demo:components", width: int = 1440, **wishes: Any) -> Page:  # noqa: ANN401 - Playwright's own
        context = browser.new_context(viewport={"width": width, "height": 900}, **wishes)
        contexts.append(context)
        place = f"{live_server.url}{settings.SIGNED_IN}"
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": place}])
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(live_server.url + reverse(address))
        page.wait_for_load_state("networkidle")
        return page

    yield open_page
    for context in contexts:
        context.close()


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing(opened: Open, theme: str, width: int) -> None:
    if not AXE.is_file():
        missing = "axe-core is missing: run tools/assets.py --tests"
        pytest.fail(missing) if os.environ.get("CI") == "true" else pytest.skip(missing)
    page = opened(width=width, color_scheme=theme, bypass_csp=True)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []


@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1440])
def test_nothing_scrolls_sideways(opened: Open, width: int) -> None:
    page = opened(width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_browser_has_nothing_to_complain_of(opened: Open, complaints: list[str]) -> None:
    opened()
    assert complaints == []


def test_glyphs_and_fonts_arrive_under_the_strict_policy(opened: Open) -> None:
    page = opened()
    drawn = page.evaluate("document.querySelector('.quick .icon use').getBBox().width")
    assert drawn > 0
    assert page.evaluate("document.fonts.check('16px \"Tandem Sans\"')")
    assert page.evaluate("document.fonts.check('16px \"Tandem Serif\"')")


def test_the_theme_follows_the_person(opened: Open) -> None:
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    assert opened(color_scheme="light").evaluate(ground) == "rgb(250, 248, 244)"
    assert opened(color_scheme="dark").evaluate(ground) == "rgb(20, 23, 27)"


def test_keys_lead_to_the_search_and_the_quick_line_but_not_while_typing(opened: Open) -> None:
    page = opened()
    page.keyboard.press("n")
    assert focused(page) == "quick"
    page.keyboard.type("n/")
    assert focused(page) == "quick"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    assert (focused(page), page.input_value("#find")) == ("find", "")


def test_the_keys_can_be_switched_off(opened: Open) -> None:
    page = opened("me")
    page.uncheck("[data-shortcuts]")
    page.goto(page.url.replace(reverse("me"), reverse("demo:components")))
    page.keyboard.press("n")
    assert focused(page) != "quick"


def test_the_first_stop_of_the_keyboard_skips_to_the_content(opened: Open) -> None:
    page = opened()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert focused(page) == "main"


def test_an_answer_that_needs_a_word_opens_in_its_place_without_script(opened: Open) -> None:
    page = opened(java_script_enabled=False)
    field = page.locator("#p-1 .reply input[type=text]")
    expect(field).to_be_hidden()
    page.locator("#p-1 .reply summary").press("Enter")
    expect(field).to_be_visible()


def test_without_script_nothing_offers_what_it_cannot_do(opened: Open) -> None:
    page = opened(java_script_enabled=False)
    expect(page.get_by_role("button", name="Copy")).to_have_count(0)
    expect(page.locator("[data-toast]")).to_be_visible()


def test_copying_says_that_it_worked(opened: Open) -> None:
    page = opened(permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy").click()
    expect(page.locator("#live")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.inner_text("#link")


def test_a_toast_is_said_and_leaves_after_eight_seconds(opened: Open) -> None:
    page = opened()
    page.clock.install()
    page.reload()
    expect(page.locator("#live")).to_contain_text("Promised to Ana")
    page.mouse.move(5, 5)
    page.clock.fast_forward(7_900)
    expect(page.locator("[data-toast]")).to_have_count(1)
    page.clock.fast_forward(200)
    expect(page.locator("[data-toast]")).to_have_count(0)


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
    page.wait_for_timeout(300)


def test_when_a_row_is_gone_the_heading_of_its_list_takes_the_focus(opened: Open) -> None:
    page = opened()
    answered(page, 200, "")
    assert (page.locator("#p-2").count(), focused(page)) == (0, "promises")


def test_when_a_row_comes_back_changed_it_keeps_the_focus(opened: Open) -> None:
    page = opened()
    answered(page, 200, '<li id="p-2">Reported done</li>')
    assert focused(page) == "p-2"


def test_a_faulty_form_comes_back_in_its_place_and_takes_the_focus(opened: Open) -> None:
    page = opened()
    answered(page, 422, '<li id="p-2"><input id="faulty-one" aria-invalid="true"></li>')
    assert focused(page) == "faulty-one"


def test_a_broken_answer_changes_nothing_and_is_said(opened: Open) -> None:
    page = opened()
    answered(page, 500, "broken")
    expect(page.locator("#live")).to_contain_text("did not go through")
    expect(page.locator("#p-2")).to_be_visible()


# ---- weight


def test_a_whole_page_weighs_less_than_its_budget(opened: Open, live_server: LiveServer) -> None:
    """180 KiB as sent, fonts included; text is counted as gzip makes it."""
    page = opened()
    names = page.evaluate("performance.getEntriesByType('resource').map(each => each.name)")
    weights = {name: weight(name) for name in names if "latin-ext" not in name}
    html = page.content().encode()
    assert len(html) <= 60 * KIB
    assert sum(weights.values()) + len(gzip.compress(html)) <= 180 * KIB, weights


def weight(url: str) -> int:
    with urlopen(url) as answer:
        body: bytes = answer.read()
    return len(body) if url.endswith(".woff2") else len(gzip.compress(body))

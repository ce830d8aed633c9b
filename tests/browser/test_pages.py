"""Every page as a person meets it: axe, both themes, a phone, the keyboard, and without script."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, Opens, settled
from tests.browser.pages import PAGES, Shot, a_letter_to_jonas

pytestmark = [pytest.mark.browser, pytest.mark.slow]
AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"
# Styles are not fetched a second time: only a rule that is not on by itself reads them.
RUN = "axe.run(document, {resultTypes: ['violations'], preload: {assets: ['media']}})"
FIRST_FORM = 40  # presses of Tab within which a page's first own control must be reached


def visit(page: Page, site: str, shot: Shot) -> Page:
    if shot.who != "-":
        page.request.get(site + reverse("demo:be", args=[shot.who]), max_redirects=0)
    page.goto(site + shot.address())
    settled(page)
    return page


def violations(page: Page) -> list[tuple[str, list[str]]]:
    if not AXE.is_file():
        missing = "axe-core is missing: run tools/assets.py --tests"
        pytest.fail(missing) if os.environ.get("CI") == "true" else pytest.skip(missing)
    page.wait_for_load_state()
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(RUN)["violations"]
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]


@pytest.mark.parametrize("shot", PAGES, ids=lambda shot: shot.name)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    varnholm: str, window: Page, shot: Shot
) -> None:
    """Met on a phone in the dark, then made wide and light: loading it again took half the time."""
    page = visit(window, varnholm, shot)
    for view, scheme in ((PHONE, "dark"), (DESKTOP, "light")):
        page.set_viewport_size(view)  # type: ignore[arg-type]
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        settled(page)
        assert violations(page) == [], scheme
        assert page.evaluate("document.documentElement.scrollWidth") <= view["width"], scheme


@pytest.mark.parametrize("look", [{}, {"viewport": PHONE, "color_scheme": "dark"}])
def test_axe_finds_nothing_on_what_a_tap_leads_to(
    varnholm: str, opens: Opens, look: dict[str, object]
) -> None:
    """The question to a line without script, and what follows a link of a letter, twice."""
    page, axe = opens(java_script_enabled=False, **look), opens(bypass_csp=True, **look)
    axe.goto(varnholm + reverse("account_login"))  # for its styles and its address
    page.goto(varnholm + reverse("demo:be", args=["sam"]))
    page.goto(varnholm + reverse("today:page"))
    page.locator("#quick").fill("send the crew plan to Mira by Friday")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Is this what you mean?")
    look_at(axe, page.content())
    letter = varnholm + a_letter_to_jonas()
    page.goto(letter)
    page.get_by_label("New date").fill("2026-12-18")
    page.get_by_role("button", name="Waiting for a decision").click()
    expect(page.get_by_role("heading", name="Good call.")).to_be_visible()
    look_at(axe, page.content())
    ended = page.request.get(letter)
    assert (ended.status, "This was said already." in ended.text()) == (410, True)
    look_at(axe, ended.text())


def look_at(page: Page, content: str) -> None:
    """As it stands: its own scripts ran where it was made, if they ran at all."""
    page.set_content(re.sub(r"<script.*?</script>", "", content, flags=re.DOTALL))
    settled(page)
    assert violations(page) == []
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_promise_is_made_and_moved_by_keyboard_alone(varnholm: str, opens: Opens) -> None:
    page = opens()
    page.goto(varnholm + reverse("demo:be", args=["mira"]))
    page.keyboard.press("n")
    page.keyboard.type("send the rest hours to Jonas by Friday")
    expect(page.locator("#reading")).to_contain_text("Jonas Weir")
    expect(page.locator("#reading")).to_contain_text("Fri 27 Nov")
    page.keyboard.press("Enter")
    expect(page.get_by_text("send the rest hours").first).to_be_visible()
    link = page.get_by_role("link", name="send the rest hours").first
    reach(page, link.get_attribute("href") or "")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("send the rest hours")


def test_n_opens_the_line_over_any_page_and_leads_back_to_it(varnholm: str, opens: Opens) -> None:
    page = opens(bypass_csp=True)
    page.goto(varnholm + reverse("demo:be", args=["mira"]))
    page.goto(varnholm + reverse("commitments:list"))
    page.locator("[data-quick]").focus()
    page.keyboard.press("n")
    expect(page.locator("dialog #quick")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#quick-box")).to_be_hidden()
    expect(page.locator("[data-quick]")).to_be_focused()
    page.keyboard.press("n")
    expect(page.locator("dialog #quick")).to_be_focused()
    page.keyboard.type("Erinnere mich am Montag an das Budget")
    expect(page.locator("#reading")).to_contain_text("Only for you: das Budget")
    assert violations(page) == []
    page.keyboard.press("Enter")
    expect(page.get_by_text("It comes up on Today on Mon 30 Nov.").first).to_be_visible()
    expect(page).to_have_url(varnholm + reverse("commitments:list"))
    page.get_by_role("button", name="Done with it").first.click()
    expect(page.get_by_text("Nobody else knew of it.").first).to_be_visible()


def test_without_script_the_line_is_one_link_away_from_any_page(
    varnholm: str, opens: Opens
) -> None:
    page = opens(java_script_enabled=False, viewport=PHONE)
    page.goto(varnholm + reverse("demo:be", args=["sam"]))
    page.goto(varnholm + reverse("commitments:list"))
    page.locator("[data-quick]").click()
    page.locator("#quick").fill("Nicht vergessen: Dankeskarte kaufen")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Nobody: a reminder, only for me")).to_be_checked()
    page.get_by_role("button", name="Send it").click()
    expect(page).to_have_url(varnholm + reverse("commitments:list"))
    expect(page.get_by_text("Dankeskarte kaufen").first).to_be_visible()


def reach(page: Page, href: str) -> None:
    """Press Tab until the link with this address has the focus."""
    for _ in range(FIRST_FORM * 2):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('href')") == href:
            return
    raise AssertionError(f"Tab never reached {href}")


def test_two_people_of_one_first_name_are_asked_about(varnholm: str, opens: Opens) -> None:
    page = opens()
    page.goto(varnholm + reverse("demo:be", args=["mira"]))
    page.locator("#quick").press_sequentially("send the rota to Sam by Friday")
    expect(page.locator("#reading")).to_contain_text("Sam Lindqvist")
    expect(page.locator("#reading")).to_contain_text("Sam Oyelaran")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Is this what you mean?")
    page.get_by_label(re.compile("Sam Oyelaran")).check()
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Is this what you mean?")


def test_without_script_the_line_is_shown_before_it_is_sent(varnholm: str, opens: Opens) -> None:
    page = opens(java_script_enabled=False)
    page.goto(varnholm + reverse("demo:be", args=["sam"]))
    page.goto(varnholm + reverse("today:page"))
    page.locator("#quick").fill("send the crew plan to Mira by Friday")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Is this what you mean?")
    expect(page.get_by_label(re.compile("Mira Okafor"))).to_be_checked()
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_text("send the crew plan").first).to_be_visible()


def test_without_script_a_promise_is_answered_and_its_date_moved(
    varnholm: str, opens: Opens
) -> None:
    page = opens(java_script_enabled=False)
    page.goto(varnholm + reverse("demo:be", args=["mira"]))
    page.goto(varnholm + reverse("commitments:part", args=["mine"]))
    page.get_by_role("link", name="Three shift patterns with cost and rest hours").first.click()
    page.get_by_role("link", name="Renegotiate").click()
    page.get_by_label("New date").fill("2026-12-15")
    page.get_by_role("button", name="Waiting for someone").click()
    expect(page.get_by_text("You propose Tue 15 Dec").first).to_be_visible()


def test_without_script_an_area_shows_its_picture_and_table(varnholm: str, opens: Opens) -> None:
    page = opens(java_script_enabled=False)
    page.goto(varnholm + reverse("demo:be", args=["sam"]))
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Operations: a real move, and it sits in one team."
    )
    expect(page.locator("#picture-months svg").first).to_be_visible()
    page.get_by_text("Show as table").first.click()
    expect(page.get_by_role("rowheader", name="Oct 2026")).to_be_visible()


# All that a browser keeps of a site and lets a script read: two stores, cookies, caches, databases.
KEPT = """async () => {
  const kept = [{...localStorage}, {...sessionStorage}, document.cookie];
  const caching = "caches" in window;  // not over plain http from elsewhere
  for (const name of caching ? await caches.keys() : []) {
    const cache = await caches.open(name);
    for (const asked of await cache.keys())
      kept.push(asked.url, await (await cache.match(asked)).text());
  }
  for (const {name} of await indexedDB.databases()) {
    const db = await new Promise((done) => {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => done(opening.result);
    });
    for (const store of db.objectStoreNames)
      kept.push(await new Promise((done) => {
        const all = db.transaction(store).objectStore(store).getAll();
        all.onsuccess = () => done(all.result);
      }));
    db.close();
  }
  return JSON.stringify(kept);
}"""
PLANT = """async () => {
  localStorage.setItem("planted", "in local storage");
  sessionStorage.setItem("planted", "in session storage");
  const cache = await caches.open("planted");
  await cache.put("/planted", new Response("in a cache"));
  await new Promise((done) => {
    const opening = indexedDB.open("planted");
    opening.onupgradeneeded = () => opening.result.createObjectStore("planted");
    opening.onsuccess = () => {
      const putting = opening.result.transaction("planted", "readwrite");
      putting.objectStore("planted").put("in a database", 1);
      putting.oncomplete = () => { opening.result.close(); done(); };
    };
  });
}"""


def test_nothing_of_a_page_is_kept_by_the_browser(varnholm: str, opens: Opens) -> None:
    page = opens()
    page.goto(varnholm + reverse("demo:be", args=["mira"]))
    page.evaluate(PLANT)
    words = "Three shift patterns with cost and rest hours"
    page.goto(varnholm + reverse("commitments:part", args=["mine"]))
    expect(page.get_by_text(words).first).to_be_visible()
    page.get_by_role("link", name=words).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)
    page.get_by_role("link", name="Today").first.click()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)
    kept = page.evaluate(KEPT)
    for place in ("in local storage", "in session storage", "in a cache", "in a database"):
        assert place in kept, "the search finds what is there"
    assert words not in kept

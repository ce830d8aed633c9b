"""What is read together at a table: on paper nothing to press, no row cut, ink on white."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tandem.rooms.escalations.models import DECISION_LENGTH, VIEW_LENGTH
from tests.browser.conftest import DESKTOP, Opens
from tests.browser.pages import PAGES, Shot, area, ownership, pair
from tests.browser.test_pages import visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]
# A4 less the margins of print.css, in dots of a browser: 186 by 269 millimetres.
SHEET = {"width": 703, "height": 1016}
NAMES = (
    *("pair", "pair-with-a-signal", "how-you-came-together", "heads-ups", "openness"),
    *("up-at-night", "between-us", "kept-over-time", "requests", "outcomes", "outcome-of-two"),
    *("row-seen-differently", "first-hundred-days", "partnership-map", "what-needs-an-owner"),
    *("charter", "charter-signed-and-changed", "charter-part", "charter-list", "charter-write"),
    *("charter-add", "charter-as-signed", "charter-nobody-touched", "next-talk"),
    *("both-views", "one-note", "all-partnerships", "map-of-an-area", "so-far"),
    "what-was-noticed",
    *("area-as-it-was", "area", "area-years", "area-of-nine", "promise", "card", "what-is-kept"),
)
BY_NAME = {shot.name: shot for shot in PAGES}
PAPER = tuple(BY_NAME[name] for name in NAMES)

# What is wrong on this sheet, each with the beginning of its words.
FAULTS = """() => {
  const found = [], main = document.querySelector("main");
  const say = (what, each) => found.push(`${what}: ${each.outerHTML.slice(0, 90)}`);
  const shown = (each) => each.checkVisibility({contentVisibilityAuto: true})
    && each.getBoundingClientRect().width > 1;
  const light = (color) => {
    const [r, g, b, a = 1] = color.match(/[\\d.]+/g).map(Number);
    const one = (c) => (c /= 255) <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4;
    return {of: .2126 * one(r) + .7152 * one(g) + .0722 * one(b), a};
  };
  const pressed = "nav, .bar, button, .button, input, select, textarea, dialog";
  for (const each of document.querySelectorAll(pressed)) if (shown(each)) say("to press", each);
  for (const each of main.querySelectorAll("tr, li"))
    if (shown(each) && getComputedStyle(each).breakInside !== "avoid") say("may be cut", each);
  for (const each of [document.body, ...main.querySelectorAll("*")]) {
    if (!shown(each) || each instanceof SVGElement) continue;
    const style = getComputedStyle(each), ground = light(style.backgroundColor);
    if (style.overflow !== "visible") say("ends where the sheet ends", each);
    if (ground.a > 0 && ground.of < .9 && each.tagName !== "PROGRESS") say("takes ink", each);
    const words = [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    if (words && 1.05 / (light(style.color).of + .05) < 4.5) say("is pale", each);
    if (each.getBoundingClientRect().right > innerWidth + 1) say("wider than the sheet", each);
  }
  if (document.documentElement.scrollWidth > innerWidth) found.push("scrolls sideways");
  return found;
}"""


SAY = "(all, words) => all.forEach((each) => { each.textContent = words; })"


def on_paper(page: Page) -> Page:
    page.emulate_media(media="print")
    page.set_viewport_size(SHEET)  # type: ignore[arg-type]
    return page


@pytest.mark.parametrize("shot", PAPER, ids=lambda shot: shot.name)
def test_on_paper_there_is_only_what_one_reads(varnholm: str, window: Page, shot: Shot) -> None:
    window.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    page = on_paper(visit(window, varnholm, shot))
    assert page.evaluate(FAULTS) == []
    assert page.locator("main").inner_text().strip()


def test_the_search_for_faults_finds_what_is_there(varnholm: str, opens: Opens) -> None:
    """On the same page as a screen shows it, there is all that paper must not have."""
    page = visit(opens(bypass_csp=True), varnholm, BY_NAME["pair"])
    page.set_viewport_size(SHEET)  # type: ignore[arg-type]
    found = {fault.partition(":")[0] for fault in page.evaluate(FAULTS)}
    assert {"to press", "may be cut", "takes ink"} <= found


@pytest.mark.parametrize(
    ("address", "most"),
    [
        (lambda: pair().get_absolute_url(), 5),
        (lambda: ownership("Operations"), 5),
        (lambda: area("Operations"), 6),  # with what is said of a flag and of the definitions
    ],
    ids=["pair", "map", "area"],
)
def test_a_page_takes_few_sheets(
    varnholm: str, opens: Opens, address: Callable[[], str], most: int
) -> None:
    page = visit(opens(), varnholm, Shot("a-sheet", "mira", address))
    made = page.pdf(format="A4", prefer_css_page_size=True)
    assert made.startswith(b"%PDF")
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", made)) <= most


def test_a_note_with_two_views_and_its_decision_is_one_sheet_however_long_they_are(
    varnholm: str, opens: Opens
) -> None:
    page = visit(opens(bypass_csp=True), varnholm, BY_NAME["one-note"])
    words = "As I see it, the hours come too late for the evening shift. " * VIEW_LENGTH
    both, decision = ".halves .quote", "[aria-labelledby=decision] .quote"
    for where, longest in ((both, VIEW_LENGTH), (decision, DECISION_LENGTH)):
        said = page.locator(where)
        assert said.count() == 2
        said.evaluate_all(SAY, words[:longest])
    made = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", made)) == 1


def test_the_words_of_the_two_and_their_day_stand_on_paper(varnholm: str, opens: Opens) -> None:
    page = on_paper(visit(opens(bypass_csp=True), varnholm, BY_NAME["area-as-it-was"]))
    assert "as it was on 1 March 2025" in page.locator("main").inner_text()
    page = on_paper(visit(opens(bypass_csp=True), varnholm, BY_NAME["pair"]))
    words = page.locator("main").inner_text()
    for said in ("Sam Lindqvist", "Mira Okafor", "Three shift patterns with cost and rest hours"):
        assert said in words
    page = on_paper(visit(opens(bypass_csp=True), varnholm, BY_NAME["area"]))
    assert "2.66 times their mean moving range" in page.locator("main").inner_text()

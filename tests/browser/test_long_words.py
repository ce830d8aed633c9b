"""Every page in a language of long words: nothing is wider than its window, and no label is cut."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.browser.conftest import DESKTOP, PHONE, Opens, settled
from tests.browser.pages import PAGES
from tests.pseudo_locale import words_are_long

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# What is too wide for the window, or for its own box; what scrolls by itself may be wider.
FAULTS = """() => {
  const found = [];
  const say = (what, each) =>
    found.push(`${what}: ${each.outerHTML.replace(/\\s+/g, " ").slice(0, 160)}`);
  const heads = [...document.querySelectorAll("thead")].filter(
    (head) => getComputedStyle(head).position === "absolute");  // for those who listen
  const apart = (each) => each.closest(".scroll, figure.plot, svg, .sr, .skip")
    || heads.includes(each.closest("thead")) || !each.checkVisibility();
  if (document.documentElement.scrollWidth > innerWidth) found.push("the page scrolls sideways");
  for (const each of document.querySelectorAll("body *")) {
    const box = each.getBoundingClientRect();
    const wide = box.width > 1 && (box.right > innerWidth + 1 || box.left < -1);
    if (wide && !apart(each)) say("wider than its window", each);
  }
  const labels = "a, button, label, summary, legend, th, .chip, .side";
  for (const each of document.querySelectorAll(labels)) {
    const cut = each.clientWidth && each.scrollWidth > each.clientWidth + 1;
    if (cut && !apart(each)) say("cut", each);
  }
  return found;
}"""


def test_no_page_breaks_in_a_language_of_long_words(varnholm: str, opens: Opens) -> None:
    # What an address makes is made in our own words: others look at it, too.
    there = sorted((shot.who, shot.name, shot.address()) for shot in PAGES)
    page, now, found = opens(), "-", []
    page.goto(varnholm)
    settled(page)  # its fonts are there from now on
    with words_are_long():
        for who, name, address in there:
            if who != now:
                page.goto(varnholm + reverse("demo:be", args=[who]))
                now = who
            page.goto(varnholm + address)
            for size in (DESKTOP, PHONE):
                page.set_viewport_size(size)  # type: ignore[arg-type]
                found += [f"{name}, {size['width']}: {each}" for each in page.evaluate(FAULTS)]
    assert found == []


def test_the_search_for_faults_finds_what_is_cut_and_what_is_too_wide(opens: Opens) -> None:
    page = opens(viewport=PHONE)
    wide = "<button style='width: 40px; white-space: nowrap'>Verantwortlichkeiten</button>"
    page.set_content(f"<body>{wide}<p style='width: 900px'>A line</p><p>As it should be</p>")
    kinds = [each.partition(":")[0] for each in page.evaluate(FAULTS)]
    assert kinds == ["the page scrolls sideways", "wider than its window", "cut"]

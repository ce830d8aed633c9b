"""Walk A: two set their pair up in one sitting, sign their charter, and print the map on one page.

A real server and worker, a company of its own, and two people in two browsers open at once: one at
a desk, one on a phone in the dark. From the first step to the last yes neither has a mouse.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tandem.cli.tests.homes import Home
from tests.browser import companies
from tests.browser.conftest import PHONE, Album, Opens, settled
from tests.browser.keyboard import choose, go_to, press, type_into
from tests.browser.test_pages import violations
from tests.browser.test_print import FAULTS, on_paper
from tests.browser.test_walk_first import (
    ALBUMS,
    PATIENCE,
    apply,
    bring_in,
    choose_password,
    pair_up,
)

pytestmark = [pytest.mark.browser, pytest.mark.walk, pytest.mark.slow]
GOAL = "People in Assembly choose to stay"
FACTORS = (
    ("Every new fitter has a named guide", "A name on the first day"),
    ("Two leads can stand in for each other", "Tried once a quarter"),
    ("Nobody hears of a change last", "Asked in the look back"),
)


def today() -> date:
    return date.today()  # noqa: DTZ011 - the walk lives in real time, like its server


def to_the_pair(page: Page) -> None:
    go_to(page, "Partners")
    press(page, page.get_by_role("link", name="Bo and Hana"))


def on_walk(page: Page) -> None:
    """By the page of the pair, from anywhere."""
    to_the_pair(page)
    press(page, page.get_by_role("link", name="Set up your pair"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile("[Ss]et up"))


def on_charter(page: Page) -> None:
    to_the_pair(page)
    press(page, page.get_by_role("link", name="Charter", exact=True))
    expect(page.get_by_role("heading", name="Fifteen parts", exact=True)).to_be_visible()


def footing(page: Page, key: str) -> None:
    press(page, page.locator(f"#footing-{key}").get_by_role("link"))


def take(page: Page, button: str) -> None:
    press(page, page.get_by_role("button", name=button))
    expect(page.get_by_text("Agreed to").first).to_be_visible()


def write(page: Page, *texts: tuple[str, str], button: str = "Write it") -> None:
    for label, words in texts:
        type_into(page, page.locator("main form.form").get_by_label(label), words)
    press(page, page.locator("main").get_by_role("button", name=button))
    expect(page.locator(".field[data-error]")).to_have_count(0)


def write_part(page: Page, name: str, words: str) -> None:
    on_charter(page)
    press(page, page.get_by_role("row").get_by_role("link", name=name, exact=True))
    press(page, page.get_by_role("link", name="Write it"))
    write(page, ("In your words", words))


def add(page: Page, to: str, *texts: tuple[str, str]) -> None:
    on_charter(page)
    press(page, page.get_by_role("link", name=re.compile(rf"(Say the first|One more)\s?: {to}$")))
    write(page, *texts)


def answer(page: Page, words: str, said: str, why: str = "") -> None:
    on_charter(page)
    press(page, page.get_by_role("link", name=re.compile(rf"Answer\s?: {words}")))
    choose(page, page.get_by_label(said, exact=True))
    type_into(page, page.get_by_label("And why, or what instead"), why)
    press(page, page.locator("main").get_by_role("button", name="Answer"))
    expect(page.get_by_text(words).first).to_be_visible()


def accept_what_is_there(page: Page) -> None:
    """Every part that may be accepted by now, one tap each."""
    on_charter(page)
    every = page.get_by_role("button", name=re.compile("^Accept"))
    for _ in range(15):
        if not every.count():
            return
        left = every.count()
        press(page, every.first)
        expect(every).not_to_have_count(left)
    raise AssertionError("There is always one more part to accept.")


def looked_over(page: Page) -> None:
    settled(page)
    assert violations(page) == []
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def set_out(hana: Page, bo: Page, album: Album) -> None:
    """Step by step, the two beside each other."""
    expect(bo.get_by_role("heading", name="Set up your pair with Hana")).to_be_visible()
    press(bo, bo.get_by_role("region", name="Set up your pair with Hana").get_by_role("link"))
    looked_over(bo)
    album.keep(bo, "step-one-who-owns-what")
    take(bo, "Agree to all that is usual")
    expect(bo.get_by_text("Waits for Hana")).to_be_visible()
    on_walk(hana)
    take(hana, "Agree to all that is usual")
    expect(hana.get_by_text("You: 14 of 14 rows · Bo: 14 of 14")).to_be_visible()
    looked_over(hana)
    album.keep(hana, "the-whole-map-is-signed")

    # Left for now, the framework waits; the reader goes on where it does.
    press(hana, hana.get_by_role("link", name="Next step"))
    press(hana, hana.get_by_role("link", name="Leave it for now"))
    expect(hana.get_by_role("heading", level=2, name="What we tell each other")).to_be_visible()
    on_walk(hana)
    expect(hana.get_by_role("heading", level=2, name="How we work together")).to_be_visible()
    take(hana, "parts as they stand")
    on_walk(bo)
    take(bo, "parts as they stand")
    album.keep(bo, "rhythm-decisions-and-escalation-by-both")


def agree_on_a_goal(hana: Page, bo: Page) -> None:
    on_walk(hana)
    footing(hana, "goal")
    write(
        hana,
        ("What should be so?", GOAL),
        ("What is it measured by?", "Of those who leave in a year, how many chose to go"),
        ("Where does it stand now?", "12"),
        ("Where should it come to?", "6"),
        ("By when?", (today() + timedelta(days=300)).strftime("%m%d%Y")),
        ("What Bo does for it", "A talk about staying with each, once a quarter"),
        ("What you do for it", "What those who left would have stayed for"),
        button="Propose, and accept it",
    )
    expect(hana.get_by_role("heading", level=1, name=GOAL)).to_be_visible()
    on_walk(bo)
    footing(bo, "goal")
    press(bo, bo.get_by_role("button", name="Accept this wording"))
    expect(bo.get_by_text("Both own it").first).to_be_visible()


def tell_each_other(hana: Page, bo: Page, album: Album) -> None:
    for page, words in (
        (bo, "Somebody let me lead a line before I was ready."),
        (hana, "Rules should help whoever stands at the line."),
    ):
        on_walk(page)
        expect(page.get_by_role("heading", level=2, name="What we tell each other")).to_be_visible()
        footing(page, "why")
        write(page, ("Why I do this", words))
    on_walk(bo)
    footing(bo, "context")
    write(bo, ("My top three goals now", "The new line runs by spring"))
    expect(bo.get_by_text("6 parts of your charter are left before you both sign.")).to_be_visible()
    press(bo, bo.get_by_role("link", name="What comes next"))
    expect(bo.get_by_role("heading", level=1, name="Your pair is set up.")).to_be_visible()
    looked_over(bo)
    album.keep(bo, "all-three-steps-stand")


def say_the_rest(hana: Page, bo: Page) -> None:
    """What no starting point can say for two people."""
    write_part(hana, "Business goals and dates", "The new line, by 1 April, without agency.")
    add(bo, "Bo expects of HR", ("What do you count on?", "Two fitters by March"))
    answer(hana, "Two fitters by March", "Can partly", "One by March, one by May.")
    add(hana, "Hana needs from Bo", ("What do you count on?", "To hear of changes as questions"))
    answer(bo, "To hear of changes as questions", "Can")
    for what, measure in FACTORS:
        add(
            hana, "Success factors",
            ("What must be true in a year?", what), ("How will you two see it?", measure),
        )  # fmt: skip
    write_part(bo, "If this goes wrong …", "I will have decided alone in a hurry.")
    write_part(hana, "If this goes wrong …", "I will have brought a rule instead of help.")


def the_map_prints_on_one_page(page: Page, album: Album) -> None:
    page.get_by_role("link", name="Partners", exact=True).first.click()
    page.get_by_role("link", name="Bo and Hana").click()
    page.get_by_role("link", name="Who owns what", exact=True).click()
    page.get_by_role("link", name="The map on one page, to print or to show").click()
    expect(page.get_by_role("heading", level=1, name="Who owns what in Assembly")).to_be_visible()
    looked_over(page)
    album.keep(page, "the-map-of-the-two")
    link = page.get_by_role("link", name="One page to print (PDF)")
    address = str(link.evaluate("each => each.href"))
    for _ in range(PATIENCE // 500):
        answer = page.request.get(address)
        if answer.status == 200:
            break
        assert answer.status == 202, "the worker is still at it"
        page.wait_for_timeout(500)
    made = answer.body()
    assert made.startswith(b"%PDF-")
    assert b"/Type/Pages/Count 1/" in made
    on_paper(page)
    assert page.evaluate(FAULTS) == []
    album.keep(page, "the-map-on-paper")


def test_walk_A(served: tuple[Home, str], opens: Opens) -> None:
    album = Album(ALBUMS / "A")
    _, link = served
    hana = opens(bypass_csp=True)
    bo = opens(viewport=PHONE, color_scheme="dark", bypass_csp=True)

    # Hana brings people in and pairs; Bo comes by his link, and Today tells him where to begin.
    choose_password(hana, link)
    bring_in(hana, companies.export(companies.works(today(), companies.calm)), "halden.csv")
    apply(hana)
    choose_password(bo, pair_up(hana))
    album.keep(bo, "today-of-a-new-pair")

    set_out(hana, bo, album)
    agree_on_a_goal(hana, bo)
    tell_each_other(hana, bo, album)

    # The charter: what only the two can say, and a yes of each to every part.
    say_the_rest(hana, bo)
    album.keep(hana, "what-only-the-two-can-say")
    for page in (bo, hana):
        accept_what_is_there(page)
    for page in (bo, hana):
        on_charter(page)
        expect(page.get_by_role("heading", level=1)).to_have_text("Your charter is signed by both")
        looked_over(page)
    album.keep(hana, "signed-by-both")

    # Nothing is left to set up, and what holds is one page.
    for page in (bo, hana):
        go_to(page, "Today")
        expect(page.get_by_role("heading", name=re.compile("Set up your pair"))).to_have_count(0)
    the_map_prints_on_one_page(hana, album)
    assert album.count >= 6

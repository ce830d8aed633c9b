"""Walk M1: a partner leaves. What is open is listed to both, and each finds its place by them.

A real server and worker, a company of its own, and two people in two browsers open at once. The
file of HR says the last day; the day itself comes by another file, as it would in a company.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tandem.cli.tests.homes import Home
from tests.browser import companies
from tests.browser.conftest import PHONE, Album, Opens, settled
from tests.browser.test_pages import violations
from tests.browser.test_walk_first import (
    ALBUMS,
    apply,
    bring_in,
    choose_password,
    pair_up,
)

pytestmark = [pytest.mark.browser, pytest.mark.walk, pytest.mark.slow]
THEMES, ROTA, REST, PARTS = (
    "Exit themes on one page",
    "The rota for January",
    "Rest hours of the night crew",
    "The list of spare parts",
)
COLLEAGUE, ANOTHER, THIRD = "Rin10 Falk", "Rin11 Falk", "Rin12 Falk"


def today() -> date:
    return date.today()  # noqa: DTZ011 - the walk lives in real time, like its server


def begin(page: Page, *, asks: bool, whom: str, what: str) -> None:
    """Ask somebody for something, or offer it."""
    page.get_by_role("link", name="Promises", exact=True).first.click()
    page.get_by_role("link", name="New promise").first.click()
    page.get_by_label("I ask the other person" if asks else "I will do it").check()
    page.get_by_label("With whom?").fill(whom)
    page.get_by_label("What?").fill(what)
    page.get_by_label("By when?").fill((today() + timedelta(days=20)).isoformat())
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_text(what).first).to_be_visible()


def answer(page: Page, what: str, button: str) -> None:
    on_promises(page)
    page.get_by_role("link", name=what).first.click()
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("heading", level=1, name=what)).to_be_visible()


def on_promises(page: Page) -> None:
    page.get_by_role("link", name="Promises", exact=True).first.click()


def invite(page: Page, name: str) -> str:
    """Somebody who could not sign in yet; the link for them."""
    page.get_by_role("link", name="Company").first.click()
    page.get_by_role("link", name="Invitations").click()
    page.get_by_role("link", name="Links for many people").click()
    page.get_by_label("Everybody who works here").check()
    page.get_by_role("button", name="Show how many").click()
    page.get_by_role("button", name="Make the links").click()
    return page.get_by_label(f"Link for {name}", exact=True).inner_text()


def hand_over(page: Page, what: str, whom: str) -> None:
    """One of the two proposes who would do it instead."""
    page.get_by_role("listitem").filter(has_text=what).get_by_role(
        "link", name="Hand it over"
    ).click()
    page.get_by_label("Who would do it?").fill(whom)
    page.locator("main").get_by_role("button", name="Hand it over").click()
    expect(page.get_by_role("heading", level=1, name=what)).to_be_visible()


def agree_to_hand_over(page: Page, what: str) -> None:
    before_somebody_goes(page)
    page.get_by_role("listitem").filter(has_text=what).get_by_role(
        "button", name="Agree to hand it over"
    ).click()
    expect(page.get_by_role("heading", level=1, name=what)).to_be_visible()


def before_somebody_goes(page: Page) -> None:
    """By the line on Today."""
    page.get_by_role("link", name="Today", exact=True).first.click()
    page.get_by_role("link", name="Look at them").click()


def rows(leave_on: date) -> list[str]:
    """Bo's last day stands in the file; everybody else stays."""
    first, *rest = companies.works(today(), companies.calm)
    assert first.startswith("1,Bo,Ekman")
    return [first.removesuffix(",,") + f",{leave_on},quit", *rest]


def looked_over(page: Page) -> None:
    settled(page)
    assert violations(page) == []
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_walk_M1(served: tuple[Home, str], opens: Opens) -> None:
    album = Album(ALBUMS / "M1")
    _, link = served
    hana = opens(bypass_csp=True)
    bo = opens(viewport=PHONE, color_scheme="dark", bypass_csp=True)
    third = opens()

    # Hana brings people in; she and Bo share Assembly, and promise each other four things.
    choose_password(hana, link)
    bring_in(hana, companies.export(companies.works(today(), companies.calm)), "halden.csv")
    apply(hana)
    choose_password(bo, pair_up(hana))
    for what in (THEMES, REST):
        begin(bo, asks=True, whom="Hana Moreau", what=what)
        answer(hana, what, "Yes, I will")
    for what in (ROTA, PARTS):
        begin(hana, asks=True, whom="Bo Ekman", what=what)
        answer(bo, what, "Yes, I will")
    on_promises(hana)
    album.keep(hana, "four-promises-in-both-directions")

    # HR's next file knows his last day: both find the line on Today, and the list.
    bring_in(hana, companies.export(rows(today() + timedelta(days=14))), "halden-next.csv")
    apply(hana)
    bo.get_by_role("link", name="Today", exact=True).first.click()
    expect(bo.get_by_text("Before you go: 4 promises are open.")).to_be_visible()
    album.keep(bo, "today-of-who-leaves")
    before_somebody_goes(bo)
    expect(bo.get_by_role("heading", level=1)).to_have_text("Before you go")
    looked_over(bo)
    album.keep(bo, "everything-open-both-ways")
    hana.get_by_role("link", name="Today", exact=True).first.click()
    expect(
        hana.get_by_text("Bo leaves or moves on: 4 promises between you are open.")
    ).to_be_visible()
    album.keep(hana, "today-of-who-stays")
    before_somebody_goes(hana)
    expect(hana.get_by_text("Bo works here until").first).to_be_visible()
    looked_over(hana)
    album.keep(hana, "the-list-of-who-stays")

    # Bo releases what he no longer needs; it leaves both lists.
    released = bo.get_by_role("listitem").filter(has_text=REST)
    released.get_by_role("link", name="No longer needed").click()
    bo.get_by_label("Why is it no longer needed?").select_option(index=1)
    bo.locator("main").get_by_role("button", name="No longer needed").click()
    expect(bo.get_by_role("heading", level=1, name=REST)).to_be_visible()
    album.keep(bo, "released-by-who-leaves")
    before_somebody_goes(bo)
    expect(bo.get_by_text(REST)).to_have_count(0)

    # The spare parts he hands over: both agree, the third says yes, and his own has ended.
    choose_password(third, invite(hana, THIRD))
    hand_over(bo, PARTS, THIRD)
    album.keep(bo, "handed-over-to-somebody")
    agree_to_hand_over(hana, PARTS)
    album.keep(hana, "agreed-and-the-third-is-asked")
    on_promises(third)
    third.get_by_role("link", name=PARTS).first.click()
    expect(third.get_by_text("Asked instead of Bo, who hands it over.")).to_be_visible()
    third.get_by_role("button", name="Yes, I will").click()
    expect(third.get_by_text("Promised. Hana can count on it.").first).to_be_visible()
    album.keep(third, "the-third-says-yes")
    for page in (bo, hana):
        before_somebody_goes(page)
        expect(page.get_by_text(PARTS)).to_have_count(0)
    on_promises(bo)
    bo.get_by_role("link", name="Done", exact=False).first.click()
    bo.get_by_role("link", name=PARTS).first.click()
    expect(bo.get_by_text("It is over here: somebody else does it now.")).to_be_visible()
    album.keep(bo, "over-here-and-done-by-another")
    before_somebody_goes(bo)

    # The rota too: both agree, and of the third nothing is heard. It stays until they say yes.
    hand_over(bo, ROTA, COLLEAGUE)
    agree_to_hand_over(hana, ROTA)

    # The people office reads numbers and names, and no word.
    hana.get_by_role("link", name="Company").first.click()
    hana.get_by_role("link", name="Who leaves with promises open").click()
    expect(hana.get_by_text("2 promises open")).to_be_visible()
    expect(hana.get_by_text(THEMES)).to_have_count(0)
    looked_over(hana)
    album.keep(hana, "numbers-and-names-for-the-people-office")

    # The day has come: Bo is signed out, and Hana alone says what happens to the rest.
    bring_in(hana, companies.export(rows(today() - timedelta(days=1))), "halden-after.csv")
    apply(hana)
    bo.reload()
    expect(bo.get_by_label("Password")).to_be_visible()
    album.keep(bo, "gone-and-signed-out")
    before_somebody_goes(hana)
    expect(hana.get_by_text("You alone say what happens now.")).to_be_visible()
    album.keep(hana, "who-stays-decides-alone")
    # Of the rota a third is asked already, so nobody else is, until she takes that back.
    rota = hana.get_by_role("listitem").filter(has_text=ROTA)
    expect(rota.get_by_role("link", name="Ask somebody else")).to_have_count(0)
    rota.get_by_role("link", name=f"{COLLEAGUE} has been asked already.").click()
    hana.get_by_role("button", name="Withdraw").click()
    before_somebody_goes(hana)
    rota.get_by_role("link", name="Ask somebody else").click()
    expect(hana.get_by_label("What?")).to_have_value(ROTA)
    hana.get_by_label("With whom?").fill(ANOTHER)
    album.keep(hana, "asked-of-somebody-else-with-the-same-words")
    hana.get_by_role("button", name="Send it").click()
    expect(hana.get_by_text(ROTA).first).to_be_visible()
    before_somebody_goes(hana)
    hana.get_by_role("listitem").filter(has_text=THEMES).get_by_role(
        "button", name="Let it go"
    ).click()
    expect(hana.get_by_text("Nothing is left open.")).to_be_visible()
    album.keep(hana, "nothing-is-left-open")
    hana.get_by_role("link", name="Today", exact=True).first.click()
    expect(hana.get_by_text("leaves or moves on")).to_have_count(0)
    assert album.count >= 6

"""The first walk: from an HR export to a promise two people keep.

A real server and worker, a company of its own, and two people in two browsers open at once.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tandem.cli.tests.homes import Home
from tests.browser import companies
from tests.browser.conftest import Album, Opens
from tests.browser.proof import prove_if_asked

PASSWORD = "four small brown owls"
ALBUMS = Path(__file__).parent.parent.parent / "build/walks"
PATIENCE = 60_000  # milliseconds, for the worker on a busy machine

pytestmark = [pytest.mark.browser, pytest.mark.walk]


def choose_password(page: Page, link: str) -> str:
    """The secret of the second proof, where one was asked for."""
    page.goto(link)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("The same once more").fill(PASSWORD)
    chosen = page.get_by_role("button", name="Choose this password")
    chosen.click()
    expect(chosen).to_have_count(0)  # the next page, also where it takes its time
    return prove_if_asked(page)


def bring_in(page: Page, content: bytes, name: str) -> None:
    """Choose the file and wait until it has been checked."""
    page.get_by_role("link", name="Company").first.click()
    page.get_by_role("link", name="Choose a file").click()
    page.get_by_label("File", exact=True).set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content}
    )
    page.get_by_role("button", name="Check this file").click()
    expect(page.get_by_role("heading", name="What would change")).to_be_visible(timeout=PATIENCE)


def apply(page: Page) -> None:
    page.wait_for_load_state()
    meant = page.get_by_label("Yes, this many are meant")
    if meant.count():
        meant.check()
    page.get_by_role("button", name="Bring in").click()
    expect(page.get_by_role("heading", name="What changed")).to_be_visible(timeout=PATIENCE)


def pair_up(page: Page) -> str:
    """Bo and Hana share Assembly; the link for Bo."""
    page.get_by_role("link", name="Company").first.click()
    page.get_by_role("link", name="Set up a pair").click()
    page.get_by_label("Area", exact=True).fill("Assembly")
    page.get_by_label("Who leads it").fill("Bo Ekman")
    page.get_by_label("The leader’s e-mail address").fill(companies.BO)
    page.get_by_label("Who is HR partner").fill("Hana Moreau")
    page.get_by_label("The HR partner’s e-mail address").fill(companies.HANA)
    page.get_by_role("button", name="Make the pair").click()
    expect(page.get_by_role("heading", name="Bo and Hana are a pair.")).to_be_visible()
    return page.get_by_label("Invitation link").inner_text()


def open_area(page: Page) -> None:
    page.get_by_role("searchbox", name="Find a person or an area").fill("Assembly")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="People, A to Z")).to_be_visible()


def on_promise(page: Page, what: str) -> None:
    page.get_by_role("link", name="Promises", exact=True).first.click()
    page.get_by_role("link", name=what).first.click()
    expect(page.get_by_role("heading", level=1, name=what)).to_be_visible()


def test_walk_first(served: tuple[Home, str], opens: Opens) -> None:
    _, link = served
    today = date.today()  # noqa: DTZ011 - the walk lives in real time, like its server
    album = Album(ALBUMS / "first")
    hana, bo = opens(), opens()
    people = companies.works(today, companies.moved)

    # The first administrator comes in by the link the terminal printed; her address is in the file.
    choose_password(hana, link)
    bring_in(hana, companies.with_three_mistakes(people), "halden.csv")
    expect(hana.get_by_role("heading", level=1)).to_contain_text("Two rows need a word from you")
    for said in (
        "“2020-02-31”: this day does not exist.",
        "Nobody has the manager id “77”",
        "This employee id stands on line",
    ):
        expect(hana.get_by_text(said)).to_be_visible()
    album.keep(hana, "three-mistakes-told-in-words")

    # Mended, the file goes in.
    hana.get_by_role("link", name="Load a corrected file").click()
    bring_in(hana, companies.export(people), "halden-mended.csv")
    expect(hana.get_by_role("heading", level=1)).to_contain_text("rows are ready")
    album.keep(hana, "the-mended-file-is-ready")
    apply(hana)
    album.keep(hana, "it-is-in")

    # A pair, and a link for the other one.
    choose_password(bo, pair_up(hana))
    album.keep(hana, "a-pair-and-a-link")

    # The team, and what moved.
    open_area(hana)
    expect(hana.get_by_role("heading", level=1)).to_have_text(
        "Assembly: a real move.", timeout=PATIENCE
    )
    expect(hana.get_by_text("Nine people chose to leave in")).to_be_visible()
    expect(hana.locator("#picture-months svg").first).to_be_attached(timeout=PATIENCE)
    album.keep(hana, "what-moved")

    # Decide together: Hana asks Bo, and the why is there already.
    hana.get_by_role("link", name="Decide together").click()
    hana.get_by_label("I ask the other person").check()
    expect(hana.get_by_label("Bo Ekman")).to_be_checked()
    hana.get_by_label("What?").fill("Twenty minutes with each shift lead")
    hana.get_by_label("By when?").fill((today + timedelta(days=5)).isoformat())
    expect(hana.get_by_role("textbox", name="Why it matters")).to_have_value(
        "Assembly: Nine people chose to leave in "
        f"{companies.months_back(today, 1):%B}; up to three is usual."
    )
    album.keep(hana, "decide-together")
    hana.get_by_role("button", name="Send it").click()
    what = "Twenty minutes with each shift lead"

    # Bo, in his own browser, says yes.
    bo.goto(bo.url)
    waiting = bo.get_by_role("region", name="Waiting for you")
    expect(waiting.get_by_text(what)).to_be_visible()
    album.keep(bo, "bo-is-asked")
    waiting.get_by_role("button", name="Yes, I will").click()
    expect(waiting).not_to_contain_text("Yes, I will")

    # In time he asks for another day; she agrees.
    on_promise(bo, what)
    bo.get_by_role("link", name="Renegotiate").click()
    later = today + timedelta(days=9)
    bo.get_by_label("New date").fill(later.isoformat())
    bo.get_by_role("button", name="Waiting for a decision").click()
    expect(bo.locator("#main").get_by_text("Good call. Telling early")).to_be_visible()
    album.keep(bo, "another-day-asked-for-in-time")
    hana.get_by_role("link", name="Today", exact=True).first.click()
    hana.get_by_role("button", name="Agree").first.click()
    expect(hana.get_by_role("button", name="Agree")).to_have_count(0)

    # He reports it done; she thanks.
    on_promise(bo, what)
    bo.get_by_role("button", name="Report done").click()
    expect(bo.get_by_text("Reported done").first).to_be_visible()
    hana.goto(hana.url)
    asked = hana.get_by_role("region", name="Waiting for you")
    expect(asked.get_by_text(what)).to_be_visible()
    album.keep(hana, "today-knows-it-is-done")
    asked.get_by_role("button", name="Accept with thanks").click()
    expect(asked.get_by_text("Kept, with thanks")).to_be_visible()

    # Both find it kept, with thanks.
    for page, name in ((bo, "bo-was-thanked"), (hana, "kept-on-the-pair-page")):
        page.get_by_role("link", name="Partners", exact=True).first.click()
        page.locator("main").get_by_role("link").first.click()
        expect(page.get_by_text("Kept, with thanks").first).to_be_visible()
        album.keep(page, name)
    assert album.count >= 8


@pytest.mark.parametrize(
    ("leaving", "people", "verdict"),
    [
        (companies.moved, 60, "a real move"),
        (companies.calm, 60, "nothing unusual"),
        (companies.calm, 8, "too few people to say"),
    ],
    ids=["a real move", "noise", "nine people"],
)
def test_walk_first_of_three_uploads_that_differ_in_leave_dates(
    served: tuple[Home, str], opens: Opens, leaving: object, people: int, verdict: str
) -> None:
    _, link = served
    today = date.today()  # noqa: DTZ011 - the walk lives in real time, like its server
    hana = opens()
    choose_password(hana, link)
    rows = companies.works(today, leaving, people=people)  # type: ignore[arg-type]
    if people < 10:  # nine here with Bo, and nobody who left
        rows = [row for row in rows if not row.startswith("9")]
    bring_in(hana, companies.export(rows), "halden.csv")
    apply(hana)
    pair_up(hana)
    open_area(hana)
    expect(hana.get_by_role("heading", level=1)).to_have_text(
        f"Assembly: {verdict}.", timeout=PATIENCE
    )

"""The walk of an import: strange headings, mistakes, mended, applied, undone, and looking back.

A real server and worker, and a company of its own.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tandem.cli.tests.homes import Home
from tests.browser.conftest import Album, Opens
from tests.browser.test_walk_first import ALBUMS, PATIENCE, choose_password

pytestmark = [pytest.mark.browser, pytest.mark.walk]

HEADER = "Kennung;Wer;Anschrift;Wo;Chef;Seit wann;Bis wann"
READ_AS = {
    "Kennung": "Employee id",
    "Wer": "Full name",
    "Anschrift": "E-mail",
    "Wo": "Area",
    "Chef": "Manager’s id",
    "Seit wann": "First day",
    "Bis wann": "Last day",
}
NAME = "Payroll, monthly"


def works() -> list[str]:
    """Forty people of a mill, four of whom have left."""
    rows = ["1;Bo Ekman;bo.ekman@halden.example;Halden Works / Mill;;01.03.2018;"]
    rows += [
        f"{n};Rin Falk{n};rin{n}@halden.example;Halden Works / Mill;1;{1 + n % 28:02}.02.2020;"
        for n in range(10, 46)
    ]
    rows += [
        f"{n};Lou Berg{n};;Halden Works / Mill;1;15.02.2020;{n - 40}.05.2025" for n in range(60, 64)
    ]
    return [*rows, "70;Hana Moreau;hana.moreau@halden.example;Halden Works;;01.09.2019;"]


def mistaken() -> list[str]:
    """An impossible day twice, and a manager nobody is."""
    rows = works()
    for at in (4, 5):
        rows[at] = rows[at].replace(rows[at].split(";")[5], "31.02.2020")
    rows[7] = rows[7].replace("Mill;1;", "Mill;77;")
    return rows


def export(rows: list[str]) -> bytes:
    return "\n".join([HEADER, *rows, ""]).encode("cp1252")


def choose(page: Page, rows: list[str], name: str, *, saved: str = "") -> None:
    page.get_by_role("link", name="Company").first.click()
    page.get_by_role("link", name="Choose a file").click()
    page.get_by_label("File", exact=True).set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": export(rows)}
    )
    if saved:
        page.get_by_text("What a row is, kept answers, a mapping file or tables of codes").click()
        page.get_by_label("Read the columns as").select_option(label=saved)
    page.get_by_role("button", name="Check this file").click()


def checked(page: Page) -> None:
    expect(page.get_by_role("heading", name="What would change")).to_be_visible(timeout=PATIENCE)


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until it is reached."""
    for _ in range(80):
        if wanted.evaluate("each => each === document.activeElement"):
            return
        page.keyboard.press("Tab")
    expect(wanted).to_be_focused()


def mill(page: Page) -> None:
    page.get_by_role("searchbox").first.fill("Mill")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="People, A to Z")).to_be_visible(timeout=PATIENCE)


def test_walk_intake(served: tuple[Home, str], opens: Opens) -> None:
    _, link = served
    today = date.today()  # noqa: DTZ011 - the walk lives in real time, like its server
    album = Album(ALBUMS / "intake")
    hana = opens()
    choose_password(hana, link)

    # Headings nobody knows are asked about, with their first values beside the question.
    choose(hana, mistaken(), "november.csv")
    expect(hana.get_by_role("heading", name="Which column is which?")).to_be_visible(
        timeout=PATIENCE
    )
    for heading, field in READ_AS.items():
        hana.get_by_label(heading, exact=True).select_option(label=field)
    hana.get_by_label("Keep this under a name").fill(NAME)
    album.keep(hana, "which-column-is-which")
    hana.get_by_role("button", name="Check this file").click()

    # The mistakes, each kind once, in words.
    checked(hana)
    expect(hana.get_by_role("heading", level=1)).to_contain_text("Two rows need a word from you")
    expect(hana.get_by_text("“31.02.2020”: this day does not exist. And 1 more")).to_be_visible()
    expect(hana.get_by_text("Nobody has the manager id “77”")).to_be_visible()
    album.keep(hana, "mistakes-told-once-each")
    with hana.expect_download() as sent_back:
        hana.get_by_role("link", name="Rows not taken, with reasons (CSV)").click()
    assert "Reason not taken" in sent_back.value.path().read_text(encoding="utf-8-sig")

    # Mended in the page, by the keyboard alone: one answer for both rows, and a manager typed.
    before = hana.url
    day = hana.get_by_label("Use 29 Feb 2020").first
    row = hana.locator("fieldset.answer").filter(has=day).first  # one answer for all is above
    hana.get_by_text("Answer each by itself").first.click()
    tab_to(hana, row.get_by_label("Not now"))
    hana.keyboard.press("ArrowRight")
    expect(day).to_be_checked()
    tab_to(hana, hana.get_by_label("The same for all 2 rows that say “31.02.2020” here").first)
    hana.keyboard.press("Space")
    tab_to(hana, hana.get_by_label("Not now").last)
    hana.keyboard.press("ArrowRight")
    tab_to(hana, hana.get_by_label("The value that should stand here").last)
    hana.keyboard.type("1")
    album.keep(hana, "answered-in-the-page")
    # The bar follows what is chosen, and one next step stands there at a time: answers are used
    # before anything is brought in.
    bar = hana.locator(".settle")
    expect(bar.get_by_text("questions left")).to_be_hidden()
    expect(bar.get_by_text("questions, answered:")).to_be_visible()
    expect(hana.locator(".settle").get_by_role("button")).to_have_text("Use these answers")
    tab_to(hana, hana.get_by_role("button", name="Use these answers"))
    hana.keyboard.press("Enter")
    hana.wait_for_url(lambda url: url != before)
    checked(hana)
    expect(hana.get_by_role("heading", level=1)).to_contain_text("All 42 rows are ready.")
    expect(hana.get_by_text("2 answers of yours")).to_be_visible()
    expect(hana.locator(".settle").get_by_role("button")).to_have_text("Bring in 42 people")
    expect(hana.locator(".settle")).to_contain_text("1 question left, the rest is ready.")
    album.keep(hana, "mended-and-ready")
    hana.get_by_role("link", name="See them").click()
    expect(hana.get_by_role("heading", level=1)).to_have_text("41 new people")
    hana.get_by_role("link", name="Back to the import").click()
    hana.get_by_role(
        "button", name="Bring in"
    ).click()  # the browser points at what is not said yet
    expect(hana.get_by_label(re.compile("^Up to today"))).not_to_be_checked()
    album.keep(hana, "asked-how-far-it-tells")
    hana.get_by_label(re.compile("^Up to today")).check()
    hana.get_by_role("button", name="Bring in").click()
    expect(hana.get_by_role("heading", name="What changed")).to_be_visible(timeout=PATIENCE)
    album.keep(hana, "it-is-in")

    # Taken back as a whole, then brought in again.
    undone_at = hana.url
    hana.get_by_role("button", name="Undo this import").click()
    grown = hana.get_by_text("cannot be taken back as things stand")
    undone = hana.get_by_role("heading", name="This import was undone.")
    expect(undone.or_(grown).first).to_be_visible(timeout=PATIENCE)
    expect(undone).to_be_visible()
    album.keep(hana, "taken-back")
    choose(hana, works(), "november-again.csv", saved=NAME)
    checked(hana)
    hana.get_by_label(re.compile("^Up to today")).check()
    hana.get_by_role("button", name="Bring in").click()
    expect(hana.get_by_role("heading", name="What changed")).to_be_visible(timeout=PATIENCE)
    assert hana.url != undone_at

    # The area as it is, and as it was while four more people were there.
    hana.get_by_role("link", name="Company").first.click()
    hana.get_by_role("link", name="Set up a pair").click()
    hana.get_by_label("Area", exact=True).fill("Mill")
    hana.get_by_label("Who leads it").fill("Bo Ekman")
    hana.get_by_label("The leader’s e-mail address").fill("bo.ekman@halden.example")
    hana.get_by_label("Who is HR partner").fill("Hana Moreau")
    hana.get_by_label("The HR partner’s e-mail address").fill("hana.moreau@halden.example")
    hana.get_by_role("button", name="Make the pair").click()
    expect(hana.get_by_role("heading", name="Bo and Hana are a pair.")).to_be_visible()
    mill(hana)
    expect(hana.get_by_text("37 people").first).to_be_visible()
    album.keep(hana, "the-area-as-it-is")
    back_then = date(2025, 3, 1)
    assert back_then < today - timedelta(days=30)
    hana.goto(f"{hana.url.split('?')[0]}?as_of={back_then.isoformat()}")
    expect(hana.get_by_text("1 March 2025").first).to_be_visible()
    expect(hana.get_by_text("41 people").first).to_be_visible()
    album.keep(hana, "the-area-as-it-was")
    assert album.count >= 6

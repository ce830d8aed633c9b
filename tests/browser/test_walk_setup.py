"""Two HR administrators set a company up: people, duties, pairs, links, roles, and a farewell."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tandem.cli.tests.homes import Home
from tests.browser import companies
from tests.browser.conftest import Album, Opens
from tests.browser.proof import prove_if_asked
from tests.browser.test_walk_first import ALBUMS, apply, bring_in, choose_password

pytestmark = [pytest.mark.browser, pytest.mark.walk, pytest.mark.slow]
DUTIES = (
    "Area,Leader,HR partner,Since\n"
    f"Halden Works,,{companies.HANA},2024-05-06\n"
    "Assembly,1,,2022-01-10\n"
    "Assembly line 9,1,,\n"
)


def today(page: Page) -> None:
    page.get_by_role("link", name="Today", exact=True).first.click()


def step(page: Page, title: str) -> None:
    """From the page of the day to where a step goes on."""
    today(page)
    page.get_by_role("region", name="Setting up").get_by_label(f"Go there: {title}").click()


def give(page: Page, role: str, words: str, name: str) -> None:
    page.get_by_label(f"Give it to somebody: {role}").click()
    page.get_by_label("Beginning of a name").fill(words)
    page.get_by_role("button", name="Find").click()
    page.get_by_label(name).check()
    page.get_by_label("Why").fill("So that there are two of us")
    page.get_by_role("button", name="Give the role").click()
    expect(page.get_by_text(f"{name} is {role} now.").first).to_be_visible()


def test_walk_setup(served: tuple[Home, str], opens: Opens, tmp_path: Path) -> None:
    _, link = served
    now = date.today()  # noqa: DTZ011 - the walk lives in real time, like its server
    album = Album(ALBUMS / "setup")
    hana, bo = opens(), opens()

    # An empty Tandem says what comes first.
    choose_password(hana, link)
    expect(hana.get_by_role("region", name="Setting up")).to_contain_text("Bring people in")
    album.keep(hana, "nothing-is-there-yet")
    bring_in(hana, companies.export(companies.works(now, companies.calm)), "halden.csv")
    apply(hana)

    # Who leads and who is HR partner, from a file with one row that cannot be.
    step(hana, "Say who is HR partner of what")
    hana.get_by_label("File").set_input_files(
        {"name": "duties.csv", "mimeType": "text/csv", "buffer": DUTIES.encode()}
    )
    hana.get_by_label("Why").fill("The first set-up")
    hana.get_by_role("button", name="Check this file").click()
    expect(hana.get_by_text("There is no area “Assembly line 9”.")).to_be_visible()
    album.keep(hana, "duties-checked")
    hana.get_by_role("button", name="Apply").click()
    with hana.expect_download() as given_back:
        hana.get_by_role("link", name="Rows not taken").click()
    rows = given_back.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert rows[1].startswith("Assembly line 9,1,,,")
    hana.get_by_role("button", name="Throw this check away").click()

    # The pair that follows from the tree.
    step(hana, "Make the pairs")
    reason = "Hana Moreau is HR partner of Halden Works, above Assembly."
    expect(hana.get_by_text(reason)).to_be_visible()
    album.keep(hana, "a-pair-is-suggested-with-its-reason")
    hana.get_by_role("button", name="Make the ticked pairs").click()
    expect(hana.get_by_text("No pair is waiting to be made.")).to_be_visible()

    # Somebody else for the whole works: found by a few letters, chosen, with day and reason.
    hana.get_by_role("link", name="Company", exact=True).first.click()
    hana.get_by_role("link", name="Halden Works", exact=True).click()
    hana.get_by_role("link", name="Choose somebody else").first.click()
    hana.get_by_label("Beginning of a name").fill("rin10")
    hana.get_by_role("button", name="Find").click()
    hana.get_by_label("Rin10 Falk").check()
    hana.get_by_label("Why").fill("Leads the works since spring")
    hana.get_by_role("button", name="Save").click()
    expect(hana.get_by_role("heading", name="Rin10 Falk")).to_be_visible()
    album.keep(hana, "the-area-and-its-two")

    # One link, shown once, and Bo is in.
    step(hana, "Let the pairs in")
    hana.get_by_label("Leaders only").check()
    hana.get_by_label("Only in this area").fill("Assembly")
    hana.get_by_role("button", name="Show how many").click()
    hana.get_by_role("button", name="Make the links").click()
    album.keep(hana, "a-link-shown-once")
    choose_password(bo, hana.get_by_label("Link for Bo Ekman").inner_text())
    expect(bo.get_by_role("region", name="Setting up")).to_have_count(0)

    # Two of each role, and nothing is left to set up.
    step(hana, "Give the roles to two people each")
    for role in ("HR administrator", "Administrator"):
        give(hana, role, "ekm", "Bo Ekman")
    album.keep(hana, "roles")

    # Mail can wait: it is said once.
    step(hana, "Set mail up, or say “not now”")
    hana.get_by_role("button", name="Not now").click()
    expect(hana.get_by_role("region", name="Setting up")).to_have_count(0)

    # Hana gives her own up through Bo's hand; her next page asks again.
    bo.goto(bo.url)
    assert prove_if_asked(bo), "a role that opens more asks for a second proof"
    bo.get_by_role("link", name="Company", exact=True).first.click()
    bo.get_by_role("link", name="Roles", exact=True).click()
    bo.get_by_role("button", name="Take back: HR administrator, Hana Moreau").click()
    expect(bo.get_by_text("Hana Moreau is no longer HR administrator.").first).to_be_visible()
    bo.get_by_role("button", name="Take back: HR administrator, Bo Ekman").click()
    expect(bo.get_by_role("alert")).to_contain_text("Give the role to somebody else first")
    album.keep(bo, "the-last-one-stays")
    today(hana)
    expect(hana.get_by_role("link", name="Company", exact=True)).to_have_count(0)
    assert album.count >= 7

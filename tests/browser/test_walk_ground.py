"""Solid ground: invited, proved twice, promised, backed up, the machine lost, all there again.

In a browser and on the terminal, as an operator who follows the guide would do it.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tandem.cli.tests.homes import Home
from tests.browser import companies
from tests.browser.conftest import PHONE, Album, Opens, at, serving
from tests.browser.proof import ASKED, set_up_a_code
from tests.browser.test_walk_first import (
    ALBUMS,
    PASSWORD,
    apply,
    bring_in,
    choose_password,
    on_promise,
    pair_up,
)

pytestmark = [pytest.mark.browser, pytest.mark.walk, pytest.mark.slow]
WHAT, WHY = "Exit themes on one page", "Three of the best fitters left since August"
LATER = "Written after the last backup"


class Terminal:
    """The operator's: what was typed and what it answered."""

    def __init__(self, home: Home) -> None:
        self.home, self.lines = home, ""

    def type(self, *words: str) -> str:
        done = self.home.tandem(*words)
        shown = f"$ tandem {' '.join(words)}\n{done.stdout}{done.stderr}\n"
        self.lines += shown
        assert done.returncode == 0, shown
        return done.stdout


def machine(root: Path) -> Home:
    """Home, key and anchor in three places, as the guide says."""
    env = {
        "TANDEM_KEY_FILE": str(root / "etc/tandem/tandem.key"),
        "TANDEM_ANCHOR_FILE": str(root / "var/lib/tandem-anchor/record.anchor"),
    }
    return Home(root / "srv/tandem", env)


def lose(process: subprocess.Popen[bytes], root: Path) -> None:
    """Everything stops in the middle, and nothing of the disk is left."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    for pid in (process.pid, *map(int, children)):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    process.wait(30)
    for _ in range(100):  # until the last of them has let go of its files
        shutil.rmtree(root, ignore_errors=True)
        if not root.exists():
            return
        time.sleep(0.1)
    raise AssertionError(f"{root} is still there")


def ask(page: Page, what: str, why: str) -> None:
    """Hana asks Bo for something."""
    page.get_by_role("link", name="Promises", exact=True).first.click()
    page.get_by_role("link", name="New promise").first.click()
    page.get_by_label("I ask the other person").check()
    page.get_by_label("With whom?").fill("Bo Ekman")
    page.get_by_label("What?").fill(what)
    due = date.today() + timedelta(days=5)  # noqa: DTZ011 - the walk lives in real time
    page.get_by_label("By when?").fill(due.isoformat())
    page.get_by_text("Say more").click()
    page.get_by_role("textbox", name="Why it matters").fill(why)
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_text(what).first).to_be_visible()


def prove(page: Page, album: Album) -> list[str]:
    """Set the second proof up; the ten codes on paper."""
    expect(page.get_by_role("heading", level=1)).to_have_text(ASKED)
    album.keep(page, "a-second-proof-is-asked-for")
    page.get_by_role("link", name="Set up a code").click()
    set_up_a_code(page)
    album.keep(page, "ten-codes-to-write-down")
    listed = page.get_by_role("list", name="Codes").get_by_role("listitem")
    expect(listed).to_have_count(10)
    codes = listed.all_inner_texts()
    page.get_by_role("link", name="Go to Today").click()
    return codes


def sign_in(page: Page, email: str) -> None:
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sealed(exported: Path) -> set[str]:
    """Events and seals of an export, without what stands in the anchor."""
    _, *lines = exported.read_text().splitlines()
    return {line for line in lines if {"event", "seal"} & set(json.loads(line))}


def test_walk_ground(opens: Opens, tmp_path: Path) -> None:
    album = Album(ALBUMS / "ground")
    first, safe = tmp_path / "first", tmp_path / "safe"
    safe.mkdir()
    backup, key = safe / "tonight.backup", safe / "tandem.key"
    operator = Terminal(machine(first))
    hana, bo, screen = opens(), opens(viewport=PHONE, color_scheme="dark"), opens()

    # The operator sets up; the first administrator comes in by the link, and proves it twice.
    link = operator.type("setup", "--name", "Hana Moreau", "--email", companies.HANA).strip()
    with serving(operator.home) as (url, process):
        operator.type("doctor")
        album.keep_terminal(screen, "set-up-on-the-terminal", operator.lines)
        hana.goto(at(url, link))
        hana.get_by_label("Password", exact=True).fill(PASSWORD)
        hana.get_by_label("The same once more").fill(PASSWORD)
        album.keep(hana, "the-first-administrator-comes-in")
        hana.get_by_role("button", name="Choose this password").click()
        codes = prove(hana, album)
        assert len(codes) == 10

        # She brings people in and invites Bo; he says yes to what she asks.
        now = date.today()  # noqa: DTZ011 - the walk lives in real time, like its server
        bring_in(hana, companies.export(companies.works(now, companies.calm)), "halden.csv")
        apply(hana)
        choose_password(bo, at(url, pair_up(hana)))
        ask(hana, WHAT, WHY)
        bo.goto(bo.url)
        bo.get_by_role("button", name="Yes, I will").click()
        on_promise(bo, WHAT)
        album.keep(bo, "bo-has-promised")

        # Backed up while both go on; the key is copied apart. Then something the backup misses.
        operator.lines = ""
        operator.type("record", "seal")
        operator.type("record", "verify", "--full")
        operator.type("record", "export", str(safe / "before.jsonl"))
        operator.type("backup", str(backup))
        operator.type("backup", "--check", str(backup))
        shutil.copy(operator.home.env["TANDEM_KEY_FILE"], key)
        album.keep_terminal(screen, "backed-up-and-checked", operator.lines)
        ask(hana, LATER, "Nobody had it in a safe")
        lose(process, first)

    # An empty machine, the backup and the key: nothing else is left of the first.
    operator = Terminal(machine(tmp_path / "second"))
    operator.type("restore", str(backup), "--key", str(key))
    operator.type("doctor")
    operator.type("keys", "check")
    operator.type("record", "verify", "--full")
    operator.type("record", "export", str(safe / "after.jsonl"))
    album.keep_terminal(screen, "restored-and-verified", operator.lines)
    before, after = (sealed(safe / name) for name in ("before.jsonl", "after.jsonl"))
    assert len(before) > 5
    assert before <= after, "each event and each seal is there as it was"

    with serving(operator.home) as (url, _):
        # No session comes back. Hana's phone burned too, so she uses a code from her paper.
        hana.goto(url)
        album.keep(hana, "everybody-signs-in-again")
        sign_in(hana, companies.HANA)
        expect(hana.get_by_role("heading", level=1)).to_have_text("Your second proof")
        hana.get_by_label("Code", exact=True).fill(codes[0])
        album.keep(hana, "a-code-from-the-paper")
        hana.get_by_role("button", name="Go on").click()
        on_promise(hana, WHAT)
        expect(hana.get_by_text(WHY).first).to_be_visible()
        album.keep(hana, "her-words-open")
        hana.get_by_role("link", name="Promises", exact=True).first.click()
        expect(hana.get_by_text(LATER)).to_have_count(0)

        # Bo goes on where he was, and the record goes on too.
        bo.goto(url)
        sign_in(bo, companies.BO)
        on_promise(bo, WHAT)
        bo.get_by_role("button", name="Report done").click()
        expect(bo.get_by_text("Reported done").first).to_be_visible()
        album.keep(bo, "bo-reports-it-done")
        operator.lines = ""
        operator.type("record", "seal")
        operator.type("record", "verify")
        album.keep_terminal(screen, "the-record-goes-on", operator.lines)
    assert album.count >= 12

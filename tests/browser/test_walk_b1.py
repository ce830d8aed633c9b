"""Walk B1: played back, promised, moved from a letter in time; others slip until it is noticed.

Real servers and workers on one home, weeks apart: between two of them the clock goes ahead.
"""

from __future__ import annotations

import email
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from email.message import Message
from email.policy import default
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tandem.cli.tests.homes import Home
from tandem.organisation.tests import mail_server
from tandem.organisation.tests.mail_server import Manners
from tandem.website.tests.proofs import code
from tests.browser import companies
from tests.browser.conftest import PHONE, Album, Opens, at, serving
from tests.browser.test_walk_first import (
    ALBUMS,
    PATIENCE,
    apply,
    bring_in,
    choose_password,
    on_promise,
    pair_up,
)
from tests.browser.test_walk_ground import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.walk, pytest.mark.slow]
AHEAD = Path(__file__).parent / "ahead"
ROOT = Path(__file__).parents[2]
PAIRED, ASKED, NEAR, AFTER = -35, 0, 8, 15  # days from a Tuesday that is to come
INTERVIEWS, THEMES = "Two interviews with shift leads", "Exit themes on one page"
HEARD = "You want to hear the night shift before we change its rota"
NOTICED = "passed their date without a word"

# What else they promised: five small things done at once, and two of which nobody says a word.
OTHERS = """
from datetime import timedelta
from tandem.website.home import open_home
open_home()
from tandem.partnership.commitments import actions
from tandem.partnership.commitments.models import Source
from tandem.partnership.commitments.rules import Act
from tandem.partnership.models import Pair
from tandem.rooms.mail.models import Mailbox
from tandem.rooms.mail.posting import give_mailboxes
from tandem.website.clock import now
pair, at, nothing = Pair.objects.get(), now(), actions.Said()
bo, hana = pair.leader, pair.hr_partner
for number in range(7):
    said = actions.Said(what=f"A smaller thing, {number}", due_on=at.date() + timedelta(days=2))
    one = actions.ask(of=bo, said=said, by=hana, at=at, source=Source.FORM)
    acts = [(Act.PROMISE, bo)]
    if number < 5:
        acts += [(Act.REPORT_DONE, bo), (Act.THANK, hana)]
    for act, by in acts:
        one = actions.take(commitment=one, act=act, said=nothing, by=by, at=at)
give_mailboxes(at=at)
Mailbox.objects.update(minute=0, quiet_from=0, quiet_until=0, rhythm="daily")
"""

# What the worker does once a day, and when it is done.
LOOK = """
from tandem.website.home import open_home
open_home()
from tandem.partnership.signals.looking import look_for_signals
from tandem.website.clock import now
look_for_signals(at=now())
"""


class Weeks:
    """One home over some weeks, with the mail server it hands letters to."""

    def __init__(self, path: Path, manners: Manners) -> None:
        today = date.today()  # noqa: DTZ011 - the walk begins in real time, like its server
        self.tuesday = today + timedelta(days=(1 - today.weekday()) % 7)
        self.manners = manners
        self.home = Home(path)
        self.home.env = {
            "PYTHONPATH": f"{AHEAD}:{ROOT}", "TANDEM_URL": "http://127.0.0.1:8000",
            "TANDEM_MAIL_HOST": "127.0.0.1", "TANDEM_MAIL_PORT": str(manners.port),
            "TANDEM_MAIL_TLS": "none", "TANDEM_MAIL_FROM": "tandem@halden.example",
        }  # fmt: skip
        self.go_to(PAIRED)

    def day(self, number: int) -> date:
        return self.tuesday + timedelta(days=number)

    def go_to(self, number: int) -> None:
        ahead = self.day(number) - date.today()  # noqa: DTZ011
        self.home.env["DAYS_AHEAD"] = str(ahead.days)

    @contextmanager
    def served(self, number: int) -> Iterator[str]:
        self.go_to(number)
        with serving(self.home) as (url, _):
            yield url

    def do(self, script: str) -> None:
        subprocess.run([sys.executable, "-c", script], env=self.home.environment(), check=True)

    def wait_for_notice(self) -> None:
        """The worker looks once it is up, and before that it ends old sessions: to its clock one
        that begins now is weeks old."""
        for _ in range(PATIENCE // 200):
            with closing(sqlite3.connect(self.home.database)) as opened:
                query = "SELECT count(*) FROM access_event WHERE what = 'signal.fire' AND at >= ?"
                if opened.execute(query, (self.day(AFTER).isoformat(),)).fetchone()[0]:
                    return
            time.sleep(0.2)
        raise AssertionError("Nothing was noticed.")

    def letter_to(self, address: str, saying: str) -> Message:
        """The newest letter that offers this."""
        for _ in range(300):
            for taken in reversed(self.manners.taken):
                letter = email.message_from_string(taken, policy=default)
                if address in str(letter["To"]) and saying in text_of(letter):
                    return letter
            time.sleep(0.2)
        raise AssertionError(f"No letter to {address} offers “{saying}”.")


def text_of(letter: Message) -> str:
    plain = [part for part in letter.walk() if part.get_content_type() == "text/plain"]
    return str(plain[0].get_content())  # type: ignore[attr-defined]


def link_in(letter: Message, saying: str) -> str:
    """Of several the last: what slipped stands before what is near."""
    found = re.findall(rf"{re.escape(saying)}: (http\S+)", text_of(letter))
    assert found, text_of(letter)
    return str(found[-1])


def ask(page: Page, what: str, by: date, *, whom: str, important: bool = False) -> None:
    page.get_by_role("link", name="Promises", exact=True).first.click()
    page.get_by_role("link", name="New promise").first.click()
    page.get_by_label("I ask the other person").check()
    page.get_by_label("With whom?").fill(whom)
    page.get_by_label("What?").fill(what)
    page.get_by_label("By when?").fill(by.isoformat())
    if important:
        page.locator("form summary").first.click()
        page.get_by_label("Important: they first say back what they heard").check()
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_text(what).first).to_be_visible()


def answer(page: Page, what: str, button: str) -> None:
    on_promise(page, what)
    page.get_by_role("button", name=button).click()


def on_today(page: Page, url: str) -> None:
    page.goto(f"{url}/app/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def of_the_two(page: Page) -> Locator:
    """Their page, with how promises went."""
    page.get_by_role("link", name="Partners", exact=True).first.click()
    page.locator("main").get_by_role("link").first.click()
    return page.get_by_role("region", name="How promises went")


def test_walk_B1(tmp_path: Path, opens: Opens) -> None:
    album = Album(ALBUMS / "B1")
    hana, bo, mail = opens(), opens(), opens(viewport=PHONE)
    manners = Manners()
    with mail_server.serving(manners):
        weeks = Weeks(tmp_path / "home", manners)
        link = weeks.home.set_up("Hana Moreau", companies.HANA)
        people = companies.works(weeks.day(PAIRED), companies.calm)

        # Five weeks before, Bo and Hana become a pair: its first thirty days are not counted.
        with weeks.served(PAIRED) as url:
            secret = choose_password(hana, at(url, link))
            bring_in(hana, companies.export(people), "halden.csv")
            apply(hana)
            choose_password(bo, at(url, pair_up(hana)))

        # The talk of the two: what is important is said back before it is answered.
        weeks.go_to(ASKED)
        weeks.do(OTHERS)
        with weeks.served(ASKED) as url:
            on_today(hana, url)
            ask(hana, INTERVIEWS, weeks.day(10), whom="Bo Ekman", important=True)
            on_today(bo, url)
            on_promise(bo, INTERVIEWS)
            expect(bo.get_by_role("button", name="Yes, I will")).to_have_count(0)
            album.keep(bo, "first-say-what-you-heard")
            bo.get_by_role("link", name="What I heard …").click()
            bo.get_by_label("What did you hear?").fill(HEARD)
            bo.locator("main").get_by_role("button", name="Say so").click()
            expect(bo.get_by_text(HEARD)).to_be_visible()
            on_promise(hana, INTERVIEWS)
            expect(hana.get_by_text(HEARD)).to_be_visible()
            album.keep(hana, "what-he-heard")
            hana.get_by_role("button", name="Yes, that’s it").click()
            answer(bo, INTERVIEWS, "Yes, I will")
            ask(bo, THEMES, weeks.day(10), whom="Hana Moreau")
            answer(hana, THEMES, "Yes, I will")
            hana.get_by_role("button", name="Report done").click()
            answer(bo, THEMES, "Accept with thanks")
            album.keep(bo, "two-promises")

        # Two days before its day a letter asks how it goes; from it he asks for another day.
        with weeks.served(NEAR) as url:
            letter = weeks.letter_to(companies.BO, "Renegotiate")
            assert INTERVIEWS not in letter.as_string()
            album.keep_letter(mail, "the-letter", letter)
            mail.goto(at(url, link_in(letter, "Renegotiate")))
            expect(mail.get_by_text("Nothing is said yet.")).to_be_visible()
            expect(mail.get_by_text(INTERVIEWS)).to_have_count(0)
            mail.get_by_label("New date").fill(weeks.day(14).isoformat())
            album.keep(mail, "another-day-from-the-letter")
            mail.get_by_role("button", name="Waiting for someone").click()
            expect(mail.get_by_role("heading", name="Good call.")).to_be_visible()
            album.keep(mail, "said")
            again = mail.request.get(at(url, link_in(letter, "Renegotiate")))
            assert (again.status, "This was said already." in again.text()) == (410, True)
            on_today(hana, url)
            hana.get_by_role("button", name="Agree").first.click()
            expect(hana.get_by_role("button", name="Agree")).to_have_count(0)
            # Two others slipped without a word; of seven that count nothing is said yet.
            weeks.do(LOOK)
            on_today(hana, url)
            expect(hana.get_by_text(NOTICED)).to_have_count(0)
            on_today(bo, url)
            answer(bo, INTERVIEWS, "Report done")
            answer(hana, INTERVIEWS, "Accept with thanks")
            expect(hana.get_by_text("Kept, with thanks").first).to_be_visible()
            went = of_the_two(hana)
            expect(went).to_contain_text("5 of 7")
            album.keep(hana, "seven-of-his-count")

        # Past the new day it counts as kept, and with eight it may be asked whether it is so.
        with weeks.served(AFTER) as url:
            for page in (hana, bo):  # weeks later nobody is signed in any more
                page.context.clear_cookies()
            on_today(hana, url)
            weeks.wait_for_notice()
            sign_in(hana, companies.HANA)
            hana.get_by_label("Code", exact=True).fill(code(secret))
            hana.get_by_role("button", name="Go on").click()
            expect(hana.get_by_text(NOTICED)).to_be_visible()
            album.keep(hana, "we-noticed")
            went = of_the_two(hana)
            went.locator("summary").first.click()
            expect(went).to_contain_text("6 of 8")
            expect(went).to_contain_text("Moved in time, then kept: 1, as kept")
            expect(went).to_contain_text("2 of 8 slipped")
            album.keep(hana, "kept-on-the-new-day")
            on_today(bo, url)
            sign_in(bo, companies.BO)
            expect(bo.get_by_text(NOTICED)).to_be_visible()
            noticed = bo.locator("[id^=signal-]", has_text=NOTICED)
            noticed.get_by_role("link", name="Not true because …").click()
            album.keep(bo, "is-this-so")
    assert album.count >= 9

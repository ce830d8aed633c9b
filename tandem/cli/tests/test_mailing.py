"""The real worker writes to people: once, with two of them at work, past a server that puts off."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg
import pytest

from tandem.cli.tests.conftest import NewDatabase
from tandem.cli.tests.homes import TANDEM, Home
from tandem.cli.tests.test_queue import TABLE
from tandem.cli.tests.waiting import wait_until
from tandem.organisation.tests.mail_server import Manners, serving

pytestmark = pytest.mark.slow

WHAT = "one page about the night shift"
# Whatever the clock of this machine says, it is now that they want their letters.
ASK = f"""
from datetime import timedelta
from tandem.website.home import open_home
open_home()
from django.utils import timezone
from tandem.partnership.commitments import actions
from tandem.partnership.commitments.models import Source
from tandem.partnership.testing import Cast
from tandem.rooms.mail.models import Mailbox
from tandem.rooms.mail.posting import give_mailboxes
cast, now = Cast.gather(), timezone.now()
said = actions.Said(what="{WHAT}", due_on=(now + timedelta(days=20)).date())
for each in (cast.mira, cast.kim):
    actions.ask(of=each, said=said, by=cast.sam, at=now, source=Source.FORM)
give_mailboxes(at=now)
Mailbox.objects.update(minute=0, quiet_from=0, quiet_until=0, rhythm="daily")
"""
MIRA, KIM = "mira.okafor@varnholm.example", "kim.bakker@varnholm.example"


@contextmanager
def mailing(home: Home, manners: Manners) -> Iterator[None]:
    with serving(manners):
        home.env |= {
            "TANDEM_MAIL_HOST": "127.0.0.1", "TANDEM_MAIL_PORT": str(manners.port),
            "TANDEM_MAIL_TLS": "none", "TANDEM_MAIL_FROM": "tandem@varnholm.example",
            "TANDEM_URL": "https://tandem.varnholm.example",
        }  # fmt: skip
        home.set_up()
        subprocess.run([sys.executable, "-c", ASK], env=home.environment(), check=True)
        yield


@contextmanager
def workers(home: Home, number: int) -> Iterator[None]:
    log = home.path.parent / "worker.log"
    with log.open("a") as file:
        running = [
            subprocess.Popen([*TANDEM, "worker"], env=home.environment(), stderr=file)
            for _ in range(number)
        ]
        try:
            yield
        finally:
            for each in running:
                each.terminate()
            for each in running:
                each.wait(30)


def recipients(manners: Manners) -> list[str]:
    found = [re.search(r"^To: .*<(.+)>$", each, re.MULTILINE) for each in manners.taken]
    return sorted(each[1] for each in found if each)


def wait_for(manners: Manners, number: int) -> None:
    wait_until(lambda: len(manners.taken) >= number, lambda: manners.taken)


def test_who_is_put_off_gets_it_at_the_next_try_and_nobody_twice(home: Home) -> None:
    manners = Manners(recipients={MIRA: "451 4.7.1 come again in a minute"})
    with mailing(home, manners):
        with workers(home, 1):
            wait_for(manners, 1)
            wait_until_it_waits(home)
            assert recipients(manners) == [KIM]
            manners.recipients.clear()
            come_now(home)
            wait_for(manners, 2)
        with workers(home, 1):  # a new one looks as soon as it begins
            time.sleep(2)
    assert recipients(manners) == [KIM, MIRA]
    said = (home.path.parent / "worker.log").read_text()
    assert "task=tandem.rooms.mail.posting.post_letters" in said
    for each in (WHAT, "Okafor", MIRA, "come again"):
        assert each not in said
    assert not any(WHAT in each for each in manners.taken)
    assert home.tandem("queue", "show").returncode == 0


def wait_until_it_waits(home: Home) -> None:
    query = f"SELECT count(*) FROM {TABLE} WHERE status = 'READY' AND exception_class_path <> ''"  # noqa: S608 - our own words
    with closing(sqlite3.connect(home.database, timeout=10)) as db:
        wait_until(lambda: db.execute(query).fetchone()[0])


def come_now(home: Home) -> None:
    """As if the pause was over."""
    with closing(sqlite3.connect(home.database, timeout=10)) as db, db:
        db.execute(f"UPDATE {TABLE} SET run_after = '2026-01-05 08:00:00'")  # noqa: S608 - our own words


def test_two_workers_on_postgresql_write_to_each_once(
    home: Home, new_database: NewDatabase
) -> None:
    home.env["DATABASE_URL"] = new_database()
    manners = Manners()
    with mailing(home, manners), workers(home, 2):
        wait_for(manners, 2)
        time.sleep(2)
    assert recipients(manners) == [KIM, MIRA]
    with psycopg.connect(home.env["DATABASE_URL"]) as db:
        [(tasks,)] = db.execute(f"SELECT count(*) FROM {TABLE}").fetchall()  # noqa: S608 - our own words
        [(open_yet,)] = db.execute(
            "SELECT count(*) FROM mail_mailbox WHERE settled_on IS NULL"
        ).fetchall()
    assert (tasks, open_yet) == (1, 0)

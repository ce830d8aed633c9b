"""The worker notices by itself, once a day, and two of them open nothing twice."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils.timezone import override

from tandem.cli.periodic import DUTIES, Daily
from tandem.cli.tests.homes import TANDEM, Home
from tandem.partnership.testing import TUESDAY

PROMISES = """
from datetime import timedelta
from tandem.website.home import open_home
open_home()
from django.utils.timezone import localdate, now
from tandem.access.audit import OPERATOR
from tandem.organisation import actions as organisation
from tandem.partnership.actions import make_pair
from tandem.partnership.commitments import actions
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.models import Source
from tandem.partnership.commitments.rules import Act

before = now() - timedelta(days=60)
area = organisation.add_area(name="Depot", parent=None, by=OPERATOR, at=before)
one, other = (
    organisation.add_person(
        first_name=name, last_name="Lund", email=f"{name}@varnholm.example", area=area,
        by=OPERATOR, at=before - timedelta(days=300),
    )
    for name in ("vera", "nils")
)
make_pair(area=area, leader=one, hr_partner=other, by=OPERATOR, at=before - timedelta(days=60))
for number in range(9):
    said = Said(what="A page", due_on=localdate(before) + timedelta(days=14))
    asked = actions.ask(of=other, said=said, by=one, at=before, source=Source.FORM)
    actions.take(commitment=asked, act=Act.PROMISE, said=Said(), by=other, at=before)
"""


def test_a_daily_duty_is_done_once_a_day_and_again_where_it_broke_off() -> None:
    days: list[datetime] = []

    def note(*, at: datetime) -> None:
        days.append(at)
        if len(days) == 1:
            raise OSError("the database is away")

    daily = Daily(note)
    with pytest.raises(OSError, match="away"):
        daily(at=TUESDAY)
    with override(ZoneInfo("Europe/Amsterdam")):  # an hour ahead of what TUESDAY says
        for hours in (1, 2, 14, 15, 16, 39, 40):
            daily(at=TUESDAY + timedelta(hours=hours))
    assert [moment.isoformat() for moment in days] == [
        "2026-11-24T08:00:00+00:00",
        "2026-11-24T09:00:00+00:00",
        "2026-11-24T23:00:00+00:00",
        "2026-11-25T23:00:00+00:00",
    ]
    assert daily.__name__ == "note"


def test_the_look_and_the_sums_of_all_pairs_are_daily_duties() -> None:
    daily = {duty.__name__ for duty in DUTIES if isinstance(duty, Daily)}
    assert {"look_for_signals", "keep_sums"} <= daily


@pytest.mark.slow
def test_two_workers_look_and_open_one_signal_of_a_kind(home: Home) -> None:
    home.set_up()
    subprocess.run([sys.executable, "-c", PROMISES], env=home.environment(), check=True)
    workers = [subprocess.Popen([*TANDEM, "worker"], env=home.environment()) for _ in range(2)]
    try:
        for _ in range(300):
            if signals(home):
                break
            time.sleep(0.1)
        time.sleep(1)  # for the second worker to look too
    finally:
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.wait(30)
    assert sorted(signals(home)) == [("broken_promises", "fired", 9), ("no_framework", "fired", 5)]


def signals(home: Home) -> list[tuple[str, str, int]]:
    with closing(sqlite3.connect(home.database, timeout=10)) as db:
        return db.execute("SELECT detector, state, count FROM partnership_signal").fetchall()

"""What the worker does by itself: on time, each apart from the others, and for real."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import time
import uuid
from contextlib import closing
from datetime import datetime, timedelta

import pytest

from tandem.cli.periodic import DUTIES, EVERY_SECONDS, Periodic
from tandem.cli.tests import backups
from tandem.cli.tests.homes import TANDEM, Home
from tandem.partnership.testing import TUESDAY
from tandem.website.logs import facts_of


def at() -> datetime:
    return TUESDAY


def test_it_is_done_at_once_and_again_after_an_hour() -> None:
    times: list[datetime] = []
    clock = [100.0]

    def note(*, at: datetime) -> None:
        times.append(at)

    periodic = Periodic([note], clock=lambda: clock[0])
    asked = []
    for seconds in (0, 1, EVERY_SECONDS - 2, 1, EVERY_SECONDS):
        clock[0] += seconds
        asked.append(periodic.do(at=at))
    assert asked == [True, False, False, True, True]
    assert times == [TUESDAY] * 3


def test_what_fails_is_told_and_does_not_stop_the_others(
    caplog: pytest.LogCaptureFixture,
) -> None:
    done = []

    def broken(*, at: datetime) -> None:
        raise OSError("no room")

    def whole(*, at: datetime) -> None:
        done.append(at)

    assert Periodic([broken, whole]).do(at=at)
    assert done == [TUESDAY]
    told = facts_of(caplog.records[0])
    assert (told["duty"], told["error"]) == ("broken", "builtins.OSError")
    assert "no room" not in str(told)


# Work for each of these, that shows when it was done; before the worker comes, none is.
BEGUN = r"""
from datetime import timedelta
from tandem.website.home import open_home
open_home()
from importlib import import_module
from django.conf import settings
from django.utils.timezone import localdate
from django_tasks_db.models import DBTaskResult
from tandem.access.audit import OPERATOR
from tandem.access.models import Session
from tandem.bridge.pictures import draw
from tandem.organisation import actions
from tandem.organisation.models import Person
from tandem.rooms.mail.models import UsedLink
from tandem.website.clock import now
person = Person.objects.get()
actions.open_account(person=person, email="pia@varnholm.example", by=OPERATOR, at=now())
UsedLink.objects.create(hash="over", ends_on=localdate(now()))
UsedLink.objects.create(hash="still", ends_on=localdate(now()) + timedelta(days=2))
for name, days in (("over", -1), ("still", 1)):
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session["named"] = name
    session.save()
    row = Session.objects.filter(session_key=session.session_key)
    row.update(expire_date=now() + timedelta(days=days), browser=name)
for name, days in (("over", 15), ("still", 13)):
    result = draw.enqueue(name)
    row = DBTaskResult.objects.filter(id=result.id)
    row.update(status="SUCCESSFUL", finished_at=now() - timedelta(days=days))
from tandem.access.audit import record
from tandem.organisation.models import Employment
from tandem.partnership.commitments.actions import Said, ask, take
from tandem.partnership.commitments.models import Source
from tandem.partnership.commitments.rules import Act
begun = now() - timedelta(days=60)
supply = actions.add_area(name="Supply", parent=None, by=OPERATOR, at=begun)
actions.set_hr_partner(area=supply, person=person, by=OPERATOR, at=begun, why="The first one")
ana, bo = (
    actions.add_person(first_name=name, last_name="Roth", email=f"{name}@varnholm.example",
                       area=None, by=OPERATOR, at=begun)
    for name in ("Ana", "Bo")
)
said = Said(what="Left open", due_on=localdate(now()) + timedelta(days=9))
asked = ask(of=bo, said=said, by=ana, at=begun, source=Source.FORM)
take(commitment=asked, act=Act.PROMISE, said=Said(), by=bo, at=begun)
for who in (ana, bo):
    days = {"start_on": localdate(begun), "end_on": localdate(now()) - timedelta(days=20)}
    record("person.left", Employment(person=who, **days), by=OPERATOR, at=begun)
from tandem.partnership.actions import make_pair
from tandem.rooms.openness.actions import say_between_us
from tandem.rooms.escalations.actions import ask_to_talk, let_rest
long_ago, years_ago = now() - timedelta(days=91), now() - timedelta(days=800)
area = actions.add_area(name="Depot", parent=None, by=OPERATOR, at=years_ago)
cem, dot = (
    actions.add_person(first_name=name, last_name="Roth", email=f"{name}@varnholm.example",
                       area=area, by=OPERATOR, at=years_ago)
    for name in ("Cem", "Dot")
)
pair = make_pair(area=area, leader=cem, hr_partner=dot, by=OPERATOR, at=years_ago)
for matter, at in (("over", years_ago), ("still", long_ago)):
    let_rest(point=ask_to_talk(pair=pair, matter=matter, by=cem, at=at), by=cem, at=at)
from tandem.partnership.role_review.actions import skip
for at in (years_ago + timedelta(days=370), now()):  # of a year that is over, and of this one
    skip(pair=pair, by=dot, at=at)
from datetime import date
from tandem.partnership.models import QuarterSums
QuarterSums.objects.create(
    newest_on=date(2020, 1, 1), version="0.1.0", rate_from=8, reply_days=5, sums=[])
say_between_us(pair=pair, words="over", by=cem, at=long_ago)
say_between_us(pair=pair, words="still", by=dot, at=now())
"""
DONE = r"""
import json
from tandem.website.home import open_home
open_home()
from django_tasks_db.models import DBTaskResult
from tandem.access.chain.checkpoint import place
from tandem.access.models import Session
from tandem.partnership.commitments.models import Commitment
from tandem.partnership.models import Load, QuarterSums, RoleReview
from tandem.rooms.mail.models import Mailbox, UsedLink
from tandem.rooms.escalations.models import Escalation
from tandem.rooms.openness.models import BetweenUs
PLANTED = {"over", "still"}  # where the worker is slow, it has begun with letters meanwhile
print(json.dumps({
    "points": sorted(point.matter for point in Escalation.objects.all()),
    "notes": sorted(note.words for note in BetweenUs.objects.all()),
    "sessions": sorted(Session.objects.values_list("browser", flat=True)),
    "links": sorted(UsedLink.objects.values_list("hash", flat=True)),
    "tasks": sorted({each.task_result.args[0] for each in DBTaskResult.objects.all()} & PLANTED),
    "mailboxes": Mailbox.objects.count(),
    "looked": place().exists(),
    "promise": Commitment.objects.get().state,
    "loads": Load.objects.count(),
    "reviews": RoleReview.objects.count(),
    "sums": QuarterSums.objects.count(),
}))
"""
TWO = ["over", "still"]
ALL = {
    "points": TWO, "notes": TWO, "sessions": TWO, "links": TWO, "tasks": TWO, "mailboxes": 0,
    "looked": False, "promise": "promised", "loads": 0, "reviews": 2,
    "sums": 1,
}  # fmt: skip
SOME = {
    "points": ["still"], "notes": ["still"], "sessions": ["still"], "links": ["still"],
    "tasks": ["still"], "mailboxes": 1, "looked": True, "promise": "superseded",
    "loads": 2, "reviews": 1, "sums": 0,
}  # fmt: skip
ELSEWHERE = {"take_time", "look_for_signals", "see_to_numbers"}
"""Tried with a real worker in test_time_passes, test_looking and test_counting_anew."""


@pytest.mark.slow
def test_the_worker_does_each_of_its_hourly_duties(home: Home) -> None:
    """Without one of the duties that are named below, something stays as it is."""
    home.made()
    home.env |= {
        "TANDEM_MAIL_HOST": "127.0.0.1", "TANDEM_MAIL_PORT": "1", "TANDEM_MAIL_TLS": "none",
        "TANDEM_MAIL_FROM": "tandem@varnholm.example",
        "TANDEM_URL": "https://tandem.varnholm.example",
    }  # fmt: skip
    assert stands(backups.run(home, BEGUN + DONE)) == ALL
    assert home.tandem("record", "seal").returncode == 0
    uploads = home.path / "uploads"
    old, new = (uploads / f"{uuid.uuid4()}.incoming" for _ in range(2))
    for folder in (old, new):
        folder.mkdir()
    before = time.time() - timedelta(days=15).total_seconds()
    os.utime(old, (before, before))
    worker = subprocess.Popen([*TANDEM, "worker"], env=home.environment())
    try:
        for _ in range(600):
            if [*home.path.rglob("*.verified")] and last_duties_are_done(home):
                break
            time.sleep(0.1)
    finally:
        worker.terminate()
        worker.wait(30)
    assert stands(backups.run(home, DONE)) == SOME
    assert not old.exists()
    assert new.exists()


def last_duties_are_done(home: Home) -> bool:
    with closing(sqlite3.connect(home.database)) as opened:
        [(state,)] = opened.execute("SELECT state FROM partnership_commitment")
        [(points,)] = opened.execute("SELECT count(*) FROM escalations_escalation")
        [(sums,)] = opened.execute("SELECT count(*) FROM partnership_quartersums")
    return (state, points, sums) == ("superseded", 1, 0)


def stands(told: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(told.splitlines()[-1])
    return found


def test_no_duty_is_without_a_real_worker_that_does_it() -> None:
    names = {each.__name__ for each in DUTIES}  # type: ignore[attr-defined]  # functions and one like it
    assert names - ELSEWHERE == {
        "clear_ended", "clear_reviews", "clear_uploads", "end_between_us", "end_sessions",
        "forget_tasks", "forget_used", "give_mailboxes", "keep_sums", "let_go_of_nobodys",
        "look_by_itself", "take_stock",
    }  # fmt: skip

"""Every page, asked for many times in one process."""

from __future__ import annotations

import gzip
import resource
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse

from tools.bench import quarter
from tools.bench.company import Size
from tools.bench.many_pairs import copy, make_many_pairs
from tools.bench.parts import days_from_now, moment

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

    from tandem.organisation.models import Person
    from tandem.partnership.commitments.models import Commitment

VISITS = 40
VERY_MANY = 5000  # open promises of one person
COMMON = "sch"  # three letters with which very many last names begin
COMMON_FIRST = "mar"  # and first names, of people in every area
# Who leads what, by employee id: five and twenty thousand people, and a hundred and fifty thousand.
PARTS = {
    "11": ["Site 2"],
    "13": ["Site 3", "Site 8", "Site 13", "Site 18"],
    "12": ["Division 1"],
}


def measure(size: Size) -> None:
    """Within one transaction that is taken back, so that it can be measured again."""
    from django.db import transaction

    from tandem.website import clock
    from tandem.website.wsgi import settle

    settle()  # as the web server does
    sweep()
    print(f"{'page':34} {'p50 ms':>7} {'p95 ms':>7} {'queries':>8} {'KiB':>6} {'gz KiB':>7}")
    with transaction.atomic(), clock.stopped(moment()):
        for name, visit in addresses():
            print(f"{name:34} {measured(visit)}", flush=True)
        transaction.set_rollback(True)
    budget = 120 if size.people > 1_000_000 else 60
    print(f"{'budget':34} {'':>7} {budget:>7} {'15':>8} {'60':>6}")
    print(f"{'web process after all pages':34} {resident():.0f} MiB   (budget: 150)")


def addresses() -> Iterator[tuple[str, Callable[[], object]]]:
    from tandem.access.audit import OPERATOR
    from tandem.organisation.models import Area, Person
    from tandem.partnership.actions import make_pair

    at = moment()
    area = Area.objects.get(name="Team 7")
    leader, partner, hr = Person.objects.filter(number__in=["7", "8", "9"]).order_by("number")
    client = signed_in(partner, at)
    begun = at - timedelta(days=quarter.DAYS_TOGETHER)
    pair = make_pair(area=area, leader=leader, hr_partner=partner, by=OPERATOR, at=begun)
    quarter.live(leader, partner, at)
    promise = forty_promises(leader, partner, at)
    signal = quarter.noticed(pair, at)
    of_all_pairs(at)
    somebody = Person.objects.get(number="1711")
    urls = {
        "Today": reverse("today:page"),
        "area": area.get_absolute_url(),
        "company (top area)": Area.objects.get(parent=None).get_absolute_url(),
        "find an area": reverse("areas:find") + "?q=Team",
        "a person": leader.get_absolute_url(),
        "partners": reverse("pairs:list"),
        "pair": pair.get_absolute_url(),
        "what the pair did so far": reverse("pairs:so_far", args=[pair.pk]),
        "promises": reverse("commitments:list"),
        "a promise": promise.get_absolute_url(),
        "new promise": reverse("commitments:new"),
        "moving a promise": reverse("commitments:act", args=[promise.pk, "renegotiate"]),
        "how the pair's promises went": reverse("pairs:over_time", args=[pair.pk]),
        "how one's own went": reverse("commitments:kept"),
        "signals": reverse("signals:list"),
        "a signal": signal.get_absolute_url(),
        "away, and who stands in": reverse("absences:page"),
        "letters to you": reverse("mail:wishes"),
        "before you go": reverse("commitments:before_you_go"),
    }
    look_at_what_came()
    yield from each(client, urls)
    yield "reading a line", reading(client, leader.name)
    yield from who_has_roles(hr, somebody, at)
    yield from who_has_very_many(at)
    yield from who_sees_a_part(partner, at)


def of_all_pairs(at: datetime) -> None:
    """Hundreds more of them, counted as the worker does once a day."""
    from tandem.partnership.commitments.summing import keep_sums
    from tandem.partnership.models import Pair

    promises = make_many_pairs(at)
    look_at_what_came()
    began = time.perf_counter()
    keep_sums(at=at)
    took = time.perf_counter() - began
    print(f"{Pair.objects.count()} pairs, {promises} promises; the worker counts {took:.1f} s")


def sweep() -> None:
    """Rows of an earlier run that was taken back are still read over until somebody sweeps: a
    server does it by itself, a minute later."""
    for table in written_in():
        with connection().cursor() as cursor:
            cursor.execute(f"VACUUM ANALYZE {table}")


def look_at_what_came() -> None:
    """As a server does by itself, but not for rows that only this transaction sees."""
    for table in written_in():
        with connection().cursor() as cursor:
            cursor.execute(f"ANALYZE {table}")


def written_in() -> list[str]:
    """The tables of promises and pairs, where the database is one that must be told."""
    from django.apps import apps

    if connection().vendor != "postgresql":
        return []
    return [model._meta.db_table for model in apps.get_app_config("partnership").get_models()]


def connection() -> BaseDatabaseWrapper:
    from django.db import connections

    return connections["default"]


def each(client: Client, urls: dict[str, str]) -> Iterator[tuple[str, Callable[[], object]]]:
    for name, url in urls.items():
        yield name, lambda url=url: client.get(url)  # type: ignore[misc]


def signed_in(person: Person, at: datetime) -> Client:
    from tandem.access.audit import OPERATOR
    from tandem.organisation import actions

    email = f"{person.number}@varnholm.example"
    actions.open_account(person=person, email=email, by=OPERATOR, at=at)
    person.refresh_from_db()
    assert person.account is not None
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(person.account)
    return client


def who_has_roles(
    person: Person, somebody: Person, at: datetime
) -> Iterator[tuple[str, Callable[[], object]]]:
    """The pages of an HR administrator who is head of HR too, as in a small company."""
    from tandem.access.audit import OPERATOR
    from tandem.access.roles import CHRO, HRAdministrator
    from tandem.organisation import actions

    client = signed_in(person, at)
    for role in (CHRO, HRAdministrator):
        actions.grant_role(person=person, role=role, by=OPERATOR, at=at)
    urls = {
        "an HR administrator: Today": reverse("today:page"),
        "company set-up": reverse("company:page"),
        "all pairs as one": reverse("pairs:all_pairs"),
        "find a person, whole name": finding(somebody.name),
        "find a person, one slip": finding(slipped(somebody.last_name)),
        "find a person, three letters": finding(COMMON),
    }
    yield from each(client, urls)


def who_has_very_many(at: datetime) -> Iterator[tuple[str, Callable[[], object]]]:
    """The pages of somebody with five thousand open promises, with fifty people."""
    from tandem.organisation.models import Person

    person = Person.objects.get(number="21")
    client = signed_in(person, at)
    others = Person.objects.filter(number__in=[str(number) for number in range(100, 150)])
    very_many_promises(person, [*others], at)
    look_at_what_came()
    urls = {
        "Today": reverse("today:page"),
        "promises": reverse("commitments:list"),
        "waiting": reverse("commitments:part", args=["waiting"]),
        "mine, page 80": reverse("commitments:part", args=["mine"]) + "?page=80",
        "with one person": reverse("commitments:list") + f"?with={others[0].pk}",
        "partners": reverse("pairs:list"),
    }
    yield from each(client, {f"5,000 promises: {name}": url for name, url in urls.items()})


def who_sees_a_part(hr_partner: Person, at: datetime) -> Iterator[tuple[str, Callable[[], object]]]:
    """Finding, for who leads a site, four of them, or a division of very many more."""
    from tandem.access.audit import OPERATOR
    from tandem.organisation.models import Area, Person, Spell
    from tandem.partnership.actions import make_pair

    for number, names in PARTS.items():
        areas = Area.objects.filter(name__in=names)  # a small company has no division
        leader = Person.objects.get(number=number)
        if not areas:
            continue
        client = signed_in(leader, at)
        for area in areas:
            make_pair(area=area, leader=leader, hr_partner=hr_partner, by=OPERATOR, at=at)
        below = Spell.objects.on(at.date()).filter(area__path__startswith=areas[0].path)
        somebody = below.order_by("pk").select_related("employment__person")[40].employment.person
        words = {"a whole name": somebody.name, "a slip": slipped(somebody.last_name)}
        words |= {"three letters": COMMON, "three of first names": COMMON_FIRST}
        who = ", ".join(names)
        asked = {f"{who} finds {said}": finding(typed) for said, typed in words.items()}
        yield from each(client, asked)
        yield f"{who} writes a line", reading(client, somebody.last_name)


def reading(client: Client, name: str) -> Callable[[], object]:
    line = {"line": f"send the figures to {name} by next Friday"}
    return lambda: client.post(reverse("today:reading"), line)


def finding(words: str) -> str:
    return f"{reverse('people:find')}?{urlencode({'q': words})}"


def slipped(name: str) -> str:
    """With two letters in its middle swapped."""
    at = len(name) // 2
    return name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :]


def forty_promises(leader: Person, partner: Person, at: datetime) -> Commitment:
    """The partner has promised three of four of what was asked, the others wait for their word."""
    from tandem.partnership.commitments import actions
    from tandem.partnership.commitments.models import Source
    from tandem.partnership.commitments.rules import Act

    for number in range(40):
        said = actions.Said(what=f"Promise {number}", due_on=days_from_now(1 + number % 20))
        made = actions.ask(of=partner, said=said, by=leader, at=at, source=Source.FORM)
        if number % 4:
            said = actions.Said()
            made = actions.take(commitment=made, act=Act.PROMISE, said=said, by=partner, at=at)
    return made


def very_many_promises(person: Person, others: list[Person], at: datetime) -> None:
    """A third asked of this person, a third promised by them and a third to them; written in bulk,
    since each said by itself would take longer than all that is measured."""
    from django.db.models import QuerySet

    from tandem.partnership.commitments import actions
    from tandem.partnership.commitments.models import Commitment, Move, Source
    from tandem.partnership.commitments.rules import Act

    said = actions.Said(what="The first", due_on=days_from_now(3))
    asked = actions.ask(of=person, said=said, by=others[0], at=at, source=Source.FORM)
    theirs = actions.ask(of=others[0], said=said, by=person, at=at, source=Source.FORM)
    mine = actions.ask(of=person, said=said, by=others[0], at=at, source=Source.FORM)
    for one, by in ((theirs, others[0]), (mine, person)):
        actions.take(commitment=one, act=Act.PROMISE, said=actions.Said(), by=by, at=at)
    kinds = [Commitment.objects.get(pk=one.pk) for one in (asked, mine, theirs)]
    said_last = [Move.objects.filter(commitment=one).latest("number") for one in kinds]
    promises, moves = [], []
    for number in range(VERY_MANY):
        like, other = kinds[number % 3], others[number % len(others)]
        promise = copy(like, what=f"Promise {number}", due_on=days_from_now(1 + number % 200))
        side = "customer" if like.performer == person else "performer"
        setattr(promise, side, other)
        promises.append(promise)
        moves.append(copy(said_last[number % 3], commitment=promise, number=1))
    QuerySet(Commitment).bulk_create(promises, batch_size=500)
    QuerySet(Move).bulk_create(moves, batch_size=500)


def measured(visit: Callable[[], object]) -> str:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    visit()
    with CaptureQueriesContext(connection) as queries:
        answer = visit()
    asked = len(queries)  # the log is emptied by the next request
    times = []
    for _ in range(VISITS):
        started = time.perf_counter()
        visit()
        times.append((time.perf_counter() - started) * 1000)
    content: bytes = answer.content  # type: ignore[attr-defined]
    return (
        f"{median(times):7.1f} {quantiles(times, n=20)[18]:7.1f} {asked:8} "
        f"{len(content) / 1024:6.1f} {len(gzip.compress(content)) / 1024:7.1f}"
    )


def resident() -> float:
    pages_held = int(Path("/proc/self/statm").read_text().split()[1])
    return pages_held * resource.getpagesize() / 1024**2

"""My partners, and the page a leader and an HR partner share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tandem.bridge.numbers import what_moved
from tandem.organisation.http import SignedInRequest, signed_in
from tandem.organisation.models import Person, Spell
from tandem.organisation.settings import values_on
from tandem.organisation.switches import PAIR_TIMELINE, PEOPLE_DATA
from tandem.partnership.commitments.models import Commitment
from tandem.partnership.commitments.rows import PromiseRow, rows
from tandem.partnership.models import Pair
from tandem.partnership.registers import timeline
from tandem.rooms.pairs.rules import Stages, is_counted
from tandem.rooms.pairs.words import next_step, open_words, since_words, stage_words, stages

MOMENTS = 20
SHOWN = 8  # promises of one side; the rest stands on the page of all promises
JUST_ENDED_DAYS = 14


@dataclass(frozen=True, slots=True)
class Line:
    """One of my pairs in the list."""

    pair: Pair
    since: str
    stage: str
    open: str
    next_step: str
    is_over: bool


@require_GET
@signed_in
def all_mine(request: SignedInRequest) -> HttpResponse:
    person, today = request.person, request.today
    pairs = sorted(Pair.objects.visible_to(person), key=lambda one: one.partner_of(person).name)
    shown = rows(
        Commitment.objects.visible_to(person).open().by_day(), person, today, sides=sides(pairs)
    )
    known = stages(values_on(today))
    lines = [line_of(pair, between(shown, pair.partner_of(person)), today, known) for pair in pairs]
    context = {
        "lines": [line for line in lines if not line.is_over],
        "former": [line for line in lines if line.is_over],
    }
    return render(request, "pairs/list.html", context)


def line_of(pair: Pair, shown: Sequence[PromiseRow], today: date, known: Stages) -> Line:
    return Line(
        pair=pair,
        since=since_words(pair),
        stage=stage_words(pair, today, known),
        open=open_words(len(shown)) if shown else "",
        next_step=next_step(shown),
        is_over=pair.end_on is not None and pair.end_on <= today,
    )


def between(shown: Sequence[PromiseRow], partner: Person) -> list[PromiseRow]:
    return [row for row in shown if row.other == partner]


def sides(pairs: Sequence[Pair]) -> dict[UUID, str]:
    leaders = {pair.leader_id: "leader" for pair in pairs}
    return leaders | {pair.hr_partner_id: "hr" for pair in pairs}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two, and what they do for the other."""

    key: str
    person: Person
    other: Person
    job: str
    rows: list[PromiseRow]

    @property
    def title(self) -> str:
        return _("Leader") if self.key == "leader" else _("HR partner")

    @property
    def shown(self) -> list[PromiseRow]:
        return self.rows[:SHOWN]

    @property
    def more(self) -> int:
        return len(self.rows) - len(self.shown)

    @property
    def open(self) -> str:
        return open_words(sum(not row.is_over for row in self.rows))


@require_GET
@signed_in
def page(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    person, today = request.person, request.today
    mine = Pair.objects.visible_to(person)
    with_jobs = mine.annotate(
        leader_job=job_of("leader", today), hr_job=job_of("hr_partner", today)
    )
    pair = with_jobs.filter(pk=pair_id).first()
    if pair is None:
        raise Http404
    jobs = [vars(pair)[name] or "" for name in ("leader_job", "hr_job")]
    context = {
        "pair": pair,
        "partner": pair.partner_of(person),
        "two": two_sides(pair, request, jobs),
        "since": since_words(pair),
        "stage": stage_words(pair, today, stages(values_on(today))),
        "is_counted": is_counted(pair.days_old(today)),
        "moved": what_moved(pair.area, person, today) if request.has(PEOPLE_DATA) else None,
        "moments": timeline(pair, person)[:MOMENTS] if request.has(PAIR_TIMELINE) else [],
    }
    return render(request, "pairs/page.html", context)


def two_sides(pair: Pair, request: SignedInRequest, jobs: Sequence[str]) -> list[Side]:
    """The leader first, always."""
    both = Commitment.objects.visible_to(request.person).between(pair.leader, pair.hr_partner)
    just_ended = request.today - timedelta(days=JUST_ENDED_DAYS)
    every = both.current(ended_since=just_ended)
    shown = rows(every, request.person, request.today, with_last=True, sides=sides([pair]))
    shown.sort(key=lambda row: row.is_over)
    two = [("leader", pair.leader, pair.hr_partner), ("hr", pair.hr_partner, pair.leader)]
    return [
        Side(key, one, other, job, [row for row in shown if row.performer == one])
        for (key, one, other), job in zip(two, jobs, strict=True)
    ]


def job_of(side: str, day: date) -> Subquery:
    """The title of the job somebody holds on this day."""
    return Subquery(
        Spell.objects.on(day).filter(employment__person=OuterRef(side)).values("title")[:1]
    )

"""My partners, and the page a leader and an HR partner share."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tandem.access.roles import HRPartner, Permission
from tandem.organisation.calendars import SiteDays
from tandem.organisation.http import SignedInRequest, signed_in
from tandem.organisation.models import Person, Spell
from tandem.organisation.settings import values_on
from tandem.organisation.switches import KEPT_PROMISES, TWO_WAY_REVIEW
from tandem.organisation.written_once import written_once
from tandem.partnership.commitments.lists import Part, Tally, tally
from tandem.partnership.commitments.models import UNDER_WAY, Commitment
from tandem.partnership.commitments.rows import PromiseRow, rows
from tandem.partnership.models import Pair
from tandem.partnership.registers import asked_of_pairs, pair_parts, places
from tandem.partnership.role_review.told import told_to
from tandem.partnership.signals.rows import noticed_by
from tandem.rooms.pairs.how_set_up import how_set_up
from tandem.rooms.pairs.portfolio import answered_for
from tandem.rooms.pairs.rules import Stages, is_counted
from tandem.rooms.pairs.words import (
    empty_words,
    next_step,
    open_words,
    since_words,
    stage_words,
    stages,
    who_reads,
)

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
    there = Pair.objects.visible_to(person).telling_who_left(today).telling_charter()
    pairs = sorted(there, key=lambda one: one.partner_of(person).name)
    mine, known = tally(person, today), stages(values_on(today))
    with_each = [(pair, mine.with_one(pair.partner_of(person).pk)) for pair in pairs]
    lines = [line_of(pair, between, today, known) for pair, between in with_each]
    context = {
        "lines": [line for line in lines if not line.is_over],
        "former": [line for line in lines if line.is_over],
        "sees_all_pairs": request.may(Permission.SEE_ALL_PAIRS_AS_ONE)
        and request.has(KEPT_PROMISES),
        "sees_portfolio": leads_to_portfolio(request),
        "was_told": request.has(TWO_WAY_REVIEW) and bool(told_to(person, today)),
    }
    return render(request, "pairs/list.html", context)


def leads_to_portfolio(request: SignedInRequest) -> bool:
    """For the head of HR always; an HR partner has one where others work below them."""
    if request.may(Permission.SEE_ALL_PAIRS_AS_ONE):
        return True
    return HRPartner in request.roles and answered_for(request.person, request.today) is not None


def line_of(pair: Pair, between: Tally, today: date, known: Stages) -> Line:
    return Line(
        pair=pair,
        since=since_words(pair),
        stage=stage_words(pair, today, known),
        open=open_words(between.open) if between.open else "",
        next_step=next_step(between, today, left=pair.one_left),
        is_over=pair.is_over(today),
    )


def sides(pairs: Sequence[Pair]) -> dict[UUID, str]:
    leaders = {pair.leader_id: "leader" for pair in pairs}
    return leaders | {pair.hr_partner_id: "hr" for pair in pairs}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two, and what they do for the other: promised, asked for, and just over."""

    key: str
    person: Person
    other: Person
    job: str
    rows: list[PromiseRow]
    number: int  # open ones, shown or not
    all_url: str
    empty: str

    @property
    def title(self) -> str:
        return _("Leader") if self.key == "leader" else _("HR partner")

    @property
    def promised(self) -> list[PromiseRow]:
        return [row for row in self.rows if row.commitment.state in UNDER_WAY]

    @property
    def asked(self) -> list[PromiseRow]:
        """Asked or offered: nobody has promised it yet."""
        return [row for row in self.rows if not row.is_over and row not in self.promised]

    @property
    def just_over(self) -> list[PromiseRow]:
        return [row for row in self.rows if row.is_over]

    @property
    def open(self) -> str:
        return open_words(self.number)

    @property
    def more(self) -> int:
        return self.number - sum(not row.is_over for row in self.rows)


@require_GET
@signed_in
def page(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    person, today = request.person, request.today
    pair = next(iter(with_all_of_its_page(today, person.pk, pair_id)), None)
    if pair is None:
        raise Http404
    jobs = [vars(pair)[name] or "" for name in ("leader_job", "hr_job")]
    values = values_on(today)
    days = SiteDays(frozenset({pair.leader_id, pair.hr_partner_id}), today)
    two = two_sides(pair, request, jobs, days)
    context = {
        "pair": pair,
        "partner": pair.partner_of(person),
        **who_reads(pair, person),
        "two": two,
        "since": since_words(pair),
        "stage": stage_words(pair, today, stages(values)),
        "is_counted": is_counted(pair.days_old(today)),
        "to_set_up": not (pair.has_charter or pair.one_left or pair.is_over(today)),
        "places": places(pair, person, today, known=vars(pair)),
        "noticed": noticed_by(person, today, of=pair.pk, values=values),
        "parts": pair_parts(pair, person, today),
    }
    return render(request, "pairs/page.html", context)


@written_once
def with_all_of_its_page(today: date, reader: UUID, pair: UUID) -> QuerySet[Pair]:
    """The pair, if the reader is one of the two, and what its page says besides in a line."""
    person = Person.by_key(reader)
    mine = Pair.objects.visible_to(person).telling_who_left(today).telling_charter()
    return mine.filter(pk=pair).annotate(
        leader_job=job_of("leader", today),
        hr_job=job_of("hr_partner", today),
        **asked_of_pairs(person, today),
        **how_set_up(),
    )


def two_sides(
    pair: Pair, request: SignedInRequest, jobs: Sequence[str], days: SiteDays
) -> list[Side]:
    """The leader first, always."""
    person = request.person
    shown = current(request.today, person.pk, person.stands_for, pair.leader_id, pair.hr_partner_id)
    every = rows(
        shown, request.person, request.today, with_last=True, sides=sides([pair]), days=days
    )
    return [
        side_of(key, one, other, job, [row for row in every if row.performer == one], request, pair)
        for key, one, other, job in (
            ("leader", pair.leader, pair.hr_partner, jobs[0]),
            ("hr", pair.hr_partner, pair.leader, jobs[1]),
        )
    ]


@written_once
def current(
    today: date, reader: UUID, stands_for: Collection[UUID], leader: UUID, hr_partner: UUID
) -> QuerySet[Commitment]:
    person = Person.by_key(reader, stands_for)
    both = Commitment.objects.visible_to(person)
    two = Person.by_key(leader), Person.by_key(hr_partner)
    just_ended = today - timedelta(days=JUST_ENDED_DAYS)
    return both.between(*two).current_of_each(ended_since=just_ended, most=SHOWN)


def side_of(
    key: str, one: Person, other: Person, job: str, theirs: list[PromiseRow],
    request: SignedInRequest, pair: Pair,
) -> Side:  # fmt: skip
    number = vars(theirs[0].commitment)["open_of_theirs"] if theirs else 0
    all_of_them = all_url(one, other, request.person)
    empty = "" if pair.one_left else empty_words(one, other, request.person)
    return Side(key, one, other, job, theirs, number, all_of_them, empty)


def all_url(one: Person, other: Person, reader: Person) -> str:
    """Where all that one does for the other is listed."""
    mine = one == reader
    url = reverse("commitments:part", args=[Part.MINE if mine else Part.THEIRS])
    return f"{url}?{urlencode({'with': (other if mine else one).pk})}"


def job_of(side: str, day: date) -> Subquery:
    """The title of the job somebody holds on this day."""
    return Subquery(
        Spell.objects.on(day).filter(employment__person=OuterRef(side)).values("title")[:1]
    )

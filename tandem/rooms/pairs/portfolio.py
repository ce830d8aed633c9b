"""Every pair one answers for, A to Z: since when, its stage, what its two both own.

For the head of HR all pairs, and the places that need an owner; for a lead HR partner the pairs
below their own areas. Dates and counts alone: no word of a pair, nothing by which one is better.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from tandem.access.roles import Permission
from tandem.organisation.calendar import years_before
from tandem.organisation.calendars import working_days_of
from tandem.organisation.http import SignedInRequest, signed_in
from tandem.organisation.models import Duty, Person
from tandem.organisation.seats import Vacancy, vacancies
from tandem.organisation.settings import values_on
from tandem.organisation.switches import TWO_WAY_REVIEW
from tandem.partnership.commitments.spread import PAIRS_FROM
from tandem.partnership.load.rules import told_now
from tandem.partnership.models import CoOwnedOutcome, Load, Pair, PairQuerySet
from tandem.partnership.role_review.asking import both_answered
from tandem.rooms.pairs.rules import Stage, Stages, stage
from tandem.rooms.pairs.words import STAGES, since_words, stages

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One pair. needs: what it lacks, where one of the two is gone."""

    pair: Pair
    since: str
    stage: str
    outcomes: int
    needs: str


@dataclass(frozen=True, slots=True)
class Share:
    """How many pairs something is so of."""

    words: object
    pairs: int


@require_GET
@signed_in
def page(request: SignedInRequest) -> HttpResponse:
    """Not there for whoever answers for no pair but their own."""
    seen = answered_for(request.person, request.today)
    if seen is None:
        raise Http404
    today = request.today
    told = seen.telling_who_left(today).telling_charter()
    every = [*told.order_by("area__name", "start_on", "id")]
    known = stages(values_on(today))
    owned = outcomes_of(every)
    shown = Paginator(every, PER_PAGE).get_page(request.GET.get("page"))
    lines = [line_of(pair, today, known, owned) for pair in shown]
    places = places_of(request)
    context = {
        "number": len(every),
        "lines": lines,
        "page": shown,
        "shares": spread(every, today, known, owned) + reviewed(request, every)
        if len(every) >= PAIRS_FROM
        else None,
        "pairs_from": PAIRS_FROM,
        "needs": sum(bool(pair.one_left) for pair in every),
        "places": places[:PER_PAGE],
        "places_more": max(len(places) - PER_PAGE, 0),
        "loads": loads_of(request),
        "sees_all": request.may(Permission.SEE_ALL_PAIRS_AS_ONE),
    }
    return render(request, "pairs/portfolio.html", context)


def answered_for(person: Person, today: date) -> PairQuerySet | None:
    """All, for the head of HR; for an HR partner those below their areas that are others’."""
    running = Pair.objects.on(today).select_related("area", "leader", "hr_partner")
    if person.may(Permission.SEE_ALL_PAIRS_AS_ONE, today):
        return running
    paths = [path for duty, path in person.held(today) if duty == Duty.HR_PARTNER and path]
    if not paths:
        return None
    below = Q(pk__in=[])
    for path in paths:
        below |= Q(area__path__startswith=path)
    others = running.filter(below).exclude(hr_partner=person)
    return others if others.exists() else None


def outcomes_of(pairs: Sequence[Pair]) -> Mapping[UUID, int]:
    """How many outcomes the two of each pair both own now, in one question."""
    running = CoOwnedOutcome.objects.running().filter(outcome__pair__in=pairs).order_by()
    return dict(running.values_list("outcome__pair").annotate(n=Count("pk")))


def stage_of(pair: Pair, today: date, known: Stages) -> Stage:
    return stage(pair.days_old(today), has_charter=pair.has_charter, stages=known)


def line_of(
    pair: Pair,
    today: date,
    known: Stages,
    owned: Mapping[UUID, int],
) -> Line:
    return Line(
        pair=pair,
        since=since_words(pair),
        stage=gettext(STAGES[stage_of(pair, today, known)]),
        outcomes=owned.get(pair.pk, 0),
        needs=gettext("One of the two has left") if pair.one_left else "",
    )


def spread(
    pairs: Sequence[Pair],
    today: date,
    known: Stages,
    owned: Mapping[UUID, int],
) -> list[Share]:
    """Only from eight pairs on. In the order of time: no better, no worse."""
    by_stage = Counter(stage_of(pair, today, known) for pair in pairs)
    found = [Share(gettext(STAGES[each]), by_stage[each]) for each in Stage]
    found.append(Share(gettext("With a signed charter"), sum(pair.has_charter for pair in pairs)))
    found.append(
        Share(gettext("With an outcome both own"), sum(pair.pk in owned for pair in pairs))
    )
    return found


def reviewed(request: SignedInRequest, pairs: Sequence[Pair]) -> list[Share]:
    """That both have answered, of how many; of no pair it is told who has not."""
    if not request.has(TWO_WAY_REVIEW):
        return []
    since = years_before(request.today, 1)
    number = both_answered(pairs, since=since)
    return [Share(gettext("With a two-way review in the last year"), number)]


def places_of(request: SignedInRequest) -> list[Vacancy]:
    """For the head of HR: sides of areas that have had nobody for longer than is allowed."""
    if not request.may(Permission.SEE_ALL_PAIRS_AS_ONE):
        return []
    today = request.today
    vacant = vacancies(today)
    if not vacant:
        return []
    days, calendar = values_on(today).whole("unowned_days"), working_days_of(request.person, today)
    return [each for each in vacant if calendar.add_working_days(each.since, days) < today]


def loads_of(request: SignedInRequest) -> list[Load]:
    """What HR partners carry, A to Z, a week after they could read it themselves."""
    if not request.may(Permission.SEE_ALL_PAIRS_AS_ONE):
        return []
    told = Load.objects.filter(taken_on__lte=told_now(request.today))
    newest = told.order_by("-week_on").values_list("week_on", flat=True).first()
    if newest is None:
        return []
    return [*Load.objects.visible_to(request.person, request.today).in_week(newest)]

"""Sides of the map that nobody holds, promises of who has left, and the pair that is asked.

A gap is the duty of the nearest pair at or above its area: that pair reads the map there, whoever
names people. A side that nobody ever held is answered for from above, and is no gap.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from tandem.organisation.calendars import working_days_of_people
from tandem.organisation.http import SignedInRequest, signed_in
from tandem.organisation.models import Area, Duty
from tandem.organisation.models.areas import paths_above
from tandem.organisation.seats import Vacancy, vacancies
from tandem.organisation.settings import values_on
from tandem.partnership.commitments.models import Commitment
from tandem.partnership.leaving import gone_days, with_gone_days
from tandem.partnership.models import Pair
from tandem.partnership.words import day_words
from tandem.rooms.ownership import rules
from tandem.rooms.ownership.starting_point import Side

SIDE = {Duty.LEADS: Side.LEADER, Duty.HR_PARTNER: Side.HR}


@dataclass(frozen=True, slots=True)
class Gap:
    """long: past the working days the company allows, so that it counts for a signal."""

    vacancy: Vacancy
    long: bool

    @property
    def area(self) -> Area:
        return self.vacancy.area

    @property
    def side(self) -> Side:
        return SIDE[self.vacancy.duty]


def gaps_of_pairs(pairs: Iterable[Pair], today: date, days: int) -> Mapping[UUID, list[Gap]]:
    """By pair, the longest vacant first. No question where nothing is vacant but that it is so.

    pairs: every pair of the day, else a gap would be told to one further up than the nearest.
    """
    vacant = vacancies(today)
    if not vacant:
        return {}
    by_path = {pair.area.path: pair for pair in pairs}
    found: dict[Pair, list[Vacancy]] = {}
    for each in vacant:
        around = (*paths_above(each.area.path), each.area.path)
        path = rules.nearest(one for one in around if one in by_path)
        if path is not None:
            found.setdefault(by_path[path], []).append(each)
    calendars = working_days_of_people({pair.leader_id for pair in found}, today)
    return {
        pair.pk: [
            Gap(each, rules.is_unowned(each.since, today, calendars[pair.leader_id], days))
            for each in those
        ]
        for pair, those in found.items()
    }


def gaps_of(pair: Pair, today: date) -> list[Gap]:
    every = Pair.objects.on(today).select_related("area")
    days = values_on(today).whole("unowned_days")
    return [*gaps_of_pairs(every, today, days).get(pair.pk, [])]


@dataclass(frozen=True, slots=True)
class Unkept:
    """A promise between the two of a pair, whose performer has left. long: as of a `Gap`."""

    promise: Commitment
    since: date
    long: bool


def unkept_of_pairs(pairs: Iterable[Pair], today: date, days: int) -> Mapping[UUID, list[Unkept]]:
    """By pair, one after the other of those in which one has left: seldom any.

    What one of the two promised somebody else is theirs and that person's, and is not told here.
    """
    left = Pair.objects.filter(pk__in=[pair.pk for pair in pairs]).telling_who_left(today)
    left = left.filter(Q(("one_left", True))).select_related("leader", "hr_partner")
    found: dict[UUID, list[Unkept]] = {}
    for pair in left:
        calendar = working_days_of_people({pair.leader_id}, today)[pair.leader_id]
        between = Commitment.objects.open().filter(sent=True).between(pair.leader, pair.hr_partner)
        gone = with_gone_days(between).filter(Q(("performer_gone_on__lte", today)))
        for each in gone.select_related("customer", "performer").order_by("due_on", "id"):
            since = gone_days(each)[each.performer_id]
            assert since is not None
            long = rules.is_unowned(since, today, calendar, days)
            found.setdefault(pair.pk, []).append(Unkept(each, since, long))
    return found


def list_url(pair: Pair) -> str:
    return reverse("ownership:gaps", args=[pair.pk])


@require_GET
@signed_in
def page(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    """Of one pair, for its two: places, and what one who left had promised the other.

    Who names somebody is said, not done here.
    """
    today, days = request.today, values_on(request.today).whole("unowned_days")
    pair = get_object_or_404(Pair.objects.visible_to(request.person).on(today), pk=pair_id)
    context = {
        "pair": pair,
        "partner": pair.partner_of(request.person),
        "rows": [(gap, day_words(gap.vacancy.since, today)) for gap in gaps_of(pair, today)],
        "promises": [
            (each, day_words(each.since, today))
            for each in unkept_of_pairs([pair], today, days).get(pair.pk, [])
        ],
        "days": days,
    }
    return render(request, "ownership/gaps.html", context)

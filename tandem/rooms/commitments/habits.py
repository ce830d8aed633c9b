"""The habits of a pair: what each of the two keeps up this quarter, by the four areas to master."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from tandem.organisation.calendars import working_days_of
from tandem.organisation.http import SignedInRequest, signed_in
from tandem.organisation.models import Person
from tandem.partnership.commitments.habits import chosen, last_day
from tandem.partnership.commitments.requests import Template, habits
from tandem.partnership.commitments.rows import PromiseRow, rows
from tandem.partnership.models import Pair
from tandem.partnership.two import Two, two_or_404
from tandem.rooms.commitments.requests import sides_of

BEFORE = timedelta(days=190)  # the habits of two quarters that are over
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Area:
    """One of the four areas. rows: what is open in it, of either; begin_url: where the reader
    chooses, while they have none."""

    name: str
    questions: Sequence[str]
    rows: Sequence[PromiseRow]
    begin_url: str


@require_GET
@signed_in
def page(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    two, today = two_or_404(request, pair_id), request.today
    found = chosen(two.pair, two.me)
    ended = found.over().filter(ended_on__gt=today - BEFORE).order_by("-ended_on", "id")[:SHOWN]
    sides = sides_of(two.pair)
    there = rows([*found.open().by_day(), *ended], two.me, today, sides=sides)
    running = [each for each in there if each.commitment.ended_on is None]
    context = {
        "two": two,
        "pair": two.pair,
        "areas": [area(each, running, two) for each in habits()],
        "before": [each for each in there if each.commitment.ended_on is not None],
        "until": last_day(today, working_days_of(two.me, today)),
    }
    return render(request, "commitments/habits.html", context)


def area(template: Template, running: Sequence[PromiseRow], two: Two) -> Area:
    mine = [each for each in running if each.commitment.request == template.key]
    has_one = any(is_kept_up_by(two.me, each) for each in mine)
    begin = "" if has_one or not two.is_open else begin_url(template, two.pair)
    return Area(template.name, template.questions, mine, begin)


def is_kept_up_by(person: Person, row: PromiseRow) -> bool:
    return row.commitment.performer_id == person.pk


def begin_url(template: Template, pair: Pair) -> str:
    whom: Mapping[str, str] = {"request": template.key, "pair": str(pair.pk)}
    return f"{reverse('commitments:new')}?{urlencode(whom)}"

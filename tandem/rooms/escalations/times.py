"""How long each step takes in the company: of whole quarters, from eight pairs on, of nobody.

A year of closed quarters, so that one more of them changes no number on the day it happens.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from tandem.access.roles import Permission
from tandem.organisation.calendar import Days
from tandem.organisation.calendars import calendars
from tandem.organisation.http import SignedInRequest, permitted
from tandem.organisation.models.settings import WHOLE_COMPANY
from tandem.partnership.commitments.spread import closed_quarters
from tandem.rooms.escalations.models import Escalation, JointNote, State, StraightWord
from tandem.rooms.escalations.rules import BOX, MEASURED, PAIRS_FROM, Step, typical

QUARTERS = 4
NAMES = {
    Step.VIEWS: _("Both views, until it is settled or sent"),
    Step.NOTE: _("One note, until it is decided, settled or passed on"),
    Step.TOP: _("With who leads the company and the head of HR, until it is decided or settled"),
    Step.STRAIGHT: _("Sent straight, until somebody sees to it"),
}
Ended = tuple[Step, UUID, date, date]


@dataclass(frozen=True, slots=True)
class Line:
    """days: the middle of the working days it took; None where too few pairs took it."""

    name: object
    means: int
    days: int | None


@require_GET
@permitted(Permission.SEE_ALL_PAIRS_AS_ONE)
def page(request: SignedInRequest) -> HttpResponse:
    context = {
        "lines": lines(request.today), "year": year(request.today), "pairs_from": PAIRS_FROM,
    }  # fmt: skip
    return render(request, "escalations/times.html", context)


def year(today: date) -> Days:
    quarters = closed_quarters(today, QUARTERS)
    return Days(quarters[-1].first, quarters[0].after)


def lines(today: date) -> list[Line]:
    """By the company's own calendar: whose site it was is nobody's to learn here."""
    days = calendars().of(WHOLE_COMPANY)
    took: dict[Step, dict[UUID, list[int]]] = {step: {} for step in MEASURED}
    for step, pair, since, until in ended_in(year(today)):
        took[step].setdefault(pair, []).append(days.working_days_between(since, until))
    return [Line(NAMES[step], BOX[step], typical(took[step])) for step in MEASURED]


def ended_in(stretch: Days) -> Iterator[Ended]:
    """Every step that ended in it: of which pair, from when, until when.

    What was left to rest took nobody anywhere, and is not counted. Two who settle it after they
    have sent it end the step it was in.
    """
    settled = Escalation.objects.order_by().exclude(views_on=None).exclude(state=State.RESTED)
    for pair, since, until, sent_on in settled.values_list(
        "pair", "views_on", "ended_on", "note__sent_on"
    ):
        yield from ended(Step.VIEWS, pair, since, sent_on or until, stretch)
    notes = JointNote.objects.order_by().exclude(sent_on=None)
    for pair, sent_on, top_on, ended_on in notes.values_list(
        "pair", "sent_on", "top_on", "escalation__ended_on"
    ):
        yield from ended(Step.NOTE, pair, sent_on, top_on or ended_on, stretch)
        if top_on:
            yield from ended(Step.TOP, pair, top_on, ended_on, stretch)
    words = StraightWord.objects.order_by().exclude(taken_on=None)
    for pair, sent_on, taken_on in words.values_list("pair", "sent_on", "taken_on"):
        yield from ended(Step.STRAIGHT, pair, sent_on, taken_on, stretch)


def ended(
    step: Step, pair: UUID, since: date | None, until: date | None, stretch: Days
) -> Iterator[Ended]:
    if since is not None and until is not None and until in stretch:
        yield step, pair, since, until

"""Just between the two: what is promised of it stands above the box, and what cannot be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tandem.organisation.http import SignedInRequest, signed_in
from tandem.organisation.settings import values_on
from tandem.partnership.holds.actions import KeptByLaw
from tandem.partnership.two import two_or_404
from tandem.partnership.words import ago, day_words
from tandem.rooms.openness import actions
from tandem.rooms.openness.forms import BetweenUsForm
from tandem.rooms.openness.models import BetweenUs


@dataclass(frozen=True, slots=True)
class Note:
    """One note as the reader sees it."""

    note: BetweenUs
    side: str
    written: str
    ends: str
    is_mine: bool


@require_http_methods(["GET", "POST"])
@signed_in
def page(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    two, today = two_or_404(request, pair_id), request.today
    form = BetweenUsForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data["words"]
        actions.say_between_us(pair=two.pair, words=given, by=request.person, at=request.at)
        messages.success(request, _("Written, for the two of you."))
        return redirect("openness:between_us", pair_id)
    days = values_on(today).whole("between_us_days")
    there = BetweenUs.objects.visible_to(request.person).of(two.pair).there_on(today, days=days)
    context = {
        "two": two,
        "pair": two.pair,
        "days": days,
        "ends": today + timedelta(days=days),
        "notes": [
            Note(
                each, "leader" if each.person == two.pair.leader else "hr",
                ago(each.written_on, today), until(each.ends_on(days), today),
                each.person == two.me,
            )
            for each in there
        ],
        "form": form if two.is_open else None,
    }  # fmt: skip
    return render(request, "openness/between_us.html", context, status=422 if form.errors else 200)


def until(end: date, today: date) -> str:
    """The last day it is there."""
    return day_words(end - timedelta(days=1), today)


@require_POST
@signed_in
def end(request: SignedInRequest, note_id: UUID) -> HttpResponse:
    """By who wrote it. Of the other's one can do nothing: for that it is not there."""
    own = BetweenUs.objects.visible_to(request.person).filter(person=request.person)
    note = get_object_or_404(own, pk=note_id)
    try:
        actions.end(note=note, by=request.person, at=request.at)
    except KeptByLaw as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Ended. It is gone for both of you."))
    return redirect("openness:between_us", note.pair_id)

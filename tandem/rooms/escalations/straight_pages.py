"""The way past the line: for each of the two alone, and for whom they turned to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tandem.organisation.http import SignedInRequest, signed_in
from tandem.organisation.models import Person
from tandem.partnership.two import two_or_404
from tandem.rooms.escalations import straight
from tandem.rooms.escalations.actions import NotNow
from tandem.rooms.escalations.clocks import box_of_word
from tandem.rooms.escalations.forms import AnswerForm, StraightForm
from tandem.rooms.escalations.keeping import words_over
from tandem.rooms.escalations.models import StraightBecause, StraightWord
from tandem.rooms.escalations.reach import straight as whom_to_turn_to


@require_http_methods(["GET", "POST"])
@signed_in
def page(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    """What one of the two sent, the other does not find here; the page is the same for both."""
    two = two_or_404(request, pair_id)
    there = StraightWord.objects.visible_to(request.person).telling_who_left(request.today)
    seen = there.of(two.pair)
    mine = [*seen.filter(by=two.me).exclude(pk__in=words_over(request.today))]
    people = whom_to_turn_to(two.pair, request.today)
    posted = request.POST if request.method == "POST" else None
    form = StraightForm(posted, people=people, begins_with=taken_back(mine))
    if form.is_valid():
        given = form.cleaned_data
        to = next(each for each in people if str(each.pk) == given["to"])
        sent = straight.go_straight(
            pair=two.pair, to=to, because=StraightBecause(given["because"]), words=given["words"],
            by=request.person, at=request.at,
        )  # fmt: skip
        messages.success(request, _("Sent. Only %(name)s reads it.") % {"name": to.called})
        return redirect(sent)
    context = {
        "two": two, "pair": two.pair, "mine": mine, "form": form if people else None,
    }  # fmt: skip
    return render(request, "escalations/straight.html", context, status=422 if form.errors else 200)


def taken_back(mine: list[StraightWord]) -> str:
    """Words one has just withdrawn, so that turning to somebody else does not mean writing anew."""
    return mine[0].words if mine and mine[0].withdrawn_on else ""


def word_or_404(request: SignedInRequest, word_id: UUID) -> StraightWord:
    seen = StraightWord.objects.visible_to(request.person).telling_who_left(request.today)
    there = seen.exclude(pk__in=words_over(request.today))
    found: StraightWord = get_object_or_404(there, pk=word_id)
    if found.withdrawn_on and found.by != request.person:
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
@signed_in
def word(request: SignedInRequest, word_id: UUID) -> HttpResponse:
    found = word_or_404(request, word_id)
    is_to = found.to == request.person
    if request.method == "POST" and not (is_to and found.is_waiting):
        raise Http404
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data["answer"]
        straight.answer(word=found, answer=given, by=request.person, at=request.at)
        messages.success(request, _("Answered. %(name)s reads it.") % {"name": found.by.called})
        return redirect(found)
    runs = found.is_waiting and not found.to_left
    clock = box_of_word(found, request.today) if runs else None
    context = {
        "word": found,
        "is_to": is_to,
        "partner": found.pair.partner_of(found.by),
        "form": form,
        "box": clock.words(request.today) if clock else "",
        "turn_elsewhere": clock.is_past if clock else found.is_waiting,
    }
    return render(request, "escalations/word.html", context, status=422 if form.errors else 200)


def take(word: StraightWord, by: Person, at: datetime) -> str:
    straight.take(word=word, by=by, at=at)
    return _("Said. %(name)s knows that you see to it.") % {"name": word.by.called}


def withdraw(word: StraightWord, by: Person, at: datetime) -> str:
    straight.withdraw(word=word, by=by, at=at)
    return _("Withdrawn. What was read was read.")


def read(word: StraightWord, by: Person, at: datetime) -> str:
    straight.read(word=word, by=by, at=at)
    return _("Good.")


OF_WHO_WAS_ASKED = "take"
ACTS: Mapping[str, Callable[[StraightWord, Person, datetime], str]] = {
    OF_WHO_WAS_ASKED: take, "withdraw": withdraw, "read": read,
}  # fmt: skip


@require_POST
@signed_in
def act(request: SignedInRequest, word_id: UUID, act: str) -> HttpResponse:
    found = word_or_404(request, word_id)
    whose = found.to if act == OF_WHO_WAS_ASKED else found.by
    if act not in ACTS or request.person != whose:
        raise Http404
    try:
        messages.success(request, ACTS[act](found, request.person, request.at))
    except NotNow as refused:
        messages.error(request, str(refused))
    if act == "withdraw":
        return redirect("escalations:straight", found.pair_id)
    return redirect(found)

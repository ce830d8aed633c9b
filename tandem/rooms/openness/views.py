"""Why the two do this, and what presses the leader: both read it, each writes their own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.organisation.http import SignedInRequest, signed_in
from tandem.organisation.models import Person
from tandem.organisation.settings import values_on
from tandem.partnership.two import Two, two_or_404
from tandem.rooms.openness import actions
from tandem.rooms.openness.forms import ContextForm, WhyForm
from tandem.rooms.openness.models import ContextCard, WhyCard
from tandem.rooms.openness.rules import is_old
from tandem.rooms.openness.whys import PERSON, in_the_charter
from tandem.rooms.openness.words import fresh_words, parts_of


@dataclass(frozen=True, slots=True)
class Why:
    """One side of the exchange; words is empty where nothing is written yet.

    written_on: of a card. Without one the words are those of the charter.
    """

    side: str
    person: Person
    words: str
    written_on: date | None
    is_mine: bool


def whys(two: Two) -> list[Why]:
    """The leader first, always."""
    there = {card.person_id: card for card in WhyCard.objects.visible_to(two.me).of(two.pair)}
    charter = in_the_charter(two.pair, two.me) if len(there) < len(PERSON) else {}
    return [
        why_of(side, one, there.get(one.pk), charter.get(side, ""), two)
        for side, one in (("leader", two.pair.leader), ("hr", two.pair.hr_partner))
    ]


def why_of(side: str, one: Person, card: WhyCard | None, charter: str, two: Two) -> Why:
    words, written_on = (card.why, card.written_on) if card else (charter, None)
    return Why(side, one, words, written_on, one == two.me)


@require_GET
@signed_in
def page(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    two = two_or_404(request, pair_id)
    card = ContextCard.objects.visible_to(request.person).of(two.pair).first()
    context = {
        "two": two,
        "pair": two.pair,
        "whys": whys(two),
        "card": card,
        "parts": parts_of(card) if card else [],
        "fresh": freshness(card, request.today) if card else "",
    }
    return render(request, "openness/page.html", context)


def freshness(card: ContextCard, today: date) -> str:
    days = values_on(today).whole("context_card_fresh_days")
    return fresh_words(card.fresh_on, today, old=is_old(card.fresh_on, today, days=days))


@require_http_methods(["GET", "POST"])
@signed_in
def why(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    """Begins with what one has said to this partner, on a card or in the charter, or to another."""
    two = open_or_404(two_or_404(request, pair_id))
    mine, theirs = sorted(whys(two), key=lambda each: not each.is_mine)
    posted = request.POST if request.method == "POST" else None
    begins_with = mine.words or said_to_another(request.person)
    form = WhyForm(posted, begins_with=begins_with, i_lead=two.i_lead)
    if form.is_valid():
        given = form.cleaned_data["why"]
        actions.write_why(pair=two.pair, why=given, by=request.person, at=request.at)
        messages.success(request, _("Written. %(name)s reads it.") % {"name": two.other.called})
        return redirect("openness:page", pair_id)
    context = {"two": two, "pair": two.pair, "form": form, "title": _("Why I do this")}
    context["theirs"] = theirs.words
    return render(request, "openness/write.html", context, status=422 if form.errors else 200)


def said_to_another(person: Person) -> str:
    newest = WhyCard.objects.visible_to(person).by(person).order_by("-written_on").first()
    return newest.why if newest else ""


@require_http_methods(["GET", "POST"])
@signed_in
def context(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    two = leading_or_404(request, pair_id)
    card = ContextCard.objects.visible_to(request.person).of(two.pair).first()
    form = ContextForm(request.POST if request.method == "POST" else None, card=card)
    if form.is_valid():
        actions.write_context(pair=two.pair, **form.cleaned_data, by=request.person, at=request.at)
        messages.success(request, _("Written. %(name)s reads it.") % {"name": two.other.called})
        return redirect("openness:page", pair_id)
    context = {
        "two": two,
        "pair": two.pair,
        "form": form,
        "title": _("What I am dealing with"),
        "lede": _("One of the four is enough."),
    }
    return render(request, "openness/write.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def still_so(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    two = leading_or_404(request, pair_id)
    get_object_or_404(ContextCard.objects.of(two.pair))
    actions.still_so(pair=two.pair, by=request.person, at=request.at)
    messages.success(request, _("Good. It is as of today."))
    return redirect("openness:page", pair_id)


def open_or_404(two: Two) -> Two:
    """Where nothing new is written any more, its form is not there."""
    if not two.is_open:
        raise Http404
    return two


def leading_or_404(request: SignedInRequest, pair_id: UUID) -> Two:
    two = open_or_404(two_or_404(request, pair_id))
    if not two.i_lead:
        raise Http404
    return two

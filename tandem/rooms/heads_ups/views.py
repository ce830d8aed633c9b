"""The heads-ups of a pair: read, given, and thanked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tandem.organisation.http import SignedInRequest, back_at, signed_in
from tandem.partnership.two import Two, two_or_404
from tandem.partnership.words import ago
from tandem.rooms.heads_ups import actions
from tandem.rooms.heads_ups.forms import GiveForm, ThanksForm
from tandem.rooms.heads_ups.models import HeadsUp, Kind
from tandem.rooms.heads_ups.words import NAMES, given_words

SHOWN = 100  # the newest; more of them stay counted


@dataclass(frozen=True)
class Shown:
    """One heads-up as the reader sees it. form: where the thanks are theirs to say."""

    heads_up: HeadsUp
    side: str
    today: date
    form: ThanksForm | None

    @property
    def kind(self) -> str:
        return str(NAMES[Kind(self.heads_up.kind)])

    @property
    def given(self) -> str:
        return ago(self.heads_up.given_on, self.today)

    @property
    def thanked(self) -> str:
        on = self.heads_up.acknowledged_on
        return ago(on, self.today) if on else ""

    @property
    def url(self) -> str:
        return reverse("heads_ups:acknowledge", args=[self.heads_up.pk])


def shown(heads_up: HeadsUp, two: Two, form: ThanksForm | None = None) -> Shown:
    mine = heads_up.receiver == two.me and heads_up.acknowledged_on is None
    side = "leader" if heads_up.giver == two.pair.leader else "hr"
    return Shown(heads_up, side, two.today, (form or ThanksForm(to=heads_up)) if mine else None)


@require_http_methods(["GET", "POST"])
@signed_in
def page(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    two = two_or_404(request, pair_id)
    form = GiveForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = actions.give(pair=two.pair, **form.cleaned_data, by=request.person, at=request.at)
        said = _("Given. %(name)s sees it on Today.") % {"name": two.other.called}
        messages.success(request, said)
        return back_to(given)
    return shown_page(request, two, form)


def shown_page(
    request: SignedInRequest, two: Two, form: GiveForm, *, thanks: Shown | None = None
) -> HttpResponse:
    theirs = HeadsUp.objects.visible_to(request.person).of(two.pair)
    both = theirs.both()
    lines = [shown(each, two) for each in theirs[:SHOWN]]
    if thanks is not None:
        lines = [thanks if each.heads_up == thanks.heads_up else each for each in lines]
    faulty = form.errors or (thanks is not None)
    context = {
        "two": two,
        "pair": two.pair,
        "waiting": [each for each in lines if each.form],
        "others": [each for each in lines if not each.form],
        "counts": [
            ("leader", given_words(two.pair.leader, both.leader)),
            ("hr", given_words(two.pair.hr_partner, both.hr_partner)),
        ],
        "form": form if two.is_open else None,
    }
    return render(request, "heads_ups/page.html", context, status=422 if faulty else 200)


@require_POST
@signed_in
def acknowledge(request: SignedInRequest, heads_up_id: UUID) -> HttpResponse:
    mine = HeadsUp.objects.visible_to(request.person)
    heads_up = get_object_or_404(mine, pk=heads_up_id)
    form = ThanksForm(request.POST, to=heads_up)
    if not form.is_valid():
        two = two_or_404(request, heads_up.pair_id)
        if request.htmx:
            context = {"each": shown(heads_up, two, form)}
            return render(request, "heads_ups/_row.html", context, status=422)
        return shown_page(request, two, GiveForm(), thanks=shown(heads_up, two, form))
    thanks = form.cleaned_data["thanks"]
    said = actions.acknowledge(heads_up=heads_up, thanks=thanks, by=request.person, at=request.at)
    if not request.htmx:
        messages.success(request, _("Said. %(name)s reads it.") % {"name": said.giver.called})
        return back_to(said)
    two = two_or_404(request, said.pair_id)
    return render(request, "heads_ups/_row.html", {"each": shown(said, two)})


def back_to(heads_up: HeadsUp) -> HttpResponse:
    return back_at(reverse("heads_ups:page", args=[heads_up.pair_id]), f"heads-up-{heads_up.pk}")

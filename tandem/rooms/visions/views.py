"""The shared vision of a pair: read by whom it is for, agreed on by the two."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.access.tiers import Tier
from tandem.organisation.http import SignedInRequest, signed_in
from tandem.partnership.agreeing.rules import Side
from tandem.partnership.holds.actions import KeptByLaw
from tandem.partnership.models import Vision
from tandem.partnership.refused import NotPossible
from tandem.partnership.two import Two, seen_by, two_or_404
from tandem.partnership.vision import actions
from tandem.rooms.visions import words
from tandem.rooms.visions.forms import VisionForm


@require_GET
@signed_in
def page(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    return shown(request, pair_id)


def shown(
    request: SignedInRequest, pair_id: UUID, *, notice: str = "", status: int = 200
) -> HttpResponse:
    """For the two all of it; for who else may read it what both signed, the newest first."""
    pair = next(iter(seen_by(request.today, request.person.pk, pair_id)), None)
    two = Two(pair, request.person, request.today) if pair else None
    seen = Vision.objects.visible_to(request.person, request.today).filter(pair=pair_id)
    versions = [*seen.order_by("-number")]
    if two is None and not versions:
        raise Http404
    pair = pair or versions[0].pair
    signed = [each for each in versions if each.signed_on]
    context: dict[str, Any] = {
        "pair": pair,
        "two": two,
        "holds": next((each for each in signed if each.end_on is None), None),
        "former": [each for each in signed if each.end_on is not None],
        "notice": notice,
    }
    if two is not None:
        context |= asked_of(two, next((each for each in versions if not each.signed_on), None))
    return render(request, "visions/page.html", context, status=status)


def asked_of(two: Two, proposal: Vision | None) -> dict[str, Any]:
    """What is proposed, and what the reader's yes would bring about."""
    if proposal is None:
        return {"proposal": None}
    mine = proposal.proposed_by == (Side.LEADER if two.i_lead else Side.HR)
    readers, area = Tier(proposal.readers), two.pair.area.name
    return {
        "proposal": proposal,
        "is_mine": mine,
        "for_whom": words.readers_words(readers, area),
        "with_your_yes": words.with_your_yes(readers, area, two.other.called),
    }


@require_http_methods(["GET", "POST"])
@signed_in
def write(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    """It begins with what is proposed, else with what holds."""
    two = open_or_404(request, pair_id)
    own = Vision.objects.own(request.person).of(two.pair)
    proposal = own.proposed().first()
    now = proposal or own.in_force().first()
    form = VisionForm(
        request.POST if request.method == "POST" else None, now=now,
        seen=proposal.mark if proposal else "", area=two.pair.area.name,
    )  # fmt: skip
    if form.is_valid():
        try:
            actions.propose(pair=two.pair, **form.cleaned_data, by=request.person, at=request.at)
        except NotPossible as refused:
            form.add_error(None, _(refused.sentence))
        else:
            said = _("Proposed. %(name)s is asked to say yes.") % {"name": two.other.called}
            messages.success(request, said)
            return redirect("visions:page", pair_id)
    context = {"two": two, "pair": two.pair, "form": form, "proposal": proposal}
    return render(request, "visions/write.html", context, status=422 if form.errors else 200)


def open_or_404(request: SignedInRequest, pair_id: UUID) -> Two:
    two = two_or_404(request, pair_id)
    if not two.is_open:
        raise Http404
    return two


def said(
    request: SignedInRequest, pair_id: UUID, act: Callable[..., object], done: str, **more: str
) -> HttpResponse:
    two = open_or_404(request, pair_id)
    try:
        act(pair=two.pair, **more, by=request.person, at=request.at)
    except NotPossible as refused:
        return shown(request, pair_id, notice=_(refused.sentence), status=422)
    except KeptByLaw as refused:
        return shown(request, pair_id, notice=str(refused), status=422)
    messages.success(request, done)
    return redirect("visions:page", pair_id)


@require_POST
@signed_in
def accept(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    done = _("Signed by both of you. It is quoted from now on.")
    return said(request, pair_id, actions.accept, done, seen=request.POST.get("seen", ""))


@require_POST
@signed_in
def let_go(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    done = _("Let go. Nobody else has read it.")
    return said(request, pair_id, actions.let_go, done, seen=request.POST.get("seen", ""))


@require_POST
@signed_in
def take_back(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    done = _("Taken back. Only the two of you can read it now; what was read was read.")
    return said(request, pair_id, actions.take_back, done)

"""What keeps one up at night: one's own first, shared by one's own act, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tandem.organisation.http import SignedInRequest, signed_in
from tandem.organisation.models import Person
from tandem.partnership.holds.actions import KeptByLaw
from tandem.partnership.two import two_or_404
from tandem.rooms.openness import actions
from tandem.rooms.openness.forms import WorryForm
from tandem.rooms.openness.models import Worry


def share(worry: Worry, by: Person, at: datetime) -> str:
    actions.share(worry=worry, by=by, at=at)
    name = worry.pair.partner_of(by).called
    return _("Shared. %(name)s can read it now, until you take it back.") % {"name": name}


def take_back(worry: Worry, by: Person, at: datetime) -> str:
    actions.take_back(worry=worry, by=by, at=at)
    return _("Taken back. It is yours alone again; what was read was read.")


def let_go(worry: Worry, by: Person, at: datetime) -> str:
    actions.let_go(worry=worry, by=by, at=at)
    return _("Let go. It is gone.")


ACTS: dict[str, Callable[[Worry, Person, datetime], str]] = {
    "share": share, "take-back": take_back, "let-go": let_go,
}  # fmt: skip


@require_http_methods(["GET", "POST"])
@signed_in
def page(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    two = two_or_404(request, pair_id)
    form = WorryForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        what = form.cleaned_data["what"]
        actions.keep(pair=two.pair, what=what, by=request.person, at=request.at)
        messages.success(request, _("Kept for you alone."))
        return redirect("openness:worries", pair_id)
    seen = [*Worry.objects.visible_to(request.person).of(two.pair)]
    context = {
        "two": two,
        "pair": two.pair,
        "mine": [each for each in seen if each.person == two.me],
        "theirs": [each for each in seen if each.person != two.me],
        "form": form if two.is_open else None,
    }
    return render(request, "openness/worries.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def act(request: SignedInRequest, worry_id: UUID, act: str) -> HttpResponse:
    """Of the partner's one can do nothing: for that it is not there."""
    own = Worry.objects.visible_to(request.person).filter(person=request.person)
    with_pair = own.select_related("pair__leader", "pair__hr_partner")
    worry = get_object_or_404(with_pair, pk=worry_id)
    if act not in ACTS:
        raise Http404
    try:
        messages.success(request, ACTS[act](worry, request.person, request.at))
    except KeptByLaw as refused:
        messages.error(request, str(refused))
    return redirect("openness:worries", worry.pair_id)

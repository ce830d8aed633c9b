"""The partnership map: on screen, as a page to print, and who beside the two may see it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBadRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.organisation.http import SignedInRequest, signed_in
from tandem.partnership.models import Pair
from tandem.partnership.refused import NotPossible
from tandem.rooms.ownership.models import MapYes
from tandem.rooms.ownership.publishing import audience_of, may_see, show_map, take_map_back
from tandem.rooms.ownership.rules import Audience
from tandem.rooms.ownership.sheets import Kind, drawn, sheet_of

TOGETHER = ("leader", "hr_partner", "area")


def pair_or_404(request: SignedInRequest, pair_id: UUID) -> Pair:
    """Of today, where the reader is one of the two or both have shown it to the reader."""
    pairs = Pair.objects.on(request.today).select_related(*TOGETHER)
    pair = get_object_or_404(pairs, pk=pair_id)
    if not may_see(pair, request.person, request.today):
        raise Http404
    return pair


def own_or_404(request: SignedInRequest, pair_id: UUID) -> Pair:
    pairs = Pair.objects.visible_to(request.person).on(request.today)
    return get_object_or_404(pairs, pk=pair_id)


@require_GET
@signed_in
def page(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    pair = pair_or_404(request, pair_id)
    context: dict[str, object] = {"pair": pair, "sheet": sheet_of(pair, request.today)}
    audience = audience_of(pair, request.today)
    context["audience"] = audience.value if audience else ""
    if request.person in (pair.leader, pair.hr_partner):
        said = MapYes.objects.visible_to(request.person).of(pair).still()
        yeses = {each.person: each.to for each in said}
        partner = pair.partner_of(request.person)
        context |= {
            "partner": partner,
            "mine": yeses.get(request.person, ""),
            "theirs": yeses.get(partner, ""),
        }
    return render(request, "ownership/partnership_map.html", context)


@require_GET
@signed_in
def sheet(request: SignedInRequest, pair_id: UUID, kind: str) -> HttpResponseBase:
    pair = pair_or_404(request, pair_id)
    if kind not in [*Kind]:
        raise Http404
    file = drawn(pair, request.today, Kind(kind))
    if file is None:
        context = {"pair": pair, "kind": kind}
        return render(request, "ownership/being_made.html", context, status=202)
    name = f"{slugify(pair.area.name) or 'map'}.{kind}"
    return FileResponse(
        file.open("rb"), as_attachment=True, filename=name, content_type=Kind(kind).media_type
    )


@require_POST
@signed_in
def show(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    pair = own_or_404(request, pair_id)
    try:
        to = Audience(request.POST.get("to", ""))
    except ValueError:  # the buttons stop honest browsers
        return HttpResponseBadRequest()
    try:
        show_map(pair=pair, to=to, by=request.person, at=request.at)
    except NotPossible:
        raise Http404 from None  # it ended meanwhile
    if audience_of(pair, request.today) is None:
        name = {"name": pair.partner_of(request.person).called}
        messages.success(request, _("Your yes is there. It is shown once %(name)s agrees.") % name)
    else:
        messages.success(request, _("You both said yes: it is shown now."))
    return redirect("ownership:map", pair.pk)


@require_POST
@signed_in
def back(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    pair = own_or_404(request, pair_id)
    take_map_back(pair=pair, by=request.person, at=request.at)
    messages.success(request, _("Taken back. Only the two of you see it."))
    return redirect("ownership:map", pair.pk)

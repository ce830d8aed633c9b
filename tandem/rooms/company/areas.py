"""One area for those who set the company up: what it was, who led it when, and changing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from tandem.access.roles import Permission
from tandem.bridge.coming_to import compares_until
from tandem.bridge.editions import ready
from tandem.bridge.recounting import count_anew as count_anew  # its name to tasks that wait
from tandem.bridge.recounting import count_later
from tandem.organisation.http import SignedInRequest, permitted
from tandem.organisation.models import Area, AreaVersion
from tandem.organisation.reorganising import UnableToReorganise
from tandem.organisation.seats import seats_of
from tandem.organisation.standing_in import UnableToStandIn
from tandem.partnership.models import Pair
from tandem.rooms.company.area_forms import AreaForm
from tandem.rooms.company.deeds import DEEDS, Deed
from tandem.rooms.company.duties import cards


@dataclass(frozen=True, slots=True)
class Offer:
    """A deed that makes sense now, as a link."""

    key: str
    deed: Deed


@require_GET
@permitted(Permission.SET_UP_COMPANY)
def page(request: SignedInRequest, area_id: UUID) -> HttpResponse:
    area = get_object_or_404(Area.objects.select_related("merged_into"), pk=area_id)
    seats = seats_of(area, request.today)
    offers = [Offer(key, deed) for key, deed in DEEDS.items() if deed.offered(seats)]
    context = {
        "area": area,
        "above": Area.objects.all().above(area),
        "cards": cards(area, seats),
        "pair": Pair.objects.for_area(area).on(request.today).first(),
        "versions": AreaVersion.objects.filter(area=area).select_related("parent").reverse(),
        "sees_numbers": sees_numbers(request, area),
        "offers": offers if area.end_on is None else [],
    }
    return render(request, "company/area.html", context)


def sees_numbers(request: SignedInRequest, area: Area) -> bool:
    """By a duty, or for a while because all files there are were theirs."""
    mine = Area.objects.visible_to(request.person, request.today)
    if mine.filter(pk=area.pk).exists():
        return True
    if area.end_on is not None or not request.may(Permission.IMPORT_PEOPLE):
        return False
    return compares_until(request.person, ready(), at=request.at) is not None


@require_http_methods(["GET", "POST"])
@permitted(Permission.SET_UP_COMPANY)
def change(request: SignedInRequest, area_id: UUID, deed: str) -> HttpResponse:
    """One deed's form. What the action refuses comes back with its reason; nothing is lost."""
    area = get_object_or_404(Area.objects.still(), pk=area_id)
    if deed not in DEEDS:
        raise Http404
    done = DEEDS[deed]
    seats = seats_of(area, request.today)
    sent = request.POST if request.method == "POST" else None
    form = done.form(sent, area=area, today=request.today, seats=seats)
    if form.is_valid() and act(done, form, request):
        messages.success(request, str(done.done))
        return redirect("company:area", area.pk)
    context = {"area": area, "form": form, "deed": done}
    status = 422 if form.errors else 200
    return render(request, "company/change_area.html", context, status=status)


def act(deed: Deed, form: AreaForm, request: SignedInRequest) -> bool:
    """Whether it was done; otherwise the form says why not."""
    said: dict[str, Any] = dict(form.cleaned_data)
    try:
        deed.act(area=form.area, seats=form.seats, by=request.person, at=request.at, **said)
    except (UnableToReorganise, UnableToStandIn) as refused:
        form.add_error(None, str(refused))
        return False
    if deed.recounts:
        count_later(at=request.at)
    return True

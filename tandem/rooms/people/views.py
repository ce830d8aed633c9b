"""Finding a person or an area, and the card of a person."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from tandem.access.roles import Permission
from tandem.organisation import finding
from tandem.organisation.as_of import as_of
from tandem.organisation.http import SignedInRequest, of_feature, signed_in
from tandem.organisation.models import Area, Person
from tandem.organisation.switches import AREA_PEOPLE, PEOPLE_DATA
from tandem.rooms.people.card import card as card_of


@require_GET
@signed_in
@of_feature(PEOPLE_DATA)
def find(request: SignedInRequest) -> HttpResponse:
    """People and areas of this name; a single one is opened at once. Without names, areas."""
    words = request.GET.get("q", "").strip()[: finding.LONGEST]
    names = request.has(AREA_PEOPLE)
    found = finding.find(words, person=request.person, today=request.today, names=names)
    if found.only and not request.htmx:
        return redirect(found.only)
    context = {"words": words, "found": found, "shown": finding.SHOWN}
    context["sets_up"] = request.may(Permission.SET_UP_COMPANY)
    template = "people/_found.html" if request.htmx else "people/find.html"
    return render(request, template, context)


@require_GET
@signed_in
@of_feature(PEOPLE_DATA)
def card(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """As of today, or of a past day given as `as_of`. Without names, one's own alone."""
    areas = Area.objects.visible_to(request.person, request.today)
    names = areas if request.has(AREA_PEOPLE) else areas.none()
    known = Person.objects.known_to(request.person, names)
    person = get_object_or_404(known, pk=person_id)
    asked = as_of(request.GET.get("as_of", ""), request.today)
    shown = card_of(request, person, areas, asked.day)
    nobody_yet = shown.here_today and person.account_id is None
    context = {"card": shown, "asked": asked}
    context["may_invite"] = nobody_yet and request.may(Permission.INVITE)
    return render(request, "people/card.html", context, status=asked.status)

"""Who would you like to be? Only where TANDEM_DEMO is on are these addresses there at all."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from tandem.demo.cast import CAST, Member, Start
from tandem.demo.stored import stored
from tandem.organisation.models import Area, Employment, Person
from tandem.organisation.models.people import PersonQuerySet
from tandem.organisation.settings import switched_off
from tandem.organisation.switches import PEOPLE_DATA
from tandem.website.clock import today

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True, slots=True)
class Card:
    member: Member
    person: Person
    role: str
    says: str
    begins: str


@require_GET
@never_cache
def welcome(request: HttpRequest) -> HttpResponse:
    demonstration_only()
    numbers = stored().numbers
    people = {person.number: person for person in invented(numbers.values())}
    cards = [
        Card(each, people[numbers[each.key]], _(each.role), _(each.says), _(each.begins))
        for each in CAST
        if numbers.get(each.key) in people
    ]
    context = {"cards": cards, "people": Employment.objects.on(today()).count()}
    return render(request, "demo/welcome.html", context)


@require_GET
@never_cache
def your_own(request: HttpRequest) -> HttpResponse:
    """How to begin with one's own company. The doing is at the terminal: it empties a home."""
    demonstration_only()
    return render(request, "demo/your_own.html", {"home": shlex.quote(str(settings.SITE.home))})


@require_http_methods(["GET", "POST"])
@never_cache
def be(request: HttpRequest, key: str) -> HttpResponse:
    """Sign in as a member of the cast, in whoever's place one was before."""
    demonstration_only()
    member = next((each for each in CAST if each.key == key), None)
    number = stored().numbers.get(key, "")
    person = invented([number]).first()
    if member is None or person is None or person.account is None:
        raise Http404
    logout(request)
    login(request, person.account, backend=BACKEND)
    return redirect(first_page(member))


def first_page(member: Member) -> str:
    if member.start is Start.AREA and PEOPLE_DATA.key not in switched_off(today()):
        area = Area.objects.filter(name=member.area).order_by("path").first()
        if area is not None:
            return area.get_absolute_url()
    return reverse("today:page")


def invented(numbers: Iterable[str]) -> PersonQuerySet:
    """Only people of the invented company can be taken on: those its loader wrote down."""
    return Person.objects.filter(number__in=list(numbers)).select_related("account")


def demonstration_only() -> None:
    """The addresses exist in demo mode alone; should one ever be left in, it opens nothing."""
    if not settings.SITE.demo:
        raise Http404

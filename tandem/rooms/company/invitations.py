"""Invitations: who holds a link, and links for many people at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.access.roles import Permission
from tandem.organisation import actions
from tandem.organisation.http import SignedInRequest, permitted
from tandem.organisation.intake.area_names import AreaNames, Several
from tandem.organisation.inviting import MOST_AT_ONCE, links_for
from tandem.organisation.models import Area, Assignment, Duty, Invitation, Spell
from tandem.organisation.models.doors import InvitationQuerySet
from tandem.organisation.models.people import PersonQuerySet
from tandem.rooms.company.actions import Invited
from tandem.rooms.company.hands import hands
from tandem.rooms.company.links import absolute, as_csv, in_the_page
from tandem.rooms.company.picking import find, here, jobs, typed

PER_PAGE = 20
NAMES_SHOWN = 10
ROWS_SHOWN = 200  # beyond, the file alone carries the links
STATES: Mapping[str, str | Promise] = {
    "open": gettext_lazy("Open"),
    "used": gettext_lazy("Used"),
    "expired": gettext_lazy("Too old"),
    "withdrawn": gettext_lazy("Withdrawn"),
}
WHO: Mapping[str, str | Promise] = {
    "on_duty": gettext_lazy("Leaders and HR partners"),
    "leads": gettext_lazy("Leaders only"),
    "hr_partner": gettext_lazy("HR partners only"),
    "everybody": gettext_lazy("Everybody who works here"),
}


def in_state(state: str, at: datetime) -> InvitationQuerySet:
    found: Mapping[str, InvitationQuerySet] = {
        "open": Invitation.objects.open_at(at),
        "used": Invitation.objects.used(),
        "expired": Invitation.objects.expired_at(at),
        "withdrawn": Invitation.objects.withdrawn(),
    }
    return found[state]


@dataclass(frozen=True, slots=True)
class State:
    key: str
    label: str | Promise
    number: int
    current: bool


@require_GET
@permitted(Permission.INVITE)
def page(request: SignedInRequest) -> HttpResponse:
    asked = request.GET.get("state", "")
    state = asked if asked in STATES else "open"
    found = in_state(state, request.at).select_related("person")
    shown: Page[Invitation] = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    makers = hands([each.pk for each in shown.object_list], "invitation.made")
    somebody = find(request.GET.get("q", ""), request.today)
    work = jobs(somebody.people, request.today) if somebody.people else {}
    context = {
        "found": somebody,
        "people": [(each, work.get(each.pk, "")) for each in somebody.people],
        "states": [
            State(key, label, in_state(key, request.at).count(), current=key == state)
            for key, label in STATES.items()
        ],
        "state": state,
        "page": shown,
        "rows": [(each, makers.get(each.pk, "")) for each in shown.object_list],
        "may_set_up": request.may(Permission.SET_UP_COMPANY),
    }
    return render(request, "company/invitations.html", context)


class ManyForm(forms.Form):
    """Who gets a link."""

    who = forms.ChoiceField(
        label=gettext_lazy("For whom"), choices=[*WHO.items()], widget=forms.RadioSelect
    )
    area = forms.CharField(
        label=gettext_lazy("Only in this area and below it"),
        required=False,
        max_length=900,
        help_text=gettext_lazy("Its name, or its path where several have that name."),
    )
    again = forms.BooleanField(
        label=gettext_lazy("Also who holds an open link: it stops working"), required=False
    )

    def clean_area(self) -> Area | None:
        text = self.cleaned_data["area"]
        if not text:
            return None
        found = AreaNames(Area.objects.all()).find(text)
        if isinstance(found, Several):
            words = _("Several areas have this name. Write one of: %(paths)s.")
            raise forms.ValidationError(words % {"paths": "; ".join(found.paths[:5])})
        if found is None:
            raise forms.ValidationError(_("There is no area of this name."))
        return found


@require_http_methods(["GET", "POST"])
@permitted(Permission.INVITE)
def many(request: SignedInRequest) -> HttpResponse:
    """First how many it would be, then the links, once."""
    given = typed(request) or (request.GET if "who" in request.GET else None)
    form = ManyForm(given, initial={"who": "on_duty"})
    if not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "company/invite_many.html", {"form": form}, status=status)
    waiting = without_account(form.cleaned_data, request.today, request.at)
    if request.method == "POST":
        return made(request, waiting)
    context = {
        "form": form,
        "counted": True,
        "number": waiting.count(),
        "no_address": waiting.filter(email="").count(),
        "first": waiting[:NAMES_SHOWN],
        "most": MOST_AT_ONCE,
    }
    return render(request, "company/invite_many.html", context)


def without_account(wish: Mapping[str, Any], today: date, at: datetime) -> PersonQuerySet:
    """Who is meant and cannot sign in yet, A to Z."""
    people = here(today).filter(account=None)
    area = wish["area"]
    if wish["who"] == "everybody":
        if area is not None:
            there = Spell.objects.on(today).within(area)
            people = people.filter(Exists(there.filter(employment__person=OuterRef("pk"))))
    else:
        duty = [*Duty.values] if wish["who"] == "on_duty" else [wish["who"]]
        held = Assignment.objects.on(today).filter(duty__in=duty, person=OuterRef("pk"))
        if area is not None:
            held = held.filter(area__path__startswith=area.path)
        people = people.filter(Exists(held))
    if not wish["again"]:
        people = people.exclude(
            Exists(Invitation.objects.open_at(at).filter(person=OuterRef("pk")))
        )
    return people


def made(request: SignedInRequest, waiting: PersonQuerySet) -> HttpResponse:
    """The links, in this answer and nowhere else."""
    number = waiting.count()
    links = links_for(people=waiting[:MOST_AT_ONCE], by=request.person, at=request.at)
    whole = absolute(request, links.made)
    context = {
        "links": whole if len(whole) <= ROWS_SHOWN else [],
        "number": len(whole),
        "left_out": links.left_out,
        "later": max(0, number - MOST_AT_ONCE),
        "file": in_the_page(as_csv(whole)) if whole else "",
    }
    return render(request, "company/links.html", context)


@require_POST
@permitted(Permission.INVITE)
def withdraw(request: SignedInRequest, invitation_id: UUID) -> HttpResponse:
    still_open = Invitation.objects.open_at(request.at).select_related("person")
    invitation = get_object_or_404(still_open, pk=invitation_id)
    actions.withdraw_invitation(invitation=invitation, by=request.person, at=request.at)
    said = _("The link of %(name)s works no more.") % {"name": invitation.person.name}
    messages.success(request, said)
    return redirect("company:invitations")


@require_POST
@permitted(Permission.INVITE)
def renew(request: SignedInRequest, invitation_id: UUID) -> HttpResponse:
    """A new link to the same address; the old one ends. Only for who cannot sign in yet."""
    waiting = Invitation.objects.filter(used_at=None, person__account=None)
    invitation = get_object_or_404(
        waiting.filter(person__in=here(request.today)).select_related("person"), pk=invitation_id
    )
    person = invitation.person
    _invitation, token = actions.invite(
        person=person, email=invitation.email, by=request.person, at=request.at
    )
    links = absolute(request, [Invited(person, token)])
    return render(request, "company/invited.html", {"links": links, "back": "invitations"})

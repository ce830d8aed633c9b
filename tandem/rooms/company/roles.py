"""Every role in plain words, who holds it, since when and by whose hand; giving, taking back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.access.roles import BY_TWO, EVERY_ROLE, GRANTED, Permission, Role, may_give, role
from tandem.organisation import actions
from tandem.organisation.http import SignedInRequest, permitted
from tandem.organisation.models import (
    Assignment,
    Duty,
    Grounds,
    Person,
    RoleGrant,
    TwoKeyRequest,
    Wish,
)
from tandem.organisation.two_keys import (
    DAYS_TO_CONFIRM,
    UnableToSettle,
    ask_for_role,
    roles_to_confirm,
)
from tandem.organisation.widening import UnableToGive, in_force
from tandem.rooms.company.hands import hands
from tandem.rooms.company.picking import PickForm, find
from tandem.rooms.company.role_words import WORDS, RoleWords
from tandem.rooms.company.two_key_words import asked_sentence

EARLIER_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody and their grant; `active` is False for who has left or was re-hired since."""

    grant: RoleGrant
    given_by: str
    why: str
    active: bool
    takes: bool


@dataclass(frozen=True, slots=True)
class RoleCard:
    """One role on the page. `number`: of those who have it by their duty, else None."""

    role: type[Role]
    words: RoleWords
    holders: list[Holder]
    number: int | None
    gives: bool


@require_GET
@permitted(Permission.GIVE_ROLES)
def page(request: SignedInRequest) -> HttpResponse:
    return render(request, "company/roles.html", roles_context(request))


def roles_context(request: SignedInRequest, refused: str = "") -> dict[str, object]:
    return {
        "cards": cards(request.roles, request.today),
        "earlier": earlier(request.today),
        "waiting": waiting(request),
        "refused": refused,
        "looks": request.may(Permission.LOOK_AT_SET_UP),
        "may_set_up": request.may(Permission.SET_UP_COMPANY),
    }


def cards(reader: Iterable[type[Role]], today: date) -> list[RoleCard]:
    """All roles, in the order of the code; the granted ones with who holds them."""
    held = [*RoleGrant.objects.on(today).select_related("person").order_by("start_on", "pk")]
    active = {each.pk for each in in_force(held, today)}
    givers = hands([each.pk for each in held], "role.granted")
    why = Grounds.objects.by_row(each.pk for each in held)
    numbers = by_duty(today)
    return [
        RoleCard(
            role=each,
            words=WORDS[each.key],
            holders=[
                Holder(
                    grant,
                    givers.get(grant.pk, ""),
                    why.get(grant.pk, ""),
                    active=grant.pk in active,
                    takes=may_give(reader, each),
                )
                for grant in held
                if grant.role == each.key
            ],
            number=numbers.get(each.key),
            gives=may_give(reader, each),
        )
        for each in EVERY_ROLE
    ]


def waiting(request: SignedInRequest) -> list[tuple[TwoKeyRequest, str]]:
    """Roles somebody asked for that wait for a second person, with their sentence."""
    asked = TwoKeyRequest.objects.of(Wish.ROLE).waiting(request.at)
    mine = asked.filter(detail__in=roles_to_confirm(request.roles))
    return [(each, asked_sentence(each)) for each in mine]


def by_duty(today: date) -> Mapping[str, int]:
    """How many lead an area, and how many are HR partner of one."""
    on_duty = Assignment.objects.on(today).order_by()
    return {
        duty: on_duty.filter(duty=which).values("person").distinct().count()
        for duty, which in (("leader", Duty.LEADS), ("hr_partner", Duty.HR_PARTNER))
    }


@dataclass(frozen=True, slots=True)
class Earlier:
    grant: RoleGrant
    name: str
    taken_by: str


def earlier(today: date) -> list[Earlier]:
    """What was taken back, the latest first."""
    over = RoleGrant.objects.filter(end_on__lte=today).select_related("person")
    grants = [*over.order_by("-end_on", "-start_on", "pk")[:EARLIER_SHOWN]]
    takers = hands([each.pk for each in grants], "role.taken_back")
    return [Earlier(each, role(each.role).name, takers.get(each.pk, "")) for each in grants]


@require_http_methods(["GET", "POST"])
@permitted(Permission.GIVE_ROLES)
def give(request: SignedInRequest, key: str) -> HttpResponse:
    """Find somebody, choose them, say why. A role one may not give has no page."""
    given = {each.key: each for each in GRANTED if may_give(request.roles, each)}.get(key)
    if given is None:
        raise Http404
    sent = request.method == "POST"
    found = find((request.POST if sent else request.GET).get("q", ""), request.today)
    form = PickForm(request.POST if sent else None, found=found, today=request.today)
    if form.is_valid():
        who, why = form.cleaned_data["person"], form.cleaned_data["why"]
        try:
            said = give_or_ask(request, who, given, why)
        except (UnableToGive, UnableToSettle) as refused:
            form.add_error("person", str(refused))
        else:
            messages.success(request, said)
            return redirect("company:roles")
    context = {
        "role": given,
        "words": WORDS[given.key],
        "by_two": given in BY_TWO,
        "days": DAYS_TO_CONFIRM,
        "found": found,
        "form": form,
    }
    return render(request, "company/give_role.html", context, status=422 if form.errors else 200)


def give_or_ask(request: SignedInRequest, who: Person, given: type[Role], why: str) -> str:
    """What was done, in words: given, or asked for where it takes two."""
    words = {"name": who.name, "role": given.name}
    if given in BY_TWO:
        ask_for_role(person=who, role=given, why=why, by=request.person, at=request.at)
        return _("Asked: somebody else confirms that %(name)s becomes %(role)s.") % words
    actions.grant_role(person=who, role=given, why=why, by=request.person, at=request.at)
    return _("%(name)s is %(role)s now.") % words


@require_POST
@permitted(Permission.GIVE_ROLES)
def take_back(request: SignedInRequest, grant_id: UUID) -> HttpResponse:
    """At once: the next page they open asks again what they may."""
    given = [each.key for each in GRANTED if may_give(request.roles, each)]
    mine = RoleGrant.objects.filter(role__in=given).select_related("person")
    grant = get_object_or_404(mine, pk=grant_id)
    try:
        actions.take_role_back(grant=grant, by=request.person, at=request.at)
    except UnableToGive as refused:
        context = roles_context(request, refused=str(refused))
        return render(request, "company/roles.html", context, status=422)
    said = {"name": grant.person.name, "role": role(grant.role).name}
    messages.success(request, _("%(name)s is no longer %(role)s.") % said)
    return redirect("company:roles" if grant.person != request.person else "today:page")

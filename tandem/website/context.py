"""What every page shows around its own matter."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.access.roles import CHRO, HRAdministrator, HRPartner, Leader, Permission, Role, allows
from tandem.organisation.switches import FEATURES, PEOPLE_DATA

OF_PARTNERS = (
    "outcomes", "charters", "visions", "goals", "talks", "heads_ups", "openness", "escalations",
    "role_reviews",
)  # fmt: skip
WITHIN = dict.fromkeys(OF_PARTNERS, "pairs")  # rooms without a place of their own in the bar

Roles = frozenset[type[Role]]


@dataclass(frozen=True, slots=True)
class Destination:
    key: str
    label: str
    url: str
    icon: str
    current: bool


def page(request: HttpRequest) -> dict[str, object]:
    person = getattr(request, "person", None)
    roles: Roles = getattr(request, "roles", frozenset())
    off: frozenset[str] = getattr(request, "switched_off", frozenset())
    return {
        "me": person,
        "my_side": side(roles),
        "navigation": [] if is_outside(request) else navigation(request, roles, off),
        "has": {each.key: each.key not in off for each in FEATURES},
        "site_version": settings.VERSION,
        "demo": settings.SITE.demo,
        "identity": settings.SITE.identity,
        "today": getattr(request, "today", None),
        "here": here(request),
    }


def here(request: HttpRequest) -> str:
    """The address of the page one is on, also where only a part of it was asked for."""
    htmx = getattr(request, "htmx", None)
    return (htmx and htmx.current_url_abs_path) or request.get_full_path()


def is_outside(request: HttpRequest) -> bool:
    """Nobody, or somebody who has yet to set up the second proof: no place leads anywhere."""
    return getattr(request, "held_back", True)


def side(roles: Roles) -> str:
    if roles & {HRPartner, CHRO, HRAdministrator}:
        return "hr"
    return "leader" if Leader in roles else ""


def navigation(request: HttpRequest, roles: Roles, off: frozenset[str]) -> list[Destination]:
    here = place_of(request)
    places = [
        ("today", _("Today"), "today:page", "sun", Permission.KEEP_PROMISES),
        ("pairs", _("Partners"), "pairs:list", "pair", Permission.KEEP_PROMISES),
        ("commitments", _("Promises"), "commitments:list", "check", Permission.KEEP_PROMISES),
        ("areas", _("People data"), "areas:find", "chart", Permission.SEE_AREAS),
        ("ownership", _("Ownership"), "ownership:page", "scales", Permission.KEEP_PROMISES),
        company_place(roles),
    ]
    if not allows(roles, Permission.SET_UP_COMPANY):  # who has both finds it under Company
        places.append(("company", _("Mail"), "company:mail", "globe", Permission.RUN_THE_SERVER))
    return [
        Destination(key, label, reverse(name), icon, current=key == here)
        for key, label, name, icon, permission in places
        if allows(roles, permission) and not (key == "areas" and PEOPLE_DATA.key in off)
    ]


def place_of(request: HttpRequest) -> str:
    """Where in the bar one is. What promises hold of one pair is read with the pair."""
    match = request.resolver_match
    here = match.namespace if match else ""
    if match and here == "commitments" and "pair_id" in match.kwargs:
        return "pairs"
    return WITHIN.get(here, here)


def company_place(roles: Roles) -> tuple[str, str, str, str, Permission]:
    """An administrator has no page of the company, and begins with the roles."""
    if allows(roles, Permission.SET_UP_COMPANY):
        return "company", _("Company"), "company:page", "map", Permission.SET_UP_COMPANY
    return "company", _("Roles"), "company:roles", "map", Permission.GIVE_ROLES

"""The list of changes to how Tandem is set up: read from events, never written here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tandem.access.audit import OPERATOR
from tandem.access.models import Event
from tandem.access.roles import Permission, role
from tandem.organisation.http import SignedInRequest, permitted
from tandem.organisation.models import OwnDay, Person, RoleGrant, Setting, SiteCalendar
from tandem.organisation.switches import FEATURES, Feature
from tandem.organisation.values import BY_KEY
from tandem.partnership.signals.detectors import Detector, detectors
from tandem.rooms.company.setting_words import calendar_words, site_words, value_words

PER_PAGE = 50
ABOUT_VALUES = ("setting.value_changed",)
ABOUT_SWITCHES = ("setting.switched_on", "setting.switched_off")
ABOUT_CALENDARS = ("calendar.set",)
ABOUT_DAYS = ("calendar.day_added", "calendar.day_taken_back")
ABOUT_ROLES = ("role.granted", "role.ended")
LISTED = (*ABOUT_VALUES, *ABOUT_SWITCHES, *ABOUT_CALENDARS, *ABOUT_DAYS, *ABOUT_ROLES)
Rows = Mapping[UUID, object]


@dataclass(frozen=True, slots=True)
class Change:
    at: datetime
    who: str
    sentence: str
    reason: str = ""


@require_GET
@permitted(Permission.SET_UP_COMPANY)
def every_change(request: SignedInRequest) -> HttpResponse:
    events = Event.objects.filter(what__in=LISTED).order_by("-id")
    page = Paginator(events, PER_PAGE).get_page(request.GET.get("page"))
    changes = told([*page.object_list])
    return render(request, "company/changes.html", {"changes": changes, "page": page})


def told(events: Sequence[Event]) -> list[Change]:
    about = {event.about for event in events}
    rows: dict[UUID, object] = {}
    for model in (Setting, SiteCalendar, OwnDay):
        rows |= model.objects.in_bulk(about)
    rows |= {one.pk: one for one in RoleGrant.objects.filter(pk__in=about).select_related("person")}
    who = {event.who for event in events if event.who}
    names = {one.pseudonym: one.name for one in Person.objects.filter(pseudonym__in=who)}
    return [change_of(event, rows.get(event.about), names) for event in events]


def change_of(event: Event, row: object, names: Mapping[UUID, str]) -> Change:
    if event.actor == OPERATOR.actor:
        who = _("at the terminal")
    else:
        who = names.get(event.who, _("somebody no longer named")) if event.who else _("by itself")
    reason = _(row.reason) if isinstance(row, Setting) and row.reason else ""
    return Change(event.at, who, sentence_of(event, row), reason)


def sentence_of(event: Event, row: object) -> str:
    match row:
        case Setting():
            return setting_sentence(row)
        case SiteCalendar():
            return f"{site_words(row.site)}: {calendar_words(row)}"
        case OwnDay():
            return day_sentence(row, taken_back=event.what == "calendar.day_taken_back")
        case RoleGrant():
            return role_sentence(row, ended=event.what == "role.ended")
        case _:
            return _("Something that is no longer kept.")


def setting_sentence(row: Setting) -> str:
    switches: list[Feature | Detector] = [*FEATURES, *detectors().values()]
    feature = next((each for each in switches if each.setting == row.key), None)
    if feature is not None:
        words = _("%(name)s: switched on") if row.value else _("%(name)s: switched off")
        return words % {"name": _(feature.name)}
    known = BY_KEY.get(row.key)
    if known is None:  # set by an earlier version that knew it
        return f"{row.key}: {row.value}"
    return f"{_(known.name)}: {value_words(known, row.value)}"


def day_sentence(row: OwnDay, *, taken_back: bool) -> str:
    words = {"site": site_words(row.site), "name": row.name, "day": row.day.isoformat()}
    if taken_back:
        return _("%(site)s: %(name)s on %(day)s taken back") % words
    if row.works:
        return _("%(site)s: %(name)s on %(day)s is worked") % words
    return _("%(site)s: %(name)s on %(day)s is off") % words


def role_sentence(row: RoleGrant, *, ended: bool) -> str:
    words = {"name": row.person.name, "role": _(role(row.role).name)}
    if ended:
        return _("%(name)s is no longer %(role)s") % words
    return _("%(name)s is %(role)s") % words

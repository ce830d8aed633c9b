"""The working days of sites, people and promises: asked here, and changed by hand.

A site is a location that somebody's job names. One without a calendar of its own follows the
company's; without that one it is Monday to Friday and no public holiday is known. A person's
calendar is that of the site they work at on the day of asking. Own days of the company hold for
the sites that follow its calendar.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, QuerySet, Value
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tandem.access.audit import Actor, record
from tandem.organisation.calendar import WorkingDays
from tandem.organisation.models import OwnDay, Person, SiteCalendar, Spell
from tandem.organisation.models.settings import WHOLE_COMPANY
from tandem.organisation.public_holidays import PublicHolidays, countries, subdivisions
from tandem.organisation.written_once import written_once


class UnableToSetCalendar(PermissionDenied):
    """The message is shown to the person who tried."""


@dataclass(frozen=True, slots=True)
class Calendars:
    """Every calendar of the company by site, and what to follow where there is none."""

    by_site: Mapping[str, WorkingDays] = field(default_factory=dict)

    @property
    def differ(self) -> bool:
        """Whether any site has its own: otherwise nobody's site has to be asked for."""
        return bool(self.by_site.keys() - {WHOLE_COMPANY})

    def of(self, site: str) -> WorkingDays:
        company = self.by_site.get(WHOLE_COMPANY, WorkingDays())
        return self.by_site.get(site, company) if site else company


def calendars() -> Calendars:
    """All of them, in one question: they are few."""
    versions: dict[str, list[SiteCalendar]] = {}
    own: dict[str, list[OwnDay]] = {}
    for site, number, country, subdivision, weekdays, day, works in _every_row():
        if number:
            version = SiteCalendar(
                site=site, number=number, country=country, subdivision=subdivision,
                weekdays=weekdays, start_on=day,
            )  # fmt: skip
            versions.setdefault(site, []).append(version)
        else:
            own.setdefault(site, []).append(OwnDay(site=site, day=day, works=works))
    company = joined(versions.pop(WHOLE_COMPANY, []), own.get(WHOLE_COMPANY, []))
    sites = {site: joined(versions[site], own.get(site, []), followed=company) for site in versions}
    return Calendars({WHOLE_COMPANY: company, **sites})


@written_once
def _every_row() -> QuerySet[SiteCalendar, tuple[str, int, str, str, str, date, bool]]:
    """The versions by their number, which begins with one; before them the own days."""
    versions = SiteCalendar.objects.order_by().values_list(
        "site", "number", "country", "subdivision", "weekdays", "start_on", Value(value=True)
    )
    nothing = [Value(0), Value(""), Value(""), Value("")]
    own = OwnDay.objects.standing().order_by().values_list("site", *nothing, "day", "works")
    return versions.union(own, all=True).order_by("number")


def joined(
    versions: Iterable[SiteCalendar],
    own: Iterable[OwnDay],
    *,
    followed: WorkingDays | None = None,
) -> WorkingDays:
    """One calendar that counts each day by the version that held on it.

    Before its first own version a site followed the company. Before the company's first one
    nothing was known, so that one counts for all days before as well.
    """
    own = list(own)
    worked = frozenset(each.day for each in own if each.works)
    off = frozenset(each.day for each in own if not each.works)
    known = followed
    for version in versions:
        known = WorkingDays(
            PublicHolidays(version.country, version.subdivision, off),
            frozenset(int(weekday) for weekday in version.weekdays),
            worked,
            since=version.start_on,
            before=known,
        )
    return known or WorkingDays(PublicHolidays("", own=off), worked=worked)


def site_of(person: Person, today: date) -> str:
    """Where the person works on this day; empty where no job says so."""
    return sites_of([person.pk], today).get(person.pk, WHOLE_COMPANY)


def sites_of(people: Iterable[UUID], today: date) -> dict[UUID, str]:
    there = Spell.objects.on(today).filter(employment__person__in=set(people))
    return dict(there.order_by().values_list("employment__person", "location"))


def working_days_of(whose: Person | str, today: date) -> WorkingDays:
    """Of a person by the site they work at today, or of a site by its name."""
    known = calendars()
    if isinstance(whose, str):
        return known.of(whose)
    return known.of(site_of(whose, today) if known.differ else WHOLE_COMPANY)


def working_days_of_people(people: Iterable[UUID], today: date) -> dict[UUID, WorkingDays]:
    """The same for many at once; nobody asked about, nothing asked."""
    wanted = set(people)
    if not wanted:
        return {}
    known = calendars()
    sites = sites_of(wanted, today) if known.differ else {}
    return {one: known.of(sites.get(one, WHOLE_COMPANY)) for one in wanted}


@dataclass(frozen=True)
class SiteDays:
    """The working days of these people’s sites: asked for once, and only if somebody wants them."""

    people: frozenset[UUID]
    today: date

    @cached_property
    def by_person(self) -> dict[UUID, WorkingDays]:
        return working_days_of_people(self.people, self.today)


@dataclass(frozen=True, slots=True)
class Site:
    """A location somebody works at today, or one that has a calendar still."""

    name: str
    people: int
    calendar: SiteCalendar | None


def sites(today: date) -> list[Site]:
    """Every one by name, the company's own calendar first."""
    located = Spell.objects.on(today).order_by().values_list("location")
    people = dict(located.annotate(people=Count("id")))
    here = {each.site: each for each in SiteCalendar.objects.order_by("number")}
    without = sum(people[name] for name in people if name not in here or not name)
    company = Site(WHOLE_COMPANY, without, here.get(WHOLE_COMPANY))
    names = sorted({*people, *here} - {WHOLE_COMPANY}, key=str.casefold)
    return [company, *(Site(name, people.get(name, 0), here.get(name)) for name in names)]


def set_calendar(
    *,
    site: str,
    country: str,
    subdivision: str,
    weekdays: Iterable[int],
    by: Actor,
    at: datetime,
) -> SiteCalendar:
    """From today on. Setting what is set already changes nothing. Raises UnableToSetCalendar."""
    if country and country not in countries():
        raise UnableToSetCalendar(_("No holidays are known for this country."))
    if subdivision and subdivision not in subdivisions(country):
        raise UnableToSetCalendar(_("This region does not belong to the country."))
    worked = "".join(str(each) for each in sorted(set(weekdays)))
    held = SiteCalendar.objects.of(site).order_by("number").last()
    wanted = (country, subdivision, worked)
    if held and (held.country, held.subdivision, held.weekdays) == wanted:
        return held
    calendar = SiteCalendar(
        site=site,
        number=held.number + 1 if held else 1,
        country=country,
        subdivision=subdivision,
        weekdays=worked,
        start_on=localdate(at),
    )
    _write("calendar.set", calendar, by, at)
    return calendar


def add_day(*, site: str, day: date, works: bool, name: str, by: Actor, at: datetime) -> OwnDay:
    """A day off, or a day worked, otherwise than the calendar says. Raises UnableToSetCalendar."""
    if day < localdate(at):
        raise UnableToSetCalendar(_("This day is over: promises have counted it already."))
    if site and not SiteCalendar.objects.of(site).exists():
        raise UnableToSetCalendar(_("This site follows the company. Give it its own days first."))
    own = OwnDay(site=site, day=day, works=works, name=name.strip())
    _write("calendar.day_added", own, by, at)
    return own


@transaction.atomic
def take_day_back(*, own: OwnDay, by: Actor, at: datetime) -> OwnDay:
    """The calendar alone decides again; taking back twice changes nothing."""
    own = OwnDay.objects.select_for_update().get(pk=own.pk)
    if own.taken_back_on is not None:
        return own
    if own.day < localdate(at):
        raise UnableToSetCalendar(_("This day is over: promises have counted it already."))
    own.taken_back_on = localdate(at)
    record("calendar.day_taken_back", own, by=by, at=at)
    return own


def _write(what: str, row: SiteCalendar | OwnDay, by: Actor, at: datetime) -> None:
    try:
        record(what, row, by=by, at=at)
    except ValidationError as error:  # of two hands at the same moment, the later
        raise UnableToSetCalendar(" ".join(error.messages)) from error

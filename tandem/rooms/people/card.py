"""What the card of one person shows to one reader, as values a template can print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tandem.access.roles import Permission, role
from tandem.organisation.http import SignedInRequest
from tandem.organisation.models import Area, Assignment, Duty, Person, RoleGrant, Spell
from tandem.organisation.models.areas import AreaQuerySet
from tandem.organisation.models.people import SpellQuerySet
from tandem.organisation.switches import AREA_PEOPLE

REPORTS_SHOWN = 40
JOBS_SHOWN = 40
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Crumb:
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Job:
    """One spell; without area, title and manager where it lies out of the reader's sight."""

    start_on: date
    end_on: date | None
    spell: Spell | None
    manager_url: str
    now: bool

    @property
    def last_on(self) -> date | None:
        """The last day of it."""
        return self.end_on - DAY if self.end_on else None


@dataclass(frozen=True, slots=True)
class Held:
    """A duty or a role of the day. told_on: a file shows it, and not since when."""

    name: str
    since: date
    url: str = ""
    told_on: date | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """own: the reader's. day: what is shown, as of. past: that day is not today."""

    person: Person
    own: bool
    day: date
    past: bool
    here_today: bool
    standing: str
    jobs: Sequence[Job]
    earlier_jobs: int
    duties: Sequence[Held]
    roles: Sequence[Held] | None
    reports: Sequence[Spell]
    more_reports: bool
    crumbs: Sequence[Crumb]

    @property
    def job(self) -> Job | None:
        """The job of the day."""
        return next((job for job in self.jobs if job.now), None)


class Sight:
    """What of a person this reader may see: their own all, of others the areas one may see."""

    def __init__(self, request: SignedInRequest, person: Person, areas: AreaQuerySet) -> None:
        self.reader, self.person, self.areas = request.person, person, areas
        self.own = person == request.person
        self.sets_up = request.may(Permission.SET_UP_COMPANY)
        self.open: frozenset[UUID] = frozenset()
        self.people: frozenset[UUID] = frozenset()

    def ask(self, areas: Iterable[Area], people: Iterable[Person]) -> None:
        """Which of these areas and people the reader may open."""
        known = Person.objects.known_to(self.reader, self.areas)
        self.open = frozenset(self.areas.filter(pk__in=ids(areas)).values_list("pk", flat=True))
        self.people = frozenset(known.filter(pk__in=ids(people)).values_list("pk", flat=True))

    def sees(self, area: Area) -> bool:
        return self.own or area.pk in self.open

    def url_of(self, area: Area) -> str:
        return area.get_absolute_url() if area.pk in self.open else ""

    def url_of_person(self, person: Person | None) -> str:
        return person.get_absolute_url() if person and person.pk in self.people else ""


def ids(rows: Iterable[Area] | Iterable[Person]) -> set[UUID]:
    return {row.pk for row in rows}


def card(request: SignedInRequest, person: Person, areas: AreaQuerySet, day: date) -> Card:
    sight = Sight(request, person, areas)
    spells = list(Spell.objects.of(person).select_related("employment", "area", "manager"))[::-1]
    duties = list(Assignment.objects.of(person).on(day).select_related("area"))
    there = next((each for each in spells if holds(each, day)), None)
    above = list(Area.objects.above(there.area)) if there else []
    sight.ask(
        [*(each.area for each in spells), *(each.area for each in duties), *above],
        {each.manager for each in spells if each.manager},
    )
    every_job = list(jobs(spells, day, sight))
    named = areas if request.has(AREA_PEOPLE) else areas.none()
    reports = list(reporting_to(person, named, day)[: REPORTS_SHOWN + 1])
    return Card(
        person=person,
        own=sight.own,
        day=day,
        past=day != request.today,
        here_today=any(holds(each, request.today) for each in spells),
        standing=standing(spells, day, request.today),
        jobs=every_job[:JOBS_SHOWN],
        earlier_jobs=max(0, len(every_job) - JOBS_SHOWN),
        duties=[
            Held(duty_words(each), each.start_on, sight.url_of(each.area), each.told_on)
            for each in duties
            if sight.sees(each.area) or sight.sets_up
        ],
        roles=list(roles(person, day)) if sight.own or sight.sets_up else None,
        reports=reports[:REPORTS_SHOWN],
        more_reports=len(reports) > REPORTS_SHOWN,
        crumbs=[Crumb(each.name, sight.url_of(each)) for each in [*above, there.area]]
        if there and sight.sees(there.area)
        else [],
    )


def holds(spell: Spell, day: date) -> bool:
    return spell.start_on <= day and (spell.end_on is None or day < spell.end_on)


def jobs(spells: Sequence[Spell], day: date, sight: Sight) -> Iterator[Job]:
    """The latest first. Neighbours that are out of sight are one line, without what they were."""
    for seen, run in groupby(spells, key=lambda each: sight.sees(each.area)):
        if seen:
            for each in run:
                url = sight.url_of_person(each.manager)
                yield Job(each.start_on, each.end_on, each, url, holds(each, day))
        else:
            together = list(run)
            now = any(holds(each, day) for each in together)
            yield Job(together[-1].start_on, together[0].end_on, None, "", now)


def standing(spells: Sequence[Spell], day: date, today: date) -> str:
    """Whether somebody was here on the day, where the jobs alone do not say it."""
    if not spells or any(holds(each, day) for each in spells):
        return ""
    ended = [each.end_on for each in spells if each.end_on and each.end_on <= day]
    if not ended:
        return _("Was not here yet on %(day)s.") % {"day": date_format(day, "j F Y")}
    last = date_format(max(ended) - DAY, "j F Y")
    if day == today:
        return _("Was here until %(day)s.") % {"day": last}
    return _("Was not here on %(day)s; had been until %(last)s.") % {
        "day": date_format(day, "j F Y"),
        "last": last,
    }


def reporting_to(person: Person, areas: AreaQuerySet, day: date) -> SpellQuerySet:
    """Who talked to this person on the day, in areas the reader may see, A to Z."""
    there = Spell.objects.on(day).filter(manager=person, area__in=areas)
    return there.select_related("employment__person", "area").order_by(
        "employment__person__first_name", "employment__person__last_name"
    )


def duty_words(duty: Assignment) -> str:
    words = {
        Duty.LEADS.value: _("Leads %(area)s"),
        Duty.HR_PARTNER.value: _("HR partner of %(area)s"),
    }
    if duty.stand_in:
        words = {
            Duty.LEADS.value: _("Stands in as leader of %(area)s"),
            Duty.HR_PARTNER.value: _("Stands in as HR partner of %(area)s"),
        }
    said = words.get(duty.duty, f"{duty.get_duty_display()}: %(area)s")
    return said % {"area": duty.area.name}


def roles(person: Person, day: date) -> Iterator[Held]:
    """Those that were granted; the others follow from duties."""
    for grant in RoleGrant.objects.of(person).on(day).order_by("start_on", "role"):
        yield Held(role(grant.role).name, grant.start_on)

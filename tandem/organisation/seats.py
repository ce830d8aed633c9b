"""Who holds the duties of an area on a day, who stands in, and since when a side is vacant."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter
from typing import Protocol
from uuid import UUID

from django.db.models import DateField, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Least

from tandem.organisation.models import Area, Assignment, Duty, Employment, Person, Spell
from tandem.organisation.models.areas import paths_above
from tandem.organisation.written_once import written_once

STILL = date(9999, 12, 31)  # for comparing ends: null means still


@dataclass(frozen=True, slots=True)
class Seat:
    """One duty of one area on a day. `vacant_since`: only where somebody held it before."""

    duty: Duty
    holder: Assignment | None = None
    stand_in: Assignment | None = None
    vacant_since: date | None = None

    @property
    def last_day(self) -> date | None:
        """Of who is acting; a caretaker has none."""
        until = self.stand_in.end_on if self.stand_in else None
        return until - timedelta(days=1) if until else None

    @property
    def person(self) -> Person | None:
        """Whom to turn to: who stands in comes first, because the holder is away."""
        sitting = self.stand_in or self.holder
        return sitting.person if sitting else None


Seats = Mapping[Duty, Seat]
NOBODY: Seats = {duty: Seat(duty) for duty in Duty}


def seats(areas: Iterable[Area], day: date) -> dict[UUID, Seats]:
    """By area, as of a day, in one query. Who has left by then sits no more."""
    return seats_in([area.pk for area in areas], day)


def seats_in(areas: Collection[UUID], day: date) -> dict[UUID, Seats]:
    return seated(begun_in(Assignment.objects.filter(area__in=areas), day), day)


def seats_around(area: Area, day: date) -> tuple[list[Area], dict[UUID, Seats]]:
    """Of an area and those above it: where anybody ever had a duty, from the top down, and who
    sits there; in one query."""
    around = Assignment.objects.filter(area__path__in=[*paths_above(area.path), area.path])
    begun = [*begun_in(around.select_related("area"), day)]
    there = {each.area_id: each.area for each in begun}
    return sorted(there.values(), key=attrgetter("path")), seated(begun, day)


def begun_in(assignments: QuerySet[Assignment], day: date) -> QuerySet[Assignment]:
    """Those begun by a day, `lasting`, in order of time."""
    begun = lasting(assignments.filter(start_on__lte=day), day)
    return begun.select_related("person").order_by("start_on", "id")


def seated(begun: Iterable[Assignment], day: date) -> dict[UUID, Seats]:
    found: dict[tuple[UUID, str], list[Assignment]] = {}
    for each in begun:
        found.setdefault((each.area_id, each.duty), []).append(each)
    return {
        area: {duty: seat(duty, found.get((area, duty.value), []), day) for duty in Duty}
        for area in {area for area, _duty in found}
    }


def seats_of(area: Area, day: date) -> Seats:
    return seats([area], day).get(area.pk, NOBODY)


class Lying(Protocol):
    """An area, of today or of an earlier day."""

    @property
    def id(self) -> UUID: ...
    @property
    def name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class FromAbove:
    """Who is HR partner of an area by being that of one above it. area: the name of that one."""

    seat: Seat
    area: str


def partner_from_above(around: Sequence[Lying], sitting: Mapping[UUID, Seats]) -> FromAbove | None:
    """around: the area, last, below all that lie above it.

    Whoever leads an area is not their own HR partner. A side that somebody left is a gap, whoever
    sits above it.
    """
    *above, area = around
    here = sitting.get(area.id, NOBODY)
    if here[Duty.HR_PARTNER].person or here[Duty.HR_PARTNER].vacant_since:
        return None
    for each in reversed(above):
        seat = sitting.get(each.id, NOBODY)[Duty.HR_PARTNER]
        if seat.person and seat.person != here[Duty.LEADS].person:
            return FromAbove(seat, each.name)
        if seat.vacant_since:
            return None
    return None


def seat(duty: Duty, assignments: Iterable[Assignment], day: date) -> Seat:
    """Of assignments to one side of one area, `lasting`, begun by then, in order of time."""
    sitting: dict[bool, Assignment] = {}
    ended: list[date] = []
    for each in assignments:
        over_on: date = each.over_on  # type: ignore[attr-defined]  # `lasting` adds it
        if over_on > day:
            sitting[bool(each.stand_in)] = each
        elif not each.stand_in:
            ended.append(over_on)
    holder = sitting.get(False)
    since = max(ended, default=None) if holder is None else None
    return Seat(duty, holder, sitting.get(True), since)


def lasting(assignments: QuerySet[Assignment], day: date) -> QuerySet[Assignment]:
    """With `over_on`: the first day it is over, because it ended or its person had left."""
    stays = Employment.objects.filter(person=OuterRef("person"), start_on__lte=day)
    left = Subquery(stays.order_by("-start_on").values("end_on")[:1])
    ends = [Coalesce(each, STILL, output_field=DateField()) for each in ("end_on", left)]
    return assignments.annotate(over_on=Least(*ends))


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A side of an area that nobody holds, and nobody stands in for."""

    area: Area
    duty: Duty
    since: date


def vacancies(day: date) -> list[Vacancy]:
    """Sides that were held once and need somebody, the longest vacant first. One query."""
    latest: dict[tuple[UUID, str], Vacancy] = {}
    for each in held_once(day):
        side = each.area_id, each.duty
        since: date = each.over_on  # type: ignore[attr-defined]  # `lasting` adds it
        if side not in latest or latest[side].since < since:
            latest[side] = Vacancy(each.area, Duty(each.duty), since)
    return sorted(latest.values(), key=lambda vacancy: (vacancy.since, vacancy.area.pk))


@written_once
def held_once(day: date) -> QuerySet[Assignment]:
    sides = {"area": OuterRef("area"), "duty": OuterRef("duty"), "start_on__lte": day}
    sitting = lasting(Assignment.objects.filter(**sides), day).filter(Q(over_on__gt=day))
    once = Assignment.objects.held().filter(start_on__lte=day, area__in=Area.objects.on(day))
    return lasting(once, day).filter(~Exists(sitting)).order_by().select_related("area")


@dataclass(frozen=True, slots=True)
class Above:
    """Somebody above a person on a day: their manager, or who leads an area around them."""

    person: Person
    area: Area | None
    assignment: Assignment | None


def leaders_of(person: Person, day: date) -> list[Above]:
    """Who led somebody on a day, from the nearest up: the manager, then by the tree of that day.

    Who stands in for a leader is named beside them. Somebody never leads themselves.
    """
    spell = Spell.objects.of(person).on(day).select_related("manager", "area").first()
    if spell is None:
        return []
    path = spell.area.path_on(day)
    there = Area.objects.as_of(day)
    around = [*there.over(path), *there.filter(pk=spell.area_id)]
    sitting = seats(around, day)
    chain = [Above(spell.manager, None, None)] if spell.manager else []
    for area in reversed(around):
        seat = sitting.get(area.pk, NOBODY)[Duty.LEADS]
        both = [each for each in (seat.stand_in, seat.holder) if each and each.person != person]
        chain += [Above(each.person, area, each) for each in both]
    return chain

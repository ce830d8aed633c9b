"""What an HR administrator sees of the company: structure and duties, nobody's numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from tandem.organisation.counting import people_here
from tandem.organisation.models import Area, Assignment, Duty, Person
from tandem.organisation.models.areas import AreaQuerySet
from tandem.organisation.models.people import PersonQuerySet


@dataclass(frozen=True, slots=True)
class Counts:
    people: int
    areas: int
    led: int
    paired: int


def counts(today: date) -> Counts:
    duties = Counter(Assignment.objects.on(today).values_list("duty", flat=True))
    return Counts(
        people=people_here(today),
        areas=Area.objects.count(),
        led=duties[Duty.LEADS.value],
        paired=duties[Duty.HR_PARTNER.value],
    )


def areas(words: str) -> AreaQuerySet:
    found: AreaQuerySet = Area.objects.named(words).order_by("path")
    return found


@dataclass(frozen=True, slots=True)
class Row:
    area: Area
    depth: int
    leader: Person | None
    hr_partner: Person | None


def rows(shown: Iterable[Area], today: date) -> list[Row]:
    """Each area with who leads and who is HR partner, in one query."""
    listed = list(shown)
    on_duty = Assignment.objects.on(today).filter(area__in=listed).select_related("person")
    holders = {(each.area_id, each.duty): each.person for each in on_duty}
    return [
        Row(
            area=area,
            depth=area.depth,
            leader=holders.get((area.pk, Duty.LEADS.value)),
            hr_partner=holders.get((area.pk, Duty.HR_PARTNER.value)),
        )
        for area in listed
    ]


def without_account(today: date) -> PersonQuerySet:
    """Who leads or is HR partner and cannot sign in yet, A to Z."""
    on_duty = Assignment.objects.on(today).filter(person=OuterRef("pk"))
    waiting: PersonQuerySet = Person.objects.here_on(today).filter(Exists(on_duty), account=None)
    return waiting

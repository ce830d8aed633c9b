"""What an HR administrator sees of the company: structure and duties, nobody's numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Concat

from tandem.organisation.as_of import AsOf
from tandem.organisation.counted import last_headcount
from tandem.organisation.counting import people_here
from tandem.organisation.models import Area, Assignment, Duty, Person
from tandem.organisation.models.areas import AreaQuerySet, paths_above
from tandem.organisation.models.people import PersonQuerySet
from tandem.organisation.seats import NOBODY, Seat, seats

SORTED_UP_TO = 5000  # areas: more are listed by their place in the tree alone


@dataclass(frozen=True, slots=True)
class Counts:
    """people: None where nobody knows. people_in: the month of it, where no persons are known."""

    people: int | None
    areas: int
    led: int
    paired: int
    people_in: date | None = None


def counts(day: date) -> Counts:
    people_in, people = None, people_here(day) or None
    if people is None and (by_counts := last_headcount(day)):
        people_in, people = by_counts
    held = Assignment.objects.held().on(day).values_list("duty", "area").distinct()
    duties = Counter(duty for duty, _area in held)
    return Counts(
        people=people,
        people_in=people_in,
        areas=Area.objects.on(day).count(),
        led=duties[Duty.LEADS.value],
        paired=duties[Duty.HR_PARTNER.value],
    )


def areas(asked: AsOf) -> AreaQuerySet:
    """Those there were on the day whose name of then holds the words, by the tree of then."""
    every = Area.objects.all()
    there = every.as_of(asked.day) if asked.is_past else every.as_it_is(asked.day)
    return there.named_then(asked.words).by_tree()


def read_aloud(found: AreaQuerySet) -> list[Area]:
    """Each after what lay above it, and beside each other A to Z."""
    listed = list(found)
    names = {area.then_path: area.then_name.casefold() for area in listed}

    def place(area: Area) -> list[tuple[str, str]]:
        above = [*paths_above(area.then_path), area.then_path]
        return [(names.get(path, ""), path) for path in above]

    return sorted(listed, key=place)


@dataclass(frozen=True, slots=True)
class Row:
    area: Area
    name: str
    depth: int
    leads: Seat
    hr_partner: Seat


def rows(shown: Iterable[Area], day: date) -> list[Row]:
    """Each area with who led and who was HR partner on this day, in one query."""
    listed = list(shown)
    sitting = seats(listed, day)
    return [
        Row(
            area=area,
            name=area.then_name,
            depth=len(paths_above(area.then_path)),
            leads=sitting.get(area.pk, NOBODY)[Duty.LEADS],
            hr_partner=sitting.get(area.pk, NOBODY)[Duty.HR_PARTNER],
        )
        for area in listed
    ]


def without_account(today: date) -> PersonQuerySet:
    """Who leads or is HR partner and cannot sign in yet, A to Z.

    In order of words that no index holds: of few, found among everybody, the database would walk
    through everybody A to Z to meet the first ones.
    """
    on_duty = Assignment.objects.on(today).filter(person=OuterRef("pk"))
    waiting: PersonQuerySet = Person.objects.here_on(today).filter(Exists(on_duty), account=None)
    return waiting.order_by(Concat("first_name", Value("")), "last_name", "number")

"""What an HR administrator sees of the company: structure and duties, nobody's numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Value, Window
from django.db.models.functions import Concat

from tandem.organisation.as_of import AsOf
from tandem.organisation.counted import last_headcount
from tandem.organisation.counting import people_here
from tandem.organisation.models import Area, Assignment, Duty, Person
from tandem.organisation.models.areas import STEP, AreaQuerySet, paths_above
from tandem.organisation.seats import NOBODY, Seat, seats

SORTED_UP_TO = 5000  # areas: more are listed by their place in the tree alone

Place = tuple[tuple[str, str], ...]  # name and path of each above, and its own


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
    held = Assignment.objects.held().on(day).order_by().values("duty")
    duties = dict(held.values_list("duty", Count("area", distinct=True)))
    return Counts(
        people=people,
        people_in=people_in,
        areas=Area.objects.on(day).count(),
        led=duties.get(Duty.LEADS.value, 0),
        paired=duties.get(Duty.HR_PARTNER.value, 0),
    )


def areas(asked: AsOf) -> AreaQuerySet:
    """Those there were on the day whose name of then holds the words, by the tree of then."""
    every = Area.objects.all()
    there = every.as_of(asked.day) if asked.is_past else every.as_it_is(asked.day)
    return there.named_then(asked.words).by_tree()


def read_aloud(found: AreaQuerySet) -> list[UUID]:
    """Each after what lay above it, and beside each other A to Z. Of ids: few are looked at."""
    listed = list(found.values_list("pk", "then_path", "then_name"))  # type: ignore[misc]  # annotated
    names = {path: name.casefold() for _pk, path, name in listed}
    places: dict[str, Place] = {"": ()}

    def place(path: str) -> Place:
        if path not in places:
            places[path] = (*place(path[:-STEP]), (names.get(path, ""), path))
        return places[path]

    return [pk for pk, path, _name in sorted(listed, key=lambda row: place(row[1]))]


@dataclass(frozen=True, slots=True)
class Row:
    area: Area
    name: str
    depth: int
    leads: Seat
    hr_partner: Seat


def rows(found: AreaQuerySet, shown: Sequence[UUID], day: date) -> list[Row]:
    """Each of these with who led and who was HR partner on this day, in this order."""
    there = found.in_bulk(shown)
    listed = [there[pk] for pk in shown]
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


def without_account(today: date, at_most: int | None = None) -> tuple[list[Person], int]:
    """Who leads or is HR partner and cannot sign in yet, A to Z; and how many there are in all.

    In order of words that no index holds: of few, found among everybody, the database would walk
    through everybody A to Z to meet the first ones.
    """
    on_duty = Assignment.objects.on(today).filter(person=OuterRef("pk"))
    waiting = Person.objects.here_on(today).filter(Exists(on_duty), account=None)
    a_to_z = waiting.order_by(Concat("first_name", Value("")), "last_name", "number")
    found: list[Person] = list(a_to_z.annotate(of=Window(Count("pk")))[:at_most])
    return found, found[0].of if found else 0  # type: ignore[attr-defined]  # annotated

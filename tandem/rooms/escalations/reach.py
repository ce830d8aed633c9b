"""Whom a step goes to, by who holds which office today: never one of the two themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from tandem.access.roles import CHRO, CaseHandler, IndependentReviewer, Role
from tandem.organisation.models import Area, Duty, Person, RoleGrant, Spell
from tandem.organisation.models.people import working_here
from tandem.organisation.seats import NOBODY, Seats, seats
from tandem.partnership.models import Pair
from tandem.rooms.escalations.rules import Step


@dataclass(frozen=True, slots=True)
class Above:
    """To whom a joint note of a pair goes, and to whom it may go on: the leader's side first.

    Empty where nobody is there.
    """

    next_level: Sequence[Person]
    top: Sequence[Person]

    def at(self, step: Step) -> Sequence[Person]:
        return self.top if step is Step.TOP else self.next_level


def above(pair: Pair, today: date) -> Above:
    """Who leads the nearest area above, and the HR partner above or else the head of HR.

    One alone where one side has nobody, or both are the same person. For the two at the very top
    somebody independent. At the top: who leads the whole, and the head of HR.
    """
    sitting = seats_above(pair, today)
    head_of_hr = first(in_office([CHRO], today), pair)
    hr = nearest(sitting, Duty.HR_PARTNER, pair) or head_of_hr
    found = once([nearest(sitting, Duty.LEADS, pair), hr])
    if not found:
        found = once([first(in_office([IndependentReviewer], today), pair)])
    return Above(found, once([nearest(sitting[-1:], Duty.LEADS, pair), head_of_hr]))


def straight(pair: Pair, today: date) -> list[Person]:
    """The head of HR, case handlers, independent reviewers; nobody of the two's own line.

    Whoever leads the pair's area or one above it is the line. Whoever works in that area, or has
    one of the two for a manager, could not be asked to look at them.
    """
    offices = in_office([CHRO, CaseHandler, IndependentReviewer], today)
    two = {pair.leader_id, pair.hr_partner_id}
    line = {each.pk for each in leading(pair, today)}
    return [each for each in offices if each.pk not in two | line | below(pair, offices, today)]


def below(pair: Pair, people: Iterable[Person], today: date) -> set[UUID]:
    """Who of these depends on one of the two. At the very top everybody works in their area."""
    under = Q(manager__in=(pair.leader_id, pair.hr_partner_id))
    if pair.area.parent_id is not None:
        under |= Q(area__path__startswith=pair.area.path)
    jobs = Spell.objects.on(today).filter(under, employment__person__in=list(people)).order_by()
    return set(jobs.values_list("employment__person", flat=True))


def leading(pair: Pair, today: date) -> list[Person]:
    sitting = seats([pair.area, *Area.objects.above(pair.area)], today)
    both = (seat for each in sitting.values() for seat in each.values() if seat.duty is Duty.LEADS)
    return [who.person for seat in both for who in (seat.holder, seat.stand_in) if who]


def seats_above(pair: Pair, today: date) -> list[Seats]:
    """Of each area above the pair's, from the nearest up, in two questions."""
    areas = [*Area.objects.above(pair.area)]
    sitting = seats(areas, today)
    return [sitting.get(area.pk, NOBODY) for area in reversed(areas)]


def nearest(sitting: Iterable[Seats], duty: Duty, pair: Pair) -> Person | None:
    return first((each[duty].person for each in sitting), pair)


def first(people: Iterable[Person | None], pair: Pair) -> Person | None:
    two = (pair.leader_id, pair.hr_partner_id)
    return next((each for each in people if each is not None and each.pk not in two), None)


def in_office(roles: Iterable[type[Role]], today: date) -> list[Person]:
    """In the order of the roles, then by name, each once; whoever has left holds no office."""
    order = [role.key for role in roles]
    granted = RoleGrant.objects.on(today).filter(role__in=order).order_by()
    held: dict[UUID, int] = {}
    for who, role in granted.values_list("person", "role"):
        held[who] = min(held.get(who, len(order)), order.index(role))
    here = Person.objects.filter(working_here(today), pk__in=held)
    return sorted(here, key=lambda each: (held[each.pk], each.name, each.pk))


def once(people: Iterable[Person | None]) -> list[Person]:
    return [*dict.fromkeys(each for each in people if each is not None)]

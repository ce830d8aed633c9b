"""Whom a row names for an area: who leads, who is the HR partner, or that nobody is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from tandem.organisation.models import Area, Duty, Person, StandIn
from tandem.organisation.seats import NOBODY, Seat, Seats, seats, seats_around
from tandem.rooms.ownership.starting_point import Side

DUTIES = {Side.LEADER: Duty.LEADS, Side.HR: Duty.HR_PARTNER}


@dataclass(frozen=True, slots=True)
class Owner:
    """Of one side: somebody, or since when the side needs an owner."""

    side: Side
    area: Area
    seat: Seat

    @property
    def person(self) -> Person | None:
        return self.seat.person

    @property
    def note(self) -> str:
        """How they come to it, where that has to be said."""
        stand_in = self.seat.stand_in
        if stand_in is None:
            return ""
        if stand_in.stand_in == StandIn.CARETAKER:
            return _("Caretaker until somebody is named")
        if self.seat.holder is None:
            return _("Acting")
        return _("Acting for %(name)s") % {"name": self.seat.holder.person.called}


@dataclass(frozen=True, slots=True)
class Owners:
    leader: Owner
    hr: Owner

    @property
    def gaps(self) -> list[Owner]:
        return [each for each in (self.leader, self.hr) if each.person is None]

    @property
    def doubled(self) -> Person | None:
        """Who stands on both sides: a row has two owners, and that is one."""
        same = self.leader.person is not None and self.leader.person == self.hr.person
        return self.leader.person if same else None

    def of(self, side: Side) -> Owner:
        return self.hr if side is Side.HR else self.leader


Around = tuple[Sequence[Area], Mapping[UUID, Seats]]
"""An area below all that lie above it, and who sits where."""


def around_of(area: Area, today: date) -> Around:
    """Two questions: what lies above, and who sits there."""
    around = [*Area.objects.above(area), area]
    return around, seats(around, today)


def owners_of(area: Area, today: date, known: Around | None = None) -> Owners:
    """known: what `around_of` found, where a page asks more than this of it."""
    around, sitting = known or around_of(area, today)
    return Owners(*(owner(side, around, sitting) for side in DUTIES))


def turned_to(person: Person, area: Area, today: date, known: Around | None = None) -> list[Owner]:
    """Whom somebody of this area turns to: their leader, then their HR partner; never themselves.

    Who leads the area turns to who leads above. Nobody is named where there is nobody above.
    known: as of `owners_of`; without it one question, since an area where nobody ever sat says
    nothing.
    """
    around, sitting = known or seats_around(area, today)
    found = []
    for side, duty in DUTIES.items():
        others = [each for each in around if sitting.get(each.pk, NOBODY)[duty].person != person]
        nearest = owner(side, others, sitting) if others else None
        if nearest is not None and (nearest.person or nearest.seat.vacant_since):
            found.append(nearest)
    return found


def owner(side: Side, around: Sequence[Area], sitting: Mapping[UUID, Seats]) -> Owner:
    """The nearest who has the duty. A side that somebody left is a gap, whoever sits above it."""
    for area in reversed(around):
        seat = sitting.get(area.pk, NOBODY)[DUTIES[side]]
        if seat.person is not None or seat.vacant_since is not None:
            return Owner(side, area, seat)
    return Owner(side, around[-1], NOBODY[DUTIES[side]])

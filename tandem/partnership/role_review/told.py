"""What those above a pair read of its review: one word for both, once both have said yes to that.

Nobody above ever has a row of it. The word is worked out when somebody reads it, and not kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Exists, OuterRef, Q

from tandem.access.roles import CHRO
from tandem.organisation.models import Area, Duty, Person
from tandem.organisation.seats import NOBODY, seats
from tandem.partnership.agreeing.rules import Side
from tandem.partnership.changing.actions import in_office
from tandem.partnership.models import Pair, RoleReview
from tandem.partnership.role_review.models import RoleReviewQuerySet
from tandem.partnership.role_review.rules import Band, band

Readers = Mapping[Side, Sequence[Person]]


@dataclass(frozen=True, slots=True)
class Told:
    """One pair's word. since: the day of the second yes. waits: the reader has not read it."""

    pair: Pair
    opened_on: date
    band: Band
    since: date
    waits: bool


def readers(pair: Pair, today: date) -> Readers:
    """Above the leader who leads the nearest area above, above HR the head of HR: never the two.

    Empty where nobody is above: for the two at the top there is nobody to tell.
    """
    two = {pair.leader_id, pair.hr_partner_id}
    areas = [*Area.objects.above(pair.area)]
    sitting = seats(areas, today)
    leading = (sitting.get(area.pk, NOBODY)[Duty.LEADS].person for area in reversed(areas))
    nearest = next((each for each in leading if each is not None and each.pk not in two), None)
    above = {
        Side.LEADER: [nearest] if nearest else [],
        Side.HR: [each for each in in_office(today, CHRO) if each.pk not in two],
    }
    return {side: people for side, people in above.items() if people}


def once(found: Readers) -> list[Person]:
    """Each by name once, who leads first."""
    return [*dict.fromkeys(each for people in found.values() for each in people)]


def band_of(rows: Iterable[RoleReview]) -> Band | None:
    """Of the two rows of a year that both have answered; their marks are opened for it."""
    answers = {row.side: row.answers for row in rows if row.is_open_to_both}
    return band(answers[Side.LEADER], answers[Side.HR]) if len(answers) == len(Side) else None


def told_now(today: date) -> RoleReviewQuerySet:
    """Of pairs of today the newest year, where both said yes: two rows of each."""
    later = RoleReview.objects.opened().order_by().filter(
        pair=OuterRef("pair"), opened_on__gt=OuterRef("opened_on")
    )  # fmt: skip
    running = RoleReview.objects.told().kept(today).filter(pair__in=Pair.objects.on(today))
    found = running.exclude(Exists(later)).with_pair()
    return found.order_by("pair__area__name", "pair", "opened_on")


def told_to(person: Person, today: date) -> list[Told]:
    """Every word this person was told, A to Z by area; empty for who is above nobody."""
    held = person.held(today)
    led = [path for duty, path in held if duty == Duty.LEADS.value and path]
    found = told_now(today)
    if not any(word == CHRO.key for word, _path in held):
        if not led:
            return []
        below = Q(pk__in=[])
        for path in led:
            below |= Q(pair__area__path__startswith=path)
        found = found.filter(below)
    return [*_as_told(found, person, today)]


def _as_told(found: RoleReviewQuerySet, person: Person, today: date) -> Iterator[Told]:
    for pair, rows in groupby(found, lambda row: row.pair):
        two = [*rows]
        sides = [side for side, people in readers(pair, today).items() if person in people]
        word = band_of(two)
        if sides and word is not None:
            since = max(row.tells_on for row in two if row.tells_on)
            waits = any(row.heard_on is None for row in two if row.side in sides)
            yield Told(pair, two[0].opened_on, word, since, waits)

"""Open promises of people who leave, have left, or are no longer a pair: none is left to nobody.

Nothing closes by itself. While both are here they release or hand over as ever; once one has left,
the other one lets go alone, since nobody is there any more to answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.utils.timezone import localdate

from tandem.access.audit import record
from tandem.organisation.models import Employment, Person
from tandem.partnership.commitments.models import OPEN, Commitment, CommitmentQuerySet, Move
from tandem.partnership.commitments.moving import Said, move
from tandem.partnership.commitments.refusals import NotPossible
from tandem.partnership.commitments.rules import Act, Side
from tandem.partnership.models import Pair

AHEAD = timedelta(days=60)  # from so long before the last day on it is asked
BEHIND = timedelta(days=366)


def _(text: str) -> str:
    """Mark for translation; the page that shows the text translates it."""
    return text


STILL_HERE = _("They still work here: release it, or hand it over, together.")


def gone_on(who: str) -> Subquery:
    """The first day gone of somebody's latest stay; null while no end is known."""
    stays = Employment.objects.filter(person=OuterRef(who)).order_by("-start_on")
    return Subquery(stays.values("end_on")[:1])


def to_settle(person: Person, today: date) -> CommitmentQuerySet:
    """This person's own open promises with somebody who leaves, or all where they leave.

    `customer_gone_on` and `performer_gone_on` say who; where neither does, the two were partners
    of a pair that has ended, and promised it before.
    """
    found: CommitmentQuerySet = with_settles(Commitment.objects.visible_to(person), person, today)
    return (
        found.filter(Q(settles=True))
        .annotate(customer_gone_on=gone_on("customer"), performer_gone_on=gone_on("performer"))
        .by_day()
    )


def with_settles(
    commitments: CommitmentQuerySet, person: Person, today: date
) -> CommitmentQuerySet:
    """With `settles`: whether it is one of these."""
    own = Q(state__in=OPEN) & (Q(customer=person) | Q(performer=person))
    theirs = Q(person=OuterRef("customer")) | Q(person=OuterRef("performer"))
    leaves = Q(Exists(last_stays().filter(theirs, end_on__lte=today + AHEAD)))
    settles = ExpressionWrapper(own & (leaves | parted(today)), BooleanField())
    found: CommitmentQuerySet = commitments.annotate(settles=settles)
    return found


def parted(today: date) -> Q:
    """A condition on promises: between two who were a pair when it was made, and are none now."""
    two = Q(leader=OuterRef("customer"), hr_partner=OuterRef("performer"))
    two |= Q(leader=OuterRef("performer"), hr_partner=OuterRef("customer"))
    ended = Pair.objects.filter(two, end_on__lte=today, end_on__gt=OuterRef("made_on"))
    return Q(Exists(ended)) & ~Q(Exists(Pair.objects.filter(two).on(today)))


def goes_on(person: Person, today: date) -> date | None:
    """The first day this person is gone, where that is near or over."""
    stays = Employment.objects.of(person).order_by("-start_on").values_list("end_on", flat=True)
    end_on = stays.first()
    return end_on if end_on and end_on <= today + AHEAD else None


@transaction.atomic
def let_go(*, commitment: Commitment, by: Person, at: datetime) -> Commitment:
    """It ends because the other one has left. Once it is over it stays as it is.

    Raises NotPossible while the other one works here.
    """
    locked = (
        Commitment.objects.select_for_update(of=("self",))
        .select_related("customer", "performer")
        .get(pk=commitment.pk)
    )
    on = localdate(at)
    if locked.other_than(by).is_here(on):
        raise NotPossible(STILL_HERE)
    number = Move.objects.of(locked).count() + 1
    moved = move(locked, Act.LET_GO, Side.SYSTEM, Said(), by=by, on=on, number=number)
    record(f"commitment.{Act.LET_GO.value}", locked, moved, by=by, at=at)
    return locked


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody who leaves with promises open: how many, and with whom. No words of them."""

    person: Person
    gone_on: date
    open: int
    others: Sequence[Person]

    @property
    def last_on(self) -> date:
        return self.gone_on - timedelta(days=1)


def leavers(today: date) -> list[Leaver]:
    """Who leaves soon, or has left, with promises open; the next to go first. Two questions."""
    stays = leaving_stays(today)
    there = stays.values("person")
    rows = Commitment.objects.open().filter(Q(customer__in=there) | Q(performer__in=there))
    others: dict[UUID, list[Person]] = {}
    for one in rows.select_related("customer", "performer").order_by("made_on"):
        others.setdefault(one.customer_id, []).append(one.performer)
        others.setdefault(one.performer_id, []).append(one.customer)
    return [
        Leaver(
            stay.person, stay.end_on, len(others[stay.person_id]), unique(others[stay.person_id])
        )
        for stay in stays.select_related("person").order_by("end_on", "person__first_name")
        if stay.end_on and stay.person_id in others
    ]


def leaving_stays(today: date) -> QuerySet[Employment]:
    return last_stays().filter(end_on__lte=today + AHEAD, end_on__gt=today - BEHIND)


def last_stays() -> QuerySet[Employment]:
    """Of everybody, the latest."""
    later = Employment.objects.filter(person=OuterRef("person"), start_on__gt=OuterRef("start_on"))
    return Employment.objects.filter(~Exists(later.order_by()))


def unique(people: Sequence[Person]) -> list[Person]:
    return sorted(dict.fromkeys(people), key=lambda one: one.name)

"""Open promises of people who leave, move or are no longer a pair: none is left to nobody.

While both are here they release or hand over as ever, and nothing closes by itself; once one has
left, the other one lets go alone, since nobody is there any more to answer. Once both have left the
system does, after a fortnight, in which a file that was wrong is mended.
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
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from tandem.access.audit import SYSTEM, record, record_each
from tandem.organisation.models import Employment, Person, Spell
from tandem.partnership.commitments.models import OPEN, Commitment, CommitmentQuerySet, Move
from tandem.partnership.commitments.moving import MOVED, Said, last_numbers, move
from tandem.partnership.commitments.refusals import NotPossible
from tandem.partnership.commitments.rules import Act, Side
from tandem.partnership.models import Pair

AHEAD = timedelta(days=60)  # from so long before the last day on it is asked
BOTH_GONE = timedelta(days=14)  # after the later of two was gone
LOT = 500  # locked and written together
TWO = Q(leader=OuterRef("customer"), hr_partner=OuterRef("performer"))
TWO |= Q(leader=OuterRef("performer"), hr_partner=OuterRef("customer"))


def _(text: str) -> str:
    """Mark for translation; the page that shows the text translates it."""
    return text


STILL_HERE = _("They still work here: release it, or hand it over, together.")


def gone_on(who: str) -> Subquery:
    """The first day gone of somebody's latest stay; null while no end is known."""
    stays = Employment.objects.filter(person=OuterRef(who)).order_by("-start_on")
    return Subquery(stays.values("end_on")[:1])


def to_settle(person: Person, today: date) -> CommitmentQuerySet:
    """This person's own open promises with somebody who leaves or moves, or all where they do.

    `customer_gone_on` and `performer_gone_on` say who leaves, `customer_moved` and
    `performer_moved` who works in another area; where none does, the two were partners of a pair
    that has ended, and promised it before.
    """
    found: CommitmentQuerySet = with_settles(Commitment.objects.visible_to(person), person, today)
    return with_gone_days(found.filter(Q(settles=True))).by_day()


def with_settles(
    commitments: CommitmentQuerySet, person: Person, today: date
) -> CommitmentQuerySet:
    """With `settles`: whether it is one of these, and with whose move that may be; and with
    `nobody_there`: whether one has left already."""
    own = Q(state__in=OPEN) & (Q(customer=person) | Q(performer=person))
    theirs = Q(person=OuterRef("customer")) | Q(person=OuterRef("performer"))
    leaves = Q(Exists(last_stays().filter(theirs, end_on__lte=today + AHEAD)))
    moved = Q(customer_moved=True) | Q(performer_moved=True)
    moved &= ~Q(Exists(Pair.objects.filter(TWO).on(today)))  # partners still: it goes on
    settles = ExpressionWrapper(own & (leaves | parted(today) | moved), BooleanField())
    left = Q(state__in=OPEN) & Q(Exists(last_stays().filter(theirs, end_on__lte=today)))
    found: CommitmentQuerySet = commitments.alias(
        last_agreed_on=Coalesce("agreed_on", "made_on")
    ).annotate(
        customer_moved=moved_since("customer", today),
        performer_moved=moved_since("performer", today),
        settles=settles,
        nobody_there=ExpressionWrapper(left, BooleanField()),
    )
    return found


def moved_since(who: str, today: date) -> Exists:
    """Whether they work in another area since the two last agreed on it, or it was asked."""
    before = Spell.objects.filter(employment=OuterRef("employment"), end_on=OuterRef("start_on"))
    elsewhere = Exists(before.exclude(area=OuterRef("area")).order_by())
    moved = Spell.objects.filter(elsewhere, employment__person=OuterRef(who))
    return Exists(moved.filter(start_on__gt=OuterRef("last_agreed_on"), start_on__lte=today))


def parted(today: date) -> Q:
    """A condition on promises: between two who were a pair when it was made, and are none now."""
    ended = Pair.objects.filter(TWO, end_on__lte=today, end_on__gt=OuterRef("made_on"))
    return Q(Exists(ended)) & ~Q(Exists(Pair.objects.filter(TWO).on(today)))


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


def let_go_of_nobodys(*, at: datetime) -> int:
    """End what is open between two who have both left, by the system. Returns how many."""
    today = localdate(at)
    gone = {f"{who}__lte": today - BOTH_GONE for who in ("customer_gone_on", "performer_gone_on")}
    left = with_gone_days(Commitment.objects.open()).filter(**gone).order_by("pk")
    number = 0
    while ids := [*left.values_list("pk", flat=True)[:LOT]]:
        number += _let_go_of(ids, today, at)
    return number


@transaction.atomic
def _let_go_of(ids: Sequence[UUID], on: date, at: datetime) -> int:
    locked = [*Commitment.objects.open().select_for_update().filter(pk__in=ids).order_by("pk")]
    numbers = last_numbers(locked)
    moves = [
        move(
            each, Act.LET_GO, Side.SYSTEM, Said(), by=None, on=on, number=numbers[each.pk] + 1
        )
        for each in locked
    ]  # fmt: skip
    what = f"commitment.{Act.LET_GO.value}"
    record_each(what, locked, fields=MOVED, beside=moves, by=SYSTEM, at=at)
    return len(locked)


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
    """Who leaves soon, or has left, with promises open; the next to go first. One question.

    However long ago they left: what is open is still somebody's to settle.
    """
    until = today + AHEAD
    rows = with_gone_days(Commitment.objects.open())
    rows = rows.filter(Q(customer_gone_on__lte=until) | Q(performer_gone_on__lte=until))
    found: dict[Person, tuple[date, list[Person]]] = {}
    for one in rows.select_related("customer", "performer"):
        days = gone_days(one)
        for person, other in ((one.customer, one.performer), (one.performer, one.customer)):
            gone = days[person.pk]
            if gone and gone <= until:
                found.setdefault(person, (gone, []))[1].append(other)
    told = (Leaver(who, gone, len(with_), unique(with_)) for who, (gone, with_) in found.items())
    return sorted(told, key=lambda one: (one.gone_on, one.person.name))


def with_gone_days(commitments: CommitmentQuerySet) -> CommitmentQuerySet:
    """With `customer_gone_on` and `performer_gone_on`."""
    found: CommitmentQuerySet = commitments.annotate(
        customer_gone_on=gone_on("customer"), performer_gone_on=gone_on("performer")
    )
    return found


def gone_days(commitment: Commitment) -> dict[UUID, date | None]:
    """Of each of the two, as `with_gone_days` found them."""
    return {
        commitment.customer_id: commitment.customer_gone_on,  # type: ignore[attr-defined]
        commitment.performer_id: commitment.performer_gone_on,  # type: ignore[attr-defined]
    }


def has_moved(commitment: Commitment, person: Person) -> bool:
    """As `with_settles` found it."""
    of_customer: bool = commitment.customer_moved  # type: ignore[attr-defined]
    of_performer: bool = commitment.performer_moved  # type: ignore[attr-defined]
    return of_customer if person == commitment.customer else of_performer


def last_stays() -> QuerySet[Employment]:
    """Of everybody, the latest."""
    later = Employment.objects.filter(person=OuterRef("person"), start_on__gt=OuterRef("start_on"))
    return Employment.objects.filter(~Exists(later.order_by()))


def unique(people: Sequence[Person]) -> list[Person]:
    return sorted(dict.fromkeys(people), key=lambda one: one.name)

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
from django.db.models import OuterRef, Q, Subquery
from django.utils.timezone import localdate

from tandem.access.audit import SYSTEM, record, record_each
from tandem.organisation.models import Employment, Person
from tandem.partnership.commitments.models import Commitment, CommitmentQuerySet, Move
from tandem.partnership.commitments.moving import MOVED, Said, last_numbers, move
from tandem.partnership.commitments.refusals import NotPossible
from tandem.partnership.commitments.rules import Act, Side
from tandem.partnership.partings import AHEAD, partings

BOTH_GONE = timedelta(days=14)  # after the later of two was gone
LOT = 500  # locked and written together


def _(text: str) -> str:
    """Mark for translation; the page that shows the text translates it."""
    return text


STILL_HERE = _("They still work here: release it, or hand it over, together.")


def gone_on(who: str) -> Subquery:
    """The first day gone of somebody's latest stay; null while no end is known."""
    stays = Employment.objects.filter(person=OuterRef(who)).order_by("-start_on")
    return Subquery(stays.values("end_on")[:1])


def to_settle(person: Person, today: date) -> CommitmentQuerySet:
    """This person's own open promises with somebody who leaves or moves, or all where they do;
    and those that two promised as partners of a pair that has ended."""
    return partings(person, today).to_settle()


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


def unique(people: Sequence[Person]) -> list[Person]:
    return sorted(dict.fromkeys(people), key=lambda one: one.name)

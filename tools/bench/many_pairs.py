"""Hundreds of pairs with a year of promises: what a page reads that tells of all of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

if TYPE_CHECKING:
    from tandem.organisation.models import Person
    from tandem.partnership.commitments.models import Commitment, Move
    from tandem.partnership.models import Pair

PAIRS = 300
PAIRS_OF_ONE = 6  # that an HR partner has
A_QUARTER = 12  # promises of a pair that fall due in it, both ways
DAYS_OF_A_QUARTER = 91


def make_many_pairs(at: datetime) -> int:
    """Where the company has so many areas. Every third promise is reported late.

    Written in bulk, since each said by itself would take longer than all that is measured. Returns
    how many promises that are.
    """
    from django.db.models import QuerySet

    from tandem.partnership.commitments.models import Commitment, Move

    pairs = list(new_pairs(at))
    kept, late = said_once(pairs[0], at, days=8), said_once(pairs[0], at, days=15)
    for pair in pairs:  # one after the other: what a web process takes is measured in this one
        promises: list[Any] = []
        moves: list[Any] = []
        for number in range(4 * A_QUARTER):
            promise, said = of_pair(pair, number, *(late if number % 3 == 0 else kept))
            promises.append(promise)
            moves.extend(said)
        QuerySet(Commitment).bulk_create(promises)
        QuerySet(Move).bulk_create(moves)
    return len(pairs) * 4 * A_QUARTER


def of_pair(
    pair: Pair, number: int, like: Commitment, said: list[Move]
) -> tuple[Commitment, list[Move]]:
    """The same promise between these two, in turn, in one of four quarters."""
    assert like.due_on
    earlier = timedelta(days=DAYS_OF_A_QUARTER * (number // A_QUARTER))
    who = (pair.leader, pair.hr_partner)
    performer, customer = who if number % 2 else who[::-1]
    promise = copy(
        like, performer=performer, customer=customer, made_on=like.made_on - earlier,
        due_on=like.due_on - earlier,
    )  # fmt: skip
    by: dict[UUID | None, Person] = {like.performer_id: performer, like.customer_id: customer}
    return promise, [
        copy(each, commitment=promise, by=by[each.by_id], on=each.on - earlier) for each in said
    ]


def new_pairs(at: datetime) -> Iterator[Pair]:
    from django.db.models import Exists, OuterRef

    from tandem.access.audit import OPERATOR
    from tandem.organisation.models import Area, Person
    from tandem.organisation.models.people import working_here
    from tandem.partnership.actions import make_pair
    from tandem.partnership.models import Pair

    begun = at - timedelta(days=2 * 365)
    free = Area.objects.exclude(Exists(Pair.objects.filter(area=OuterRef("pk"))))
    areas = free.filter(name__startswith="Team ").order_by("name")[:PAIRS]
    numbers = [str(number) for number in range(400, 400 + 4 * PAIRS)]  # without those who left
    here = Person.objects.filter(working_here(at.date()), number__in=numbers).order_by("number")
    people = list(here)
    for number, area in enumerate(areas):
        leader, hr_partner = people[number], people[PAIRS + number // PAIRS_OF_ONE]
        yield make_pair(area=area, leader=leader, hr_partner=hr_partner, by=OPERATOR, at=begun)


def said_once(pair: Pair, at: datetime, *, days: int) -> tuple[Commitment, list[Move]]:
    """Due ten days after it was asked for, in the newest closed quarter, and reported on `days`."""
    from tandem.partnership.commitments import actions
    from tandem.partnership.commitments.models import Commitment, Move, Source
    from tandem.partnership.commitments.rules import Act
    from tandem.partnership.commitments.spread import closed_quarter

    performer: Person = pair.hr_partner
    first = closed_quarter(at.date()).first
    asked = at - timedelta(days=(at.date() - first).days - 20)
    said = actions.Said(what="Then", due_on=(asked + timedelta(days=10)).date())
    made = actions.ask(of=performer, said=said, by=pair.leader, at=asked, source=Source.FORM)
    for act, by, later in (
        (Act.PROMISE, performer, 1), (Act.REPORT_DONE, performer, days),
        (Act.THANK, pair.leader, days + 1),
    ):  # fmt: skip
        when = asked + timedelta(days=later)
        made = actions.take(commitment=made, act=act, said=actions.Said(), by=by, at=when)
    return Commitment.objects.get(pk=made.pk), list(Move.objects.filter(commitment=made))


def copy(row: Any, **changed: object) -> Any:  # noqa: ANN401 - of either model
    """The same as a new row, sealed by a key of its own."""
    fields = {each.name: getattr(row, each.name) for each in row._meta.concrete_fields}
    return type(row)(**fields | {"id": uuid4(), "wrapped_key": None} | changed)

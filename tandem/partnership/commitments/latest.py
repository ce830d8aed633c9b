"""What was said last in each of some promises, in one question."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import QuerySet

from tandem.organisation.models import Person
from tandem.organisation.written_once import written_once
from tandem.partnership.commitments.models import Commitment, Move
from tandem.partnership.commitments.rules import Act


@dataclass(frozen=True, slots=True)
class Latest:
    """By promise, what was said last; and of which it is said since their day what got in the way.

    That itself is not what was said last: the answer is to what was asked or reported before.
    """

    moves: Mapping[UUID, Move] = field(default_factory=dict)
    explained: frozenset[UUID] = frozenset()


def latest(commitments: Iterable[Commitment], reader: Person) -> Latest:
    """As far as this person may read it."""
    due = {one.pk: one.due_on for one in commitments}
    moves, explained = dict[UUID, Move](), set[UUID]()
    for move in told(reader.pk, reader.stands_for, [*due]):
        due_on = due[move.commitment_id]
        if move.reason and due_on and move.on > due_on:
            explained.add(move.commitment_id)
        if move.act != Act.SAY_WHY:
            moves[move.commitment_id] = move
    return Latest(moves, frozenset(explained))


@written_once
def told(
    reader: UUID, stands_for: Collection[UUID], commitments: Collection[UUID]
) -> QuerySet[Move]:
    readable = Move.objects.visible_to(Person.by_key(reader, stands_for))
    return readable.filter(commitment__in=commitments).order_by("number")

"""What time has done to open promises, written down by the worker: the system takes the step.

The step holds from its own day, however late the worker looks. Each lot is read again under its
locks, so that a second worker, or a person who answers at the same moment, and this one never both
count: who comes second finds what the first has left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import groupby
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from tandem.access.audit import SYSTEM, record_each
from tandem.organisation.settings import values_on
from tandem.partnership.commitments.clocks import answer_calendars_of, waits, waits_of
from tandem.partnership.commitments.models import Commitment, CommitmentQuerySet, Move
from tandem.partnership.commitments.moving import MOVED, Said, last_numbers, move
from tandem.partnership.commitments.rules import Side
from tandem.partnership.commitments.timers import Waits, time_up

LOT = 500  # locked and written together; a person's act waits for no more than these


def take_time(*, at: datetime) -> int:
    """Take what silence has led to by now, by the system. Returns how many steps that were."""
    today = localdate(at)
    set_waits = waits(values_on(today))
    first = today - timedelta(days=set_waits.shortest)
    waiting = Commitment.objects.left_unanswered(before=first)
    return sum(_take(ids, today, set_waits, at) for ids in _lots(waiting))


def _lots(waiting: CommitmentQuerySet) -> Iterator[list[UUID]]:
    """Ids in their own order, each once: what is left as it is does not come again."""
    rest = waiting.order_by("pk").values_list("pk", flat=True)
    ids = [*rest[:LOT]]
    while ids:
        yield ids
        ids = [*rest.filter(pk__gt=ids[-1])[:LOT]]


@transaction.atomic
def _take(ids: Iterable[UUID], today: date, set_waits: Waits, at: datetime) -> int:
    moved = [*_moved(ids, today, set_waits)]
    moved.sort(key=lambda one: one.act)
    for act, moves in groupby(moved, key=lambda one: one.act):
        each = [*moves]
        rows = [one.commitment for one in each]
        record_each(f"commitment.{act}", rows, fields=MOVED, beside=each, by=SYSTEM, at=at)
    return len(moved)


def _moved(ids: Iterable[UUID], today: date, set_waits: Waits) -> Iterator[Move]:
    """The moves that time makes; their rows, locked, stand where they lead."""
    locked = Commitment.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    rows = [*locked]
    calendars = answer_calendars_of(rows, today)
    numbers = last_numbers(rows)
    for row in rows:
        calendar = calendars.get(row.pk)  # none where somebody has answered meanwhile
        row_waits = waits_of(row, set_waits)
        up = time_up(row.standing, today, calendar, row_waits) if calendar else None
        if up:
            yield move(
                row, up.act, Side.SYSTEM, Said(), by=None, on=up.on, number=numbers[row.pk] + 1
            )

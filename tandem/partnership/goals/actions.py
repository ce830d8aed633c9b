"""What the two say of their goals side by side. Every act is one event without words.

The pair is locked and what holds is read again, so that two taps cannot both count.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from tandem.access.audit import record
from tandem.organisation.models import Person
from tandem.partnership.charter.actions import side_of
from tandem.partnership.goals import rules
from tandem.partnership.goals.reading import ids_of
from tandem.partnership.goals.rules import Says
from tandem.partnership.models import GoalMark, Pair
from tandem.partnership.refused import NotPossible
from tandem.partnership.two import locked

__all__ = ["NotPossible", "mark", "settle"]


@transaction.atomic
def mark(*, pair: Pair, one: UUID, other: UUID, says: Says, by: Person, at: datetime) -> GoalMark:
    """One goal beside another: it helps, neither, or at odds. The same said again changes nothing.

    What was said before stays as it was, with the day it ended. Raises NotPossible where a goal is
    gone or the partner sees a conflict that no sentence has settled, NotInThisPair, PairIsOver.
    """
    held = locked(pair, by, at)
    side, on = side_of(held, by).value, localdate(at)
    rules.refuse_same(one, other)
    rules.refuse_gone((one, other), ids_of(held))
    former = GoalMark.objects.of(held).holding().of_two(one, other).first()
    if former is not None:
        if former.says == says and former.settled_on is None:
            return former
        rules.refuse_silencing(
            at_odds=former.is_at_odds, said_by=former.said_by, side=side, says=says
        )
        former.end_on = max(on, former.said_on)  # a clock may be set back
        record("goals.looked_at_anew", former, by=by, at=at)
    row = GoalMark(pair=held, one=one, other=other, says=says.value, said_by=side, said_on=on)
    record("goals.marked", row, by=by, at=at)
    return row


@transaction.atomic
def settle(*, mark: GoalMark, how: str, by: Person, at: datetime) -> GoalMark:
    """What the two make of a conflict, in a sentence. Either of the two writes it.

    Raises NotPossible without words and where nothing is at odds any more, NotInThisPair,
    PairIsOver, ValidationError for too long a sentence.
    """
    held = locked(mark.pair, by, at)
    row = GoalMark.objects.of(held).get(pk=mark.pk)
    if not row.is_at_odds:
        raise NotPossible(rules.SETTLED)
    if not how.strip():
        raise NotPossible(rules.SAY_HOW)
    row.pair, row.how = held, how.strip()
    row.settled_by, row.settled_on = side_of(held, by).value, max(localdate(at), row.said_on)
    record("goals.settled", row, by=by, at=at)
    return row

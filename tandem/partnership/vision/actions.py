"""How two come to a shared vision: one proposes words and readers, the other says yes to both.

The pair is locked and what stands is read again, so that two taps cannot both count and nobody
agrees to words they have not seen.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from tandem.access.audit import record, record_gone
from tandem.access.moving import agree
from tandem.access.tiers import Tier
from tandem.organisation.models import Person
from tandem.partnership.charter.actions import side_of
from tandem.partnership.holds.actions import refuse_if_held
from tandem.partnership.models import Pair, Vision
from tandem.partnership.refused import NotPossible
from tandem.partnership.two import locked
from tandem.partnership.vision import rules


@transaction.atomic
def propose(
    *, pair: Pair, words: str, readers: Tier, seen: str, by: Person, at: datetime
) -> Vision:
    """Words for both, and who reads them once both have signed. It is a yes of its own.

    seen: the `mark` of the proposal it takes the place of; empty where there was none. What is
    signed holds meanwhile. Raises NotPossible, NotInThisPair, PairIsOver, ValidationError.
    """
    held, said = locked(pair, by, at), words.strip()
    rules.refuse_unfit(said)
    row = Vision.objects.of(held).proposed().first()
    if (row.mark if row else "") != seen:
        raise NotPossible(rules.CHANGED)
    mark = rules.mark_of(said, readers.value)
    if mark == seen:
        raise NotPossible(rules.PROPOSED_SO)
    holds = Vision.objects.of(held).in_force().first()
    if holds is not None and holds.mark == mark:
        raise NotPossible(rules.HOLDS_SO)
    if row is None:
        number = Vision.objects.of(held).count() + 1
        row = Vision(pair=held, number=number)
    row.pair, row.words, row.readers = held, said, readers.value
    row.proposed_by, row.proposed_on = side_of(held, by).value, localdate(at)
    record("vision.proposed", row, by=by, at=at)
    agree(row, to=readers, by=by, at=at)
    return row


@transaction.atomic
def accept(*, pair: Pair, seen: str, by: Person, at: datetime) -> Vision:
    """The second yes, to words and readers alike: signed, and read by others from now on.

    A second tap changes nothing. Raises NotPossible, NotInThisPair, PairIsOver.
    """
    held = locked(pair, by, at)
    former = Vision.objects.of(held).in_force().first()
    row = Vision.objects.of(held).proposed().first()
    if row is None and former is not None and former.mark == seen:
        return former
    if row is None or row.mark != seen:
        raise NotPossible(rules.CHANGED)
    if row.proposed_by == side_of(held, by):
        raise NotPossible(rules.YOURS)
    if former is not None:
        former.end_on = localdate(at)
        record("vision.replaced", former, by=by, at=at)
    row.pair, row.signed_on, row.tier = held, localdate(at), row.readers
    record("vision.signed", row, by=by, at=at)
    return row


@transaction.atomic
def let_go(*, pair: Pair, seen: str, by: Person, at: datetime) -> None:
    """A proposal is dropped, by either of the two; its words are gone.

    Raises NotPossible where it was changed meanwhile, NotInThisPair, PairIsOver, KeptByLaw.
    """
    held = locked(pair, by, at)
    row = Vision.objects.of(held).proposed().first()
    if row is None or row.mark != seen:
        raise NotPossible(rules.CHANGED)
    refuse_if_held(held, at)
    record_gone("vision.let_go", row, by=by, at=at)


@transaction.atomic
def take_back(*, pair: Pair, by: Person, at: datetime) -> Vision:
    """Quoted nowhere any more, on the word of one; nobody but the two reads it or earlier ones.

    Raises NotPossible where nothing is quoted, NotInThisPair, PairIsOver.
    """
    held = locked(pair, by, at)
    row = Vision.objects.of(held).in_force().first()
    if row is None:
        raise NotPossible(rules.NOTHING_QUOTED)
    row.end_on = localdate(at)
    record("vision.taken_back", row, by=by, at=at)
    return row

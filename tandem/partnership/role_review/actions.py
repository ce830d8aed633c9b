"""What each of the two does with the yearly review: answer, leave it out, read, let it be told.

The pair is locked and what is there is read again: of two who send at once the second opens both.
"""

from __future__ import annotations

import json
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from tandem.access.audit import record
from tandem.access.moving import agree
from tandem.access.tiers import Tier
from tandem.organisation.models import Person
from tandem.partnership.models import Pair, RoleReview
from tandem.partnership.refused import NotPossible
from tandem.partnership.role_review import rules
from tandem.partnership.role_review.asking import year_of
from tandem.partnership.role_review.rules import Marks
from tandem.partnership.role_review.told import band_of, readers
from tandem.partnership.two import locked


@transaction.atomic
def keep(*, pair: Pair, marks: Marks, words: str, by: Person, at: datetime) -> RoleReview:
    """Half-filled, for oneself. What was sent, and is not open yet, is one's own again.

    Raises NotPossible, NotInThisPair, PairIsOver, ValidationError (no answers, too many words).
    """
    row = _mine(locked(pair, by, at), by, at)
    _write(row, marks, words)
    row.sent_on = None
    record("role_review.kept", row, by=by, at=at)
    return row


@transaction.atomic
def send(*, pair: Pair, marks: Marks, words: str, by: Person, at: datetime) -> RoleReview:
    """For the other to read, in the moment the other has sent theirs. Both open at once.

    Raises what `keep` raises; NotPossible where one of the seven is not answered.
    """
    held = locked(pair, by, at)
    row = _mine(held, by, at)
    rules.refuse_unfit(marks)
    _write(row, marks, words)
    row.sent_on = localdate(at)
    others = RoleReview.objects.of(held).in_year(row.opened_on).exclude(by=by)
    other = others.exclude(sent_on=None).with_pair().first()
    if other is not None:
        row.tier = Tier.PAIR.value
    record("role_review.sent", row, by=by, at=at)
    if other is None:
        agree(row, to=Tier.PAIR, by=by, at=at)
    else:
        other.tier = Tier.PAIR.value
        record("role_review.opened", other, by=by, at=at)
    return row


@transaction.atomic
def skip(*, pair: Pair, by: Person, at: datetime) -> RoleReview:
    """Not this year. What was half-filled stays, should one change one's mind.

    Raises NotPossible, NotInThisPair, PairIsOver.
    """
    row = _mine(locked(pair, by, at), by, at)
    row.sent_on, row.skipped_on = None, localdate(at)
    record("role_review.left_out", row, by=by, at=at)
    return row


@transaction.atomic
def read(*, pair: Pair, opened_on: date, by: Person, at: datetime) -> RoleReview:
    """One has read what the other answered. Twice is once. Raises NotPossible, NotInThisPair."""
    row = _opened(pair, opened_on, by)
    if row.read_on is None:
        row.read_on = localdate(at)
        record("role_review.read", row, by=by, at=at)
    return row


@transaction.atomic
def let_tell(*, pair: Pair, opened_on: date, yes: bool, by: Person, at: datetime) -> RoleReview:
    """One's own yes that those above read the one word, or that it is taken back.

    Raises NotPossible where there is no word, or nobody above; NotInThisPair, PairIsOver.
    """
    held = locked(pair, by, at)
    row = _opened(held, opened_on, by)
    if (row.tells_on is not None) is yes:
        return row
    if yes:
        rows = [*RoleReview.objects.of(held).in_year(opened_on).opened().with_pair()]
        if band_of(rows) is None or not readers(held, localdate(at)):
            raise NotPossible(rules.NOTHING_TOLD)
    row.tells_on = localdate(at) if yes else None
    record("role_review.may_be_told" if yes else "role_review.told_no_more", row, by=by, at=at)
    return row


@transaction.atomic
def hear(*, pair: Pair, opened_on: date, by: Person, at: datetime) -> None:
    """Somebody above has read it, for the side they are above of. Raises NotPossible."""
    held = Pair.objects.select_for_update().get(pk=pair.pk)
    sides = readers(held, localdate(at))
    theirs = [side for side, people in sides.items() if by in people]
    rows = [*RoleReview.objects.of(held).in_year(opened_on).told().with_pair()]
    mine = [row for row in rows if row.side in theirs]
    if not mine:
        raise NotPossible(rules.NOT_TOLD)
    for row in mine:
        if row.heard_on is None:
            row.heard_on = localdate(at)
            record("role_review.heard", row, by=by, at=at)


def _mine(held: Pair, by: Person, at: datetime) -> RoleReview:
    """This year's own row, new or as it stands. Raises NotPossible once both have answered."""
    opened = year_of(held, localdate(at))
    if opened is None:
        raise NotPossible(rules.NOT_OPEN)
    row = RoleReview.objects.of(held).in_year(opened).filter(by=by).with_pair().first()
    if row is None:
        row = RoleReview(pair=held, by=by, opened_on=opened)
    if row.is_open_to_both:
        raise NotPossible(rules.OPENED)
    return row


def _write(row: RoleReview, marks: Marks, words: str) -> None:
    row.marks = json.dumps(dict(sorted(marks.items())), separators=(",", ":"))
    row.words, row.skipped_on = words.strip(), None


def _opened(pair: Pair, opened_on: date, by: Person) -> RoleReview:
    pair.partner_of(by)
    own = RoleReview.objects.of(pair).in_year(opened_on).filter(by=by).opened()
    row = own.select_for_update(of=("self",)).first()
    if row is None:
        raise NotPossible(rules.NOTHING_YET)
    return row

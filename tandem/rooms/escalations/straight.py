"""Past the line, on grounds that allow no waiting: the partner does not learn of it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tandem.access.audit import record
from tandem.organisation.models import Person
from tandem.partnership.models import Pair
from tandem.rooms.escalations.actions import NotNow
from tandem.rooms.escalations.models import StraightBecause, StraightWord
from tandem.rooms.escalations.reach import straight


@transaction.atomic
def go_straight(
    *, pair: Pair, to: Person, because: StraightBecause, words: str, by: Person, at: datetime
) -> StraightWord:
    """To one of those outside the line. Also once the pair is over, and once the partner has left.

    Raises NotInThisPair, NotNow, ValidationError (no words, too many, none of the grounds).
    """
    held = Pair.objects.select_related("area").get(pk=pair.pk)
    held.partner_of(by)
    if to not in straight(held, localdate(at)):
        raise NotNow(_("Choose one of those who are named."))
    word = StraightWord(
        pair=held, by=by, to=to, because=because, words=words.strip(), sent_on=localdate(at)
    )
    record("straight.sent", word, by=by, at=at)
    return word


@transaction.atomic
def take(*, word: StraightWord, by: Person, at: datetime) -> StraightWord:
    """Whom it was sent to has read it and sees to it. Twice is once. Raises NotNow."""
    held = of_who_was_asked(word, by)
    if held.taken_on is None:
        held.taken_on = localdate(at)
        record("straight.taken", held, by=by, at=at)
    return held


@transaction.atomic
def answer(*, word: StraightWord, answer: str, by: Person, at: datetime) -> StraightWord:
    """What is done about it, and why. Raises NotNow, ValidationError (too long)."""
    held = of_who_was_asked(word, by)
    held.answer, held.answered_on = answer.strip(), localdate(at)
    held.taken_on = held.taken_on or held.answered_on
    if not held.answer:
        raise NotNow(_("Say what is done about it, and why."))
    record("straight.answered", held, by=by, at=at)
    return held


@transaction.atomic
def withdraw(*, word: StraightWord, by: Person, at: datetime) -> StraightWord:
    """By who wrote it, to turn to somebody else or to nobody. What was read was read."""
    held = seen(word, by)
    if by != held.by or not held.is_waiting:
        raise NotNow(_("There is nothing to withdraw here."))
    held.withdrawn_on = localdate(at)
    record("straight.withdrawn", held, by=by, at=at)
    return held


@transaction.atomic
def read(*, word: StraightWord, by: Person, at: datetime) -> StraightWord:
    held = seen(word, by)
    if by != held.by or held.answered_on is None:
        raise NotNow(_("There is no answer to you here."))
    if held.read_on is None:
        held.read_on = localdate(at)
        record("straight.read", held, by=by, at=at)
    return held


def of_who_was_asked(word: StraightWord, by: Person) -> StraightWord:
    held = seen(word, by)
    if by != held.to or not held.is_waiting:
        raise NotNow(_("It waits for no answer of yours."))
    return held


def seen(word: StraightWord, by: Person) -> StraightWord:
    visible = StraightWord.objects.visible_to(by)
    held: StraightWord = visible.select_for_update(of=("self",)).get(pk=word.pk)
    return held

"""How long it is kept: ended by the worker, row by row, each with its key."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from tandem.access.audit import SYSTEM, record_gone
from tandem.organisation.calendar import years_before
from tandem.partnership.holds.models import held
from tandem.rooms.escalations.models import Escalation, JointNote, NoteReader, StraightWord
from tandem.rooms.escalations.rules import KEPT_YEARS, STRAIGHT_KEPT_YEARS

LOT = 200
LAST_SAID = ("answered_on", "withdrawn_on", "taken_on", "sent_on")  # of what went straight


def clear_ended(*, at: datetime) -> int:
    """What ended long enough ago and no law keeps. Returns how many; again changes nothing.

    What two no longer partners left open ended with their pair.
    """
    today, cleared = localdate(at), 0
    while lot := [*points_over(today).exclude(held(today)).values_list("pk", flat=True)[:LOT]]:
        cleared += clear_points(lot, at)
    while lot := [*words_over(today).exclude(held(today)).values_list("pk", flat=True)[:LOT]]:
        cleared += clear_words(lot, at)
    return cleared


def points_over(today: date) -> QuerySet[Escalation]:
    """Past their day: no page shows them, before the worker has come and while a hold lasts."""
    before = years_before(today, KEPT_YEARS)
    over = Q(ended_on__lte=before) | Q(ended_on=None, pair__end_on__lte=before)
    return Escalation.objects.filter(over).order_by("pk")


def words_over(today: date) -> QuerySet[StraightWord]:
    """The same of what went straight, counted from the last that was said to it: what was never
    answered or withdrawn ends, too."""
    before = years_before(today, STRAIGHT_KEPT_YEARS)
    there = StraightWord.objects.alias(last_on=Coalesce(*LAST_SAID))
    return there.filter(last_on__lte=before).order_by("pk")


@transaction.atomic
def clear_points(ids: Sequence[UUID], at: datetime) -> int:
    there = Escalation.objects.select_for_update().filter(pk__in=ids)
    points = [*there.exclude(held(localdate(at))).order_by("pk")]
    notes = [*JointNote.objects.filter(escalation__in=points)]
    for reader in NoteReader.objects.filter(note__in=notes):
        record_gone("escalation.reader_cleared", reader, by=SYSTEM, at=at)
    for note in notes:
        record_gone("escalation.note_cleared", note, by=SYSTEM, at=at)
    for point in points:
        record_gone("escalation.cleared", point, by=SYSTEM, at=at)
    return len(points)


@transaction.atomic
def clear_words(ids: Sequence[UUID], at: datetime) -> int:
    there = StraightWord.objects.select_for_update().filter(pk__in=ids)
    words = [*there.exclude(held(localdate(at))).order_by("pk")]
    for word in words:
        record_gone("straight.cleared", word, by=SYSTEM, at=at)
    return len(words)

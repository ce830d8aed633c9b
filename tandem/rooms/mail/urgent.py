"""What cannot wait for the next letter: somebody asks, and the day is today or tomorrow."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate
from django_tasks import TaskContext, task

from tandem.organisation.absences import calendars_of_people
from tandem.organisation.calendar import DAY
from tandem.organisation.models import Person
from tandem.organisation.models.people import working_here
from tandem.partnership.commitments.models import Commitment
from tandem.partnership.commitments.rules import Side
from tandem.partnership.commitments.timers import ANSWERABLE
from tandem.rooms.mail import letters
from tandem.rooms.mail.actions import works
from tandem.rooms.mail.models import Mailbox, minute_of, open_on
from tandem.rooms.mail.news import spoken_after
from tandem.rooms.mail.posting import Line, hand_over, is_open, noting
from tandem.rooms.mail.rules import Rhythm, comes_soon, is_settled, may_interrupt, not_ahead

Waiting = Mapping[UUID, list[Commitment]]


def call_for_urgent_letters(*, at: datetime) -> int:
    """Queue a letter for each who is asked for something by tomorrow and was not told yet.

    One a day at most, outside the quiet hours. Returns how many are queued.
    """
    if not is_open():
        return 0
    waiting = asked_by_tomorrow(localdate(at))
    if not waiting:
        return 0
    return sum(take_up(box, waiting[box.person_id], at) for box in reachable(waiting, at))


def asked_by_tomorrow(today: date) -> Waiting:
    """By whose word is waited for."""
    asked = Commitment.objects.filter(state__in=ANSWERABLE, sent=True).exclude(waits_for="")
    near = asked.annotate(day=Coalesce("proposed_on", "due_on")).filter(
        day__range=(today, today + DAY)
    )
    found: dict[UUID, list[Commitment]] = {}
    for each in near:
        mine = each.waits_for == Side.PERFORMER
        found.setdefault(each.performer_id if mine else each.customer_id, []).append(each)
    return found


def reachable(waiting: Waiting, at: datetime) -> list[Mailbox]:
    """Whose mailbox wants it now: not quiet, not a day off, no letter of the day just before."""
    today = localdate(at)
    here = Person.objects.filter(working_here(today), account__is_active=True, pk__in=waiting)
    boxes = Mailbox.objects.free().loud(at).filter(urgent=True, person__in=here)
    asked = boxes.filter(open_on("urgent_on", today)).select_related("person__account")
    calendars = calendars_of_people((box.person_id for box in asked), today)
    return [
        box for box in asked
        if works(box)
        and may_interrupt(Rhythm(box.rhythm), today, calendars[box.person_id])
        and (is_settled(box.settled_on, today) or not comes_soon(minute_of(at), box.minute))
    ]  # fmt: skip


def take_up(box: Mailbox, asked: Iterable[Commitment], at: datetime) -> bool:
    """Queue it, unless every one of these was in the last letter."""
    news = [*spoken_after(not_ahead(box.mailed_at, at), {each.pk for each in asked})]
    if not news:
        return False
    claim = uuid.uuid4()
    with transaction.atomic():
        mine = Mailbox.objects.free().filter(open_on("urgent_on", localdate(at)), pk=box.pk)
        taken = mine.update(claim=claim, claimed_at=at, urgent_on=localdate(at))
        if taken:
            post_urgent_letter.enqueue(str(claim), [str(each) for each in news], at.isoformat())
    return bool(taken)


@task(takes_context=True)
def post_urgent_letter(context: TaskContext, claim: str, about: list[str], taken_at: str) -> int:
    """Hand a letter about what cannot wait to the mail server. Returns how many it took."""
    at = datetime.fromisoformat(taken_at)
    posted = 0
    with Line() as line:
        for box in Mailbox.objects.filter(claim=claim).select_related("person__account"):
            letter = letters.urgent(box.person, at, map(UUID, about))
            posted += hand_over(line, box, letter, noting(box, claim, settled={}, before={}), at)
    return line.settle(context, posted)

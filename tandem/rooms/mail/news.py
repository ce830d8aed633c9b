"""Of what waits, what the letter of a day says: what is new since the last one, and one reminder.

Everything else is counted and stands on Today. What was lost with a letter that never went out is
new still, since only a letter the server took counts as the last one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max
from django.utils.timezone import localdate

from tandem.access.models import Event
from tandem.organisation.calendar import DAY
from tandem.organisation.settings import values_on
from tandem.partnership.commitments.clocks import answer_calendars_of, waits
from tandem.partnership.commitments.rows import PromiseRow
from tandem.partnership.commitments.rules import BESIDE
from tandem.partnership.commitments.timers import (
    ASK_BOTH_DAYS,
    coming_of_age,
    first_day_after,
    judged_on,
)
from tandem.partnership.registers import Matter, Obligation
from tandem.rooms.mail.rules import eve_of, is_reached, monday_of

LastDays = Mapping[UUID, tuple[date, date]]
"""Of a promise: the last day for the reader's answer, and the day on which they are reminded."""


def said_today(
    asked: Sequence[Obligation], told_at: datetime | None, today: date, last_days: LastDays
) -> list[Obligation]:
    """In their order. told_at: when the last letter of a day went out; without one all is new."""
    if told_at is None:
        return list(asked)
    told_on = localdate(told_at)
    news = spoken_after(told_at, {row.commitment.pk for row in promises_in(asked)})
    return [
        each for each in asked
        if (isinstance(each.about, PromiseRow) and each.about.commitment.pk in news)
        or is_reached(days_to_say(each, today, last_days), told_on, today)
    ]  # fmt: skip


def days_to_say(asked: Obligation, today: date, last_days: LastDays) -> list[date]:
    """On which days it is said although nothing happened. What is no promise: once a week."""
    row = asked.about
    if not isinstance(row, PromiseRow):
        return [asked.since, monday_of(today)]
    standing = row.commitment.standing
    match asked.matter:
        case Matter.NEAR:
            return [asked.since]
        case Matter.NEW_DATE if standing.due_on:
            return [judged_on(standing.due_on, row.calendar) + DAY]
        case _ if row.asks_both and standing.waiting_since:
            return [first_day_after(standing.waiting_since, ASK_BOTH_DAYS, row.answer_calendar)]
        case _:
            known = last_days.get(row.commitment.pk)
            return [known[1]] if known else []


def answers_by(asked: Iterable[Obligation], today: date) -> LastDays:
    """Where a clock runs for the reader's own answer; for a deputy it stands still."""
    waiting = [
        row.commitment for row in promises_in(asked)
        if row.waits_for_reader and row.acted_for is None
    ]  # fmt: skip
    calendars, days = answer_calendars_of(waiting, today), waits(values_on(today))
    found = {}
    for one in waiting:
        coming = coming_of_age(one.standing, calendars[one.pk], days)
        if coming and coming.on > today:
            last = coming.on - DAY
            found[one.pk] = last, eve_of(last, calendars[one.pk])
    return found


def promises_in(asked: Iterable[Obligation]) -> list[PromiseRow]:
    return [each.about for each in asked if isinstance(each.about, PromiseRow)]


def spoken_after(told_at: datetime | None, those: set[UUID]) -> set[UUID]:
    """Those about which something was said since; a word beside the matter is none."""
    if told_at is None:
        return those
    said = Event.objects.about(*those).filter(what__startswith="commitment.")
    said = said.exclude(what__in=[f"commitment.{act}" for act in BESIDE])
    last = said.values("about").annotate(last=Max("at"))
    return {each["about"] for each in last if each["last"] > told_at}

"""Which days the clocks of a promise count, and how many: read once, handed to the rules.

One promise has one calendar, that of the site where its performer works on the day of asking, so
that both can tell from it when an answer is due.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from tandem.organisation.calendar import DAY, WorkingDays
from tandem.organisation.calendars import working_days_of, working_days_of_people
from tandem.organisation.settings import values_on
from tandem.organisation.values import Values
from tandem.partnership.commitments.models import Commitment
from tandem.partnership.commitments.timers import TimeUp, Waits, coming_of_age


def waits(values: Values) -> Waits:
    """How long answers may take, of what is in force."""
    return Waits(
        reply=values.whole("commitment_reply_days"),
        silent_accept=values.whole("silent_accept_days"),
    )


def calendars_of(commitments: Iterable[Commitment], today: date) -> dict[UUID, WorkingDays]:
    """By performer; nothing is asked for none."""
    return working_days_of_people({one.performer_id for one in commitments}, today)


def silence_leads_to(commitment: Commitment, today: date) -> TimeUp | None:
    """The step that silence will bring about, by the calendar and the values of this day."""
    if commitment.standing.waiting_since is None:
        return None
    calendar = working_days_of(commitment.performer, today)
    return coming_of_age(commitment.standing, calendar, waits(values_on(today)))


def answer_by(commitment: Commitment, today: date) -> date | None:
    """The last day for the answer that is awaited; None where no clock runs or it is over."""
    coming = silence_leads_to(commitment, today)
    last = coming.on - DAY if coming else None
    return last if last and last >= today else None

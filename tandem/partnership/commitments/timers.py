"""What time alone does to a promise. Days in, decision out; the worker that acts on it reads
the clock.

Days are counted whole: what is asked on a Monday and has five working days is open to the end
of the next Monday. The calendar handed in is that of the performer’s site (`clocks`), so its
holidays stop the clock; leave and declared crunch periods are to be handed in with them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tandem.organisation.calendar import DAY, WorkingDays
from tandem.partnership.commitments.standing import Act, Standing, State

OBJECTION_DAYS = 2
PAUSE_DAYS = 2
ASK_BOTH_DAYS = 5

ANSWERABLE = (State.REQUESTED, State.COUNTERED_BY_PERFORMER, State.COUNTERED_BY_CUSTOMER)


class DueWords(StrEnum):
    """How a page speaks of the agreed day."""

    LATER = "later"
    TOMORROW = "tomorrow"
    TODAY = "today"
    SLIPPED = "slipped"  # past its date: it needs a new one


@dataclass(frozen=True, slots=True)
class Waits:
    """How many working days an answer may take, as the company has set it."""

    reply: int = 5
    silent_accept: int = 5


USUAL = Waits()


@dataclass(frozen=True, slots=True)
class TimeUp:
    """A step time has taken, and from which day it holds, however late the worker looks."""

    act: Act
    on: date


def time_up(
    standing: Standing, today: date, calendar: WorkingDays, waits: Waits = USUAL
) -> TimeUp | None:
    """The step that silence has brought about by today, to be taken by the system, or None.

    It is taken with `on` as its day, so that a worker that slept a week changes nothing.
    """
    coming = coming_of_age(standing, calendar, waits)
    return coming if coming and coming.on <= today else None


def coming_of_age(standing: Standing, calendar: WorkingDays, waits: Waits = USUAL) -> TimeUp | None:
    """What silence will lead to and when; None while nothing is awaited or a question is open.

    An offer whose day comes before the objection days are over does not become a promise by
    silence, since it would begin after its own date: it lapses like a request.
    """
    since = standing.waiting_since
    if since is None or standing.question_open:
        return None
    if standing.offered and standing.due_on:
        promised = TimeUp(Act.TAKE_AS_PROMISED, first_day_after(since, OBJECTION_DAYS, calendar))
        if promised.on <= standing.due_on:
            return promised
    if standing.state in ANSWERABLE:
        return TimeUp(Act.LAPSE, first_day_after(since, waits.reply, calendar))
    if standing.state is State.REPORTED_DONE:
        return TimeUp(Act.TAKE_AS_DONE, first_day_after(since, waits.silent_accept, calendar))
    return None


def first_day_after(since: date, number: int, calendar: WorkingDays) -> date:
    """The first day on which that many whole working days have passed."""
    return calendar.add_working_days(since, number) + DAY


def paused_since(standing: Standing, today: date, calendar: WorkingDays) -> date | None:
    """Since when the clock of the agreed day stands still, or None if it runs.

    It stops when a new day was asked for in time and the other side has been silent for two
    working days, and then from the day of the asking.
    """
    asked_on = open_proposal_since(standing)
    if asked_on is None or has_slipped(standing, today):
        return None
    return asked_on if today >= first_day_after(asked_on, PAUSE_DAYS, calendar) else None


def asks_both(standing: Standing, today: date, calendar: WorkingDays) -> bool:
    """True when a proposed day stayed unanswered so long that both are asked what happens now."""
    asked_on = open_proposal_since(standing)
    return asked_on is not None and today >= first_day_after(asked_on, ASK_BOTH_DAYS, calendar)


def open_proposal_since(standing: Standing) -> date | None:
    return standing.waiting_since if standing.state is State.RENEGOTIATING else None


def has_slipped(standing: Standing, today: date) -> bool:
    """True when the agreed day is over without a report and without a word in time.

    While a new day asked for in time awaits its answer, nothing has slipped.
    """
    if standing.due_on is None:
        return False
    if standing.state is State.RENEGOTIATING and standing.raised_on:
        return not raised_in_time(standing.due_on, standing.raised_on)
    return standing.state is State.PROMISED and standing.due_on < today


def due_words(standing: Standing, today: date) -> DueWords | None:
    """How near the agreed day is; None unless promised, for then no agreed day is running."""
    if has_slipped(standing, today):
        return DueWords.SLIPPED
    if standing.state is not State.PROMISED or standing.due_on is None:
        return None
    if standing.due_on == today:
        return DueWords.TODAY
    return DueWords.TOMORROW if standing.due_on == today + DAY else DueWords.LATER


def raised_in_time(due_on: date, on: date) -> bool:
    """A new day is asked for in time until the agreed day is over; that day itself counts."""
    return on <= due_on


@dataclass(frozen=True, slots=True)
class Round:
    """One renegotiation as its events tell it: raised, and perhaps agreed to."""

    due_on: date
    raised_on: date
    agreed_to: date | None  # none: the other side kept the old day

    @property
    def judged_on(self) -> date:
        """The day by which the promise counts as kept.

        Raised in time and agreed to, the new day counts as if it had been the first. Raised
        late, or not agreed to, it is judged on the old one.
        """
        in_time = raised_in_time(self.due_on, self.raised_on)
        return self.agreed_to if self.agreed_to and in_time else self.due_on

    @property
    def was_warned(self) -> bool:
        """Raised in time, agreed to or not: it can never be a silent miss."""
        return raised_in_time(self.due_on, self.raised_on)

"""What time alone does to a promise. Days in, decision out; the worker that acts on it reads
the clock.

Days are counted whole: what is asked on a Monday and has five working days is open to the end
of the next Monday. The calendar handed in is that of the performer’s site (`clocks`), so its
holidays stop the clock. Days away are handed in with it: of whoever has the word where an answer
is awaited, of the performer where an agreed day is judged.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from tandem.organisation.calendar import DAY, WorkingDays
from tandem.partnership.commitments.standing import Act, Standing, State

OBJECTION_DAYS = 2
PAUSE_DAYS = 2
ASK_BOTH_DAYS = 5

ANSWERABLE = (State.REQUESTED, State.COUNTERED_BY_PERFORMER, State.COUNTERED_BY_CUSTOMER)
ENDED_BY_SILENCE = (*ANSWERABLE, State.REPORTED_DONE)


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
    handover: int = 3  # of who is asked to do what somebody else had promised

    @property
    def shortest(self) -> int:
        """Before so many days nothing comes of silence, whatever the calendar."""
        return min(self.reply, self.silent_accept, self.handover, OBJECTION_DAYS)

    def for_a_hand_over(self) -> Waits:
        return replace(self, reply=self.handover)


USUAL = Waits()


@dataclass(frozen=True, slots=True)
class Nudge:
    """How long before the agreed day its performer is asked how it goes: the longer counts."""

    days: int = 2  # working days
    percent: int = 20  # of the working days from the agreement to the day

    def ahead(self, duration: int) -> int:
        """In working days; a part of one counts as a whole one."""
        return max(self.days, -(-duration * self.percent // 100))


USUAL_NUDGE = Nudge()


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


def asks_how_it_goes(
    standing: Standing, today: date, calendar: WorkingDays, nudge: Nudge = USUAL_NUDGE
) -> bool:
    """True from the nudge before the agreed day to the day itself, until the performer has spoken.

    A word since the nudge is enough until the day; on its morning the question comes once more.
    On the day of the agreement nobody is asked, nor before the day on days off.
    """
    due_on, agreed_on = standing.due_on, standing.agreed_on
    if standing.state is not State.PROMISED or standing.proposed_by or not due_on or not agreed_on:
        return False
    if not agreed_on < today <= due_on:
        return False
    if today == due_on:
        return standing.on_track_on != today
    ahead = nudge.ahead(calendar.working_days_between(agreed_on, due_on))
    if today not in calendar or calendar.working_days_between(today, due_on) > ahead:
        return False
    said_on = standing.on_track_on
    said = said_on is not None and calendar.working_days_between(said_on, due_on) <= ahead
    return not (said or standing.at_risk)


def paused_since(standing: Standing, today: date, calendar: WorkingDays) -> date | None:
    """Since when the clock of the agreed day stands still, or None if it runs.

    It stops when a new day was asked for in time and the other side has been silent for two
    working days, and then from the day of the asking.
    """
    asked_on = open_proposal_since(standing)
    if asked_on is None or has_slipped(standing, today, calendar):
        return None
    return asked_on if today >= first_day_after(asked_on, PAUSE_DAYS, calendar) else None


def asks_both(standing: Standing, today: date, calendar: WorkingDays) -> bool:
    """True when a proposed day stayed unanswered so long that both are asked what happens now."""
    asked_on = open_proposal_since(standing)
    return asked_on is not None and today >= first_day_after(asked_on, ASK_BOTH_DAYS, calendar)


def open_proposal_since(standing: Standing) -> date | None:
    return standing.waiting_since if standing.state is State.RENEGOTIATING else None


EVERY_DAY = WorkingDays(weekdays=frozenset(range(7)))


def judged_on(due_on: date, calendar: WorkingDays) -> date:
    """The last day in time: the agreed one, or the first at work after days away around it."""
    return calendar.add_working_days(due_on, 1) if calendar.is_away(due_on) else due_on


def has_slipped(standing: Standing, today: date, calendar: WorkingDays = EVERY_DAY) -> bool:
    """True when the agreed day is over without a report and without a word in time.

    While a new day asked for in time awaits its answer, nothing has slipped; nor on a day on
    which the performer is away. Without their calendar nobody is.
    """
    if standing.due_on is None:
        return False
    last = judged_on(standing.due_on, calendar)
    if standing.state is State.RENEGOTIATING and standing.raised_on:
        return not raised_in_time(last, standing.raised_on)
    return standing.state is State.PROMISED and last < today and not calendar.is_away(today)


def due_words(
    standing: Standing, today: date, calendar: WorkingDays = EVERY_DAY
) -> DueWords | None:
    """How near the agreed day is; None unless promised, for then no agreed day is running."""
    if has_slipped(standing, today, calendar):
        return DueWords.SLIPPED
    if standing.state is not State.PROMISED or standing.due_on is None:
        return None
    if standing.due_on == today:
        return DueWords.TODAY
    return DueWords.TOMORROW if standing.due_on == today + DAY else DueWords.LATER


def raised_in_time(due_on: date, on: date) -> bool:
    """A new day is asked for in time until the agreed day is over; that day itself counts."""
    return on <= due_on

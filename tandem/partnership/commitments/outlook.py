"""How a promise looks to one of its two people on a day. Values in, values out: no words, no query.

What may be said at all is in `rules`; here it is put in the order of a page: what a row offers at
once, what waits on the promise's own page, and which day is suggested when one is needed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tandem.organisation.calendar import WorkingDays
from tandem.partnership.commitments.rules import Act, Side, Standing, State, Step, steps_open_to
from tandem.partnership.commitments.timers import EVERY_DAY, DueWords, due_words, has_slipped

SUGGESTED_WORKING_DAYS = 4  # on a Tuesday the next Monday: time to think, and a week to do it in

# At most three, in the order of the buttons; everything else is on the promise's own page.
ON_A_ROW: Mapping[State, tuple[Act, ...]] = {
    State.DRAFT: (Act.SEND_DRAFT, Act.DISCARD_DRAFT),
    State.REQUESTED: (
        *(Act.PLAY_BACK, Act.CONFIRM, Act.CORRECT),
        *(Act.PROMISE, Act.COUNTER, Act.DECLINE),
        *(Act.THANK, Act.OBJECT, Act.NO_THANKS),
        Act.ANSWER,
    ),
    State.COUNTERED_BY_PERFORMER: (Act.ACCEPT, Act.COUNTER_BACK, Act.NO_THANKS),
    State.COUNTERED_BY_CUSTOMER: (Act.PROMISE, Act.COUNTER, Act.DECLINE),
    State.RENEGOTIATING: (Act.AGREE, Act.ANOTHER_DATE, Act.DONT_AGREE),
    State.REPORTED_DONE: (Act.THANK, Act.NOT_YET),
    State.SATISFIED: (Act.AGREE, Act.DONT_AGREE),
    State.REVOKED_BY_PERFORMER: (Act.AGREE, Act.DONT_AGREE),
}
UNDER_WAY = (Act.ON_TRACK, Act.RENEGOTIATE, Act.REPORT_DONE)
DAY_ASKED_FOR = (Act.AGREE, Act.ANOTHER_DATE, Act.DONT_AGREE)
SLIPPED = (Act.RENEGOTIATE, Act.REPORT_DONE, Act.RELEASE)
CHIPS: Mapping[DueWords, str] = {
    DueWords.LATER: "promised",
    DueWords.TOMORROW: "due_tomorrow",
    DueWords.TODAY: "due_today",
    DueWords.SLIPPED: "slipped",
}


def look(standing: Standing, today: date, calendar: WorkingDays = EVERY_DAY) -> str:
    """The key of its chip: its state, or how near its day is."""
    if standing.state is not State.PROMISED:
        return standing.state.value
    if standing.proposed_by:
        return State.RENEGOTIATING.value
    words = due_words(standing, today, calendar)
    if standing.at_risk and words is not DueWords.SLIPPED:
        return "at_risk"
    return CHIPS[words] if words else State.PROMISED.value


def needs_new_date(standing: Standing, today: date, calendar: WorkingDays = EVERY_DAY) -> bool:
    """Past its date, and nobody has proposed another one."""
    return has_slipped(standing, today, calendar) and standing.proposed_by is None


def first_steps(
    standing: Standing, side: Side, today: date, calendar: WorkingDays = EVERY_DAY
) -> tuple[Step, ...]:
    """What the row offers this side at once."""
    shown = acts_of_a_row(standing, side, today, calendar)
    steps = {step.act: step for step in steps_open_to(standing, side, on=today)}
    return tuple(steps[act] for act in shown if act in steps)


def further_steps(
    standing: Standing, side: Side, today: date, calendar: WorkingDays = EVERY_DAY
) -> tuple[Step, ...]:
    """What else this side may say, in the order of the table."""
    first = first_steps(standing, side, today, calendar)
    return tuple(s for s in steps_open_to(standing, side, on=today) if s not in first)


def acts_of_a_row(
    standing: Standing, side: Side, today: date, calendar: WorkingDays
) -> tuple[Act, ...]:
    if standing.state is not State.PROMISED:
        return ON_A_ROW.get(standing.state, ())
    if standing.proposed_by:
        return DAY_ASKED_FOR
    if has_slipped(standing, today, calendar):
        return SLIPPED
    return UNDER_WAY if side is Side.PERFORMER else ()


def suggested_day(today: date, calendar: WorkingDays) -> date:
    """A new day that is near enough to mean it and far enough to keep it."""
    return calendar.add_working_days(today, SUGGESTED_WORKING_DAYS)

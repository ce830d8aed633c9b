"""What silence does, and from which day. The Monday in question is 2 November 2026."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tandem.organisation.calendar import WorkingDays
from tandem.partnership.commitments.rules import Act, Given, Side, Standing, State, take
from tandem.partnership.commitments.tests import stories as s
from tandem.partnership.commitments.timers import (
    DueWords,
    Nudge,
    TimeUp,
    Waits,
    asks_both,
    asks_how_it_goes,
    coming_of_age,
    due_words,
    has_slipped,
    paused_since,
    raised_in_time,
    time_up,
)

CALENDAR = WorkingDays()
LEAP_DAY = date(2028, 2, 29)
WITH_A_HOLIDAY = WorkingDays(frozenset({s.WED}))
LATE_RAISED = s.say(s.PROMISED, Act.RENEGOTIATE, s.PERFORMER, s.NEW_DAY, on=s.DAY_AFTER)
RAISED_ON_THE_DAY = s.say(s.PROMISED, Act.RENEGOTIATE, s.PERFORMER, s.NEW_DAY, on=s.DUE)


@pytest.mark.parametrize(
    ("standing", "calendar", "act", "from_day"),
    [
        # asked on Monday: Tuesday to Monday are the five days, so it lapses on the Tuesday
        (s.ASKED, CALENDAR, Act.LAPSE, s.NEXT_TUE),
        (s.ASKED, WITH_A_HOLIDAY, Act.LAPSE, s.NEXT_WED),
        (s.COUNTERED, CALENDAR, Act.LAPSE, s.NEXT_TUE),
        (s.COUNTERED_BACK, CALENDAR, Act.LAPSE, s.NEXT_TUE),
        (s.OFFERED, CALENDAR, Act.TAKE_AS_PROMISED, s.THU),
        (s.OFFERED, WITH_A_HOLIDAY, Act.TAKE_AS_PROMISED, s.FRI),
        (s.REPORTED, CALENDAR, Act.TAKE_AS_DONE, s.NEXT_TUE),
    ],
)
def test_silence_speaks_after_its_last_whole_working_day(
    standing: Standing, calendar: WorkingDays, act: Act, from_day: date
) -> None:
    assert time_up(standing, from_day - timedelta(days=1), calendar) is None
    assert time_up(standing, from_day, calendar) == TimeUp(act, from_day)
    assert time_up(standing, from_day + timedelta(days=30), calendar) == TimeUp(act, from_day)


@pytest.mark.parametrize(
    "standing",
    [s.HR_DRAFT, s.QUESTIONED, s.PROMISED, s.AT_RISK, s.NOT_YET, s.RAISED_BY_CUSTOMER, s.KEPT],
)
def test_elsewhere_silence_ends_nothing(standing: Standing) -> None:
    assert time_up(standing, s.LATER_STILL, CALENDAR) is None


def test_an_answered_question_gives_the_five_days_again() -> None:
    answered = s.say(s.QUESTIONED, Act.ANSWER, s.CUSTOMER, s.WORDS, on=s.NEXT_THU)
    assert time_up(answered, date(2026, 11, 19), CALENDAR) is None
    assert time_up(answered, date(2026, 11, 20), CALENDAR) == TimeUp(Act.LAPSE, date(2026, 11, 20))


@pytest.mark.parametrize(
    ("due_on", "outcome"),
    [
        (s.WED, TimeUp(Act.LAPSE, s.NEXT_TUE)),  # would begin the day after its date
        (s.THU, TimeUp(Act.TAKE_AS_PROMISED, s.THU)),
    ],
)
def test_an_offer_does_not_become_a_promise_after_its_own_day(
    due_on: date, outcome: TimeUp
) -> None:
    offered = s.say(None, Act.OFFER, s.PERFORMER, Given(what=True, due_on=due_on))
    assert time_up(offered, s.LATER, CALENDAR) == outcome


@pytest.mark.parametrize("standing", [s.ASKED, s.OFFERED, s.COUNTERED, s.REPORTED])
def test_what_time_brings_is_a_step_of_the_table(standing: Standing) -> None:
    up = time_up(standing, s.LATER, CALENDAR)
    assert up
    after = take(standing, up.act, Side.SYSTEM, Given(), up.on)
    assert after.state in (State.LAPSED, State.PROMISED, State.SATISFIED)
    assert time_up(after, s.LATER_STILL, CALENDAR) is None


@pytest.mark.parametrize("standing", [s.RAISED_BY_PERFORMER, s.RAISED_BY_CUSTOMER])
@pytest.mark.parametrize(
    ("today", "paused", "both"),
    [
        (s.WED, False, False),  # the second working day is not over
        (s.THU, True, False),
        (s.NEXT_MON, True, False),
        (s.NEXT_TUE, True, True),
    ],
)
def test_an_unanswered_new_date_stops_the_clock_and_then_asks_both(
    standing: Standing, today: date, paused: bool, both: bool
) -> None:
    assert paused_since(standing, today, CALENDAR) == (s.MON if paused else None)
    assert asks_both(standing, today, CALENDAR) is both


def test_another_date_gives_the_other_side_its_days_anew() -> None:
    third = Given(due_on=s.LATER_STILL)
    turned = s.say(s.RAISED_BY_PERFORMER, Act.ANOTHER_DATE, s.CUSTOMER, third, on=s.THU)
    assert paused_since(turned, s.NEXT_MON, CALENDAR) is None
    assert paused_since(turned, s.NEXT_TUE, CALENDAR) == s.THU


def test_a_date_that_slipped_before_the_asking_is_not_paused_but_both_are_asked() -> None:
    assert paused_since(LATE_RAISED, s.LATER_STILL, CALENDAR) is None
    assert asks_both(LATE_RAISED, s.LATER_STILL, CALENDAR)


@pytest.mark.parametrize("standing", [s.ASKED, s.PROMISED, s.NOT_YET, s.REPORTED])
def test_outside_a_renegotiation_no_clock_is_paused(standing: Standing) -> None:
    assert paused_since(standing, s.LATER_STILL, CALENDAR) is None
    assert not asks_both(standing, s.LATER_STILL, CALENDAR)


@pytest.mark.parametrize(
    ("standing", "today", "slipped"),
    [
        (s.PROMISED, s.DUE, False),
        (s.PROMISED, s.DAY_AFTER, True),
        (s.AT_RISK, s.DAY_AFTER, True),
        (s.NOT_YET, s.DAY_AFTER, True),
        (s.RAISED_BY_PERFORMER, s.LATER, False),  # asked in time: the answer is what is missing
        (RAISED_ON_THE_DAY, s.DAY_AFTER, False),
        (LATE_RAISED, s.DAY_AFTER, True),
        (s.ASKED, s.DAY_AFTER, False),  # nobody promised
        (s.COUNTERED, s.DAY_AFTER, False),
        (s.REPORTED, s.DAY_AFTER, False),
        (s.KEPT, s.DAY_AFTER, False),
        (s.RELEASED, s.DAY_AFTER, False),
        (s.HR_DRAFT, s.DAY_AFTER, False),
    ],
)
def test_only_what_was_promised_slips_and_only_past_its_day(
    standing: Standing, today: date, slipped: bool
) -> None:
    assert has_slipped(standing, today) is slipped


@pytest.mark.parametrize(
    ("standing", "today", "words"),
    [
        (s.PROMISED, s.NEXT_WED, DueWords.LATER),
        (s.PROMISED, s.NEXT_THU, DueWords.TOMORROW),
        (s.PROMISED, s.DUE, DueWords.TODAY),
        (s.PROMISED, s.DAY_AFTER, DueWords.SLIPPED),
        (LATE_RAISED, s.DAY_AFTER, DueWords.SLIPPED),
        (s.RAISED_BY_PERFORMER, s.DUE, None),  # the page speaks of the proposed day instead
        (s.ASKED, s.DUE, None),
        (s.REPORTED, s.DUE, None),
        (s.KEPT, s.DUE, None),
        (replace(s.PROMISED, due_on=s.FRI), s.THU, DueWords.TOMORROW),
        (replace(s.PROMISED, due_on=LEAP_DAY), date(2028, 2, 28), DueWords.TOMORROW),
        (replace(s.PROMISED, due_on=LEAP_DAY), LEAP_DAY, DueWords.TODAY),
        (replace(s.PROMISED, due_on=LEAP_DAY), date(2028, 3, 1), DueWords.SLIPPED),
    ],
)
def test_the_agreed_day_is_spoken_of_by_its_nearness(
    standing: Standing, today: date, words: DueWords | None
) -> None:
    assert due_words(standing, today) is words


@pytest.mark.parametrize(
    ("raised_on", "in_time"),
    [(s.NEXT_THU, True), (s.DUE, True), (s.DAY_AFTER, False)],  # the day itself has not passed
)
def test_a_new_date_is_asked_for_in_time_until_the_day_is_over(
    raised_on: date, in_time: bool
) -> None:
    assert raised_in_time(s.DUE, raised_on) is in_time


@pytest.mark.parametrize(
    ("standing", "waits", "from_day"),
    [
        (s.ASKED, Waits(reply=2), s.THU),
        (s.ASKED, Waits(reply=7), s.NEXT_THU),
        (s.ASKED, Waits(silent_accept=2), s.NEXT_TUE),  # another clock
        (s.COUNTERED, Waits(reply=2), s.THU),
        (s.REPORTED, Waits(silent_accept=3), s.FRI),
        (s.REPORTED, Waits(reply=20), s.NEXT_TUE),
    ],
)
def test_how_long_an_answer_may_take_is_the_companys_word(
    standing: Standing, waits: Waits, from_day: date
) -> None:
    coming = coming_of_age(standing, CALENDAR, waits)
    assert coming is not None
    assert coming.on == from_day
    assert time_up(standing, from_day - timedelta(days=1), CALENDAR, waits) is None
    assert time_up(standing, from_day, CALENDAR, waits) == coming


def agreed(first: date, last: date) -> Standing:
    return replace(s.PROMISED, agreed_on=first, due_on=last)


TWO_WEEKS = agreed(date(2026, 11, 2), date(2026, 11, 13))  # nine working days: two of them
TEN_WEEKS = agreed(date(2026, 11, 2), date(2027, 1, 11))  # fifty: ten of them


@pytest.mark.parametrize(
    ("standing", "calendar", "first"),
    [
        (TWO_WEEKS, CALENDAR, date(2026, 11, 11)),
        (TWO_WEEKS, WorkingDays(frozenset({date(2026, 11, 12)})), date(2026, 11, 10)),
        (TEN_WEEKS, CALENDAR, date(2026, 12, 28)),
        (agreed(date(2026, 11, 12), date(2026, 11, 13)), CALENDAR, date(2026, 11, 13)),
        (agreed(date(2026, 11, 6), date(2026, 11, 14)), CALENDAR, date(2026, 11, 11)),  # Saturday
        (agreed(date(2028, 2, 21), date(2028, 2, 29)), CALENDAR, date(2028, 2, 25)),  # a leap day
        (agreed(date(2028, 2, 28), date(2028, 3, 2)), CALENDAR, date(2028, 2, 29)),
    ],
)
def test_before_the_day_its_performer_is_asked_how_it_goes(
    standing: Standing, calendar: WorkingDays, first: date
) -> None:
    """Two working days before, or a fifth of the time between, whichever is longer."""
    assert standing.due_on
    days = [standing.due_on - timedelta(days=back) for back in range(30)]
    asked = {day for day in days if asks_how_it_goes(standing, day, calendar)}
    at_work = {day for day in days if day >= first and day in calendar}
    assert asked == at_work | {standing.due_on}
    assert not asks_how_it_goes(standing, standing.due_on + timedelta(days=1), calendar)


@pytest.mark.parametrize(
    ("said", "on_wednesday", "on_the_day"),
    [
        ({"on_track_on": date(2026, 11, 4)}, True, True),  # before anybody asked
        ({"on_track_on": date(2026, 11, 11)}, False, True),
        ({"on_track_on": date(2026, 11, 13)}, False, False),
        ({"at_risk": True}, False, True),
        ({"proposed_by": Side.PERFORMER}, False, False),
        ({"state": State.REPORTED_DONE}, False, False),
        ({"state": State.REQUESTED}, False, False),
    ],
)
def test_who_has_said_how_it_goes_is_not_asked_again_before_the_day(
    said: dict[str, object], on_wednesday: bool, on_the_day: bool
) -> None:
    standing = replace(TWO_WEEKS, **said)  # type: ignore[arg-type]
    days = (date(2026, 11, 11), date(2026, 11, 13))
    asked = tuple(asks_how_it_goes(standing, day, CALENDAR) for day in days)
    assert asked == (on_wednesday, on_the_day)


def test_how_early_is_the_companys_word() -> None:
    days = [date(2026, 11, 13) - timedelta(days=back) for back in range(12)]
    early = {d for d in days if asks_how_it_goes(TWO_WEEKS, d, CALENDAR, Nudge(days=4))}
    assert min(early) == date(2026, 11, 9)
    half = {d for d in days if asks_how_it_goes(TWO_WEEKS, d, CALENDAR, Nudge(percent=50))}
    assert min(half) == date(2026, 11, 6)

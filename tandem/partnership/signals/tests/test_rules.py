"""The life of a signal as a table, and what time and a new look do to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tandem.organisation.calendar import WorkingDays
from tandem.partnership.refused import NotPossible
from tandem.partnership.signals.rules import (
    TABLE,
    Ended,
    Seen,
    is_doubtful,
    is_past_grace,
    looked_at,
    may_fire,
    rank,
    speaks,
    step_for,
    take,
    time_up,
)
from tandem.partnership.signals.standing import OPEN, Act, By, Severity, Standing, State

NOTICE, ATTENTION, URGENT = Severity.NOTICE, Severity.ATTENTION, Severity.URGENT
FIRED, SEEN, ACTING = State.FIRED, State.SEEN, State.ACTING
RESOLVED, DISMISSED, EXPIRED = State.RESOLVED, State.DISMISSED, State.EXPIRED
TODAY = date(2026, 11, 24)  # a Tuesday
WEEK = timedelta(days=7)
CALENDAR = WorkingDays()
STILL_SO = Seen(ATTENTION, 3)


def standing(state: State = FIRED, **more: object) -> Standing:
    fields: dict[str, object] = {
        "state": state, "severity": ATTENTION, "window_days": 90, "said_on": TODAY,
    }  # fmt: skip
    return Standing(**(fields | more))  # type: ignore[arg-type]  # fields by name


# What may be said at each state, and where it leads; anything not here is refused.
LEADS: dict[tuple[State | None, Act], State] = {
    (None, Act.FIRE): FIRED,
    (FIRED, Act.SEE): SEEN,
    (FIRED, Act.START): ACTING,
    (SEEN, Act.START): ACTING,
    (ACTING, Act.START): ACTING,
    (FIRED, Act.PUT_OFF): SEEN,
    (SEEN, Act.PUT_OFF): SEEN,
    (ACTING, Act.PUT_OFF): ACTING,
    (FIRED, Act.DISMISS): DISMISSED,
    (SEEN, Act.DISMISS): DISMISSED,
    (ACTING, Act.DISMISS): DISMISSED,
    (FIRED, Act.RESOLVE): RESOLVED,
    (SEEN, Act.RESOLVE): RESOLVED,
    (ACTING, Act.RESOLVE): RESOLVED,
    (FIRED, Act.EXPIRE): EXPIRED,
    (SEEN, Act.EXPIRE): EXPIRED,
    (ACTING, Act.EXPIRE): EXPIRED,
}
EVERY = [(state, act) for state in (None, *State) for act in Act]


@pytest.mark.parametrize(("state", "act"), EVERY)
def test_every_act_leads_where_the_table_says_or_nowhere(state: State | None, act: Act) -> None:
    now = standing(state) if state else None
    if (state, act) in LEADS:
        assert step_for(now, act).to is LEADS[state, act]
    else:
        with pytest.raises(NotPossible):
            step_for(now, act)


def test_no_row_stands_twice_and_nothing_leads_out_of_an_end() -> None:
    assert len({(step.at, step.act) for step in TABLE}) == len(TABLE) == len(LEADS)
    assert {step.at for step in TABLE} == {None, *OPEN}


def test_people_answer_and_time_does_the_rest() -> None:
    said = {step.act for step in TABLE if step.by is By.PARTNER}
    assert said == {Act.SEE, Act.START, Act.PUT_OFF, Act.DISMISS}
    assert not said & {step.act for step in TABLE if step.by is By.SYSTEM}


def test_who_comes_second_is_told_that_the_other_has_begun() -> None:
    begun = take(standing(), Act.START, TODAY)
    assert begun.promise_open
    with pytest.raises(NotPossible, match="just begun"):
        take(begun, Act.START, TODAY)


def test_after_its_promise_is_over_one_may_begin_again() -> None:
    again = take(standing(ACTING, promise_open=False), Act.START, TODAY)
    assert (again.state, again.promise_open) == (ACTING, True)


def test_what_is_over_says_so() -> None:
    with pytest.raises(NotPossible, match="over already"):
        take(standing(DISMISSED), Act.PUT_OFF, TODAY)


def test_put_off_it_is_silent_until_its_day_and_begun_it_speaks_again() -> None:
    later = take(standing(), Act.PUT_OFF, TODAY, until=TODAY + WEEK)
    days = [TODAY, TODAY + WEEK - timedelta(days=1), TODAY + WEEK]
    assert [speaks(later, day) for day in days] == [False, False, True]
    assert take(later, Act.START, TODAY).put_off_until is None


def test_a_clock_set_back_takes_no_word_back() -> None:
    assert take(standing(), Act.SEE, TODAY - WEEK).said_on == TODAY


# ---- looks


@pytest.mark.parametrize(
    ("calm_days", "act"),
    [(0, None), (1, None), (89, None), (90, Act.RESOLVE), (200, Act.RESOLVE)],
)
def test_it_is_resolved_when_it_was_not_so_for_one_whole_window(
    calm_days: int, act: Act | None
) -> None:
    since = TODAY - timedelta(days=calm_days)
    after = looked_at(standing(calm_since=since), None, TODAY, CALENDAR, 15)
    assert time_up(after, TODAY) is act


def test_calm_begins_with_the_first_look_that_sees_nothing_and_ends_with_one_that_does() -> None:
    calm = looked_at(standing(), None, TODAY, CALENDAR, 15)
    assert (calm.calm_since, speaks(calm, TODAY)) == (TODAY, False)
    later = looked_at(calm, None, TODAY + WEEK, CALENDAR, 15)
    assert later.calm_since == TODAY
    again = looked_at(later, STILL_SO, TODAY + 2 * WEEK, CALENDAR, 15)
    assert (again.calm_since, speaks(again, TODAY + 2 * WEEK)) == (None, True)


def test_looking_again_on_the_same_day_changes_nothing() -> None:
    for seen in (None, STILL_SO, Seen(URGENT, 9)):
        once = looked_at(standing(), seen, TODAY, CALENDAR, 15)
        assert looked_at(once, seen, TODAY, CALENDAR, 15) == once


@pytest.mark.parametrize(
    ("more", "act"),
    [
        ({"said_on": TODAY - timedelta(days=89)}, None),
        ({"said_on": TODAY - timedelta(days=90)}, Act.EXPIRE),
        ({"said_on": TODAY - timedelta(days=90), "put_off_until": TODAY - WEEK}, None),
        ({"said_on": TODAY - timedelta(days=90), "severity": URGENT}, None),
        ({"said_on": TODAY - timedelta(days=90), "promise_open": True}, None),
    ],
)
def test_without_a_word_for_a_window_it_expires(more: dict[str, object], act: Act | None) -> None:
    assert time_up(standing(SEEN, **more), TODAY) is act


# ---- urgent ones


@pytest.mark.parametrize(
    ("day", "travels"),
    [
        (date(2026, 12, 14), False),  # Tuesday 24 November and 14 working days
        (date(2026, 12, 15), False),  # the 15th working day itself
        (date(2026, 12, 16), True),
    ],
)
def test_an_urgent_one_travels_after_fifteen_working_days(day: date, travels: bool) -> None:
    first = looked_at(standing(), Seen(URGENT, 9), TODAY, CALENDAR, 15)
    assert first.urgent_since == TODAY
    after = looked_at(first, Seen(URGENT, 9), day, CALENDAR, 15)
    assert after.travels_on == (day if travels else None)


def test_holidays_do_not_count_on_its_way() -> None:
    off = WorkingDays(holidays=frozenset({date(2026, 12, 8)}))
    urgent = standing(severity=URGENT, urgent_since=TODAY)
    assert looked_at(urgent, Seen(URGENT, 9), date(2026, 12, 16), off, 15).travels_on is None


@pytest.mark.parametrize(
    ("seen", "more"),
    [
        (None, {}),
        (Seen(ATTENTION, 3), {}),
        (Seen(URGENT, 9), {"promise_open": True}),
    ],
)
def test_calm_milder_or_taken_up_it_no_longer_travels(
    seen: Seen | None, more: dict[str, object]
) -> None:
    long_ago = TODAY - timedelta(days=60)
    urgent = standing(SEEN, severity=URGENT, urgent_since=long_ago, travels_on=TODAY - WEEK)
    assert looked_at(replace(urgent, **more), seen, TODAY, CALENDAR, 15).travels_on is None  # type: ignore[arg-type]  # fields by name


# ---- firing again

THREE = Ended(DISMISSED, TODAY - timedelta(days=30), ATTENTION, 3, 90)


@pytest.mark.parametrize(
    ("before", "seen", "fires"),
    [
        (None, Seen(NOTICE, 1), True),
        (replace(THREE, state=RESOLVED), Seen(ATTENTION, 3), True),
        (THREE, Seen(ATTENTION, 3), False),
        (THREE, Seen(ATTENTION, 4), False),  # a third more
        (THREE, Seen(ATTENTION, 5), True),  # two more, and half as many again
        (replace(THREE, count=10), Seen(ATTENTION, 14), False),
        (replace(THREE, count=10), Seen(ATTENTION, 15), True),
        (replace(THREE, count=1), Seen(ATTENTION, 2), False),
        (THREE, Seen(URGENT, 3), True),
        (THREE, Seen(NOTICE, 3), False),
        (replace(THREE, state=EXPIRED), Seen(ATTENTION, 3), False),
        (replace(THREE, on=TODAY - timedelta(days=89)), Seen(ATTENTION, 3), False),
        (replace(THREE, on=TODAY - timedelta(days=90)), Seen(ATTENTION, 3), True),
    ],
)
def test_what_was_answered_is_asked_again_only_after_its_window_or_when_much_has_changed(
    before: Ended | None, seen: Seen, fires: bool
) -> None:
    assert may_fire(before, seen, TODAY) is fires


@pytest.mark.parametrize(
    ("not_true", "others", "doubtful"),
    [
        (9, 10, False),  # nineteen firings are too few
        (8, 12, False),  # exactly 40 %
        (9, 11, True),
        (20, 0, True),
    ],
)
def test_a_detector_is_doubtful_above_forty_percent_of_twenty(
    not_true: int, others: int, doubtful: bool
) -> None:
    assert is_doubtful([DISMISSED] * not_true + [RESOLVED] * others) is doubtful


def test_only_the_last_twenty_firings_are_looked_at() -> None:
    assert not is_doubtful([DISMISSED] * 30 + [RESOLVED] * 20)
    assert is_doubtful([RESOLVED] * 30 + [DISMISSED] * 20)


def test_the_weightier_and_easier_to_mend_comes_first() -> None:
    assert rank(URGENT, 1) == rank(NOTICE, 3)
    assert rank(ATTENTION, 3) > rank(ATTENTION, 2) > rank(NOTICE, 2)


def test_the_first_thirty_days_of_a_pair_are_never_counted() -> None:
    assert [is_past_grace(days) for days in (0, 29, 30)] == [False, False, True]

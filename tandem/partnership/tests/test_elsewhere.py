"""Who is away, joined over every entry: pictures of days, and what is asked of the database."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis.strategies import dates, lists, none, one_of, tuples
from pytest_django import DjangoAssertNumQueries

from tandem.organisation import absences, deputies
from tandem.organisation.calendar import DAY, Days, WorkingDays
from tandem.organisation.elsewhere import (
    NONE,
    Pause,
    Stretch,
    elsewhere,
    merged,
    time_off,
    together,
)
from tandem.organisation.models import AbsenceKind
from tandem.partnership.testing import FRIDAY, MONDAY, TUESDAY, Cast, leave

TODAY = TUESDAY.date()
# 2026: 23 November is a Monday, 27 November a Friday.
MON, TUE, WED, THU, FRI = (date(2026, 11, day) for day in range(23, 28))
NEXT_MON = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("entered", "joined"),
    [
        ([(MON, WED)], [(MON, WED)]),
        ([(MON, FRI), (TUE, WED)], [(MON, FRI)]),  # one inside the other
        ([(MON, WED), (TUE, FRI)], [(MON, FRI)]),  # they overlap
        ([(MON, WED), (WED, FRI)], [(MON, FRI)]),  # one ends as the other begins
        ([(MON, TUE), (WED, FRI)], [(MON, TUE), (WED, FRI)]),  # a day between
        ([(MON, None), (TUE, WED)], [(MON, None)]),  # without an end it swallows the rest
        ([(MON, WED), (TUE, None)], [(MON, None)]),
        ([(WED, FRI), (MON, TUE)], [(MON, TUE), (WED, FRI)]),  # in any order
    ],
)
def test_days_that_run_into_each_other_are_one_stretch(
    entered: list[Stretch], joined: list[Stretch]
) -> None:
    assert merged(entered) == joined


A_DAY = dates(date(2026, 1, 1), date(2026, 12, 31))


@given(lists(tuples(A_DAY, one_of(none(), A_DAY)), max_size=6))
def test_a_day_is_off_where_any_entry_covers_it_and_nowhere_else(
    drawn: list[tuple[date, date | None]],
) -> None:
    entered = [(first, after) for first, after in drawn if after is None or after > first]
    joined = merged(entered)
    for ahead in range(-1, 367, 7):
        day = date(2026, 1, 1) + timedelta(days=ahead)
        covered = any(one <= day and (after is None or day < after) for one, after in entered)
        assert covered is any(
            one <= day and (after is None or day < after) for one, after in joined
        )
    assert all(a[1] is not None and a[1] < b[0] for a, b in pairwise(joined))


@pytest.mark.parametrize(
    ("entered", "now"),
    [
        ([(MON, WED)], Pause(TUE)),
        ([(MON, TUE)], None),  # back today
        ([(WED, FRI)], None),  # not yet
        ([(MON, None)], Pause(None)),
        ([(MON, WED), (WED, FRI)], Pause(THU)),  # until the last of them
    ],
)
def test_away_until_names_the_last_day(entered: list[Stretch], now: Pause | None) -> None:
    assert together(entered, [], TODAY).now == now


def test_without_an_end_the_days_up_to_today_are_off_and_each_day_adds_itself() -> None:
    assert together([(MON, None)], [], TUE).days == (Days(MON, WED),)
    assert together([(MON, None)], [], FRI).days == (Days(MON, FRI + DAY),)
    calendar = together([(MON, None)], [], TUE).on_top_of(WorkingDays())
    assert calendar.add_working_days(MON, 1) == WED, "a clock without an end would never end"


@pytest.mark.parametrize(
    ("since", "number", "away", "until"),
    [
        (date(2026, 3, 27), 2, Days(date(2026, 3, 28), date(2026, 3, 31)), date(2026, 4, 1)),  # DST
        (date(2026, 10, 23), 2, Days(date(2026, 10, 24), date(2026, 10, 27)), date(2026, 10, 28)),
        (date(2028, 2, 28), 1, Days(date(2028, 2, 29), date(2028, 3, 1)), date(2028, 3, 1)),  # leap
        (date(2028, 2, 28), 1, Days(date(2028, 3, 1), date(2028, 3, 2)), date(2028, 2, 29)),
        (WED, 1, Days(WED, FRI), FRI),  # a holiday inside the days away counts once
        (WED, 2, Days(FRI, NEXT_MON), date(2026, 12, 1)),  # a holiday beside them counts too
    ],
)
def test_a_clock_counts_round_days_away(since: date, number: int, away: Days, until: date) -> None:
    calendar = WorkingDays(holidays=frozenset({THU}), away=(away,))
    assert calendar.add_working_days(since, number) == until


def test_a_day_worked_by_hand_is_not_worked_by_who_is_away() -> None:
    saturday = date(2026, 11, 28)
    calendar = WorkingDays(worked=frozenset({saturday}), away=(Days(FRI, NEXT_MON),))
    assert saturday not in calendar
    assert calendar.is_away(saturday)


def test_nobody_is_away_and_any_number_of_people_costs_one_question(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        assert elsewhere([cast.sam.pk, cast.mira.pk, cast.ana.pk], TODAY).off == {}
    with django_assert_num_queries(0):
        assert elsewhere([], TODAY).off == {}


def test_a_crunch_holds_for_the_area_and_all_below_it_and_for_nobody_beside(cast: Cast) -> None:
    absences.declare_crunch(
        area=cast.areas.operations, first=MON, last=FRI, reason="Line 4 moves",
        by=cast.mira, at=MONDAY,
    )  # fmt: skip
    everybody = [cast.sam.pk, cast.kim.pk, cast.vera.pk, cast.ana.pk, cast.mira.pk]
    off = time_off(everybody, TODAY)
    assert set(off) == {cast.sam.pk, cast.kim.pk}
    assert off[cast.kim.pk].now == Pause(FRI, "Operations", "Line 4 moves")


def test_who_is_away_in_a_crunch_is_said_to_be_away(cast: Cast) -> None:
    absences.declare_crunch(
        area=cast.areas.operations, first=MON, last=FRI, reason="Line 4 moves",
        by=cast.sam, at=MONDAY,
    )  # fmt: skip
    absences.enter(
        person=cast.sam, first=WED, last=NEXT_MON, kind=AbsenceKind.LEAVE, by=cast.sam, at=MONDAY
    )
    off = time_off([cast.sam.pk], WED)[cast.sam.pk]
    assert off.now == Pause(NEXT_MON)
    assert off.days == (Days(MON, NEXT_MON + DAY),), "both stop his clocks"


def test_a_deputy_who_has_left_acts_for_nobody(cast: Cast) -> None:
    assert elsewhere([cast.mira.pk], TODAY).deputies == {}
    named = deputies.name_deputy(deputy=cast.kim, first=MON, last=FRI, by=cast.mira, at=MONDAY)
    deputies.accept(deputy=named, by=cast.kim, at=MONDAY)
    assert elsewhere([cast.mira.pk], TODAY).deputies[cast.mira.pk].deputy == cast.kim
    leave(cast.kim)
    assert elsewhere([cast.mira.pk], MON - DAY).deputies == {}
    assert elsewhere([cast.mira.pk], FRIDAY.date()).deputies == {}
    assert time_off([cast.mira.pk], TODAY).get(cast.mira.pk, NONE) is NONE

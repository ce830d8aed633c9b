from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis.strategies import dates, frozensets, integers

from tandem.organisation.calendar import Days, WorkingDays, years_before

# 2026: 23 November is a Monday, 27 November a Friday.
MON, TUE, WED, THU, FRI, SAT, SUN = (date(2026, 11, day) for day in range(23, 30))
NEXT_MON, NEXT_TUE = date(2026, 11, 30), date(2026, 12, 1)
PLAIN = WorkingDays()
WITH_A_HOLIDAY = WorkingDays(frozenset({WED}))

DAYS_OF_A_YEAR = dates(date(2026, 1, 1), date(2026, 12, 31))
HOLIDAYS = frozensets(DAYS_OF_A_YEAR, max_size=20)
FEW = integers(min_value=0, max_value=15)


@pytest.mark.parametrize(
    ("day", "inside"),
    [(SUN - timedelta(days=7), False), (MON, True), (THU, True), (FRI, False)],
)
def test_the_first_day_is_in_and_the_day_after_is_out(day: date, inside: bool) -> None:
    assert (day in Days(MON, FRI)) is inside


@pytest.mark.parametrize("after", [MON, SUN - timedelta(days=7)])
def test_a_stretch_without_a_day_is_refused(after: date) -> None:
    with pytest.raises(ValueError, match="must not be empty"):
        Days(MON, after)


def test_the_last_seven_days_have_today_as_their_seventh() -> None:
    week = Days.last(7, today=SUN)
    assert week == Days(MON, NEXT_MON)
    assert SUN in week


@pytest.mark.parametrize(
    ("day", "works"),
    [(MON, True), (WED, False), (FRI, True), (SAT, False), (SUN, False)],
)
def test_people_work_monday_to_friday_except_on_holidays(day: date, works: bool) -> None:
    assert (day in WITH_A_HOLIDAY) is works


@pytest.mark.parametrize(
    ("calendar", "day", "number", "reached"),
    [
        (PLAIN, MON, 0, MON),
        (PLAIN, SAT, 0, SAT),  # nothing added, nothing moved
        (PLAIN, MON, 1, TUE),
        (PLAIN, MON, 5, NEXT_MON),
        (PLAIN, FRI, 1, NEXT_MON),
        (PLAIN, SAT, 1, NEXT_MON),
        (PLAIN, SUN, 2, NEXT_TUE),
        (WITH_A_HOLIDAY, TUE, 1, THU),
        (WITH_A_HOLIDAY, MON, 5, NEXT_TUE),  # the holiday costs the week a day
        (PLAIN, NEXT_MON, -1, FRI),
        (PLAIN, SUN, -1, FRI),
        (WITH_A_HOLIDAY, THU, -2, MON),
    ],
)
def test_adding_working_days_steps_over_weekends_and_holidays(
    calendar: WorkingDays, day: date, number: int, reached: date
) -> None:
    assert calendar.add_working_days(day, number) == reached


@pytest.mark.parametrize(
    ("calendar", "day", "until", "number"),
    [
        (PLAIN, MON, MON, 0),
        (PLAIN, MON, TUE, 1),
        (PLAIN, FRI, SUN, 0),
        (PLAIN, FRI, NEXT_MON, 1),
        (PLAIN, MON, NEXT_MON, 5),
        (WITH_A_HOLIDAY, MON, WED, 1),
        (WITH_A_HOLIDAY, MON, NEXT_MON, 4),
    ],
)
def test_the_day_itself_is_not_counted_and_the_last_one_is(
    calendar: WorkingDays, day: date, until: date, number: int
) -> None:
    assert calendar.working_days_between(day, until) == number


def test_working_days_are_not_counted_backward() -> None:
    with pytest.raises(ValueError, match="counted forward"):
        PLAIN.working_days_between(TUE, MON)


@given(HOLIDAYS, DAYS_OF_A_YEAR, FEW)
def test_counting_finds_as_many_working_days_as_were_added(
    holidays: frozenset[date], day: date, number: int
) -> None:
    calendar = WorkingDays(holidays)
    assert calendar.working_days_between(day, calendar.add_working_days(day, number)) == number


@given(HOLIDAYS, DAYS_OF_A_YEAR, FEW)
def test_a_holiday_more_never_brings_a_day_nearer(
    holidays: frozenset[date], day: date, number: int
) -> None:
    fewer = WorkingDays(holidays - {min(holidays, default=day)})
    more = WorkingDays(holidays)
    assert fewer.add_working_days(day, number) <= more.add_working_days(day, number)


@given(HOLIDAYS, DAYS_OF_A_YEAR, integers(min_value=1, max_value=15))
def test_what_is_reached_is_a_working_day(
    holidays: frozenset[date], day: date, number: int
) -> None:
    calendar = WorkingDays(holidays)
    assert calendar.add_working_days(day, number) in calendar
    assert calendar.add_working_days(day, -number) in calendar


SUNDAY_TO_THURSDAY = WorkingDays(weekdays=frozenset({6, 0, 1, 2, 3}))


@pytest.mark.parametrize(
    ("calendar", "day", "works"),
    [
        (SUNDAY_TO_THURSDAY, THU, True),
        (SUNDAY_TO_THURSDAY, FRI, False),
        (SUNDAY_TO_THURSDAY, SUN, True),
        (WorkingDays(worked=frozenset({SAT})), SAT, True),  # stocktaking
        (WorkingDays(frozenset({WED}), worked=frozenset({WED})), WED, True),  # a hand says more
    ],
)
def test_a_site_may_work_on_other_days(calendar: WorkingDays, day: date, works: bool) -> None:
    assert (day in calendar) is works


def test_a_week_from_sunday_to_thursday_is_counted_through_its_own_weekend() -> None:
    assert SUNDAY_TO_THURSDAY.add_working_days(WED, 2) == SUN
    assert SUNDAY_TO_THURSDAY.working_days_between(WED, SUN) == 2


def test_a_calendar_that_changes_half_way_counts_each_day_by_what_held_on_it() -> None:
    """Until Thursday everybody works Monday to Friday; from Friday on, Sunday to Thursday."""
    changed = WorkingDays(weekdays=frozenset({6, 0, 1, 2, 3}), since=FRI, before=PLAIN)
    assert [day in changed for day in (WED, THU, FRI, SAT, SUN)] == [True, True, False, False, True]
    last_friday = FRI - timedelta(days=7)
    assert last_friday in changed
    assert changed.add_working_days(WED, 2) == SUN  # Thursday by the old, Sunday by the new


def test_three_calendars_one_after_the_other_each_hold_for_their_time() -> None:
    first = WorkingDays(frozenset({MON}))
    second = WorkingDays(frozenset({WED}), since=WED, before=first)
    third = WorkingDays(frozenset({FRI}), since=FRI, before=second)
    week = [day for day in (MON, TUE, WED, THU, FRI) if day in third]
    assert week == [TUE, THU]


def test_no_weekday_at_all_is_refused_because_a_clock_would_never_end() -> None:
    with pytest.raises(ValueError, match="needs a weekday"):
        WorkingDays(weekdays=frozenset())


@pytest.mark.parametrize(
    ("day", "before"),
    [(date(2026, 11, 24), date(2024, 11, 24)), (date(2028, 2, 29), date(2026, 2, 28))],
)
def test_two_years_before(day: date, before: date) -> None:
    assert years_before(day, 2) == before


def test_a_day_off_becomes_the_next_working_day() -> None:
    christmas = WorkingDays(holidays=frozenset({date(2026, 12, 25)}))
    assert christmas.first_from(date(2026, 12, 25)) == date(2026, 12, 28)
    assert christmas.first_from(date(2026, 12, 24)) == date(2026, 12, 24)

from datetime import date

import pytest

from tandem.demo.days import (
    TOLD_ON,
    before_the_weekend,
    month_before,
    month_end,
    moved,
    on_a_working_day,
)

FRIDAY = date(2026, 11, 27)
SATURDAY = date(2026, 11, 28)
SUNDAY = date(2026, 11, 29)
MONDAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("today", "months", "first"),
    [
        (date(2026, 11, 24), 0, date(2026, 11, 1)),
        (date(2026, 11, 24), 1, date(2026, 10, 1)),
        (date(2026, 11, 24), 10, date(2026, 1, 1)),
        (date(2026, 11, 24), 11, date(2025, 12, 1)),  # over the turn of the year
        (date(2026, 11, 24), 48, date(2022, 11, 1)),
        (date(2027, 1, 31), 1, date(2026, 12, 1)),
        (date(2026, 11, 24), -2, date(2027, 1, 1)),
    ],
)
def test_a_month_before_is_named_by_its_first_day(today: date, months: int, first: date) -> None:
    assert month_before(today, months) == first


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2026, 11, 24), date(2026, 11, 30)),
        (date(2026, 12, 1), date(2026, 12, 31)),
        (date(2027, 2, 10), date(2027, 2, 28)),
        (date(2028, 2, 29), date(2028, 2, 29)),
    ],
)
def test_a_month_ends_on_its_last_day(day: date, last: date) -> None:
    assert month_end(day) == last


def test_on_the_day_the_story_is_told_nothing_moves() -> None:
    assert moved(date(2025, 3, 3), TOLD_ON) == date(2025, 3, 3)


@pytest.mark.parametrize(
    ("written", "today", "then"),
    [
        (date(2025, 3, 3), date(2026, 12, 2), date(2025, 4, 3)),
        (date(2025, 3, 3), date(2027, 11, 1), date(2026, 3, 3)),
        (date(2026, 8, 31), date(2027, 5, 5), date(2027, 2, 28)),  # no 31st there
        (date(2025, 3, 3), date(2026, 10, 31), date(2025, 2, 3)),  # told earlier
    ],
)
def test_a_day_moves_by_whole_months(written: date, today: date, then: date) -> None:
    assert moved(written, today) == then


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        (FRIDAY, FRIDAY, FRIDAY),
        (SATURDAY, FRIDAY, MONDAY),
        (SUNDAY, FRIDAY, MONDAY),
        (MONDAY, MONDAY, MONDAY),
    ],
)
def test_weekends_give_way_to_both_sides(day: date, before: date, after: date) -> None:
    assert before_the_weekend(day) == before
    assert on_a_working_day(day) == after

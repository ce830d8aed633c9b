from datetime import date

import pytest

from tandem.analytics.months import Months, month_number, month_of

FIRST_QUARTER = Months(date(2025, 1, 1), date(2025, 4, 1))


def test_a_window_is_whole_months() -> None:
    assert FIRST_QUARTER.month_ends() == [date(2025, 1, 31), date(2025, 2, 28), date(2025, 3, 31)]
    assert FIRST_QUARTER.firsts() == [date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1)]
    assert len(FIRST_QUARTER) == 3


@pytest.mark.parametrize(
    ("first", "after"),
    [
        (date(2025, 1, 1), date(2025, 3, 31)),
        (date(2025, 1, 2), date(2025, 4, 1)),
        (date(2025, 4, 1), date(2025, 4, 1)),  # no month at all
        (date(2025, 4, 1), date(2025, 1, 1)),
    ],
)
def test_anything_else_is_refused(first: date, after: date) -> None:
    with pytest.raises(ValueError, match="Not whole months"):
        Months(first, after)


@pytest.mark.parametrize(
    ("before", "first", "after"),
    [
        (date(2025, 4, 1), date(2025, 1, 1), date(2025, 4, 1)),  # March ended yesterday
        (date(2025, 4, 30), date(2025, 1, 1), date(2025, 4, 1)),  # April is not over
        (date(2025, 3, 31), date(2024, 12, 1), date(2025, 3, 1)),  # nor is March, at noon
        (date(2024, 2, 29), date(2023, 11, 1), date(2024, 2, 1)),
    ],
)
def test_only_months_that_are_over_count(before: date, first: date, after: date) -> None:
    assert Months.last(3, before=before) == Months(first, after)


def test_no_months_are_no_window() -> None:
    with pytest.raises(ValueError, match="Not whole months"):
        Months.last(0, before=date(2025, 4, 1))


def test_months_can_be_counted_over_the_turn_of_the_year() -> None:
    assert month_of(month_number(date(2024, 12, 31)) + 1) == date(2025, 1, 1)
    assert month_of(month_number(date(2025, 1, 1)) - 1) == date(2024, 12, 1)

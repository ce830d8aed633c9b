import random
from collections import Counter
from datetime import date

import pytest

from tandem.demo.plans import (
    NIGHT_MONTHS,
    OPERATIONS_MONTHS,
    OWN_CHOICE,
    Leaving,
    Why,
    a_day,
    departments,
    leavings,
    running_month,
    spread,
)

TUESDAY = date(2026, 11, 24)
LAST_YEAR = (date(2025, 11, 1), date(2026, 11, 1))


@pytest.fixture(scope="module")
def planned() -> list[Leaving]:
    return leavings(random.Random(3), TUESDAY)


def last_year(planned: list[Leaving], department: str) -> int:
    first, after = LAST_YEAR
    return sum(
        each.department == department and each.why is Why.OWN_CHOICE and first <= each.day < after
        for each in planned
    )


def test_the_months_of_operations_are_those_of_the_picture() -> None:
    assert len(OPERATIONS_MONTHS) == len(NIGHT_MONTHS) == 48
    assert OPERATIONS_MONTHS[24:36] == (1, 2, 3, 1, 2, 1, 2, 1, 2, 2, 1, 2)
    assert OPERATIONS_MONTHS[36:] == (1, 2, 2, 2, 2, 1, 2, 2, 1, 3, 1, 6)
    assert sum(OPERATIONS_MONTHS[24:36]) == 20
    assert sum(OPERATIONS_MONTHS[36:47]) == 19


def test_eleven_of_the_last_twenty_five_worked_nights() -> None:
    assert sum(NIGHT_MONTHS[36:]) == 11
    assert NIGHT_MONTHS[-1] == 5
    assert all(
        nights <= total for nights, total in zip(NIGHT_MONTHS, OPERATIONS_MONTHS, strict=True)
    )


@pytest.mark.parametrize(("department", "leavers"), OWN_CHOICE.items())
def test_last_years_leavers_are_planned_to_the_head(
    planned: list[Leaving], department: str, leavers: int
) -> None:
    assert last_year(planned, department) == leavers


def test_the_lead_of_quality_is_not_planned_twice(planned: list[Leaving]) -> None:
    # 25 left Operations; one of them is named and leaves by the story.
    assert last_year(planned, "Operations") == 24


def test_everybody_leaves_a_department_there_is(planned: list[Leaving]) -> None:
    assert {each.department for each in planned} == set(departments())


def test_nobody_leaves_on_the_first_of_a_month_or_in_the_last_days(planned: list[Leaving]) -> None:
    assert min(each.day.day for each in planned) > 1
    assert max(each.day for each in planned) <= date(2026, 11, 17)


def test_every_reason_is_given_by_somebody(planned: list[Leaving]) -> None:
    assert {each.why for each in planned} == set(Why)


@pytest.mark.parametrize("count", [0, 1, 4, 12, 31, 46])
def test_a_years_leavers_are_spread_and_none_is_lost(count: int) -> None:
    months = spread(random.Random(count), count, TUESDAY, range(36, 48))
    assert sum(months) == count
    assert max(months) - min(months) <= max(2, count // 8)


def test_more_people_leave_after_the_summer_than_in_december() -> None:
    # Month 36 of the history is November 2025, so 37 is December and 46 September.
    by_month: Counter[int] = Counter()
    for seed in range(30):
        shares = spread(random.Random(seed), 46, TUESDAY, range(36, 48))
        by_month.update(dict(zip(range(36, 48), shares, strict=True)))
    assert by_month[46] > 1.5 * by_month[37]


@pytest.mark.parametrize(
    ("today", "month", "first", "last"),
    [
        (TUESDAY, 47, date(2026, 10, 2), date(2026, 10, 31)),
        (date(2026, 11, 1), 47, date(2026, 10, 2), date(2026, 10, 25)),  # a week before today
        (TUESDAY, 0, date(2022, 11, 2), date(2022, 11, 30)),
        (date(2028, 3, 15), 47, date(2028, 2, 2), date(2028, 2, 29)),
    ],
)
def test_a_last_day_lies_within_its_month(today: date, month: int, first: date, last: date) -> None:
    days = {a_day(random.Random(seed), today, month) for seed in range(400)}
    assert (min(days), max(days)) == (first, last)


def test_half_of_all_leave_at_the_end_of_the_month() -> None:
    rng = random.Random(5)
    ends = sum(a_day(rng, TUESDAY, 47).day == 31 for _ in range(1000))
    assert 450 < ends < 600


def test_the_six_of_the_last_month_are_gone_by_its_middle() -> None:
    planned = leavings(random.Random(3), TUESDAY)
    days = [
        each.day
        for each in planned
        if each.department == "Operations" and each.day >= date(2026, 10, 1)
        if each.day < date(2026, 11, 1) and each.why is Why.OWN_CHOICE
    ]
    assert len(days) == 6
    assert max(days) <= date(2026, 10, 16)


@pytest.mark.parametrize(
    ("day", "most"),
    [
        (1, 0),  # nothing can be told of this month yet
        (9, 0),
        (10, 1),
        (24, 3),
    ],
)
def test_the_running_month_has_its_share(day: int, most: int) -> None:
    today = date(2026, 11, day)
    for seed in range(50):
        running = list(running_month(random.Random(seed), today, "Dairy", 3))
        assert len(running) <= most
        assert all(2 <= each.day.day <= day - 7 for each in running)

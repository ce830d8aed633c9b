"""Periods as people write them."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tandem.analytics.periods import PeriodsRefused, Style, in_order, style_of


@pytest.mark.parametrize(
    ("written", "numbers", "step"),
    [
        (["2023", "2024", "2026"], (0, 1, 3), "year"),
        (["2023-H2", "2024-H1", "2024H2"], (0, 1, 2), "half-year"),
        (["2023-Q4", "2024-Q1", "2024 q3"], (0, 1, 3), "quarter"),
        (["2023-12", "2024-01", "2024-02", "2024-04"], (0, 1, 2, 4), "month"),
        (["202312", "202401", "202403"], (0, 1, 3), "month"),
        (["2024-9", "2024-10", "2024-11"], (0, 1, 2), "month"),
        (["2024-1", "2024-2", "2024-4"], (0, 1, 3), "month"),  # one year: either way the same order
        (["2023-W52", "2024-W01", "2024-W03"], (0, 1, 3), "week"),
        (["1", "2", "4", "10"], (0, 1, 3, 9), "period"),
        (["2024-01-31", "2024-02-29", "2024-04-30"], (0, 1, 3), "month"),  # a day in each month
        (["2024-01-01", "2024-01-08", "2024-01-22"], (0, 1, 3), "week"),  # whole weeks apart
        (["2023-12-31", "2024-03-31", "2024-09-30"], (0, 1, 3), "quarter"),
        (["2023-03", "2023-06", "2023-12"], (0, 1, 3), "quarter"),  # always three months apart
        (["2022-12", "2023-12", "2024-12"], (0, 1, 2), "year"),
        (["2024-05"], (0,), "month"),
    ],
)
def test_one_is_one_apart_from_the_next_and_what_is_missing_stays_missing(
    written: list[str], numbers: tuple[int, ...], step: str
) -> None:
    found = in_order(written)
    assert tuple(number - found.numbers[0] for number in found.numbers) == numbers
    assert found.step == step


def test_the_order_is_that_of_the_table_not_that_of_time() -> None:
    assert in_order(["2024-03", "2024-01", "2024-03"]).numbers == (2, 0, 2)


@pytest.mark.parametrize(
    ("written", "said", "where"),
    [
        (["2024-01", "2024-Q1"], "“2024-01” is a month, “2024-Q1” a quarter", (0, 1)),
        (["2024-01", "2024-01", "2024-01-31"], "“2024-01-31” a day", (0, 2)),
        (["2024", "2024-02"], "“2024” is a year", (0, 1)),
        (["2024-01", "spring"], "“spring” is no period", (1,)),
        (["2024-13"], "no period", (0,)),
        (["2024-02-30"], "no period", (0,)),
        (["2024-W60"], "no period", (0,)),
        (["2023-4", "2024-1"], "may be a month or a quarter", (0,)),
        (["2024-01-01", "2024-01-08", "2024-01-17"], "neither one a month nor whole weeks", ()),
        ([""], "no period", (0,)),
        (["-1"], "no period", (0,)),
        (["٣"], "no period", (0,)),  # a numeral, but not one the order is read from
    ],
)
def test_without_a_certain_order_there_is_none(
    written: list[str], said: str, where: tuple[int, ...]
) -> None:
    with pytest.raises(PeriodsRefused, match=said) as refused:
        in_order(written)
    assert refused.value.where == where


def test_the_style_of_one_period() -> None:
    assert style_of(" 2024-Q1 ") is Style.QUARTER
    assert style_of("2024-10") is Style.MONTH
    assert style_of("soon") is None


MONTHS = some.tuples(some.integers(1990, 2060), some.integers(1, 12))


@given(some.lists(MONTHS, min_size=2, max_size=12, unique=True))
def test_the_same_months_are_numbered_alike_however_they_are_written(
    months: list[tuple[int, int]],
) -> None:
    """Each with a leading nought, without a sign, with an M, or as one day of the month."""
    dashed, bare, lettered, days = (
        in_order([form.format(year, month) for year, month in months])
        for form in ("{}-{:02}", "{}{:02}", "{}-M{:02}", "{}-{:02}-28")
    )
    assert dashed == bare == lettered == days


@given(some.lists(some.integers(0, 400), min_size=1, max_size=12, unique=True), some.randoms())
def test_shuffled_rows_keep_their_numbers(weeks: list[int], chance: random.Random) -> None:
    days = [str(date(2024, 1, 1) + timedelta(weeks=week)) for week in weeks]
    by_day = dict(zip(days, in_order(days).numbers, strict=True))
    chance.shuffle(days)
    assert dict(zip(days, in_order(days).numbers, strict=True)) == by_day


@given(some.lists(some.integers(0, 60), min_size=2, max_size=12, unique=True))
def test_what_comes_later_has_the_larger_number_and_distances_are_in_proportion(
    at: list[int],
) -> None:
    written = [f"{2020 + month // 12}-{month % 12 + 1:02}" for month in at]
    numbers = in_order(written).numbers
    apart = [(b - a, d - c) for (a, c), (b, d) in pairwise(zip(at, numbers, strict=True))]
    steps = {months / periods for months, periods in apart}
    assert len(steps) == 1  # three months to a quarter, for all of them
    assert steps <= {1, 3, 6, 12}


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        (["2020-W53", "2021-W01"], (0, 1)),  # a year of 53 weeks
        (["2021-W52", "2022-W01"], (0, 1)),  # and one of 52
        (["2024-02-29", "2024-03-07"], (0, 1)),  # in two months each one day: months
        (["2023-12-25", "2024-01-01", "2024-01-08"], (0, 1, 2)),  # weeks over the turn of the year
    ],
)
def test_the_turn_of_the_year_is_one_step(written: list[str], numbers: tuple[int, ...]) -> None:
    found = in_order(written).numbers
    assert tuple(number - found[0] for number in found) == numbers


@pytest.mark.parametrize(
    ("written", "style"),
    [
        ("1899", Style.NUMBER),  # no year anybody has a file of
        ("1900", Style.YEAR),
        ("2099", Style.YEAR),
        ("2100", Style.NUMBER),
        ("999999", Style.NUMBER),
        ("1000000", None),
        ("2024-H2", Style.HALF),
        ("2024-H3", None),
        ("2024-Q4", Style.QUARTER),
        ("2024-Q5", None),
        ("2024-Q0", None),
        ("2021-W52", Style.WEEK),
        ("2021-W53", None),  # that year had 52
        ("2024-02-29", Style.DAY),
        ("2023-02-29", None),
        ("0000-01", None),
        ("2024/3", Style.MONTH),
        ("31.12.2024", None),
    ],
)
def test_where_one_way_to_write_a_period_ends_and_the_next_begins(
    written: str, style: Style | None
) -> None:
    assert style_of(written) is style

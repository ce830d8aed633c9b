"""Periods as people write them."""

from __future__ import annotations

import pytest

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

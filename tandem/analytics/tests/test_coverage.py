from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from tandem.analytics.coverage import known_since
from tandem.analytics.months import month_number, month_of

FIRST = date(2024, 11, 1)


@dataclass(frozen=True)
class Month:
    month: date
    leavers: int
    closing: int


def months(leavers: list[int], people: int) -> list[Month]:
    first = month_number(FIRST)
    return [Month(month_of(first + i), left, people) for i, left in enumerate(leavers)]


@pytest.mark.parametrize(
    ("leavers", "people", "since"),
    [
        ([0] * 12 + [18] * 12, 1800, date(2025, 11, 1)),  # the export holds one year of leavers
        ([0] * 12 + [18] * 11 + [0], 1800, date(2025, 11, 1)),
        ([5] * 24, 500, None),
        ([0, 0] + [5] * 22, 500, None),  # two quiet months of 500 people: 10 would have left
        ([0, 0, 0] + [5] * 21, 500, date(2025, 2, 1)),  # three: 15
        ([0] * 13 + [1] * 11, 60, None),  # 13 expected, a small company may be lucky
        ([0] * 14 + [1] * 10, 60, date(2026, 1, 1)),
        ([0] * 24, 1800, None),  # nobody ever left: no rate to doubt it by
        ([0] * 23 + [6], 60, None),  # the judged month is no witness against the others
        ([], 0, None),
        ([0] * 6 + [1] + [0] * 12 + [18] * 12, 1800, date(2026, 6, 1)),  # one slip in a date
        ([0, 1] * 12 + [18] * 12, 1800, date(2026, 10, 1)),  # earlier stays of who came back
        ([0, 2] * 12 + [18] * 12, 1800, None),  # more than one in twenty: it may be so
        ([0] * 9 + [200, 0, 0] + [0] * 9 + [210, 0, 0], 1800, date(2025, 8, 1)),  # once a year
        ([200, 0, 0] + [0] * 9 + [210, 0, 0], 1800, None),
    ],
)
def test_a_silence_too_long_to_be_true_is_not_believed(
    leavers: list[int], people: int, since: date | None
) -> None:
    assert known_since(months(leavers, people)) == since


def test_a_company_that_was_empty_then_lost_nobody_then() -> None:
    founding = [*months([0] * 12, 0), *months([0] * 12 + [9] * 12, 900)[12:]]
    assert known_since(founding) is None

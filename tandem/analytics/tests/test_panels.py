"""Drivers beside outcomes of a later period, and nothing bridged."""

from __future__ import annotations

from math import inf, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from tandem.analytics.panels import Lagged, Panel, PanelRefused
from tandem.analytics.periods import PeriodsRefused

PICTURE = """
    Sales   | 2024-01 | 1 | 10
    Sales   | 2024-02 | 2 | 20
    Sales   | 2024-04 | 4 | 40
    Service | 2024-02 | 5 | .
    Service | 2024-03 | 6 | 60
    Service | 2024-04 | . | 70
"""


def panel(picture: str) -> Panel:
    rows = [[cell.strip() for cell in line.split("|")] for line in picture.strip().splitlines()]
    units, periods, driver, outcome = zip(*rows, strict=True)
    return Panel.of(units, periods, _numbers(driver), _numbers(outcome))


def _numbers(cells: tuple[str, ...]) -> list[float | None]:
    return [None if cell == "." else float(cell) for cell in cells]


def paired(rows: Lagged) -> list[tuple[int, float, float]]:
    columns = (rows.unit, rows["driver"], rows["outcome"])
    return [(int(u), float(x), float(y)) for u, x, y in zip(*columns, strict=True)]


@pytest.mark.parametrize(
    ("lag", "expected"),
    [
        (0, [(0, 1, 10), (0, 2, 20), (0, 4, 40), (1, 6, 60)]),
        (1, [(0, 1, 20), (1, 5, 60), (1, 6, 70)]),  # April of Sales has no March
        (2, [(0, 2, 40), (1, 5, 70)]),
        (3, [(0, 1, 40)]),
        (4, []),
    ],
)
def test_a_lag_is_a_lag_in_the_order_of_periods(
    lag: int, expected: list[tuple[int, float, float]]
) -> None:
    assert paired(panel(PICTURE).beside(driver=lag, outcome=0)) == expected


def test_a_driver_to_come_is_a_lag_the_other_way() -> None:
    rows = panel(PICTURE).beside(driver=-1, outcome=0)
    assert paired(rows) == [(0, 2, 10)]


def test_several_columns_are_kept_only_where_all_are_known() -> None:
    rows = panel(PICTURE).beside(driver=0, outcome=0, outcome_before=1)
    assert (rows.units, rows.periods, len(rows)) == (1, 1, 1)
    assert rows["outcome_before"].tolist() == [10]


@given(
    some.lists(
        some.tuples(some.integers(0, 4), some.integers(0, 9)), min_size=1, max_size=30, unique=True
    ),
    some.integers(-4, 4),
)
def test_pairs_are_those_a_plain_look_finds(keys: list[tuple[int, int]], lag: int) -> None:
    units, periods = (np.array(column) for column in zip(*keys, strict=True))
    driver = np.arange(len(keys), dtype=float)
    plain = {(unit, period): value for (unit, period), value in zip(keys, driver, strict=True)}
    found = Panel(units, periods, driver, driver).beside(driver=lag, outcome=0)
    assert paired(found) == [
        (unit, plain[unit, period - lag], plain[unit, period])
        for unit, period in keys
        if (unit, period - lag) in plain
    ]


def test_the_step_is_that_of_the_periods() -> None:
    assert panel(PICTURE).step == "month"
    assert Panel.of(["a", "a"], [1, 2], [1, 2], [1, nan]).step == "period"


def test_what_is_no_panel_is_refused() -> None:
    with pytest.raises(PanelRefused, match="one row each"):
        Panel.of([], [], [], [])
    with pytest.raises(PanelRefused, match="one row each"):
        Panel.of(["a"], ["2024"], [1.0], [])
    with pytest.raises(PanelRefused, match="outcome -inf is too large") as refused:
        Panel.of(["a", "a"], ["2024", "2025"], [1, 2], [1, -inf])
    assert refused.value.rows == (1,)
    with pytest.raises(PanelRefused, match="a has two rows for 2024") as refused:
        Panel.of(["a", "b", "a"], ["2024", "2024", "2024"], [1, 2, 3], [1, 2, 3])
    assert refused.value.rows == (0, 2)
    with pytest.raises(PeriodsRefused, match="a quarter"):
        Panel.of(["a", "a"], ["2024-01", "2024-Q2"], [1, 2], [1, 2])


@pytest.mark.parametrize(
    ("value", "refused"),
    [(1e100, False), (-1e100, False), (1.01e100, True), (-inf, True), (nan, False), (None, False)],
)
def test_a_number_too_large_to_be_squared_is_refused_with_its_row(
    value: float | None, refused: bool
) -> None:
    columns = ["a", "a"], ["2024", "2025"], [1.0, value], [1.0, 2.0]
    if not refused:
        assert Panel.of(*columns).step == "year"
        return
    with pytest.raises(PanelRefused, match=r"The driver .* is too large to compare") as error:
        Panel.of(*columns)
    assert error.value.rows == (1,)


def test_the_same_period_written_in_two_ways_is_one_row_too_many() -> None:
    with pytest.raises(PanelRefused, match="a has two rows for 2024Q1") as refused:
        Panel.of(["a", "a"], ["2024-Q1", "2024Q1"], [1, 2], [1, 2])
    assert refused.value.rows == (0, 1)


def test_rows_in_any_order_give_the_same_pairs() -> None:
    lines = PICTURE.strip().splitlines()
    turned = panel("\n".join([*lines[:3][::-1], *lines[3:][::-1]]))
    for lag in (-1, 0, 1, 2):
        expected = paired(panel(PICTURE).beside(driver=lag, outcome=0))
        assert sorted(paired(turned.beside(driver=lag, outcome=0))) == sorted(expected)


def test_one_unit_never_reaches_into_the_next() -> None:
    """The last period of one and the first of the next lie side by side in the table."""
    two = Panel.of(["a", "b"], ["2024-12", "2025-01"], [1, 2], [3, 4])
    assert len(two.beside(driver=1, outcome=0)) == 0

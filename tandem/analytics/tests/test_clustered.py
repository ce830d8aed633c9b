"""One coefficient and its error: against statsmodels, and against samples made one by one."""

from __future__ import annotations

from dataclasses import astuple
from typing import Any

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from statsmodels.regression.linear_model import RegressionResults

from tandem.analytics.clustered import (
    ENOUGH_CLUSTERS,
    ENOUGH_FOR_SIGNS,
    SAMPLES,
    Coefficient,
    coefficient,
    weights,
)

FORMULAS = {False: "y ~ x + z + C(t)", True: "y ~ x + z + C(t) + C(u)"}


def frame(units: int, periods: int, *, seed: int = 1, gaps: float = 0.15) -> pd.DataFrame:
    """An uneven panel whose units and periods differ, in awkward units of measurement."""
    dice = np.random.default_rng(seed)
    unit, period = np.repeat(np.arange(units), periods), np.tile(np.arange(periods), units)
    there = dice.random(len(unit)) > gaps
    unit, period = unit[there], period[there]
    x = dice.normal(size=len(unit)) + dice.normal(size=units)[unit]
    z = dice.normal(size=len(unit))
    noise = dice.normal(size=len(unit)) + dice.normal(size=units)[unit]
    y = 0.3 * x + z + noise + 0.2 * period
    return pd.DataFrame({"u": unit, "t": period, "x": 7e3 * x + 1e6, "y": y / 40, "z": z})


def ours(rows: pd.DataFrame, *, within: bool, beside: bool = True) -> Coefficient:
    found = coefficient(
        rows.y.to_numpy(),
        rows.x.to_numpy(),
        unit=rows.u.to_numpy(),
        period=rows.t.to_numpy(),
        beside=[rows.z.to_numpy()] if beside else [],
        within=within,
    )
    assert found is not None
    return found


def theirs(rows: pd.DataFrame, formula: str) -> RegressionResults:
    by_unit = {"groups": rows.u}
    return smf.ols(formula, rows).fit(cov_type="cluster", cov_kwds=by_unit, use_t=True)


@pytest.mark.slow
@pytest.mark.parametrize("within", [False, True])
@pytest.mark.parametrize(("units", "periods"), [(15, 6), (45, 3), (60, 5)])
def test_estimate_and_error_are_those_of_statsmodels(
    units: int, periods: int, within: bool
) -> None:
    rows = frame(units, periods)
    found, other = ours(rows, within=within), theirs(rows, FORMULAS[within])
    assert found.b == pytest.approx(other.params["x"], rel=1e-8)
    assert found.se == pytest.approx(other.bse["x"], rel=1e-8)
    assert found.beta == pytest.approx(found.b * rows.x.std() / rows.y.std())
    assert (found.n, found.clusters) == (len(rows), units)
    if units >= ENOUGH_CLUSTERS:
        assert found.p == pytest.approx(other.pvalues["x"], rel=1e-6)


@pytest.mark.slow
@pytest.mark.parametrize("within", [False, True])
def test_samples_from_sums_are_samples_made_one_by_one(within: bool) -> None:
    """Impose that x plays no part, change the signs of units, fit anew, and count."""
    rows, drawn = frame(11, 4, seed=3), weights(11)[:, :60]
    without = theirs(rows, FORMULAS[within].replace("x + ", ""))
    fitted, residuals = without.fittedvalues, without.resid
    own = theirs(rows, FORMULAS[within]).tvalues["x"]
    as_far = 0
    for sample in drawn.T:
        again = rows.assign(y=fitted + residuals * sample[rows.u.to_numpy()])
        as_far += abs(theirs(again, FORMULAS[within]).tvalues["x"]) >= abs(own) * (1 - 1e-9)
    expected = (1 + as_far) / (1 + drawn.shape[1])
    assert p_with(drawn, rows, within=within) == pytest.approx(expected)


def p_with(drawn: np.ndarray[Any, Any], rows: pd.DataFrame, *, within: bool) -> float:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tandem.analytics.clustered.weights", lambda count: drawn)
        return ours(rows, within=within).p


def test_under_forty_clusters_p_is_a_share_of_samples() -> None:
    p = ours(frame(20, 5), within=True).p * (SAMPLES + 1)
    assert p == pytest.approx(round(p))


def test_weights_have_mean_nought_and_variance_one_and_stay_the_same() -> None:
    for count in (ENOUGH_FOR_SIGNS - 1, ENOUGH_FOR_SIGNS):
        drawn = weights(count)
        assert drawn.shape == (count, SAMPLES)
        assert drawn.mean() == pytest.approx(0, abs=0.03)
        assert (drawn**2).mean() == pytest.approx(1, abs=0.02)
        assert len(np.unique(drawn)) == (6 if count < ENOUGH_FOR_SIGNS else 2)
        assert weights(count) is drawn


@pytest.mark.slow
@pytest.mark.parametrize("units", [10, 14, 30, 40])
def test_of_unlinked_columns_five_in_a_hundred_stand_out(units: int) -> None:
    """With units that differ and periods that differ, as real ones do."""
    low, tries = 0, 400
    for seed in range(tries):
        dice = np.random.default_rng([units, seed])
        unit, period = np.repeat(np.arange(units), 5), np.tile(np.arange(5), units)
        x, y = (
            dice.normal(size=(units, 5)) + dice.normal(size=(units, 1)) + dice.normal(size=5)
            for _ in range(2)
        )
        found = coefficient(x.ravel(), y.ravel(), unit=unit, period=period, within=False)
        assert found is not None
        low += found.p <= 0.05
    assert 0.025 * tries <= low <= 0.08 * tries


def bare(x: list[float], y: list[float], *, within: bool = False) -> Coefficient | None:
    """Two units in as many periods as there are values."""
    half = len(x) // 2
    unit, period = np.repeat([0, 1], half), np.tile(np.arange(half), 2)
    return coefficient(np.array(y), np.array(x), unit=unit, period=period, within=within)


@pytest.mark.parametrize(
    ("x", "y"),
    [
        ([0.0] * 8, [1.0, 2, 3, 4, 5, 6, 7, 9]),  # a driver that never changes
        ([1.0, 2, 3, 4, 5, 6, 7, 9], [0.1] * 8),
        ([1.0, 2, 3, 4, 1, 2, 3, 4], [1.0, 2, 3, 5, 2, 4, 1, 7]),  # the same for all, each period
        ([1.0, 2], [2.0, 1]),
    ],
)
def test_nothing_is_estimated_where_nothing_is_left(x: list[float], y: list[float]) -> None:
    assert bare(x, y) is None


def test_what_never_changes_within_a_unit_has_no_coefficient_within() -> None:
    x, y = [1.0, 1, 1, 1, 2, 2, 2, 2], [1.0, 3, 2, 5, 4, 4, 6, 9]
    assert bare(x, y) is not None
    assert bare(x, y, within=True) is None


def test_an_exact_fit_has_no_error_and_no_nan() -> None:
    rows = frame(12, 5)
    found = ours(rows.assign(y=rows.x * 3 + rows.u), within=True)
    assert found.b == pytest.approx(3)
    assert found.se == pytest.approx(0, abs=1e-8)
    assert found.p <= 0.001


@pytest.mark.parametrize("scale", [1e-200, 1e-9, 1e9, 1e150])
def test_the_unit_of_measurement_changes_b_alone(scale: float) -> None:
    rows = frame(14, 4)
    found, other = ours(rows, within=False), ours(rows.assign(x=rows.x * scale), within=False)
    assert other.b * scale == pytest.approx(found.b)
    assert astuple(other)[3:] == pytest.approx(astuple(found)[3:])
    assert other.beta == pytest.approx(found.beta)


def test_the_order_of_rows_and_the_names_of_units_change_nothing() -> None:
    rows = frame(14, 4)
    found = ours(rows, within=True)
    shuffled = rows.sample(frac=1, random_state=1)
    assert astuple(ours(shuffled, within=True)) == pytest.approx(astuple(found))
    sparse = rows.assign(u=rows.u * 1000 + 7, t=rows.t * 3 - 50)
    assert astuple(ours(sparse, within=True)) == pytest.approx(astuple(found))


def test_what_is_the_same_for_all_in_a_period_is_no_part_of_it() -> None:
    """A good year for everybody is not the driver's doing."""
    rows = frame(14, 4)
    boom = rows.assign(y=rows.y + 100 * (rows.t == 2), x=rows.x + 9e4 * (rows.t == 2))
    found, other = ours(rows, within=False), ours(boom, within=False)
    assert (other.b, other.se, other.p) == pytest.approx((found.b, found.se, found.p), rel=1e-6)


def test_what_stays_the_same_of_a_unit_is_no_part_of_it_within() -> None:
    rows = frame(14, 4)
    apart = rows.assign(y=rows.y + 5 * rows.u, x=rows.x + 4e3 * rows.u)
    found, other = ours(rows, within=True), ours(apart, within=True)
    assert (other.b, other.se) == pytest.approx((found.b, found.se), rel=1e-6)


def test_a_column_held_equal_twice_is_held_equal_once() -> None:
    rows = frame(14, 4)
    z = rows.z.to_numpy()
    once, twice = (
        coefficient(
            rows.y.to_numpy(), rows.x.to_numpy(), unit=rows.u.to_numpy(), period=rows.t.to_numpy(),
            beside=beside, within=False,
        )
        for beside in ([z], [z, 2 * z + 1])
    )  # fmt: skip
    assert once is not None
    assert twice is not None
    assert astuple(twice) == pytest.approx(astuple(once))

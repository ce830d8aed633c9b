"""Odds of a yes: against a published regression, and silent where there is no answer."""

from __future__ import annotations

import csv
from math import exp, inf, log, nan

import numpy as np
import pytest

from tandem.analytics.odds import OddsOf, OddsRefused, odds
from tandem.analytics.tests.real_data import DATA, required

SALESPEOPLE = DATA / "peopleanalyticsdata/salespeople.csv"
NO_DATA = required(SALESPEOPLE)

pytestmark = pytest.mark.slow  # statsmodels takes its time to be imported


def salespeople() -> list[dict[str, str]]:
    with SALESPEOPLE.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [row for row in rows if not {"", "NA"} & set(row.values())]


def promoted(rows: list[dict[str, str]], **more: list[float]) -> OddsOf:
    columns = {name: [float(row[name]) for row in rows] for name in ("sales", "customer_rate")}
    return odds({**columns, **more}, [int(row["promoted"]) for row in rows])


@NO_DATA
def test_the_published_regression_of_promotions_on_two_columns() -> None:
    found = promoted(salespeople())
    assert [each.b for each in found.odds] == pytest.approx([0.040389, -1.122064], abs=5e-7)
    assert (found.n, found.yes) == (350, 113)


@NO_DATA
def test_the_published_regression_of_promotions_with_performance() -> None:
    """Performance in four steps, each beside the lowest."""
    rows = salespeople()
    steps = {
        f"performance {step}": [float(row["performance"] == step) for row in rows]
        for step in ("2", "3", "4")
    }
    found = promoted(rows, **steps)
    expected = [0.04012, -1.11213, 0.26300, 0.68495, 0.73449]
    assert [each.b for each in found.odds] == pytest.approx(expected, abs=6e-6)


def test_with_one_yes_or_no_predictor_it_is_the_odds_ratio_of_the_table() -> None:
    """48 of 80 against 12 of 40: 3.5, by hand; its error is that of Woolf."""
    group = [1.0] * 80 + [0.0] * 40
    yes = [1] * 48 + [0] * 32 + [1] * 12 + [0] * 28
    [found] = odds({"group": group}, yes).odds
    assert found.ratio == pytest.approx(3.5)
    assert found.b == pytest.approx(log(3.5))
    assert found.se == pytest.approx((1 / 48 + 1 / 32 + 1 / 12 + 1 / 28) ** 0.5)
    assert found.low == pytest.approx(exp(found.b - 1.6448536 * found.se))
    assert found.low < found.ratio < found.high
    assert found.p < 0.01


@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e6])
def test_the_unit_of_measurement_changes_b_alone(scale: float) -> None:
    dice = np.random.default_rng(3)
    x = dice.normal(size=200)
    yes = (x + dice.logistic(size=200) > 0).astype(int)
    [plain], [scaled] = odds({"x": x}, yes).odds, odds({"x": scale * x + 5 * scale}, yes).odds
    assert scaled.b * scale == pytest.approx(plain.b, rel=1e-5)
    assert scaled.p == pytest.approx(plain.p, rel=1e-4)


HALF = [0] * 20 + [1] * 20
RISING = [float(at) for at in range(40)]
EVEN = [float(at % 5) for at in range(40)]


@pytest.mark.parametrize(
    "columns",
    [
        {"x": RISING},  # all over 19 are a yes
        {"x": [0.0] * 20 + [1.0] * 20},
        {"x": [0.0] * 20 + [0.0] + [1.0] * 19},  # every 1 is a yes: half of it has no end
        {"x": RISING, "even": EVEN},
    ],
)
def test_predictors_that_tell_yes_from_no_without_exception_have_no_odds(
    columns: dict[str, list[float]],
) -> None:
    with pytest.raises(OddsRefused, match="without exception"):
        odds(columns, HALF)


@pytest.mark.parametrize(
    ("columns", "happened", "said"),
    [
        ({}, HALF, "one predictor at least"),
        ({"x": EVEN}, [2, *HALF[1:]], "0 or 1 in each row"),
        ({"x": EVEN}, [*HALF[:-1], 3], "0 or 1 in each row"),
        ({"x": EVEN[:-1]}, HALF, "x has 39 rows"),
        ({"x": [nan, *EVEN[1:]]}, HALF, "x holds NaN or infinity"),
        ({"x": [inf, *EVEN[1:]]}, HALF, "x holds NaN or infinity"),
        ({"x": [3.0] * 40}, HALF, "x is always 3"),
        ({"x": EVEN}, [0] * 40, "0 rows of the rarer answer are too few for 1 predictors: 5"),
        ({"x": EVEN}, [1] * 4 + [0] * 36, "4 rows of the rarer answer are too few"),
        ({"x": EVEN, "y": [2 * x + 1 for x in EVEN]}, HALF, "the same as others together"),
        ({"x": []}, [], "0 rows of the rarer answer"),
    ],
)
def test_columns_without_an_answer_are_refused(
    columns: dict[str, list[float]], happened: list[int], said: str
) -> None:
    with pytest.raises(OddsRefused, match=said):
        odds(columns, happened)


@pytest.mark.parametrize(
    ("rarer", "count", "enough"), [(4, 1, False), (5, 1, True), (9, 2, False), (10, 2, True)]
)
@pytest.mark.parametrize("rare", [0, 1])
def test_five_of_the_rarer_answer_are_needed_for_each_predictor(
    rarer: int, count: int, enough: bool, rare: int
) -> None:
    """Whichever answer is the rarer one."""
    dice = np.random.default_rng(5)
    columns = {f"x{at}": dice.normal(size=60) for at in range(count)}
    happened = [rare] * rarer + [1 - rare] * (60 - rarer)
    if enough:
        assert odds(columns, happened).yes == sum(happened)
        return
    with pytest.raises(OddsRefused, match=f"{rarer} rows of the rarer .* {5 * count} at least"):
        odds(columns, happened)


def test_yes_and_no_exchanged_turn_every_ratio_round() -> None:
    dice = np.random.default_rng(6)
    columns = {"a": dice.normal(size=120), "b": dice.normal(size=120)}
    yes = (columns["a"] - columns["b"] + dice.logistic(size=120) > 0).astype(int)
    for one, other in zip(odds(columns, yes).odds, odds(columns, 1 - yes).odds, strict=True):
        assert one.ratio * other.ratio == pytest.approx(1, rel=1e-5)
        assert (one.low * other.high, one.p) == pytest.approx((1, other.p), rel=1e-5)


def test_truths_are_read_as_ones() -> None:
    told = [at % 3 == 0 for at in range(40)]
    assert odds({"x": EVEN}, told) == odds({"x": EVEN}, [int(each) for each in told])


def test_without_a_predictor_that_matters_the_intercept_is_the_odds_of_a_yes() -> None:
    """Each value of x has three yes and one no."""
    found = odds({"x": [float(at // 4 % 10) for at in range(40)]}, [1, 1, 1, 0] * 10)
    assert found.odds[0].ratio == pytest.approx(1, abs=1e-6)
    assert exp(found.intercept) == pytest.approx(3, abs=1e-5)

"""The pay gap: planted and found again, and silent where groups are small."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from tandem.analytics.measures.restricted import PAY_EQUITY
from tandem.analytics.pay_gap import EU_NOTE, FEWEST_EACH, Paid, adjusted_gap, gaps

ONE = Paid(pay=50_000, first=True, level="3", family="IT", tenure_years=4, location="Basel")


def paid(*pays: float, first: bool, category: str = "") -> list[Paid]:
    return [replace(ONE, pay=pay, first=first, category=category) for pay in pays]


def company(people: int, gap: float, seed: int = 1) -> list[Paid]:
    """People whose pay hangs on level, family, tenure and place; the first group earns `gap` less
    at equal work, and sits lower besides, so that the plain gap is larger."""
    dice = np.random.default_rng(seed)
    found = []
    for _number in range(people):
        first = bool(dice.random() < 0.4)
        level = int(dice.integers(1, 4 if first else 6))
        tenure = float(dice.uniform(0, 20))
        family, place = str(dice.choice(["IT", "HR"])), str(dice.choice(["Basel", "Bern"]))
        log = 10 + 0.15 * level + 0.01 * tenure + 0.05 * (family == "IT") + 0.03 * (place == "Bern")
        log += math.log(1 - gap) * first + dice.normal(0, 0.02 * level)
        found.append(
            Paid(
                pay=math.exp(log), first=first, level=str(level), family=family,
                tenure_years=tenure, location=place,
            )
        )  # fmt: skip
    return found


# ---- as it is


def test_mean_and_median_of_each_category() -> None:
    people = [
        *paid(*[90.0] * 9, 45.0, first=True, category="A"),
        *paid(*[100.0] * 10, first=False, category="A"),
        *paid(*[100.0] * 9, first=True, category="B"),
        *paid(*[100.0] * 40, first=False, category="B"),
    ]
    a, b = gaps(people)
    assert (a.category, a.first, a.second) == ("A", 10, 10)
    assert a.of_means == pytest.approx(1 - 85.5 / 100)
    assert a.of_medians == pytest.approx(0.1)
    assert (b.of_means, b.of_medians) == (None, None)  # nine people are too few
    assert a.words == "14.5% less by the mean."
    assert b.words.startswith("Cannot tell")


def test_more_is_said_as_more() -> None:
    [gap] = gaps([*paid(*[110.0] * 10, first=True), *paid(*[100.0] * 10, first=False)])
    assert gap.of_means == pytest.approx(-0.1)
    assert gap.words == "10.0% more by the mean."
    assert gaps([]) == []


# ---- adjusted


@pytest.mark.slow
@pytest.mark.parametrize("gap", [0.0, 0.05, 0.12])
def test_a_planted_gap_is_found_again(gap: float) -> None:
    people = company(800, gap)
    found = adjusted_gap(people)
    assert found.value == pytest.approx(gap, abs=0.01)
    assert found.range is not None
    assert found.range.low < gap + 0.01
    assert found.range.high > gap - 0.01
    [plain] = gaps(people)
    assert plain.of_means is not None
    assert plain.of_means > gap + 0.05  # who sits at lower levels is no part of the adjusted gap


@pytest.mark.slow
def test_it_is_the_regression_one_can_write_down() -> None:
    """Against the normal equations, and HC3 by its own formula."""
    people = company(200, 0.05, seed=3)
    found = adjusted_gap(people)
    tenure = np.array([each.tenure_years for each in people])
    tenure = tenure - tenure.mean()
    columns = [np.ones(200), np.array([float(each.first) for each in people])]
    columns += [np.array([float(p.level == str(n)) for p in people]) for n in (2, 3, 4, 5)]
    columns += [np.array([float(p.family == "IT") for p in people])]
    columns += [np.array([float(p.location == "Bern") for p in people]), tenure, tenure**2]
    x, y = np.column_stack(columns), np.log([each.pay for each in people])
    inverse = np.linalg.inv(x.T @ x)
    b = inverse @ x.T @ y
    leverage = np.einsum("ij,jk,ik->i", x, inverse, x)
    scaled = ((y - x @ b) / (1 - leverage)) ** 2
    se = math.sqrt((inverse @ (x.T * scaled) @ x @ inverse)[1, 1])
    assert found.value == pytest.approx(1 - math.exp(b[1]))
    assert found.range is not None
    assert found.range.low == pytest.approx(1 - math.exp(b[1] + 1.6448536 * se))


@pytest.mark.slow
def test_the_range_holds_the_truth_as_often_as_it_says() -> None:
    held = 0
    for seed in range(100):
        found = adjusted_gap(company(150, 0.05, seed=seed))
        assert found.range is not None
        held += found.range.low <= 0.05 <= found.range.high
    assert held >= 83  # of 90 expected


@pytest.mark.slow
def test_no_gap_cannot_be_told_from_none() -> None:
    found = adjusted_gap(company(300, 0.0))
    assert found.words.endswith("that cannot be told from none.")
    assert found.note == EU_NOTE


@pytest.mark.parametrize(
    ("people", "why"),
    [
        ([], "under 10 people"),
        (company(8, 0.1), "under 10 people"),
        ([replace(each, first=True) for each in company(50, 0)], "under 10 people"),
        (
            [replace(each, location=str(n)) for n, each in enumerate(company(60, 0))],
            "carry no model",
        ),
        ([replace(each, level=str(each.first)) for each in company(300, 0)], "already says"),
    ],
)
def test_where_it_cannot_tell_it_says_why(people: list[Paid], why: str) -> None:
    found = adjusted_gap(people)
    assert (found.value, found.range) == (None, None)
    assert found.words.startswith("Cannot tell")
    assert why in found.words


@pytest.mark.parametrize("pay", [0, -1, float("nan"), float("inf")])
def test_pay_that_cannot_be_compared_is_refused(pay: float) -> None:
    with pytest.raises(ValueError, match="cannot be compared"):
        replace(ONE, pay=pay)


@pytest.mark.parametrize("years", [-1, float("nan"), float("inf")])
def test_tenure_that_cannot_be_is_refused(years: float) -> None:
    with pytest.raises(ValueError, match="cannot be"):
        replace(ONE, tenure_years=years)


def test_the_law_is_a_note_and_no_verdict() -> None:
    assert "5 %" in EU_NOTE
    assert "no number can say" in EU_NOTE
    assert PAY_EQUITY.benchmark is not None
    assert "no verdict" in PAY_EQUITY.benchmark.value
    assert FEWEST_EACH == 10

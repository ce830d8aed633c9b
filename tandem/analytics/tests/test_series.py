"""Whether two series moved together."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from scipy.stats import spearmanr

from tandem.analytics.panels import Numbers
from tandem.analytics.series import FEWEST_POINTS, Together, moved_together

RISING = np.array([3.0, 1, 4, 4, 5, 9, 8, 10, 12, 11])


def lasting(dice: np.random.Generator, count: int, stays: float) -> Numbers:
    values = dice.normal(size=count + 40)
    for at in range(1, len(values)):
        values[at] += stays * values[at - 1]
    return values[40:]


def test_the_correlation_is_spearmans_ties_included() -> None:
    other = np.array([1.0, 2, 2, 3, 7, 6, 7, 9, 7, 12])
    found = moved_together(RISING, other, in_time=True)
    assert found.rho == pytest.approx(spearmanr(RISING, other).statistic)
    assert found.n == 10
    assert found.low < found.rho < found.high


def test_by_hand_without_ties() -> None:
    """1 - 6 * sum of squared differences of ranks / (n * (n squared - 1))."""
    one = np.arange(8.0)
    other = np.array([1.0, 0, 2, 3, 5, 4, 6, 7])
    assert moved_together(one, other, in_time=True).rho == pytest.approx(1 - 6 * 4 / (8 * 63))


def test_what_moves_alike_moved_together_and_what_does_not_did_not() -> None:
    dice = np.random.default_rng(4)
    driver = lasting(dice, 24, 0.5)
    assert moved_together(driver, driver + 0.3 * dice.normal(size=24), in_time=True).moved
    assert moved_together(driver, -driver, in_time=True).rho == pytest.approx(-1)
    assert not moved_together(driver, dice.normal(size=24), in_time=True).moved


def test_the_same_numbers_give_the_same_range() -> None:
    first, again = (moved_together(RISING, RISING**2, in_time=True) for _ in range(2))
    assert first == again


@pytest.mark.slow
@pytest.mark.parametrize("count", [8, 12, 24])
@pytest.mark.parametrize("stays", [0.0, 0.5, 0.8])
def test_series_with_nothing_in_common_are_seldom_said_to_move_together(
    count: int, stays: float
) -> None:
    said, tries = 0, 100
    for seed in range(tries):
        dice = np.random.default_rng([count, seed])
        one, other = lasting(dice, count, stays), lasting(dice, count, stays)
        said += moved_together(one, other, in_time=True).moved
    assert said <= 0.12 * tries  # one in ten, and what chance adds over a hundred tries


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        (RISING[:7], RISING[:7], f"{FEWEST_POINTS} pairs at least, not 7"),
        (RISING, RISING[:9], "not 9"),
        (RISING, np.zeros(10), "never changes"),
    ],
)
def test_too_few_or_a_flat_one_are_refused(one: Numbers, other: Numbers, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        moved_together(one, other, in_time=True)


@given(some.lists(some.tuples(some.integers(-5, 5), some.integers(-5, 5)), min_size=8, max_size=20))
@settings(max_examples=30)
def test_it_is_the_correlation_of_ranks_counted_one_by_one(pairs: list[tuple[int, int]]) -> None:
    one, other = (np.array(column, dtype=float) for column in zip(*pairs, strict=True))
    if not (np.ptp(one) and np.ptp(other)):
        return
    found = moved_together(one, other, in_time=False)
    assert found.rho == pytest.approx(np.corrcoef(ranks(one), ranks(other))[0, 1])
    assert -1 <= found.low <= found.high <= 1
    assert 0 < found.p <= 1


def ranks(values: Numbers) -> list[float]:
    """Of equal ones the middle of their places."""
    return [
        sum(each < value for each in values) + (sum(each == value for each in values) + 1) / 2
        for value in values
    ]


def test_a_rising_scale_does_not_matter_and_a_falling_one_turns_the_sign() -> None:
    other = np.array([1.0, 2, 2, 3, 7, 6, 7, 9, 7, 12])
    plain = moved_together(RISING, other, in_time=True)
    assert moved_together(np.exp(RISING), other * 1e9 - 4, in_time=True) == plain
    turned = moved_together(-RISING, other, in_time=True)
    assert turned.rho == pytest.approx(-plain.rho)
    assert turned.p == pytest.approx(plain.p)


def test_which_of_the_two_is_named_first_does_not_change_the_correlation() -> None:
    other = np.array([5.0, 2, 8, 3, 7, 6, 1, 9, 4, 12])
    first, second = (
        moved_together(*pair, in_time=True) for pair in [(RISING, other), (other, RISING)]
    )
    assert first.rho == pytest.approx(second.rho)
    assert (first.low, first.high) == pytest.approx((second.low, second.high))


@pytest.mark.parametrize(
    ("p", "low", "high", "moved"),
    [
        (0.05, 0.01, 0.9, True),
        (0.05, -0.9, -0.01, True),
        (0.0501, 0.01, 0.9, False),
        (0.05, 0.0, 0.9, False),  # a range that ends on nought holds it
        (0.01, -0.1, 0.9, False),
    ],
)
def test_they_moved_together_only_where_chance_and_range_agree(
    p: float, low: float, high: float, moved: bool
) -> None:
    assert Together(rho=0.5, se=0.1, p=p, low=low, high=high, n=12).moved is moved


def test_the_fewest_pairs_are_enough() -> None:
    found = moved_together(RISING[:FEWEST_POINTS], RISING[:FEWEST_POINTS], in_time=True)
    assert found.rho == pytest.approx(1)
    assert found.p > 0.0005  # with one sample in two thousand at least as far

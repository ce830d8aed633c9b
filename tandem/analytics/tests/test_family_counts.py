"""Families of true rates: exact fractions and plain sums, and what a count can tell of a rate."""

from __future__ import annotations

from fractions import Fraction
from math import comb, exp, factorial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from tandem.analytics.families import BETA_BINOMIAL, GAMMA_POISSON, Family, Law, Numbers, fit

BOTH = pytest.mark.parametrize("law", [GAMMA_POISSON, BETA_BINOMIAL], ids=["rates", "shares"])
SEEN = np.array([3.0, 9, 5, 14, 2, 7])
SIZE = np.array([20.0, 60, 44, 80, 31, 52])


def numbers(*each: float) -> Numbers:
    return np.array(each, dtype=float)


def rising(number: Fraction, times: int) -> Fraction:
    """number × (number + 1) × …, so many factors."""
    found = Fraction(1)
    for step in range(times):
        found *= number + step
    return found


def exactly_of_a_whole(whole: int, yes: Fraction, no: Fraction) -> list[Fraction]:
    """How likely each count of a whole is where true shares are Beta(yes, no), as fractions."""
    return [
        comb(whole, k) * rising(yes, k) * rising(no, whole - k) / rising(yes + no, whole)
        for k in range(whole + 1)
    ]


@pytest.mark.parametrize(
    ("whole", "yes", "no"),
    [(1, 1, 1), (6, 1, 1), (9, 2, 5), (12, 7, 3), (5, 40, 60)],
)
def test_shares_are_those_of_exact_fractions(whole: int, yes: int, no: int) -> None:
    each = exactly_of_a_whole(whole, Fraction(yes), Fraction(no))
    mean = yes / (yes + no)
    between = mean * (1 - mean) / (yes + no + 1)
    for count in range(whole + 1):
        found = BETA_BINOMIAL.at_least(
            numbers(count), numbers(whole), numbers(mean), numbers(between)
        )
        assert found.item() == pytest.approx(float(sum(each[count:])))


@pytest.mark.parametrize(("shape", "people"), [(1, 10.0), (3, 12.5), (20, 80.0)])
def test_rates_are_those_of_exact_fractions(shape: int, people: float) -> None:
    """Counts with gamma rates of a whole shape: each likelihood is a product of fractions."""
    mean = 0.25
    chance = Fraction(shape) / (shape + Fraction(people) * Fraction(mean))
    each = [comb(k + shape - 1, k) * chance**shape * (1 - chance) ** k for k in range(12)]
    for count in range(12):
        found = GAMMA_POISSON.at_least(
            numbers(count), numbers(people), numbers(mean), numbers(mean**2 / shape)
        )
        assert found.item() == pytest.approx(float(1 - sum(each[:count])))


@BOTH
@pytest.mark.parametrize(("count", "certain"), [(0, True), (1, False)])
def test_none_or_more_is_certain_and_one_or_more_is_not(
    law: Law, count: int, certain: bool
) -> None:
    found = law.at_least(numbers(count), numbers(12), numbers(0.2), numbers(0.01)).item()
    assert (found == 1) == certain
    assert 0 < found <= 1


def test_more_of_a_whole_than_the_whole_cannot_be() -> None:
    one, more = (
        BETA_BINOMIAL.at_least(numbers(count), numbers(12), numbers(0.2), numbers(0.01)).item()
        for count in (12, 13)
    )
    assert one > 0
    assert more == 0


@given(some.integers(0, 40), some.floats(1, 200), some.floats(0.02, 0.9), some.floats(0.05, 1.5))
def test_one_leaver_more_is_never_more_likely(
    count: int, people: float, mean: float, spread: float
) -> None:
    fewer, more = GAMMA_POISSON.at_least(
        numbers(count, count + 1),
        numbers(people, people),
        numbers(mean, mean),
        numbers(*2 * [(spread * mean) ** 2]),
    )
    assert 0 <= more <= fewer <= 1


@pytest.mark.parametrize("count", [0, 2, 5])
def test_the_true_rate_of_one_area_is_what_plain_sums_of_chance_give(count: int) -> None:
    """Bayes by a fine grid: gamma beforehand, times the Poisson chance of the count."""
    spread, middle, people = 0.5, 0.1, 30.0
    shape = spread**-2
    grid = [(step + 0.5) / 10_000 for step in range(10_000)]
    weights = [
        rate ** (shape - 1) * exp(-rate * shape / middle)
        * exp(-rate * people) * (rate * people) ** count / factorial(count)
        for rate in grid
    ]  # fmt: skip
    whole = sum(weights)
    mean = sum(rate * weight for rate, weight in zip(grid, weights, strict=True)) / whole
    square = sum(rate**2 * weight for rate, weight in zip(grid, weights, strict=True)) / whole
    found = GAMMA_POISSON.after(numbers(count), numbers(people), spread, numbers(middle))
    assert found[0].item() == pytest.approx(mean, rel=1e-4)
    assert found[1].item() == pytest.approx(square - mean**2, rel=1e-3)


@pytest.mark.parametrize(
    ("count", "whole", "yes", "no"),
    [
        (0, 0, 3, 7),  # nothing seen: as thought beforehand
        (0, 12, 3, 19),
        (4, 12, 7, 15),
        (12, 12, 15, 7),
    ],
)
def test_the_true_share_of_one_area_is_that_of_the_counts_added_up(
    count: int, whole: int, yes: int, no: int
) -> None:
    """Three of ten were thought; what was seen is added to them. Mean and variance by hand."""
    spread = 11**-0.5
    mean, variance = BETA_BINOMIAL.after(numbers(count), numbers(whole), spread, numbers(0.3))
    both = yes + no
    assert mean.item() == pytest.approx(yes / both)
    assert variance.item() == pytest.approx(yes * no / (both**2 * (both + 1)))


# ---- what all areas together tell


@BOTH
def test_the_more_people_the_narrower_the_range_at_the_same_rate(law: Law) -> None:
    seen, size = numbers(3, 12, 48, 192), numbers(20, 80, 320, 1280)
    true = fit(law, SEEN, SIZE).true_rates(seen, size)
    widths = true.quantile(0.95) - true.quantile(0.05)
    assert (np.diff(widths) < 0).all()


@BOTH
def test_a_quantile_of_more_is_higher_and_what_lies_beyond_more_is_less(law: Law) -> None:
    true = fit(law, SEEN, SIZE).true_rates(SEEN, SIZE)
    quantiles = [true.quantile(share) for share in (0.01, 0.05, 0.5, 0.95, 0.99)]
    assert (np.diff(quantiles, axis=0) > 0).all()
    beyond = [true.beyond(np.full_like(SIZE, rate)) for rate in (0.01, 0.1, 0.2, 0.5)]
    assert (np.diff(beyond, axis=0) < 0).all()


def spread_of(law: Law, family: Family) -> float:
    """The likeliest scatter of true rates."""
    return float(family.spreads[family.log_weights.max(axis=1).argmax()])


@BOTH
def test_areas_that_are_alike_scatter_less_than_areas_that_differ(law: Law) -> None:
    size = np.full(12, 100.0)
    alike, apart = np.full(12, 20.0), np.tile([5.0, 35.0], 6)
    assert spread_of(law, fit(law, alike, size)) < 0.15
    assert spread_of(law, fit(law, apart, size)) > 0.3


@BOTH
def test_areas_that_are_alike_are_drawn_together_and_areas_that_differ_stay_apart(
    law: Law,
) -> None:
    size = np.full(12, 100.0)
    for seen, at_least, at_most in (
        (np.tile([19.0, 21.0], 6), 0.0, 0.6),
        (np.tile([5.0, 35.0], 6), 0.8, 1.0),
    ):
        medians = fit(law, seen, size).true_rates(seen, size).quantile(0.5)
        kept = (medians[1] - medians[0]) / ((seen[1] - seen[0]) / 100)
        assert at_least < kept < at_most


@BOTH
def test_an_area_is_held_against_what_the_rest_say_and_not_against_its_own_count(law: Law) -> None:
    """With the grid kept, another count of the area itself moves nothing it is held against."""
    family = fit(law, SEEN, SIZE)
    other = family.log_likelihoods.copy()
    other[0] = law.log_likelihood(numbers(20), SIZE[:1], 0.4, family.means[0])[0]
    changed = Family(
        law, np.append(20.0, SEEN[1:]), SIZE, family.spreads, family.means,
        family.log_weights - family.log_likelihoods[0] + other[0], other,
    )  # fmt: skip
    at = np.array([0])
    one, again = family.held_against(at), changed.held_against(at)
    assert one.weights == pytest.approx(again.weights)
    assert one.means == pytest.approx(again.means)
    assert one.variances == pytest.approx(again.variances)


@BOTH
def test_a_count_no_area_would_have_is_less_likely_than_one_all_have(law: Law) -> None:
    others = fit(law, SEEN, SIZE).held_against(np.array([-1]))
    tails = others.tails(numbers(0, 4, 8, 16, 30), np.full(5, 30.0))
    assert tails[0] == pytest.approx(1)
    assert (np.diff(tails) < 0).all()
    assert tails[-1] < 1e-3

"""Families of true rates: each law against SciPy's and against a slow count, and what they know."""

from __future__ import annotations

from math import exp, lgamma, log

import numpy as np
import pytest
from scipy import stats

from tandem.analytics.families import (
    BETA_BINOMIAL,
    FEW,
    GAMMA_POISSON,
    Family,
    Law,
    Numbers,
    fit,
)

BOTH = pytest.mark.parametrize("law", [GAMMA_POISSON, BETA_BINOMIAL], ids=["rates", "shares"])


def numbers(*each: float) -> Numbers:
    return np.array(each, dtype=float)


SEEN, SIZE = numbers(3, 9, 5, 14, 2, 7), numbers(20, 60, 44, 80, 31, 52)


# ---- rates


@pytest.mark.parametrize(("leavers", "people"), [(1, 12.5), (3, 20.0), (25, 142.0), (60, 300.0)])
def test_so_many_or_more_are_those_of_poisson_counts_with_gamma_rates(
    leavers: int, people: float
) -> None:
    rate, between = 0.142, 0.002
    shape = rate**2 / between
    mixture = stats.nbinom(shape, shape / (shape + rate * people))
    found = GAMMA_POISSON.at_least(
        numbers(leavers), numbers(people), numbers(rate), numbers(between)
    )
    assert found == pytest.approx(mixture.sf(leavers - 1))


def test_with_hardly_any_scatter_they_are_those_of_the_poisson_law() -> None:
    found = GAMMA_POISSON.at_least(numbers(9), numbers(40), numbers(0.1), numbers(1e-9))
    assert found == pytest.approx(stats.poisson.sf(8, 4), rel=1e-3)


def test_the_likelihood_of_a_count_is_the_negative_binomial_one() -> None:
    """Up to what does not depend on rate or scatter, so differences are compared."""
    spread, means = 0.3, numbers(0.1, 0.2)
    found = GAMMA_POISSON.log_likelihood(SEEN, SIZE, spread, means)
    shape = spread**-2
    true = np.array(
        [[stats.nbinom.logpmf(y, shape, shape / (shape + n * m)) for m in means]
         for y, n in zip(SEEN, SIZE, strict=True)]
    )  # fmt: skip
    assert found[:, 1] - found[:, 0] == pytest.approx(true[:, 1] - true[:, 0])


def test_a_true_rate_lies_between_its_own_rate_and_the_middle() -> None:
    mean, variance = GAMMA_POISSON.after(numbers(12), numbers(40), 0.5, numbers(0.1))
    shape, people = 12 + 4, 40 + 4 / 0.1  # a gamma law of four leavers of forty people was thought
    assert mean.item() == pytest.approx(shape / people)
    assert variance.item() == pytest.approx(shape / people**2)


# ---- shares


@pytest.mark.parametrize(("count", "whole"), [(1, 8), (5, 8), (8, 8), (30, 90)])
def test_so_many_or_more_of_a_whole_are_those_of_the_beta_binomial_law(
    count: int, whole: int
) -> None:
    mean, between = 0.3, 0.01
    weight = mean * (1 - mean) / between - 1
    mixture = stats.betabinom(whole, weight * mean, weight * (1 - mean))
    found = BETA_BINOMIAL.at_least(numbers(count), numbers(whole), numbers(mean), numbers(between))
    assert found == pytest.approx(mixture.sf(count - 1))


def test_the_likelihood_of_a_share_is_the_beta_binomial_one() -> None:
    spread, means = 0.3, numbers(0.1, 0.2)
    found = BETA_BINOMIAL.log_likelihood(SEEN, SIZE, spread, means)
    weight = spread**-2 - 1
    true = np.array(
        [[stats.betabinom.logpmf(y, n, weight * m, weight * (1 - m)) for m in means]
         for y, n in zip(SEEN, SIZE, strict=True)]
    )  # fmt: skip
    assert found[:, 1] - found[:, 0] == pytest.approx(true[:, 1] - true[:, 0])


# Hits in the first 45 times at bat of 18 batters in 1970.
BATTERS = numbers(18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7)
AT_BAT = 45.0


def test_the_eighteen_batters_of_efron_and_morris() -> None:
    """James and Stein draw all but 21.2 % of each distance to the middle, 0.265, away.

    Published: Efron and Morris (1977), Stein's paradox in statistics, Scientific American 236.
    Their formula, by hand, gives it again; ours is another one, that keeps the scatter open, and
    must come near: about a fifth of the distance is left.
    """
    averages = BATTERS / AT_BAT
    middle = averages.mean()
    assert middle == pytest.approx(0.265, abs=5e-4)
    chance = middle * (1 - middle) / AT_BAT
    left = 1 - (len(averages) - 3) * chance / ((averages - middle) ** 2).sum()
    assert left == pytest.approx(0.212, abs=2e-3)
    size = np.full_like(BATTERS, AT_BAT)
    medians = fit(BETA_BINOMIAL, BATTERS, size).true_rates(BATTERS, size).quantile(0.5)
    ours = (medians[0] - medians[-1]) / (averages[0] - averages[-1])
    assert ours == pytest.approx(left, abs=0.05)


# ---- the family


def slow_posterior(seen: float, size: float, all_seen: Numbers, all_size: Numbers) -> list[float]:
    """Mean of the true rate by plain sums over a fine grid of middle and scatter, in logarithms."""
    weights, means = [], []
    for step in range(1, 120):
        spread = step * 2.0 / 120
        shape = spread**-2
        for place in range(-40, 41):
            mean = all_seen.sum() / all_size.sum() * exp(place / 16)
            weight = log(spread) - 1.5 * log(1 + 6 * spread**2)
            for y, n in zip(all_seen, all_size, strict=True):
                weight += lgamma(y + shape) - lgamma(shape)
                weight += shape * log(shape / (shape + n * mean))
                weight += y * log(n * mean / (shape + n * mean))
            weights.append(weight)
            means.append((seen + shape) / (size + shape / mean))
    highest = max(weights)
    shares = [exp(weight - highest) for weight in weights]
    whole = sum(shares)
    return [sum(s * m for s, m in zip(shares, means, strict=True)) / whole]


@pytest.mark.slow
@pytest.mark.parametrize("at", [0, 1, 3])
def test_the_posterior_is_what_plain_sums_over_a_fine_grid_give(at: int) -> None:
    true = fit(GAMMA_POISSON, SEEN, SIZE).true_rates(SEEN, SIZE)
    [mean] = slow_posterior(SEEN[at], SIZE[at], SEEN, SIZE)
    assert (true.means @ true.weights)[at] == pytest.approx(mean, rel=0.01)


@BOTH
def test_an_area_takes_no_part_in_what_it_is_held_against(law: Law) -> None:
    """Dividing its likelihood out is the same as fitting without it, on the same grid."""
    family = fit(law, SEEN, SIZE)
    without = Family(
        law, SEEN[1:], SIZE[1:], family.spreads, family.means,
        family.log_weights - family.log_likelihoods[0], family.log_likelihoods[1:],
    )  # fmt: skip
    one = SEEN[:1], SIZE[:1]
    held = family.held_against(np.array([0])).tails(*one)
    assert held == pytest.approx(without.held_against(np.array([-1])).tails(*one))


@BOTH
def test_one_area_far_off_does_not_hide_itself(law: Law) -> None:
    seen, size = np.append(SEEN, 40.0), np.append(SIZE, 50.0)
    others = fit(law, seen, size).held_against(np.array([6]))
    assert others.tails(seen[6:], size[6:]) < 0.003


@BOTH
def test_of_many_areas_one_law_stands_for_the_grid(law: Law) -> None:
    seen, size = np.tile(SEEN, FEW // len(SEEN)), np.tile(SIZE, FEW // len(SIZE))
    family = fit(law, seen, size)
    few = family.true_rates(seen, size)
    many = fit(law, np.tile(seen, 2), np.tile(size, 2)).true_rates(seen, size)
    assert (len(few.weights), len(many.weights)) == (77, 1)
    again = Family(law, np.tile(seen, 2), size, *rest(family)).true_rates(seen, size)
    assert len(again.weights) == 1
    for share in (0.05, 0.5, 0.95):
        assert again.quantile(share) == pytest.approx(few.quantile(share), rel=0.04)
    bar = np.full_like(size, 0.15)
    assert again.beyond(bar) == pytest.approx(few.beyond(bar), abs=0.05)


def rest(family: Family) -> tuple[Numbers, ...]:
    return family.spreads, family.means, family.log_weights, family.log_likelihoods


@BOTH
def test_a_quantile_and_what_lies_beyond_it_agree(law: Law) -> None:
    true = fit(law, SEEN, SIZE).true_rates(SEEN, SIZE)
    for share in (0.05, 0.5, 0.95):
        assert true.beyond(true.quantile(share)) == pytest.approx(np.full(6, 1 - share), abs=1e-6)


def test_an_area_without_people_may_have_the_rate_of_any() -> None:
    true = fit(GAMMA_POISSON, SEEN, SIZE).true_rates(numbers(0, 30), numbers(0, 200))
    low, high = true.quantile(0.05), true.quantile(0.95)
    assert low[0] < SEEN.sum() / SIZE.sum() < high[0]
    assert high[0] - low[0] > high[1] - low[1]


@BOTH
def test_where_nothing_happened_a_rate_is_small_and_not_0(law: Law) -> None:
    true = fit(law, np.zeros(4), numbers(20, 30, 40, 10)).true_rates(np.zeros(4), SIZE[:4])
    assert (true.quantile(0.5) > 0).all()
    assert (true.quantile(0.95) < 0.06).all()


@pytest.mark.parametrize("share", [0.5, 0.8])
def test_the_rate_that_gives_so_many_gives_them_so_often(share: float) -> None:
    rate = GAMMA_POISSON.seen_in(share, numbers(9), numbers(60))
    assert stats.poisson.sf(8, 60 * rate) == pytest.approx(share)
    part = BETA_BINOMIAL.seen_in(share, numbers(9, 61), numbers(60, 60))
    assert stats.binom.sf(8, 60, part[0]) == pytest.approx(share)
    assert np.isnan(part[1])

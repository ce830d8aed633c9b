"""How far true rates differ between areas, and what all areas together tell of each one.

Counts of events follow a Poisson law whose rates vary between areas by a gamma law; shares follow
a binomial law whose true shares vary by a beta law. Neither the middle of the true rates nor how
far they scatter is known: both are kept as a grid of what is possible, each point weighed by how
well it explains all counts (empirical Bayes whose prior is itself uncertain). The interval of an
area and the judgement on it are averages over that grid, so they allow for what few areas leave
open.

What is thought of the scatter before anything is seen: the share by which an area of PLAIN size
is drawn to the middle follows a Beta(1/2, 1) law, a little more cautious than the uniform one of
Christiansen and Morris. That leans to true differences: a few areas that happen to be alike must
not make the next one a hotspot.

Sources: Clayton and Kaldor (1987), Empirical Bayes estimates of age-standardized relative risks,
Biometrics 43; Christiansen and Morris (1997), Hierarchical Poisson regression modeling, Journal of
the American Statistical Association 92. SciPy is imported when first needed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

SPREADS = 11  # steps of the scatter, where it is plausible
MEANS = np.linspace(-3.0, 3.0, 7)  # steps of the middle, in its standard errors
IMPLAUSIBLE = 10.0  # a scatter so much less likely (in logarithms) than the likeliest is left out
NEGLIGIBLE = 1e-12  # of all weight: far below any p-value that matters
FEW = 30  # areas, up to which the grid is kept point by point
HALVINGS = 50  # until a quantile is found
HALF = 0.5  # an event added to all: of no event at all a rate is not 0 for certain


class Law(Protocol):
    """One law of counts, and the law by which its true rates vary.

    seen, size: one number per area. spread: how far true rates scatter, above 0. means: several
    possible middles; what depends on both has a row per area and a column per middle.
    """

    coarse: tuple[float, ...]  # spreads that are looked at first
    plain: float  # a size, in the unit in which 1 ÷ spread² is one

    def means(self, seen: Numbers, size: Numbers, spread: float) -> tuple[Numbers, float]:
        """Possible middles of the true rates, and the step between them."""

    def between(self, means: Numbers) -> Numbers:
        """The variance of true rates at a spread of 1; it grows with the square of the spread."""

    def log_likelihood(
        self, seen: Numbers, size: Numbers, spread: float, means: Numbers
    ) -> Numbers: ...

    def after(
        self, seen: Numbers, size: Numbers, spread: float, means: Numbers
    ) -> tuple[Numbers, Numbers]:
        """Mean and variance of each true rate, given its count."""

    def at_least(self, seen: Numbers, size: Numbers, mean: Numbers, between: Numbers) -> Numbers:
        """How likely so many or more are, where true rates have this mean and variance."""

    def quantile(self, share: float, mean: Numbers, variance: Numbers) -> Numbers: ...

    def beyond(self, rate: Numbers, mean: Numbers, variance: Numbers) -> Numbers:
        """How likely a true rate above this one is."""

    def seen_in(self, share: float, seen: Numbers, size: Numbers) -> Numbers:
        """The true rate that gives so many or more in this share of cases; NaN if none can."""


class GammaPoisson:
    """Events of so many people on average. spread: standard deviation of true rates ÷ middle."""

    coarse: tuple[float, ...] = (
        0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0, 1.25, 1.5, 2.0,
    )  # fmt: skip
    plain = 6.0  # events

    def means(self, seen: Numbers, size: Numbers, spread: float) -> tuple[Numbers, float]:
        events, people = seen.sum() + HALF, size.sum()
        step = float(np.sqrt(1 / events + spread**2 * (size**2).sum() / people**2))
        return events / people * np.exp(step * MEANS), step

    def between(self, means: Numbers) -> Numbers:
        return np.asarray(means**2)

    def log_likelihood(
        self, seen: Numbers, size: Numbers, spread: float, means: Numbers
    ) -> Numbers:
        from scipy.special import gammaln

        shape, expected = spread**-2, size[:, None] * means
        alone = gammaln(seen + shape) - gammaln(shape)
        together = seen[:, None] * np.log(expected / (shape + expected))
        return np.asarray(alone[:, None] + together - shape * np.log1p(expected / shape))

    def after(
        self, seen: Numbers, size: Numbers, spread: float, means: Numbers
    ) -> tuple[Numbers, Numbers]:
        shape, people = seen[:, None] + spread**-2, size[:, None] + spread**-2 / means
        return shape / people, shape / people**2

    def at_least(self, seen: Numbers, size: Numbers, mean: Numbers, between: Numbers) -> Numbers:
        from scipy.special import betaincc

        shape = mean**2 / between
        found = betaincc(shape, np.maximum(seen, 1), shape / (shape + size * mean))
        return np.where(seen <= 0, 1.0, found)

    def quantile(self, share: float, mean: Numbers, variance: Numbers) -> Numbers:
        from scipy.special import gammaincinv

        return np.asarray(gammaincinv(mean**2 / variance, share) * variance / mean)

    def beyond(self, rate: Numbers, mean: Numbers, variance: Numbers) -> Numbers:
        from scipy.special import gammaincc

        return np.asarray(gammaincc(mean**2 / variance, rate * mean / variance))

    def seen_in(self, share: float, seen: Numbers, size: Numbers) -> Numbers:
        from scipy.special import gammaincinv

        return np.asarray(gammaincinv(seen, share) / size)


class BetaBinomial:
    """So many of a whole number. spread: standard deviation of true shares ÷ √(mean (1 − mean))."""

    coarse: tuple[float, ...] = (
        0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 0.95,
    )  # fmt: skip
    plain = 30.0  # of the whole

    def means(self, seen: Numbers, size: Numbers, spread: float) -> tuple[Numbers, float]:
        whole = size.sum()
        middle = (seen.sum() + HALF) / (whole + 2 * HALF)
        variance = (1 / whole + spread**2 * (size**2).sum() / whole**2) / (middle * (1 - middle))
        step = float(np.sqrt(variance))
        return 1 / (1 + (1 - middle) / middle * np.exp(-step * MEANS)), step

    def between(self, means: Numbers) -> Numbers:
        return means * (1 - means)

    def log_likelihood(
        self, seen: Numbers, size: Numbers, spread: float, means: Numbers
    ) -> Numbers:
        from scipy.special import betaln

        yes, no = (spread**-2 - 1) * means, (spread**-2 - 1) * (1 - means)
        after = betaln(yes + seen[:, None], no + (size - seen)[:, None])
        return np.asarray(after - betaln(yes, no))

    def after(
        self, seen: Numbers, size: Numbers, spread: float, means: Numbers
    ) -> tuple[Numbers, Numbers]:
        weight, whole = spread**-2 - 1, size[:, None]
        share = (weight * means + seen[:, None]) / (weight + whole)
        return share, share * (1 - share) / (weight + whole + 1)

    def at_least(self, seen: Numbers, size: Numbers, mean: Numbers, between: Numbers) -> Numbers:
        weight = mean * (1 - mean) / between - 1
        found = [_beta_binomial(*each) for each in zip(seen, size, weight, mean, strict=True)]
        return np.array(found)

    def quantile(self, share: float, mean: Numbers, variance: Numbers) -> Numbers:
        from scipy.special import betaincinv

        weight = mean * (1 - mean) / variance - 1
        return np.asarray(betaincinv(weight * mean, weight * (1 - mean), share))

    def beyond(self, rate: Numbers, mean: Numbers, variance: Numbers) -> Numbers:
        from scipy.special import betaincc

        weight = mean * (1 - mean) / variance - 1
        return np.asarray(betaincc(weight * mean, weight * (1 - mean), rate))

    def seen_in(self, share: float, seen: Numbers, size: Numbers) -> Numbers:
        from scipy.special import betaincinv

        some = np.minimum(seen, size)
        return np.where(seen > size, np.nan, betaincinv(some, size - some + 1, share))


def _beta_binomial(seen: float, size: float, weight: float, mean: float) -> float:
    """So many or more of a whole, summed term by term: it has no closed form."""
    from scipy.special import betaln

    if seen <= 0:
        return 1.0
    yes, no = weight * mean, weight * (1 - mean)
    counts = np.arange(seen, size + 1)
    ways = -np.log(size + 1) - betaln(size - counts + 1, counts + 1)
    terms = ways + betaln(counts + yes, size - counts + no) - betaln(yes, no)
    return float(min(1.0, np.exp(terms).sum()))


GAMMA_POISSON = GammaPoisson()
BETA_BINOMIAL = BetaBinomial()


@dataclass(frozen=True, slots=True)
class TrueRates:
    """Where the true rates lie: a row per area, a column per part of a mixture of laws.

    Of few areas each point of the grid is a part; of many one law of the same mean and variance
    stands for all, because they leave little open.
    """

    law: Law
    weights: Numbers
    means: Numbers
    variances: Numbers

    def beyond(self, rate: Numbers) -> Numbers:
        """How likely each is above the rate named for it."""
        return np.asarray(self.law.beyond(rate[:, None], self.means, self.variances) @ self.weights)

    def quantile(self, share: float) -> Numbers:
        """The rate below which each lies with this probability."""
        parts = self.law.quantile(share, self.means, self.variances)
        low, high = parts.min(axis=1), parts.max(axis=1)
        for _halving in range(HALVINGS if len(self.weights) > 1 else 0):
            middle = (low + high) / 2
            more = self.beyond(middle) > 1 - share
            low, high = np.where(more, middle, low), np.where(more, high, middle)
        return np.asarray((low + high) / 2)


@dataclass(frozen=True, slots=True)
class Others:
    """The law a new area would follow: a row per area, or one for all; a column per spread."""

    law: Law
    weights: Numbers
    means: Numbers
    variances: Numbers

    def tails(self, seen: Numbers, size: Numbers) -> Numbers:
        """How likely so many or more are."""
        found = np.zeros_like(size)
        for step in np.flatnonzero(self.weights.max(axis=0) > NEGLIGIBLE):
            mean, variance = (
                np.broadcast_to(column[:, step], size.shape)
                for column in (self.means, self.variances)
            )
            found += self.weights[:, step] * self.law.at_least(seen, size, mean, variance)
        return np.minimum(found, 1.0)


@dataclass(frozen=True, slots=True)
class Family:
    """What is possible of the true rates of all areas, weighed.

    spreads: one per step of the scatter. means, log_weights: a row per spread, a column per step
    of the middle. log_likelihoods: of each area seen, at each of them.
    """

    law: Law
    seen: Numbers
    size: Numbers
    spreads: Numbers
    means: Numbers
    log_weights: Numbers
    log_likelihoods: Numbers

    def true_rates(self, seen: Numbers, size: Numbers) -> TrueRates:
        """Of areas with such counts; of size 0, of any area whatever."""
        weights = np.exp(self.log_weights - self.log_weights.max())
        weights /= weights.sum()
        if len(self.seen) <= FEW and len(size) <= 10 * FEW:
            parts = [
                self.law.after(seen, size, spread, means)
                for spread, means in zip(self.spreads, self.means, strict=True)
            ]
            means, variances = (np.hstack(part) for part in zip(*parts, strict=True))
            return TrueRates(self.law, weights.ravel(), means, variances)
        mean, square = np.zeros_like(size), np.zeros_like(size)
        for spread, means, weight in zip(self.spreads, self.means, weights, strict=True):
            one, variance = self.law.after(seen, size, spread, means)
            mean += one @ weight
            square += (one**2 + variance) @ weight
        variance = np.maximum(square - mean**2, NEGLIGIBLE * mean**2)
        return TrueRates(self.law, np.ones(1), mean[:, None], variance[:, None])

    def held_against(self, at: NDArray[np.intp]) -> Others:
        """What areas are held against that take no part in it, a row each.

        at: which of those seen; each is left out of what is known, by dividing its own likelihood
        out again. -1: one that is not among them.
        """
        own = np.where(at[:, None, None] >= 0, self.log_likelihoods[at], 0.0)
        logs = self.log_weights - own
        highest = logs.max(axis=2, keepdims=True)
        within = np.exp(logs - highest)
        whole = within.sum(axis=2)
        within /= whole[:, :, None]
        weights = whole * np.exp(highest - highest.max(axis=1, keepdims=True))[:, :, 0]
        weights /= weights.sum(axis=1, keepdims=True)
        means = (within * self.means).sum(axis=2)
        between = self.law.between(self.means) * self.spreads[:, None] ** 2
        # About the middle, and not from mean squares: their difference would be lost in rounding.
        apart = (self.means - means[:, :, None]) ** 2
        return Others(self.law, weights, means, (within * (between + apart)).sum(axis=2))


def fit(law: Law, seen: Numbers, size: Numbers) -> Family:
    """The family of areas with these counts of these sizes, all above 0, one at least."""
    coarse = _weighed(law, seen, size, np.array(law.coarse))
    # With each area left out too: one area far off must not hide what the others say without it.
    without = (coarse.log_weights - coarse.log_likelihoods).max(axis=2)
    best = np.vstack([coarse.log_weights.max(axis=1), without])
    best -= best.max(axis=1, keepdims=True)
    plausible = np.flatnonzero((best > -IMPLAUSIBLE).any(axis=0))
    first, last = max(plausible[0] - 1, 0), min(plausible[-1] + 1, len(law.coarse) - 1)
    return _weighed(law, seen, size, np.linspace(law.coarse[first], law.coarse[last], SPREADS))


def _weighed(law: Law, seen: Numbers, size: Numbers, spreads: Numbers) -> Family:
    likelihoods = np.empty((len(seen), len(spreads), len(MEANS)))
    means, weights = np.empty(likelihoods.shape[1:]), np.empty(likelihoods.shape[1:])
    widths = np.gradient(spreads)
    for i, spread in enumerate(spreads):
        means[i], step = law.means(seen, size, spread)
        weights[i] = np.log(step * widths[i] * _thought_of(spread, law.plain))
        likelihoods[:, i] = law.log_likelihood(seen, size, spread, means[i])
    weights += likelihoods.sum(axis=0)
    return Family(law, seen, size, spreads, means, weights, likelihoods)


def _thought_of(spread: float, plain: float) -> float:
    """How likely this scatter is thought beforehand, but for a factor.

    An area of plain size is drawn to the middle by the share 1 ÷ (1 + plain × spread²); that this
    share is Beta(1/2, 1) gives the density of the spread.
    """
    return float(spread * (1 + plain * spread**2) ** -1.5)

"""One regression coefficient whose error allows for rows of one unit being alike.

Ordinary least squares with effects of periods, or of periods and units; the standard error is
clustered by unit (Liang and Zeger 1986, with the usual correction for few clusters, as
statsmodels computes it with a dummy for each effect). Under 40 clusters that error is too small
too often, so the p-value comes from a wild cluster bootstrap with the hypothesis imposed: each
unit's residuals keep or change their sign together, and the t-value is counted among those of
the samples so made.

Sources: Cameron, Gelbach and Miller (2008), Bootstrap-based improvements for inference with
clustered errors, Review of Economics and Statistics 90; Webb (2023), Reworking wild bootstrap-based
inference for clustered errors, Canadian Journal of Economics 56, for the six weights used where
signs alone give too few samples; Roodman, MacKinnon, Nielsen and Webb (2019), Fast and wild, Stata
Journal 19, for computing all samples from sums per cluster.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tandem.analytics.panels import Codes, Numbers

ENOUGH_CLUSTERS = 40  # from here on the t distribution is trusted
ENOUGH_FOR_SIGNS = 12  # clusters; below it two signs give too few different samples
SAMPLES = 1999  # of the bootstrap; odd, so that the limits of 5 and 1 % are whole
SEED = 20_240_229
NOTHING_LEFT = 1e-10  # share of a column's variance; less is rounding

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Coefficient:
    """b: outcome per one of the driver. beta: both in their standard deviations over these rows.

    se: of b, clustered. p: two-sided. n: rows. clusters: units.
    """

    b: float
    beta: float
    se: float
    p: float
    n: int
    clusters: int


def coefficient(
    outcome: Numbers,
    driver: Numbers,
    *,
    unit: Codes,
    period: Codes,
    beside: Sequence[Numbers] = (),
    within: bool,
) -> Coefficient | None:
    """The driver's coefficient, with effects of periods and, where `within`, of units.

    outcome, driver, beside: one value per row, finite. beside: what is held equal. None where it
    cannot be estimated: nothing of the driver or the outcome is left beside the effects, or there
    are no more rows than effects.
    """
    spread, outcome_spread = _spread(driver), _spread(outcome)
    if not spread or not outcome_spread or len(driver) < 3:
        return None
    clusters = _codes(unit)
    count = int(clusters.max()) + 1
    own = [_scaled(column) for column in (outcome, driver, *beside)]
    swept = [
        _less_units(column[:, None], clusters) if within else column[:, None] for column in own
    ]
    held_equal = _base(_dummies(period, clusters if within else None), *swept[2:])
    y, x = (_left_beside(held_equal, column[:, 0]) for column in swept[:2])
    spare = len(driver) - 1 - held_equal.shape[1] - (count if within else 0)
    if spare < 1 or count < 2 or _gone(x, own[1]) or _gone(y, own[0]):
        return None
    found = _Sums.of(y, x, held_equal, clusters)
    scale = outcome_spread / spread
    correction = count / (count - 1) * (len(y) - 1) / spare
    error = float(np.sqrt(correction) * found.error())
    b, se = found.b * scale, error * scale
    if not np.isfinite([b, se]).all():  # the two columns are sizes apart
        return None
    return Coefficient(
        b=b,
        beta=found.b,
        se=se,
        p=_p(found, error, count),
        n=len(y),
        clusters=count,
    )


def _p(found: _Sums, error: float, count: int) -> float:
    if count < ENOUGH_CLUSTERS:
        return found.share_as_far(weights(count))
    from scipy.stats import t

    return float(2 * t.sf(abs(found.b) / error, count - 1)) if error else 0.0


@lru_cache(maxsize=64)
def weights(count: int) -> Matrix:
    """What each cluster's residuals are multiplied by: clusters x samples, the same each time."""
    dice = np.random.default_rng([SEED, count])
    if count < ENOUGH_FOR_SIGNS:
        six = np.sqrt([0.5, 1.0, 1.5])
        drawn = dice.choice(np.concatenate([-six, six]), size=(count, SAMPLES))
    else:
        drawn = dice.choice([-1.0, 1.0], size=(count, SAMPLES))
    drawn.setflags(write=False)
    return drawn


@dataclass(frozen=True, slots=True)
class _Sums:
    """What the samples need, summed per cluster, outcome and driver freed of all else.

    scores: driver times outcome. squares: driver times driver. driver, outcome: each times what
    both were freed of (clusters x columns), through which one cluster's outcome reaches the score
    of another.
    """

    scores: Numbers
    squares: Numbers
    driver: Matrix
    outcome: Matrix

    @classmethod
    def of(cls, y: Numbers, x: Numbers, held_equal: Matrix, clusters: Codes) -> _Sums:
        both = _summed(np.column_stack([x * y, x * x]), clusters)
        driver, outcome = (_summed(each[:, None] * held_equal, clusters) for each in (x, y))
        return cls(both[:, 0], both[:, 1], driver, outcome)

    @property
    def b(self) -> float:
        return float(self.scores.sum() / self.squares.sum())

    def error(self) -> float:
        """Of b, before the correction for few clusters."""
        meat = ((self.scores - self.b * self.squares) ** 2).sum()
        return float(np.sqrt(meat) / self.squares.sum())

    def share_as_far(self, drawn: Matrix) -> float:
        """The share of samples in which t is as far from 0 as the one that was found."""
        total = self.squares.sum()
        signed = self.scores[:, None] * drawn
        slopes = signed.sum(axis=0) / total
        shared = self.driver @ (self.outcome.T @ drawn)
        scores = signed - shared - slopes * self.squares[:, None]
        errors = np.sqrt((scores**2).sum(axis=0)) / total
        own = self.error()
        # Multiplied out, so that an exact fit (no error at all) needs no division by 0.
        as_far = np.abs(slopes) * own >= abs(self.b) * errors * (1 - 1e-9)
        return float((1 + as_far.sum()) / (1 + drawn.shape[1]))


# ---- effects


def _codes(values: Codes) -> Codes:
    return np.unique(values, return_inverse=True)[1].astype(np.int64)


def _summed(values: Matrix, codes: Codes) -> Matrix:
    """Rows summed per code; each code from 0 on is there."""
    order = np.argsort(codes, kind="stable")
    starts = np.flatnonzero(np.diff(codes[order], prepend=-1))
    summed: Matrix = np.add.reduceat(values[order], starts, axis=0)
    return summed


def _less_units(values: Matrix, unit: Codes) -> Matrix:
    """Each column less its mean in the row's unit."""
    return values - (_summed(values, unit) / np.bincount(unit)[:, None])[unit]


def _dummies(period: Codes, unit: Codes | None) -> Matrix:
    """One column per period, freed of units where these have effects."""
    codes = _codes(period)
    dummies = np.eye(int(codes.max()) + 1)[codes]
    return dummies if unit is None else _less_units(dummies, unit)


def _base(*columns: Matrix) -> Matrix:
    """An orthonormal base of these columns; what says the same as others takes no place in it."""
    joined = np.concatenate(columns, axis=1)
    sizes, turned = np.linalg.eigh(joined.T @ joined)
    kept = sizes > 1e-12 * max(1.0, float(sizes[-1]))
    base: Matrix = joined @ (turned[:, kept] / np.sqrt(sizes[kept]))
    return base


def _left_beside(base: Matrix, column: Numbers) -> Numbers:
    left: Numbers = column - base @ (base.T @ column)
    return left


# ---- columns


def _spread(column: Numbers) -> float:
    """The standard deviation; 0 where the values differ by no more than rounding."""
    largest = float(np.abs(column).max(initial=0.0))
    if not largest:
        return 0.0
    deviation = float(np.std(column / largest, ddof=1)) if len(column) > 1 else 0.0
    return deviation * largest if deviation > 1e-12 else 0.0


def _scaled(column: Numbers) -> Numbers:
    """In standard deviations from the mean, so that no unit of measurement is too large."""
    spread = _spread(column)
    return (column / spread - float(np.mean(column / spread))) if spread else np.zeros(len(column))


def _gone(left: Numbers, column: Numbers) -> bool:
    return float(left @ left) <= NOTHING_LEFT * float(column @ column)

"""Whether two series moved together: a rank correlation with a likely range that allows for time.

Neighbouring months are alike, so twelve of them are not twelve independent looks. Samples are
therefore drawn in blocks of neighbours: pairs together for the range, the two series apart for
the p-value (what chance would give if they had nothing to do with each other). To be called
"moved together" both must agree, because with few periods either alone says so too often.

Sources: Spearman (1904), The proof and measurement of association between two things, American
Journal of Psychology 15; Politis and Romano (1992), A circular block-resampling procedure for
stationary data, in Exploring the Limits of Bootstrap. SciPy is imported when first needed.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

from tandem.analytics.panels import Codes, Numbers

CERTAIN = 0.05
SAMPLES = 1999
SEED = 20_240_229
FEWEST_POINTS = 8


@dataclass(frozen=True, slots=True)
class Together:
    """rho: Spearman's. se: over the samples. low, high: the likely range, at 95 %. n: pairs."""

    rho: float
    se: float
    p: float
    low: float
    high: float
    n: int

    @property
    def moved(self) -> bool:
        return self.p <= CERTAIN and (self.low > 0 or self.high < 0)


def moved_together(one: Numbers, other: Numbers, *, in_time: bool) -> Together:
    """The rank correlation of two columns.

    one, other: paired values, in order of time where `in_time`; else their order means nothing
    and each stands alone. Raises ValueError below FEWEST_POINTS pairs, or where one column never
    changes.
    """
    if len(one) != len(other) or len(one) < FEWEST_POINTS:
        raise ValueError(f"{FEWEST_POINTS} pairs at least, not {min(len(one), len(other))}.")
    if not (np.ptp(one) and np.ptp(other)):
        raise ValueError("A column that never changes moves with nothing.")
    count = len(one)
    length = ceil(2 * count ** (1 / 3)) if in_time else 1
    dice = np.random.default_rng([SEED, count])
    rho = float(_rank_correlations(one[None], other[None])[0])
    drawn = _blocks(dice, count, length)
    paired = _rank_correlations(one[drawn], other[drawn])
    apart = _rank_correlations(one[drawn], other[_blocks(dice, count, length)])
    low, high = np.quantile(paired, [CERTAIN / 2, 1 - CERTAIN / 2])
    as_far = np.abs(apart) >= abs(rho) - 1e-12
    return Together(
        rho=rho,
        se=float(np.std(paired, ddof=1)),
        p=float((1 + as_far.sum()) / (1 + SAMPLES)),
        low=float(low),
        high=float(high),
        n=count,
    )


def _blocks(dice: np.random.Generator, count: int, length: int) -> Codes:
    """Samples x count places: blocks of neighbours, the last followed by the first."""
    blocks = -(-count // length)
    starts = dice.integers(0, count, size=(SAMPLES, blocks, 1))
    places: Codes = ((starts + np.arange(length)) % count).reshape(SAMPLES, -1)
    return places[:, :count]


def _rank_correlations(one: Numbers, other: Numbers) -> Numbers:
    """One per row; 0 where a sample holds one value only."""
    ranks, others = _centred_ranks(one), _centred_ranks(other)
    room = np.sqrt((ranks**2).sum(axis=1) * (others**2).sum(axis=1))
    shared = (ranks * others).sum(axis=1)
    found: Numbers = np.divide(shared, room, out=np.zeros(len(shared)), where=room > 0)
    return found


def _centred_ranks(values: Numbers) -> NDArray[np.float64]:
    from scipy.stats import rankdata

    ranks: NDArray[np.float64] = rankdata(values, axis=1) - (values.shape[1] + 1) / 2
    return ranks

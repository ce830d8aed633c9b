"""Exact intervals for counts and proportions. SciPy is imported when first needed."""

from __future__ import annotations

from math import sqrt

LEVEL = 0.90


def garwood(count: int, level: float = LEVEL) -> tuple[float, float]:
    """The exact interval for the mean of a Poisson count.

    count: events seen, 0 or more. Returns low and high in events; divide both by the exposure
    for a rate. It may be wider than it must be, never narrower. Raises ValueError below 0.
    Source: Garwood (1936), Fiducial limits for the Poisson distribution, Biometrika 28.
    """
    from scipy.special import gammaincinv

    if count < 0:
        raise ValueError(f"A count cannot be {count}.")
    tail = (1 - level) / 2
    low = float(gammaincinv(count, tail)) if count else 0.0
    return low, float(gammaincinv(count + 1, 1 - tail))


def wilson(count: int, total: int, level: float = LEVEL) -> tuple[float, float]:
    """The score interval for a true proportion: `count` of `total`, each counted once.

    Returns low and high, 0 to 1. Not for turnover, which can pass 1. Raises ValueError if
    total is 0 (no proportion) or count is outside it.
    Source: Wilson (1927), Probable inference, Journal of the American Statistical
    Association 22.
    """
    from scipy.special import ndtri

    if not 0 <= count <= total or total == 0:
        raise ValueError(f"{count} of {total} is no proportion.")
    z = float(ndtri((1 + level) / 2))
    share = count / total
    middle = share + z * z / (2 * total)
    reach = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    scale = 1 + z * z / total
    return max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)

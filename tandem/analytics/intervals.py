"""Intervals for counts and proportions, and a proportion steadied by those of many.

SciPy is imported when first needed.
"""

from __future__ import annotations

from math import hypot, sqrt
from statistics import NormalDist

LEVEL = 0.90


def garwood(count: float, level: float = LEVEL) -> tuple[float, float]:
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


def wilson(count: float, total: int, level: float = LEVEL) -> tuple[float, float]:
    """The score interval for a true proportion: `count` of `total`, each counted once.

    Returns low and high, 0 to 1. Not for turnover, which can pass 1. With half credits in the
    count the interval is approximate: say so beside it. Raises ValueError if total is 0 (no
    proportion) or count is outside it.
    Source: Wilson (1927), Probable inference, Journal of the American Statistical
    Association 22.
    """
    if not 0 <= count <= total or total == 0:
        raise ValueError(f"{count} of {total} is no proportion.")
    z = NormalDist().inv_cdf((1 + level) / 2)  # pages use it: no SciPy in their memory
    share = count / total
    middle = share + z * z / (2 * total)
    reach = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    scale = 1 + z * z / total
    low, high = max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)
    return min(low, share), max(high, share)  # rounding may put none of 14 below its own range


def difference(
    one: tuple[float, int], other: tuple[float, int], level: float = LEVEL
) -> tuple[float, float]:
    """The interval of one proportion minus another, of different people.

    one, other: how many, of how many. Returns low and high, -1 to 1. Raises ValueError for what
    is no proportion. Source: Newcombe (1998), Interval estimation for the difference between
    independent proportions, Statistics in Medicine 17, method 10.
    """
    (low, high), (other_low, other_high) = wilson(*one, level), wilson(*other, level)
    share, other_share = one[0] / one[1], other[0] / other[1]
    apart = share - other_share
    down = hypot(share - low, other_high - other_share)
    up = hypot(high - share, other_share - other_low)
    return max(-1.0, apart - down), min(1.0, apart + up)


PRIOR_WEIGHT = 5


def drawn_toward(centre: float, count: float, total: int, weight: float = PRIOR_WEIGHT) -> float:
    """The proportion `count` of `total` as it is expected to be once chance has had its say.

    The mean of a Beta posterior whose prior is centred on `centre`, the proportion of all, and
    weighs as much as `weight` cases: the fewer cases, the nearer to the centre. For comparing
    one unit with itself over time, not for comparing units. Returns 0 to 1. Raises ValueError
    if centre is no proportion, or count outside total.
    """
    if not (0 <= centre <= 1 and 0 <= count <= total):
        raise ValueError(f"{count} of {total}, drawn toward {centre}, is no proportion.")
    return (count + weight * centre) / (total + weight)

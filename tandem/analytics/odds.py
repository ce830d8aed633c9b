"""A yes or no beside several predictors: by how much the odds differ, others held equal.

Logistic regression, by statsmodels, which is imported when first needed. Where one predictor, or
several together, tell yes from no without exception there is no finite answer; then that is said,
not a number that grew until the computer stopped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

import numpy as np
from numpy.typing import NDArray

from tandem.analytics.drivers import Column
from tandem.analytics.intervals import LEVEL
from tandem.analytics.linkage_words import ASSOCIATION
from tandem.analytics.printed import Drawn, ratios
from tandem.analytics.sheets import Sheet

FEWEST_OF_EACH = 5  # yes, and no, per predictor (Vittinghoff and McCulloch 2007)
FARTHEST = 15.0  # standard deviations of log odds; beyond it yes and no are told apart


class OddsRefused(ValueError):
    """There is no answer for these columns. One sentence with the cure."""


@dataclass(frozen=True, slots=True)
class Odds:
    """b: of the log odds, per one of the predictor. low, high: the likely range of the ratio."""

    name: str
    b: float
    se: float
    p: float
    low: float
    high: float

    @property
    def ratio(self) -> float:
        """By what the odds are multiplied per one of the predictor."""
        return _exp(self.b)


@dataclass(frozen=True, slots=True)
class OddsOf(Drawn):
    """odds: in the order of the predictors. n: rows. yes: of them."""

    odds: tuple[Odds, ...]
    intercept: float
    n: int
    yes: int

    def sheet(self) -> Sheet:
        return ratios(
            "Odds", self.odds, f"By what the odds of a yes are multiplied per one of each, others "
            f"held equal; {self.yes:,} of {self.n:,} are a yes. {ASSOCIATION}",
        )  # fmt: skip


def odds(
    predictors: Mapping[str, Column], happened: Sequence[bool | int] | NDArray[np.int64]
) -> OddsOf:
    """How the odds of a yes differ along each predictor, the others held equal.

    predictors: one column per name, rows in the order of `happened`, which is 0 or 1. Raises
    OddsRefused: columns of unequal length, NaN or infinity, a column that never changes, one that
    others say the same as, too few of yes or no, or predictors that tell them apart perfectly.
    Source: statsmodels; Albert and Anderson (1984), Biometrika 71, for when there is no answer.
    """
    x, y = _columns(predictors, happened)
    means, spreads = x.mean(axis=0), x.std(axis=0)
    scaled = (x - means) / spreads
    if np.linalg.matrix_rank(scaled) < x.shape[1]:
        raise OddsRefused("One predictor says the same as others together. Leave it out.")
    beta, covariance = _fitted(scaled, y)
    b = beta[1:] / spreads
    errors = np.sqrt(np.diag(covariance))[1:] / spreads
    found = tuple(_one(name, float(b[at]), float(errors[at])) for at, name in enumerate(predictors))
    return OddsOf(found, float(beta[0] - b @ means), len(y), int(y.sum()))


def _fitted(
    scaled: NDArray[np.float64], y: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    import warnings

    import statsmodels.api as sm
    from statsmodels.tools.sm_exceptions import PerfectSeparationError

    apart = OddsRefused(
        "The predictors tell yes from no without exception, so the odds have no finite answer. "
        "Leave out the one that does it, or compare the two groups side by side."
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what they warn of is refused below
        try:
            fit = sm.Logit(y, sm.add_constant(scaled)).fit(disp=0, maxiter=100)
        except (PerfectSeparationError, np.linalg.LinAlgError) as error:
            raise apart from error
        beta, covariance = np.asarray(fit.params), np.asarray(fit.cov_params())
    finite = bool(np.isfinite(beta).all() and np.isfinite(covariance).all())
    if not (finite and fit.mle_retvals["converged"]) or np.abs(beta[1:]).max() > FARTHEST:
        raise apart
    return beta, covariance


def _one(name: str, b: float, se: float) -> Odds:
    from scipy.stats import norm

    reach = float(norm.ppf((1 + LEVEL) / 2)) * se
    return Odds(name, b, se, float(2 * norm.sf(abs(b) / se)), _exp(b - reach), _exp(b + reach))


def _exp(value: float) -> float:
    return exp(min(value, 700.0))


def _columns(
    predictors: Mapping[str, Column], happened: Sequence[bool | int] | NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    if not predictors:
        raise OddsRefused("Name one predictor at least.")
    y = np.asarray(happened, dtype=float)
    if not np.isin(y, [0, 1]).all():
        raise OddsRefused("What happened must be 0 or 1 in each row.")
    for name, values in predictors.items():
        column = np.asarray(values, dtype=float)
        if len(column) != len(y):
            raise OddsRefused(f"{name} has {len(column)} rows, what happened {len(y)}.")
        if not np.isfinite(column).all():
            raise OddsRefused(f"{name} holds NaN or infinity. Leave such rows out.")
        if len(column) and np.ptp(column) == 0:
            raise OddsRefused(f"{name} is always {column[0]:g}. Leave it out.")
    rarer, needed = int(min(y.sum(), len(y) - y.sum())), FEWEST_OF_EACH * len(predictors)
    if rarer < needed:
        raise OddsRefused(
            f"{rarer} rows of the rarer answer are too few for {len(predictors)} predictors: "
            f"{needed} at least."
        )
    return np.column_stack([np.asarray(each, dtype=float) for each in predictors.values()]), y

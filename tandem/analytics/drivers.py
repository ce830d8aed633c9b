"""What goes along with an outcome most: how its R² is shared among several predictors.

Predictors overlap, so "its part" depends on who comes first. Up to 12 predictors the part of each
is averaged over all orders in which they could come (LMG, the same as Shapley values of R²);
beyond that there are too many orders, and Johnson's relative weights come close to them. Shares add
up to R². They are association: a predictor with a large share goes along with the outcome, and may
do so through something nobody asked about.

Sources: Lindeman, Merenda and Gold (1980), Introduction to Bivariate and Multivariate Analysis,
p. 119; Grömping (2006), Relative importance for linear regression in R, Journal of Statistical
Software 17; Johnson (2000), A heuristic method for estimating the relative weight of predictor
variables, Multivariate Behavioral Research 35; for the warning: Podsakoff, MacKenzie, Lee and
Podsakoff (2003), Common method biases in behavioral research, Journal of Applied Psychology 88.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import comb

import numpy as np
from numpy.typing import NDArray

from tandem.analytics.intervals import LEVEL
from tandem.analytics.printed import NOTHING, Drawn, between, percent
from tandem.analytics.sheets import Mark, Sheet

Matrix = NDArray[np.float64]
Column = Sequence[float] | Matrix

MOST_FOR_ALL_ORDERS = 12  # predictors; 2 to the power of them is how many sets are looked at
FEWEST_ROWS = 30
ROWS_PER_PREDICTOR = 5
SAMPLES = 500  # of the bootstrap
DRAWS = 20 * SAMPLES  # in which as many samples must be found where no column stands still
SEED = 20_240_229
NOTHING_LEFT = 1e-10  # of a predictor's variance, beside the others


class DriversRefused(ValueError):
    """These columns cannot be shared among. One sentence with the cure."""


class Method(StrEnum):
    """How R² was shared."""

    LMG = "lmg"
    JOHNSON = "johnson"


@dataclass(frozen=True, slots=True)
class Share:
    """share: of R², so that all add up to it. low, high: its likely range.

    b: outcome per one of the predictor with the others held equal; None where the others say the
    same as it.
    """

    name: str
    share: float
    low: float
    high: float
    b: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drivers(Drawn):
    """shares: in the order of the predictors. r2: of all together; adjusted: for how many."""

    shares: tuple[Share, ...]
    method: Method
    r2: float
    adjusted: float
    intercept: float | None
    n: int
    warnings: tuple[str, ...]
    sentence: str

    def sheet(self) -> Sheet:
        return Sheet(
            title="Drivers",
            columns=("Predictor", "Share of R²", "Likely range", "b"),
            rows=tuple(
                (
                    each.name,
                    percent(each.share),
                    between(each.low, each.high),
                    NOTHING if each.b is None else f"{each.b:.4g}",
                )
                for each in self.shares
            ),
            said=" ".join((self.sentence, *self.warnings)),
            marks=tuple(Mark(each.name, each.share, each.low, each.high) for each in self.shares),
            unit="share of R²",
        )


def drivers(
    predictors: Mapping[str, Column],
    outcome: Column,
    *,
    called: str = "the outcome",
    same_survey: Collection[str] = (),
) -> Drivers:
    """How R² of the outcome is shared among the predictors, with likely ranges.

    predictors: one column per name, rows in the order of the outcome. called: the outcome, in the
    sentence. same_survey: the predictors asked in the same survey, of the same people, as the
    outcome; they come with a warning. Ranges are quantiles over rows drawn anew. Raises
    DriversRefused: fewer rows than FEWEST_ROWS or ROWS_PER_PREDICTOR each, columns of unequal
    length, NaN or infinity, a column that never changes.
    """
    rows = _columns(predictors, outcome)
    unknown = sorted(set(same_survey) - set(predictors))
    if unknown:
        raise DriversRefused(f"{unknown[0]} is no predictor. Name those that are.")
    method = Method.LMG if len(predictors) <= MOST_FOR_ALL_ORDERS else Method.JOHNSON
    share = _lmg if method is Method.LMG else _johnson
    found = share(_correlations(rows))
    low, high = _ranges(rows, share)
    b, intercept = _coefficients(rows)
    n, count = len(rows), len(predictors)
    r2 = min(1.0, float(found.sum()))
    shares = tuple(
        Share(name, float(found[at]), float(low[at]), float(high[at]), b[at])
        for at, name in enumerate(predictors)
    )
    return Drivers(
        shares=shares,
        method=method,
        r2=r2,
        adjusted=1 - (1 - r2) * (n - 1) / (n - count - 1),
        intercept=intercept,
        n=n,
        warnings=_warnings(shares, same_survey, called),
        sentence=_sentence(shares, r2, n, called),
    )


# ---- the shares


def _lmg(correlations: Matrix) -> Matrix:
    """correlations: of predictors and, last, the outcome."""
    count = len(correlations) - 1
    explained = 1 - _left_unexplained(correlations)
    sets = np.arange(2**count)
    sizes = np.array([int(each).bit_count() for each in sets])
    weights = np.array([1 / (count * comb(count - 1, size)) for size in range(count)])
    shares = np.empty(count)
    for at in range(count):
        without = sets[(sets >> at) & 1 == 0]
        gains = explained[without | (1 << at)] - explained[without]
        shares[at] = (weights[sizes[without]] * gains).sum()
    return shares


def _left_unexplained(correlations: Matrix) -> Matrix:
    """For each set of predictors (bit i: the i-th is in it) what it leaves of the outcome.

    Each predictor in turn doubles the sets: those without it, and the same with its part taken
    out of all that is left (a sweep).
    """
    left = correlations[None]
    for at in range(len(correlations) - 1):
        own = left[:, at, at]
        there = own > NOTHING_LEFT
        per_own = np.where(there, 1 / np.where(there, own, 1), 0)
        taken = left[:, :, at, None] * left[:, None, at, :] * per_own[:, None, None]
        left = np.concatenate([left, left - taken])
    unexplained: Matrix = left[:, -1, -1]
    return unexplained


def _johnson(correlations: Matrix) -> Matrix:
    """Through the closest columns that do not overlap; doubles share what they have in common."""
    among, with_outcome = correlations[:-1, :-1], correlations[:-1, -1]
    sizes, base = np.linalg.eigh(among)
    roots = np.sqrt(np.clip(sizes, 0, None))
    inverse = np.where(roots > NOTHING_LEFT**0.5, 1 / np.where(roots > 0, roots, 1), 0)
    loadings = base @ np.diag(roots) @ base.T
    weights = base @ np.diag(inverse) @ base.T @ with_outcome
    shares: Matrix = (loadings**2) @ (weights**2)
    return shares


def _ranges(rows: Matrix, share: Callable[[Matrix], Matrix]) -> tuple[Matrix, Matrix]:
    dice = np.random.default_rng([SEED, *rows.shape])
    drawn: list[Matrix] = []
    for _draw in range(DRAWS):
        sample = rows[dice.integers(0, len(rows), size=len(rows))]
        if (np.ptp(sample, axis=0) > 0).all():
            drawn.append(share(_correlations(sample)))
        if len(drawn) == SAMPLES:
            break
    else:
        raise DriversRefused(
            "Several columns are nearly always the same, so most rows drawn anew say nothing of "
            "them. Leave those out in which only a row or two differ."
        )
    low, high = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
    return low, high


def _correlations(rows: Matrix) -> Matrix:
    centred = rows - rows.mean(axis=0)
    scaled = centred / np.sqrt((centred**2).sum(axis=0))
    correlations: Matrix = scaled.T @ scaled
    return correlations


def _coefficients(rows: Matrix) -> tuple[list[float | None], float | None]:
    """Of each predictor with the others held equal, and the intercept."""
    means = rows.mean(axis=0)
    spreads = rows.std(axis=0)
    scaled = (rows - means) / spreads
    x, y = scaled[:, :-1], scaled[:, -1]
    left_over = _left_of_each(x)
    if min(left_over) <= NOTHING_LEFT:
        return [None for _ in left_over], None
    beta = np.linalg.lstsq(x, y, rcond=None)[0]
    b = beta * spreads[-1] / spreads[:-1]
    return [float(each) for each in b], float(means[-1] - b @ means[:-1])


def _left_of_each(x: Matrix) -> list[float]:
    """The share of each predictor's variance that the others do not say."""
    left = []
    for at in range(x.shape[1]):
        others = np.delete(x, at, axis=1)
        residual = x[:, at]
        if others.shape[1]:
            residual = residual - others @ np.linalg.lstsq(others, residual, rcond=None)[0]
        left.append(float(residual @ residual) / len(x))
    return left


# ---- what comes in


def _columns(predictors: Mapping[str, Column], outcome: Column) -> Matrix:
    """Rows x predictors and, last, the outcome."""
    if not predictors:
        raise DriversRefused("Name one predictor at least.")
    columns = {**{str(name): values for name, values in predictors.items()}, "the outcome": outcome}
    needed = max(FEWEST_ROWS, ROWS_PER_PREDICTOR * len(predictors))
    for name, values in columns.items():
        if len(values) != len(outcome):
            raise DriversRefused(
                f"{name} has {len(values)} rows, the outcome {len(outcome)}. Give one value each."
            )
        if not np.isfinite(np.asarray(values, dtype=float)).all():
            raise DriversRefused(f"{name} holds NaN or infinity. Leave such rows out.")
    if len(outcome) < needed:
        raise DriversRefused(
            f"{len(outcome)} rows are too few for {len(predictors)} predictors: {needed} at least."
        )
    for name, values in columns.items():
        if np.ptp(np.asarray(values, dtype=float)) == 0:
            raise DriversRefused(f"{name} is always {values[0]:g}. Leave it out.")
    return np.column_stack([np.asarray(values, dtype=float) for values in columns.values()])


# ---- words


def _warnings(
    shares: Sequence[Share], same_survey: Collection[str], called: str
) -> tuple[str, ...]:
    said = []
    if same_survey:
        names = _listed([each.name for each in shares if each.name in same_survey])
        verb = "was" if len(set(same_survey)) == 1 else "were"
        said.append(
            f"{names} {verb} asked in the same survey as {called}. Answers of one person at one "
            "time go together for that alone (common method), so the shares are likely too high."
        )
    if any(each.b is None for each in shares):
        said.append(
            "Some predictors say exactly the same as others together, so there is no coefficient "
            "of one with the others held equal. Their shares are what they have in common."
        )
    return tuple(said)


def _sentence(shares: Sequence[Share], r2: float, n: int, called: str) -> str:
    clear = [each for each in shares if all(each.low > o.high for o in shares if o is not each)]
    said = (
        f"Together {_listed([each.name for each in shares])} go along with {100 * r2:.0f} % of how "
        f"{called} differs ({n} rows)."
    )
    if len(shares) == 1:
        return f"{said} This is an association; why it is there, numbers do not tell."
    if clear:
        said += f" {clear[0].name} has the largest share, clearly apart from the others."
    else:
        said += " The likely ranges of the largest shares overlap: none of them stands apart."
    return f"{said} This is an association; why it is there, numbers do not tell."


def _listed(names: Sequence[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last

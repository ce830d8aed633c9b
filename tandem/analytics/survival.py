"""How long people stay: curves, their likely ranges, and whether groups differ.

All of it is computed from life tables, that is from counts per tenure; `cox` holds the model.

The curve is Kaplan and Meier's (1958, JASA 53), with delayed entry. Its range is the beta product
of Fay, Brittain and Proschan (2013, Biostatistics 14): without censoring it is Clopper and
Pearson's exact interval, and with it still holds where few are left and where nobody left, where
Greenwood's formula says "exactly 100 %". Shares by reason are those of Aalen and Johansen (1978,
Scandinavian Journal of Statistics 5): one minus a curve that takes other leavings as censored would
overstate each. NumPy and SciPy are imported when first needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import exp, expm1, log
from typing import TYPE_CHECKING

from tandem.analytics.intervals import LEVEL
from tandem.analytics.life_table import LifeTable

if TYPE_CHECKING:
    from tandem.analytics.life_table import Numbers

DAYS_IN_MONTH = 365.25 / 12


@dataclass(frozen=True, slots=True)
class Share:
    """A share of people, 0 to 1, with its likely range. at_risk: how many were in sight then."""

    value: float
    low: float
    high: float
    at_risk: int


@dataclass(frozen=True)
class Curve:
    """The share still there at each tenure, of those there at tenure `since`."""

    table: LifeTable

    @cached_property
    def since(self) -> int:
        return self.table.since

    @cached_property
    def _leavings(self) -> tuple[Numbers, Numbers, Numbers]:
        """The tenures at which somebody left, how many were at risk, and left for any reason."""
        table = self.table
        rows = (table.leaving > 0) & (table.tenure <= table.known_until)
        return table.tenure[rows], table.at_risk[rows], table.leaving[rows]

    @cached_property
    def tenure(self) -> Numbers:
        return self._leavings[0]

    @cached_property
    def staying(self) -> Numbers:
        """The share still there after each of `tenure`."""
        _tenure, at_risk, left = self._leavings
        return (1 - left / at_risk).cumprod()

    def is_known_at(self, tenure: int) -> bool:
        """Whether somebody was followed that far, or all were seen to leave before."""
        if tenure < self.since or not self.table.people:
            return False
        return tenure <= self.table.known_until or self._all_left

    @property
    def _all_left(self) -> bool:
        return bool(len(self.staying)) and not self.staying[-1]

    def at(self, tenure: int, level: float = LEVEL) -> Share | None:
        """Still there after this tenure; None where nobody was followed that far."""
        import numpy as np

        if not self.is_known_at(tenure):
            return None
        steps = int(np.searchsorted(self.tenure, tenure, side="right"))
        value = float(self.staying[steps - 1]) if steps else 1.0
        at_risk, left = self.table.at(np.array([tenure]))
        low, high = self._range(steps, int(at_risk[0] - left[0]), level)
        return Share(value, min(low, value), max(high, value), int(at_risk[0]))

    def _range(self, steps: int, staying: int, level: float) -> tuple[float, float]:
        """After so many leavings: a product of beta laws, one for each, matched by its moments.

        staying: those at risk then who did not leave; low waits for the next of them to go.
        """
        from scipy.special import betaincinv

        tail = (1 - level) / 2
        mean, square = (float(logs[steps - 1]) if steps else 0.0 for logs in self._log_moments)
        a, b = _beta(mean, square)
        high = float(betaincinv(a, b, 1 - tail)) if steps else 1.0
        if not staying:
            return 0.0, high
        next_mean, next_square = log(staying / (staying + 1)), log(staying / (staying + 2))
        a, b = _beta(mean + next_mean, square + next_square)
        return float(betaincinv(a, b, tail)), high

    @cached_property
    def _log_moments(self) -> tuple[Numbers, Numbers]:
        _tenure, at_risk, left = self._leavings
        mean, square = _log_moments(at_risk - left + 1, left)
        return mean.cumsum(), square.cumsum()

    def median(self) -> int | None:
        """The first tenure after which at most half are still there; None where more are."""
        import numpy as np

        # A whole half may have been rounded up by the product.
        below = np.flatnonzero(self.staying <= 0.5 + 1e-12)
        return int(self.tenure[below[0]]) if len(below) else None

    def median_range(self, level: float = LEVEL) -> tuple[int | None, int | None]:
        """The tenures whose own range holds one half; None: not reached in sight."""
        low: int | None = None
        for tenure in map(int, self.tenure):
            share = self.at(tenure, level)
            if share and low is None and share.low <= 0.5:
                low = tenure
            if share and share.high <= 0.5:
                return low, tenure
        return low, None


def _log_moments(a: Numbers, b: Numbers) -> tuple[Numbers, Numbers]:
    """The logarithms of the mean and the mean square of Beta(a, b)."""
    import numpy as np

    mean = np.log(a / (a + b))
    return mean, mean + np.log((a + 1) / (a + b + 1))


def _beta(log_mean: float, log_square: float) -> tuple[float, float]:
    """The beta law with this mean and mean square."""
    mean = exp(log_mean)
    variance = mean * mean * expm1(log_square - 2 * log_mean)
    if not variance:
        return 1.0, 1.0
    weight = mean * (1 - mean) / variance - 1
    return mean * weight, (1 - mean) * weight


def by_reason(curve: Curve, tenure: int, level: float = LEVEL) -> list[Share] | None:
    """The share gone by this tenure, one per reason; with those still there they make up 1.

    The range is Clopper and Pearson's for as many people as would give the same variance (Korn
    and Graubard 1998, Survey Methodology 24); without censoring these are the people themselves.
    None where nobody was followed that far.
    """
    import numpy as np

    known = curve.at(tenure, level)
    if known is None:
        return None
    table = curve.table
    rows = (table.leaving > 0) & (table.tenure <= min(tenure, table.known_until))
    at_risk, left, leaving = table.at_risk[rows], table.left[rows], table.leaving[rows]
    before = np.concatenate([[1.0], (1 - leaving / at_risk).cumprod()])[:-1]
    return [
        _gone_share(before, at_risk, own, leaving, people=known.at_risk, level=level)
        for own in left.T
    ]


def _gone_share(
    before: Numbers, at_risk: Numbers, own: Numbers, every: Numbers, *, people: int, level: float
) -> Share:
    """before: still there before each leaving; own, every: leavings for one reason, for any.

    Variance: Marubini and Valsecchi (1995), Analysing Survival Data, section 10.3.
    """
    import numpy as np

    steps = before * own / at_risk
    gone = steps.cumsum()
    value = float(gone[-1]) if len(gone) else 0.0
    to_come = value - gone
    stay = np.maximum(at_risk - every, 1)  # where all left nothing is to come, and 0 × is 0
    variance = float(
        (to_come**2 * every / (at_risk * stay)).sum()
        + (before**2 * own * (at_risk - own) / at_risk**3.0).sum()
        - 2 * (to_come * steps / at_risk).sum()
    )
    worth = value * (1 - value) / variance if variance > 0 else float(max(people, 1))
    low, high = _clopper_pearson(value * worth, worth, level)
    return Share(value, min(low, value), max(high, value), people)


def _clopper_pearson(count: float, total: float, level: float) -> tuple[float, float]:
    from scipy.special import betaincinv

    tail = (1 - level) / 2
    low = float(betaincinv(count, total - count + 1, tail)) if count > 0 else 0.0
    if total - count <= 1e-9 * total:
        return low, 1.0
    return low, float(betaincinv(count + 1, total - count, 1 - tail))


@dataclass(frozen=True, slots=True)
class Difference:
    """Whether groups stay equally long. p: how likely a difference so large is, were they equal."""

    statistic: float
    degrees: int
    p: float


def log_rank(tables: Sequence[LifeTable]) -> Difference | None:
    """The log-rank test of two groups or more, with delayed entry.

    None where there is nothing to compare: fewer than two groups that were in sight together
    when somebody left. Source: Mantel (1966), Cancer Chemotherapy Reports 50.
    """
    import numpy as np
    from scipy.special import chdtrc

    leavings = [table.tenure[table.leaving > 0] for table in tables]
    tenure = np.unique(np.concatenate(leavings)) if leavings else np.array([])
    seen = [table.at(tenure) for table in tables]
    if not len(tenure):
        return None
    at_risk = np.array([risk for risk, _left in seen], dtype=float)
    left = np.array([gone for _risk, gone in seen], dtype=float)
    everyone, leaving = at_risk.sum(axis=0), left.sum(axis=0)
    more = np.maximum(everyone - 1, 1)
    scale = leaving * (everyone - leaving) / more
    part = at_risk / everyone
    surplus = left.sum(axis=1) - part @ leaving
    spread = np.diag((part * scale).sum(axis=1)) - (part * scale) @ part.T
    weights, directions = np.linalg.eigh(spread)
    # All surpluses add up to nought, so one weight at least is nought but for rounding; what is
    # divided by rounding is any number.
    compared = weights > 1e-12 * max(1.0, weights[-1])
    degrees = int(compared.sum())
    if not degrees:
        return None
    along = surplus @ directions[:, compared]
    found = float((along**2 / weights[compared]).sum())
    return Difference(found, degrees, float(chdtrc(degrees, found)))

"""The pay gap between two groups (K26): as it is, and at equal level, work, tenure and place.

Pay is restricted: these numbers are for whoever may see pay, and only ever of groups. A gap is how
much less the first group earns, as a share of the second's pay: 0.05 is 5 % less, below nought is
more. NumPy and statsmodels are imported when first needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, expm1, isfinite
from statistics import NormalDist, mean, median
from typing import TYPE_CHECKING, Any

from tandem.analytics.intervals import LEVEL
from tandem.analytics.printed import NOTHING, Printed, between, percent
from tandem.analytics.results import Interval
from tandem.analytics.sheets import Sheet

if TYPE_CHECKING:
    import pandas as pd

FEWEST_EACH = 10  # people of either group; under it nothing is told
FEWEST_PER_TERM = 10  # people for each coefficient of the model
EU_NOTE = (
    "Directive (EU) 2023/970: a gap of at least 5 % in a category of workers that objective, "
    "gender-neutral criteria do not justify leads to a joint pay assessment. Whether it is "
    "justified no number can say."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """One person. pay: for a year at full time, above nought. category: of work of equal value.
    first: of the group asked about."""

    pay: float
    first: bool
    level: str
    family: str
    tenure_years: float
    location: str
    category: str = ""

    def __post_init__(self) -> None:
        if not isfinite(self.pay) or self.pay <= 0:
            raise ValueError(f"A pay of {self.pay} a year cannot be compared.")
        if not isfinite(self.tenure_years) or self.tenure_years < 0:
            raise ValueError(f"A tenure of {self.tenure_years} years cannot be.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """As the pay is. of_means, of_medians: None under FEWEST_EACH of either group: cannot tell."""

    category: str
    first: int
    second: int
    of_means: float | None
    of_medians: float | None

    @property
    def words(self) -> str:
        if self.of_means is None:
            return f"Cannot tell: under {FEWEST_EACH} people of either group."
        return f"{_less(self.of_means)} by the mean."


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustedGap:
    """At equal level, job family, tenure and location. why: where value is None, what stands in its
    way. people: in the model. note: text of the law, no verdict."""

    value: float | None
    range: Interval | None
    people: int
    why: str | None = None
    note: str = EU_NOTE

    @property
    def words(self) -> str:
        if self.value is None or self.range is None:
            return f"Cannot tell: {self.why}"
        if self.range.low <= 0 <= self.range.high:
            return (
                f"{_less(self.value)} at equal level, work, tenure and place; that cannot be told "
                "from none."
            )
        return f"{_less(self.value)} at equal level, work, tenure and place."


@dataclass(frozen=True, slots=True)
class PayGap(Printed):
    """of: the group asked about. gaps: as the pay is, by category. adjusted: at equal work."""

    of: str
    gaps: tuple[Gap, ...]
    adjusted: AdjustedGap

    def sheet(self) -> Sheet:
        found = self.adjusted
        reach = between(found.range.low, found.range.high) if found.range else ""
        plainly = (
            (
                each.category or "everybody", f"{each.first:,}", f"{each.second:,}",
                percent(each.of_means), percent(each.of_medians), "", each.words,
            )
            for each in self.gaps
        )  # fmt: skip
        first = sum(each.first for each in self.gaps)
        equal = (
            "at equal work", f"{first:,}", f"{found.people - first:,}", percent(found.value),
            NOTHING, reach, found.words,
        )  # fmt: skip
        return Sheet(
            title="K26 Pay equity",
            columns=("Category", self.of, "Others", "Gap", "Of medians", "Likely range", "Said"),
            rows=(*plainly, equal),
            said=found.note,
            words=frozenset({"Said"}),
        )


def _less(gap: float) -> str:
    return f"{abs(gap):.1%} {'less' if gap >= 0 else 'more'}"


def gaps(people: Sequence[Paid]) -> list[Gap]:
    """As the pay is, one per category in the order of the alphabet."""
    names = sorted({each.category for each in people})
    return [_gap(name, [each for each in people if each.category == name]) for name in names]


def _gap(category: str, people: Sequence[Paid]) -> Gap:
    one = [each.pay for each in people if each.first]
    other = [each.pay for each in people if not each.first]
    tells = min(len(one), len(other)) >= FEWEST_EACH
    return Gap(
        category=category,
        first=len(one),
        second=len(other),
        of_means=1 - mean(one) / mean(other) if tells else None,
        of_medians=1 - median(one) / median(other) if tells else None,
    )


def adjusted_gap(people: Sequence[Paid], level: float = LEVEL) -> AdjustedGap:
    """One minus the ratio of pay at equal level, job family, tenure (and its square) and location.

    Least squares on the logarithm of pay; errors that allow for pay scattering unequally (HC3,
    Long and Ervin 2000, The American Statistician 54). What is the same for everybody is left out.
    """
    first = sum(each.first for each in people)
    if min(first, len(people) - first) < FEWEST_EACH:
        return _cannot(people, f"under {FEWEST_EACH} people of either group.")
    table = _terms(people)
    if len(people) < FEWEST_PER_TERM * table.shape[1]:
        return _cannot(
            people,
            f"{len(people)} people carry no model of {table.shape[1]} coefficients; it takes "
            f"{FEWEST_PER_TERM} people for each.",
        )
    return _fitted(people, table, level)


def _cannot(people: Sequence[Paid], why: str) -> AdjustedGap:
    return AdjustedGap(value=None, range=None, people=len(people), why=why)


def _terms(people: Sequence[Paid]) -> pd.DataFrame:
    import pandas as pd

    columns: dict[str, Any] = {"first": [float(each.first) for each in people]}
    for name in ("level", "family", "location"):
        values = [getattr(each, name) for each in people]
        for value in sorted(set(values))[1:]:
            columns[f"{name} {value}"] = [float(own == value) for own in values]
    tenure = [each.tenure_years for each in people]
    if len(set(tenure)) > 1:
        columns["tenure"] = [years - mean(tenure) for years in tenure]
    if len(set(tenure)) > 2:
        columns["tenure squared"] = [(years - mean(tenure)) ** 2 for years in tenure]
    return pd.DataFrame({"constant": 1.0, **columns})


def _fitted(people: Sequence[Paid], table: pd.DataFrame, level: float) -> AdjustedGap:
    import numpy as np
    import statsmodels.api as sm

    others = table.drop(columns="first").to_numpy()
    column = table["first"].to_numpy()
    left = column - others @ np.linalg.lstsq(others, column, rcond=None)[0]
    if float(left @ left) < 1e-6 * len(people):
        return _cannot(people, "level, work or place already says who is of which group.")
    fit = sm.OLS(np.log([each.pay for each in people]), table).fit(cov_type="HC3")
    b, se = float(fit.params["first"]), float(fit.bse["first"])
    if not isfinite(se):
        return _cannot(people, "one person stands alone at a level, in a family or at a place.")
    reach = NormalDist().inv_cdf((1 + level) / 2) * se
    return AdjustedGap(
        value=-expm1(b),
        range=Interval(1 - exp(b + reach), 1 - exp(b - reach), level),
        people=len(people),
    )

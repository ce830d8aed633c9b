"""Cox's model: how leaving goes together with several things at once, as hazard ratios.

lifelines fits it (Efron's way with ties); it is imported when first needed. What is said is
association. Source: Cox (1972), Journal of the Royal Statistical Society B 34; errors that allow
for people under one manager being alike: Lin and Wei (1989), JASA 84; the check of proportionality:
Grambsch and Therneau (1994), Biometrika 81.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

from tandem.analytics.intervals import LEVEL
from tandem.analytics.linkage_words import ASSOCIATION
from tandem.analytics.printed import Drawn, ratios
from tandem.analytics.sheets import Sheet

if TYPE_CHECKING:
    import pandas as pd
    from lifelines import CoxPHFitter
    from numpy.typing import NDArray

    Numbers = NDArray[Any]

FEWEST_LEAVERS_EACH = 10  # leavers per coefficient; under it estimates run away
PROPORTIONAL = 0.05  # under it a hazard ratio is not the same at every tenure
FEWEST_CLUSTERS = 40  # under it errors by manager come out too small: docs/methods/survival.md


class NoModel(Exception):
    """The message says, for an analyst, why these data carry no model, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coefficient:
    """One term. b: of the log hazard. ratio: of hazards, with its range low to high.

    proportional_p: of the check whether the ratio is the same at every tenure; `steady` says
    whether it passed. Where not, the ratio is an average over the tenures seen.
    """

    name: str
    b: float
    se: float
    p: float
    ratio: float
    low: float
    high: float
    proportional_p: float

    @property
    def steady(self) -> bool:
        return self.proportional_p >= PROPORTIONAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Model(Drawn):
    """people, leavers: what it was fitted on. clusters: None where each person stands alone.

    likelihood_ratio: against a model without terms, on as many degrees as there are coefficients.
    """

    coefficients: tuple[Coefficient, ...]
    people: int
    leavers: int
    clusters: int | None
    likelihood_ratio: float
    concordance: float

    def __getitem__(self, name: str) -> Coefficient:
        return next(each for each in self.coefficients if each.name == name)

    def sheet(self) -> Sheet:
        unsteady = [each.name for each in self.coefficients if not each.steady]
        average = f" Over tenure it is an average for {', '.join(unsteady)}." if unsteady else ""
        return ratios(
            "Leaving, several things at once", self.coefficients,
            f"By what the hazard of leaving is multiplied, others held equal; {self.leavers:,} of "
            f"{self.people:,} left.{average} {ASSOCIATION}",
        )  # fmt: skip


def cox(
    terms: Mapping[str, Sequence[Any]],
    *,
    exit_: Sequence[int],
    left: Sequence[bool],
    entry: Sequence[int] | None = None,
    cluster: Sequence[Any] | None = None,
    level: float = LEVEL,
) -> Model:
    """terms: columns by name, one value per person; words become one coefficient per value, against
    the first of them in the order of the alphabet ("field[Health]"). exit_, entry: tenures as in
    `life_table`; without entry everybody was seen from hiring. cluster: who leads each person.

    Raises NoModel where the data carry none: too few leavers, a term that is the same for all, one
    that foretells leaving without fail, values missing; ValueError where lengths differ.
    """
    table = _table(terms, exit_, left, entry, cluster)
    names = [name for name in table.columns if name not in _OWN]
    _refuse_what_carries_no_model(table, names)
    fitted = _fitted(table, entry is not None, cluster is not None)
    steady = _steadiness(fitted, table, names)
    z = NormalDist().inv_cdf((1 + level) / 2)
    return Model(
        coefficients=tuple(
            _coefficient(name, fitted.summary.loc[name], steady[name], z) for name in names
        ),
        people=len(table),
        leavers=int(table[_LEFT].sum()),
        clusters=int(table[_CLUSTER].nunique()) if cluster is not None else None,
        likelihood_ratio=float(fitted.log_likelihood_ratio_test().test_statistic),
        concordance=float(fitted.concordance_index_),
    )


_EXIT, _LEFT, _ENTRY, _CLUSTER = "(exit)", "(left)", "(entry)", "(cluster)"
_OWN = (_EXIT, _LEFT, _ENTRY, _CLUSTER)


def _table(
    terms: Mapping[str, Sequence[Any]],
    exit_: Sequence[int],
    left: Sequence[bool],
    entry: Sequence[int] | None,
    cluster: Sequence[Any] | None,
) -> pd.DataFrame:
    import pandas as pd

    given = [exit_, left, *terms.values(), *(each for each in (entry, cluster) if each is not None)]
    if len({len(column) for column in given}) > 1:
        raise ValueError("The columns have different lengths.")
    coded: dict[str, list[float]] = {}
    for name, values in terms.items():
        if any(isinstance(value, str) for value in values):
            coded |= _words(name, values)
        else:
            coded[name] = [float("nan") if value is None else float(value) for value in values]
    table = pd.DataFrame(coded)
    # Tenure 0 is a day like any other: lifelines wants time to pass before somebody leaves.
    table[_EXIT], table[_LEFT] = [at + 1 for at in exit_], [bool(gone) for gone in left]
    if entry is not None:
        table[_ENTRY] = [at + 1 for at in entry]
    if cluster is not None:
        table[_CLUSTER] = pd.Series(list(cluster)).astype("category").cat.codes
    return table


def _words(name: str, values: Sequence[Any]) -> dict[str, list[float]]:
    """One column per word but the first; where there is one word alone, it is one for everybody."""
    told = [None if value is None or value != value else str(value) for value in values]
    first, *others = sorted({word for word in told if word is not None})
    columns = {f"{name}[{word}]": word for word in others} or {name: first}
    return {
        column: [float("nan") if own is None else float(own == word) for own in told]
        for column, word in columns.items()
    }


def _refuse_what_carries_no_model(table: pd.DataFrame, names: list[str]) -> None:
    import numpy as np

    values = table[names].to_numpy(dtype=float)
    if not names or not len(table):
        raise NoModel("There is nothing to compare: no term, or nobody.")
    unusable = [
        n for n, column in zip(names, values.T, strict=True) if not np.isfinite(column).all()
    ]
    if unusable:
        raise NoModel(f"{unusable[0]} has missing or infinite values. Leave these people out.")
    constant = [name for name, column in zip(names, values.T, strict=True) if np.ptp(column) == 0]
    if constant:
        raise NoModel(f"{constant[0]} is the same for everybody. Leave it out.")
    leavers, needed = int(table[_LEFT].sum()), FEWEST_LEAVERS_EACH * len(names)
    if leavers < needed:
        raise NoModel(
            f"{leavers} leavers carry no model of {len(names)} coefficients: it takes {needed}, "
            f"{FEWEST_LEAVERS_EACH} for each. Use fewer terms, or more years."
        )
    clusters = table[_CLUSTER].nunique() if _CLUSTER in table else FEWEST_CLUSTERS
    if clusters < FEWEST_CLUSTERS:
        raise NoModel(
            f"{clusters} managers are too few for errors by manager: under {FEWEST_CLUSTERS} these "
            "come out too small, and chance looks like a finding. Leave the cluster out, and read "
            "the ranges as those of people who have nothing in common."
        )


def _fitted(table: pd.DataFrame, entered: bool, clustered: bool) -> CoxPHFitter:
    from lifelines import CoxPHFitter
    from lifelines.exceptions import ConvergenceError, ConvergenceWarning

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", ConvergenceWarning)
        try:
            return CoxPHFitter().fit(
                table,
                duration_col=_EXIT,
                event_col=_LEFT,
                entry_col=_ENTRY if entered else None,
                cluster_col=_CLUSTER if clustered else None,
            )
        except (ConvergenceError, ConvergenceWarning) as error:
            raise NoModel(
                "A term foretells leaving without fail, or repeats another one, so its coefficient "
                "has no end. Leave it out, or put its groups together."
            ) from error


def _steadiness(fitted: CoxPHFitter, table: pd.DataFrame, names: list[str]) -> dict[str, float]:
    """By term, how likely residuals so unlike at early and late tenures are, were its ratio steady.

    Schoenfeld's residuals against the rank of the tenure, counted here because lifelines knows none
    with delayed entry.
    """
    import numpy as np
    from scipy.special import chdtrc
    from scipy.stats import rankdata

    values = table[names].to_numpy(dtype=float)
    values = values - values.mean(axis=0)
    gone, exit_ = table[_LEFT].to_numpy(dtype=bool), table[_EXIT].to_numpy()
    entry = table[_ENTRY].to_numpy() if _ENTRY in table else np.zeros_like(exit_)
    weight = np.exp(values @ fitted.params_.loc[names].to_numpy())
    weighted = np.column_stack([weight, weight[:, None] * values])
    in_sight = _not_before(exit_, weighted, exit_[gone]) - _not_before(entry, weighted, exit_[gone])
    residuals = values[gone] - in_sight[:, 1:] / in_sight[:, :1]
    variance = fitted.variance_matrix_.loc[names, names].to_numpy()
    order = rankdata(exit_[gone])
    order = order - order.mean()
    slopes = order @ (gone.sum() * residuals @ variance)
    found = slopes**2 / (gone.sum() * np.diag(variance) * (order**2).sum())
    return dict(zip(names, map(float, chdtrc(1, found)), strict=True))


def _not_before(times: Numbers, weighted: Numbers, at: Numbers) -> Numbers:
    """The sum of `weighted` over those whose time is `at` or later, for each of `at`."""
    import numpy as np

    order = np.argsort(times)
    whole = np.concatenate([np.zeros((1, weighted.shape[1])), weighted[order].cumsum(axis=0)])
    since: Numbers = whole[-1] - whole[np.searchsorted(times[order], at)]
    return since


def _coefficient(name: str, row: pd.Series, proportional_p: float, z: float) -> Coefficient:
    b, se = float(row["coef"]), float(row["se(coef)"])
    return Coefficient(
        name=name,
        b=b,
        se=se,
        p=float(row["p"]),
        ratio=exp(b),
        low=exp(b - z * se),
        high=exp(b + z * se),
        proportional_p=proportional_p,
    )

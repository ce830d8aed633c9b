"""People and business: whether a driver and an outcome are linked, said no stronger than it is.

Of one series only "moved together, or not". Of a panel of at least ten units and three periods
three estimates stand side by side, from the weakest claim to the strongest:

- pooled: units with more of the one have more of the other, in the same period;
- lagged_outcome: and beyond what the outcome already was;
- within: and when one unit's driver moved, its own outcome moved.

Beside them the reverse direction (is the driver beyond its own past tied to the earlier outcome?)
and a placebo (is the outcome tied to a driver that is still to come?). Whatever of these stands
out from chance decides the verdict, worded by the weakest. An earlier outcome and effects of units
are never put into one estimate: in a short panel that bends both (Nickell 1981, Biases in dynamic
models with fixed effects, Econometrica 49).

What stands out: p-values clustered by unit (`clustered.py`); within one pair Benjamini-Hochberg
over its three estimates (which is Simes' test of the pair, Biometrika 73, 1986); over several
pairs Benjamini-Hochberg again, and the estimates of a pair that remains at the share of pairs that
remained (Benjamini and Bogomolov 2014, Journal of the Royal Statistical Society B 76).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from tandem.analytics.clustered import Coefficient, coefficient
from tandem.analytics.linkage_words import Scene, Verdict, sentence
from tandem.analytics.multiplicity import q_values
from tandem.analytics.panels import Codes, Lagged, Numbers, Panel
from tandem.analytics.printed import Drawn, chance
from tandem.analytics.series import FEWEST_POINTS, Together, moved_together
from tandem.analytics.sheets import Mark, Sheet

FEWEST_UNITS = 10
FEWEST_PERIODS = 3
STANDS_OUT = 0.05  # half of what is promised (one false verdict in ten), for what few units cost


class Name(StrEnum):
    """The estimates, by what they are called in a result."""

    POOLED = "pooled"
    LAGGED_OUTCOME = "lagged_outcome"
    WITHIN = "within"
    REVERSE = "reverse"
    PLACEBO = "placebo"
    SPEARMAN = "spearman"


CLAIMS = (Name.POOLED, Name.LAGGED_OUTCOME, Name.WITHIN)  # from the weakest to the strongest
CHECKS = (Name.REVERSE, Name.PLACEBO)


@dataclass(frozen=True, slots=True)
class Estimate:
    """b: raw, outcome per one of the driver. beta: the same in standard deviations of both.

    se: of b. p: two-sided, of this estimate alone. n: rows. Of Spearman b and beta are both the
    rank correlation.
    """

    name: Name
    b: float
    beta: float
    se: float
    p: float
    n: int

    @property
    def beta_se(self) -> float:
        return abs(self.se * self.beta / self.b) if self.b else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Drawn):
    """One driver and one outcome.

    estimates: those that could be computed, in the order of `Name`. survivors: of the three
    claims, those that stand out. q: of the pair among all looked at together; None where nothing
    was estimated. low, high: the likely range of a rank correlation, for one series only.
    """

    estimates: tuple[Estimate, ...]
    verdict: Verdict
    sentence: str
    survivors: tuple[Name, ...] = ()
    q: float | None = None
    low: float | None = None
    high: float | None = None

    def __getitem__(self, name: str) -> Estimate:
        """Raises KeyError where it could not be computed."""
        for estimate in self.estimates:
            if estimate.name == name:
                return estimate
        raise KeyError(name)

    def sheet(self) -> Sheet:
        return Sheet(
            title="Link",
            columns=("Estimate", "b", "beta", "Error of b", "p", "Rows"),
            rows=tuple(
                (
                    each.name.replace("_", " "),
                    f"{each.b:.4g}",
                    f"{each.beta:.2f}",
                    f"{each.se:.2g}",
                    chance(each.p),
                    f"{each.n:,}",
                )
                for each in self.estimates
            ),
            said=self.sentence,
            marks=tuple(
                Mark(
                    each.name.replace("_", " "),
                    each.beta,
                    each.beta - WITHIN_TWO * each.beta_se,
                    each.beta + WITHIN_TWO * each.beta_se,
                )
                for each in self.estimates
            ),
            unit="standard deviations, with two standard errors",
        )


WITHIN_TWO = 2.0  # standard errors, for the eye; what stands out is told by p


def link(
    panel: Panel, *, lag: int = 0, driver: str = "the driver", outcome: str = "the outcome"
) -> Link:
    """Whether driver and outcome are linked, the driver `lag` periods before the outcome.

    driver, outcome: what they are called in the sentence. Under 8 paired points, or where one of
    the two never changes, nothing is estimated and the sentence says why. Raises ValueError for
    a negative lag.
    """
    return links({(driver, outcome): panel}, lag=lag)[driver, outcome]


def links(panels: Mapping[tuple[str, str], Panel], *, lag: int = 0) -> dict[tuple[str, str], Link]:
    """Several drivers and outcomes, judged together: the more pairs, the stricter for each.

    panels: for each pair of names (driver, outcome) its panel. Raises ValueError for a negative
    lag.
    """
    if lag < 0:
        raise ValueError(f"A lag of {lag} would put the outcome first. Write 0 or more.")
    looked = {names: _look(panel, lag, *names) for names, panel in panels.items()}
    estimated = {names: each for names, each in looked.items() if not isinstance(each, Link)}
    own = [each.p for each in estimated.values()]
    q = dict(zip(estimated, q_values(own), strict=True))
    remaining = sum(value <= STANDS_OUT for value in q.values())
    limit = STANDS_OUT * remaining / len(q) if q else 0.0
    return {
        names: each if isinstance(each, Link) else each.judged(q[names], limit, len(q))
        for names, each in looked.items()
    }


@dataclass(frozen=True, slots=True)
class _Series:
    """Two series that were held beside each other and not yet judged beside the other pairs."""

    found: Together
    scene: Scene

    @property
    def p(self) -> float:
        return self.found.p

    def judged(self, q: float, limit: float, pairs: int) -> Link:
        found = self.found
        moved = found.moved and found.p <= limit
        verdict = Verdict.MOVED_TOGETHER if moved else Verdict.NOT_TOGETHER
        spearman = Estimate(Name.SPEARMAN, found.rho, found.rho, found.se, found.p, found.n)
        scene = replace(
            self.scene,
            pairs=pairs,
            up=found.rho > 0,
            rho=found.rho,
            low=found.low,
            high=found.high,
        )
        return Link(
            estimates=(spearman,),
            verdict=verdict,
            sentence=sentence(verdict, scene),
            q=q,
            low=found.low,
            high=found.high,
        )


@dataclass(frozen=True, slots=True)
class _Panel:
    """A panel that was estimated and not yet judged beside the other pairs."""

    estimates: tuple[Estimate, ...]
    scene: Scene

    @property
    def claims(self) -> dict[Name, Estimate]:
        return {each.name: each for each in self.estimates if each.name in CLAIMS}

    @property
    def adjusted(self) -> dict[Name, float]:
        claims = self.claims
        q = q_values([each.p for each in claims.values()])
        return dict(zip(claims, q, strict=True))

    @property
    def p(self) -> float:
        return min(self.adjusted.values())

    def judged(self, q: float, limit: float, pairs: int) -> Link:
        survivors = tuple(
            name for name, p in self.adjusted.items() if q <= STANDS_OUT and p <= limit
        )
        verdict = self._verdict(survivors)
        scene = replace(self.scene, pairs=pairs, up=self._up(survivors), unseen=self._unseen())
        return Link(
            estimates=self.estimates,
            verdict=verdict,
            sentence=sentence(verdict, scene),
            survivors=survivors,
            q=q,
        )

    def _verdict(self, survivors: Sequence[Name]) -> Verdict:
        if not survivors:
            return Verdict.NOTHING_SEEN
        signs = {self.claims[name].b > 0 for name in survivors}
        if len(signs) > 1:
            return Verdict.NO_DIRECTION
        turned_too = self._turned_too(signs.pop())
        if Name.WITHIN not in survivors:
            return _between(survivors, turned_too)
        if self.scene.lag and turned_too:
            return Verdict.EITHER_WAY
        return Verdict.WITHIN_UNITS if len(survivors) < len(CLAIMS) else Verdict.THROUGHOUT

    def _turned_too(self, up: bool) -> bool:
        """Also seen where the order of time is turned round."""
        checks = [each for each in self.estimates if each.name in CHECKS]
        return any(each.p <= STANDS_OUT and (each.b > 0) == up for each in checks)

    def _up(self, survivors: Sequence[Name]) -> bool:
        return all(self.claims[name].b > 0 for name in survivors)

    def _unseen(self) -> float:
        """The beta that would be found in four of five such panels, by the sharpest estimate."""
        from scipy.stats import t

        spare = max(1, self.scene.units - 1)
        reach = float(t.ppf(1 - STANDS_OUT / 2, spare) + t.ppf(0.8, spare))
        return reach * min(each.beta_se for each in self.claims.values())


def _between(survivors: Sequence[Name], turned_too: bool) -> Verdict:
    """Units that differ for good pass for a link with either one first; then only that is said."""
    if Name.LAGGED_OUTCOME in survivors and not turned_too:
        return Verdict.BEYOND_BEFORE
    return Verdict.BETWEEN_UNITS if Name.POOLED in survivors else Verdict.EITHER_WAY


# ---- what can be done with a panel


def _look(panel: Panel, lag: int, driver: str, outcome: str) -> Link | _Series | _Panel:
    pairs = panel.beside(driver=lag, outcome=0)
    scene = Scene(
        driver=driver,
        outcome=outcome,
        lag=lag,
        step=panel.step,
        rows=len(pairs),
        units=pairs.units,
        periods=len(np.unique(panel.period)),
    )
    silent = _why_silent(pairs, scene)
    if silent:
        return _silence(silent)
    if pairs.units == 1:
        order = np.argsort(pairs.period)
        driver_then, outcome_then = pairs["driver"][order], pairs["outcome"][order]
        return _Series(moved_together(driver_then, outcome_then, in_time=True), scene)
    if pairs.units < FEWEST_UNITS:
        return _mean_of_units(pairs, scene)
    if scene.periods < FEWEST_PERIODS:
        return _mean_of_periods(pairs, scene)
    estimates = tuple(_estimates(panel, lag))
    if not any(each.name in CLAIMS for each in estimates):
        return _silence(f"{driver} is the same for all units in each {panel.step}.")
    followed = any(each.name is Name.WITHIN for each in estimates)
    return _Panel(estimates, replace(scene, followed=followed))


def _why_silent(pairs: Lagged, scene: Scene) -> str | None:
    if len(pairs) < FEWEST_POINTS:
        return (
            f"{len(pairs)} pairs of {scene.driver} and {scene.outcome} {scene.when} are there; "
            f"{FEWEST_POINTS} are needed."
        )
    for name, called in (("driver", scene.driver), ("outcome", scene.outcome)):
        if not np.ptp(pairs[name]):
            return f"{called} is always {pairs[name][0]:g}."
    return None


def _silence(why: str) -> Link:
    return Link(estimates=(), verdict=Verdict.SILENT, sentence=f"Nothing can be said: {why}")


def _estimates(panel: Panel, lag: int) -> list[Estimate]:
    """Those that can be computed; each from all rows that have what it needs."""
    past = max(lag, 1)
    pairs = panel.beside(driver=lag, outcome=0)
    with_past = panel.beside(driver=lag, outcome=0, outcome_before=past)
    turned = panel.beside(driver=0, outcome_before=past, driver_before=past)
    ahead = panel.beside(driver=lag, outcome=0, driver_to_come=-past)
    found = {
        Name.POOLED: _one(pairs, "outcome", "driver"),
        Name.LAGGED_OUTCOME: _one(with_past, "outcome", "driver", beside="outcome_before"),
        Name.WITHIN: _one(pairs, "outcome", "driver", within=True),
        Name.REVERSE: _one(turned, "driver", "outcome_before", beside="driver_before"),
        Name.PLACEBO: _one(ahead, "outcome", "driver_to_come", beside="driver", within=True),
    }
    return [
        Estimate(name, each.b, each.beta, each.se, each.p, each.n)
        for name, each in found.items()
        if each is not None
    ]


def _one(
    rows: Lagged, outcome: str, driver: str, *, beside: str | None = None, within: bool = False
) -> Coefficient | None:
    if rows.units < FEWEST_UNITS:
        return None
    return coefficient(
        rows[outcome],
        rows[driver],
        unit=rows.unit,
        period=rows.period,
        beside=[] if beside is None else [rows[beside]],
        within=within,
    )


# ---- too few units or periods for a panel


def _mean_of_units(pairs: Lagged, scene: Scene) -> Link | _Series:
    """A series of means, over the periods in which every unit has a pair."""
    periods, counts = np.unique(pairs.period, return_counts=True)
    whole = periods[counts == pairs.units]
    why = f"{pairs.units} units are too few to compare them ({FEWEST_UNITS} at least)"
    if len(whole) < FEWEST_POINTS:
        return _silence(
            f"{why}, and only {len(whole)} periods have a pair of every unit, where "
            f"{FEWEST_POINTS} are needed for their means."
        )
    driver, outcome = _means(pairs, pairs.period, whole)
    how = f"{why}, so their mean was taken in each of {len(whole)} periods."
    return _of_means(driver, outcome, in_time=True, scene=replace(scene, how=how))


def _mean_of_periods(pairs: Lagged, scene: Scene) -> Link | _Series:
    units = np.unique(pairs.unit)
    driver, outcome = _means(pairs, pairs.unit, units)
    how = (
        f"{scene.periods} periods are too few to follow units over time ({FEWEST_PERIODS} at "
        f"least), so the mean of each of {len(units)} units was taken."
    )
    return _of_means(driver, outcome, in_time=False, scene=replace(scene, how=how))


def _means(pairs: Lagged, by: Codes, kept: Codes) -> tuple[Numbers, Numbers]:
    at = [by == each for each in kept]
    driver, outcome = pairs["driver"], pairs["outcome"]
    return np.array([driver[a].mean() for a in at]), np.array([outcome[a].mean() for a in at])


def _of_means(driver: Numbers, outcome: Numbers, *, in_time: bool, scene: Scene) -> Link | _Series:
    for column, called in ((driver, scene.driver), (outcome, scene.outcome)):
        if not np.ptp(column):
            return _silence(f"{scene.how} The mean of {called} is always {column[0]:g}.")
    return _Series(moved_together(driver, outcome, in_time=in_time), scene)

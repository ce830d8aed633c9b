"""What is said of a driver and an outcome, and that it is no more than what stands behind it."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf

from tandem.analytics.linkage import (
    FEWEST_PERIODS,
    FEWEST_UNITS,
    Link,
    Name,
    link,
    links,
)
from tandem.analytics.linkage_words import LINKED, WORDINGS, Verdict
from tandem.analytics.panels import Panel
from tandem.analytics.tests.panels import Invented, of_grids

NEVER = re.compile(r"\b(driv(es?|ing|en)|caus\w*|because|lead(s|ing)? to|led to|effects?)\b", re.I)
RUNS = 120


def dice(seed: int = 7) -> np.random.Generator:
    return np.random.default_rng(seed)


# ---- the estimates


@pytest.mark.slow
@pytest.mark.parametrize("lag", [0, 1, 2])
def test_each_estimate_is_the_regression_it_is_named_after(lag: int) -> None:
    """Joined row by row in pandas, fitted with dummies in statsmodels."""
    panel = Invented(45, 8, linked=0.4, lag=1, alike=0.7).panel(dice())
    rows = pd.DataFrame({"u": panel.unit, "t": panel.period, "x": panel.driver, "y": panel.outcome})
    past = max(lag, 1)
    shifts = {"xl": ("x", lag), "xp": ("x", past), "yp": ("y", past), "xn": ("x", -past)}
    for name, (column, by) in shifts.items():
        earlier = rows[["u", "t", column]].assign(t=rows.t + by).rename(columns={column: name})
        rows = rows.merge(earlier, on=["u", "t"], how="left")
    formulas = {
        Name.POOLED: ("y ~ xl + C(t)", "xl"),
        Name.LAGGED_OUTCOME: ("y ~ xl + yp + C(t)", "xl"),
        Name.WITHIN: ("y ~ xl + C(t) + C(u)", "xl"),
        Name.REVERSE: ("x ~ yp + xp + C(t)", "yp"),
        Name.PLACEBO: ("y ~ xn + xl + C(t) + C(u)", "xn"),
    }
    found = link(panel, lag=lag)
    assert [each.name for each in found.estimates] == list(formulas)
    for name, (formula, wanted) in formulas.items():
        used = rows.dropna(subset=sorted({"y", *re.findall(r"[xy][lpn]\b", formula)}))
        by_unit = {"groups": used.u}
        other = smf.ols(formula, used).fit(cov_type="cluster", cov_kwds=by_unit, use_t=True)
        ours = found[name]
        assert ours.b == pytest.approx(other.params[wanted], rel=1e-8)
        assert ours.se == pytest.approx(other.bse[wanted], rel=1e-8)
        assert ours.p == pytest.approx(other.pvalues[wanted], rel=1e-6)
        assert ours.n == other.nobs


def test_beta_is_b_in_standard_deviations_and_b_follows_the_unit_of_measurement() -> None:
    driver, outcome = Invented(12, 6, linked=0.5).grids(dice())
    plain, scaled = (link(of_grids(driver * by, outcome), lag=1) for by in (1.0, 100.0))
    pairs = of_grids(driver, outcome).beside(driver=1, outcome=0)
    ratio = pairs["driver"].std() / pairs["outcome"].std()
    assert plain["pooled"].beta == pytest.approx(plain["pooled"].b * ratio)
    assert scaled["pooled"].b == pytest.approx(plain["pooled"].b / 100)
    assert scaled["pooled"].beta == pytest.approx(plain["pooled"].beta)
    assert scaled.verdict is plain.verdict


def test_no_estimate_holds_an_earlier_outcome_and_units_equal_at_once() -> None:
    """In a short panel that bends both. Three periods, outcomes that stay: pooled is unbent."""
    found = link(Invented(30, 3, alike=2.0).panel(dice()), lag=1)
    assert abs(found["lagged_outcome"].b) < 0.3
    with pytest.raises(KeyError):
        found["spearman"]


# ---- the verdict


@pytest.mark.parametrize(
    ("invented", "lag", "verdict"),
    [
        (Invented(40, 8, linked=0.5), 1, Verdict.THROUGHOUT),
        (Invented(40, 8, linked=-0.5), 1, Verdict.THROUGHOUT),
        (Invented(40, 8, linked=0.5, alike=5.0), 1, Verdict.WITHIN_UNITS),
        (Invented(40, 8, linked=0.5, lag=0), 0, Verdict.THROUGHOUT),
        (Invented(60, 6, shared=1.0), 0, Verdict.BETWEEN_UNITS),  # units that simply differ
        (Invented(60, 6, shared=1.0), 1, Verdict.BETWEEN_UNITS),
        (Invented(60, 3, shared=0.5), 1, Verdict.BETWEEN_UNITS),
        (Invented(40, 8), 1, Verdict.NOTHING_SEEN),
    ],
)
def test_the_verdict_is_that_of_what_was_planted(
    invented: Invented, lag: int, verdict: Verdict
) -> None:
    seen = Counter(link(invented.panel(dice(seed)), lag=lag).verdict for seed in range(9))
    assert seen.most_common(1)[0][0] is verdict


def test_a_link_between_units_that_vanishes_within_is_not_said_of_time() -> None:
    """The commonest trap in real panels: good areas are good at both, and nothing moves."""
    for seed in range(20):
        found = link(Invented(50, 6, shared=1.0).panel(dice(seed)), lag=1)
        assert found.verdict not in (Verdict.THROUGHOUT, Verdict.WITHIN_UNITS) or (
            found["within"].p <= 0.05
        )
    assert found["pooled"].p < 0.001


def test_where_the_outcome_came_first_the_order_is_not_claimed() -> None:
    """The planted link turned round, on top of one that lasts."""
    said: Counter[Verdict] = Counter()
    for seed in range(20):
        outcome, driver = Invented(40, 10, linked=0.7, lasting=0.9).grids(dice(seed))
        said[link(of_grids(driver, outcome), lag=1).verdict] += 1
    assert said[Verdict.EITHER_WAY] >= 5
    assert said[Verdict.THROUGHOUT] + said[Verdict.BEYOND_BEFORE] <= 2


def test_estimates_that_point_apart_say_nothing() -> None:
    """Units with more have more, and a unit that gains loses: Simpson's paradox."""
    driver, _ = Invented(40, 8).grids(dice())
    level = np.arange(40)[:, None] / 4
    found = link(of_grids(driver + level, level - driver * 0.5 + dice().normal(size=(40, 8)) / 2))
    assert found.verdict is Verdict.NO_DIRECTION
    assert found["pooled"].b > 0 > found["within"].b


# ---- silence, and finding


@pytest.mark.slow
@pytest.mark.parametrize(
    "invented",
    [
        Invented(10, 4, linked=0.5, alike=1.0, lasting=0.5),
        Invented(12, 6, linked=0.5),
        Invented(20, 5, linked=0.5, alike=1.0, lasting=0.5),
        Invented(45, 4, linked=0.5, alike=1.0),
    ],
    ids=str,
)
def test_outcomes_of_other_units_leave_it_silent(invented: Invented) -> None:
    """At most one in ten, over the runs of one seed; the long count is in evidence_link."""
    said = sum(
        link(invented.panel(dice(seed), shuffled=True), lag=1).verdict is not Verdict.NOTHING_SEEN
        for seed in range(RUNS)
    )
    assert said <= 0.10 * RUNS


@pytest.mark.slow
@pytest.mark.parametrize(
    "invented",
    [
        Invented(12, 6, linked=0.5),
        Invented(20, 6, linked=0.5, alike=1.0, lasting=0.5),
        Invented(45, 4, linked=0.5, alike=1.0, lasting=0.5),
    ],
    ids=str,
)
def test_half_a_standard_deviation_one_period_later_is_found(invented: Invented) -> None:
    found = sum(link(invented.panel(dice(seed)), lag=1).verdict in LINKED for seed in range(RUNS))
    assert found >= 0.80 * RUNS


@pytest.mark.slow
def test_of_many_pairs_without_a_link_few_are_said_to_have_one() -> None:
    """Ten pairs at a time: any false one in at most one in ten of the looks."""
    any_said = 0
    for seed in range(40):
        panels = {
            (f"driver {at}", "outcome"): Invented(15, 5).panel(dice(100 * seed + at))
            for at in range(10)
        }
        any_said += any(found.verdict in LINKED for found in links(panels, lag=1).values())
    assert any_said <= 4


def test_the_more_pairs_the_stricter_for_each() -> None:
    panel = next(
        panel
        for panel in (Invented(12, 5, linked=0.35).panel(dice(seed)) for seed in range(50))
        if 0.01 < (link(panel, lag=1).q or 1) < 0.05
    )
    alone = link(panel, lag=1, driver="trust")
    others = {("d", str(seed)): Invented(12, 5).panel(dice(900 + seed)) for seed in range(9)}
    among = links({("trust", "sales"): panel, **others}, lag=1)["trust", "sales"]
    assert alone.verdict in LINKED
    assert among.verdict is Verdict.NOTHING_SEEN
    assert among.q is not None
    assert alone.q is not None
    assert among.q > alone.q
    assert "10 pairs were looked at together" in among.sentence


def test_of_many_series_each_is_judged_as_strictly() -> None:
    series = next(
        panel
        for panel in (one_series(12, noise=noise / 10) for noise in range(5, 40))
        if 0.01 < link(panel, lag=1)["spearman"].p <= 0.05
    )
    alone = link(series, lag=1)
    others = {("d", str(at)): one_series(12, linked=False, seed=50 + at) for at in range(9)}
    among = links({("trust", "sales"): series, **others}, lag=1)["trust", "sales"]
    assert alone.q == alone["spearman"].p
    assert among.q is not None
    assert among.q > 0.05
    assert among.verdict is Verdict.NOT_TOGETHER
    assert "10 pairs were looked at together" in among.sentence


# ---- one series, and what is too small for a panel


def one_series(count: int, *, linked: bool = True, noise: float = 0.2, seed: int = 3) -> Panel:
    driver = dice(seed).normal(size=count)
    outcome = np.roll(driver, 1) * linked + noise * dice(seed + 1).normal(size=count)
    return of_grids(driver[None], outcome[None])


def test_one_series_moved_together_or_not_and_no_more() -> None:
    found = link(one_series(24), lag=1, driver="Trust", outcome="sales")
    assert found.verdict is Verdict.MOVED_TOGETHER
    assert [each.name for each in found.estimates] == ["spearman"]
    assert found.low is not None
    assert found.high is not None
    assert found.low < found["spearman"].b < found.high
    assert found.sentence.startswith("Trust and sales one quarter later moved together")
    assert link(one_series(24, linked=False), lag=1).verdict is Verdict.NOT_TOGETHER


@pytest.mark.parametrize(("points", "silent"), [(8, True), (9, False)])
def test_under_eight_paired_points_it_says_why_it_is_silent(points: int, silent: bool) -> None:
    found = link(one_series(points), lag=1)  # a lag of one takes one point away
    assert (found.verdict is Verdict.SILENT) == silent
    assert ("7 pairs" in found.sentence and "8 are needed" in found.sentence) == silent
    assert (found.estimates == ()) == silent


@pytest.mark.parametrize(
    ("units", "periods", "said", "n"),
    [
        (FEWEST_UNITS - 1, 12, "9 units are too few to compare them", 11),
        (2, 12, "2 units are too few to compare them", 11),
        (30, FEWEST_PERIODS - 1, "2 periods are too few to follow units over time", 30),
    ],
)
def test_what_is_too_small_for_a_panel_is_taken_together_and_it_says_so(
    units: int, periods: int, said: str, n: int
) -> None:
    found = link(Invented(units, periods, linked=0.9).panel(dice()), lag=1)
    assert said in found.sentence
    assert found["spearman"].n == n
    assert found.verdict in (Verdict.MOVED_TOGETHER, Verdict.NOT_TOGETHER)


def test_means_are_taken_only_where_every_unit_has_a_pair() -> None:
    panel = Invented(3, 14, linked=0.9).panel(dice())
    panel.outcome[2] = np.nan
    assert link(panel, lag=0)["spearman"].n == 13
    panel.outcome[14:21] = np.nan
    found = link(panel, lag=0)
    assert found.verdict is Verdict.SILENT
    assert "only 7 periods have a pair of every unit" in found.sentence


def test_a_panel_begins_at_ten_units_and_three_periods() -> None:
    found = link(Invented(FEWEST_UNITS, FEWEST_PERIODS, linked=0.5).panel(dice()), lag=0)
    assert {each.name for each in found.estimates} == set(Name) - {Name.SPEARMAN}


def test_what_cannot_be_computed_is_left_out_of_the_estimates() -> None:
    """A lag of two in three periods leaves one period: nobody can be followed over time."""
    found = link(Invented(40, 3, linked=0.5, lag=2).panel(dice()), lag=2)
    assert [each.name for each in found.estimates] == ["pooled", "lagged_outcome", "reverse"]
    assert "Within one unit over time there was nothing to compare" in found.sentence


# ---- bad input


def flat(driver: float | None = None, outcome: float | None = None) -> Link:
    x, y = Invented(12, 5).grids(dice())
    x = x if driver is None else np.full_like(x, driver)
    y = y if outcome is None else np.full_like(y, outcome)
    return link(of_grids(x, y), driver="trust", outcome="sales")


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (flat(driver=0), "Nothing can be said: trust is always 0."),
        (flat(outcome=0), "Nothing can be said: sales is always 0."),
        (flat(driver=0, outcome=0), "Nothing can be said: trust is always 0."),
        (flat(driver=0.1), "Nothing can be said: trust is always 0.1."),
    ],
)
def test_what_never_changes_is_linked_to_nothing(found: Link, said: str) -> None:
    assert found.verdict is Verdict.SILENT
    assert found.sentence == said
    assert found.estimates == ()


def test_a_driver_that_is_the_same_for_all_in_each_period_says_nothing_of_units() -> None:
    driver, outcome = Invented(12, 5).grids(dice())
    found = link(of_grids(np.repeat(driver[:1], 12, axis=0), outcome), driver="Inflation")
    assert found.verdict is Verdict.SILENT
    assert "Inflation is the same for all units in each quarter" in found.sentence


def test_a_driver_that_never_changes_within_units_has_no_estimate_within() -> None:
    driver, outcome = Invented(14, 5).grids(dice())
    found = link(of_grids(np.repeat(driver[:, :1], 5, axis=1), outcome))
    names = {each.name for each in found.estimates}
    assert Name.WITHIN not in names
    assert Name.POOLED in names


def test_means_that_never_change_are_said_to() -> None:
    driver = np.tile([[1.0, 2.0], [2.0, 1.0]], (1, 6))
    found = link(of_grids(driver, dice().normal(size=(2, 12))))
    assert found.verdict is Verdict.SILENT
    assert "the mean of the driver is always 1.5" in found.sentence.replace("The", "the")


def test_a_lag_longer_than_the_panel_leaves_no_pair() -> None:
    found = link(Invented(12, 5).panel(dice()), lag=5)
    assert found.sentence.startswith("Nothing can be said: 0 pairs")
    with pytest.raises(ValueError, match="put the outcome first"):
        link(Invented(12, 5).panel(dice()), lag=-1)


def test_a_missing_period_is_not_bridged() -> None:
    """Every second period only: no driver stands one period before any outcome."""
    driver, outcome = Invented(12, 10, linked=0.9).grids(dice())
    full = of_grids(driver, outcome)
    kept = full.period % 2 == 0
    halved = Panel(full.unit[kept], full.period[kept], full.driver[kept], full.outcome[kept])
    assert "0 pairs" in link(halved, lag=1).sentence
    assert link(halved, lag=2)["pooled"].n == 12 * 4


def test_an_outcome_that_is_its_driver_is_an_exact_fit_without_nan() -> None:
    driver, _ = Invented(12, 5).grids(dice())
    found = link(of_grids(driver, 2 * driver), lag=0)
    assert found["pooled"].b == pytest.approx(2)
    assert all(np.isfinite([each.b, each.se, each.p]).all() for each in found.estimates)


# ---- words


def test_no_wording_says_more_than_that_two_things_go_together() -> None:
    for words in WORDINGS.values():
        assert not NEVER.search(words.replace("{driver}", "").replace("{outcome}", ""))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("linked", [-0.6, 0.0, 0.6])
def test_no_sentence_holds_an_open_place_or_a_word_of_causes(linked: float, seed: int) -> None:
    found = link(Invented(15, 6, linked=linked).panel(dice(seed)), lag=1, driver="trust")
    assert "{" not in found.sentence
    assert not NEVER.search(found.sentence)
    assert ("association" in found.sentence) == (found.verdict in LINKED)
    if linked and found.verdict in LINKED:
        assert ("higher" if linked > 0 else "lower") in found.sentence


def test_nothing_seen_says_how_small_a_link_would_stay_unseen() -> None:
    """And it is about right: half of that is seldom found, the whole mostly."""
    small, large = Invented(12, 4), Invented(100, 8)
    unseen = [
        float(re.search(r"about (\d\.\d\d)", link(each.panel(dice(5)), lag=1).sentence)[1])  # type: ignore[index]
        for each in (small, large)
    ]
    assert unseen[0] > 0.4
    assert 0.05 < unseen[1] < 0.2


@pytest.mark.parametrize(
    ("lag", "when"), [(0, "in the same quarter"), (1, "one quarter later"), (2, "2 quarters later")]
)
def test_the_lag_is_said_in_the_step_of_the_panel(lag: int, when: str) -> None:
    assert when in link(Invented(12, 6).panel(dice()), lag=lag).sentence

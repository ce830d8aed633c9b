"""How long people stay: against published figures, lifelines, closed forms and a plain recount."""

from __future__ import annotations

import csv
import warnings

import numpy as np
import pytest
from hypothesis import given
from scipy import stats

from tandem.analytics.life_table import LifeTable, life_table
from tandem.analytics.survival import Curve, by_reason, log_rank
from tandem.analytics.tests.real_data import DATA, required
from tandem.analytics.tests.test_life_table import SPELLS, Spell, recount, table

JOB_RETENTION = DATA / "peopleanalyticsdata/job_retention.csv"


def people(exits: list[int], reasons: list[int], entries: list[int] | None = None) -> LifeTable:
    reasons_known = max([1, *reasons])
    return life_table(entries or [-1] * len(exits), exits, reasons, reasons=reasons_known)


def invented(seed: int, count: int = 300) -> tuple[list[int], list[int], list[int]]:
    """Entry, exit and reason of people who leave at any rate, seen late or not, some still here."""
    dice = np.random.default_rng(seed)
    stay = dice.geometric(0.05, count)
    seen = dice.integers(5, 60, count)
    entry = np.where(dice.random(count) < 0.5, -1, dice.integers(0, 15, count))
    reason = np.where(stay <= seen, dice.integers(1, 4, count), 0)
    known = np.minimum(stay, seen) > entry
    exit_ = np.minimum(stay, seen)
    return entry[known].tolist(), exit_[known].tolist(), reason[known].tolist()


# ---- published


@required(JOB_RETENTION)
def test_the_handbooks_job_retention_by_sentiment() -> None:
    """McNulty, Handbook of Regression Modeling in People Analytics, chapter 9."""
    with JOB_RETENTION.open(encoding="utf-8") as file:
        rows = [
            (int(r["sentiment"]), int(r["month"]), int(r["left"])) for r in csv.DictReader(file)
        ]
    high, low = (
        people(
            *(list(part) for part in zip(*[row[1:] for row in rows if row[0] >= 7], strict=True))
        ),
        people(
            *(list(part) for part in zip(*[row[1:] for row in rows if row[0] < 7], strict=True))
        ),
    )
    shares = [Curve(group).at(month) for group in (high, low) for month in (6, 12)]
    assert [share and round(share.value, 3) for share in shares] == [0.837, 0.634, 0.739, 0.517]
    assert all(share and share.low < share.value < share.high for share in shares)
    difference = log_rank([high, low])
    assert difference is not None
    assert difference.p < 1e-7


@pytest.mark.parametrize("gone", [0, 1, 5, 19, 20])
def test_without_censoring_the_range_is_clopper_and_pearsons(gone: int) -> None:
    share = Curve(people([*range(gone), *[99] * (20 - gone)], [1] * gone + [0] * (20 - gone))).at(
        50
    )
    stayed = 20 - gone
    low = stats.beta.ppf(0.05, stayed, gone + 1) if stayed else 0.0
    high = stats.beta.ppf(0.95, stayed + 1, gone) if gone else 1.0
    assert share is not None
    assert (share.value, share.low, share.high) == pytest.approx((stayed / 20, low, high))
    assert share.at_risk == stayed


# ---- against lifelines


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_the_curve_is_the_one_of_lifelines(seed: int) -> None:
    from lifelines import KaplanMeierFitter

    entry, exit_, reason = invented(seed)
    curve = Curve(life_table(entry, exit_, reason, reasons=3))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = KaplanMeierFitter().fit(exit_, [r > 0 for r in reason], entry=entry)
    assert curve.since == 0
    for tenure in range(60):
        share = curve.at(tenure)
        if share is not None:
            assert share.value == pytest.approx(theirs.predict(tenure))
    if curve.median() is not None:
        assert curve.median() == theirs.median_survival_time_


@pytest.mark.slow
@pytest.mark.parametrize("reason", [1, 2, 3])
def test_shares_by_reason_are_those_of_lifelines(reason: int) -> None:
    from lifelines import AalenJohansenFitter

    _entry, exit_, reasons = invented(7)
    dice = np.random.default_rng(3)
    apart = dice.permutation(len(exit_)) + 1000 * np.array(
        exit_
    )  # theirs shakes ties apart at random
    curve = Curve(people(apart.tolist(), reasons))
    theirs = AalenJohansenFitter(calculate_variance=False).fit(
        apart, reasons, event_of_interest=reason
    )
    for tenure in (5000, 15000, 30000):
        shares = by_reason(curve, tenure)
        assert shares is not None
        assert shares[reason - 1].value == pytest.approx(float(theirs.predict(tenure)))


@pytest.mark.slow
def test_the_log_rank_test_is_the_one_of_lifelines() -> None:
    from lifelines.statistics import multivariate_logrank_test

    _entry, exit_, reason = invented(11)
    group = [number % 3 for number in range(len(exit_))]
    split = [
        people(
            [at for at, own in zip(exit_, group, strict=True) if own == each],
            [why for why, own in zip(reason, group, strict=True) if own == each],
        )
        for each in range(3)
    ]
    theirs = multivariate_logrank_test(exit_, group, [why > 0 for why in reason])
    ours = log_rank(split)
    assert ours is not None
    assert ours.degrees == 2
    assert (ours.statistic, ours.p) == pytest.approx((theirs.test_statistic, theirs.p_value))


# ---- against a plain recount


@given(SPELLS)
def test_the_curve_is_the_product_one_can_work_out_by_hand(spells: list[Spell]) -> None:
    curve, staying = Curve(table(spells)), 1.0
    for tenure in range(curve.since, curve.table.known_until + 1):
        at_risk, left = recount(spells, tenure)
        staying *= 1 - left / at_risk
        share = curve.at(tenure)
        assert share is not None
        assert share.value == pytest.approx(staying)
        assert 0 <= share.low <= share.value <= share.high <= 1


@given(SPELLS)
def test_here_and_gone_by_each_reason_make_up_everybody(spells: list[Spell]) -> None:
    curve = Curve(table(spells))
    for tenure in (curve.since, curve.table.known_until):
        here, gone = curve.at(tenure), by_reason(curve, tenure)
        if here is not None:
            assert gone is not None
            assert here.value + sum(share.value for share in gone) == pytest.approx(1)


@given(SPELLS, SPELLS)
def test_the_log_rank_test_with_delayed_entry_is_the_sum_over_all_leavings(
    one: list[Spell], other: list[Spell]
) -> None:
    surplus = spread = 0.0
    for tenure in range(20):
        (risk, left), (others, gone) = recount(one, tenure), recount(other, tenure)
        everyone, leaving = risk + others, left + gone
        if leaving and everyone > 1:
            surplus += left - leaving * risk / everyone
            part = risk / everyone
            spread += leaving * part * (1 - part) * (everyone - leaving) / (everyone - 1)
    found = log_rank([table(one), table(other)])
    if spread < 1e-9:
        assert found is None
    else:
        assert found is not None
        assert found.statistic == pytest.approx(surplus**2 / spread, abs=1e-9)
        assert found.p == pytest.approx(float(stats.chi2.sf(found.statistic, 1)))


# ---- what cannot be known is not said


def test_nothing_is_said_beyond_what_was_seen() -> None:
    curve = Curve(people([100, 200, 300], [1, 0, 0]))
    assert curve.at(300) is not None
    assert curve.at(301) is None
    assert by_reason(curve, 301) is None
    assert curve.median() is None
    assert curve.median_range() == (100, None)


def test_where_everybody_left_that_holds_for_ever() -> None:
    share = Curve(people([100, 200], [1, 1])).at(5000)
    assert share is not None
    assert (share.value, share.low) == (0, 0)


def test_all_still_here_is_a_hundred_per_cent_of_few_and_not_for_sure() -> None:
    """Greenwood's formula would say exactly 100 % of two people."""
    curve = Curve(people([10, 12], [0, 0]))
    share = curve.at(10)
    assert share is not None
    assert (share.value, share.low, share.high) == pytest.approx((1, 0.05**0.5, 1))
    assert (curve.median(), curve.median_range()) == (None, (None, None))
    assert log_rank([curve.table, curve.table]) is None


def test_where_the_only_one_in_sight_left_others_are_not_said_to_be_gone() -> None:
    """The one in sight from hiring left on day 2; of the others nobody knows from hiring on."""
    curve = Curve(people([2, 9, 10], [1, 1, 0], [-1, 5, 5]))
    assert curve.at(1) is not None
    assert curve.at(2) is None
    assert curve.at(9) is None
    assert curve.median() is None


def test_a_curve_that_begins_late_speaks_of_those_who_stayed_until_then() -> None:
    curve = Curve(people([9, 10], [1, 0], [5, 5]))
    assert curve.since == 6
    assert curve.at(5) is None
    share = curve.at(9)
    assert share is not None
    assert share.value == 0.5


def test_nobody_and_one_group_have_no_difference() -> None:
    nobody = people([], [])
    assert Curve(nobody).at(0) is None
    assert Curve(nobody).median() is None
    assert log_rank([]) is None
    assert log_rank([nobody, nobody]) is None
    assert log_rank([people([1, 2], [1, 1])]) is None
    assert log_rank([people([1, 2], [1, 1]), nobody]) is None


# ---- how often the range holds


def held(count: int, runs: int, *, late: bool, seed: int = 5) -> tuple[float, float]:
    """The share of runs whose range at a year holds the truth: still here; gone by a reason.

    People leave at 20 % a year, for two reasons alike, and are followed for up to three years.
    late: half of them come into sight within their first year.
    """
    dice = np.random.default_rng(seed)
    truth = float(np.exp(-0.2 * 366 / 365))
    here = gone = said = 0
    for _run in range(runs):
        stay = np.floor(dice.exponential(365 / 0.2, count)).astype(int)
        seen = dice.integers(1, 1095, count)
        entry = np.where(dice.random(count) < 0.5 * late, dice.integers(0, 365, count), -1)
        exit_ = np.minimum(stay, seen)
        known = exit_ > entry
        reason = np.where(stay <= seen, dice.integers(1, 3, count), 0)
        curve = Curve(life_table(entry[known], exit_[known], reason[known], reasons=2))
        share, shares = curve.at(365), by_reason(curve, 365)
        if share is None or shares is None or curve.since:
            continue
        said += 1
        here += share.low <= truth <= share.high
        gone += shares[0].low <= (1 - truth) / 2 <= shares[0].high
    return here / said, gone / said


@pytest.mark.slow
@pytest.mark.parametrize("late", [False, True])
@pytest.mark.parametrize("count", [10, 30, 100])
def test_the_range_holds_the_truth_as_often_as_it_says(count: int, *, late: bool) -> None:
    """90 % at least; 400 runs may miss that by three points by chance alone."""
    here, gone = held(count, 400, late=late)
    assert here >= 0.87
    assert gone >= 0.87

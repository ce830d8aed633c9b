from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from statistics import fmean

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.analytics.control import Judgement, Limits, Verdict, judge
from tandem.analytics.months import month_number, month_of

OCTOBER = date(2026, 10, 1)


@dataclass(frozen=True)
class Month:
    month: date
    own_choice: int
    closing: int


def months(left: list[int], closing: int | list[int] = 142) -> list[Month]:
    """Months up to October, in which so many left of so many."""
    people = closing if isinstance(closing, list) else [closing] * len(left)
    first = month_number(OCTOBER) + 1 - len(left)
    pairs = enumerate(zip(left, people, strict=True))
    return [Month(month_of(first + number), gone, here) for number, (gone, here) in pairs]


OPERATIONS = [1, 2, 3, 1, 2, 1, 2, 1, 2, 2, 1, 2, 1, 2, 2, 2, 2, 1, 2, 2, 1, 3, 1]


@pytest.mark.parametrize(
    ("left", "verdict"),
    [(0, "noise"), (3, "noise"), (4, "noise"), (5, "real_move"), (6, "real_move")],
)
def test_october_in_operations(left: int, verdict: str) -> None:
    judgement = judge(months([*OPERATIONS, left]))
    assert judgement.verdict == verdict
    assert (judgement.usual_from, judgement.usual_up_to) == (0, 4)
    assert judgement.month == OCTOBER


def test_the_limits_are_those_of_the_textbook() -> None:
    # mean 2, moving ranges 2 2 2 2 2 2 2: mean 2, limits 2 +- 2.66 * 2
    limits = Limits.of([1, 3, 1, 3, 1, 3, 1, 3])
    assert (limits.lower, limits.upper) == pytest.approx((0, 2 + 2.66 * 2))
    # mean 11.5, ranges 1 1 1: 11.5 +- 2.66
    limits = Limits.of([11, 12, 11, 12])
    assert (limits.lower, limits.upper) == pytest.approx((11.5 - 2.66, 11.5 + 2.66))


def test_the_verdict_carries_all_it_was_decided_from() -> None:
    judgement = judge(months([*OPERATIONS, 6]))
    rates = [left / 142 for left in OPERATIONS]
    ranges = [abs(b - a) for a, b in pairwise(rates)]
    assert (judgement.count, judgement.headcount, judgement.months) == (6, 142, 23)
    assert judgement.value == 6 / 142
    assert judgement.upper == pytest.approx(fmean(rates) + 2.66 * fmean(ranges))
    assert judgement.lower == 0
    assert judgement.is_rise


def test_a_fall_below_the_lower_limit_is_a_real_move_too() -> None:
    busy = [30, 31, 29, 30, 32, 30, 31, 30, 29, 30]
    judgement = judge(months([*busy, 20], 500))
    assert judgement.verdict is Verdict.REAL_MOVE
    assert not judgement.is_rise
    assert judgement.usual_from == 27
    assert judge(months([*busy, 27], 500)).verdict is Verdict.NOISE


@pytest.mark.parametrize(("left", "verdict"), [(2, Verdict.NOISE), (3, Verdict.REAL_MOVE)])
def test_after_perfect_calm_a_rise_takes_three(left: int, verdict: Verdict) -> None:
    judgement = judge(months([*[0] * 24, left]))
    assert judgement.verdict is verdict
    assert judgement.usual_up_to == 2


def test_the_same_rate_as_always_is_no_move() -> None:
    # 3/31 * 31 falls short of 3 in floats, 3/30 * 30 passes it
    for left, people in [(3, 31), (4, 22), (3, 30), (4, 20)]:
        assert judge(months([left] * 25, people)).verdict is Verdict.NOISE


@pytest.mark.parametrize(
    ("earlier", "verdict"), [(7, Verdict.TOO_SHORT), (8, Verdict.NOISE), (24, Verdict.NOISE)]
)
def test_it_takes_eight_earlier_months(earlier: int, verdict: Verdict) -> None:
    judgement = judge(months([1] * earlier + [1]))
    assert (judgement.verdict, judgement.months) == (verdict, earlier)


def test_months_without_people_have_no_rate_and_do_not_count() -> None:
    judgement = judge(months([0] * 5 + [1] * 7 + [1], [0] * 5 + [50] * 8))
    assert (judgement.verdict, judgement.months) == (Verdict.TOO_SHORT, 7)


def test_only_the_last_24_earlier_months_are_the_baseline() -> None:
    long_ago = [40, 0] * 6
    judgement = judge(months([*long_ago, *OPERATIONS, 1, 6]))
    assert judgement.months == 24
    assert judgement.verdict is Verdict.REAL_MOVE


@pytest.mark.parametrize(
    ("before", "now", "verdict"),
    [
        (10, 10, Verdict.NOISE),
        (9, 9, Verdict.TOO_FEW),
        (9, 10, Verdict.TOO_FEW),  # a baseline of nine
        (10, 9, Verdict.TOO_FEW),
        (10, 0, Verdict.NO_RATE),  # everybody went elsewhere
        (0, 0, Verdict.NO_RATE),
    ],
)
def test_nine_people_are_too_few(before: int, now: int, verdict: Verdict) -> None:
    judgement = judge(months([0] * 25, [before] * 24 + [now]))
    assert judgement.verdict is verdict


@pytest.mark.parametrize("people", [9, 0])
def test_where_people_are_too_few_no_number_of_theirs_is_told(people: int) -> None:
    judgement = judge(months([1] * 25, [9] * 24 + [people]))
    assert (judgement.count, judgement.value, judgement.limits) == (None, None, None)
    assert judgement.headcount == people


def test_only_leavers_are_counts_without_a_rate() -> None:
    judgement = judge(months([*OPERATIONS, 6]), only_leavers=True)
    assert judgement == Judgement(verdict=Verdict.NO_RATE, month=OCTOBER, months=0, count=6)
    assert (judgement.lower, judgement.upper) == (None, None)
    assert (judgement.usual_from, judgement.usual_up_to) == (None, None)
    assert not judgement.is_rise


@given(
    st.lists(st.integers(0, 30), min_size=9, max_size=30),
    st.integers(0, 30),
    st.integers(30, 400),
)
def test_what_is_called_usual_is_exactly_what_is_called_noise(
    left: list[int], now: int, people: int
) -> None:
    judgement = judge(months([*left, now], people))
    assert judgement.usual_from is not None
    assert judgement.usual_up_to is not None
    usual = judgement.usual_from <= now <= judgement.usual_up_to
    assert judgement.verdict is (Verdict.NOISE if usual else Verdict.REAL_MOVE)
    assert judgement.is_rise == (now > judgement.usual_up_to)


@settings(max_examples=30)
@given(st.lists(st.integers(0, 30), min_size=9, max_size=25), st.integers(30, 400))
def test_one_leaver_more_never_turns_a_rise_into_noise(left: list[int], people: int) -> None:
    rises = [judge(months([*left, now], people)).is_rise for now in range(people)]
    assert rises == sorted(rises)


SEED = 20261101
USUAL_RATE = 0.012  # a month


def simulated(rng: np.random.Generator, people: int, rate: float, factor: int = 1) -> Judgement:
    left = [int(n) for n in rng.binomial(people, rate, 24)]
    return judge(months([*left, int(rng.binomial(people, rate * factor))], people))


def test_calm_areas_are_left_alone() -> None:
    """Negative control: 400 areas of 10 to 500 people, each with one rate of its own."""
    rng = np.random.default_rng(SEED)
    sizes, rates = rng.integers(10, 501, 400), rng.uniform(0.005, 0.02, 400)
    judged = [simulated(rng, int(n), float(rate)) for n, rate in zip(sizes, rates, strict=True)]
    share = fmean(judgement.verdict is Verdict.REAL_MOVE for judgement in judged)
    assert share < 0.05
    assert all(judgement.verdict in {Verdict.REAL_MOVE, Verdict.NOISE} for judgement in judged)


@pytest.mark.parametrize(
    ("people", "least", "most"), [(30, 0.0, 0.2), (140, 0.3, 0.55), (500, 0.8, 1.0)]
)
def test_a_planted_tripling_is_found_where_it_can_be(
    people: int, least: float, most: float
) -> None:
    """Positive control, and its limit: small areas hide even a tripling."""
    rng = np.random.default_rng(SEED)
    found = fmean(simulated(rng, people, USUAL_RATE, factor=3).is_rise for _ in range(300))
    assert least <= found <= most

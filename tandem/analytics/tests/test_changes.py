"""What counts as a change of any monthly series, and of a proportion asked twice."""

from __future__ import annotations

from itertools import pairwise
from math import inf, nan, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.analytics.changes import Told, judge_proportion, judge_series
from tandem.analytics.control import Limits
from tandem.analytics.intervals import difference, wilson

UP_AND_DOWN = [41.0, 44.0, 40.0, 43.0, 42.0, 45.0, 41.0, 44.0]  # mean 42.5, mean range 3


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (42.5, Told.NOISE),
        (50.4, Told.NOISE),  # 42.5 + 2.66 × 3 = 50.48
        (50.5, Told.REAL_MOVE),
        (34.6, Told.NOISE),  # 34.52
        (34.5, Told.REAL_MOVE),
        (0.0, Told.REAL_MOVE),
    ],
)
def test_days_to_fill_are_held_against_their_usual_range(days: float, told: Told) -> None:
    change = judge_series([*UP_AND_DOWN, days])
    assert change.told is told
    assert (change.months, change.value) == (8, days)
    assert (change.lower, change.upper) == pytest.approx((34.52, 50.48))


def test_the_limits_are_the_ones_of_own_choice_rates() -> None:
    change = judge_series([*UP_AND_DOWN, 42.0])
    limits = Limits.of(UP_AND_DOWN)
    assert (change.lower, change.upper) == pytest.approx((limits.lower, limits.upper))


@pytest.mark.parametrize(("floor", "lower"), [(0.0, 0.0), (None, 2.5 - 2.66 * 5)])
def test_what_cannot_be_negative_has_no_limit_below_nought(
    floor: float | None, lower: float
) -> None:
    change = judge_series([0.0, 5.0] * 4 + [3.0], floor=floor)
    assert change.lower == pytest.approx(lower)
    assert change.told is Told.NOISE


def test_gains_and_losses_are_judged_without_a_floor() -> None:
    balance = [-3.0, 2.0, -1.0, 0.0, -2.0, 1.0, -1.0, 0.0]
    assert judge_series([*balance, -9.0], floor=None).told is Told.REAL_MOVE
    assert judge_series([*balance, -4.0], floor=None).told is Told.NOISE


@pytest.mark.parametrize(("earlier", "told"), [(7, Told.TOO_SHORT), (8, Told.NOISE)])
def test_eight_earlier_months_are_needed(earlier: int, told: Told) -> None:
    change = judge_series([*UP_AND_DOWN[:earlier], 43.0])
    assert change.told is told
    if told is Told.TOO_SHORT:
        assert (change.lower, change.upper, change.value) == (None, None, 43.0)


def test_only_the_last_two_years_before_it_say_what_is_usual() -> None:
    long_ago = [500.0, 900.0] * 20
    assert judge_series([*long_ago, *UP_AND_DOWN * 3, 60.0]) == judge_series(
        [*UP_AND_DOWN * 3, 60.0]
    )


def test_a_month_of_which_nothing_is_known_is_no_value_and_no_nought() -> None:
    assert judge_series([*UP_AND_DOWN, None]).told is Told.NO_VALUE
    with_a_gap = judge_series([*UP_AND_DOWN[:4], None, *UP_AND_DOWN[4:], 42.0])
    assert (with_a_gap.told, with_a_gap.months) == (Told.NOISE, 8)
    # ranges 3 4 3 and 3 4 3: the step of 1 over the gap is none of a month
    assert with_a_gap.upper == pytest.approx(42.5 + 2.66 * 20 / 6)


def test_where_no_two_months_lie_together_the_steps_between_known_ones_are_taken() -> None:
    apart = [each for value in UP_AND_DOWN for each in (value, None)]
    change = judge_series([*apart, 42.0])
    assert change.upper == pytest.approx(42.5 + 2.66 * 3)


@pytest.mark.parametrize("value", [3.0, 3.1, 300.0])
def test_a_series_that_never_moved_cannot_say_what_is_usual(value: float) -> None:
    assert judge_series([3.0] * 12 + [value]).told is Told.NEVER_MOVED


def test_rounding_in_the_last_digit_is_no_move() -> None:
    rates = [0.1, 0.2] * 12
    upper = 0.15 + 2.66 * 0.1
    assert judge_series([*rates, upper + 1e-15]).told is Told.NOISE


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([], "no month to judge"),
        ([1.0, nan, 2.0], "Month 2 is nan, which is no number"),
        ([1.0, 2.0, inf], "Month 3 is inf"),
        ([-1.0, 2.0], "Month 1 is -1.0, and nothing can be under 0"),
    ],
)
def test_what_is_no_series_is_refused_by_its_place(values: list[float], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        judge_series(values)


@given(
    st.lists(st.floats(0, 1e6), min_size=9, max_size=40),
    st.floats(0.01, 1e3),
)
def test_another_unit_does_not_change_the_verdict(values: list[float], factor: float) -> None:
    """Days or hours, people or hundreds. Up to what rounding leaves of a difference."""
    one = judge_series(values)
    other = judge_series([value * factor for value in values])
    if one.told in {Told.TOO_SHORT, Told.NEVER_MOVED} or one.upper is None:
        return
    edge = min(abs(values[-1] - limit) for limit in (one.upper, one.lower or 0.0))
    if edge > 1e-6 * max(1.0, *values):
        assert other.told is one.told


def test_of_a_hundred_calm_series_two_at_most_are_called_a_move() -> None:
    calm = np.random.default_rng(20).normal(100, 8, size=(3_000, 25)).tolist()
    moves = sum(judge_series(series).told is Told.REAL_MOVE for series in calm)
    assert moves / len(calm) <= 0.02


def test_a_month_four_deviations_off_is_mostly_found() -> None:
    series = np.random.default_rng(21).normal(100, 8, size=(1_000, 25))
    series[:, -1] += 4 * 8
    found = sum(judge_series(each).told is Told.REAL_MOVE for each in series.tolist())
    assert found / len(series) >= 0.75


# ---- proportions


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        # Newcombe (1998), Statistics in Medicine 17, table II, method 10
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
    ],
)
def test_the_difference_of_two_proportions_is_newcombes(
    one: tuple[int, int], other: tuple[int, int], low: float, high: float
) -> None:
    assert difference(one, other, 0.95) == pytest.approx((low, high), abs=6e-5)
    assert difference(other, one, 0.95) == pytest.approx((-high, -low), abs=6e-5)


@pytest.mark.parametrize(
    ("then", "now", "told"),
    [
        ((60, 100), (60, 100), Told.NOISE),
        ((60, 100), (70, 100), Told.NOISE),
        ((60, 100), (72, 100), Told.REAL_MOVE),
        ((60, 100), (48, 100), Told.REAL_MOVE),
        ((6, 10), (9, 10), Told.NOISE),  # thirty points, and only twenty people
        ((0, 40), (0, 40), Told.NOISE),
        ((0, 40), (40, 40), Told.REAL_MOVE),
    ],
)
def test_a_proportion_has_moved_where_the_interval_of_the_difference_leaves_out_nought(
    then: tuple[int, int], now: tuple[int, int], told: Told
) -> None:
    shift = judge_proportion(then, now)
    assert shift.told is told
    assert shift.low <= shift.apart <= shift.high
    assert shift.apart == pytest.approx(now[0] / now[1] - then[0] / then[1])


@pytest.mark.parametrize("wrong", [(5, 0), (-1, 10), (11, 10)])
def test_what_is_no_proportion_is_refused(wrong: tuple[int, int]) -> None:
    for then, now in ((wrong, (5, 10)), ((5, 10), wrong)):
        with pytest.raises(ValueError, match="is no proportion"):
            judge_proportion(then, now)


def test_still_proportions_are_called_a_move_one_time_in_ten_not_one_in_four() -> None:
    """The later interval alone, held against the earlier value, would do that."""
    chance = np.random.default_rng(22)
    pairs = chance.binomial(120, 0.6, size=(2_000, 2)).tolist()
    shifts = [judge_proportion((then, 120), (now, 120)) for then, now in pairs]
    assert sum(shift.told is Told.REAL_MOVE for shift in shifts) / len(pairs) <= 0.115
    alone = [wilson(now, 120) for _then, now in pairs]
    left_out = [
        not low <= then / 120 <= high
        for (then, _now), (low, high) in zip(pairs, alone, strict=True)
    ]
    assert sum(left_out) / len(pairs) > 0.2


def test_more_people_make_the_same_difference_surer() -> None:
    widths = [
        judge_proportion((people * 0.6, people), (people * 0.7, people))
        for people in (50, 200, 800)
    ]
    assert [shift.told for shift in widths] == [Told.NOISE, Told.REAL_MOVE, Told.REAL_MOVE]
    reach = [shift.high - shift.low for shift in widths]
    assert reach[0] / reach[1] == pytest.approx(sqrt(4), rel=0.05)


@given(st.lists(st.floats(0, 1e6) | st.none(), min_size=1, max_size=40))
def test_a_verdict_comes_with_limits_exactly_where_it_was_held_against_them(
    values: list[float | None],
) -> None:
    change = judge_series(values)
    held = change.told in {Told.NOISE, Told.REAL_MOVE}
    assert ((change.lower, change.upper) != (None, None)) is held
    assert change.value == values[-1]
    assert change.months == sum(each is not None for each in values[:-1][-24:])
    if held and change.value is not None:
        assert change.lower is not None
        assert change.upper is not None
        assert 0 <= change.lower <= change.upper


@given(st.lists(st.integers(0, 50), min_size=9, max_size=30))
def test_the_limits_are_those_of_a_plain_count(values: list[int]) -> None:
    change = judge_series([float(value) for value in values])
    before = values[:-1][-24:]
    if change.upper is None:
        assert len(set(before)) == 1
        return
    ranges = [abs(after - one) for one, after in pairwise(before)]
    mean, reach = sum(before) / len(before), 2.66 * sum(ranges) / len(ranges)
    assert change.upper == pytest.approx(mean + reach)
    assert change.lower == pytest.approx(max(0, mean - reach))


@pytest.mark.parametrize(("earlier", "counted"), [(23, 23), (24, 24), (25, 24)])
def test_no_more_than_two_years_before_it_count(earlier: int, counted: int) -> None:
    assert judge_series([*[*([1.0, 2.0] * 12), 1.0][:earlier], 1.5]).months == counted

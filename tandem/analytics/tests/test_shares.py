"""Representation, succession and skill gaps: arithmetic, and no share of nothing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tandem.analytics.shares import (
    FEWEST,
    CriticalRole,
    SkillGap,
    clopper_pearson,
    proportion,
    ready_now,
    representation,
    skill_gap_closure,
    succession_coverage,
    successors_per_position,
)

PAIRS = st.integers(1, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(PAIRS)
def test_the_exact_interval_leaves_a_twentieth_on_either_side(pair: tuple[int, int]) -> None:
    count, total = pair
    low, high = clopper_pearson(count, total)
    assert low <= count / total <= high
    if count:
        assert stats.binom.sf(count - 1, total, low) == pytest.approx(0.05)
    if count < total:
        assert stats.binom.cdf(count, total, high) == pytest.approx(0.05)


def test_nought_of_nought_is_no_share() -> None:
    nothing = proportion(0, 0)
    assert (nothing.value, nothing.range, nothing.hidden) == (None, None, "0 of 0 is no share")
    for count, total in [(1, 0), (3, 2), (-1, 4)]:
        with pytest.raises(ValueError, match="is no share"):
            proportion(count, total)


# ---- K27


@pytest.mark.parametrize(
    ("group", "people", "pool_group", "pool", "ratio", "words"),
    [
        (5, 50, 200, 500, 0.25, "A smaller share"),
        (30, 50, 100, 500, 3.0, "A larger share"),
        (18, 50, 200, 500, 0.9, "Cannot be told"),
        (0, 50, 200, 500, 0.0, "A smaller share"),
        (0, 50, 2, 500, 0.0, "Cannot be told"),  # none of fifty is no news where the pool has 0.4 %
    ],
)
def test_a_share_at_a_level_against_the_pool(
    group: int, people: int, pool_group: int, pool: int, ratio: float, words: str
) -> None:
    found = representation(group=group, people=people, pool_group=pool_group, pool=pool)
    assert found.ratio == pytest.approx(ratio)
    assert found.words.startswith(words)
    assert found.range is not None
    assert found.range.low <= ratio <= found.range.high


@pytest.mark.parametrize(
    ("people", "pool", "pool_group"), [(FEWEST - 1, 500, 100), (50, FEWEST - 1, 3), (50, 500, 0)]
)
def test_few_people_or_an_empty_pool_cannot_tell(people: int, pool: int, pool_group: int) -> None:
    found = representation(group=1, people=people, pool_group=pool_group, pool=pool)
    assert (found.ratio, found.range) == (None, None)
    assert found.words.startswith("Cannot tell")
    assert (found.share.value is None) is (people < FEWEST)
    assert (found.pool.value is None) is (pool < FEWEST)


def test_more_of_a_group_than_people_is_refused() -> None:
    with pytest.raises(ValueError, match="is no share"):
        representation(group=60, people=50, pool_group=1, pool=100)


# ---- K23, K24

ROLES = [CriticalRole(2, 1), CriticalRole(1, 0), CriticalRole(0, 0), CriticalRole(3, 3)]


def test_of_four_critical_roles() -> None:
    assert (succession_coverage(ROLES).count, succession_coverage(ROLES).value) == (3, 0.75)
    assert (ready_now(ROLES).count, ready_now(ROLES).value) == (2, 0.5)


def test_isos_count_may_exceed_a_hundred() -> None:
    assert successors_per_position(sum(role.successors for role in ROLES), 4) == 150
    assert successors_per_position(0, 4) == 0
    assert successors_per_position(5, 0) is None
    with pytest.raises(ValueError, match="fewer than none"):
        successors_per_position(-1, 4)


def test_without_critical_roles_there_is_no_share() -> None:
    assert succession_coverage([]).value is None
    assert ready_now([]).value is None


def test_more_ready_than_named_is_refused() -> None:
    for successors, ready in [(1, 2), (0, -1)]:
        with pytest.raises(ValueError, match="cannot be ready"):
            CriticalRole(successors, ready)


# ---- K19


def day(number: int) -> date:
    return date(2025, 1, number)


@pytest.mark.parametrize(
    ("gap", "due", "closed"),
    [
        (SkillGap(day(10), day(9)), 1, 1),
        (SkillGap(day(10), day(20)), 1, 1),  # late, but within the period
        (SkillGap(day(10)), 1, 0),
        (SkillGap(day(10), date(2025, 2, 1)), 1, 0),  # the period is over
        (SkillGap(day(10), date(2024, 12, 1)), 1, 1),  # early: it counts when it was due
        (SkillGap(date(2025, 2, 1), day(10)), 0, 0),  # due in the next period
        (SkillGap(date(2024, 12, 31), day(10)), 0, 0),
    ],
)
def test_which_gaps_are_due_and_closed_in_january(gap: SkillGap, due: int, closed: int) -> None:
    found = skill_gap_closure([gap], first=day(1), after=date(2025, 2, 1))
    assert (found.total, found.count) == (due, closed)


def test_a_period_without_a_day_is_refused() -> None:
    with pytest.raises(ValueError, match="no day"):
        skill_gap_closure([], first=day(2), after=day(2))

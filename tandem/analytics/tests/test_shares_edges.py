"""Shares at their edges: ten people, the first and last day of a period, a group and the others."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.analytics.shares import (
    CriticalRole,
    SkillGap,
    clopper_pearson,
    proportion,
    ready_now,
    representation,
    skill_gap_closure,
    succession_coverage,
)

PAIRS = st.integers(10, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
FIRST = date(2025, 1, 1)
DAYS = st.integers(0, 99).map(lambda number: FIRST + timedelta(days=number))


@given(PAIRS)
def test_the_group_and_the_others_have_the_same_interval_seen_from_the_other_side(
    pair: tuple[int, int],
) -> None:
    count, total = pair
    low, high = clopper_pearson(count, total)
    others_low, others_high = clopper_pearson(total - count, total)
    assert (others_low, others_high) == pytest.approx((1 - high, 1 - low))


@given(PAIRS)
def test_a_surer_interval_is_a_wider_one_and_ends_at_none_and_all(pair: tuple[int, int]) -> None:
    count, total = pair
    narrow, wide = clopper_pearson(count, total, 0.5), clopper_pearson(count, total, 0.99)
    assert wide[0] <= narrow[0] <= narrow[1] <= wide[1]
    assert (wide[0] == 0) == (count == 0)
    assert (wide[1] == 1) == (count == total)


def test_none_of_ten_may_be_a_quarter_all_the_same() -> None:
    """The rule of three's elder brother: the tenth root of one twentieth."""
    assert clopper_pearson(0, 10) == pytest.approx((0.0, 1 - 0.05**0.1))
    assert clopper_pearson(10, 10) == pytest.approx((0.05**0.1, 1.0))


# ---- K27


@pytest.mark.parametrize(
    ("people", "pool", "tells"),
    [(9, 10, False), (10, 9, False), (10, 10, True), (11, 10, True), (0, 10, False)],
)
def test_ten_people_at_the_level_and_ten_in_the_pool_tell(
    people: int, pool: int, *, tells: bool
) -> None:
    found = representation(group=0, people=people, pool_group=5, pool=pool)
    assert (found.ratio is not None) is tells
    assert (found.words == "Cannot tell: under 10 people.") is not tells


@given(PAIRS)
def test_who_is_there_as_in_the_pool_is_never_called_more_or_less(pair: tuple[int, int]) -> None:
    count, total = pair
    found = representation(group=count, people=total, pool_group=count, pool=total)
    if count:
        assert found.ratio == pytest.approx(1)
        assert found.words == "Cannot be told from the share in the pool."
    else:
        assert found.words == "Cannot tell: nobody of the group is in the pool."


@given(PAIRS, PAIRS)
def test_one_more_of_the_group_never_makes_it_a_smaller_share(
    at_level: tuple[int, int], pool: tuple[int, int]
) -> None:
    (group, people), (pool_group, in_pool) = at_level, pool
    if group == people or not pool_group:
        return
    one, more = (
        representation(group=count, people=people, pool_group=pool_group, pool=in_pool)
        for count in (group, group + 1)
    )
    assert one.range is not None
    assert more.range is not None
    assert more.range.low > one.range.low
    assert (more.range.high, more.ratio or 0) > (one.range.high, one.ratio or 0)


@pytest.mark.parametrize(
    ("group", "people", "pool_group", "pool", "says"),
    [
        (11, 10, 5, 50, "11 of 10 is no share."),
        (-1, 10, 5, 50, "-1 of 10 is no share."),
        (5, 10, 51, 50, "51 of 50 is no share."),
        (5, 10, -1, 50, "-1 of 50 is no share."),
    ],
)
def test_counts_that_cannot_be_are_named(
    group: int, people: int, pool_group: int, pool: int, says: str
) -> None:
    with pytest.raises(ValueError, match=says):
        representation(group=group, people=people, pool_group=pool_group, pool=pool)


# ---- K23, K24

ROLES = st.lists(
    st.integers(0, 3).flatmap(lambda n: st.builds(CriticalRole, st.just(n), st.integers(0, n))),
    min_size=1,
    max_size=8,
)


@given(ROLES)
def test_no_more_roles_can_be_taken_today_than_have_a_successor(roles: list[CriticalRole]) -> None:
    ready, covered = ready_now(roles), succession_coverage(roles)
    assert 0 <= ready.count <= covered.count <= covered.total == ready.total == len(roles)


def test_many_successors_for_one_role_do_not_stand_for_another() -> None:
    roles = [CriticalRole(9, 9), CriticalRole(0, 0)]
    assert (succession_coverage(roles).value, ready_now(roles).value) == (0.5, 0.5)


# ---- K19


@pytest.mark.parametrize(
    ("due", "closed", "counts"),
    [
        ("2024-12-31", None, (0, 0)),
        ("2025-01-01", None, (0, 1)),  # the first day
        ("2025-01-31", "2025-01-31", (1, 1)),  # the last one
        ("2025-01-31", "2025-02-01", (0, 1)),  # a day late for this period
        ("2025-02-01", "2025-01-31", (0, 0)),
    ],
)
def test_the_first_and_the_last_day_of_january(
    due: str, closed: str | None, counts: tuple[int, int]
) -> None:
    gap = SkillGap(date.fromisoformat(due), date.fromisoformat(closed) if closed else None)
    found = skill_gap_closure([gap], first=FIRST, after=date(2025, 2, 1))
    assert (found.count, found.total) == counts
    assert (found.value is None) is (counts[1] == 0)  # nothing was due: no share, never 100 %


@given(st.lists(st.builds(SkillGap, DAYS, DAYS | st.none()), max_size=8), st.integers(1, 99))
def test_a_year_in_two_parts_counts_every_gap_once(gaps: list[SkillGap], cut: int) -> None:
    """What was closed late counts in the whole, and in neither part."""
    middle, after = FIRST + timedelta(days=cut), FIRST + timedelta(days=100)
    whole = skill_gap_closure(gaps, first=FIRST, after=after)
    parts = [
        skill_gap_closure(gaps, first=first, after=until)
        for first, until in ((FIRST, middle), (middle, after))
    ]
    assert sum(part.total for part in parts) == whole.total == len(gaps)
    assert sum(part.count for part in parts) <= whole.count


@given(PAIRS)
def test_a_share_lies_in_its_range(pair: tuple[int, int]) -> None:
    found = proportion(*pair)
    assert found.value is not None
    assert found.range is not None
    assert 0 <= found.range.low <= found.value <= found.range.high <= 1

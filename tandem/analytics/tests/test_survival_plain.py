"""Curves and the log-rank test as anybody may check them: by sums, by symmetry, at their edges."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from tandem.analytics.life_table import STILL_HERE, LifeTable, life_table
from tandem.analytics.survival import Curve, by_reason, log_rank
from tandem.analytics.tests.test_life_table import SPELLS, Spell, recount, table

SEEN = st.lists(
    st.tuples(st.just(-1), st.integers(0, 9), st.integers(0, 2)), min_size=2, max_size=12
)  # from hiring on


def of(gone: int, here: int, at: int = 10) -> LifeTable:
    """So many left on one day, and so many were followed beyond it."""
    exits = [at] * gone + [at + 5] * here
    return life_table([-1] * (gone + here), exits, [1] * gone + [STILL_HERE] * here)


# ---- the curve


@given(SPELLS)
def test_the_curve_never_rises_and_more_who_stay_lift_it(spells: list[Spell]) -> None:
    one, more = Curve(table(spells)), Curve(table([*spells, (-1, 30, STILL_HERE)]))
    before = 1.0
    for tenure in range(one.since, one.table.known_until + 1):
        share, lifted = one.at(tenure), more.at(tenure)
        assert share is not None
        assert share.value <= before
        before = share.value
        if one.since == 0:
            assert lifted is not None
            assert lifted.value >= share.value - 1e-12


@given(SEEN)
def test_without_a_leaving_in_between_nothing_changes(spells: list[Spell]) -> None:
    """A day longer for everybody moves the whole curve by a day."""
    curve = Curve(table(spells))
    later = Curve(table([(entry, exit_ + 1, reason) for entry, exit_, reason in spells]))
    for tenure in range(curve.table.known_until + 1):
        share, moved = curve.at(tenure), later.at(tenure + 1)
        assert share == moved


@given(SEEN)
def test_the_same_people_twice_are_the_same_curve_and_surer(spells: list[Spell]) -> None:
    once, twice = Curve(table(spells)), Curve(table(spells * 2))
    for tenure in range(once.table.known_until + 1):
        one, other = once.at(tenure), twice.at(tenure)
        assert one is not None
        assert other is not None
        assert other.value == pytest.approx(one.value)
        assert other.at_risk == 2 * one.at_risk
        assert other.high - other.low <= one.high - one.low + 1e-9


@given(SEEN)
def test_a_surer_range_is_a_wider_one(spells: list[Spell]) -> None:
    curve = Curve(table(spells))
    for tenure in range(curve.table.known_until + 1):
        narrow, wide = curve.at(tenure, 0.5), curve.at(tenure, 0.99)
        assert narrow is not None
        assert wide is not None
        assert wide.low <= narrow.low <= narrow.high <= wide.high


@pytest.mark.parametrize(
    ("tenure", "value", "at_risk"),
    [
        (-1, None, None),  # before hiring nobody was here
        (0, 1.0, 4),
        (9, 1.0, 4),
        (10, 0.75, 4),  # who leaves on the day was at risk on it, and is gone after it
        (11, 0.75, 3),
        (15, 0.75, 3),  # the last day anybody was followed
        (16, None, None),
    ],
)
def test_the_day_before_the_day_of_and_the_day_after(
    tenure: int, value: float | None, at_risk: int | None
) -> None:
    share = Curve(of(1, 3)).at(tenure)
    assert (share and share.value, share and share.at_risk) == (value, at_risk)


# ---- the median


@pytest.mark.parametrize(
    ("gone", "here", "median"),
    [(4, 6, None), (5, 5, 10), (6, 4, 10), (3, 3, 10), (1, 0, 10), (0, 4, None)],
)
def test_half_has_left_where_at_most_half_are_still_here(
    gone: int, here: int, median: int | None
) -> None:
    assert Curve(of(gone, here)).median() == median


def test_a_half_that_is_a_product_of_thirds_is_a_half() -> None:
    """One of six after the other: 5/6 × 4/5 × 3/4 is a half, and in floats a little more."""
    exits = [1, 2, 3, 9, 9, 9]
    assert Curve(life_table([-1] * 6, exits, [1, 1, 1, 0, 0, 0])).median() == 3


@given(SEEN)
def test_the_medians_range_holds_the_median(spells: list[Spell]) -> None:
    curve = Curve(table(spells))
    median, (low, high) = curve.median(), curve.median_range()
    if median is not None:
        assert low is not None
        assert low <= median <= (high if high is not None else median)
    if high is not None:
        assert median is not None
        share = curve.at(high)
        assert share is not None
        assert share.high <= 0.5


# ---- by reason


@given(st.integers(0, 12), st.integers(1, 12))
def test_with_one_reason_to_leave_the_gone_are_the_others_of_those_still_here(
    gone: int, here: int
) -> None:
    """Without censoring the range is Clopper and Pearson's, too."""
    curve = Curve(of(gone, here))
    share, shares = curve.at(10), by_reason(curve, 10)
    assert share is not None
    assert shares is not None
    [left] = shares
    people = gone + here
    assert left.value == pytest.approx(1 - share.value)
    low = stats.beta.ppf(0.05, gone, here + 1) if gone else 0.0
    if gone:
        assert (left.low, left.high) == pytest.approx(
            (low, stats.beta.ppf(0.95, gone + 1, people - gone))
        )
    else:
        assert left.low == 0
        assert left.high > 0  # none of few is not none for sure


@given(SPELLS)
def test_what_reasons_are_called_changes_no_share(spells: list[Spell]) -> None:
    renamed = [(entry, exit_, (0, 2, 1)[reason]) for entry, exit_, reason in spells]
    curve, other = Curve(table(spells)), Curve(table(renamed))
    for tenure in (curve.since, curve.table.known_until):
        one, two = by_reason(curve, tenure), by_reason(other, tenure)
        assert (one and one[::-1]) == two


# ---- do groups differ?


def test_rounding_is_never_divided_by() -> None:
    """One of nine left on the first day and was in the other group: (1/9)² over 8/81."""
    one = table([(0, 1, 0)])
    other = table([*[(0, 1, 0)] * 4, (0, 1, 1), *[(0, 2, 0)] * 2, (0, 2, 1), (1, 2, 1)])
    for groups in ([one, other], [other, one]):
        found = log_rank(groups)
        assert found is not None
        assert found.degrees == 1
        assert found.statistic == pytest.approx(1 / 8)


@given(SPELLS, SPELLS)
def test_which_group_is_named_first_means_nothing(one: list[Spell], other: list[Spell]) -> None:
    there, back = log_rank([table(one), table(other)]), log_rank([table(other), table(one)])
    assert (there is None) == (back is None)
    if there is not None and back is not None:
        assert back.statistic == pytest.approx(there.statistic, abs=1e-9)


@given(SEEN)
def test_a_group_and_its_copy_do_not_differ(spells: list[Spell]) -> None:
    found = log_rank([table(spells), table(spells)])
    if found is not None:
        assert found.statistic == pytest.approx(0, abs=1e-9)
        assert found.p == pytest.approx(1)


@given(SEEN, SEEN)
def test_why_people_left_does_not_matter_to_whether_they_stay(
    one: list[Spell], other: list[Spell]
) -> None:
    def plain(spells: list[Spell]) -> LifeTable:
        return table([(entry, exit_, min(reason, 1)) for entry, exit_, reason in spells])

    assert log_rank([table(one), table(other)]) == log_rank([plain(one), plain(other)])


@given(SEEN, SEEN, SEEN)
def test_three_groups_are_the_sum_over_all_leavings(
    one: list[Spell], two: list[Spell], three: list[Spell]
) -> None:
    """With the 2 × 2 matrix of the first two turned round by hand."""
    groups = (one, two, three)
    surplus, spread = [0.0, 0.0], [[0.0, 0.0], [0.0, 0.0]]
    for tenure in range(10):
        seen = [recount(group, tenure) for group in groups]
        everyone, leaving = (sum(counts) for counts in zip(*seen, strict=True))
        if not leaving or everyone < 2:
            continue
        scale = leaving * (everyone - leaving) / (everyone - 1)
        part = [risk / everyone for risk, _left in seen]
        for row in range(2):
            surplus[row] += seen[row][1] - leaving * part[row]
            for column in range(2):
                spread[row][column] += scale * part[row] * ((row == column) - part[column])
    (a, b), (_b, c) = spread
    whole = a * c - b * b
    assume(whole > 1e-6)
    found = log_rank([table(group) for group in groups])
    assert found is not None
    u, v = surplus
    assert found.degrees == 2
    assert found.statistic == pytest.approx((c * u * u - 2 * b * u * v + a * v * v) / whole)
    assert found.p == pytest.approx(float(stats.chi2.sf(found.statistic, 2)))


def test_a_third_group_that_nobody_was_seen_in_with_others_adds_no_degree() -> None:
    one, two = of(3, 5, at=10), of(5, 3, at=12)
    late = life_table([500] * 4, [520] * 4, [1] * 4)  # in sight when all others were gone
    without, with_late = log_rank([one, two]), log_rank([one, two, late])
    assert without is not None
    assert with_late is not None
    assert with_late.degrees == without.degrees == 1
    assert with_late.statistic == pytest.approx(without.statistic)


@pytest.mark.parametrize(
    ("brief", "told"),
    [(5, False), (10, True), (50, True)],  # the same difference, of so many people each
)
def test_the_same_difference_is_surer_of_more_people(brief: int, *, told: bool) -> None:
    """Of one group half left, of the other a tenth."""
    found = log_rank([of(brief, brief), of(brief // 5, 2 * brief - brief // 5)])
    assert found is not None
    assert (found.p < 0.05) is told

"""Cost and pay gap: what another currency, another order or the other side may not change."""

from __future__ import annotations

from dataclasses import replace
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.analytics.cost import HIGHEST, LOWEST, Band, Extras, turnover_cost
from tandem.analytics.pay_gap import AdjustedGap, Paid, adjusted_gap, gaps
from tandem.analytics.results import Interval
from tandem.analytics.tests.test_pay_gap import ONE, company, paid

BANDS = st.lists(st.builds(Band, st.integers(0, 50), st.integers(0, 200_000)), max_size=5)
EXTRAS = st.builds(
    Extras,
    vacant_days=st.integers(0, 200),
    daily_contribution=st.integers(0, 1_000),
    ramp_up_months=st.integers(0, 24),
    lost_share=st.floats(0, 1),
    lost_knowledge=st.integers(0, 50_000),
    follow_on=st.integers(0, 10),
)


@given(BANDS, EXTRAS)
def test_what_is_switched_on_is_told_apart_and_lowers_nothing(
    bands: list[Band], extras: Extras
) -> None:
    plain, more = turnover_cost(bands), turnover_cost(bands, extras=extras)
    assert more.extras >= 0
    assert more.amount - more.extras == pytest.approx(plain.amount, abs=0.05)
    assert more.low <= more.amount <= more.high
    assert more.low >= plain.low - 0.05
    assert more.leavers == plain.leavers  # followers are replaced, not counted as leavers


@given(BANDS, EXTRAS)
def test_one_more_leaver_never_costs_less(bands: list[Band], extras: Extras) -> None:
    one, more = (
        turnover_cost(found, extras=extras) for found in (bands, [*bands, Band(1, 200_000)])
    )
    assert more.amount >= one.amount - 0.05


@given(BANDS)
def test_bands_of_the_same_people_cut_otherwise_cost_the_same(bands: list[Band]) -> None:
    one_by_one = [Band(1, band.pay) for band in bands for _each in range(band.leavers)]
    assert turnover_cost(one_by_one) == turnover_cost(bands)


@pytest.mark.parametrize(
    ("factor", "low", "amount", "high"),
    [
        (LOWEST, 10_000, 10_000, 50_000),
        (0.5, 10_000, 50_000, 50_000),
        (0.51, 10_000, 51_000, 51_000),  # from here on the range goes with it
        (HIGHEST, 10_000, 200_000, 200_000),
    ],
)
def test_factors_up_to_both_ends(factor: float, low: float, amount: float, high: float) -> None:
    cost = turnover_cost([Band(1, 100_000)], factor=factor)
    assert (cost.low, cost.amount, cost.high) == (low, amount, high)


@pytest.mark.parametrize("factor", [LOWEST - 0.001, HIGHEST + 0.001])
def test_a_factor_just_outside_is_named_with_what_may_be(factor: float) -> None:
    with pytest.raises(ValueError, match=f"A factor of {factor} is outside 0.1 to 2.0"):
        turnover_cost([Band(1, 100_000)], factor=factor)


# ---- the gap as it is


@pytest.mark.parametrize(
    ("first", "second", "tells"), [(9, 10, False), (10, 9, False), (10, 10, True), (0, 30, False)]
)
def test_ten_of_either_group_tell(first: int, second: int, *, tells: bool) -> None:
    [gap] = gaps([*paid(*[90.0] * first, first=True), *paid(*[100.0] * second, first=False)])
    assert (gap.first, gap.second) == (first, second)
    assert (gap.of_means is not None, gap.of_medians is not None) == (tells, tells)
    assert gap.words == (
        "10.0% less by the mean." if tells else "Cannot tell: under 10 people of either group."
    )


PAYS = st.lists(st.integers(1_000, 500_000), min_size=10, max_size=15)


@given(PAYS, PAYS, st.sampled_from([0.01, 0.5, 110.0]))
def test_another_currency_is_the_same_gap_and_the_other_side_its_inverse(
    one: list[int], other: list[int], rate: float
) -> None:
    def gap(*, turned: bool, at: float = 1.0) -> tuple[float, float]:
        people = paid(*[pay * at for pay in one], first=not turned)
        [found] = gaps([*people, *paid(*[pay * at for pay in other], first=turned)])
        assert found.of_means is not None
        assert found.of_medians is not None
        return 1 - found.of_means, 1 - found.of_medians

    there, back = gap(turned=False), gap(turned=True)
    assert gap(turned=False, at=rate) == pytest.approx(there)
    assert back == pytest.approx(tuple(1 / ratio for ratio in there))


# ---- adjusted


def of(people: list[Paid]) -> AdjustedGap:
    found = adjusted_gap(people)
    assert found.value is not None
    return found


@pytest.mark.slow  # imports statsmodels
def test_currency_order_and_names_change_no_adjusted_gap() -> None:
    people = company(200, 0.08)
    found = of(people)
    renamed = {"Basel": "Zug", "Bern": "Aarau"}  # another one is now the first of the alphabet
    for same in (
        people[::-1],
        [replace(each, pay=each.pay * 110) for each in people],
        [replace(each, location=renamed[each.location]) for each in people],
        [replace(each, tenure_years=each.tenure_years + 5) for each in people],
    ):
        other = of(same)
        assert other.value == pytest.approx(found.value)
        assert other.range is not None
        assert found.range is not None
        assert other.range.low == pytest.approx(found.range.low)


@pytest.mark.slow
def test_seen_from_the_other_group_it_is_the_inverse_ratio() -> None:
    people = company(200, 0.08)
    there, back = of(people), of([replace(each, first=not each.first) for each in people])
    assert there.value is not None
    assert back.value is not None
    assert there.range is not None
    assert back.range is not None
    assert (1 - there.value) * (1 - back.value) == pytest.approx(1)
    assert (1 - there.range.low) * (1 - back.range.high) == pytest.approx(1)


@pytest.mark.slow
def test_what_is_the_same_for_everybody_is_left_out() -> None:
    """At one level, in one family and place, at one tenure it is the ratio of typical pay."""
    people = [
        *paid(*[90.0, 100.0] * 10, first=True),
        *paid(*[100.0, 110.0] * 10, first=False),
    ]
    value = of(people).value
    assert value is not None
    assert log(1 - value) == pytest.approx((log(90) - log(110)) / 2)


@pytest.mark.parametrize(
    ("people", "why"),
    [
        (39, "39 people carry no model of 4 coefficients; it takes 10 people for each."),
        (19, "under 10 people of either group."),
    ],
)
def test_how_many_people_a_model_takes(people: int, why: str) -> None:
    """Constant, group, tenure and its square; half of the people are of the group."""
    found = adjusted_gap(
        [replace(ONE, first=at % 2 == 0, tenure_years=at, pay=100 + at % 7) for at in range(people)]
    )
    assert found.words == f"Cannot tell: {why}"


@pytest.mark.slow
def test_forty_people_carry_four_coefficients() -> None:
    people = [
        replace(ONE, first=at % 2 == 0, tenure_years=at, pay=100 + at % 7) for at in range(40)
    ]
    assert (of(people).people, of(people).why) == (40, None)


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [(-0.01, 0.05, False), (0.0, 0.05, False), (0.001, 0.05, True), (-0.05, -0.001, True)],
)
def test_a_range_that_touches_none_cannot_be_told_from_it(
    low: float, high: float, *, told: bool
) -> None:
    value = (low + high) / 2
    found = AdjustedGap(value=value, range=Interval(low, high), people=50)
    assert found.words.startswith(f"{abs(value):.1%} {'less' if value > 0 else 'more'} at equal")
    assert ("cannot be told from none" in found.words) is not told

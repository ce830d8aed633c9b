"""What replacing costs: the example of the help, what may be switched on, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.analytics.cost import REPLACEMENT_ONLY, Band, Cost, Extras, turnover_cost
from tandem.analytics.measures.restricted import TURNOVER_COST

BANDS = st.lists(st.builds(Band, st.integers(0, 500), st.floats(0, 500_000)), max_size=6)


def test_six_leavers_at_sixty_thousand() -> None:
    assert turnover_cost([Band(6, 60_000)]) == Cost(
        amount=72_000,
        low=36_000,
        high=180_000,
        extras=0,
        factor=0.20,
        leavers=6,
        words=REPLACEMENT_ONLY,
    )


def test_the_words_are_those_of_the_card() -> None:
    assert REPLACEMENT_ONLY in TURNOVER_COST.caveat.lower()


@given(BANDS)
def test_it_adds_up_over_bands_and_lies_within_its_range(bands: list[Band]) -> None:
    whole = turnover_cost(bands)
    assert whole.amount == pytest.approx(sum(turnover_cost([band]).amount for band in bands), abs=1)
    assert whole.low <= whole.amount <= whole.high
    assert whole.leavers == sum(band.leavers for band in bands)


@pytest.mark.parametrize(
    ("extras", "amount"),
    [
        (Extras(vacant_days=30, daily_contribution=200), 72_000 + 6 * 6_000),
        (Extras(ramp_up_months=6, lost_share=0.5), 72_000 + 6 * 15_000),
        (Extras(lost_knowledge=1_000), 72_000 + 6_000),
        (Extras(follow_on=2), 72_000 + 2 * 12_000),  # two more, replaced at the same price
        (Extras(follow_on=1, lost_knowledge=1_000), 84_000 + 7_000),
    ],
)
def test_what_is_switched_on_is_added_and_said(extras: Extras, amount: float) -> None:
    cost = turnover_cost([Band(6, 60_000)], extras=extras)
    assert cost.amount == pytest.approx(amount)
    assert cost.extras == pytest.approx(amount - 72_000)
    assert cost.words != REPLACEMENT_ONLY
    assert cost.low <= cost.amount <= cost.high


def test_a_factor_of_ones_own_widens_the_range_to_itself() -> None:
    cost = turnover_cost([Band(1, 100_000)], factor=1.5)
    assert (cost.low, cost.amount, cost.high) == (10_000, 150_000, 150_000)


def test_nobody_left_costs_nothing() -> None:
    assert turnover_cost([]).amount == 0
    nobody = turnover_cost([Band(0, 60_000)], extras=Extras(lost_knowledge=500))
    assert (nobody.amount, nobody.high) == (0, 0)


@pytest.mark.parametrize("factor", [0.05, 2.1, float("nan"), float("inf"), -0.2])
def test_a_factor_that_is_a_slip_is_refused(factor: float) -> None:
    with pytest.raises(ValueError, match="outside"):
        turnover_cost([Band(6, 60_000)], factor=factor)


@pytest.mark.parametrize(("leavers", "pay"), [(-1, 1.0), (1, -1.0), (1, float("nan"))])
def test_bands_that_cannot_be_are_refused(leavers: int, pay: float) -> None:
    with pytest.raises(ValueError, match="cannot be"):
        Band(leavers, pay)


def test_extras_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="no amount"):
        Extras(vacant_days=-1)
    with pytest.raises(ValueError, match="no amount"):
        Extras(lost_knowledge=float("inf"))
    with pytest.raises(ValueError, match="more than all"):
        Extras(lost_share=1.5)

"""Stock and flow: nobody is lost, plain rules stand beside it, and its range holds."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from tandem.analytics.forecast import (
    FEWEST_MONTHS,
    GONE,
    PRIOR_WEIGHT,
    BackTest,
    Month,
    NoForecast,
    back_test,
    forecast,
    transition_rows,
)

STATES = ("junior, new", "junior, settled", "senior")
LEAVE = {"junior, new": 0.05, "junior, settled": 0.02, "senior": 0.01}


def history(months: int, *, joining: float = 6.0, start: int = 200, seed: int = 1) -> list[Month]:
    """An invented company: juniors settle and rise, and all may leave."""
    dice = np.random.default_rng(seed)
    stock = dict.fromkeys(STATES, start // 3)
    found = []
    for _month in range(months):
        moved: Counter[tuple[str, str]] = Counter()
        for number, state in enumerate(STATES):
            rise = 0.08 if number < 2 else 0.0
            shares = [LEAVE[state], rise, 1 - LEAVE[state] - rise]
            left, risen, stayed = dice.multinomial(stock[state], shares).tolist()
            moved[state, GONE] += left
            moved[state, STATES[min(number + 1, 2)]] += risen
            moved[state, state] += stayed
        month = Month(dict(stock), dict(moved), {STATES[0]: int(dice.poisson(joining))})
        found.append(month)
        stock = {state: month.closing.get(state, 0) for state in STATES}
    return found


def still(months: int, people: int = 50) -> list[Month]:
    return [Month({"a": people}, {("a", "a"): people}, {}) for _month in range(months)]


def test_a_month_adds_up() -> None:
    month = Month(
        {"a": 10, "b": 5}, {("a", "a"): 7, ("a", "b"): 1, ("a", GONE): 2, ("b", "b"): 5}, {"a": 3}
    )
    assert month.people == 15
    assert month.closing == {"a": 10, "b": 6}


@pytest.mark.parametrize(
    ("stock", "moved", "joined", "says"),
    [
        ({"a": 10}, {("a", "a"): 9}, {}, "10 people in a, but 9"),
        ({"a": -1}, {("a", "a"): -1}, {}, "fewer than none"),
        ({"a": 1}, {("a", "a"): 1}, {"a": -2}, "fewer than none"),
        ({"a": 1}, {("a", "a"): 1, ("b", "a"): 1}, {}, "without people"),
    ],
)
def test_a_month_that_loses_somebody_is_refused(
    stock: dict[str, int], moved: dict[tuple[str, str], int], joined: dict[str, int], says: str
) -> None:
    with pytest.raises(ValueError, match=says):
        Month(stock, moved, joined)


def test_rows_are_what_was_seen_drawn_toward_the_row_of_everybody() -> None:
    months = [Month({"a": 90, "b": 10}, {("a", "a"): 81, ("a", GONE): 9, ("b", "b"): 10}, {})]
    states, weights = transition_rows(months)
    assert states == ["a", "b"]
    assert weights[0].tolist() == pytest.approx([81 + 9.1, 0, 9 + 0.9])
    # Nobody of the ten left b, but one in eleven of everybody did.
    assert weights[1].tolist() == pytest.approx([0, 10 + 9.1, 0.9])
    assert weights.sum() == pytest.approx(100 + 2 * PRIOR_WEIGHT)


def test_where_nothing_ever_moves_it_stays() -> None:
    rows = forecast(still(30), ahead=6)
    assert [row.months for row in rows] == [1, 2, 3, 4, 5, 6]
    assert all(abs(row.people - 50) <= 1 for row in rows)


def test_the_same_seed_says_the_same() -> None:
    months = history(36)
    assert forecast(months, ahead=3) == forecast(months, ahead=3)


def test_farther_ahead_is_less_sure() -> None:
    rows = forecast(history(36), ahead=12)
    widths = [row.range.high - row.range.low for row in rows]
    assert widths[0] < widths[5] < widths[11]
    assert all(row.range.low <= row.people <= row.range.high for row in rows)


@pytest.mark.slow
def test_the_range_holds_what_comes_as_often_as_it_says() -> None:
    held = 0
    for seed in range(100):
        months = history(48, seed=seed)
        row = forecast(months[:36], ahead=12)[-1]
        held += row.range.low <= sum(months[-1].closing.values()) <= row.range.high
    assert held >= 83  # of 90 expected


@pytest.mark.slow
def test_a_company_that_empties_is_foretold_better_than_by_as_many_as_now() -> None:
    found = back_test(history(48, joining=0.5, start=600), ahead=6)
    assert found.tests == 48 - FEWEST_MONTHS - 6 + 1
    assert found.chain < found.last_value
    assert 0 <= found.held <= found.tests


def test_where_a_plain_rule_does_as_well_it_says_so() -> None:
    plain = BackTest(months=6, tests=10, chain=4.0, last_value=3.0, last_years_rate=9.0, held=9)
    good = BackTest(months=6, tests=10, chain=2.0, last_value=3.0, last_years_rate=9.0, held=9)
    assert plain.sentence().endswith("A plain rule does as well: prefer it.")
    assert good.sentence().endswith("9 of 10 ranges held.")


def test_a_company_younger_than_the_window_has_no_forecast() -> None:
    with pytest.raises(NoForecast, match="23 months are known"):
        forecast(still(FEWEST_MONTHS - 1), ahead=3)
    with pytest.raises(NoForecast, match="a back-test takes 27"):
        back_test(still(26), ahead=3)
    with pytest.raises(NoForecast, match="Nobody is here"):
        forecast(still(24, people=0), ahead=3)
    with pytest.raises(ValueError, match="one month ahead"):
        forecast(still(24), ahead=0)

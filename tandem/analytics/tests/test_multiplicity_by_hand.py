"""The step-up rule counted by hand, and what nobody may gain by looking more often."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tandem.analytics.multiplicity import q_values

LOOKS = some.lists(some.integers(0, 1000).map(lambda of: of / 1000), min_size=1, max_size=10)


def by_hand(p_values: list[float]) -> list[float]:
    """For each the least of m × p ÷ rank over all at least as large, in exact fractions."""
    exact = [Fraction(str(p)) for p in p_values]
    many = len(exact)

    def rank(p: Fraction) -> int:
        return sum(other <= p for other in exact)

    return [float(min(many * o / rank(o) for o in exact if o >= p)) for p in exact]


@given(LOOKS)
def test_it_is_what_exact_fractions_give(p_values: list[float]) -> None:
    assert q_values(p_values) == pytest.approx(by_hand(p_values))


@pytest.mark.parametrize(
    ("p_values", "q"),
    [
        ([0.05, 0.05], [0.05, 0.05]),  # equal ones lend each other their rank
        ([0.02, 0.06], [0.04, 0.06]),
        ([0.04, 0.041], [0.041, 0.041]),  # never more than the next one has
        ([0.06, 0.02], [0.06, 0.04]),  # in the order they came
        ([0.0, 1.0], [0.0, 1.0]),
        ([0.9, 0.8, 0.7], [0.9, 0.9, 0.9]),
        ([1.0, 1.0, 1.0], [1.0, 1.0, 1.0]),
    ],
)
def test_small_families_counted_by_hand(p_values: list[float], q: list[float]) -> None:
    assert q_values(p_values) == pytest.approx(q)


@given(LOOKS)
def test_one_more_look_at_nothing_makes_no_finding_surer(p_values: list[float]) -> None:
    more = q_values([*p_values, 1.0])
    assert all(now >= before for now, before in zip(more, q_values(p_values), strict=False))


@given(LOOKS)
def test_all_looks_taken_twice_are_as_sure_as_once(p_values: list[float]) -> None:
    once = q_values(p_values)
    assert q_values(p_values * 2) == pytest.approx(once * 2)


@given(LOOKS, some.randoms())
def test_the_order_of_the_looks_changes_no_answer(
    p_values: list[float],
    dice: random.Random,
) -> None:
    places = list(range(len(p_values)))
    dice.shuffle(places)
    mixed = q_values([p_values[place] for place in places])
    once = q_values(p_values)
    assert mixed == [once[place] for place in places]


def test_what_is_no_p_value_is_refused_by_its_number() -> None:
    with pytest.raises(ValueError, match=r"^1\.0001 is no p-value\.$"):
        q_values([0.0, 1.0001, -3.0])

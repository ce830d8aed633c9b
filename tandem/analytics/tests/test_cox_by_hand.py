"""Cox's model against sums anybody can write down, and what it says of words and missing values."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, sqrt
from typing import Any

import numpy as np
import pytest

from tandem.analytics.cox import FEWEST_LEAVERS_EACH, PROPORTIONAL, Coefficient, NoModel, cox

Drawn = tuple[list[int], list[int], list[bool], list[int]]


def invented(seed: int, people: int = 80) -> Drawn:
    """x, exit, left and entry; many leave on the same day, and half come into sight late."""
    dice = np.random.default_rng(seed)
    x = dice.integers(0, 3, people)
    exit_ = dice.integers(5, 25, people) - 2 * x
    left = dice.random(people) < 0.7
    entry = np.where(dice.random(people) < 0.5, -1, dice.integers(0, 3, people))
    entry = np.minimum(entry, exit_ - 1)
    return x.tolist(), exit_.tolist(), left.tolist(), entry.tolist()


def score_and_information(b: float, drawn: Drawn) -> tuple[float, float]:
    """Efron's partial likelihood with delayed entry, one leaving after the other."""
    x, exit_, left, entry = drawn
    score = information = 0.0
    for day in sorted({at for at, gone in zip(exit_, left, strict=True) if gone}):
        risk = [n for n in range(len(x)) if entry[n] < day <= exit_[n]]
        going = [n for n in risk if left[n] and exit_[n] == day]
        for turn in range(len(going)):
            share = turn / len(going)
            sums = [0.0, 0.0, 0.0]
            for n in risk:
                weight = exp(b * x[n]) * (1 - share if n in going else 1)
                for power in range(3):
                    sums[power] += weight * x[n] ** power
            mean = sums[1] / sums[0]
            score += x[going[turn]] - mean
            information += sums[2] / sums[0] - mean**2
    return score, information


@pytest.mark.slow  # imports lifelines
@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_is_left_to_climb_where_the_coefficient_stands(seed: int) -> None:
    x, exit_, left, entry = drawn = invented(seed)
    found = cox({"x": x}, exit_=exit_, left=left, entry=entry)["x"]
    score, information = score_and_information(found.b, drawn)
    assert score == pytest.approx(0, abs=1e-3)
    assert found.se == pytest.approx(1 / sqrt(information), rel=1e-3)


@pytest.mark.slow
def test_turning_the_scale_round_turns_the_ratio_round() -> None:
    x, exit_, left, entry = invented(3)
    there = cox({"x": x}, exit_=exit_, left=left, entry=entry)["x"]
    back = cox({"x": [-each for each in x]}, exit_=exit_, left=left, entry=entry)["x"]
    assert back.ratio == pytest.approx(1 / there.ratio)
    assert (back.low, back.high) == pytest.approx((1 / there.high, 1 / there.low))
    assert (back.p, back.proportional_p) == pytest.approx((there.p, there.proportional_p))


@pytest.mark.slow
def test_words_stand_against_the_first_of_the_alphabet() -> None:
    """As if each word but the first were a column of noughts and ones."""
    x, exit_, left, entry = invented(4)
    words = [("IT", "HR", "Sales")[each] for each in x]
    told = cox({"field": words}, exit_=exit_, left=left, entry=entry)
    columns = {name: [float(word == name) for word in words] for name in ("IT", "Sales")}
    plain = cox(columns, exit_=exit_, left=left, entry=entry)
    assert [each.name for each in told.coefficients] == ["field[IT]", "field[Sales]"]
    assert [each.b for each in told.coefficients] == pytest.approx(
        [each.b for each in plain.coefficients]
    )


@pytest.mark.slow
def test_the_order_of_people_means_nothing() -> None:
    x, exit_, left, entry = invented(5)
    one = cox({"x": x}, exit_=exit_, left=left, entry=entry)
    other = cox({"x": x[::-1]}, exit_=exit_[::-1], left=left[::-1], entry=entry[::-1])
    assert other["x"].b == pytest.approx(one["x"].b)
    assert other["x"].proportional_p == pytest.approx(one["x"].proportional_p)
    assert (other.people, other.leavers) == (one.people, one.leavers)


@pytest.mark.slow
def test_a_wider_level_has_a_wider_range_about_the_same_ratio() -> None:
    x, exit_, left, _entry = invented(6)
    narrow, wide = (cox({"x": x}, exit_=exit_, left=left, level=at)["x"] for at in (0.5, 0.99))
    assert wide.low < narrow.low < narrow.ratio == wide.ratio < narrow.high < wide.high


@pytest.mark.parametrize(
    ("p", "steady"), [(PROPORTIONAL - 0.001, False), (PROPORTIONAL, True), (0.9, True)]
)
def test_a_ratio_is_steady_from_one_twentieth_on(p: float, *, steady: bool) -> None:
    found = Coefficient(
        name="x", b=0.0, se=1.0, p=1.0, ratio=1.0, low=0.5, high=2.0, proportional_p=p
    )
    assert found.steady is steady


# ---- refused before anything is fitted


def refused(terms: dict[str, Sequence[Any]], leavers: int = 60, people: int = 60) -> str:
    left = [number < leavers for number in range(people)]
    with pytest.raises(NoModel) as told:
        cox(terms, exit_=list(range(people)), left=left)
    return str(told.value)


SPREAD = list(range(60))


@pytest.mark.parametrize(
    ("field", "says"),
    [
        (["IT"] * 60, "field is the same for everybody. Leave it out."),
        (["IT", None] * 30, "field has missing or infinite values. Leave these people out."),
        (["IT", "HR", None] * 20, "field[IT] has missing or infinite values."),
        (["IT", "HR", float("nan")] * 20, "field[IT] has missing or infinite values."),
        ([None, *range(59)], "field has missing or infinite values."),
        ([3.0] * 60, "field is the same for everybody."),
    ],
)
def test_missing_values_and_one_value_for_all_are_told_beside_other_terms(
    field: list[Any], says: str
) -> None:
    assert refused({"x": SPREAD, "field": field}).startswith(says)


@pytest.mark.parametrize(
    ("terms", "coefficients"),
    [
        ({"x": SPREAD}, 1),
        ({"field": ["HR", "IT", "Sales"] * 20}, 2),  # three words are two coefficients
        ({"x": SPREAD, "field": ["HR", "IT", "Sales"] * 20}, 3),
    ],
)
def test_each_coefficient_takes_ten_leavers(
    terms: dict[str, Sequence[Any]], coefficients: int
) -> None:
    needed = FEWEST_LEAVERS_EACH * coefficients
    assert refused(terms, leavers=needed - 1) == (
        f"{needed - 1} leavers carry no model of {coefficients} coefficients: it takes {needed}, "
        "10 for each. Use fewer terms, or more years."
    )


@pytest.mark.slow
def test_ten_leavers_carry_one_coefficient() -> None:
    left = [number % 3 == 0 for number in range(30)]
    found = cox({"x": [number % 2 for number in range(30)]}, exit_=list(range(30)), left=left)
    assert (found.people, found.leavers, len(found.coefficients)) == (30, FEWEST_LEAVERS_EACH, 1)


@pytest.mark.parametrize("column", ["exit_", "left", "entry", "cluster"])
def test_a_column_one_short_is_refused(column: str) -> None:
    columns: dict[str, Any] = {
        "exit_": SPREAD, "left": [True] * 60, "entry": [-1] * 60, "cluster": SPREAD,
    }  # fmt: skip
    columns[column] = columns[column][1:]
    with pytest.raises(ValueError, match="different lengths"):
        cox({"x": SPREAD}, **columns)

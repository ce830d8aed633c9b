"""Many looks at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tandem.analytics.multiplicity import q_values

P_VALUES = some.lists(some.floats(0, 1), max_size=12)


@given(P_VALUES, some.sampled_from([0.01, 0.05, 0.1, 0.5]))
def test_what_stays_is_what_the_step_up_rule_keeps(p_values: list[float], limit: float) -> None:
    """The rule as it was published: the largest k with the k-th smallest p at most k/m of q."""
    m, in_order = len(p_values), sorted(p_values)
    kept = max((k for k in range(1, m + 1) if in_order[k - 1] * (m / k) <= limit), default=0)
    assert sum(q <= limit for q in q_values(p_values)) == pytest.approx(kept)


@given(P_VALUES)
def test_a_q_is_never_under_its_p_and_keeps_the_order(p_values: list[float]) -> None:
    q = q_values(p_values)
    assert all(value >= p for value, p in zip(q, p_values, strict=True))
    in_order = [value for _, value in sorted(zip(p_values, q, strict=True))]
    assert in_order == sorted(in_order)


def test_one_look_is_its_own() -> None:
    assert q_values([0.03]) == [0.03]
    assert q_values([]) == []


@pytest.mark.parametrize("p", [-0.1, 1.1, float("nan")])
def test_what_is_no_p_value_is_refused(p: float) -> None:
    with pytest.raises(ValueError, match="no p-value"):
        q_values([0.5, p])

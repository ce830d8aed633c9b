"""Many looks at once: p-values that allow for how many were taken."""

from __future__ import annotations

from collections.abc import Sequence


def q_values(p_values: Sequence[float]) -> list[float]:
    """For each p-value the smallest share of false findings at which it would still be one.

    p_values: 0 to 1, in any order; the answer has their order. Findings with q at or under 0.10
    hold one false one in ten, on average, where the looks are independent or lean the same way.
    Raises ValueError for what is no p-value.
    Source: Benjamini and Hochberg (1995), Controlling the false discovery rate, Journal of the
    Royal Statistical Society B 57.

    >>> [round(q, 3) for q in q_values([0.04, 0.01, 0.5])]
    [0.06, 0.03, 0.5]
    """
    for p in p_values:
        if not 0 <= p <= 1:
            raise ValueError(f"{p} is no p-value.")
    found = [1.0] * len(p_values)
    smallest = 1.0
    descending = sorted(range(len(p_values)), key=lambda at: p_values[at], reverse=True)
    for rank, at in zip(range(len(p_values), 0, -1), descending, strict=True):
        smallest = min(smallest, p_values[at] * (len(p_values) / rank))
        found[at] = smallest
    return found

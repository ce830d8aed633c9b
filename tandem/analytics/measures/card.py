"""A measure: the definition that is printed with every number, and the formula."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis

    from tandem.analytics.months import Months


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """expression: movements and a window in; area, n and denominator out, one row per area.

    The division, the interval and the decision to show nothing are made in one place only,
    `results`.
    """

    key: str
    question: str
    counts: str
    divided_by: str
    unit: str
    population: str
    caveat: str
    source: str
    expression: Callable[[ibis.Table, Months], ibis.Table]

"""Where a real rise sits: whether one part of an area holds most of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import fmean

from tandem.analytics.area import AreaMonth
from tandem.analytics.control import BASELINE_MONTHS, FEWEST_FOR_A_RISE
from tandem.analytics.results import MINIMUM_AVERAGE_HEADCOUNT

MOST = 0.5  # share of the leavers beyond the usual that one part must hold


def excess(months: Sequence[AreaMonth]) -> float:
    """Leavers by own choice in the last month beyond the mean rate of the months before it."""
    *earlier, last = months
    rates = [m.own_choice / m.closing for m in earlier[-BASELINE_MONTHS:] if m.closing > 0]
    return last.own_choice - last.closing * (fmean(rates) if rates else 0.0)


def sits_in(area: Sequence[AreaMonth], parts: Mapping[str, Sequence[AreaMonth]]) -> str | None:
    """The part that holds at least half of the excess; null where none does, or several.

    area: the months of an area whose last month is a real rise; parts: of the areas directly
    below it, the same months. A part under the minimum group, or with fewer than three leavers
    in the month, is never named: that would be about persons.
    """
    beyond = excess(area)
    found = [part for part, months in parts.items() if _large(months) and _holds(months, beyond)]
    return found[0] if len(found) == 1 else None


def _large(months: Sequence[AreaMonth]) -> bool:
    fewest = min(months[-1].closing, fmean(month.closing for month in months))
    return fewest >= MINIMUM_AVERAGE_HEADCOUNT


def _holds(months: Sequence[AreaMonth], beyond: float) -> bool:
    enough = months[-1].own_choice >= FEWEST_FOR_A_RISE
    return enough and beyond > 0 and excess(months) >= MOST * beyond

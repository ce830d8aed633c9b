"""What is said of each area, flagged or not: one or two sentences, from a fixed list."""

from __future__ import annotations

from tandem.analytics.control import FEWEST_FOR_A_RISE
from tandem.analytics.hotspot_areas import FALSE_SHARE, TIMES, Judged
from tandem.analytics.results import MINIMUM_AVERAGE_HEADCOUNT

NO_RATE = "no rate"


def why(judged: Judged, *, expected: float, total_of: int, alone: bool, counted: str) -> str:
    """Why the area is flagged, or not, or was not tested.

    expected: what the reference would give here. total_of: how many rows it is the total of, 0 if
    none. alone: there is no other area. counted: what the leavers are called.
    """
    if judged.rate is None:
        return NO_RATE
    if judged.q is None:
        return f"Not tested: {_untested(total_of, alone=alone)}"
    if judged.flag:
        times = f", {judged.leavers / expected:.1f} times the reference" if expected else ""
        return (
            f"Flagged: {judged.leavers} {counted} where {expected:.1f} would be usual{times}; "
            "chance and the usual differences between areas rarely give so many "
            f"({q_of(judged.q)})."
        )
    return f"Not flagged: {_unflagged(judged, expected, counted)}{_would_be(judged, counted)}"


def _untested(total_of: int, *, alone: bool) -> str:
    if total_of:
        rows = "1 row that stands" if total_of == 1 else f"{total_of} rows that stand"
        return f"it is the total of {rows} below it."
    if alone:
        return "there is no other area to hold it against."
    return f"fewer than {MINIMUM_AVERAGE_HEADCOUNT} people on average."


def _unflagged(judged: Judged, expected: float, counted: str) -> str:
    if judged.leavers <= expected:
        return "the rate is not above the reference."
    if judged.leavers < FEWEST_FOR_A_RISE:
        return f"fewer than {FEWEST_FOR_A_RISE} {counted}."
    if (judged.q or 0) > FALSE_SHARE:
        return (
            "chance and the usual differences between areas may well give so many "
            f"({q_of(judged.q or 0)})."
        )
    return f"{_times(judged.leavers / expected)} the reference, and a flag takes {TIMES}."


def _times(times: float) -> str:
    """Never rounded up to what a flag takes from below it."""
    return f"just under {TIMES} times" if round(times, 2) >= TIMES else f"{times:.2f} times"


def _would_be(judged: Judged, counted: str) -> str:
    if judged.fewest is None or judged.visible is None:
        return ""
    return (
        f" At this size {judged.fewest} {counted} or more would be flagged; a true rate of "
        f"{judged.visible:.1f} times the reference would be seen in 8 of 10 such periods."
    )


def q_of(q: float) -> str:
    """Never rounded down to what a flag takes from above it."""
    if q > FALSE_SHARE >= float(f"{q:.2g}"):
        return f"q just over {FALSE_SHARE}"
    return "q under 0.001" if q < 0.001 else f"q {q:.2g}"

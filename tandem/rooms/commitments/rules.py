"""When promises that passed without a word are worth a question. Values in, decision out."""

from __future__ import annotations


def is_broken(silent_misses: int, eligible: int, *, fewest: int, percent: int) -> bool:
    """F17: strictly more than this part, of enough. Whole numbers, so that the limit is exact."""
    return eligible >= fewest and silent_misses * 100 > percent * eligible


def is_urgent(silent_misses: int, eligible: int, *, percent: int) -> bool:
    """More than twice the part that is worth a question."""
    return silent_misses * 100 > 2 * percent * eligible

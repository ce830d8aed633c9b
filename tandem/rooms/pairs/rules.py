"""How far a pair has come. Values in, decision out: no query, no clock, no request."""

from __future__ import annotations

from enum import StrEnum

NEW_DAYS = 90
FORMING_DAYS = 270
UNCOUNTED_DAYS = 30


class Stage(StrEnum):
    NEW = "new"
    FORMING = "forming"
    ESTABLISHED = "established"


def stage(days_old: int, *, has_charter: bool) -> Stage:
    """Days since the pair began, its first day being 0. Time alone never establishes a pair."""
    if days_old <= NEW_DAYS:
        return Stage.NEW
    if days_old <= FORMING_DAYS or not has_charter:
        return Stage.FORMING
    return Stage.ESTABLISHED


def is_counted(days_old: int) -> bool:
    """False in the first 30 days: two people may begin before anything counts."""
    return days_old >= UNCOUNTED_DAYS

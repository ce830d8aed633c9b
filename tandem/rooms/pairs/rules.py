"""How far a pair has come. Values in, decision out: no query, no clock, no request."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

UNCOUNTED_DAYS = 30


class Stage(StrEnum):
    NEW = "new"
    FORMING = "forming"
    ESTABLISHED = "established"


@dataclass(frozen=True, slots=True)
class Stages:
    """The last day on which a pair is new, and is forming, as the company has set it."""

    new: int = 90
    forming: int = 270


USUAL = Stages()


def stage(days_old: int, *, has_charter: bool, stages: Stages = USUAL) -> Stage:
    """Days since the pair began, its first day being 0. Time alone never establishes a pair."""
    if days_old <= stages.new:
        return Stage.NEW
    if days_old <= stages.forming or not has_charter:
        return Stage.FORMING
    return Stage.ESTABLISHED


def is_counted(days_old: int) -> bool:
    """False in the first 30 days: two people may begin before anything counts."""
    return days_old >= UNCOUNTED_DAYS

"""How far a pair has come. Values in, decision out: no query, no clock, no request."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

UNCOUNTED_DAYS = 30
TOLD_FROM = 60  # days of a pair; before that a number about it would judge a beginning
KIND_FROM = 4  # of a kind; below it, who gave more is chance
KINDS_FROM = 3  # kinds that are told; one or two may run one way by nature
HEADS_UPS_FROM = 5  # with all of them from one side


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


@dataclass(frozen=True, slots=True)
class Sides:
    """How often each of the two gave the other something of one kind."""

    leader: int = 0
    hr_partner: int = 0

    @property
    def total(self) -> int:
        return self.leader + self.hr_partner

    @property
    def fewer(self) -> int:
        return min(self.leader, self.hr_partner)

    @property
    def apart(self) -> Fraction:
        """0 where both gave as often, 1 where one gave all."""
        return Fraction(abs(self.leader - self.hr_partner), self.total)


def told_kinds(kinds: Collection[Sides]) -> list[Sides]:
    return [each for each in kinds if each.total >= KIND_FROM]


def reciprocity(kinds: Collection[Sides]) -> Fraction | None:
    """From 1, both give as often, to 0, one gives all; None where too few kinds can be told."""
    told = told_kinds(kinds)
    if len(told) < KINDS_FROM:
        return None
    return 1 - sum((each.apart for each in told), Fraction(0)) / len(told)


def of_100(index: Fraction) -> int:
    """As it is shown: 100 where both give as often, 0 where one gives all. Half goes up."""
    return int(100 * index + Fraction(1, 2))


def is_told(days_old: int) -> bool:
    """False in the first 60 days: no number about a pair that has just begun."""
    return days_old >= TOLD_FROM


def is_one_way(kinds: Collection[Sides], *, percent: int) -> bool:
    index = reciprocity(kinds)
    return index is not None and index < Fraction(percent, 100)


def is_only_one_way(heads_ups: Sides) -> bool:
    return heads_ups.total >= HEADS_UPS_FROM and not heads_ups.fewer

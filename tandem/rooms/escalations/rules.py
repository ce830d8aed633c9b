"""The ladder: its steps, how long each may take, and who may do what on it. No query, no clock.

Nothing happens by itself when a step's days are over: whoever waits is told what they can do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median
from typing import TypeVar

from tandem.organisation.calendar import WorkingDays

MINUTES = 15  # of a pair's next talk
PAIRS_FROM = 8  # fewer are not told how long a step takes
KEPT_YEARS = 2  # after the end of what was between the two
STRAIGHT_KEPT_YEARS = 3  # after the last that was said to what went straight


class Step(StrEnum):
    """Where it stands. The last one is no step of the ladder: it skips the line."""

    TALK = "talk"
    VIEWS = "views"
    NOTE = "note"
    TOP = "top"
    STRAIGHT = "straight"


BOX: Mapping[Step, int] = {
    Step.TALK: 2, Step.VIEWS: 5, Step.NOTE: 5, Step.TOP: 10, Step.STRAIGHT: 2,
}  # fmt: skip
"""Working days each step means to take, as the site of who is asked counts them."""
TO_ANSWER = Step.TOP  # what went straight is looked into: as long as what goes to the top
MEASURED = (Step.VIEWS, Step.NOTE, Step.TOP, Step.STRAIGHT)
"""Steps whose time is told of the whole company. Who asked to talk is told to nobody."""


@dataclass(frozen=True, slots=True)
class Written:
    """Of each side whether it has written its view, and said what it heard from the other."""

    leader_view: bool
    hr_view: bool
    leader_heard: bool
    hr_heard: bool

    @property
    def both_views(self) -> bool:
        """Only then each reads the other's: nobody writes against what they have just read."""
        return self.leader_view and self.hr_view

    @property
    def may_go(self) -> bool:
        """Whether the two may say yes to one note. One side alone never sends anything."""
        return self.both_views and self.leader_heard and self.hr_heard


def last_day(since: date, step: Step, days: WorkingDays) -> date:
    """The last working day of a step that began on `since`."""
    return days.add_working_days(since, BOX[step])


def is_past(since: date, step: Step, days: WorkingDays, today: date) -> bool:
    """On the last day itself it is not."""
    return today > last_day(since, step, days)


T = TypeVar("T")


def typical(by_pair: Mapping[T, Sequence[int]]) -> int | None:
    """The middle of the working days a step took, by pair; None where too few pairs took it.

    Each pair counts once, by its own middle, so that no single pair carries the number.
    """
    if len(by_pair) < PAIRS_FROM:
        return None
    return round(median(median(each) for each in by_pair.values()))

"""How far a long step has come, told to whoever waits."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from django.utils.translation import gettext_lazy as _


class Step(StrEnum):
    """The steps of a check, of applying it and of what follows, in order."""

    LOOKING = "looking"
    READING = "reading"
    MATCHING = "matching"
    COMPARING = "comparing"
    WRITING = "writing"
    LEAVING = "leaving"
    LEADERS = "leaders"
    COUNTING = "counting"


STEP_NAMES = {
    Step.LOOKING: _("Looking at the file"),
    Step.READING: _("Reading rows"),
    Step.MATCHING: _("Matching people and managers"),
    Step.COMPARING: _("Comparing with the people in Tandem"),
    Step.WRITING: _("Writing people"),
    Step.LEAVING: _("People who left"),
    Step.LEADERS: _("Finding who leads"),
    Step.COUNTING: _("Counting the numbers of areas"),
}


class Progress(Protocol):
    """done of total rows; total is 0 where nobody knows yet."""

    def __call__(self, step: Step, done: int, total: int) -> None: ...


def silent(step: Step, done: int, total: int) -> None:
    """Nobody waits."""

"""Tables of steps: at a state, an act of a side leads to another state.

Values in, decision out: no query, no clock, no request.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

S = TypeVar("S", bound=StrEnum)
A = TypeVar("A", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Step(Generic[S, A]):
    """At this state, this act of this side leads there. Without a side: of either."""

    at: S
    act: A
    by: str | None
    to: S


def leads_to(table: Iterable[Step[S, A]], state: S, act: A, by: str) -> S | None:
    """Where the act leads; None where it leads nowhere."""
    for step in table:
        if (step.at, step.act) == (state, act) and step.by in (None, by):
            return step.to
    return None

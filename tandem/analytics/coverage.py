"""Since when the facts know of people leaving.

An HR export often holds everyone now employed, but leavers of the last year or two only. The
months before then look as if nobody ever left: a baseline of such noughts would turn every
usual month into "a real move", and headcounts made of survivors alone grow by themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import dropwhile
from typing import Protocol

BELIEVABLE = 14  # leavers expected where none is known: by chance once in a million


class Month(Protocol):
    """One month of the whole organisation."""

    @property
    def month(self) -> date: ...

    @property
    def leavers(self) -> int: ...

    @property
    def closing(self) -> int: ...


def known_since(months: Sequence[Month]) -> date | None:
    """The first month the leavers of which can be believed; null: all of them can.

    months: of the whole organisation, in order. The quiet months before the first leaving are
    believed unless, at the rate seen after it, 14 people or more would have left in them. The
    last month is the one to be judged, so it does not count toward that rate.
    """
    known = list(dropwhile(lambda month: month.leavers == 0, months))
    quiet = months[: len(months) - len(known)]
    people_months = sum(month.closing for month in known[:-1])
    if not people_months:
        return None
    rate = sum(month.leavers for month in known[:-1]) / people_months
    expected = rate * sum(month.closing for month in quiet)
    return known[0].month if expected >= BELIEVABLE else None

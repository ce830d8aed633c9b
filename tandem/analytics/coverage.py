"""Since when the facts know of people leaving.

An HR export often holds everyone now employed, but leavers of the last year or two only. The
months before then look as if nobody ever left: a baseline of such noughts would turn every
usual month into "a real move", and headcounts made of survivors alone grow by themselves.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from itertools import accumulate
from typing import Protocol

BELIEVABLE = 14  # leavers expected where none is known: by chance once in a million
STRAY = 20  # one leaving known of so many expected is no sign that they are all known


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

    months: of the whole organisation, in order. Quiet months are believed unless, at the rate seen
    after them, 14 people or more would have left in them. That some single leaving is known before
    (a slip in a date, an earlier stay of somebody who came back) makes them no better known, as
    long as those before are at most one in twenty of the expected; where people leave at one time
    of the year, they are not. The last month is the one to be judged, so it does not count toward
    that rate.
    """
    left = list(accumulate((month.leavers for month in months[:-1]), initial=0))
    here = list(accumulate((month.closing for month in months[:-1]), initial=0))
    end = len(months) - 1
    for after in range(end - 1, 0, -1):  # the latest silence that is too long to be true
        if months[after].leavers == 0 or months[after - 1].leavers or here[end] == here[after]:
            continue
        rate = (left[end] - left[after]) / (here[end] - here[after])
        quiet = bisect_left(left, left[after])  # the first of the months without a leaving
        silent = rate * (here[after] - here[quiet]) >= BELIEVABLE
        if silent and left[after] * STRAY <= rate * here[after]:
            return months[after].month
    return None

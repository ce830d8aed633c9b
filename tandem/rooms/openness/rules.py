"""How long what was said holds. Days in, decision out: no query, no clock, no request."""

from __future__ import annotations

from datetime import date, timedelta

FRESH_DAYS = 14  # for so long what was shared is a point of the next talk
MINUTES = 5  # of a talk, for what was shared


def is_old(said_on: date, today: date, *, days: int) -> bool:
    """On the last of its days a card is still fresh."""
    return (today - said_on).days > days


def ends_on(written_on: date, said_end: date, *, days: int) -> date:
    """The first day a note between two is gone.

    said_end: the day that was named when it was written. It never lasts longer than that; where
    the company has shortened the time since, it ends sooner.
    """
    return min(said_end, written_on + timedelta(days=days))

"""What an HR partner carries, week by week, and when others may read it.

Values in, decision out: no query, no clock, no request.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from typing import TypeVar

ASKED_DAYS = 28  # requests are counted over four weeks, and told per week
WEEKS = 4
FIRST_TO_ONESELF = timedelta(days=7)
K = TypeVar("K")


def week_of(day: date) -> date:
    """Its Monday."""
    return day - timedelta(days=day.weekday())


def told_on(taken_on: date) -> date:
    """The first day on which the head of HR reads numbers that were taken on this day.

    A whole week after they were there for the HR partner to look at, and to say something to.
    """
    return taken_on + FIRST_TO_ONESELF


def told_now(today: date) -> date:
    """What was taken until then, the head of HR may read."""
    return today - FIRST_TO_ONESELF


def served(heads: Mapping[str, int], partners: Mapping[str, K]) -> Counter[K]:
    """How many people each HR partner serves: everybody counts with the nearest one above.

    heads: people by the path of the area they are in. partners: HR partners by path of the area.
    """
    found: Counter[K] = Counter()
    for path, number in heads.items():
        above = [each for each in partners if path.startswith(each)]
        if above:
            found[partners[max(above, key=len)]] += number
    return found

"""Measures by name, for whoever points at one: the cards themselves stay with the mathematics."""

from __future__ import annotations

from tandem.analytics.measures.headcount import AVERAGE_HEADCOUNT
from tandem.analytics.measures.turnover import OWN_CHOICE_TURNOVER, TOTAL_TURNOVER

SHOWN = (OWN_CHOICE_TURNOVER, TOTAL_TURNOVER, AVERAGE_HEADCOUNT)
"""Those whose numbers stand on the page of an area."""
NAMED = {each.key: each for each in SHOWN}


def named_measures() -> list[tuple[str, str]]:
    """Key and question of each, to choose from."""
    return [(each.key, each.question) for each in SHOWN]


def question_of(key: str) -> str:
    """Empty for none, and for one that is no longer there."""
    return NAMED[key].question if key in NAMED else ""

"""Every card there is, by key, in the order of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from tandem.analytics.measures.brought import OF_OBSERVATIONS
from tandem.analytics.measures.card import Card, Measure
from tandem.analytics.measures.headcount import AVERAGE_HEADCOUNT
from tandem.analytics.measures.levels import PROMOTION
from tandem.analytics.measures.moving import INTERNAL_MOBILITY
from tandem.analytics.measures.restricted import OF_RESTRICTED
from tandem.analytics.measures.spans import SPAN, SPAN_FEW, SPAN_MANY
from tandem.analytics.measures.staying import FIRST_YEAR_LEAVING, RETENTION
from tandem.analytics.measures.survey import OF_ANSWERS
from tandem.analytics.measures.turnover import OWN_CHOICE_TURNOVER, RETIREMENT, TOTAL_TURNOVER

OF_PEOPLE = (
    *(AVERAGE_HEADCOUNT, RETENTION, TOTAL_TURNOVER, OWN_CHOICE_TURNOVER, RETIREMENT),
    *(FIRST_YEAR_LEAVING, INTERNAL_MOBILITY),
)
OF_JOBS = (PROMOTION, SPAN, SPAN_FEW, SPAN_MANY)
ALL = (*OF_PEOPLE, *OF_JOBS, *OF_ANSWERS, *OF_OBSERVATIONS, *OF_RESTRICTED)


def _place(measure: Card) -> tuple[int, str]:
    """Catalogue numbers in order; what has none stands after, by its name."""
    number = re.fullmatch(r"K(\d+)", measure.key)
    return (int(number[1]), "") if number else (1_000, measure.name)


CARDS: Mapping[str, Card] = MappingProxyType({each.key: each for each in sorted(ALL, key=_place)})
MEASURES: Mapping[str, Measure] = MappingProxyType(  # those that facts can give
    {key: each for key, each in CARDS.items() if isinstance(each, Measure)}
)


class NoSuchMeasure(LookupError):
    """The message is for whoever asked: what was not found, and what is near it."""


def named(words: str) -> Measure:
    """The measure of this key or name, however it is capitalised. Raises NoSuchMeasure."""
    from difflib import get_close_matches

    wanted = _folded(words)
    by_name = {_folded(name): each for each in CARDS.values() for name in (each.key, each.name)}
    found = by_name.get(wanted)
    if isinstance(found, Measure):
        return found
    if found:
        page = found.source.rpartition("docs/")[2].rstrip(".")
        raise NoSuchMeasure(
            f"{found.name} ({found.key}) is not computed from facts, but from what is handed in: "
            f"see docs/{page}.md."
        )
    if re.fullmatch(r"k(0[1-9]|[1-4]\d|5[0-5])", wanted):
        raise NoSuchMeasure(
            f"{wanted.upper()} of the catalogue is not computed from facts yet: "
            "docs/methods/measures.md says under “Not here yet” what it waits for."
        )
    near = get_close_matches(wanted, by_name, n=1, cutoff=0.6)
    meant = f" Did you mean {by_name[near[0]].key}, {by_name[near[0]].name}?" if near else ""
    raise NoSuchMeasure(f"There is no measure “{words}”.{meant} “tandem measures” shows them all.")


def _folded(words: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", words.lower()).split())

"""Which of two levels is the higher one: by their numbers, or as somebody put them in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import ibis
import pyarrow as pa

if TYPE_CHECKING:
    from tandem.analytics.facts import Facts

NUMBERED = re.compile(r"(\D*)(\d{1,4})")  # 7, Grade 7, E5; not 7a, 2.5 or IV
BETWEEN = re.compile(r"[\s._:-]+")
GIVEN = "given"  # the series of all that somebody put in order; none is derived with this name
RANKS = ibis.schema({"level": "string", "plain": "string", "series": "string", "rank": "int64"})


@dataclass(frozen=True, slots=True)
class Place:
    """Levels of one series can be compared: the higher has the higher rank."""

    series: str
    rank: int


def plain(level: str) -> str:
    """How levels are told apart: without capitals, and with one blank where there are several.

    >>> plain(" Grade  7 ")
    'grade 7'
    """
    return " ".join(level.casefold().split())


def place_of(level: str, order: Mapping[str, int]) -> Place | None:
    """Where a level stands; None: nobody can tell. order: by `plain` name, as somebody said.

    What is in the order is compared with what is in it, too, and with nothing else.
    """
    name = plain(level)
    if name in order:
        return Place(GIVEN, order[name])
    found = NUMBERED.fullmatch(name)
    if found is None or found[1].strip() in {"-", "+"}:
        return None
    return Place(f"numbers {BETWEEN.sub('', found[1])}", int(found[2]))


def ranks_of(levels: Iterable[str], order: Mapping[str, int]) -> pa.Table:
    """As RANKS, one row for each level; series and rank are null where nobody can tell."""
    names = sorted(set(levels))
    places = [place_of(name, order) for name in names]
    columns = {
        "level": names,
        "plain": [plain(name) for name in names],
        "series": [place and place.series for place in places],
        "rank": [place and place.rank for place in places],
    }
    return pa.table(columns, schema=RANKS.to_pyarrow())


def ranks(facts: Facts) -> ibis.Table:
    """Of all levels of the jobs: as many rows as a company has levels, whatever its size."""
    if facts.ranks is not None:
        return facts.ranks
    if facts.jobs is None:
        return ibis.memtable(ranks_of([], facts.order))
    told = facts.jobs.filter(facts.jobs.level.notnull()).select("level").distinct()
    return ibis.memtable(ranks_of((level for (level,) in facts.engine.rows(told)), facts.order))

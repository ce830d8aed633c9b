"""How many leavers people like these would give: areas made comparable before they are judged.

People in their first year leave more often than others, and so do some levels and job families.
An area that holds many of them has more leavers, and that is nobody's news. Indirect
standardisation asks how many leavers the area would have if each of its people left at the rate
of people like them elsewhere, and `hotspots` then judges the leavers there were against those.

Source: Breslow and Day (1987), Statistical methods in cancer research II, chapter 2, for indirect
standardisation; leaving the area itself out and lending small groups the rate of all are ours.
"""

from __future__ import annotations

from dataclasses import dataclass

import ibis
from ibis import _

from tandem.analytics.engine import Engine
from tandem.analytics.hotspot_areas import MOST_PEOPLE, Area
from tandem.analytics.printed import Printed, plain
from tandem.analytics.sheets import Sheet

STRATA = ibis.schema(
    {
        "area": "string",
        "tenure": "string",  # a band, such as "under a year"
        "level": "string",
        "job_family": "string",
        "leavers": "int64",
        "headcount": "float64",  # on average over the window
    }
)
LIKE = ("tenure", "level", "job_family")  # whoever agrees in these is alike
NOBODY = 1e-9  # people: what rounding leaves
LENT = 10.0  # people of the rate of all, added to each group: a group of two says little


@dataclass(frozen=True, slots=True)
class Alike(Printed):
    """areas: each with the leavers that people like its own would give; `hotspots` takes it."""

    areas: tuple[Area, ...]

    def sheet(self) -> Sheet:
        return Sheet(
            title="Leavers, like for like",
            columns=("Area", "Leavers", "People", "Likely"),
            rows=tuple(
                (each.area, f"{each.leavers:,}", plain(each.headcount), plain(each.expected))
                for each in self.areas
            ),
            said="Likely: the leavers there would be at the rates of people alike elsewhere.",
        )


def expected_leavers(strata: ibis.Table, lent: float = LENT) -> ibis.Table:
    """Per area: leavers, headcount, expected, and unlike.

    strata: as STRATA; several rows of the same area and group are added up, and a missing band is
    a group of its own. expected: leavers the area would have if its people left at the rates of
    people like them in all other areas; null where there is nobody elsewhere. lent: how many
    people of the rate of all others are added to each group; 0 gives the textbook's formula, with
    the rate of all others where a group is nowhere else. unlike: people of groups that are nowhere
    else; where these are many, the comparison says little.
    """
    named = strata.mutate(**{name: strata[name].fill_null("") for name in LIKE})
    cells = _summed(named, "area", *LIKE)
    groups = _summed(cells, *LIKE).rename(group_leavers="leavers", group_people="headcount")
    own = _summed(cells, "area").rename(own_leavers="leavers", own_people="headcount")
    whole = cells.aggregate(all_leavers=_.leavers.sum(), all_people=_.headcount.sum())
    joined = cells.join(groups, LIKE).join(own, "area").cross_join(whole)
    elsewhere = joined.mutate(
        people=_somebody(_.group_people - _.headcount),
        gone=_.group_leavers - _.leavers,
        usual=(_.all_leavers - _.own_leavers) / _somebody(_.all_people - _.own_people).nullif(0),
    )
    alike = (_.gone + lent * _.usual) / (_.people + lent).nullif(0)
    rated = elsewhere.mutate(rate=ibis.coalesce(alike, _.usual))
    return rated.group_by("area").aggregate(
        leavers=_.leavers.sum(),
        headcount=_.headcount.sum(),
        expected=(_.headcount * _.rate).sum(),
        unlike=(_.people > 0).ifelse(0.0, _.headcount).sum(),
    )


def standardised(engine: Engine, strata: ibis.Table, lent: float = LENT) -> list[Area]:
    """The areas by name, ready for `hotspots`, held against what people like theirs would give.

    An area with nobody elsewhere to compare with expects 0, and so has no rate. Raises ValueError
    naming the area where a count or headcount is missing, negative or no number.
    """
    wrong = (
        strata.area.isnull()
        | ~(strata.leavers >= 0).fill_null(False)
        | ~(strata.headcount >= 0).fill_null(False)
        | (strata.headcount > MOST_PEOPLE).fill_null(True)  # DuckDB puts NaN above all numbers
    )
    for area, leavers, headcount in engine.rows(
        strata.filter(wrong).select("area", "leavers", "headcount").limit(1)
    ):
        raise ValueError(f"{area}: {leavers} leavers of {headcount} people cannot be counted.")
    found = expected_leavers(strata, lent).order_by("area")
    columns = found.select("area", "leavers", "headcount", "expected")
    return [
        Area(area=area, leavers=leavers, headcount=headcount, expected=expected or 0.0)
        for area, leavers, headcount, expected in engine.rows(columns)
    ]


def _summed(table: ibis.Table, *by: str) -> ibis.Table:
    return table.group_by(by).aggregate(leavers=_.leavers.sum(), headcount=_.headcount.sum())


def _somebody(people: ibis.Value) -> ibis.Value:
    """Nobody, where subtracting averages leaves less than a person could be."""
    return (people > NOBODY).ifelse(people, 0.0)

"""Who moves inside the organisation."""

from __future__ import annotations

import ibis
from ibis import _

from tandem.analytics.measures.card import Aggregates, Chance, Direction, Iso, Measure, Reads
from tandem.analytics.measures.headcount import (
    AVERAGE,
    PEOPLE_HISTORY,
    POPULATION,
    average_headcount,
)
from tandem.analytics.measures.movements import first_of, gone_on, lasting, month_number_of, moved


def with_moves(cube: ibis.Table, spells: ibis.Table, closure: ibis.Table) -> ibis.Table:
    """The movements with moves: people who moved from one area to another, counted where they left.

    Unlike moved_out it counts moves between two areas below as well. Other columns as they were.
    """
    ended = lasting(spells.filter(moved(_), _.area != _.went_to))
    own = ended.group_by("area", number=month_number_of(gone_on(_))).agg(moves=_.count())
    lifted = own.join(closure, "area").drop("area").group_by("number", area=_.ancestor)
    summed = lifted.agg(moves=_.moves.sum()).select("area", "moves", month=first_of(_.number))
    both = cube.left_join(summed, ["area", "month"])
    return both.select(*cube.columns, moves=_.moves.fill_null(0))


def _mobility(rows: ibis.Table) -> Aggregates:
    return {"n": rows.moves.sum(), "denominator": average_headcount(rows)}


INTERNAL_MOBILITY = Measure(
    key="mobility",
    name="Internal mobility",
    question="Of every head we had, how many moved to another area of the organisation?",
    counts="Stays that ended in the window with a move to any other area of the organisation.",
    divided_by=AVERAGE,
    formula="moves ÷ average headcount",
    unit="moves per head in the window, not annualised",
    direction=Direction.NEITHER,
    period="Any whole months; twelve are usual.",
    data=f"{PEOPLE_HISTORY[:-1]}, moves included.",
    population=POPULATION,
    caveat="A merger or a split moves people too. Who moves twice counts twice.",
    source="Tandem's own: docs/methods/measures.",
    reads=Reads.MOVES,
    aggregates=_mobility,
    chance=Chance.COUNT,
    minimum=10,
    iso=Iso("recruitment, mobility and turnover", "mobility and succession planning"),
    annualises=True,
)

"""Whether the facts agree with themselves; headcounts are only right if they do."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import ibis
from ibis import _

from tandem.analytics.facts import EndReason, Facts
from tandem.analytics.printed import Printed
from tandem.analytics.sheets import Sheet


@dataclass(frozen=True, slots=True)
class Contradictions(Printed):
    """How many spells say what cannot be. All noughts: the facts can be counted.

    no_day: end on or before their start. overlapping: begin before the person's last one
    ended. torn: the person went to, or came from, where no spell goes on the same day.
    placeless: in an area the tree does not know.
    """

    no_day: int
    overlapping: int
    torn: int
    placeless: int

    def __bool__(self) -> bool:
        return any(asdict(self).values())

    def sheet(self) -> Sheet:
        counts = (self.no_day, self.overlapping, self.torn, self.placeless)
        return Sheet(
            title="Contradictions",
            columns=("What cannot be", "Stays"),
            rows=tuple((said, f"{count:,}") for said, count in zip(CANNOT, counts, strict=True)),
            said=(
                "Mend these before you count: headcounts are only right if facts agree."
                if self
                else "The facts agree with themselves and can be counted."
            ),
        )


CANNOT = (
    "end on or before the day they start",
    "begin before the last one of the same person ended",
    "a move whose other half is missing",
    "in an area that the tree does not know",
)


def contradictions(facts: Facts) -> Contradictions:
    """Count them; reads every spell."""
    spells = facts.spells
    questions = (_no_day(spells), _overlapping(spells), _torn(spells), _placeless(facts))
    return Contradictions(*(_count(facts, spoken_of) for spoken_of in questions))


def _count(facts: Facts, spells: ibis.Table) -> int:
    [(count,)] = facts.engine.rows(spells.aggregate(n=spells.count()))
    return int(count)


def _no_day(spells: ibis.Table) -> ibis.Table:
    return spells.filter(_.end_on <= _.start_on)


def _overlapping(spells: ibis.Table) -> ibis.Table:
    in_turn = ibis.window(group_by="person", order_by="start_on")
    last_end = spells.end_on.lag().over(in_turn)
    is_first = ibis.row_number().over(in_turn) == 0
    begun = spells.mutate(last_end=last_end, is_first=is_first)
    return begun.filter(~_.is_first & (_.last_end.isnull() | (_.last_end > _.start_on)))


def _torn(spells: ibis.Table) -> ibis.Table:
    """Departures without their arrival, and arrivals without their departure."""
    transfer = _.end_reason.identical_to(EndReason.TRANSFER.value)
    gone = spells.filter(transfer).select("person", day="end_on", old="area", new="went_to")
    come = spells.filter(_.came_from.notnull()).select(
        "person", day="start_on", old="came_from", new="area"
    )
    same = ["person", "day", "old", "new"]
    return gone.anti_join(come, same).union(come.anti_join(gone, same))


def _placeless(facts: Facts) -> ibis.Table:
    return facts.spells.anti_join(facts.closure, "area")

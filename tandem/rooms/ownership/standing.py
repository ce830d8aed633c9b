"""How far each of two has come with all rows of their map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tandem.partnership.agreeing.rules import OTHER, YES, State
from tandem.partnership.models import Pair
from tandem.rooms.ownership.models import MapRow
from tandem.rooms.ownership.rules import BOTH
from tandem.rooms.ownership.starting_point import starting_point


@dataclass(frozen=True, slots=True)
class RowStands:
    domain: str
    state: State = State.DEFAULT
    is_edited: bool = False
    differs: bool = False

    def has_yes_of(self, side: str) -> bool:
        return self.state in (YES[side], State.SIGNED)

    def is_usual_for(self, side: str) -> bool:
        """Whether one tap agrees to it, with all that is as it began."""
        untouched = not (self.is_edited or self.differs)
        return untouched and self.state in (State.DEFAULT, YES[OTHER[side]])


@dataclass(frozen=True, slots=True)
class MapStands:
    """Every row there is, said to or not, in the order of the map."""

    rows: Sequence[RowStands]

    @property
    def differing(self) -> int:
        return sum(row.differs for row in self.rows)

    @property
    def to_agree(self) -> list[RowStands]:
        """What is seen differently has been looked at: it waits for a talk, not for a yes."""
        return [row for row in self.rows if not row.differs]

    def agreed(self, side: str) -> int:
        return sum(row.has_yes_of(side) for row in self.to_agree)

    def is_done_by(self, side: str) -> bool:
        return self.agreed(side) == len(self.to_agree)


def stands(pair: Pair) -> MapStands:
    """One question."""
    found = MapRow.objects.of(pair).values_list("domain", "state", "edited_by", "differs_since")
    there = {
        domain: RowStands(domain, State(state), bool(by), since is not None)
        for domain, state, by, since in found
    }
    return MapStands(
        [there.get(each.key, RowStands(each.key)) for each in starting_point().domains]
    )


def agreed_by(pair: Pair) -> frozenset[str]:
    """The sides that have agreed to every row they can, of at least one."""
    held = stands(pair)
    return frozenset(side.value for side in BOTH if held.to_agree and held.is_done_by(side.value))

"""Heads-ups between Sam and Mira."""

from __future__ import annotations

from datetime import datetime

from tandem.organisation.models import Person
from tandem.partnership.testing import MONDAY, Cast
from tandem.rooms.heads_ups import actions
from tandem.rooms.heads_ups.models import HeadsUp, Kind

TEXT = "Two of the four shift leads look around."


def warned(
    cast: Cast, by: Person, text: str = TEXT, kind: Kind = Kind.OBSTACLE, at: datetime = MONDAY
) -> HeadsUp:
    return actions.give(pair=cast.pair, kind=kind, text=text, by=by, at=at)


def thanked(heads_up: HeadsUp, thanks: str = "Good to know.", at: datetime = MONDAY) -> HeadsUp:
    return actions.acknowledge(heads_up=heads_up, thanks=thanks, by=heads_up.receiver, at=at)

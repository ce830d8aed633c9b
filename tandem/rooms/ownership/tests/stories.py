"""Maps of Sam and Mira, as far as the two have come."""

from __future__ import annotations

from datetime import datetime

from tandem.organisation.models import Person
from tandem.partnership.models import Pair
from tandem.partnership.testing import MONDAY, Cast
from tandem.rooms.ownership import actions
from tandem.rooms.ownership.maps import in_force
from tandem.rooms.ownership.models import MapRow
from tandem.rooms.ownership.starting_point import Text

DOMAIN = "onboard"
LANE = Text("First-day welcome; a first win", "A buddy; the core programme", "They stay")
"""A buddy usually is the leader's."""
OURS = Text("First-day welcome, buddy", "Programme and access", "Still here after 90 days")


def text_of(pair: Pair, domain: str = DOMAIN) -> Text:
    """What the two have before them."""
    row = MapRow.objects.of(pair).filter(domain=domain).first()
    return row.text if row else in_force(pair.area)[domain].text


def agreed(pair: Pair, by: Person, domain: str = DOMAIN, at: datetime = MONDAY) -> MapRow:
    seen = text_of(pair, domain).mark
    return actions.agree(pair=pair, domain=domain, seen=seen, by=by, at=at)


def signed(pair: Pair, domain: str = DOMAIN, at: datetime = MONDAY) -> MapRow:
    agreed(pair, pair.leader, domain, at)
    return agreed(pair, pair.hr_partner, domain, at)


def edited(
    pair: Pair, by: Person, text: Text = OURS, domain: str = DOMAIN, *, agreeing: bool = False,
    at: datetime = MONDAY,
) -> MapRow:  # fmt: skip
    return actions.edit(
        pair=pair, domain=domain, text=text, seen=text_of(pair, domain).mark,
        agreeing=agreeing, by=by, at=at,
    )  # fmt: skip


def seen_differently(
    pair: Pair, by: Person, view: str = "Leads cannot run week 2 and the line.",
    domain: str = DOMAIN, at: datetime = MONDAY,
) -> MapRow:  # fmt: skip
    return actions.differ(pair=pair, domain=domain, view=view, by=by, at=at)


def sam_has_agreed(cast: Cast) -> MapRow:
    return agreed(cast.pair, cast.sam)

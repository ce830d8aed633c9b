"""Points for the talks of Sam and Mira."""

from __future__ import annotations

from datetime import datetime

from tandem.organisation.models import Person
from tandem.partnership.agendas import agenda_items
from tandem.partnership.outcomes.tests import stories as outcomes
from tandem.partnership.testing import MONDAY, TUESDAY, Cast
from tandem.rooms.talks import actions
from tandem.rooms.talks.models import TalkPoint

WORDS = "What you tell the leads about the depot, and when."


def something_is_prepared(cast: Cast) -> None:
    outcomes.proposed(cast.pair, cast.sam)


def prepared(cast: Cast) -> str:
    """Where the first thing that is prepared for them leads to."""
    [first, *_] = agenda_items(cast.pair, TUESDAY.date())
    return first.url


def raised(cast: Cast, by: Person, what: str = WORDS, at: datetime = MONDAY) -> TalkPoint:
    return actions.raise_point(pair=cast.pair, what=what, by=by, at=at)

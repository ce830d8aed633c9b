"""Points for the talks of Sam and Mira."""

from __future__ import annotations

from datetime import datetime

from tandem.organisation.models import Person
from tandem.partnership.testing import MONDAY, Cast
from tandem.rooms.talks import actions
from tandem.rooms.talks.models import TalkPoint

WORDS = "What you tell the leads about the depot, and when."


def raised(cast: Cast, by: Person, what: str = WORDS, at: datetime = MONDAY) -> TalkPoint:
    return actions.raise_point(pair=cast.pair, what=what, by=by, at=at)

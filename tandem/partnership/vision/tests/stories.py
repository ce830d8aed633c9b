"""Visions of Sam and Mira, as far as the two have come."""

from __future__ import annotations

from datetime import datetime

from tandem.access.tiers import Tier
from tandem.organisation.models import Person
from tandem.partnership.models import Pair, Vision
from tandem.partnership.testing import MONDAY
from tandem.partnership.vision import actions

WORDS = "Whoever works here knows what is asked of them, is heard before we decide, and can grow."
OTHER_WORDS = "Nobody here is surprised by what is decided about them."


def mark(pair: Pair) -> str:
    """Of what is proposed; empty where nothing is."""
    row = Vision.objects.of(pair).proposed().first()
    return row.mark if row else ""


def proposed(
    pair: Pair, by: Person, words: str = WORDS, readers: Tier = Tier.AREA, at: datetime = MONDAY
) -> Vision:
    return actions.propose(pair=pair, words=words, readers=readers, seen=mark(pair), by=by, at=at)


def signed(
    pair: Pair, words: str = WORDS, readers: Tier = Tier.AREA, at: datetime = MONDAY
) -> Vision:
    """The leader proposes, the HR partner says yes."""
    proposed(pair, pair.leader, words, readers, at)
    return actions.accept(pair=pair, seen=mark(pair), by=pair.hr_partner, at=at)

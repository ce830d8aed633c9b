"""Signals of Sam and Mira, fired by the look of the day or as a detector would have them."""

from __future__ import annotations

from datetime import datetime

from tandem.partnership.models import Pair
from tandem.partnership.signals import actions
from tandem.partnership.signals.actions import Noticed
from tandem.partnership.signals.models import Signal
from tandem.partnership.signals.rules import Seen
from tandem.partnership.signals.standing import Severity
from tandem.partnership.testing import MONDAY, Cast

BROKEN = "broken_promises"


def broken(pair: Pair, *, at: datetime = MONDAY, misses: int = 3, of: int = 12) -> Signal:
    """Three of twelve promises passed their date without a word."""
    noticed = Noticed(
        detector=BROKEN,
        window_days=90,
        seen=Seen(Severity.ATTENTION, misses),
        evidence={"silent_misses": misses, "eligible": of},
    )
    return actions.fire(pair=pair, noticed=noticed, at=at)


def sam_and_miras(cast: Cast) -> Signal:
    return broken(cast.pair)

"""What is asked and promised before a letter is written."""

from __future__ import annotations

from datetime import date, datetime

from tandem.organisation.models import Person
from tandem.partnership.commitments import actions
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.models import Commitment, Source
from tandem.partnership.commitments.rules import Act, Reason
from tandem.partnership.testing import MONDAY, Cast

WHAT = "Exit themes for the night shift, one page"
DUE, LATER = date(2026, 12, 3), date(2026, 12, 10)


def asks_for_something(
    cast: Cast, of: Person, *, due_on: date = DUE, at: datetime = MONDAY
) -> Commitment:
    """Sam does."""
    said = Said(what=WHAT, due_on=due_on)
    return actions.ask(of=of, said=said, by=cast.sam, at=at, source=Source.FORM)


def sam_asks_mira(cast: Cast, *, due_on: date = DUE, at: datetime = MONDAY) -> Commitment:
    return asks_for_something(cast, cast.mira, due_on=due_on, at=at)


def mira_promised_sam(cast: Cast, *, due_on: date = DUE) -> Commitment:
    asked = sam_asks_mira(cast, due_on=due_on)
    return actions.take(commitment=asked, act=Act.PROMISE, said=Said(), by=cast.mira, at=MONDAY)


def mira_asks_sam_for_a_new_day(cast: Cast) -> Commitment:
    said = Said(due_on=LATER, reason=Reason.TOO_MUCH_AT_ONCE, words=f"{WHAT}: why")
    return actions.take(
        commitment=mira_promised_sam(cast), act=Act.RENEGOTIATE, said=said, by=cast.mira, at=MONDAY
    )

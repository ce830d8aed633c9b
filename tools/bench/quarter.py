"""A pair that has worked together for a while: what it promised, and what was noticed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tandem.organisation.models import Person
    from tandem.partnership.models import Pair
    from tandem.partnership.signals.models import Signal

DAYS_TOGETHER = 100
PROMISES = 60
LATE = 3  # of how many one is reported after its day


def live(leader: Person, partner: Person, at: datetime) -> None:
    """Asked for one after the other and promised by both in turn, each for ten days later; said
    through the actions, on the days they would have been."""
    from tandem.partnership.commitments import actions
    from tandem.partnership.commitments.models import Source
    from tandem.partnership.commitments.rules import Act

    begun = at - timedelta(days=DAYS_TOGETHER - 5)
    for number in range(PROMISES):
        asked = begun + timedelta(days=number)
        performer, customer = (leader, partner) if number % 2 else (partner, leader)
        said = actions.Said(what=f"Then {number}", due_on=(asked + timedelta(days=10)).date())
        made = actions.ask(of=performer, said=said, by=customer, at=asked, source=Source.FORM)
        done = 15 if number % LATE == 0 else 8
        for act, by, days in (
            (Act.PROMISE, performer, 1), (Act.REPORT_DONE, performer, done),
            (Act.THANK, customer, done + 1),
        ):  # fmt: skip
            when = asked + timedelta(days=days)
            made = actions.take(commitment=made, act=act, said=actions.Said(), by=by, at=when)


def noticed(pair: Pair, at: datetime) -> Signal:
    """What the daily look finds about their promises."""
    from tandem.partnership.signals.looking import look_for_signals
    from tandem.partnership.signals.models import Signal

    look_for_signals(at=at)
    return Signal.objects.of(pair.pk).get(detector="broken_promises")

"""What is counted of promises and requests for both of a pair."""

from __future__ import annotations

from datetime import date

from tandem.organisation.calendar import Days
from tandem.partnership.commitments import actions
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.models import Source
from tandem.partnership.commitments.rules import Act, Reason
from tandem.partnership.signals.detectors import Giving
from tandem.partnership.testing import MONDAY, TUESDAY, Cast
from tandem.rooms.commitments.both_ways import promises_made, requests_made

SAID = Said(what="Exit themes, one page", due_on=date(2026, 12, 4))
DAYS = Days.last(90, today=TUESDAY.date())


def test_a_request_counts_for_who_asked_and_the_promise_for_who_said_yes(cast: Cast) -> None:
    asked = actions.ask(of=cast.mira, said=SAID, by=cast.sam, at=MONDAY, source=Source.FORM)
    pairs, on = [cast.pair, cast.other_pair], MONDAY.date()
    assert [*requests_made(pairs, DAYS)] == [Giving(cast.pair.pk, cast.sam.pk, on)]
    assert [*promises_made(pairs, DAYS)] == []
    taken = actions.take(commitment=asked, act=Act.PROMISE, said=Said(), by=cast.mira, at=TUESDAY)
    made = [Giving(cast.pair.pk, cast.mira.pk, on)]
    assert [*promises_made(pairs, DAYS)] == made
    later = Said(due_on=date(2026, 12, 18), reason=Reason.WAITING_FOR_DECISION)
    actions.take(commitment=taken, act=Act.RENEGOTIATE, said=later, by=cast.mira, at=TUESDAY)
    assert [*promises_made(pairs, DAYS)] == made
    assert [*promises_made([cast.other_pair], DAYS)] == []


def test_what_is_between_others_counts_for_no_pair(cast: Cast) -> None:
    actions.ask(of=cast.ana, said=SAID, by=cast.sam, at=MONDAY, source=Source.FORM)
    assert [*requests_made([cast.pair, cast.other_pair], DAYS)] == []

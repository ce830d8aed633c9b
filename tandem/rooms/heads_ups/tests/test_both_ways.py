"""What is counted of heads-ups for both of a pair."""

from __future__ import annotations

from tandem.organisation.calendar import Days
from tandem.partnership.signals.detectors import Giving
from tandem.partnership.testing import MONDAY, TUESDAY, Cast
from tandem.rooms.heads_ups.both_ways import heads_ups_given
from tandem.rooms.heads_ups.tests.stories import thanked, warned

ON = MONDAY.date()


def test_each_counts_for_its_giver_and_the_thanks_for_nobody(cast: Cast) -> None:
    thanked(warned(cast, cast.sam))
    warned(cast, cast.mira, at=TUESDAY)
    pair = cast.pair.pk
    days = Days.last(90, today=TUESDAY.date())
    assert {*heads_ups_given([cast.pair, cast.other_pair], days)} == {
        Giving(pair, cast.sam.pk, ON), Giving(pair, cast.mira.pk, TUESDAY.date()),
    }  # fmt: skip
    assert [*heads_ups_given([cast.other_pair], days)] == []
    assert [*heads_ups_given([cast.pair], Days.last(90, today=ON.replace(month=10)))] == []

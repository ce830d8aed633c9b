"""What is counted of points for a talk for both of a pair."""

from __future__ import annotations

from tandem.organisation.calendar import Days
from tandem.partnership.signals.detectors import Giving
from tandem.partnership.testing import MONDAY, TUESDAY, Cast
from tandem.rooms.talks import actions
from tandem.rooms.talks.both_ways import points_raised
from tandem.rooms.talks.tests.stories import raised


def test_each_counts_for_who_raised_it_over_or_not(cast: Cast) -> None:
    actions.put_aside(point=raised(cast, cast.sam), by=cast.mira, at=TUESDAY)
    raised(cast, cast.mira)
    days, on, pair = Days.last(90, today=TUESDAY.date()), MONDAY.date(), cast.pair.pk
    assert {*points_raised([cast.pair, cast.other_pair], days)} == {
        Giving(pair, cast.sam.pk, on), Giving(pair, cast.mira.pk, on),
    }  # fmt: skip
    assert [*points_raised([cast.other_pair], days)] == []

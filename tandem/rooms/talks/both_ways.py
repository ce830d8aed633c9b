"""Points for a talk, counted for both of a pair. No word is opened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tandem.organisation.calendar import Days
from tandem.partnership.models import Pair
from tandem.partnership.signals.detectors import Giving, counts_both_ways
from tandem.rooms.talks.models import TalkPoint


@counts_both_ways("talk_points")
def points_raised(pairs: Sequence[Pair], days: Days) -> Iterator[Giving]:
    rows = TalkPoint.objects.filter(pair__in=pairs).raised_in(days).order_by()
    for pair, raiser, on in rows.values_list("pair", "raiser", "raised_on"):
        yield Giving(pair, raiser, on)

"""Heads-ups, counted for both of a pair. No word is opened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tandem.organisation.calendar import Days
from tandem.partnership.models import Pair
from tandem.partnership.signals.detectors import Giving, counts_both_ways
from tandem.rooms.heads_ups.models import HeadsUp


@counts_both_ways("heads_ups")
def heads_ups_given(pairs: Sequence[Pair], days: Days) -> Iterator[Giving]:
    there = HeadsUp.objects.filter(pair__in=pairs, given_on__gte=days.first)
    rows = there.filter(given_on__lt=days.after).order_by()
    for pair, giver, on in rows.values_list("pair", "giver", "given_on"):
        yield Giving(pair, giver, on)

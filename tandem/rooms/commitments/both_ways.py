"""Promises made and requests, counted for both of a pair. No word is opened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from tandem.organisation.calendar import Days
from tandem.partnership.commitments.models import CommitmentQuerySet
from tandem.partnership.commitments.reliable import between_partners
from tandem.partnership.models import Pair
from tandem.partnership.signals.detectors import Giving, counts_both_ways


@counts_both_ways("promises")
def promises_made(pairs: Sequence[Pair], days: Days) -> Iterator[Giving]:
    """By who promised, once both had agreed on a day; a new day later is no new promise."""
    agreed = _between(pairs).filter(sent=True, agreed_on__isnull=False)
    agreed = agreed.filter(made_on__gte=days.first, made_on__lt=days.after)
    rows = agreed.values_list("performer", "customer", "made_on")
    yield from _of_pairs(pairs, rows.iterator())


@counts_both_ways("requests")
def requests_made(pairs: Sequence[Pair], days: Days) -> Iterator[Giving]:
    """By who asked."""
    asked = _between(pairs).requests()
    asked = asked.filter(made_on__gte=days.first, made_on__lt=days.after)
    yield from _of_pairs(pairs, asked.values_list("customer", "performer", "made_on").iterator())


def _between(pairs: Sequence[Pair]) -> CommitmentQuerySet:
    these = Pair.objects.filter(pk__in=[pair.pk for pair in pairs])
    every: CommitmentQuerySet = between_partners(these)  # type: ignore[assignment]
    return every.order_by()


def _of_pairs(pairs: Sequence[Pair], rows: Iterator[tuple[UUID, UUID, date]]) -> Iterator[Giving]:
    """Two who are a pair of two areas share what is between them."""
    of_two: dict[frozenset[UUID], list[UUID]] = defaultdict(list)
    for pair in pairs:
        of_two[frozenset((pair.leader_id, pair.hr_partner_id))].append(pair.pk)
    for by, to, on in rows:
        for pair_id in of_two[frozenset((by, to))]:
            yield Giving(pair_id, by, on)

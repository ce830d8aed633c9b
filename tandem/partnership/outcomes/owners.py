"""Which outcomes lack one of their two owners, and since when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from tandem.partnership.leaving import gone_on
from tandem.partnership.models import CoOwnedOutcome, Outcome, Pair


def unaccepted(pairs: Sequence[Pair]) -> Iterator[tuple[Pair, date]]:
    """Each outcome that both have not accepted, by its pair, and since when that is so."""
    known = {pair.pk: pair for pair in pairs}
    open_ones = Outcome.objects.open().filter(pair__in=known)
    for pair_id, since in open_ones.order_by().values_list("pair", "open_since"):
        if since is not None:
            yield known[pair_id], since


def orphaned(pairs: Sequence[Pair], today: date) -> Iterator[tuple[Pair, CoOwnedOutcome, date]]:
    """Each running outcome of a pair’s area that names somebody else than the two as an owner, or
    one of the two who has left.

    Since the pair began: before, the one named was there; else since their first day gone.
    """
    by_area: dict[UUID, Pair] = {pair.area_id: pair for pair in pairs}
    running = CoOwnedOutcome.objects.running().filter(area__in=by_area)
    running = running.annotate(leader_gone=gone_on("leader"), hr_gone=gone_on("hr_partner"))
    for owned in running.select_related("leader", "hr_partner", "area", "outcome"):
        pair = by_area[owned.area_id]
        gone = (vars(owned)["leader_gone"], vars(owned)["hr_gone"])
        days = [day for day in gone if day and day <= today]
        if (owned.leader_id, owned.hr_partner_id) != (pair.leader_id, pair.hr_partner_id):
            yield pair, owned, pair.start_on
        elif days:
            yield pair, owned, min(days)

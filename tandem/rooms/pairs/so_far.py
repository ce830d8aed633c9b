"""How the promises of a pair went, what moved in its numbers, and what the two did.

The page of the pair fetches it once it stands, since it asks as much again and stands below what
one acts on; without script a line leads here.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tandem.bridge.kept import Kept, both_in_a_line, kept, window_words
from tandem.bridge.numbers import what_moved
from tandem.organisation.calendars import SiteDays
from tandem.organisation.http import SignedInRequest, signed_in
from tandem.organisation.settings import values_on
from tandem.organisation.switches import KEPT_PROMISES, PAIR_TIMELINE, PEOPLE_DATA
from tandem.organisation.values import Values
from tandem.partnership.commitments.reliable import of_pair
from tandem.partnership.models import Pair
from tandem.partnership.telling import timeline
from tandem.rooms.pairs.over_time import mine_or_404
from tandem.rooms.pairs.words import who_reads

MOMENTS = 20


@require_GET
@signed_in
def page(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    pair, person, today = mine_or_404(request, pair_id), request.person, request.today
    days = SiteDays(frozenset({pair.leader_id, pair.hr_partner_id}), today)
    counted = request.has(KEPT_PROMISES)
    context = {
        "pair": pair,
        **who_reads(pair, person),
        "went": how_it_went(pair, values_on(today), days) if counted else None,
        "moved": what_moved(pair.area, person, today) if request.has(PEOPLE_DATA) else None,
        "moments": timeline(pair, person)[:MOMENTS] if request.has(PAIR_TIMELINE) else [],
    }
    return render(request, "pairs/_so_far.html" if request.htmx else "pairs/so_far.html", context)


@dataclass(frozen=True, slots=True)
class HowItWent:
    """Both sides together, or nothing."""

    leader: Kept
    hr_partner: Kept
    window: str
    line: str


def how_it_went(pair: Pair, values: Values, days: SiteDays) -> HowItWent | None:
    """None in the first thirty days of the pair, and once no promise of theirs counts any more."""
    both = of_pair(pair, days.today, values, None, days)
    window = both.leader.window
    if window is None:
        return None
    reply_time = values.whole("commitment_reply_days")
    line = both_in_a_line(both, pair.leader.called, pair.hr_partner.called)
    leader, hr_partner = (kept(side, reply_time) for side in (both.leader, both.hr_partner))
    return HowItWent(leader, hr_partner, window_words(window), line)

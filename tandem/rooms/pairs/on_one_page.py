"""The partnership on one page: who owns what, how the two work, and what it leads to.

The page of the pair fetches it once it stands; without script a line leads here.
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tandem.organisation.http import SignedInRequest, signed_in
from tandem.partnership.registers import map_rows
from tandem.rooms.pairs.over_time import mine_or_404
from tandem.rooms.pairs.words import who_reads


@require_GET
@signed_in
def page(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    pair, person, today = mine_or_404(request, pair_id), request.person, request.today
    context = {
        "pair": pair,
        **who_reads(pair, person),
        "rows": map_rows(pair, person, today),
        "is_over": pair.one_left or pair.is_over(today),
    }
    template = "pairs/_on_one_page.html" if request.htmx else "pairs/on_one_page.html"
    return render(request, template, context)

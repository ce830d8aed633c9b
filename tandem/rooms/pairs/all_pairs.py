"""How the promises of all pairs went, for the head of HR: closed quarters, and a name only where
both partners of a pair want to be shown by it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tandem.access.roles import Permission
from tandem.bridge.causes import cause_table, picture_of
from tandem.bridge.followed_up import Line, lines
from tandem.bridge.kept import named_words, spread_words, window_words
from tandem.organisation.http import SignedInRequest, permitted
from tandem.organisation.switches import KEPT_PROMISES
from tandem.partnership.commitments.all_pairs import AllPairs, of_all_pairs
from tandem.partnership.commitments.reliable import LOOKED_BACK
from tandem.partnership.commitments.spread import PAIRS_FROM, REASONS_FROM


@require_GET
@permitted(Permission.SEE_ALL_PAIRS_AS_ONE)
def page(request: SignedInRequest) -> HttpResponse:
    """Nothing on it leads on to a pair."""
    every = told(request)
    causes = cause_table(every.causes)
    context = {
        "window": window_words(every.quarter),
        "pairs": every.pairs,
        "stretches": spread_words(every.spread),
        "causes": causes,
        "picture": picture_of(causes),
        "asked": asked_words(every),
        "named": [named_words(pair, both) for pair, both in every.named],
        "pairs_from": PAIRS_FROM,
        "reasons_from": REASONS_FROM,
    }
    return render(request, "pairs/all_pairs.html", context)


@require_GET
@permitted(Permission.SEE_ALL_PAIRS_AS_ONE)
def picture(request: SignedInRequest) -> HttpResponse:
    """The chart as a fragment: the page asks again while it is being drawn."""
    causes = cause_table(told(request).causes)
    return render(request, "pairs/_causes.html", {"picture": picture_of(causes)})


def asked_words(every: AllPairs) -> list[tuple[str, list[Line]]]:
    """Of each side the same."""
    if every.asked is None:
        return []
    leaders, hr_partners = lines(every.asked.leaders), lines(every.asked.hr_partners)
    return [(_("Of HR partners"), hr_partners), (_("Of leaders"), leaders)]


def told(request: SignedInRequest) -> AllPairs:
    if not request.has(KEPT_PROMISES):
        raise Http404
    return of_all_pairs(request.today, reader=request.person, quarters=LOOKED_BACK)

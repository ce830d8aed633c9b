"""How my own promises went: a page for the person who signs in, and for nobody else."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from tandem.bridge.kept import kept, window_words
from tandem.organisation.http import SignedInRequest, signed_in
from tandem.organisation.settings import values_on
from tandem.organisation.switches import KEPT_PROMISES
from tandem.partnership.commitments.reliable import of_person


@require_GET
@signed_in
def page(request: SignedInRequest) -> HttpResponse:
    """Takes no name: there is no address for anybody else’s."""
    if not request.has(KEPT_PROMISES):
        raise Http404
    values = values_on(request.today)
    figures = of_person(request.person, request.today, values)
    window = window_words(figures.window) if figures.window else ""
    side = kept(figures, values.whole("commitment_reply_days"))
    return render(request, "commitments/kept.html", {"side": side, "window": window})

"""What a signal about promises counted: those of one pair that passed their date without a word."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from tandem.organisation.http import SignedInRequest, signed_in
from tandem.organisation.settings import values_on
from tandem.partnership.commitments.models import Commitment
from tandem.partnership.commitments.reliable import silent_misses
from tandem.partnership.commitments.rows import rows
from tandem.partnership.models import Pair


def list_url(pair: Pair) -> str:
    return reverse("commitments:silent", args=[pair.pk])


@require_GET
@signed_in
def page(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    """Open or over, both ways in one list by their day: it says what happened and not who."""
    person, today = request.person, request.today
    pair = get_object_or_404(Pair.objects.visible_to(person), pk=pair_id)
    missed = silent_misses(pair, today)
    those = Commitment.objects.visible_to(person).filter(pk__in=missed).by_day()
    context = {
        "pair": pair,
        "partner": pair.partner_of(person),
        "rows": rows(those, person, today, with_last=True),
        "days": values_on(today).whole("honour_window_days"),
    }
    return render(request, "commitments/silent.html", context)

"""What those above a pair were told of its review: one word for the two, and what could help."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.organisation.http import SignedInRequest, of_feature, signed_in
from tandem.organisation.switches import TWO_WAY_REVIEW
from tandem.partnership.role_review import actions
from tandem.partnership.role_review.rules import Band
from tandem.partnership.role_review.told import told_to
from tandem.rooms.role_reviews.words import would_read


@require_GET
@signed_in
@of_feature(TWO_WAY_REVIEW)
def page(request: SignedInRequest) -> HttpResponse:
    """A to Z by area; not there for whom nobody told anything."""
    every = told_to(request.person, request.today)
    if not every:
        raise Http404
    lines = [
        (
            each,
            would_read(
                each.band, each.pair.leader.name, each.pair.hr_partner.name, each.opened_on.year
            ),
            each.band is Band.HELP,
        )
        for each in every
    ]
    return render(request, "role_reviews/told.html", {"lines": lines})


@require_POST
@signed_in
@of_feature(TWO_WAY_REVIEW)
def heard(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    told = next(
        (each for each in told_to(request.person, request.today) if each.pair.pk == pair_id), None
    )
    if told is None:
        raise Http404
    actions.hear(pair=told.pair, opened_on=told.opened_on, by=request.person, at=request.at)
    messages.success(request, _("Said. The two see that it was read."))
    return redirect("role_reviews:told")

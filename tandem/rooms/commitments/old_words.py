"""Deleting the words of old promises: proposed by one of a pair, done with the other's yes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from tandem.organisation.http import SignedInRequest, signed_in
from tandem.partnership.commitments.rows import rows
from tandem.partnership.deleting import actions, which
from tandem.partnership.deleting.models import Deletion
from tandem.partnership.holds.actions import KeptByLaw
from tandem.partnership.refused import NotPossible
from tandem.partnership.two import Two, two_or_404
from tandem.rooms.commitments.requests import sides_of

PER_PAGE = 20
MOST_STAYING = 20  # named one by one; the others are counted
SHOWN_BEFORE = 10  # earlier deletions


@require_GET
@signed_in
def page(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    return shown(request, two_or_404(request, pair_id))


@require_POST
@signed_in
def propose(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    two = two_or_404(request, pair_id)
    said = _("Proposed. Nothing goes before %(name)s says yes.") % {"name": two.other.called}

    def take() -> str:
        actions.propose(pair=two.pair, by=request.person, at=request.at)
        return said

    return taken(request, two, take)


@require_POST
@signed_in
def answer(request: SignedInRequest, pair_id: UUID, proposal: UUID, act: str) -> HttpResponse:
    """`yes` of the other one; `drop`: of either, before that."""
    two = two_or_404(request, pair_id)
    about: dict[str, Any] = {
        "pair": two.pair,
        "proposal": proposal,
        "by": request.person,
        "at": request.at,
    }

    def yes() -> str:
        number = actions.agree(**about).promises
        said = ngettext(
            "Deleted: the words of %(n)s promise.", "Deleted: the words of %(n)s promises.", number
        )
        return said % {"n": number}

    def drop() -> str:
        actions.drop(**about)
        return _("Said. All words stay.")

    acts = {"yes": yes, "drop": drop}
    if act not in acts:
        raise Http404
    return taken(request, two, acts[act])


def taken(request: SignedInRequest, two: Two, take: Callable[[], str]) -> HttpResponse:
    try:
        said = take()
    except NotPossible as refused:
        return shown(request, two, notice=_(refused.sentence))
    except KeptByLaw as refused:
        return shown(request, two, notice=str(refused))
    messages.success(request, said)
    return redirect("commitments:old_words", two.pair.pk)


def shown(request: SignedInRequest, two: Two, *, notice: str = "") -> HttpResponse:
    pair, today = two.pair, request.today
    every = Deletion.objects.visible_to(request.person).filter(pair=pair)
    proposal = every.open().first()
    before = proposal.before if proposal else which.old_before(today)
    mine = which.may_go(pair, before).select_related("customer", "performer", "handing_to")
    cut = Paginator(mine, PER_PAGE).get_page(request.GET.get("page"))
    staying = which.stay(pair, before).select_related("customer", "performer", "handing_to")
    kept = rows(staying[:MOST_STAYING], request.person, today, sides=sides_of(pair))
    context = {
        "two": two,
        "pair": pair,
        "notice": notice,
        "before": before,
        "proposal": proposal,
        "waits": bool(proposal and actions.waits_for(pair, proposal, request.person)),
        "by_law": which.is_kept_by_law(pair, today),
        "number": cut.paginator.count,
        "page": cut,
        "rows": rows(cut, request.person, today, with_last=True, sides=sides_of(pair)),
        "staying": kept,
        "done": every.done()[:SHOWN_BEFORE],
    }
    status = 422 if notice else 200
    return render(request, "commitments/old_words.html", context, status=status)

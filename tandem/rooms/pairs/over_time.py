"""How the promises of a pair went over a year, each side compared with itself."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from tandem.bridge.kept import Then, change, then, window_words
from tandem.organisation.http import SignedInRequest, signed_in
from tandem.organisation.models import Person
from tandem.organisation.switches import KEPT_PROMISES
from tandem.partnership import by_name as naming
from tandem.partnership.commitments.all_pairs import rate_of_all_pairs
from tandem.partnership.commitments.reliable import over_time
from tandem.partnership.models import Pair, ShownByName
from tandem.partnership.two import two_or_404
from tandem.rooms.pairs.words import who_reads


@dataclass(frozen=True, slots=True)
class Line:
    window: str
    sides: tuple[Then, Then]  # the leader first, always


@require_GET
@signed_in
def page(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    if not request.has(KEPT_PROMISES):
        raise Http404
    return shown(request, mine_or_404(request, pair_id))


@require_POST
@signed_in
def by_name(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    """One partner’s yes to be shown by name to the head of HR, or that they take it back."""
    if not request.has(KEPT_PROMISES):
        raise Http404
    pair = mine_or_404(request, pair_id)
    match request.POST.get("answer"):
        case "yes":
            naming.agree(pair=pair, by=request.person, at=request.at)
            messages.success(request, _("Said, for your part. You can take it back at any time."))
        case "no":
            naming.take_back(pair=pair, by=request.person, at=request.at)
            messages.success(request, _("Taken back. You are not shown by name."))
        case _answer:
            return shown(request, pair, notice=_("Say yes, or take it back."), status=422)
    return redirect("pairs:over_time", pair.pk)


def mine_or_404(request: SignedInRequest, pair_id: UUID) -> Pair:
    return two_or_404(request, pair_id).pair


def shown(
    request: SignedInRequest, pair: Pair, *, notice: str = "", status: int = 200
) -> HttpResponse:
    told = over_time(pair, request.today)
    centre = rate_of_all_pairs(request.today, reader=request.person)
    lines = [
        Line(window_words(days), (then(both.leader, centre), then(both.hr_partner, centre)))
        for days, both in told
    ]
    changes = [
        (pair.leader, change([both.leader for _window, both in told], centre)),
        (pair.hr_partner, change([both.hr_partner for _window, both in told], centre)),
    ]
    is_over = pair.one_left or pair.is_over(request.today)
    context = {
        "pair": pair,
        "partner": pair.partner_of(request.person),
        **who_reads(pair, request.person),
        "lines": lines,
        "changes": changes,
        "is_steadied": centre is not None,
        "wish": None if is_over else wish(pair, request.person),
        "notice": notice,
    }
    return render(request, "pairs/over_time.html", context, status=status)


def wish(pair: Pair, reader: Person) -> str:
    """Of the other’s yes one learns once there is one’s own, so that nobody is waited for."""
    said = {*ShownByName.objects.filter(pair=pair).still().values_list("person", flat=True)}
    if reader.pk not in said:
        return "unsaid"
    return "both" if pair.partner_of(reader).pk in said else "mine"

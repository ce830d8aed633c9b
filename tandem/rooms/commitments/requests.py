"""Requests of a pair: begun by what they are about, told by nature, and heard first or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from tandem.bridge.hard_talks import hard_talk_words
from tandem.bridge.heard import heard_words
from tandem.organisation.calendars import working_days_of
from tandem.organisation.http import SignedInRequest, signed_in
from tandem.organisation.models import Person
from tandem.organisation.settings import values_on
from tandem.organisation.switches import KEPT_PROMISES
from tandem.partnership.commitments.habits import last_day
from tandem.partnership.commitments.hard_talks import WINDOW_DAYS, hard_talks_between
from tandem.partnership.commitments.heard_first import Requests, requests_between
from tandem.partnership.commitments.lists import LONGEST_WAITING
from tandem.partnership.commitments.models import Commitment
from tandem.partnership.commitments.natures import call_it, is_request
from tandem.partnership.commitments.requests import HARD_TALK, Nature, Template, templates
from tandem.partnership.commitments.rows import PromiseRow, rows
from tandem.partnership.commitments.rules import Side
from tandem.partnership.models import Pair
from tandem.partnership.two import two_or_404

NATURES = {
    Nature.TRANSACTIONAL: gettext_lazy("A matter of doing"),
    Nature.ADVISORY: gettext_lazy("A matter of thinking along"),
    Nature.STRATEGIC: gettext_lazy("A matter of where we go"),
}
SHOWN = 20  # the open ones of both; the others stand on the page of all promises


@dataclass(frozen=True, slots=True)
class Begin:
    """One thing a request can be about, and where it is begun."""

    name: str
    url: str


def begins(pair: Pair | None = None) -> list[Begin]:
    """In the order of the file, without what is one's own to do. pair: whose partner is asked."""
    asked = [each for each in templates().values() if not each.mine]
    return [Begin(each.name, begin_url(each.key, pair)) for each in asked]


def begin_url(key: str, pair: Pair | None) -> str:
    whom = {"pair": str(pair.pk)} if pair else {}
    return f"{reverse('commitments:new')}?{urlencode({'request': key, **whom})}"


def template_meant(request: SignedInRequest) -> Template | None:
    """By the address of a new request; 404 for a key that is none."""
    key = request.GET.get("request")
    if key is None:
        return None
    found = templates().get(key)
    if found is None:
        raise Http404
    return found


def preset_of(template: Template, person: Person, today: date) -> dict[str, object]:
    """What the form of a new promise of this person's begins with."""
    side = Side.PERFORMER if template.mine else Side.CUSTOMER
    until = last_day(today, working_days_of(person, today)) if template.habit else None
    about = {"direction": side.value, "request": template.key, "due_on": until}
    return {**about, "important": template.important}


@require_GET
@signed_in
def page(request: SignedInRequest, pair_id: UUID) -> HttpResponse:
    two, today = two_or_404(request, pair_id), request.today
    pair = two.pair
    between = Commitment.objects.visible_to(request.person).between(pair.leader, pair.hr_partner)
    asked = between.requests().open().order_by(*LONGEST_WAITING)[:SHOWN]
    values = values_on(today)
    talks = hard_talks_between(pair, today, values.whole("honour_min_n"))
    found = requests_between(pair.leader, pair.hr_partner, today, values)
    context = {
        "two": two,
        "pair": pair,
        "begins": begins(pair) if two.is_open else [],
        "rows": rows(asked, request.person, today, sides=sides_of(pair)),
        "days": values.whole("honour_window_days"),
        "asked": found.asked,
        "with_reason": found.with_reason,
        "natures": natures_of(found),
        "talks": hard_talk_words(talks, pair) if request.has(KEPT_PROMISES) else None,
        "talk_days": WINDOW_DAYS,
        "plan_url": begin_url(HARD_TALK, pair) if two.is_open else "",
        "heard": heard_words(found.heard_first) if request.has(KEPT_PROMISES) else None,
    }
    return render(request, "commitments/requests.html", context)


def sides_of(pair: Pair) -> dict[UUID, str]:
    return {pair.leader_id: "leader", pair.hr_partner_id: "hr"}


def natures_of(found: Requests) -> Sequence[tuple[str, int]]:
    """With a line for those nobody has called anything."""
    said = [(str(NATURES[nature]), number) for nature, number in found.by_nature.items()]
    unsaid = found.asked - sum(found.by_nature.values())
    return [*said, (_("Not said"), unsaid)] if unsaid else said


@require_POST
@signed_in
def nature(request: SignedInRequest, commitment_id: UUID, nature: str) -> HttpResponse:
    """One tap of either of the two; for a deputy, and for what is no request, it is not there."""
    mine = Commitment.objects.visible_to(request.person).own(request.person).requests()
    commitment = get_object_or_404(mine.exclude(wrapped_key=None), pk=commitment_id)
    if nature not in set(Nature):
        raise Http404
    meant = Nature(nature)
    call_it(commitment=commitment, nature=meant, by=request.person, at=request.at)
    messages.success(request, _("Said: %(nature)s.") % {"nature": NATURES[meant]})
    return redirect(commitment)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page of a promise says of it as a request."""

    about: str
    nature: str
    others: Sequence[tuple[str, str]]  # natures it could be called, and where


def asked(row: PromiseRow, request: SignedInRequest) -> Asked | None:
    """None for what is no request."""
    commitment = row.commitment
    if not is_request(commitment):
        return None
    template = templates().get(commitment.request)
    now = Nature(commitment.nature) if commitment.nature else None
    own = request.person in (commitment.customer, commitment.performer)
    others = [each for each in Nature if each is not now]
    others = others if own and not row.is_without_words else []
    url = "commitments:nature"
    return Asked(
        about=template.name if template else "",
        nature=str(NATURES[now]) if now else "",
        others=[(str(NATURES[each]), reverse(url, args=[commitment.pk, each])) for each in others],
    )

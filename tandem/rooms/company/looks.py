"""Looking at how somebody's pages are set up, and what people are told of looks and openings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.access.roles import Permission
from tandem.organisation import support
from tandem.organisation.http import SignedInRequest, permitted, signed_in
from tandem.organisation.models import (
    Area,
    Assignment,
    Grounds,
    Invitation,
    Notice,
    Person,
    SupportSession,
)
from tandem.organisation.switches import FEATURES
from tandem.organisation.widening import NoGrounds
from tandem.partnership.models import Pair
from tandem.rooms.company import two_key_words
from tandem.rooms.company.picking import PickForm, find

SHOWN = 20


@dataclass(frozen=True, slots=True)
class SetUp:
    """How somebody's pages are set up. Counts, states and days; nothing that anybody wrote."""

    roles: Sequence[str]
    duties: Sequence[Assignment]
    areas: int
    pairs: int
    former_pairs: int
    has_account: bool
    may_sign_in: bool
    last_sign_in: date | None
    invited_until: datetime | None
    features: Sequence[tuple[str, bool]]


def set_up_of(person: Person, request: SignedInRequest) -> SetUp:
    today, account = request.today, person.account
    person.known_held = (today, person.held(today))
    ends = [*Pair.objects.visible_to(person).values_list("end_on", flat=True)]
    running = sum(end is None or end > today for end in ends)
    invitation = Invitation.objects.open_at(request.at).filter(person=person).first()
    return SetUp(
        roles=sorted(each.name for each in person.roles(today)),
        duties=[*Assignment.objects.of(person).on(today).select_related("area")],
        areas=Area.objects.visible_to(person, today).count(),
        pairs=running,
        former_pairs=len(ends) - running,
        has_account=account is not None,
        may_sign_in=account is not None and account.is_active,
        last_sign_in=localdate(account.last_login) if account and account.last_login else None,
        invited_until=invitation.expires_at if invitation else None,
        features=[(_(each.name), request.has(each)) for each in FEATURES],
    )


@require_http_methods(["GET", "POST"])
@permitted(Permission.LOOK_AT_SET_UP)
def looks(request: SignedInRequest) -> HttpResponse:
    """Find somebody, say why, look. And the looks that were."""
    sent = request.method == "POST"
    found = find((request.POST if sent else request.GET).get("q", ""), request.today)
    form = PickForm(request.POST if sent else None, found=found, today=request.today)
    form.fields["why"].help_text = _("A few words. The person reads them at once.")
    if form.is_valid():
        who, why = form.cleaned_data["person"], form.cleaned_data["why"]
        try:
            session = support.begin(person=who, why=why, by=request.person, at=request.at)
        except (support.UnableToLook, NoGrounds) as refused:
            form.add_error("person", str(refused))
        else:
            return redirect("company:look", session_id=session.pk)
    mine = [*SupportSession.objects.visible_to(request.person).filter(by=request.person)[:SHOWN]]
    why_of = Grounds.objects.by_row(each.pk for each in mine)
    context = {
        "found": found,
        "form": form,
        "mine": [(each, why_of.get(each.pk, ""), each.is_running(request.at)) for each in mine],
    }
    return render(request, "company/looks.html", context, status=422 if form.errors else 200)


@require_GET
@permitted(Permission.LOOK_AT_SET_UP)
def look(request: SignedInRequest, session_id: UUID) -> HttpResponse:
    """The set-up, while the look lasts; afterwards that it is over."""
    mine = SupportSession.objects.visible_to(request.person).filter(by=request.person)
    session = get_object_or_404(mine, pk=session_id)
    context: dict[str, object] = {"session": session}
    try:
        person = support.look(session=session, by=request.person, at=request.at)
    except support.UnableToLook as over:
        context["over"] = str(over)
        return render(request, "company/look.html", context, status=410)
    context["set_up"] = set_up_of(person, request)
    return render(request, "company/look.html", context)


@require_POST
@signed_in
def end(request: SignedInRequest, session_id: UUID) -> HttpResponse:
    """By who looks, or by who is looked at."""
    session = get_object_or_404(SupportSession.objects.visible_to(request.person), pk=session_id)
    support.end(session=session, by=request.person, at=request.at)
    messages.success(request, _("The look is over."))
    return redirect("company:looks" if session.by == request.person else "company:notices")


@require_GET
@signed_in
def notices(request: SignedInRequest) -> HttpResponse:
    """Everything the reader was told of, the latest first, with what they may do about it."""
    mine = Notice.objects.visible_to(request.person).select_related("person")
    told = two_key_words.told_by(mine)
    context = {
        "told": [
            (each, bool(each.session and each.session.is_running(request.at))) for each in told
        ]
    }
    return render(request, "company/notices.html", context)


@require_POST
@signed_in
def read(request: SignedInRequest, notice_id: UUID) -> HttpResponse:
    notice = Notice.objects.visible_to(request.person).filter(pk=notice_id).first()
    if notice is None:
        raise Http404
    support.read_notice(notice=notice, by=request.person, at=request.at)
    return redirect("company:notices")

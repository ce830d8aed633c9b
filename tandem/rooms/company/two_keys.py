"""Asked by one, confirmed by another: one request, its yes and no; and asking for an opening."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tandem.access.roles import Permission
from tandem.organisation import two_keys
from tandem.organisation.http import SignedInRequest, permitted, signed_in
from tandem.organisation.models import Grounds, LegalReason, TwoKeyRequest, Wish
from tandem.organisation.models.grounds import LONGEST
from tandem.partnership import openings
from tandem.partnership.commitments.models import Commitment
from tandem.partnership.models import Pair
from tandem.rooms.company import two_key_words
from tandem.rooms.company.picking import Found, find, typed

SHOWN = 20
NOTHING_THERE = gettext_lazy("There is no promise and no pair at this address.")


class NoForm(forms.Form):
    answer = forms.CharField(
        label=gettext_lazy("Why not"),
        max_length=LONGEST,
        help_text=gettext_lazy("A few words. Who asked reads them."),
    )


def request_or_404(request: SignedInRequest, request_id: UUID) -> TwoKeyRequest:
    """One's own, one that one settled, or one that one could confirm."""
    by_role = Q(wish=Wish.ROLE, detail__in=two_keys.roles_to_confirm(request.roles))
    mine = Q(asked_by=request.person) | Q(settled_by=request.person)
    if request.may(Permission.CONFIRM_OPENING):
        by_role |= Q(wish=Wish.OPENING)
    if request.may(Permission.CONFIRM_HOLD):
        by_role |= Q(wish__in=two_key_words.HOLDING)
    found = TwoKeyRequest.objects.filter(by_role | mine, pk=request_id)
    one = found.select_related("asked_by__account", "settled_by").first()
    if one is None:
        raise Http404
    own = request.person in (one.asked_by, one.settled_by)
    if one.wish == Wish.ROLE or own or two_keys.is_second_key(one, request.person, request.at):
        return one
    raise Http404


def shown(
    request: SignedInRequest, one: TwoKeyRequest, form: NoForm | None = None, refused: str = ""
) -> HttpResponse:
    opening, waits = one.wish == Wish.OPENING, one.is_waiting(request.at)
    own = one.asked_by == request.person
    context = {
        "request_": one,
        "sentence": two_key_words.asked_sentence(one),
        "why": Grounds.objects.by_row([one.pk]).get(one.pk, ""),
        "legal_reason": LegalReason(one.legal_reason).label if one.legal_reason else "",
        "holding": one.wish in two_key_words.HOLDING,
        "opening": opening,
        "waits": waits,
        "is_open": one.is_open(request.at),
        # But for a role the door let nobody in who is neither the one who asked nor a second key.
        "confirms": waits
        and not own
        and (one.wish != Wish.ROLE or two_keys.may_confirm(one, request.person, request.at)),
        "own": own,
        "form": form or NoForm(),
        "refused": refused,
    }
    status = 422 if refused or (form and form.errors) else 200
    return render(request, "company/two_keys.html", context, status=status)


@require_GET
@signed_in
def page(request: SignedInRequest, request_id: UUID) -> HttpResponse:
    return shown(request, request_or_404(request, request_id))


@require_POST
@signed_in
def confirm(request: SignedInRequest, request_id: UUID) -> HttpResponse:
    one = request_or_404(request, request_id)
    try:
        two_keys.confirm(request=one, by=request.person, at=request.at)
    except PermissionDenied as refused:
        return shown(request, request_or_404(request, request_id), refused=str(refused))
    messages.success(request, _("Confirmed. It holds from now on."))
    return redirect("company:two_keys", request_id=one.pk)


@require_POST
@signed_in
def decline(request: SignedInRequest, request_id: UUID) -> HttpResponse:
    one = request_or_404(request, request_id)
    form = NoForm(request.POST)
    if not form.is_valid():
        return shown(request, one, form)
    try:
        answer = form.cleaned_data["answer"]
        two_keys.decline(request=one, why=answer, by=request.person, at=request.at)
    except PermissionDenied as refused:
        return shown(request, request_or_404(request, request_id), refused=str(refused))
    messages.success(request, _("Declined. Nothing changes."))
    return redirect("company:two_keys", request_id=one.pk)


# ---- openings


class OpeningForm(forms.Form):
    """Which pair or promise, the legal reason, and why. `q` carries what was typed to find."""

    pair = forms.ChoiceField(label=gettext_lazy("A pair"), widget=forms.RadioSelect, required=False)
    promise = forms.CharField(
        label=gettext_lazy("Or one promise"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("The address of its page, as one of the two can hand it to you."),
    )
    legal_reason = forms.ChoiceField(
        label=gettext_lazy("Legal reason"), choices=[("", "–"), *LegalReason.choices]
    )
    why = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=LONGEST,
        help_text=gettext_lazy("A few words. The second person and the two it is about read them."),
    )
    q = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, found: Found) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(data, initial={"q": found.words})
        people = [one.pk for one in found.people]
        self.pairs = {
            str(each.pk): each
            for each in Pair.objects.filter(Q(leader__in=people) | Q(hr_partner__in=people))
            .select_related("leader", "hr_partner", "area")
            .order_by("-start_on", "id")[:SHOWN]
        }
        field = self.fields["pair"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, f"{each}, {each.area.name}") for key, each in self.pairs.items()]
        if not self.pairs:
            del self.fields["pair"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        pair, address = cleaned.get("pair", ""), cleaned.get("promise", "").strip()
        if bool(pair) == bool(address):
            raise forms.ValidationError(_("Choose a pair, or give the address of one promise."))
        cleaned["what"] = self.pairs[pair] if pair else promise_at(address)
        if cleaned["what"] is None:
            self.add_error("promise", NOTHING_THERE)
        return cleaned


def promise_at(address: str) -> Pair | Commitment | None:
    """The last id in an address, whatever stands around it."""
    for part in reversed(address.rstrip("/").split("/")):
        try:
            return openings.openable(UUID(part))
        except ValueError:
            continue
    return None


@require_http_methods(["GET", "POST"])
@permitted(Permission.ASK_TO_OPEN)
def ask_to_open(request: SignedInRequest) -> HttpResponse:
    sent = typed(request)
    found = find((request.GET if sent is None else sent).get("q", ""), request.today)
    form = OpeningForm(sent, found=found)
    if form.is_valid():
        try:
            one = openings.ask_to_open(
                what=form.cleaned_data["what"],
                legal_reason=LegalReason(form.cleaned_data["legal_reason"]),
                why=form.cleaned_data["why"],
                by=request.person,
                at=request.at,
            )
        except PermissionDenied as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Asked. Somebody independent has to confirm it."))
            return redirect("company:two_keys", request_id=one.pk)
    asked = TwoKeyRequest.objects.of(Wish.OPENING).filter(asked_by=request.person)[:SHOWN]
    context = {
        "form": form,
        "found": found,
        "asked": [(each, two_key_words.what_words(each)) for each in asked],
    }
    status = 422 if form.errors else 200
    return render(request, "company/ask_to_open.html", context, status=status)


@require_GET
@never_cache
@signed_in
def opened(request: SignedInRequest, request_id: UUID) -> HttpResponse:
    """The words themselves, to the two who hold the keys. To everybody else it is not there."""
    try:
        found = openings.read(request_id, reader=request.person, at=request.at)
    except openings.NotOpen as closed:
        raise Http404 from closed
    context = {
        "opened": found,
        "promises": [
            (one, [each for each in moves if each.words or each.what not in ("", one.what)])
            for one, moves in found.promises.items()
        ],
        "until": two_key_words.moment(found.request.open_until),
    }
    return render(request, "company/opened.html", context)

"""Legal holds: a privacy officer sees them all, asks for one, and asks for one to be lifted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tandem.access.roles import Permission
from tandem.organisation.http import SignedInRequest, permitted
from tandem.organisation.models import LegalReason, Person
from tandem.organisation.models.grounds import LONGEST
from tandem.partnership.holds import actions
from tandem.partnership.holds.models import LegalHold
from tandem.partnership.models import Pair
from tandem.rooms.company.picking import Found, find, typed

SHOWN = 20
REASONS = [("", "–"), *((each.value, each.label) for each in actions.REASONS)]


def why() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Why"),
        max_length=LONGEST,
        help_text=gettext_lazy("A few words. The second person reads them."),
    )


class HoldForm(forms.Form):
    what = forms.ChoiceField(
        label=gettext_lazy("Whose words are kept?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a pair, or a person.")},
    )
    legal_reason = forms.ChoiceField(label=gettext_lazy("Legal reason"), choices=REASONS)
    why = why()
    q = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, found: Found) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(data, initial={"q": found.words})
        people = [one.pk for one in found.people]
        pairs = Pair.objects.filter(Q(leader__in=people) | Q(hr_partner__in=people))
        shown = pairs.select_related("leader", "hr_partner", "area").order_by("-start_on", "id")
        named: list[Pair | Person] = [*shown[:SHOWN], *found.people]
        self.named = {str(each.pk): each for each in named}
        field = self.fields["what"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, said(each)) for key, each in self.named.items()]
        if not self.named:
            del self.fields["what"]


class LiftForm(forms.Form):
    why = why()


def said(what: Pair | Person) -> str:
    if isinstance(what, Pair):
        return _("%(pair)s, %(area)s") % {"pair": what, "area": what.area.name}
    return _("%(name)s, with every partner they have or had") % {"name": what.name}


@require_http_methods(["GET", "POST"])
@permitted(Permission.ASK_TO_HOLD)
def page(request: SignedInRequest) -> HttpResponse:
    sent = typed(request)
    found = find((request.GET if sent is None else sent).get("q", ""), request.today)
    form = HoldForm(sent, found=found)
    if form.is_valid():
        given = form.cleaned_data
        try:
            one = actions.ask_to_hold(
                what=form.named[given["what"]], legal_reason=LegalReason(given["legal_reason"]),
                why=given["why"], by=request.person, at=request.at,
            )  # fmt: skip
        except PermissionDenied as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Asked. Somebody independent has to confirm it."))
            return redirect("company:two_keys", request_id=one.pk)
    holds = [(each, said(each.what)) for each in LegalHold.objects.told_with_keys()]
    context = {
        "form": form,
        "found": found,
        "running": [each for each in holds if each[0].end_on is None],
        "lifted": [each for each in holds if each[0].end_on is not None],
    }
    return render(request, "company/holds.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@permitted(Permission.ASK_TO_HOLD)
def lift(request: SignedInRequest, hold_id: UUID) -> HttpResponse:
    holds = LegalHold.objects.told_with_keys().still()
    hold = get_object_or_404(holds, pk=hold_id)
    form = LiftForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data["why"]
        try:
            one = actions.ask_to_lift(hold=hold, why=given, by=request.person, at=request.at)
        except PermissionDenied as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Asked. Somebody independent has to confirm it."))
            return redirect("company:two_keys", request_id=one.pk)
    context = {"hold": hold, "what": said(hold.what), "form": form}
    return render(request, "company/lift_hold.html", context, status=422 if form.errors else 200)

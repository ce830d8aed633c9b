"""Days away of somebody who cannot enter them, and who leaves with promises open."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from tandem.access.roles import Permission
from tandem.organisation import absences
from tandem.organisation.absences import UnableToBeAway
from tandem.organisation.http import SignedInRequest, permitted
from tandem.organisation.models import AbsenceKind
from tandem.partnership import leaving
from tandem.partnership.partings import AHEAD
from tandem.rooms.company.duties import a_day
from tandem.rooms.company.picking import Found, PickForm, find


class AwayForm(PickForm):
    first = a_day(gettext_lazy("First day"))
    last = a_day(gettext_lazy("Last day"), gettext_lazy("Leave it empty while nobody knows it."))
    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        help_text=gettext_lazy("Kept for the person alone: nobody else can read it afterwards."),
        choices=AbsenceKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Pick one.")},
    )
    field_order = ["person", "first", "last", "kind"]

    def __init__(self, data: Any = None, *, found: Found, today: date) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(data, found=found, today=today)
        del self.fields["why"]  # the kind is enough, and shown to the person alone
        self.initial["first"] = today
        self.fields["last"].required = False

    def clean_kind(self) -> AbsenceKind:
        return AbsenceKind(self.cleaned_data["kind"])


@require_GET
@permitted(Permission.SET_UP_COMPANY)
def leavers(request: SignedInRequest) -> HttpResponse:
    """Who leaves with promises open: how many, and with whom. Their words are not shown here."""
    context = {"leavers": leaving.leavers(request.today), "ahead": AHEAD.days}
    return render(request, "company/leavers.html", context)


@require_http_methods(["GET", "POST"])
@permitted(Permission.SET_UP_COMPANY)
def away(request: SignedInRequest) -> HttpResponse:
    """Find somebody, say from when until when."""
    sent = request.method == "POST"
    found = find((request.POST if sent else request.GET).get("q", ""), request.today)
    form = AwayForm(request.POST if sent else None, found=found, today=request.today)
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("person", "first", "last", "kind")}
        try:
            absences.enter(**given, by=request.person, at=request.at)
        except UnableToBeAway as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            said = _("Entered for %(name)s, who can end it any day.")
            messages.success(request, said % {"name": given["person"].name})
            return redirect("company:away")
    context = {"found": found, "form": form}
    return render(request, "company/away.html", context, status=422 if form.errors else 200)

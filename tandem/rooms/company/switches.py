"""What a company may switch off, for instance until its works council has agreed."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tandem.access.roles import Permission
from tandem.organisation import settings
from tandem.organisation.http import SignedInRequest, permitted
from tandem.organisation.models import Setting
from tandem.organisation.settings import UnableToSet
from tandem.organisation.switches import BY_KEY, FEATURES, Feature
from tandem.rooms.company.setting_forms import SwitchForm


@dataclass(frozen=True, slots=True)
class FeatureRow:
    key: str
    name: str
    meaning: str
    touches: str
    is_on: bool


def row_of(feature: Feature, request: SignedInRequest) -> FeatureRow:
    return FeatureRow(
        key=feature.key,
        name=_(feature.name),
        meaning=_(feature.meaning),
        touches=_(feature.touches),
        is_on=request.has(feature),
    )


@require_GET
@permitted(Permission.SET_UP_COMPANY)
def every_feature(request: SignedInRequest) -> HttpResponse:
    rows = [row_of(feature, request) for feature in FEATURES]
    return render(request, "company/features.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
@permitted(Permission.SET_UP_COMPANY)
def one_feature(request: SignedInRequest, key: str) -> HttpResponse:
    """The reason is asked here. `to` says which way, so that a second tap does not turn it back."""
    feature = BY_KEY.get(key)
    if feature is None:
        raise Http404
    form = SwitchForm(request.POST if request.method == "POST" else None)
    to = request.POST.get("to")
    if request.method == "POST" and to not in ("on", "off"):
        form.add_error(None, _("Say whether to switch it on or off."))
    if form.is_valid():
        try:
            settings.switch(
                feature=feature, on=to == "on", **form.cleaned_data,
                by=request.person, at=request.at,
            )  # fmt: skip
        except UnableToSet as error:
            form.add_error(None, str(error))
        else:
            told = _("%(name)s: switched on.") if to == "on" else _("%(name)s: switched off.")
            messages.success(request, told % {"name": _(feature.name)})
            return redirect("company:features")
    context = {
        "row": row_of(feature, request),
        "history": Setting.objects.of(feature.setting),
        "form": form,
    }
    return render(request, "company/feature.html", context, status=422 if form.errors else 200)

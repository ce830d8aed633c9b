"""Every detector with its rule, for who sets the company up: whether it is right often enough."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tandem.access.roles import Permission
from tandem.organisation.http import SignedInRequest, permitted
from tandem.organisation.models import Setting
from tandem.organisation.settings import UnableToSet, values_on
from tandem.organisation.values import Values
from tandem.partnership.signals.detectors import Detector, detectors
from tandem.partnership.signals.review import Tally, switch, tallies
from tandem.partnership.signals.rows import rule_words
from tandem.rooms.signals.forms import SwitchForm


@dataclass(frozen=True, slots=True)
class DetectorRow:
    key: str
    name: str
    rule: str
    is_on: bool
    off_with: str  # what it is a part of, where that is switched off
    tally: Tally | None

    @property
    def not_true_percent(self) -> int:
        return round(100 * self.tally.not_true / self.tally.fired) if self.tally else 0


def row_of(detector: Detector, values: Values, counted: Mapping[str, Tally]) -> DetectorRow:
    whole = detector.part_of
    return DetectorRow(
        key=detector.key,
        name=_(detector.name),
        rule=rule_words(detector, values),
        is_on=detector.is_on(values),
        off_with="" if whole is None or detector.is_there(values) else _(whole.name),
        tally=counted.get(detector.key),
    )


@require_GET
@permitted(Permission.SET_UP_COMPANY)
def every_detector(request: SignedInRequest) -> HttpResponse:
    values, counted = values_on(request.today), tallies()
    shown = [row_of(each, values, counted) for each in detectors().values()]
    return render(request, "signals/detectors.html", {"rows": shown})


@require_http_methods(["GET", "POST"])
@permitted(Permission.SET_UP_COMPANY)
def one_detector(request: SignedInRequest, key: str) -> HttpResponse:
    """`to` says which way, so that a second tap does not turn it back."""
    detector = detectors().get(key)
    if detector is None:
        raise Http404
    row = row_of(detector, values_on(request.today), tallies())
    form = SwitchForm(request.POST if request.method == "POST" else None)
    to = request.POST.get("to")
    if request.method == "POST" and to not in ("on", "off"):
        form.add_error(None, _("Say whether to switch it on or off."))
    elif request.method == "POST" and row.off_with:
        form.add_error(None, _("It is off while “%(whole)s” is.") % {"whole": row.off_with})
    if form.is_valid() and turned(detector, form, on=to == "on", request=request):
        return redirect("signals:detectors")
    history = [(each, _(each.reason)) for each in Setting.objects.of(detector.setting)]
    context = {"row": row, "history": history, "form": form}
    return render(request, "signals/detector.html", context, status=422 if form.errors else 200)


def turned(detector: Detector, form: SwitchForm, *, on: bool, request: SignedInRequest) -> bool:
    """Whether it was; otherwise the form says why not."""
    reason = form.cleaned_data["reason"]
    try:
        switch(detector, on=on, reason=reason, by=request.person, at=request.at)
    except UnableToSet as error:
        form.add_error(None, str(error))
        return False
    told = _("%(name)s: switched on.") if on else _("%(name)s: switched off.")
    messages.success(request, told % {"name": _(detector.name)})
    return True

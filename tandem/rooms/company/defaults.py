"""The values of the company: what each means, what is in force, and how it came to be."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from tandem.access.roles import Permission
from tandem.organisation import settings
from tandem.organisation.http import SignedInRequest, permitted
from tandem.organisation.models import Setting
from tandem.organisation.settings import UnableToSet, values_on
from tandem.organisation.values import BY_KEY, REGISTRY, Value, Values
from tandem.rooms.company import setting_words as words
from tandem.rooms.company.setting_forms import ValueForm


@dataclass(frozen=True, slots=True)
class ValueRow:
    known: Value
    name: str
    meaning: str
    current: str
    default: str
    allowed: str
    used: str
    url: str

    @property
    def is_changed(self) -> bool:
        return self.current != self.default


def row_of(known: Value, values: Values) -> ValueRow:
    return ValueRow(
        known=known,
        name=_(known.name),
        meaning=_(known.meaning),
        current=words.value_words(known, values.of(known.key)),
        default=words.value_words(known, known.default),
        allowed=words.allowed_words(known),
        used=words.used_words(known),
        url=reverse("company:value", args=[known.key]),
    )


@require_GET
@permitted(Permission.SET_UP_COMPANY)
def every_value(request: SignedInRequest) -> HttpResponse:
    values = values_on(request.today)
    groups = [
        (_(group), [row_of(known, values) for known in of_it])
        for group, of_it in groupby(REGISTRY, key=lambda each: each.group)
    ]
    return render(request, "company/values.html", {"groups": groups})


@require_http_methods(["GET", "POST"])
@permitted(Permission.SET_UP_COMPANY)
def one_value(request: SignedInRequest, key: str) -> HttpResponse:
    known = BY_KEY.get(key)
    if known is None:
        raise Http404
    before = values_on(request.today).of(key)
    typed = request.POST if request.method == "POST" else None
    form = ValueForm(typed, known=known, initial={"value": settings.said(known, before)})
    if form.is_valid():
        try:
            made = settings.set_value(
                known=known, **form.cleaned_data, by=request.person, at=request.at
            )
        except UnableToSet as error:
            form.add_error(None, str(error))
        else:
            told = words.changed_words(known, before, made.value) if made else ""
            messages.success(request, told or _("It is so already. Nothing was changed."))
            return redirect("company:values")
    context = {
        "row": row_of(known, values_on(request.today)),
        "effect": words.effect_words(known),
        "history": history(known),
        "form": form,
    }
    return render(request, "company/value.html", context, status=422 if form.errors else 200)


@dataclass(frozen=True, slots=True)
class Was:
    """What was in force from a day on."""

    setting: Setting
    said: str


def history(known: Value) -> list[Was]:
    """The latest first."""
    chosen = Setting.objects.of(known.key)
    return [Was(each, words.value_words(known, each.value)) for each in chosen]

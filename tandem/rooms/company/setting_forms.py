"""Forms of the settings pages. Field names are the arguments of the actions they feed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from tandem.organisation.public_holidays import countries, subdivisions
from tandem.organisation.settings import said
from tandem.organisation.values import Value
from tandem.rooms.company.setting_words import unit_words

LONGEST_REASON = 500


class CountryForm(forms.Form):
    """Asked first, because it decides which regions there are."""

    country = forms.ChoiceField(label=_lazy("Country"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        every = [("", _("No public holidays")), *countries().items()]
        self.fields["country"].choices = every  # type: ignore[attr-defined]


class CalendarForm(forms.Form):
    """Region and weekdays of the country that was chosen before."""

    country = forms.CharField(required=False, widget=forms.HiddenInput)
    site = forms.CharField(required=False, widget=forms.HiddenInput)
    subdivision = forms.ChoiceField(label=_lazy("Region"), required=False)
    weekdays = forms.TypedMultipleChoiceField(
        label=_lazy("Days on which people work"),
        choices=[(str(number), name) for number, name in WEEKDAYS.items()],
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _lazy("Tick one day at least: clocks need a day to count.")},
    )

    def __init__(self, *args: Any, country: str, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        regions = sorted(subdivisions(country).items(), key=lambda item: item[1])
        if regions:
            whole = [("", _("The whole country"))]
            self.fields["subdivision"].choices = whole + regions  # type: ignore[attr-defined]
        else:
            del self.fields["subdivision"]


class OwnDayForm(forms.Form):
    site = forms.CharField(required=False, widget=forms.HiddenInput)
    day = forms.DateField(
        label=_lazy("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _lazy("Write the day as year-month-day: 2026-12-24.")},
    )
    works = forms.TypedChoiceField(
        label=_lazy("What it is"),
        choices=[("off", _lazy("A day off")), ("works", _lazy("A day worked"))],
        coerce=lambda word: word == "works",
        initial="off",
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label=_lazy("Its name"), max_length=80,
        help_text=_lazy("As people call it: Christmas Eve, stocktaking, bridge day."),
    )  # fmt: skip


class ValueForm(forms.Form):
    value = forms.DecimalField(max_digits=9)
    reason = forms.CharField(
        label=_lazy("Why"), max_length=LONGEST_REASON, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, *args: Any, known: Value, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        field = self.fields["value"]
        field.label = _("New value, in %(unit)s") % {"unit": unit_words(known)}
        field.help_text = _("%(lowest)s to %(highest)s.") % {
            "lowest": said(known, known.lowest), "highest": said(known, known.highest),
        }  # fmt: skip
        step = "1" if not known.places else "0.01"
        bounds = {"min": str(known.lowest), "max": str(known.highest), "step": step}
        field.widget.attrs.update(bounds)
        self.fields["reason"].help_text = reason_words(known)


def reason_words(known: Value) -> str:
    if known.only_upwards:
        return _("Needed when you come back down from a higher value.")
    return {
        "none": _("It stands in the list of changes."),
        "lower": _("Needed for a lower value: it weakens a protection."),
        "higher": _("Needed for a higher value: it weakens a protection."),
    }[known.guard.value]


class SwitchForm(forms.Form):
    reason = forms.CharField(
        label=_lazy("Why"), max_length=LONGEST_REASON,
        help_text=_lazy("It stands in the list of changes."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

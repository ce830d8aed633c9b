"""What one sees coming, in two fields; and the thanks, written already."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.rooms.heads_ups.models import TEXT_LENGTH, HeadsUp, Kind
from tandem.rooms.heads_ups.words import THANKS


class GiveForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pick one of the three.")},
    )
    text = forms.CharField(
        label=_("What do you see coming?"),
        help_text=_("A sentence or two. Facts, and what you would look at."),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say in a sentence what you see.")},
    )

    def clean_kind(self) -> Kind:
        return Kind(self.cleaned_data["kind"])


class ThanksForm(forms.Form):
    """Empty, it is the usual thanks: one tap is enough."""

    thanks = forms.CharField(label=_("Your words"), max_length=TEXT_LENGTH, required=False)

    def __init__(self, data: Any = None, *, to: HeadsUp) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(data, initial={"thanks": THANKS}, auto_id=f"id_%s_{to.pk}")

    def clean_thanks(self) -> str:
        said: str = self.cleaned_data["thanks"]
        return said or str(THANKS)

"""What one of the two proposes: words for both, and who reads them once both have signed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from tandem.access.tiers import Tier
from tandem.partnership.models import Vision
from tandem.partnership.vision.models import TEXT_LENGTH
from tandem.partnership.vision.rules import MOST_WORDS, words_in
from tandem.rooms.visions.words import readers_words


class VisionForm(forms.Form):
    """`seen` is the mark of the proposal it takes the place of.

    The box takes more than may be sent: a browser would cut a pasted text off without a word.
    """

    words = forms.CharField(
        label=_("In at most 80 words"),
        help_text=_(
            "How do you two want people to be led and looked after here? One wording for both of "
            "you; your partner can change it before saying yes."
        ),
        error_messages={"required": _("Say something first. A sentence is enough.")},
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    readers = forms.TypedChoiceField(
        label=_("Who reads it, once both of you have signed?"),
        coerce=Tier,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who reads it.")},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, *, now: Vision | None, seen: str, area: str) -> None:  # noqa: ANN401 - Django's signature
        begins = {"words": now.words, "readers": now.readers} if now else {}
        super().__init__(data, initial=begins | {"seen": seen})
        choices = [(each.value, readers_words(each, area)) for each in (Tier.AREA, Tier.OPEN)]
        self.fields["readers"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        if (number := words_in(words)) > MOST_WORDS:
            said = ngettext(
                "These are %(number)s words; one too many. All of them are still here: shorten it.",
                "These are %(number)s words; %(over)s too many. All of them are still here: "
                "shorten it.",
                number - MOST_WORDS,
            )
            raise forms.ValidationError(said % {"number": number, "over": number - MOST_WORDS})
        if not number:
            raise forms.ValidationError(gettext("Say something first. A sentence is enough."))
        if len(words) > TEXT_LENGTH:
            said = gettext("Say it in at most %(most)s characters; there are %(number)s now.")
            raise forms.ValidationError(said % {"most": TEXT_LENGTH, "number": len(words)})
        return words

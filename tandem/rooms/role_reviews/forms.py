"""Seven questions, and a sentence of one's own: kept half-filled, sent whole."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.partnership.agreeing.rules import Side
from tandem.partnership.models import RoleReview
from tandem.partnership.role_review.items import KEYS, items
from tandem.partnership.role_review.models import HELP_LENGTH
from tandem.partnership.role_review.rules import Marks
from tandem.rooms.role_reviews.words import ANSWERS

KEEP = "keep"
"""The name of the button that keeps it for later; with it nothing needs an answer."""
CHOICES = [(str(mark), words) for mark, words in ANSWERS.items()]


class AnswersForm(forms.Form):
    words = forms.CharField(
        label=_("What would help? One sentence"),
        help_text=_("It is read with your answers, and by nobody else."),
        max_length=HELP_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any, *, side: Side, about: str, mine: RoleReview | None) -> None:  # noqa: ANN401 - Django's signature
        begins: dict[str, Any] = {"words": mine.words} if mine else {}
        super().__init__(data, initial=begins | (dict(mine.answers) if mine else {}))
        for item in items():
            self.fields[item.key] = forms.TypedChoiceField(
                label=item.asked(side, about),
                choices=CHOICES,
                coerce=int,
                empty_value=None,
                required=not self.keeps,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose an answer. “I cannot say” is one, too.")},
            )
        self.order_fields([*KEYS, "words"])

    @property
    def keeps(self) -> bool:
        return self.is_bound and KEEP in self.data

    @property
    def marks(self) -> Marks:
        """Of those that were answered."""
        given = {key: self.cleaned_data.get(key) for key in KEYS}
        return {key: mark for key, mark in given.items() if mark is not None}

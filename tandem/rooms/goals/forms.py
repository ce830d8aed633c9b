"""How two settle what is at odds."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.partnership.goals.models import HOW_LENGTH
from tandem.partnership.goals.rules import SAY_HOW, Says


class MarkForm(forms.Form):
    """One tap. A browser sends what the button holds."""

    one = forms.UUIDField()
    other = forms.UUIDField()
    says = forms.TypedChoiceField(choices=[(each.value, each.value) for each in Says], coerce=Says)


class SettleForm(forms.Form):
    how = forms.CharField(
        label=_("How do you two settle it?"),
        help_text=_(
            "A sentence: which goal gives way, by how much or until when, or how both can be."
        ),
        max_length=HOW_LENGTH,
        error_messages={"required": _(SAY_HOW)},
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any, *, mark_id: UUID) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(data, auto_id=f"id_%s_{mark_id}")

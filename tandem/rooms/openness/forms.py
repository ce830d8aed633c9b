"""What one writes of oneself: one text, or the four parts of a context card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tandem.rooms.openness.models import (
    NOTE_LENGTH,
    PART_LENGTH,
    PARTS,
    WHY_LENGTH,
    WORRY_LENGTH,
    ContextCard,
)

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

OF_A_LEADER = _(
    "Why did you go into leading people? What drives you, and what do you want to leave behind?"
)
OF_HR = _("Why did you go into HR? What do you hope to accomplish, and what drives you?")


def text(
    label: str | _StrPromise, longest: int, *, rows: int = 3, missing: str | _StrPromise = "",
    hint: str | _StrPromise = "",
) -> forms.CharField:  # fmt: skip
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=longest,
        required=bool(missing),
        error_messages={"required": missing} if missing else {},
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class WhyForm(forms.Form):
    why = text(_("Why I do this"), WHY_LENGTH, rows=6, missing=_("Say in a sentence why."))

    def __init__(self, data: Any, *, begins_with: str, i_lead: bool) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(data, initial={"why": begins_with})
        self.fields["why"].help_text = OF_A_LEADER if i_lead else OF_HR


class ContextForm(forms.Form):
    """Four parts, none required by itself."""

    goals = text(_("My top three goals now"), PART_LENGTH)
    pressures = text(_("What presses"), PART_LENGTH)
    deadlines = text(_("Dates I cannot move"), PART_LENGTH)
    success = text(_("What would make this quarter a success"), PART_LENGTH)

    def __init__(self, data: Any, *, card: ContextCard | None) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(
            data, initial={part: getattr(card, part) for part in PARTS} if card else {}
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not any(given.get(part) for part in PARTS):
            raise forms.ValidationError(gettext("Say at least one of the four."))
        return given


class WorryForm(forms.Form):
    what = text(
        _("What keeps you up at night?"), WORRY_LENGTH, rows=4,
        missing=_("Write it in your own words, or leave it."),
        hint=_("For you alone. Whether you ever share it is yours to say."),
    )  # fmt: skip


class BetweenUsForm(forms.Form):
    words = text(
        _("Just between us"), NOTE_LENGTH, rows=5, missing=_("There is nothing written yet.")
    )

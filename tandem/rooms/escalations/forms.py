"""What is written on the way: each form has one text, and a choice where one is needed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.organisation.models import Person
from tandem.rooms.escalations.models import (
    DECISION_LENGTH,
    HEARD_LENGTH,
    MATTER_LENGTH,
    SETTLED_LENGTH,
    STRAIGHT_LENGTH,
    VIEW_LENGTH,
    Because,
    StraightBecause,
)

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

JUST_TALK = "talk"


def text(
    label: str | _StrPromise, longest: int, missing: str | _StrPromise, *, rows: int = 4,
    hint: str | _StrPromise = "",
) -> forms.CharField:  # fmt: skip
    return forms.CharField(
        label=label, help_text=hint, max_length=longest, error_messages={"required": missing},
        widget=forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


def line(label: str | _StrPromise, missing: str | _StrPromise) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=MATTER_LENGTH, error_messages={"required": missing}
    )


class BeginForm(forms.Form):
    matter = line(_("What is it about?"), _("A few words are enough."))
    how = forms.ChoiceField(
        label=_("How would you begin?"),
        choices=[
            (JUST_TALK, _("Can we talk?")),
            *((each.value, each.label) for each in Because),
        ],
        help_text=_("Begin with a talk. For the other three both of you write how you see it."),
        initial=JUST_TALK,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )


class BecauseForm(forms.Form):
    because = forms.ChoiceField(
        label=_("Why write it down?"),
        choices=Because.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )


class ViewForm(forms.Form):
    question = line(
        _("The question, as both of you would put it"), _("Put the question in a few words.")
    )
    view = text(
        _("How I see it"), VIEW_LENGTH, _("Write how you see it."), rows=9,
        hint=_(
            "What happened, what it does to the work, what you would like. What you saw, and no "
            "guesses about people."
        ),
    )  # fmt: skip


class HeardForm(forms.Form):
    heard = text(
        _("In one sentence: what did you hear?"), HEARD_LENGTH, _("One sentence is enough."), rows=2
    )


class SettledForm(forms.Form):
    words = text(
        _("What the two of you agreed"), SETTLED_LENGTH,
        _("Say in a sentence what you two agreed."), rows=3,
    )  # fmt: skip


class DecisionForm(forms.Form):
    decision = text(_("What is decided"), DECISION_LENGTH, _("Say what you decide."))
    reason = text(
        _("Why"), DECISION_LENGTH, _("Say why: both of them read it."),
        hint=_("Both of them read it, word for word."),
    )  # fmt: skip


class StraightForm(forms.Form):
    because = forms.ChoiceField(
        label=_("What is it about?"),
        choices=StraightBecause.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one. For everything else there is the way together.")
        },
    )
    to = forms.ChoiceField(
        label=_("Whom do you turn to?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whom you turn to.")},
    )
    words = text(
        _("What should they know?"), STRAIGHT_LENGTH, _("Say in your words what happened."), rows=8,
        hint=_("What you saw and heard, when, and what you fear. They will ask you the rest."),
    )  # fmt: skip

    def __init__(self, data: Any, *, people: Iterable[Person], begins_with: str = "") -> None:  # noqa: ANN401 - Django's signature
        super().__init__(data, initial={"words": begins_with})
        choices = [(str(each.pk), each.name) for each in people]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField


class AnswerForm(forms.Form):
    answer = text(
        _("What is done about it, and why"), STRAIGHT_LENGTH,
        _("Say what is done about it, and why."), rows=6,
    )  # fmt: skip

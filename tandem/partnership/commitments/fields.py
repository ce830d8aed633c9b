"""Fields that more than one form of a promise has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from django import forms
from django.utils.translation import gettext_lazy as _

from tandem.partnership.commitments.models import LINK_LENGTH, WEB, WHAT_LENGTH, Commitment
from tandem.partnership.commitments.requests import Passed
from tandem.partnership.commitments.standing import Blocked, Confidence, Size

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

V = TypeVar("V", bound=StrEnum)
SIZES = {
    Size.SMALL: _("Small: within an hour or two"),
    Size.MEDIUM: _("Medium: some days beside other work"),
    Size.LARGE: _("Large: weeks"),
}
CONFIDENCES = {
    Confidence.HIGH: _("High"),
    Confidence.MEDIUM: _("Medium"),
    Confidence.LOW: _("Low: tell each other early"),
}
BLOCKS = {Blocked.DECISION: _("A decision"), Blocked.OUTSIDE: _("Something outside")}


PASSED = {
    Passed.SAFETY: _("Somebody’s safety"),
    Passed.LEGAL: _("The law, or a procedure it asks for"),
    Passed.CONFLICT: _("A conflict of interest"),
    Passed.OTHER: _("Something else, in my own words above"),
}


class DayInput(forms.DateInput):
    """The browser's own day picker, which speaks ISO whatever the language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def helpers() -> forms.Field:
    return forms.CharField(
        label=_("Who helps"),
        help_text=_("Names only. Tandem does not tell them, and they cannot read this."),
        max_length=WHAT_LENGTH,
        required=False,
    )


def size() -> forms.Field:
    return chosen(_("How large is it?"), SIZES, Size)


def confidence() -> forms.Field:
    field = chosen(_("How sure are you of the day?"), CONFIDENCES, Confidence)
    field.help_text = _("Of what you do yourself. Whom you ask can say it with their yes.")
    return field


def passed_because() -> forms.Field:
    field = chosen(_("If the other one is to hold it: what speaks for that?"), PASSED, Passed)
    field.help_text = _("A talk is heard best from who leads. You may leave this empty.")
    return field


def important() -> forms.Field:
    return forms.BooleanField(
        label=_("Important: they first say back what they heard"),
        help_text=_(
            "Where you ask: one sentence of theirs, and your “that’s it”, come before the answer."
        ),
        required=False,
    )


def evidence() -> forms.Field:
    return forms.URLField(
        label=_("Where it can be seen"),
        help_text=_("A link, such as https://share.example/report."),
        max_length=LINK_LENGTH,
        validators=[WEB],
        assume_scheme="https",
        required=False,
        error_messages={"invalid": _("Give a whole link that begins with https:// or http://.")},
    )


def blocked_by(others: Iterable[Commitment]) -> forms.Field:
    """`others`: open promises of the same two; the value of one of them is its id."""
    promises = [(str(one.pk), one.what) for one in others]
    kinds = [(kind.value, label) for kind, label in BLOCKS.items()]
    return forms.ChoiceField(
        label=_("What does it wait for?"),
        choices=[("", _("Nothing in particular")), *kinds, *promises],
        required=False,
    )


def chosen(label: str | _StrPromise, labels: Mapping[V, _StrPromise], kind: type[V]) -> forms.Field:
    """One of a few, or no answer."""
    choices = [("", _("No answer")), *((one.value, words) for one, words in labels.items())]
    return forms.TypedChoiceField(
        label=label, choices=choices, coerce=kind, empty_value=None, required=False
    )

"""What the two write: the wording both accept, and a value one of them read off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tandem.bridge.cards import named_measures
from tandem.organisation.models import Person
from tandem.partnership.commitments.fields import DayInput
from tandem.partnership.models import Pair
from tandem.partnership.outcomes.models import (
    DIGITS,
    MEASURED_LENGTH,
    NAME_LENGTH,
    NOTE_LENGTH,
    PART_LENGTH,
    PLACES,
    UNIT_LENGTH,
)
from tandem.partnership.outcomes.rules import NO_NUMBER, Terms
from tandem.partnership.refused import NotPossible

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def words(
    label: _StrPromise | str,
    missing: _StrPromise,
    longest: int,
    *,
    hint: _StrPromise | str = "",
    rows: int = 0,
) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=longest,
        error_messages={"required": missing},
        widget=forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput,
    )


def value(
    label: _StrPromise, *, required: bool = True, hint: _StrPromise | str = ""
) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        help_text=hint,
        required=required,
        max_digits=DIGITS,
        decimal_places=PLACES,
        error_messages={"required": _("Say the value as a number."), "invalid": _(NO_NUMBER)},
        widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
    )


class TermsForm(forms.Form):
    """The wording. `seen` is the mark of the one that is changed; empty where it is the first."""

    name = words(
        _("What should be so?"),
        _("Say what both of you answer for."),
        NAME_LENGTH,
        hint=_("A result, not a task, such as: people on the night shift choose to stay."),
    )
    measured_by = words(
        _("What is it measured by?"),
        _("Say how both of you will see it."),
        MEASURED_LENGTH,
        hint=_("Such as: of those who left in a year, how many chose to go."),
    )
    measure = forms.ChoiceField(
        label=_("A number Tandem counts itself, if one fits"), required=False
    )
    start = value(
        _("Where does it stand now?"),
        required=False,
        hint=_("Without a number here nobody can say whether it goes the right way."),
    )
    target = value(_("Where should it come to?"))
    unit = forms.CharField(
        label=_("Unit"),
        max_length=UNIT_LENGTH,
        required=False,
        help_text=_("Such as: %, days, people."),
    )
    by_on = forms.DateField(
        label=_("By when?"),
        widget=DayInput,
        error_messages={"required": _("Name the day."), "invalid": _("Name the day.")},
    )
    leader_part = words("", _("Say it in a sentence."), PART_LENGTH, rows=2)
    hr_part = words("", _("Say it in a sentence."), PART_LENGTH, rows=2)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, data: Mapping[str, Any] | None, *, by: Person, pair: Pair, terms: Terms | None = None
    ) -> None:
        """by: one of the two, who is not asked about themselves as about somebody else."""
        super().__init__(data, initial=begins_with(terms))
        for name, one in (("leader_part", pair.leader), ("hr_part", pair.hr_partner)):
            does = gettext("What %(name)s does for it") % {"name": one.called}
            self.fields[name].label = gettext("What you do for it") if one == by else does
        choices = [("", gettext("None of them")), *named_measures()]
        self.fields["measure"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    @property
    def terms(self) -> Terms:
        given = self.cleaned_data
        named = {name: given[name].strip() for name in ("name", "measured_by", "unit", "measure")}
        return Terms(
            **named,
            start=given["start"],
            target=given["target"],
            by_on=given["by_on"],
            leader_part=given["leader_part"].strip(),
            hr_part=given["hr_part"].strip(),
        )

    @property
    def accepting(self) -> bool:
        """The other button saves without a yes."""
        return "later" not in self.data

    def refuse(self, refused: NotPossible) -> None:
        self.add_error(None, gettext(refused.sentence))


def begins_with(terms: Terms | None) -> dict[str, object]:
    if terms is None:
        return {}
    names = ("name", "measured_by", "unit", "measure", "start", "target", "by_on")
    known: dict[str, object] = {name: getattr(terms, name) for name in names}
    return known | {
        "leader_part": terms.leader_part, "hr_part": terms.hr_part, "seen": terms.mark,
    }  # fmt: skip


class LookAgainForm(forms.Form):
    """When both look at it next. Its field has an id of its own: the page has another day."""

    day = forms.DateField(
        label=_("When do you look at it together next?"),
        widget=DayInput,
        error_messages={"required": _("Name the day."), "invalid": _("Name the day.")},
    )

    def refuse(self, refused: NotPossible) -> None:
        self.add_error("day", gettext(refused.sentence))


class ReadingForm(forms.Form):
    """A value, of a day, entered by hand."""

    value = value(_("Value"))
    on = forms.DateField(
        label=_("Of which day?"), widget=DayInput, error_messages={"required": _("Name the day.")}
    )
    note = forms.CharField(
        label=_("What there is to say about it"), max_length=NOTE_LENGTH, required=False
    )

    def __init__(self, data: Mapping[str, Any] | None, *, today: date) -> None:
        super().__init__(data, initial={"on": today})

    def said(self) -> dict[str, Any]:
        given = self.cleaned_data
        number: Decimal = given["value"]
        return {"value": number, "on": given["on"], "note": given["note"]}

    def refuse(self, refused: NotPossible) -> None:
        self.add_error(None, gettext(refused.sentence))

"""What the two write: another text for a row, and how one of them sees it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tandem.partnership.refused import NotPossible
from tandem.rooms.ownership.lines import Line
from tandem.rooms.ownership.models import VIEW_LENGTH
from tandem.rooms.ownership.rules import Act
from tandem.rooms.ownership.starting_point import LINE_LENGTH, OUTCOME_LENGTH, Text

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


def lines(label: _StrPromise, missing: _StrPromise, longest: int = LINE_LENGTH) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=longest,
        error_messages={"required": missing},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RowForm(forms.Form):
    """Of one line of the map; `line` says which."""

    act: Act
    title: str | _StrPromise = ""
    lede: str | _StrPromise = ""
    taken: str | _StrPromise = ""

    def __init__(self, data: Mapping[str, Any] | None, *, line: Line) -> None:
        super().__init__(data, initial=self.begins_with(line))
        self.line = line

    @staticmethod
    def begins_with(line: Line) -> dict[str, object]:
        return {}

    @property
    def url(self) -> str:
        return self.line.act_url(self.act)

    def focus(self) -> None:
        """Where the form opens in its row, the writing begins at once."""
        first = next(iter(self.visible_fields()))
        first.field.widget.attrs["autofocus"] = True

    def refuse(self, refused: NotPossible) -> None:
        self.add_error(None, gettext(refused.sentence))


class EditForm(RowForm):
    """`seen` is the mark of the text that is changed."""

    act = Act.EDIT
    title = _("Change the row")
    lede = _("Only this row is un-signed. What was signed holds until both have agreed again.")
    taken = _("Changed. Your partner is asked to agree.")
    leader = lines(_("Leader’s expertise"), _("Say what the leader owns here, too."))
    hr = lines(_("HR’s expertise"), _("Say what HR owns here, too."))
    outcome = lines(_("Shared outcome"), _("Say what both answer for."), OUTCOME_LENGTH)
    seen = forms.CharField(widget=forms.HiddenInput)

    @staticmethod
    def begins_with(line: Line) -> dict[str, object]:
        text = line.text
        return {
            "leader": text.leader, "hr": text.hr, "outcome": text.outcome, "seen": text.mark,
        }  # fmt: skip

    def said(self) -> dict[str, Any]:
        given = self.cleaned_data
        text = Text(given["leader"], given["hr"], given["outcome"])
        return {"text": text, "seen": given["seen"], "agreeing": "later" not in self.data}


class DifferForm(RowForm):
    act = Act.DIFFER
    title = _("We see it differently")
    lede = _("Both views stand side by side, for the two of you alone, until you sign again.")
    taken = _("Said. Your view stands beside your partner’s.")
    view = forms.CharField(
        label=_("How do you see it?"),
        help_text=_("A sentence or two. Your partner reads it at once."),
        max_length=VIEW_LENGTH,
        error_messages={"required": _("Say in a sentence how you see it.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @staticmethod
    def begins_with(line: Line) -> dict[str, object]:
        return {"view": line.my_view}

    def said(self) -> dict[str, Any]:
        return {"view": self.cleaned_data["view"]}


class AgreeForm(RowForm):
    act = Act.AGREE
    seen = forms.CharField()

    def said(self) -> dict[str, Any]:
        return {"seen": self.cleaned_data["seen"]}


class ReviewForm(RowForm):
    act = Act.REVIEW
    taken = _("You look at it again together. What was signed holds meanwhile.")

    def said(self) -> dict[str, Any]:
        return {}


class ForNowForm(forms.Form):
    until = forms.DateField(
        label=_("Intentional until"),
        error_messages={
            "required": _("Say until when: a day from tomorrow on, within a year."),
            "invalid": _("Say until when: a day from tomorrow on, within a year."),
        },
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


FORMS: Mapping[Act, type[EditForm | DifferForm | AgreeForm | ReviewForm]] = {
    form.act: form for form in (EditForm, DifferForm, AgreeForm, ReviewForm)
}

"""What the two write in their charter: words, a rhythm, entries, answers, a view of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from tandem.partnership.charter import rules
from tandem.partnership.charter.models import VIEW_LENGTH, WHAT_LENGTH, Answer
from tandem.partnership.charter.starting_point import TEXT_LENGTH
from tandem.rooms.charters.lines import Line
from tandem.rooms.charters.words import often

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise
TOO_LONG = _("Say it in at most %(limit_value)d characters; there are %(show_value)d now.")


def text(
    label: Words, longest: int, *, rows: int, missing: Words = "", hint: Words = ""
) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=longest,
        required=bool(missing),
        error_messages={"max_length": TOO_LONG} | ({"required": missing} if missing else {}),
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class WriteForm(forms.Form):
    """`seen` is the mark of what is changed."""

    words = text(_("In your words"), TEXT_LENGTH, rows=8, missing=_("Say something here."))
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, line: Line) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(data, initial={"words": line.my_words, "seen": line.mark})
        self.fields["words"].help_text = line.asks


class RhythmForm(WriteForm):
    days = forms.TypedChoiceField(
        label=_("How often do you talk?"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how often you talk.")},
    )
    field_order = ("days", "words", "seen")

    def __init__(self, data: Any, *, line: Line) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(data, line=line)
        now = line.stand.row.days
        known = sorted({*rules.RHYTHMS, *([now] if now else [])})
        self.fields["days"].choices = [(days, capfirst(often(days))) for days in known]  # type: ignore[attr-defined]  # a ChoiceField
        self.initial["days"] = now


class DifferForm(forms.Form):
    view = text(
        _("How do you see it?"), VIEW_LENGTH, rows=4,
        missing=_("Say in a sentence how you see it."),
        hint=_("A sentence or two. Your partner reads it at once."),
    )  # fmt: skip

    def __init__(self, data: Any, *, line: Line) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(data, initial={"view": line.my_view})


class ExpectationForm(forms.Form):
    what = text(_("What do you count on?"), WHAT_LENGTH, rows=3, missing=_("A sentence is enough."))


class FactorForm(forms.Form):
    what = text(
        _("What must be true in a year?"), WHAT_LENGTH, rows=3, missing=_("A sentence is enough.")
    )
    measure = text(
        _("How will you two see it?"), WHAT_LENGTH, rows=2,
        missing=_("Say how you two will see it: a number, a date, or what people would say."),
    )  # fmt: skip
    carried_by = forms.ChoiceField(
        label=_("Who carries it?"), widget=forms.RadioSelect, initial="both"
    )

    def __init__(self, *args: Any, line: Line, **more: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **more)
        pair = line.pair
        choices = [
            ("both", _("Both")),
            ("leader", pair.leader.called),
            ("hr", pair.hr_partner.called),
        ]
        self.fields["carried_by"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField


class AnswerForm(forms.Form):
    said = forms.TypedChoiceField(
        label=_("Your answer"),
        choices=Answer.choices,
        coerce=Answer,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer.")},
    )
    why = text(
        _("And why, or what instead"), WHAT_LENGTH, rows=3,
        hint=_("“Cannot” with a reason is a full answer."),
    )  # fmt: skip


def write_form(data: Any, line: Line) -> WriteForm:  # noqa: ANN401 - Django's signature
    return RhythmForm(data, line=line) if line.key == "rhythm" else WriteForm(data, line=line)


def entry_form(
    data: Any,  # noqa: ANN401 - Django's signature
    line: Line,
    initial: dict[str, Any] | None = None,
) -> ExpectationForm | FactorForm:
    if line.key == rules.FACTORS:
        return FactorForm(data, line=line, initial=initial or {})
    return ExpectationForm(data, initial=initial or {})

"""One form for each thing that can be said to a signal. Field names are the actions' arguments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as noop

from tandem.organisation.calendar import WorkingDays
from tandem.organisation.calendars import working_days_of
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.fields import DayInput
from tandem.partnership.commitments.models import WHAT_LENGTH
from tandem.partnership.commitments.refusals import MISSING
from tandem.partnership.commitments.rules import Need
from tandem.partnership.signals.models import WORDS_LENGTH
from tandem.partnership.signals.reasons import REASONS, WORDING, Reason
from tandem.partnership.signals.rows import SignalRow
from tandem.partnership.signals.standing import Act
from tandem.partnership.words import day_words

WEEKS = (1, 2)
UNTIL_A_DAY = "day"


@dataclass(frozen=True, slots=True)
class Wording:
    """`title` and `lede` stand over the form, `taken` follows the act."""

    title: str
    button: str
    lede: str
    taken: str


class AnswerForm(forms.Form):
    """What all of them have: the row they are about, and their words."""

    act: Act
    wording: Wording

    def __init__(self, data: Mapping[str, Any] | None = None, *, row: SignalRow) -> None:
        super().__init__(data, auto_id=f"{row.id}-%s")
        self.row = row
        self.prepare()

    def prepare(self) -> None:
        """Fill in what depends on the row."""

    @property
    def url(self) -> str:
        return self.row.act_url(self.act)

    @property
    def title(self) -> str:
        return gettext(self.wording.title) % self.names()

    @property
    def button(self) -> str:
        return gettext(self.wording.button)

    @property
    def lede(self) -> str:
        return gettext(self.wording.lede) % self.names()

    @property
    def taken(self) -> str:
        return gettext(self.wording.taken) % self.names()

    @cached_property
    def calendar(self) -> WorkingDays:
        """The reader's own: asked once, whatever it is needed for."""
        return working_days_of(self.row.reader, self.row.today)

    def names(self) -> dict[str, str]:
        """What the words may name."""
        return {"name": self.row.partner.called, "step": self.row.step}

    def said(self) -> dict[str, Any]:
        """As the action takes it."""
        return self.cleaned_data

    def focus(self) -> None:
        """Where it opens inside a page, the cursor goes to its first field."""
        first = next(iter(self.fields.values()))
        first.widget.attrs["autofocus"] = True


def words() -> forms.CharField:
    return forms.CharField(
        label=_("A word with it"),
        max_length=WORDS_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def reasons(act: Act) -> list[tuple[str, str]]:
    return [
        ("", gettext("Pick one")),
        *((one.value, gettext(WORDING[one])) for one in REASONS[act]),
    ]


class ReasonForm(AnswerForm):
    """With a reason from the short list; "something else" asks for a word."""

    reason = forms.ChoiceField(label="", error_messages={"required": _("Pick a reason.")})
    words = words()

    def prepare(self) -> None:
        self.fields["reason"].choices = reasons(self.act)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("reason") == Reason.SOMETHING_ELSE and not given.get("words", "").strip():
            self.add_error("words", gettext("Say it in one line."))
        if given.get("reason"):
            given["reason"] = Reason(given["reason"])
        return given


class DismissForm(ReasonForm):
    act = Act.DISMISS
    wording = Wording(
        title=noop("Not true because …"),
        button=noop("Say so"),
        lede=noop(
            "Only you two read why. Whoever runs Tandem learns how often, of all pairs together."
        ),
        taken=noop("Thank you. It is not asked again unless much changes."),
    )

    def prepare(self) -> None:
        super().prepare()
        self.fields["reason"].label = _("What is it then?")


class PutOffForm(ReasonForm):
    act = Act.PUT_OFF
    wording = Wording(
        title=noop("Later"),
        button=noop("Put it off"),
        lede=noop("Until then it is not shown. %(name)s sees that you put it off, and why."),
        taken=noop("Put off until %(day)s."),
    )

    when = forms.ChoiceField(label=_("When again?"), widget=forms.RadioSelect)
    until = forms.DateField(
        label=_("Which day?"), required=False, widget=DayInput,
        error_messages={"invalid": _("Write the day as year-month-day: 2026-12-24.")},
    )  # fmt: skip
    field_order = ("when", "until", "reason", "words")

    def prepare(self) -> None:
        super().prepare()
        self.fields["reason"].label = _("Why later?")
        named = [(str(number), weeks_words(number, self.day_in(number), self.row.today))
                 for number in WEEKS]  # fmt: skip
        choice = self.fields["when"]
        choice.choices = [*named, (UNTIL_A_DAY, _("Until a day"))]  # type: ignore[attr-defined]
        choice.initial = str(WEEKS[0])

    def day_in(self, weeks: int) -> date:
        """So many weeks on, or the next day on which the reader works."""
        day = self.row.today + timedelta(weeks=weeks)
        return self.calendar.first_from(day)

    @property
    def last(self) -> date:
        return self.row.today + timedelta(days=self.row.signal.window_days)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        when = given.get("when")
        if when == UNTIL_A_DAY:
            self.check_day(given.get("until"))
        elif when:
            given["until"] = self.day_in(int(when))
        return given

    def check_day(self, day: date | None) -> None:
        if "until" in self.errors:
            return
        if day is None:
            self.add_error("until", gettext(MISSING[Need.DUE_ON]))
        elif day <= self.row.today:
            self.add_error("until", gettext("Pick a day after today."))
        elif day > self.last:
            latest = {"day": day_words(self.last, self.row.today)}
            self.add_error("until", gettext("Pick a day up to %(day)s.") % latest)

    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("reason", "until", "words")}

    def names(self) -> dict[str, str]:
        until = getattr(self, "cleaned_data", {}).get("until")
        return super().names() | {"day": day_words(until, self.row.today) if until else ""}


def weeks_words(number: int, day: date, today: date) -> str:
    weeks = ngettext("In %(n)s week", "In %(n)s weeks", number) % {"n": number}
    return f"{weeks}, {day_words(day, today)}"


class StartForm(AnswerForm):
    """The suggested step as a promise to the other: without one nobody has begun with it."""

    act = Act.START
    wording = Wording(
        title=noop("%(step)s"),
        button=noop("Promise it"),
        lede=noop("A promise to %(name)s makes it certain. Or look at the list first."),
        taken=noop("Offered. With %(name)s’s thanks it is a promise."),
    )

    what = forms.CharField(
        label=_("What do you promise?"), max_length=WHAT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _(MISSING[Need.WHAT])},
    )  # fmt: skip
    due_on = forms.DateField(
        label=_("By when?"), widget=DayInput,
        error_messages={
            "required": _(MISSING[Need.DUE_ON]),
            "invalid": _("Write the day as year-month-day: 2026-12-24."),
        },
    )  # fmt: skip

    def clean_what(self) -> str:
        return " ".join(self.cleaned_data["what"].split())

    def prepare(self) -> None:
        self.fields["what"].initial = gettext(self.row.detector.promise)
        self.fields["due_on"].initial = self.suggested_day()

    def suggested_day(self) -> date:
        """When the two would talk again, by their usual rhythm."""
        day = self.row.today + timedelta(days=self.row.values.whole("pair_1to1_days"))
        return self.calendar.first_from(day)

    def said(self) -> dict[str, Any]:
        return {"said": Said(what=self.cleaned_data["what"], due_on=self.cleaned_data["due_on"])}


FORMS: Mapping[Act, type[AnswerForm]] = {
    Act.START: StartForm,
    Act.DISMISS: DismissForm,
    Act.PUT_OFF: PutOffForm,
}


class SwitchForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"), max_length=500,
        help_text=_("It stands in the list of changes."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

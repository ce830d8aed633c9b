"""The quick line's form where it asks, and that of a note to oneself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tandem.organisation.models import Person
from tandem.partnership.commitments.begun import begun_words
from tandem.partnership.commitments.fields import DayInput
from tandem.partnership.commitments.forms import DIRECTIONS, PromiseForm
from tandem.partnership.commitments.models import Source
from tandem.partnership.commitments.refusals import MISSING
from tandem.partnership.commitments.rules import Need
from tandem.partnership.reminders import actions as reminders
from tandem.partnership.reminders.models import WHAT_LENGTH, Reminder
from tandem.partnership.reminders.words import kept_words
from tandem.rooms.today.lines import ONESELF


class LineForm(PromiseForm):
    """A promise, a request, or a note to oneself, which needs neither person nor day."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        me: Person,
        today: date,
        initial: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(data, me=me, today=today, initial=initial)
        choices = [*DIRECTIONS, (ONESELF, _("Nobody: a reminder, only for me"))]
        self.fields["direction"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        if self.for_oneself:
            self.fields["who"].required = self.fields["due_on"].required = False

    @property
    def for_oneself(self) -> bool:
        return self.data.get("direction") == ONESELF

    def clean_who(self) -> str:
        return "" if self.for_oneself else super().clean_who()

    def clean_due_on(self) -> date | None:
        """The rules refuse a day that is over; a note to oneself knows no rules."""
        day: date | None = self.cleaned_data["due_on"]
        return not_over(day, self.today) if self.for_oneself else day

    def taken(self, *, at: datetime) -> str:
        """What the page says once it is taken; empty where it is not possible: the form says why.

        Two taps take it once: the second waits for the first, finds it and says the same.
        """
        with transaction.atomic():
            self.wait_for_another_tap()
            if self.for_oneself:
                return kept_words(self._kept_before() or self._kept(at), self.today)
            begun = self.begun_before() or self.begun(at=at, source=Source.LINE)
        return begun_words(begun, self.me, self.today) if begun else ""

    def _kept(self, at: datetime) -> Reminder:
        given = self.cleaned_data
        return reminders.keep(what=given["what"], on=given["due_on"], by=self.me, at=at)

    def _kept_before(self) -> Reminder | None:
        given = self.cleaned_data
        mine = Reminder.objects.visible_to(self.me).open()
        today = mine.filter(made_on=self.today, remind_on=given["due_on"])
        return next((one for one in today if one.what == given["what"]), None)


class ReminderForm(forms.Form):
    """Other words, or another day."""

    what = forms.CharField(
        label=_("What?"),
        max_length=WHAT_LENGTH,
        error_messages={"required": _(MISSING[Need.WHAT])},
    )
    on = forms.DateField(label=_("On which day?"), widget=DayInput, required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, of: Reminder, today: date) -> None:
        super().__init__(data, initial={"what": of.what, "on": of.remind_on})
        self.of, self.today = of, today

    def clean_on(self) -> date | None:
        """A day that has come may stay; a new one lies ahead."""
        day: date | None = self.cleaned_data["on"]
        return day if day == self.of.remind_on else not_over(day, self.today)


def not_over(day: date | None, today: date) -> date | None:
    if day is not None and day < today:
        raise forms.ValidationError(gettext("Pick today or a later day."))
    return day

"""Three forms that ask for days: away, a deputy, a crunch."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tandem.organisation.absences import UnableToBeAway
from tandem.organisation.deputies import UnableToDeputise
from tandem.organisation.models import AbsenceKind, Person
from tandem.organisation.models.absences import LONGEST_REASON
from tandem.partnership.commitments.fields import DayInput
from tandem.partnership.known import acquaintances, meant_by, somebody

SUGGESTED_PEOPLE = 60


class DaysForm(forms.Form):
    first = forms.DateField(
        label=_("First day"),
        widget=DayInput,
        error_messages={"required": _("Pick the first day.")},
    )
    last = forms.DateField(
        label=_("Last day"),
        widget=DayInput,
        error_messages={"required": _("Pick the last day.")},
    )

    def __init__(self, data: Any = None, *, today: date) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(data, initial={"first": today})
        self.today = today

    def refuse(self, refused: UnableToBeAway | UnableToDeputise) -> None:
        """Show the sentence beside the field it is about."""
        self.add_error(refused.field if refused.field in self.fields else None, str(refused))


class AbsenceForm(DaysForm):
    kind = forms.ChoiceField(
        label=_("What is it?"),
        help_text=_("Only you can read this. Others see the days, and nothing else."),
        choices=AbsenceKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pick one. Only you can read it.")},
    )
    field_order = ["first", "last", "kind"]

    def __init__(self, data: Any = None, *, today: date) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(data, today=today)
        self.fields["last"].required = False
        self.fields["last"].help_text = gettext("Leave it empty while you do not know it.")

    def clean_kind(self) -> AbsenceKind:
        return AbsenceKind(self.cleaned_data["kind"])


class CrunchForm(DaysForm):
    reason = forms.CharField(
        label=_("Why"),
        help_text=_("Everybody whose promises wait can read it."),
        max_length=LONGEST_REASON,
        error_messages={
            "required": _("Say why: it is read by everybody whose promises wait."),
        },
    )
    field_order = ["first", "last", "reason"]


class DeputyForm(DaysForm):
    """`deputy` is the person meant, once the form is valid."""

    who = forms.CharField(
        label=_("Who acts for you?"),
        help_text=_("A name, or an e-mail address."),
        max_length=254,
        widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off"}),
        error_messages={"required": _("Say who.")},
    )
    field_order = ["who", "first", "last"]
    deputy: Person

    def __init__(self, data: Any = None, *, me: Person, today: date) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(data, today=today)
        self.me = me

    @property
    def people(self) -> list[Person]:
        return acquaintances(self.me, self.today, most=SUGGESTED_PEOPLE).people

    def clean_who(self) -> str:
        typed: str = self.cleaned_data["who"]
        people = self._meant(typed)
        if len(people) > 1:
            named = [(str(one.pk), f"{one.name}, {one.email}") for one in people]
            self.fields["who"].widget = forms.RadioSelect(choices=named)
            raise forms.ValidationError(gettext("More than one person is called that. Which one?"))
        if not people:
            raise forms.ValidationError(
                gettext("Nobody here is known by this name. Try the full name or the e-mail.")
            )
        [self.deputy] = people
        return typed

    def _meant(self, typed: str) -> list[Person]:
        try:
            chosen = somebody(UUID(typed), self.me, self.today)
        except ValueError:
            return meant_by(typed, self.me, self.today)
        return [chosen] if chosen else []

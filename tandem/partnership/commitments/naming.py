"""A field in which somebody is named: asked about where the name is unclear, never guessed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tandem.organisation.models import Person
from tandem.partnership.away import naming_words
from tandem.partnership.known import acquaintances, folded, meant_by, somebody

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

SUGGESTED_PEOPLE = 60
ANOTHER = "another"  # none of the choices: its field comes back, empty


def who(label: str | _StrPromise, missing: str | _StrPromise) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=_("A name, or an e-mail address."),
        max_length=254,
        widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off"}),
        error_messages={"required": missing},
    )


class Naming(forms.Form):
    """`other` is the person meant by the field `who`, once the form is valid."""

    me: Person
    today: date
    other: Person
    away: str = ""  # of whoever is named, once it is known who that is

    @property
    def people(self) -> list[Person]:
        """Names to choose from, the nearest first."""
        return acquaintances(self.me, self.today, most=SUGGESTED_PEOPLE).people

    def clean_who(self) -> str:
        typed: str = self.cleaned_data["who"]
        people = self._meant(typed)
        if len(people) == 1:
            [self.other] = people
            self.away = naming_words(self.other, self.me, self.today)
        elif people:
            self.ask_who(people)
            raise forms.ValidationError(gettext("More than one person is called that. Which one?"))
        elif folded(typed) in (folded(self.me.name), folded(self.me.email)):
            raise forms.ValidationError(
                gettext("A promise is between two people. Name somebody else.")
            )
        else:
            raise forms.ValidationError(
                gettext("Nobody here is known by this name. Try the full name or the e-mail.")
            )
        return typed

    def _meant(self, typed: str) -> list[Person]:
        try:
            chosen = somebody(UUID(typed), self.me, self.today)
        except ValueError:
            return meant_by(typed, self.me, self.today)
        if chosen is None:
            return []
        self.ask_who([chosen])  # should the form come back, it shows the name, not the id
        return [chosen]

    def ask_who(self, people: Sequence[Person]) -> None:
        """Which of these is meant, or somebody else."""
        names = [one.name for one in people]
        choices = [
            (str(one.pk), _described(one) if names.count(one.name) > 1 else one.name)
            for one in people
        ]
        if len(people) == 1:
            self.away = naming_words(people[0], self.me, self.today)
        self._ask("who", gettext("Who is meant?"), [*choices, (ANOTHER, gettext("Somebody else"))])

    def _ask(self, name: str, label: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        field.label, field.help_text = label, ""
        field.widget = forms.RadioSelect(choices=choices)


def _described(person: Person) -> str:
    """Told apart from somebody of the same name: only then is an address shown."""
    return f"{person.name}, {person.email}" if person.email else person.name

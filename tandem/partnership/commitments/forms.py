"""The form that begins a promise: who does it, with whom, what, by when.

The quick line and the page for a new promise share it. Whom a name means is asked, not guessed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tandem.organisation.models import Area, Person
from tandem.partnership.commitments import actions
from tandem.partnership.commitments.actions import Said
from tandem.partnership.commitments.models import WHAT_LENGTH, WORDS_LENGTH, Commitment, Source
from tandem.partnership.commitments.refusals import MISSING, NotPossible
from tandem.partnership.commitments.rules import Need, Side
from tandem.partnership.known import acquaintances, folded, meant_by, somebody
from tandem.partnership.words import day_words

SUGGESTED_PEOPLE = 60
ANOTHER = "another"  # none of the choices: its field comes back, empty
FURTHER = ("done_means", "why")
DIRECTIONS = [
    (Side.PERFORMER.value, _("I will do it")),
    (Side.CUSTOMER.value, _("I ask the other person")),
]


class DayInput(forms.DateInput):
    """The browser's own day picker, which speaks ISO whatever the language."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class PromiseForm(forms.Form):
    """`other` is the person meant, once the form is valid."""

    direction = forms.ChoiceField(
        label=_("Who does it?"),
        choices=DIRECTIONS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say who does it.")},
    )
    who = forms.CharField(
        label=_("With whom?"),
        help_text=_("A name, or an e-mail address."),
        max_length=254,
        widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off"}),
        error_messages={"required": _("Say with whom.")},
    )
    what = forms.CharField(
        label=_("What?"),
        max_length=WHAT_LENGTH,
        error_messages={"required": _(MISSING[Need.WHAT])},
    )
    due_on = forms.DateField(
        label=_("By when?"),
        widget=DayInput,
        error_messages={"required": _(MISSING[Need.DUE_ON])},
    )
    done_means = forms.CharField(
        label=_("Done means"),
        help_text=_("How both of you will know that it is done."),
        max_length=WORDS_LENGTH,
        required=False,
    )
    why = forms.CharField(
        label=_("Why it matters"),
        max_length=WORDS_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    other: Person

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        me: Person,
        today: date,
        initial: Mapping[str, object] | None = None,
    ) -> None:
        if data is not None:
            data = {name: "" if data[name] == ANOTHER else data[name] for name in data}
        super().__init__(data, initial=dict(initial or {}))
        self.me, self.today = me, today
        if self.is_draft:
            self.fields["due_on"].required = False

    @property
    def first(self) -> list[BoundField]:
        return [self[name] for name in self.fields if name not in FURTHER]

    @property
    def more(self) -> list[BoundField]:
        return [self[name] for name in FURTHER]

    @property
    def more_is_open(self) -> bool:
        return any(field.errors or field.value() for field in self.more)

    @property
    def is_draft(self) -> bool:
        """The second button keeps it as a draft, which may still lack its day."""
        return "draft" in self.data

    @property
    def people(self) -> list[Person]:
        """Names to choose from, the nearest first."""
        return acquaintances(self.me, self.today, most=SUGGESTED_PEOPLE).people

    def said(self) -> Said:
        given = self.cleaned_data
        return Said(
            what=given["what"],
            due_on=given["due_on"],
            done_means=given["done_means"],
            why=given["why"],
        )

    def begun(self, *, at: datetime, source: Source, area: Area | None = None) -> Commitment | None:
        """Ask, offer or keep as a draft. None where that is not possible: the form says why."""
        try:
            return actions.begin(
                side=Side(self.cleaned_data["direction"]),
                other=self.other,
                said=self.said(),
                by=self.me,
                at=at,
                area=area,
                source=source,
                as_draft=self.is_draft,
            )
        except NotPossible as refused:
            field = {Need.WHAT: "what", Need.DUE_ON: "due_on"}.get(refused.need or Need.WORDS)
            self.add_error(field, gettext(refused.sentence))
            return None

    def clean_who(self) -> str:
        typed: str = self.cleaned_data["who"]
        people = self._meant(typed)
        if len(people) == 1:
            [self.other] = people
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
        self._ask("who", gettext("Who is meant?"), [*choices, (ANOTHER, gettext("Somebody else"))])

    def ask_when(self, days: Sequence[date]) -> None:
        """Which of these days is meant, or another one."""
        choices = [(one.isoformat(), day_words(one, self.today)) for one in days]
        self._ask("due_on", gettext("Which day?"), [*choices, (ANOTHER, gettext("Another day"))])

    def _ask(self, name: str, label: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        field.label, field.help_text = label, ""
        field.widget = forms.RadioSelect(choices=choices)


def _described(person: Person) -> str:
    """Told apart from somebody of the same name: only then is an address shown."""
    return f"{person.name}, {person.email}" if person.email else person.name

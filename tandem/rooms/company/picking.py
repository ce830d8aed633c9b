"""Finding somebody by a part of their name: type, submit, choose among those who were found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.organisation.http import SignedInRequest
from tandem.organisation.models import Employment, Person, Spell
from tandem.organisation.models.grounds import LONGEST
from tandem.organisation.models.people import PersonQuerySet

MOST = 20
LONGEST_WORDS = 100


@dataclass(frozen=True, slots=True)
class Found:
    """Who was found, at most so many, and whether there are more."""

    words: str
    people: Sequence[Person]
    more: bool

    @property
    def nobody(self) -> bool:
        return bool(self.words) and not self.people


def here(today: date) -> PersonQuerySet:
    """Who works here; somebody without any employment was set up by hand and counts."""
    stays = Employment.objects.filter(person=OuterRef("pk"))
    people: PersonQuerySet = Person.objects.filter(Exists(stays.on(today)) | ~Exists(stays))
    return people


def find(words: str, today: date) -> Found:
    """By the beginning of each name, or by the whole e-mail address or employee id."""
    words = " ".join(words.split())[:LONGEST_WORDS]
    if not words:
        return Found("", [], more=False)
    whole = Q(email__iexact=words) | Q(number=words)
    named = Q(pk__in=here(today).named(words).values("pk"))
    people = [*here(today).filter(whole | named)[: MOST + 1]]
    return Found(words, people[:MOST], more=len(people) > MOST)


def jobs(people: Sequence[Person], today: date) -> dict[UUID, str]:
    """Title and area of each, so that two of one name are told apart."""
    spells = Spell.objects.on(today).filter(employment__person__in=people)
    said = spells.values_list("employment__person", "title", "area__name")
    return {who: ", ".join(part for part in (title, area) if part) for who, title, area in said}


def labelled(people: Sequence[Person], today: date) -> list[tuple[str, str]]:
    known = jobs(people, today)
    return [
        (str(one.pk), " · ".join(part for part in (one.name, known.get(one.pk, "")) if part))
        for one in people
    ]


def typed(request: SignedInRequest) -> QueryDict | None:
    """What a form brought; an empty one was sent too."""
    return request.POST if request.method == "POST" else None


class WhyForm(forms.Form):
    """Grounds, as every change asks for them that lets somebody see more."""

    why = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=LONGEST,
        help_text=gettext_lazy("A few words. Kept with the change; HR administrators read it."),
    )


class PickForm(WhyForm):
    """One of those who were found, and why. `q` carries what was typed to find them."""

    person = forms.ChoiceField(
        label=gettext_lazy("Who"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose somebody.")},
    )
    q = forms.CharField(widget=forms.HiddenInput, required=False)
    field_order = ["person", "why"]

    def __init__(self, data: Any = None, *, found: Found, today: date) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(data, initial={"q": found.words})
        self.found = found
        if len(found.people) == 1:
            self.initial["person"] = str(found.people[0].pk)
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = labelled(found.people, today)
        if found.more:
            field.help_text = _("The first %(n)s. Type more of the name to see others.") % {
                "n": MOST
            }

    def clean_person(self) -> Person:
        chosen = {str(one.pk): one for one in self.found.people}
        return chosen[self.cleaned_data["person"]]

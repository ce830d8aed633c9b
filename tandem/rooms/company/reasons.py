"""What the leave reasons of the exports mean: as said here, else as they are guessed."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from tandem.access.roles import Permission
from tandem.organisation import actions
from tandem.organisation.http import SignedInRequest, permitted
from tandem.organisation.intake.reasons import understand
from tandem.organisation.intake.spelling import plain
from tandem.organisation.models import Employment, LeaverCount, Meaning, Reason, ReasonWord

GUESSED = ""
SHOWN = 200  # words, those without a meaning first
CHOICES = [(each.value, each.label) for each in Meaning]


@dataclass(frozen=True, slots=True)
class Word:
    """A word or code of the exports. said: as somebody says here; guess: what it is taken for."""

    word: str
    said: Meaning | None
    guess: Reason | None

    @property
    def means_nothing(self) -> bool:
        return self.said is None and self.guess is None


def words() -> list[Word]:
    """Those that came in or were said: first what means nothing yet, then A to Z."""
    said = {row.plain: row for row in ReasonWord.objects.said()}
    seen = {row.plain: row.word for row in said.values()}
    for source in (Employment, LeaverCount):
        came = source.objects.exclude(reason="").order_by().values_list("reason", flat=True)
        seen |= {key: word for word in came.distinct() if (key := plain(word)) not in seen}
    found = [word_of(key, word, said.get(key)) for key, word in seen.items() if key]
    return sorted(found, key=lambda each: (not each.means_nothing, each.word.casefold()))[:SHOWN]


def word_of(key: str, word: str, row: ReasonWord | None) -> Word:
    guessed = understand(word)
    return Word(
        word,
        said=Meaning(row.reason_class) if row else None,
        guess=guessed.reason if guessed else None,
    )


class ReasonsForm(forms.Form):
    """One choice per word, and a line for a word that has not come in yet."""

    new_word = forms.CharField(
        label=gettext_lazy("Another word or code"), max_length=200, required=False
    )
    new_class = forms.ChoiceField(
        label=gettext_lazy("It means"),
        choices=[("", gettext_lazy("choose")), *CHOICES],
        required=False,
    )

    def __init__(self, data: object = None, *, known: list[Word]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # a QueryDict, or None
        self.known = known
        for number, each in enumerate(known):
            guess = each.guess.label if each.guess else _("no meaning yet")
            self.fields[f"word_{number}"] = forms.ChoiceField(
                label=each.word,
                choices=[(GUESSED, _("as guessed: %(class)s") % {"class": guess}), *CHOICES],
                initial=each.said.value if each.said else GUESSED,
                required=False,
            )

    def rows(self) -> list[tuple[forms.BoundField, Word]]:
        return [(self[f"word_{number}"], each) for number, each in enumerate(self.known)]

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        word, meaning = cleaned.get("new_word"), cleaned.get("new_class")
        if word and not meaning:
            self.add_error("new_class", _("Say what “%(word)s” means.") % {"word": word})
        if meaning and not word:
            self.add_error("new_word", _("Write the word as the export has it."))
        if word and not plain(str(word)):
            self.add_error("new_word", _("Write the word with at least one letter or digit."))
        return cleaned

    def changes(self) -> list[tuple[str, str]]:
        """Word and class; an empty class lets it be guessed again."""
        given = [(each, self.cleaned_data[f"word_{n}"]) for n, each in enumerate(self.known)]
        changed = [
            (each.word, now) for each, now in given if now != (each.said.value if each.said else "")
        ]
        new = self.cleaned_data["new_word"]
        return [*changed, (new, self.cleaned_data["new_class"])] if new else changed


@require_http_methods(["GET", "POST"])
@permitted(Permission.IMPORT_PEOPLE)
def page(request: SignedInRequest) -> HttpResponse:
    known = words()
    form = ReasonsForm(request.POST if request.method == "POST" else None, known=known)
    if form.is_valid():
        changes = form.changes()
        for word, meaning in changes:
            say(word, meaning, request)
        if changes:
            done = ngettext(
                "%(n)s word has a new meaning from the next import on.",
                "%(n)s words have a new meaning from the next import on.",
                len(changes),
            )
            messages.success(request, done % {"n": len(changes)})
        return redirect("company:reasons")
    return render(
        request, "company/reasons.html", {"form": form}, status=422 if form.errors else 200
    )


def say(word: str, meaning: str, request: SignedInRequest) -> None:
    if meaning:
        actions.set_reason_class(
            word=word, reason_class=Meaning(meaning), by=request.person, at=request.at
        )
    else:
        actions.forget_reason_class(word=word, by=request.person, at=request.at)

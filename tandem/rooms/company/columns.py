"""Which column is which, as somebody looks at it: what was guessed, and the form to say it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.organisation.intake.dates import Order
from tandem.organisation.intake.fields import DATES, LABELS, NEEDED, OF_A_SPELL, Field
from tandem.organisation.intake.guessing import ColumnGuess, FileGuess, Why
from tandem.organisation.intake.mapping import IGNORED
from tandem.organisation.intake.shapes import Shape

NOT_READ = ""
WHY = {
    Why.SAID: gettext_lazy("said before"),
    Why.NAME: gettext_lazy("from its heading"),
    Why.VALUES: gettext_lazy("guessed from its values"),
}


def is_clear(guesses: Sequence[FileGuess], shape: Shape) -> bool:
    """Whether nobody needs to look: all that is needed is there, and by its heading."""
    needed = frozenset(NEEDED.get(shape, ()))
    for guess in guesses:
        by_heading = {one.field for one in guess.columns if one.why is not Why.VALUES}
        if guess.shape is not shape or guess.levels or not needed <= by_heading:
            return False
    return True


def choices(shape: Shape) -> list[tuple[str, str]]:
    """Fields of this shape by their labels, A to Z, with "not read" first."""
    apart = frozenset() if shape is Shape.HISTORY else OF_A_SPELL
    named = [(field.value, str(label)) for field, label in LABELS.items() if field not in apart]
    return [(NOT_READ, _("Not read")), *sorted(named, key=lambda each: each[1])]


class ColumnsForm(forms.Form):
    """One choice per column of the file, the order of its dates, and a name to keep it under."""

    order = forms.ChoiceField(
        label=gettext_lazy("Dates such as 05/06/2026"),
        choices=[
            (NOT_READ, gettext_lazy("As the file shows")),
            (Order.DAY_FIRST.value, gettext_lazy("Day first: 5 June")),
            (Order.MONTH_FIRST.value, gettext_lazy("Month first: 6 May")),
        ],
        required=False,
    )
    levels = forms.BooleanField(
        label=gettext_lazy("The area is a path of several columns"), required=False
    )
    save_as = forms.CharField(
        label=gettext_lazy("Keep this under a name"),
        help_text=gettext_lazy(
            "The next file with these headings is then read the same way. “Payroll, monthly”, say."
        ),
        max_length=80,
        required=False,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        guesses: Sequence[FileGuess],
        shape: Shape,
        said: Mapping[str, Any],
        name: str = "",
    ) -> None:
        super().__init__(data)
        self.shape, self.already_said = shape, said
        self.guessed = list(columns_of(guesses))
        self.fields["order"].initial = said.get("dates", {}).get("order", NOT_READ)
        self.fields["save_as"].initial = name
        self.paths = next((guess.levels for guess in guesses if guess.levels), [])
        self.fields["levels"].initial = bool(self.paths)
        self.fields["levels"].help_text = " / ".join(self.paths)
        for number, column in enumerate(self.guessed):
            self.fields[f"column_{number}"] = forms.ChoiceField(
                label=column.heading,
                choices=choices(shape),
                initial=column.field.value if column.field else NOT_READ,
                required=False,
            )

    def columns(self) -> Iterator[tuple[BoundField, ColumnGuess, str]]:
        """Each with what was guessed, and why in words."""
        for number, column in enumerate(self.guessed):
            why = str(WHY[column.why]) if column.why and column.field else ""
            yield self[f"column_{number}"], column, why

    @property
    def why_asked(self) -> str:
        """What nobody could read by itself, so that it is looked at first."""
        guessed = {column.field for column in self.guessed}
        if self.paths:
            guessed.add(Field.DEPARTMENT)
        missing = [str(LABELS[each]) for each in NEEDED.get(self.shape, ()) if each not in guessed]
        if missing:
            return _("Still missing: %(fields)s. Choose the column that holds it.") % {
                "fields": ", ".join(missing)
            }
        if any(column.why is Why.VALUES for column in self.guessed):
            return _("Some columns were guessed from their values alone. Look at those first.")
        return ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        given = [cleaned.get(f"column_{number}", NOT_READ) for number in range(len(self.guessed))]
        several = {each for each, times in Counter(given).items() if each and times > 1}
        for number, each in enumerate(given):
            if each in several:
                label = LABELS[Field(each)]
                self.add_error(
                    f"column_{number}",
                    _("Two columns are read as “%(field)s”. Choose one of them.")
                    % {"field": label},
                )
        if self.paths and cleaned.get("levels"):
            given.append(Field.DEPARTMENT.value)
        needed = [LABELS[each] for each in NEEDED.get(self.shape, ()) if each.value not in given]
        if needed:
            names = ", ".join(map(str, needed))
            self.add_error(None, _("Say which column holds: %(fields)s.") % {"fields": names})
        return cleaned

    def said(self) -> dict[str, Any]:
        """The sections of a mapping file, with what was said before about the rest."""
        columns = {
            column.heading: self.cleaned_data[f"column_{number}"] or IGNORED
            for number, column in enumerate(self.guessed)
            if column.heading
        }
        order = self.cleaned_data["order"]
        kept = {
            section: words for section, words in self.already_said.items() if section != "dates"
        }
        kept |= {"department": self.department(), "columns": columns}
        return {**kept, **({"dates": {"order": order}} if order else {})}

    def department(self) -> dict[str, Any]:
        """The section of that name: whether its path stands in several columns."""
        said = self.already_said.get("department", {})
        apart = {name: each for name, each in said.items() if name != "columns"}
        return {**apart, "columns": self.paths} if self.cleaned_data["levels"] else apart

    @property
    def headings(self) -> list[str]:
        return [column.heading for column in self.guessed]

    @property
    def has_dates(self) -> bool:
        return any(column.field in DATES for column in self.guessed)


def columns_of(guesses: Sequence[FileGuess]) -> Iterator[ColumnGuess]:
    """Of all files read as one, each heading once."""
    seen: set[str] = set()
    for guess in guesses:
        for column in guess.columns:
            if column.heading not in seen:
                seen.add(column.heading)
                yield column

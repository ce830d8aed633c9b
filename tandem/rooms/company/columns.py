"""Which column is which, as somebody looks at it: what was guessed, and the form to say it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tandem.organisation.intake.counts.fields import (
    COUNT_LABELS,
    NEEDED_OF_HEADS,
    NEEDED_OF_LEAVERS,
    CountField,
    fields_of,
)
from tandem.organisation.intake.dates import Order
from tandem.organisation.intake.fields import DATES, LABELS, NEEDED, OF_A_HISTORY, OF_ONE_ROW, Field
from tandem.organisation.intake.guessing import ColumnGuess, FileGuess, Why
from tandem.organisation.intake.mapping import IGNORED
from tandem.organisation.intake.shapes import Shape
from tandem.rooms.company.folded import Asked, Folded, folded

NOT_READ = ""
NEVER_ASKED = (Order.ISO, Order.DAY_NUMBERS)
NAMED = 5  # columns a sentence names
WHY = {
    Why.SAID: gettext_lazy("said before"),
    Why.NAME: gettext_lazy("from its heading"),
    Why.BOTH: gettext_lazy("from its heading and values"),
    Why.VALUES: gettext_lazy("guessed from its values"),
}


def is_clear(guesses: Sequence[FileGuess], shape: Shape, *, path_read: bool) -> bool:
    """Whether nobody needs to look: all that is needed is there, and by its heading.

    path_read: where the area stands in several columns, they are surely its levels.
    """
    for guess in guesses:
        by_heading = {one.field for one in guess.columns if one.why is not Why.VALUES}
        if guess.shape is not shape or not needed(guess, shape) <= by_heading:
            return False
        if guess.levels and not path_read:
            return False
        # Read as one of them alone, teams of one name in two plants would be one area.
        if shape is not Shape.COUNTS and len(guess.areas) > 1 and not guess.levels:
            return False
        # Whether each row is one leaver or several must not rest on what numbers look like.
        if shape is Shape.COUNTS and any(one.why is Why.VALUES for one in guess.columns):
            return False
    return True


def needed(guess: FileGuess, shape: Shape) -> frozenset[Field | CountField]:
    """Fields without which a file like this one cannot be read."""
    if shape is not Shape.COUNTS:
        return frozenset(NEEDED.get(shape, ()))
    if any(column.month for column in guess.columns):
        return frozenset({CountField.AREA})
    return frozenset(NEEDED_OF_HEADS if guess.heads else NEEDED_OF_LEAVERS)


def label_of(field: str, shape: Shape) -> str:
    return str(COUNT_LABELS[CountField(field)] if shape is Shape.COUNTS else LABELS[Field(field)])


@dataclass(slots=True)
class Shown:
    """A heading, asked about once however many files have it. files: their places."""

    guess: ColumnGuess
    files: list[int] = field(default_factory=list)

    def choices(self, guesses: Sequence[FileGuess], shape: Shape) -> list[tuple[str, str]]:
        """Fields it may hold by their labels, A to Z, with "not read" first."""
        if self.guess.month:
            of_month = {"month": date_format(self.guess.month, "F Y")}
            heads = {guesses[file].heads for file in self.files}
            if len(heads) > 1:
                words = _("The number of %(month)s: who left, or who was there at its end")
            elif True in heads:
                words = _("Headcount at the end of %(month)s")
            else:
                words = _("How many left in %(month)s")
            read = self.guess.field.value if self.guess.field else NOT_READ
            return [(NOT_READ, _("Not read")), (read, words % of_month)]
        if self.guess.is_a_reason:
            words = _("How many left for this reason")
            return [(NOT_READ, _("Not read")), (CountField.COUNT.value, words)]
        fields = self.fields(guesses, shape)
        named = [(each.value, label_of(each.value, shape)) for each in fields]
        return [(NOT_READ, _("Not read")), *sorted(named, key=lambda each: each[1])]

    def fields(self, guesses: Sequence[FileGuess], shape: Shape) -> list[Field | CountField]:
        if shape is not Shape.COUNTS:
            apart = OF_ONE_ROW if shape is Shape.HISTORY else OF_A_HISTORY
            return [each for each in LABELS if each not in apart]
        heads = {guesses[file].heads for file in self.files}
        found = {each for of in heads for each in fields_of(heads=of)}
        if len(heads) > 1:  # one number under one heading: of leavers in the one file
            found.discard(CountField.HEADCOUNT)
        return [each for each in COUNT_LABELS if each in found]


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
        self.shape, self.already_said, self.guesses = shape, said, guesses
        self.shown = list(columns_of(guesses))
        self.guessed = [each.guess for each in self.shown]
        self.fields["order"].initial = said.get("dates", {}).get("order", NOT_READ)
        self.fields["save_as"].initial = name
        self.paths = [self.levels_meant(file, data or {}) for file in range(len(guesses))]
        self.fields["levels"].initial = bool(self.path) and not self.may_each_hold_it
        self.fields["levels"].help_text = self.path or _(
            "Read each of them as “Area” above; the first is the topmost level."
        )
        for number, column in enumerate(self.guessed):
            self.fields[f"column_{number}"] = forms.ChoiceField(
                label=column.heading,
                choices=self.shown[number].choices(guesses, shape),
                initial=self.read_at_first(number),
                required=False,
            )

    def read_at_first(self, number: int) -> str:
        """As guessed; a level of the area is read as the area, whatever else it might be called."""
        column, files = self.guessed[number], self.shown[number].files
        if column.field:
            return column.field.value
        in_a_path = any(column.heading in self.guesses[file].levels for file in files)
        return Field.DEPARTMENT.value if in_a_path else NOT_READ

    @cached_property
    def folded(self) -> list[Folded]:
        return folded(self.columns)

    @property
    def unfolded(self) -> list[Asked]:
        apart = [each for fold in self.folded for each in fold.columns]
        return [each for each in self.columns if each not in apart]

    @cached_property
    def columns(self) -> list[Asked]:
        return list(self.each_column())

    def each_column(self) -> Iterator[Asked]:
        for number, column in enumerate(self.guessed):
            why = str(WHY[column.why]) if column.why and column.field else ""
            of_it = [self.guesses[file] for file in self.shown[number].files]
            one_book = len({each.name.removesuffix(each.sheet) for each in self.guesses}) == 1
            names = [each.sheet if one_book else each.name for each in of_it]
            of_all = len(self.guesses) in (1, len(of_it) if one_book else 0)
            files = "" if of_all else ", ".join(names)
            yield self[f"column_{number}"], column, why, files

    @property
    def path(self) -> str:
        """The levels of the area in words; of files that call them otherwise, one after another."""
        return "; ".join(dict.fromkeys(" / ".join(each) for each in self.paths if each))

    @property
    def why_asked(self) -> str:
        """What nobody could read by itself, so that it is looked at first."""
        for guess, path in zip(self.guesses, self.paths, strict=True):
            if missing := self.missing_in(guess, path):
                said = {"fields": ", ".join(missing), "file": guess.name}
                if len(self.guesses) > 1:
                    words = _("Still missing in %(file)s: %(fields)s. Choose the column of each.")
                    return words % said
                return _("Still missing: %(fields)s. Choose the column that holds it.") % said
        by_values = [each.heading for each in self.guessed if each.why is Why.VALUES]
        if by_values:
            words = _("Guessed from their values alone: %(columns)s. Look at these first.")
            return words % {"columns": ", ".join(by_values[:NAMED])}
        if self.path:
            words = _("The area seems to stand in several columns: %(path)s. Is that so?")
            if self.may_each_hold_it:
                words = _(
                    "Each of these columns may hold the area: %(path)s. Choose the one that does; "
                    "or, if they are its levels, tick “The area is a path of several columns”."
                )
            return words % {"path": self.path}
        if any(guess.shape is not self.shape for guess in self.guesses):
            return _("The rows look like those of another kind of file. Look whether all is right.")
        return ""

    @property
    def without_persons(self) -> str:
        """The question whether it is a list without persons; empty where it holds people."""
        guessed = {column.field for column in self.guessed}
        if self.shape is not Shape.PERSON or not (Field.DEPARTMENT in guessed or self.path):
            return ""
        if Field.NUMBER not in guessed:
            return _("No employee ids: is this a list without persons?")
        if Field.LEFT in guessed and Field.HIRED not in guessed:
            return _("Last days and no first day: is this a list of those who left?")
        return ""

    def missing_in(self, guess: FileGuess, path: Sequence[str]) -> list[str]:
        """What no column of the file is read as, though it is needed."""
        found: set[object] = {column.field for column in guess.columns}
        if path:
            found.add(Field.DEPARTMENT)
        if guess.heads and CountField.COUNT in found:
            found.add(CountField.HEADCOUNT)
        fields = needed(guess, self.shape) - found
        labels = COUNT_LABELS if self.shape is Shape.COUNTS else LABELS
        return [str(label) for each, label in labels.items() if each in fields]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.leave_levels_unread(cleaned)
        for file in range(len(self.guesses)):
            if self.shape is Shape.COUNTS or not file:
                self.clean_file(file, cleaned)
        return cleaned

    def leave_levels_unread(self, cleaned: dict[str, Any]) -> None:
        """What is shown as the area only for the path is read by the path alone."""
        areas = {n for n in range(len(self.guessed))
                 if cleaned.get(f"column_{n}") == Field.DEPARTMENT.value}  # fmt: skip
        by_path_alone = {n for n in areas if self.guessed[n].field is None
                         and self.read_at_first(n) != NOT_READ}  # fmt: skip
        if areas - by_path_alone:
            cleaned.update(dict.fromkeys((f"column_{n}" for n in by_path_alone), NOT_READ))

    def clean_file(self, file: int, cleaned: Mapping[str, Any]) -> None:
        """Each field once, and what is needed. Files of people are read as one, the first."""
        guess, of_counts = self.guesses[file], self.shape is Shape.COUNTS
        given = {
            number: cleaned.get(f"column_{number}", NOT_READ)
            for number, column in enumerate(self.shown)
            if not column.guess.is_across and (file in column.files or not of_counts)
        }
        several = {each for each, times in Counter(given.values()).items() if each and times > 1}
        path = self.paths[file] if cleaned.get("levels") else []
        if path:
            several.discard(Field.DEPARTMENT.value)
        if any(column.is_a_reason for column in guess.columns):  # those may be reasons too
            several.discard(CountField.COUNT.value)
        if cleaned.get("levels") and not self.path:
            self.add_error("levels", _("Read at least two columns as “Area”, or leave this empty."))
        for number, each in given.items():
            if each in several and f"column_{number}" not in self.errors:
                self.add_error(f"column_{number}", self.twice_in_words(each, file))
        read = {*given.values()}
        if guess.heads and CountField.COUNT.value in read:
            read.add(CountField.HEADCOUNT.value)
        if path:
            read.add(Field.DEPARTMENT.value)
        missing = [
            label_of(each.value, self.shape)
            for each in (COUNT_LABELS if of_counts else LABELS)
            if each in needed(guess, self.shape) and each.value not in read
        ]
        if missing:
            self.add_error(None, self.missing_in_words(missing, guess.name))

    @property
    def areas(self) -> list[str]:
        """Headings of columns that may each hold the area, where nothing shows that they nest."""
        if self.shape is Shape.COUNTS or any(guess.levels for guess in self.guesses):
            return []
        return next((guess.areas for guess in self.guesses if len(guess.areas) > 1), [])

    @property
    def may_each_hold_it(self) -> bool:
        return bool(self.areas) and self.paths[0] == self.areas

    @property
    def asks_levels(self) -> bool:
        """Whether any two columns could be levels of the area."""
        return bool(self.path) or self.shape is not Shape.COUNTS

    def levels_meant(self, file: int, data: Mapping[str, Any]) -> list[str]:
        """Headings of the levels of the area: as guessed, or all that are read as it.

        Files of people are read as one.
        """
        of_counts = self.shape is Shape.COUNTS
        guesses = [self.guesses[file]] if of_counts else self.guesses
        guessed = next((guess.levels for guess in guesses if guess.levels), self.areas)
        chosen = [
            column.guess.heading
            for number, column in enumerate(self.shown)
            if data.get(f"column_{number}") == Field.DEPARTMENT.value
            and (file in column.files or not of_counts)
        ]
        return guessed if len(chosen) < 2 or set(chosen) <= set(guessed) else chosen

    def twice_in_words(self, field: str, file: int) -> str:
        said = {"field": label_of(field, self.shape), "path": " / ".join(self.paths[file])}
        if field == Field.DEPARTMENT and self.paths[file]:
            words = _(
                "Two columns are read as “%(field)s”. Choose one of them; or, if one lies within "
                "the other, tick “The area is a path of several columns” below: %(path)s."
            )
            return words % said
        return _("Two columns are read as “%(field)s”. Choose one of them.") % said

    def missing_in_words(self, missing: Sequence[str], name: str) -> str:
        said = {"fields": ", ".join(missing), "file": name}
        if self.shape is Shape.COUNTS and len(self.guesses) > 1:
            return _("Say which column of %(file)s holds: %(fields)s.") % said
        return _("Say which column holds: %(fields)s.") % said

    def said(self) -> dict[str, Any]:
        """The sections of a mapping file, with what was said before about the rest."""
        columns = {
            column.heading: self.cleaned_data[f"column_{number}"] or IGNORED
            for number, column in enumerate(self.guessed)
            if column.heading and not (column.is_across and self.cleaned_data[f"column_{number}"])
        }
        order = self.cleaned_data["order"]
        kept = {
            section: words for section, words in self.already_said.items() if section != "dates"
        }
        kept |= {"department": self.department(), "columns": columns}
        said = self.already_said.get("dates", {})
        dates = {name: each for name, each in said.items() if name != "order"}
        dates |= {"order": order} if order else {}
        return {**kept, **({"dates": dates} if dates else {})}

    def department(self) -> dict[str, Any]:
        """The section of that name: whether its path stands in several columns."""
        said = self.already_said.get("department", {})
        apart = {name: each for name, each in said.items() if name != "columns"}
        headings = [*dict.fromkeys(chain.from_iterable(self.paths))]
        return {**apart, "columns": headings} if self.cleaned_data["levels"] else apart

    @property
    def sheets(self) -> list[str]:
        """Of which one could be chosen; none of a single one, or of several files."""
        sheets = self.guesses[0].sheets
        return sheets if len(self.guesses) == 1 and len(sheets) > 1 else []

    @property
    def headings(self) -> list[str]:
        return [column.heading for column in self.guessed]

    @property
    def has_dates(self) -> bool:
        """Whether some could be read day or month first: not those of a calendar in a workbook."""
        return any(
            guess.dates.get(column.heading) not in NEVER_ASKED
            for guess in self.guesses
            for column in guess.columns
            if column.field in (*DATES, CountField.MONTH)
        )


def columns_of(guesses: Sequence[FileGuess]) -> Iterator[Shown]:
    """Of all files, each heading once."""
    seen: dict[str, Shown] = {}
    for file, guess in enumerate(guesses):
        for column in guess.columns:
            shown = seen.setdefault(column.heading, Shown(column))
            shown.files.append(file)
    return iter(seen.values())

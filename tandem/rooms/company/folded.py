"""Columns of one month each, shown as one line: a page of them would hide the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.forms.boundfield import BoundField
from django.utils.formats import date_format
from django.utils.translation import ngettext

from tandem.organisation.intake.guessing import ColumnGuess

FEW = 3
Asked = tuple[BoundField, ColumnGuess, str, str]
"""A choice, what was guessed, why in words, and of several files the names of its own."""


@dataclass(frozen=True, slots=True)
class Folded:
    """Columns of one month each, as one line."""

    columns: list[Asked]

    @property
    def title(self) -> str:
        days = sorted(column.month for _field, column, _why, _files in self.columns if column.month)
        words = ngettext("%(n)s column of a month, %(first)s to %(last)s",
                         "%(n)s columns of months, %(first)s to %(last)s", len(days))  # fmt: skip
        first, last = (date_format(day, "F Y") for day in (days[0], days[-1]))
        return words % {"n": len(days), "first": first, "last": last}

    @property
    def has_errors(self) -> bool:
        return any(field.errors for field, *_rest in self.columns)


def folded(columns: Sequence[Asked]) -> Folded | None:
    """Those that are read as months; None where there are few of them."""
    found = [each for each in columns if each[1].month and each[1].field]
    return Folded(found) if len(found) > FEW else None

"""Columns of one month or one reason each, as one line: a page of them would hide the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.forms.boundfield import BoundField
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tandem.organisation.intake.guessing import ColumnGuess

FEW = 3
Asked = tuple[BoundField, ColumnGuess, str, str]
"""A choice, what was guessed, why in words, and of several files the names of its own."""


@dataclass(frozen=True, slots=True)
class Folded:
    """Columns of one month each, or of one reason."""

    columns: list[Asked]

    @property
    def title(self) -> str:
        days = sorted(column.month for _field, column, _why, _files in self.columns if column.month)
        if not days:
            said = [column.heading for _field, column, _why, _files in self.columns]
            words = _("%(n)s columns of reasons, “%(first)s” to “%(last)s”")
            return words % {"n": len(said), "first": said[0], "last": said[-1]}
        words = _("%(n)s columns of months, %(first)s to %(last)s")
        first, last = (date_format(day, "F Y") for day in (days[0], days[-1]))
        return words % {"n": len(days), "first": first, "last": last}

    @property
    def has_errors(self) -> bool:
        return any(field.errors for field, *_rest in self.columns)


def folded(columns: Sequence[Asked]) -> list[Folded]:
    """Those that are read as months, and those read as reasons; few of a kind are not folded."""
    found = [each for each in columns if each[1].is_across and each[1].field]
    kinds = [[each for each in found if each[1].is_a_reason is is_a_reason]
             for is_a_reason in (True, False)]  # fmt: skip
    return [Folded(each) for each in kinds if len(each) > FEW]

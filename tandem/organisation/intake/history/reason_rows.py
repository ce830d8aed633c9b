"""Rows with a leave reason that nothing else calls a leaving: asked, where most stand so.

A column that says what happened may say it in words that nobody knows, or be another one than is
read. Then hardly anybody leaves, though the reasons are there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.findings import Kind, Place
from tandem.organisation.intake.history.lines import Line
from tandem.organisation.intake.history.rules import Telling
from tandem.organisation.intake.staging import Staging
from tandem.organisation.intake.values import Layout
from tandem.organisation.intake.ways import ReasonRows

AT_LEAST = 3


@dataclass(slots=True)
class ReasonsUnheard:
    """people: whose last word is a leave reason though they stay. left: who left with or without
    one. first: one of the rows."""

    layouts: Mapping[int, Layout]
    people: int = 0
    left: int = 0
    first: Line | None = None

    def add(self, telling: Telling) -> None:
        self.left += any(stay.gone_on is not None for stay in telling.stays)
        found = [each for each in telling.remarks if each.kind is Kind.REASON_WITHOUT_DATE]
        if found:
            self.people += 1
            self.first = self.first or found[0].line

    @property
    def said(self) -> ReasonRows | None:
        return next(iter(self.layouts.values())).mapping.ways.reason_rows

    def note(self, staging: Staging) -> None:
        if self.said is ReasonRows.LEFT:
            how = _("A row with a leave reason is read as a leaving.")
            self.tell(staging, 0, how, [ReasonRows.HERE])
        elif self.said is None and self.first and self.people >= max(AT_LEAST, self.left + 1):
            self.tell(staging, self.first.file, self.in_words(self.first), [*ReasonRows])

    def tell(self, staging: Staging, file: int, how: str, offers: list[ReasonRows]) -> None:
        place = Place(
            self.layouts[file].file, None, self.layouts[file].columns.heading(Field.REASON)
        )
        facts = {"how": how, "offers": [each.value for each in offers]}
        staging.note(file, place.found(Kind.REASON_ROWS, None, **facts))

    def in_words(self, line: Line) -> str:
        carried = ngettext(
            "%(count)s person has a leave reason, “%(reason)s” on line %(line)s, and stays.",
            "%(count)s people have a leave reason, as “%(reason)s” on line %(line)s, and stay.",
            self.people,
        )
        left = ngettext(
            "By what is read, %(left)s leaves.", "By what is read, %(left)s leave.", self.left
        )
        facts = {
            "count": number_format(self.people),
            "reason": line.row.reason,
            "line": number_format(line.line),
            "left": number_format(self.left),
        }
        return f"{carried} {left}" % facts

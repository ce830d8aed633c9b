"""What the day of an event of leaving is: the first day away, or the last day worked.

HR systems differ, and the file does not say. It decides nothing but the day, unless that is the
first of a month: then also in which month somebody left.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.findings import Kind, Place
from tandem.organisation.intake.history.lines import Line
from tandem.organisation.intake.history.rules import DAY, Telling
from tandem.organisation.intake.reasons import NO_LEAVING
from tandem.organisation.intake.staging import Staging
from tandem.organisation.intake.values import Layout
from tandem.organisation.intake.ways import LeavingDay


@dataclass(slots=True)
class LeavingDays:
    """People who left by an event, and those of them whose event is on the first of a month."""

    layouts: Mapping[int, Layout]
    count: int = 0
    on_the_first: int = 0
    file: int = 0

    @property
    def said(self) -> LeavingDay | None:
        return next(iter(self.layouts.values())).mapping.ways.leaving_day

    @property
    def is_worked(self) -> bool:
        return self.said is LeavingDay.WORKED

    def add(self, lines: Sequence[Line], telling: Telling) -> None:
        gone = {stay.end_on for stay in telling.stays}
        for line in lines:
            is_one = line.leaves and line.gone_on is None and line.row.start_on in gone
            if is_one and line.row.reason_class != NO_LEAVING:
                day = line.row.start_on - DAY if self.is_worked else line.row.start_on
                self.file = self.file if self.count else line.file
                self.count += 1
                self.on_the_first += day.day == 1

    def note(self, staging: Staging) -> None:
        if not self.count:
            return
        columns = self.layouts[self.file].columns
        place = Place(self.layouts[self.file].file, None, columns.heading(Field.EVENT))
        asked = self.said is None and self.on_the_first
        offers = [LeavingDay.AWAY if self.is_worked else LeavingDay.WORKED]
        offers = list(LeavingDay) if asked else offers
        facts = {"how": self.in_words(), "offers": [each.value for each in offers]}
        staging.note(self.file, place.found(Kind.LEAVING_DAY, None, **facts))

    def in_words(self) -> str:
        if self.is_worked:
            read = ngettext(
                "%(count)s leaving is told by an event: its day is read as the last day worked.",
                "%(count)s leavings are told by events: their day is read as the last day worked.",
                self.count,
            )
            other = ngettext(
                "As the first day away, %(moved)s of them is a month earlier.",
                "As the first day away, %(moved)s of them are a month earlier.",
                self.on_the_first,
            )
        else:
            read = ngettext(
                "%(count)s leaving is told by an event: its day is read as the first day away.",
                "%(count)s leavings are told by events: their day is read as the first day away.",
                self.count,
            )
            other = ngettext(
                "As the last day worked, %(moved)s of them is a month later.",
                "As the last day worked, %(moved)s of them are a month later.",
                self.on_the_first,
            )
        if not self.on_the_first:
            other = _(
                "Either way each month has the same figures: who ended on its last day is not in "
                "its headcount."
            )
        counts = {"count": number_format(self.count), "moved": number_format(self.on_the_first)}
        said = _("That was answered.") if self.said else ""
        return f"{read} {said} {other}".replace("  ", " ") % counts

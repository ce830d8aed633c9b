"""Leavers without a reason, or with one that both agreed on, whose remark says why they left.

Nothing of it is taken unless somebody says so, and of the remark nothing is stored: it is free text
about one person. What is stored is one of four reasons, which say that they come from a remark.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Self

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.organisation.intake.amends import with_cells
from tandem.organisation.intake.counts.fields import CountField
from tandem.organisation.intake.counts.layout import OpenedCounts
from tandem.organisation.intake.counts.rows import Leaving, Read
from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.findings import Kind, Place, Problem
from tandem.organisation.intake.mapping import Mapping
from tandem.organisation.intake.reading import Record, Source
from tandem.organisation.intake.reasons import understand, why_left
from tandem.organisation.intake.spelling import plain
from tandem.organisation.intake.values import Cells, Layout
from tandem.organisation.intake.ways import ByRemark
from tandem.organisation.intake.withdrawn import unread
from tandem.organisation.intake.words_in_remarks import class_told, leaves_it_open
from tandem.organisation.intake.words_withdrawn import of_remarks
from tandem.organisation.models import Reason

WORDS = {
    Reason.VOLUNTARY: "Remark: own choice",
    Reason.RETIREMENT: "Remark: retirement",
    Reason.INVOLUNTARY: "Remark: by the employer",
    Reason.OTHER: "Remark: other",
}
"""What stands there as the reason; read again, each is of its own class."""

NAMED = 25  # remarks that are shown for each
PLACED = 3  # rows of one remark of which it is shown where they are


@dataclass(slots=True)
class ReasonsBeside:
    """said: where the reason of such rows is taken from. file, place: of the first of them.

    remarks: by what they are read as, each with whom or what its rows are about.
    """

    said: ByRemark | None
    file: int = 0
    place: Place | None = None
    remarks: dict[Reason, dict[str, list[str]]] = field(default_factory=dict)

    @classmethod
    def by(cls, mapping: Mapping) -> Self:
        return cls(mapping.ways.reason_by_remark)

    @property
    def rows(self) -> int:
        return sum(len(rows) for of in self.remarks.values() for rows in of.values())

    def told(self, file: int, opened: OpenedCounts, record: Record, row: Read) -> Read:
        """The row of a leavers list with the reason of its remark, where somebody said so."""
        if opened.heads or CountField.REASON not in opened.layout.position or len(row.found) != 1:
            return row
        [one] = row.found
        if not isinstance(one, Leaving) or one.leavers < 1:
            return row
        about = f"{in_short(row.area)}, {date_format(one.month, 'M Y')}"
        known = (one.reason, one.reason_class)
        reason = self.heard(file, opened.source, record, opened.layout.read, known, about)
        if reason is None:
            return row
        words = WORDS[reason]
        meant = opened.layout.said.reasons.get(plain(words))
        taken = one._replace(reason=words, reason_class=(meant or reason).value)
        return row._replace(found=[taken])

    def told_of_person(self, file: int, source: Source, record: Record, layout: Layout) -> Record:
        """The same of a row that tells of somebody's leaving."""
        at, cells = layout.columns.position, Cells(record, layout)
        if Field.REASON not in at:
            return record
        words = why_left(cells.optional(Field.LEAVING_KIND), cells.optional(Field.REASON))
        understood = layout.understand(words) if words else None
        known = (words, understood.told if understood else "")
        about = cells.optional(Field.NUMBER) or ""
        reason = self.heard(file, source, record, layout.columns.read, known, about)
        if reason is None:
            return record
        instead = {Field.REASON: WORDS[reason], Field.LEAVING_KIND: ""}
        return with_cells(record, {at[each]: said for each, said in instead.items() if each in at})

    def heard(
        self,
        file: int,
        source: Source,
        record: Record,
        read: AbstractSet[int],
        known: tuple[str, str],
        about: str,
    ) -> Reason | None:
        """What the remark of a row says, to be taken. read: columns that say other things.
        known: the words of its reason and their class. about: whom or what the row is about."""
        words, reason_class = known
        # Whatever somebody said that the word means: they did not know this row.
        if words and understand(words) is not None and not leaves_it_open(words):
            return None
        for heading, remark in unread(source.header, record.cells, read):
            reason = class_told(remark) if of_remarks(heading) else None
            if reason is not None and reason_class != reason.value:
                if self.place is None:
                    self.file, self.place = file, Place(source.name, record.line, heading)
                self.remarks.setdefault(reason, {}).setdefault(remark, []).append(about)
                return reason if self.said is ByRemark.TAKEN else None
        return None

    def notes(self) -> Iterator[Problem]:
        """A question, or how it was answered."""
        if self.place is None:
            return
        if self.said is None:
            how = ngettext(
                "%(count)s row has a reason that is empty or says little, and “%(column)s” says "
                "why they left.",
                "%(count)s rows have a reason that is empty or says little, and “%(column)s” says "
                "why they left.",
                self.rows,
            )
        elif self.said is ByRemark.TAKEN:
            how = ngettext(
                "%(count)s row takes its reason from “%(column)s”.",
                "%(count)s rows take their reason from “%(column)s”.",
                self.rows,
            )
        else:
            how = ngettext(
                "%(count)s row keeps its reason, whatever “%(column)s” says.",
                "%(count)s rows keep their reason, whatever “%(column)s” says.",
                self.rows,
            )
        offers = [each.value for each in ByRemark if each is not self.said]
        lines = [*self.lines()]
        yield self.place.found(
            Kind.REASON_BY_REMARK,
            "\n".join(lines),
            how=how % {"count": self.rows, "column": self.place.column},
            remarks="; ".join(lines),
            offers=offers,
            whole=True,
        )

    def lines(self) -> Iterator[str]:
        """One for each remark: what it is read as, and of which rows."""
        labels = {
            Reason.VOLUNTARY: _("Own choice"),
            Reason.RETIREMENT: _("Retirement"),
            Reason.INVOLUNTARY: _("By the employer"),
            Reason.OTHER: _("Another reason"),
        }
        for reason, said in sorted(self.remarks.items(), key=lambda each: -len(each[1])):
            by_rows = sorted(said.items(), key=lambda each: -len(each[1]))
            for remark, about in by_rows[:NAMED]:
                yield f"{labels[reason]}: “{remark}”{placed(about)}"
            more = len(said) - NAMED
            if more > 0:
                also = _("and %(count)s more") % {"count": number_format(more)}
                yield f"{labels[reason]}: {also}"


def placed(about: list[str]) -> str:
    """Behind a remark: the first of its rows."""
    said = "; ".join(filter(None, about[:PLACED]))
    more = len(about) - PLACED
    also = _("and %(count)s more") % {"count": number_format(more)} if more > 0 else ""
    return f" ({'; '.join(filter(None, [said, also]))})" if said else ""


def in_short(path: tuple[str, ...]) -> str:
    return path[-1] if path else ""

"""Rows whose remark takes their leaving back, and the one question that is asked of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tandem.organisation.intake.findings import Kind, Place, Problem
from tandem.organisation.intake.mapping import Mapping
from tandem.organisation.intake.sources import Record, Source
from tandem.organisation.intake.spelling import tidy
from tandem.organisation.intake.ways import Withdrawn
from tandem.organisation.intake.words_withdrawn import is_taken_back
from tandem.organisation.intake.worker_types import in_words


@dataclass(slots=True)
class WithdrawnSeen:
    """Rows of all files whose remark takes the leaving back. said: what becomes of them.

    number, file, line, heading: where the first of them stands.
    """

    said: Withdrawn | None
    number: int = 0
    file: str = ""
    line: int = 0
    heading: str = ""
    remarks: Counter[str] = field(default_factory=Counter)

    @classmethod
    def by(cls, mapping: Mapping) -> WithdrawnSeen:
        return cls(mapping.ways.withdrawn)

    @property
    def rows(self) -> int:
        return self.remarks.total()

    def stays(self, number: int, source: Source, record: Record, read: AbstractSet[int]) -> bool:
        """Whether this row of file `number` is no leaving; read: columns that say other things."""
        for heading, remark in unread(source.header, record.cells, read):
            if is_taken_back(heading, remark):
                if not self.remarks:
                    self.number, self.file = number, source.name
                    self.line, self.heading = record.line, heading
                self.remarks[remark] += 1
                return self.said is not Withdrawn.LEFT
        return False

    def notes(self) -> Iterator[Problem]:
        """A question, or how it was answered."""
        if not self.remarks:
            return
        if self.said is None:
            how = ngettext(
                "%(count)s row says in “%(column)s”: %(remarks)s. Have they left?",
                "%(count)s rows say in “%(column)s”: %(remarks)s. Have they left?",
                self.rows,
            )
        elif self.said is Withdrawn.STAYS:
            how = ngettext(
                "%(count)s row is no leaving, by “%(column)s”: %(remarks)s.",
                "%(count)s rows are no leavings, by “%(column)s”: %(remarks)s.",
                self.rows,
            )
        else:
            how = ngettext(
                "%(count)s row counts as a leaving, whatever “%(column)s” says: %(remarks)s.",
                "%(count)s rows count as leavings, whatever “%(column)s” says: %(remarks)s.",
                self.rows,
            )
        one = len(self.remarks) == 1
        remarks = _("“%(remark)s”") % {"remark": next(iter(self.remarks))} if one else ""
        facts = {"count": self.rows, "column": self.heading}
        facts["remarks"] = remarks or in_words(self.remarks)
        offers = [each.value for each in Withdrawn if each is not self.said]
        place = Place(self.file, self.line, self.heading)
        yield place.found(Kind.WITHDRAWN_BY_REMARK, None, how=how % facts, offers=offers)


def unread(
    header: Sequence[str], cells: Sequence[str], read: AbstractSet[int]
) -> Iterator[tuple[str, str]]:
    """Heading and cell of each column that says nothing else of the row."""
    for at, (heading, cell) in enumerate(zip(header, cells, strict=False)):
        if cell and at not in read:
            yield heading, tidy(cell)

"""Rows of a leavers list that tell of no leaver: not employed here, or the leaving was taken back.

Headcounts are of employees, and whoever took the notice back is among them still. So neither
counts as a leaver unless somebody says so. They are counted with all others that are none, so that
the check can say what its rows are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from typing import Self

from tandem.organisation.intake.counts.layout import OpenedCounts
from tandem.organisation.intake.counts.rows import Leaving, Read, nobody
from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.reading import Record
from tandem.organisation.intake.reasons import NO_LEAVING
from tandem.organisation.intake.report import ASIDE, Report
from tandem.organisation.intake.spelling import tidy
from tandem.organisation.intake.staging import Staging
from tandem.organisation.intake.withdrawn import WithdrawnSeen
from tandem.organisation.intake.worker_types import TypesSeen


def people(row: Read) -> int:
    return sum(one.leavers for one in row.found if isinstance(one, Leaving))


@dataclass(slots=True)
class NoLeavers:
    """until: the last day that is counted; of later rows nothing is asked. aside: people by why."""

    opened: Sequence[OpenedCounts]
    until: date | None
    withdrawn: WithdrawnSeen
    types: dict[int, TypesSeen] = field(default_factory=dict)
    aside: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, opened: Sequence[OpenedCounts], until: date | None) -> Self:
        return cls(opened, until, WithdrawnSeen.by(opened[0].layout.rows.mapping))

    def is_outside(self, file: int, record: Record, row: Read) -> bool:
        """Whether the row is of people who are not employed."""
        rows = self.opened[file].layout.rows
        if Field.WORKER_TYPE not in rows.columns:
            return False
        kind = tidy(rows.columns.cell(record.cells, Field.WORKER_TYPE))
        seen = self.types.setdefault(file, TypesSeen())
        outside = seen.is_outside(kind, rows.mapping.ways.worker_types)
        if outside:
            self.aside["outside"] += people(row) or 1
        return outside

    def without_withdrawn(self, file: int, record: Record, row: Read) -> Read:
        """Nobody left by a row whose remark takes it back; the list still names its area."""
        opened = self.opened[file]
        leavings = [one for one in row.found if isinstance(one, Leaving) and one.leavers > 0]
        if opened.heads or not leavings or all(self.is_to_come(one.month) for one in leavings):
            return row
        if not self.withdrawn.stays(file, opened.source, record, opened.layout.read):
            return row
        self.aside["no_leaving"] += people(row)
        return row._replace(found=[*map(nobody, leavings)])

    def see(self, row: Leaving) -> None:
        """A row that is taken."""
        if self.is_to_come(row.month):
            self.aside["later"] += row.leavers
        elif row.reason_class == NO_LEAVING:
            self.aside["no_leaving"] += row.leavers

    def is_to_come(self, month: date) -> bool:
        return self.until is not None and month > self.until

    def tell(self, report: Report) -> None:
        lists = [each for each in self.opened if not each.heads]
        if all(each.layout.tells_each for each in lists):
            report.leaver_rows = sum(each.seen.rows for each in lists)
        report.aside = {why: self.aside[why] for why in ASIDE if self.aside[why]}

    def note(self, staging: Staging) -> None:
        if self.types:  # asked about once, of all lists
            first, rows = min(self.types), sum(self.opened[each].seen.rows for each in self.types)
            seen = reduce(TypesSeen.with_, self.types.values())
            staging.note(first, *seen.notes(self.opened[first].layout.rows, rows, None))
        staging.note(self.withdrawn.number, *self.withdrawn.notes())

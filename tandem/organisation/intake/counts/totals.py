"""Rows of totals that look like any other row: an area called "Total", with a month and a number.

Such a name may also be an area's, so its row is held back until the others of its file are read:
it is a total where it is what the others of its month come to. Of a file with rows that could not
be read more than that is a total as well, for then the sum is not known.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from tandem.organisation.intake.counts.rows import Heads, Leaving, Read
from tandem.organisation.intake.reading import Record
from tandem.organisation.intake.sources import says_total


@dataclass(slots=True)
class Totals:
    """Of one file. held: rows named like a total, and what they say."""

    sums: Counter[date] = field(default_factory=Counter)
    refused: int = 0
    held: list[tuple[Record, Read]] = field(default_factory=list)

    def hold(self, record: Record, row: Read) -> bool:
        """Whether it is held back; what is not is one of those that may be summed up."""
        if row.found and len(row.area) == 1 and says_total(row.area[0]):
            self.held.append((record, row))
            return True
        for each in row.found:
            self.sums[each.month] += people_of(each)
        return False

    def sum_up(self, row: Read) -> bool:
        """Whether the row is a sum of the others."""
        return all(self._sums_up(each) for each in row.found)

    def _sums_up(self, row: Leaving | Heads) -> bool:
        others, said = self.sums.get(row.month), people_of(row)
        if others is None:
            return False
        return said == others or (self.refused > 0 and said > others)


def people_of(row: Leaving | Heads) -> int:
    return row.leavers if isinstance(row, Leaving) else row.people

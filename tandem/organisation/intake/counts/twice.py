"""Rows of a leavers list that name somebody who stands above already: counted once.

The ids are only compared, and nothing of them is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from tandem.organisation.intake.counts.layout import OpenedCounts
from tandem.organisation.intake.counts.rows import Read
from tandem.organisation.intake.fields import RANKED, Field
from tandem.organisation.intake.findings import Kind, Place, Problem
from tandem.organisation.intake.likeness import ID, LONGEST_ID, days_in, mostly
from tandem.organisation.intake.reading import Record
from tandem.organisation.intake.spelling import says_nothing, squeezed, tidy

FEWEST = 10  # rows in which ids are seen
IDS = 0.9  # of the first values are different ones: "1" in every row says how many
Told = tuple[str, object]


@dataclass(slots=True)
class Twice:
    """Of one file. at: the column of ids; None where there is none, or rows count several."""

    at: int | None
    name: str
    lines: dict[Told, int] = field(default_factory=dict)

    @classmethod
    def of(cls, opened: OpenedCounts, first: Sequence[Sequence[str]]) -> Self:
        """first: the first values of each column."""
        layout = opened.layout
        header = opened.source.header
        ids = [at for at in range(len(header)) if at not in layout.read and are_ids(first[at])]
        ids.sort(key=lambda at: RANKED.get(squeezed(header[at]), (None, 0))[0] is not Field.NUMBER)
        tells = not opened.heads and layout.tells_each
        return cls(ids[0] if tells and ids else None, opened.source.name)

    def found(self, record: Record, row: Read) -> Problem | None:
        """What is said of the row, if it is told again."""
        if self.at is None or self.at >= len(record.cells) or not row.found:
            return None
        one = tidy(record.cells[self.at])
        if says_nothing(one):
            return None
        first = self.lines.setdefault((one, row.month), record.line)
        if first == record.line:
            return None
        return Place(self.name, record.line).found(Kind.LEAVER_AGAIN, first=first)


def are_ids(values: Sequence[str]) -> bool:
    """Whether hardly any stands twice, nobody is without one, and they look like ids."""
    said = [each for each in values if each]
    if len(said) < FEWEST or len({*said}) < IDS * len(said) or len(said) < IDS * len(values):
        return False
    return (
        mostly(said, ID.fullmatch) and max(map(len, said)) <= LONGEST_ID and days_in(said) is None
    )

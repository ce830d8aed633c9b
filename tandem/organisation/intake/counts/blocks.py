"""A sheet made for the eye: the level above stands on the first row of its block alone, and a row
under the block sums it up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tandem.organisation.intake.reading import Record
from tandem.organisation.intake.sources import says_total
from tandem.organisation.intake.spelling import plain, says_nothing, tidy

ROWS_OF_A_BLOCK = 2  # names to a row without one at most: else some areas just have none above


@dataclass(slots=True)
class Shape:
    """Of one column of levels: whether it says each name once, and then nothing for a while."""

    names: set[str] = field(default_factory=set)
    filled: int = 0
    blank: int = 0
    begins: bool = False  # the first row says one

    def see(self, text: str) -> None:
        if says_nothing(text):
            self.blank += 1
            return
        self.begins |= not self.filled and not self.blank
        self.filled += 1
        self.names.add(text)

    @property
    def is_of_blocks(self) -> bool:
        once = len(self.names) == self.filled
        return self.begins and once and self.filled <= ROWS_OF_A_BLOCK * self.blank


@dataclass(slots=True)
class Blocks:
    """Carries such names down. levels: the columns of an area's levels but the last."""

    levels: Sequence[int] = ()
    last: dict[int, str] = field(default_factory=dict)

    def carried(self, record: Record) -> Record:
        if not self.levels:
            return record
        cells = list(record.cells)
        for at in self.levels:
            text = tidy(cells[at]) if at < len(cells) else ""
            if not says_nothing(text):
                self.last[at] = text
            elif at < len(cells):
                cells[at] = self.last.get(at, "")
        return record._replace(cells=cells)


def sums_up_above(path: Sequence[str]) -> bool:
    """Whether the last name says a sum of the one above. A bare "Total" does not say of what.

    >>> sums_up_above(("Operations", "Total Operations")), sums_up_above(("Central", "Total"))
    (True, False)
    >>> sums_up_above(("Operations", "Total Rewards"))
    False
    """
    if len(path) < 2:
        return False
    above, own = plain(path[-2]), plain(path[-1])
    return bool(above) and above in own and says_total(own.replace(above, " ", 1))

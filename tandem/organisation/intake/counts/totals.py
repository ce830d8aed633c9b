"""Rows of totals that look like any other row: an area called "Total", with a month and a number.

Such a name may also be an area's, so its row is held back until the others of its file are read:
it is a total where it is what the others of its month come to. Of a file with rows that could not
be read more than that is a total as well, for then the sum is not known. Whatever its name, an
area that is what all others come to, month after month, is a total too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date

from tandem.organisation.intake.counts.rows import Heads, Leaving, Read
from tandem.organisation.intake.counts.staging import StagedCounts
from tandem.organisation.intake.reading import Record
from tandem.organisation.intake.sums import says_total

Path = tuple[str, ...]
FEWEST_OTHERS, FEWEST_IN_ONE_MONTH = 2, 3  # by chance one of three is the sum of two


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


@dataclass(frozen=True, slots=True)
class Sum:
    """An area that is what the others come to, in so many months; people: in the last of them."""

    area: Path
    months: int
    last: date
    people: int


def sums_of_all(staged: StagedCounts, lost: AbstractSet[date]) -> Iterator[Sum]:
    """Headcounts that are a total by their figures.

    lost: months of which a row was not taken or not read; the others come to less there.
    """
    heads = staged.areas_with("heads")
    above = {path[:end] for path in heads for end in range(1, len(path))}
    others = staged.heads_together(above)
    whole = {month: each for month, each in others.items() if month not in lost}
    if not whole:
        return
    last = max(whole)
    for path, people in staged.heads_in(last):
        if is_sum(people, path in above, whole[last]):
            found = {month: heads.people for month, heads in staged.heads_of(path)}
            if all_sum_up(found, path in above, others, lost):
                yield Sum(path, len(found), last, people)


def all_sum_up(
    found: Mapping[date, int],
    is_above: bool,
    others: Mapping[date, tuple[int, int]],
    lost: Collection[date],
) -> bool:
    exact = [month for month in found if month not in lost]
    if len(exact) == 1 and others[exact[0]][1] - (not is_above) < FEWEST_IN_ONE_MONTH:
        return False
    return all(
        is_sum(people, is_above, others[month], more=month in lost)
        for month, people in found.items()
    )


def is_sum(people: int, is_above: bool, all_: tuple[int, int], *, more: bool = False) -> bool:
    """all_: people and areas of the month, without those that lie above others."""
    together, areas = all_
    if not is_above:
        together, areas = together - people, areas - 1
    enough = people > 0 and areas >= FEWEST_OTHERS
    return enough and (people == together or (more and people > together))

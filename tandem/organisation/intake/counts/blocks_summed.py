"""Rows of headcounts that are the sum of the rows right below them: a department above its teams.

People who keep such a table by hand write the sum on the first line of a block, and what it is the
sum of indented under it. Taken as an area beside them it would count everybody twice. Below the sum
of all, after an empty line, they note what is no area: who was hired in, posts, apprentices.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from tandem.organisation.intake.counts.whole import whole_number
from tandem.organisation.intake.sources import Record
from tandem.organisation.intake.spelling import tidy
from tandem.organisation.intake.sums import part_summed

FEWEST_MONTHS = 3  # by which a sum is one; of numbers that stay the same it may be chance
FEWEST_ROWS = 2  # of a block
MOST_ROWS = 400  # of a table that is looked through
MOSTLY = 0.8  # of its months, in which a total by its name is the sum: some are typed wrongly


def summed(records: Sequence[Record], months: Sequence[int], area: int) -> Iterator[int]:
    """The lines of such rows. months: the columns of numbers. area: the one of names."""
    rows = [numbers(record, months) for record in records]
    for at, whole in enumerate(rows):
        if len(whole) < FEWEST_MONTHS:
            continue
        if len(whole) >= FEWEST_MONTHS and sums_up_indented(records, at, months, area):
            yield records[at].line
            continue
        parts = rows_summed(whole, rows[at + 1 :])
        moves = len({*whole.values()}) >= FEWEST_MONTHS
        if parts and (moves or all(map(is_indented, names(records[at + 1 :][:parts], area)))):
            yield records[at].line


def sums_up_indented(records: Sequence[Record], at: int, months: Sequence[int], area: int) -> bool:
    """Whether the rows that are indented below it come to it, but for months typed wrongly."""
    if is_indented(next(names(records[at : at + 1], area), "")):
        return False
    parts = [*takewhile(lambda row: is_indented(next(names([row], area), "")), records[at + 1 :])]
    return len(parts) >= FEWEST_ROWS and is_mostly_the_sum(records[at], parts, months)


def below_the_total(
    rows: Sequence[Record], totals: Sequence[Record], months: Sequence[int], area: int
) -> Iterator[int]:
    """The lines after an empty one below the sum of all.

    rows: of the table, without sums of parts. totals: lines of it that are sums. A second block has
    areas of its own and a sum of them; one with the same areas counts something else.
    """
    named = [row for row in rows if part_summed(next(names([row], area), ""))]
    sums = sorted([*totals, *named], key=lambda row: row.line)
    for at, total in enumerate(sums):
        above = [row for row in rows if row.line < total.line and row not in named]
        below = [row for row in rows if row.line > total.line and row not in named]
        parted = bool(below) and below[0].line > total.line + 1
        known = {tidy(name) for name in names([*above, *sums[:at]], area)}
        told = (row for row in below if any(map(tidy, cells_of(row, months))))
        again = all(tidy(name) in known for name in names([*told], area))
        once = at + 1 == len(sums) or again
        if (
            parted
            and once
            and len(above) >= FEWEST_ROWS
            and is_mostly_the_sum(total, above, months)
        ):
            yield from (row.line for row in [*below, *named[at + 1 :]])
            return


def cells_of(row: Record, at: Sequence[int]) -> Iterator[str]:
    return (row.cells[each] for each in at if each < len(row.cells))


def is_mostly_the_sum(total: Record, rows: Sequence[Record], months: Sequence[int]) -> bool:
    said, parts = numbers(total, months), [numbers(row, months) for row in rows]
    right = sum(told == sum(row.get(at, 0) for row in parts) for at, told in said.items())
    return len(said) >= FEWEST_MONTHS and right >= MOSTLY * len(said)


def rows_summed(whole: Mapping[int, int], below: Sequence[Mapping[int, int]]) -> int:
    """How many rows right below come to it in each of its months; 0 where none do."""
    told = dict.fromkeys(whole, 0)
    for n, row in enumerate(below, start=1):
        told = {at: told[at] + row.get(at, 0) for at in told}
        if any(told[at] > whole[at] for at in told):
            return 0
        if n >= FEWEST_ROWS and told == whole:
            return n
    return 0


def names(records: Sequence[Record], area: int) -> Iterator[str]:
    return (record.cells[area] for record in records if area < len(record.cells))


def is_indented(name: str) -> bool:
    return name[:1].isspace()


def numbers(record: Record, months: Sequence[int]) -> dict[int, int]:
    found = {at: whole_number(tidy(record.cells[at])) for at in months if at < len(record.cells)}
    return {at: number for at, number in found.items() if number is not None}

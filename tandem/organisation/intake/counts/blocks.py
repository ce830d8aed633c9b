"""A sheet made for the eye: a name stands on the first row of its block alone, and a row under the
block sums it up.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from tandem.organisation.intake.reading import Record
from tandem.organisation.intake.spelling import plain, says_nothing, tidy
from tandem.organisation.intake.sums import SUBTOTAL, says_total

ROWS_OF_A_BLOCK = 2  # names to a row without one at most: else some areas just have none above


MARK = re.compile(r"\(\d{1,2}\)(?=\s)")
MARK_BEHIND = re.compile(r"(.*\S)\s*(\(\d{1,2}\))\s*")


@dataclass(slots=True)
class Shape:
    """Of one column: whether it says each name once, and then nothing for a while.

    of_areas: an area of the same name may come again in another block. a_row_each: it has one row,
    but for parts of it.
    """

    of_areas: bool = False
    a_row_each: bool = False
    last: str = ""
    again: bool = False  # a name stands on two rows that follow each other
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
        self.again |= text == self.last
        self.last = text
        self.names.add(text)

    @property
    def is_of_blocks(self) -> bool:
        once = not self.again if self.of_areas else len(self.names) == self.filled
        rows = 1 if self.of_areas else ROWS_OF_A_BLOCK
        return self.begins and once and self.filled <= rows * self.blank

    def carries(self, *, in_parts: bool) -> bool:
        """in_parts: a column beside it says whom each row of an area counts."""
        if self.a_row_each:
            return in_parts and self.begins and not self.again
        return self.is_of_blocks


@dataclass(frozen=True, slots=True)
class Blocks:
    """Whose names stand so: above, the columns of the levels over an area; own, the area's.

    named: the columns of areas. marks: of footnotes, which are no part of a name: "(1)".
    """

    above: tuple[int, ...] = ()
    own: int | None = None
    named: tuple[int, ...] = ()
    marks: frozenset[str] = frozenset()


@dataclass(slots=True)
class Carrying:
    """Carries such names down, row by row."""

    blocks: Blocks
    last: dict[int, str] = field(default_factory=dict)
    beside: dict[int, str] = field(default_factory=dict)

    def carried(self, record: Record) -> Record:
        above, own = self.blocks.above, self.blocks.own
        if not above and own is None and not self.blocks.marks:
            return record
        cells = list(record.cells)
        for at in self.blocks.named if self.blocks.marks else ():
            if at < len(cells):
                cells[at] = without_mark(cells[at], self.blocks.marks)
        if own is not None and self.says_otherwise(cells[:own]):
            self.last.pop(own, None)  # another block has begun, or this row sums one up
        for at in above if own is None else (*above, own):
            text = tidy(cells[at]) if at < len(cells) else ""
            if not says_nothing(text):
                self.last[at] = text
            elif at < len(cells):
                cells[at] = self.last.get(at, "")
        return record._replace(cells=cells)

    def says_otherwise(self, cells: Sequence[str]) -> bool:
        """Whether these, left of the area, say something else than they did last."""
        said = {at: text for at, cell in enumerate(cells) if (text := tidy(cell))}
        before = {at: self.beside.get(at) for at in said}
        self.beside |= said
        return said != before


def without_mark(name: str, marks: AbstractSet[str]) -> str:
    """
    >>> without_mark("Care (1)", {"(1)"}), without_mark("Care (2)", {"(1)"})
    ('Care', 'Care (2)')
    """
    found = MARK_BEHIND.fullmatch(name)
    return found[1] if found and found[2] in marks else name


def marks_in(remark: str) -> set[str]:
    """Of the footnotes that a remark explains."""
    return {*MARK.findall(remark)}


def sums_up_a_block(cells: Sequence[str], area: int) -> bool:
    """Whether a row without an area is a sum: “Ballina total” stands left of where one would be,
    “Produktion i alt” in Danish."""
    if area >= len(cells) or not says_nothing(tidy(cells[area])):
        return False
    said = [words for cell in cells[:area] if (words := tidy(cell).split())]
    ends = (end for words in said for n in (1, 2) for end in (words[:n], words[-n:]))
    return any(says_total(" ".join(each)) for each in ends)


def sums_up_above(path: Sequence[str]) -> bool:
    """Whether the last name says a sum of the one above. A bare "Total" does not say of what.

    >>> sums_up_above(("Operations", "Total Operations")), sums_up_above(("Central", "Total"))
    (True, False)
    >>> sums_up_above(("Industrie", "S/T Industrie")), sums_up_above(("Care", "Total Rewards"))
    (True, False)
    """
    if len(path) < 2:
        return False
    above, own = plain(path[-2]), plain(SUBTOTAL.sub("sous total", path[-1]))
    return bool(above) and above in own and says_total(own.replace(above, " ", 1))

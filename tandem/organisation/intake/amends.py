"""What somebody says instead of what stands in a file. The file itself is never written to.

An amend is kept beside the upload until the import is settled, and used by the check. One for a
single line wins over one for every row that says the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import NamedTuple

from tandem.organisation.intake.sources import Record
from tandem.organisation.intake.spelling import tidy

ADDED_UP = "add"


class Amend(NamedTuple):
    """file: as it is numbered in the check. line: None for every row that says the same.

    heading: None for the row as a whole. said: what stands there. value: None leaves the row out.
    Without line and heading it is of an area, said: as the file calls it; value: see `of_areas`.
    Of no area, it says that headcounts which stand in the file again are added up.
    """

    file: int
    line: int | None
    heading: str | None
    said: str | None
    value: str | None

    @property
    def key(self) -> tuple[int, int | None, str | None, str | None]:
        """Of two with one key the later one holds."""
        return (self.file, self.line, self.heading, self.said if self.line is None else None)

    @property
    def leaves_out(self) -> bool:
        return self.value is None

    @classmethod
    def adding_up(cls, file: int) -> Amend:
        return cls(file, None, None, "", ADDED_UP)

    @property
    def adds_up(self) -> bool:
        return self.is_of_an_area and (self.said, self.value) == ("", ADDED_UP)

    @property
    def is_of_an_area(self) -> bool:
        return self.line is None and self.heading is None


def together(before: Sequence[Amend], *new: Amend) -> list[Amend]:
    """What was said before, and what is said now: the later word on a cell or row holds."""
    held = list(before)
    for each in new:
        held = [
            one for one in (followed(known, each) for known in held) if not gives_way(one, each)
        ]
        first = next((one for one in before if one.key == each.key), None)
        held.append(each._replace(said=first.said) if first else each)
    return held


def followed(known: Amend, new: Amend) -> Amend:
    """What was put in one's place may be amended in its turn, for every row that says it."""
    chained = new.line is None and (known.file, known.heading) == (new.file, new.heading)
    if not chained or known.value is None or tidy(known.value) != new.said:
        return known
    known = known._replace(value=new.value)
    is_row = known.line is not None and known.leaves_out
    return known._replace(heading=None) if is_row else known


def gives_way(known: Amend, new: Amend) -> bool:
    """Whether the later one takes its place: the same cell, or the same row left out or not."""
    if known.key == new.key:
        return True
    of_one_row = new.line is not None and (known.file, known.line) == (new.file, new.line)
    return of_one_row and (known.leaves_out or new.leaves_out)


@dataclass(frozen=True, slots=True)
class FileAmends:
    """Those of one file, by position. None: the row is left out.

    lines: line to position to value. same: position to what is said to value.
    """

    lines: Mapping[int, Mapping[int, str] | None] = field(default_factory=dict)
    same: Mapping[int, Mapping[str, str | None]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.lines or self.same)

    def of(self, record: Record) -> Record | None:
        """The row as somebody says it is; the very record where nobody says anything of it."""
        if not self:
            return record
        said = self.lines.get(record.line, {})
        if said is None:
            return None
        cells = dict(said)
        for at, values in self.same.items():
            if at in cells or at >= len(record.cells):
                continue
            cell = tidy(record.cells[at])
            if cell in values:
                value = values[cell]
                if value is None:
                    return None
                cells[at] = value
        return with_cells(record, cells)

    @property
    def values(self) -> Iterator[str]:
        """All that is said instead."""
        for cells in self.lines.values():
            yield from (cells or {}).values()
        for values in self.same.values():
            yield from (value for value in values.values() if value is not None)


AS_IT_STANDS = FileAmends()


def with_cells(record: Record, cells: Mapping[int, str]) -> Record:
    """A cell that a workbook left without a value has one now."""
    if not cells or max(cells) >= len(record.cells):
        return record
    amended = [cells.get(at, cell) for at, cell in enumerate(record.cells)]
    faults = tuple((at, kind) for at, kind in record.faults if at not in cells)
    return record._replace(cells=amended, faults=faults)


def of_areas(amends: Iterable[Amend], files: AbstractSet[int]) -> dict[str, str]:
    """What is said of areas of these files: as a file calls one, to what it is called elsewhere.

    Called nothing, it stands nowhere else; called the same, it is an area like the others.
    """
    said = (each for each in amends if each.is_of_an_area and each.file in files)
    return {each.said or "": each.value or "" for each in said}


def of_file(
    file: int, amends: Iterable[Amend], header: Sequence[str], read: AbstractSet[int]
) -> FileAmends:
    """read: the positions that are read; of two columns with one heading the one that is counts."""
    at = {heading: place for place, heading in reversed([*enumerate(header)])}
    at |= {header[place]: place for place in read}
    lines: dict[int, dict[int, str] | None] = {}
    same: dict[int, dict[str, str | None]] = {}
    for each in amends:
        place = at.get(each.heading or "")
        if each.file != file or each.is_of_an_area:
            continue
        if each.line is not None and each.value is None:
            lines[each.line] = None
        elif each.line is not None and place is not None and each.value is not None:
            cells = lines.setdefault(each.line, {})
            if cells is not None:
                cells[place] = each.value
        elif each.line is None and place is not None:
            same.setdefault(place, {})[each.said or ""] = each.value
    return FileAmends(lines, same)

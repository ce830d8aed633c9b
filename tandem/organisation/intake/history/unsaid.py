"""What rows of a job history leave unsaid: areas that did not change, leavings that were none.

Logs of changes repeat only what changes. A raise has no area: it is that of the job before. A
payout after somebody left begins no job. A leaving that was withdrawn never was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.formats import number_format

from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.findings import Kind, Place
from tandem.organisation.intake.history import shelf
from tandem.organisation.intake.history.lines import Line
from tandem.organisation.intake.history.rules import Remark, order
from tandem.organisation.intake.staging import Staging
from tandem.organisation.intake.values import Layout

CARRIED = ("title", "level", "location", "manager")
"""What a row without an area does not say either, if it is empty there."""


@dataclass(slots=True)
class Unsaid:
    """carried: rows that had no area; after: those after a leaving; withdrawn: leavings."""

    staging: Staging
    layouts: Mapping[int, Layout]
    carried: int = 0
    after: int = 0
    withdrawn: int = 0
    files: set[int] = field(default_factory=set)

    def take(self, lines: Sequence[Line], rescinded: Sequence[date]) -> list[Line]:
        """All that stands, with what the rows before say. A line without an area that has nothing
        before it keeps none."""
        if not rescinded and all(line.leaves or says_where(line) for line in lines):
            return [*lines]
        kept = sorted(
            lines, key=lambda line: (line.row.start_on, not says_where(line), order(line))
        )
        for day in rescinded:
            if any(line.leaves for line in kept):
                kept = without_leaving(kept, day)
                self.withdrawn += 1
        return list(self.told(kept))

    def told(self, lines: Sequence[Line]) -> Iterator[Line]:
        before: Line | None = None
        left = False
        for line in lines:
            if line.leaves or says_where(line):
                left = line.leaves
                before = before if line.leaves else line
                yield line
            elif left and not line.begins:
                self.after += 1
                self.files.add(line.file)
            elif before is None:
                yield line
            else:
                self.carried += 1
                self.files.add(line.file)
                if line.row.start_on > before.row.start_on:  # else that job begins with it
                    left, before = False, as_before(line, before)
                    shelf.set_as_before(self.staging, before)
                    yield before

    def note(self) -> None:
        file = min(self.files, default=0)
        if self.carried or self.after or self.withdrawn:
            columns = self.layouts[file].columns
            place = Place(self.layouts[file].file, None, columns.heading(Field.DEPARTMENT))
            if self.carried or self.after:
                counts = {"count": self.carried, "shown": number_format(self.carried)}
                counts |= {"after": number_format(self.after)}
                self.staging.note(file, place.found(Kind.AREA_AS_BEFORE, None, **counts))
            if self.withdrawn:
                found = place.found(Kind.LEAVING_WITHDRAWN, None, count=self.withdrawn)
                self.staging.note(file, found)


def without_leaving(lines: Sequence[Line], day: date) -> list[Line]:
    """Without the one that is nearest to a day: all of its rows, where a status says it again."""
    leavings = [at for at, line in enumerate(lines) if line.leaves]
    first = last = min(leavings, key=lambda at: abs((lines[at].row.start_on - day).days))
    while first - 1 in leavings:
        first -= 1
    while last + 1 in leavings:
        last += 1
    return [*lines[:first], *lines[last + 1 :]]


def says_where(line: Line) -> bool:
    return any(line.row.department)


def as_before(line: Line, before: Line) -> Line:
    kept = {name: getattr(before.row, name) for name in CARRIED if not getattr(line.row, name)}
    fte = before.row.fte if line.row.fte is None else line.row.fte
    row = line.row._replace(department=before.row.department, fte=fte, **kept)
    return line._replace(row=row)


def lacking(lines: Sequence[Line]) -> list[Remark]:
    """A word on each line whose area nothing tells."""
    return [
        Remark(line, Kind.MISSING_DEPARTMENT, Field.DEPARTMENT, None, {})
        for line in lines
        if not line.leaves and not says_where(line)
    ]

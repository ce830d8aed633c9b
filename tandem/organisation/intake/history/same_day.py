"""Several rows of one person and day: the one that was entered last holds.

HR systems number what is entered for one day, so that a slip can be put right on the day it was
made: hired into the wrong department, moved to the right one; dismissed, and the dismissal taken
back or its reason put right. Only a column that says this order decides; where there is none,
rows of one day stand as they are. All that is settled before the day of a leaving is read as the
last day worked: until then rows of one day have one day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.findings import Kind
from tandem.organisation.intake.history.lines import Line
from tandem.organisation.intake.history.rules import DAY, Remark

Outside = Mapping[date, tuple[int, int]]
"""By day the sequence and the line of a job in which somebody is not employed."""


@dataclass(slots=True)
class Settled:
    """lines: what holds. given_way: a word on each row that does not. rescinded: of which days a
    leaving is still to be taken back; withdrawn: how many a row of their day took back."""

    lines: list[Line] = field(default_factory=list)
    given_way: list[Remark] = field(default_factory=list)
    rescinded: list[date] = field(default_factory=list)
    withdrawn: int = 0

    def give_way(self, line: Line, other: int) -> None:
        said, facts = str(line.sequence), dict[str, object](other=other)
        self.given_way.append(Remark(line, Kind.LATER_ROW_HOLDS, Field.SEQUENCE, said, facts))


def settled(
    lines: Sequence[Line],
    outside: Outside,
    rescinded: Sequence[tuple[date, int]],
    *,
    worked: bool,
) -> Settled:
    """lines: of one person, each on the day that its row says. outside: where such a job was
    entered last, they have none here from that day on. rescinded: of which days a leaving was
    none, and where in their order that is said (0: nowhere). worked: whether the day of a leaving
    is the last one worked."""
    found = Settled()
    kept = without_taken_back(lines, rescinded, found)
    for _key, same in groupby(sorted(kept, key=of_one_day), key=of_one_day):
        rows = sorted(same, key=lambda line: line.sequence)
        told = len({row.sequence for row in rows}) == len(rows)  # else the order says nothing
        held = last_of(rows, worked=worked) if told else rows
        places = {line.line for line in held}
        for row in rows:
            if row.line not in places:
                found.give_way(row, rows[-1].line)
        for line in held:
            if other := later_outside(line, outside):
                found.give_way(line, other)
            else:
                moves = worked and not (told and returns_after(line, held))
                found.lines.append(gone_after(line) if moves else line)
    return found


def of_one_day(line: Line) -> tuple[object, ...]:
    return line.row.start_on, line.job


def without_taken_back(
    lines: Sequence[Line], rescinded: Sequence[tuple[date, int]], found: Settled
) -> list[Line]:
    """Without the leavings that a later row of their day takes back; else that is of another."""
    kept = [*lines]
    for day, sequence in rescinded:
        same = [each for each in kept if each.row.start_on == day]
        if not sequence or not any(each.leaves and each.sequence for each in same):
            found.rescinded.append(day)
            continue
        before = [each for each in same if tells_why(each) and each.sequence < sequence]
        kept = [each for each in kept if each not in before]
        found.withdrawn += bool(before)
    return kept


def tells_why(line: Line) -> bool:
    """Whether it says that they left, or puts right why."""
    return line.leaves or bool(line.row.reason and not line.begins)


def later_outside(line: Line, outside: Outside) -> int:
    """The line of the row that it gives way to; 0 for none."""
    sequence, other = outside.get(line.row.start_on, (0, 0))
    return other if not line.leaves and 0 < line.sequence < sequence else 0


def last_of(rows: Sequence[Line], *, worked: bool) -> list[Line]:
    """What holds of the rows of one day, given in their order."""
    job: Line | None = None
    left: Line | None = None
    back: Line | None = None
    for row in rows:
        if row.leaves:
            left, back = row, None
        elif left is None:
            job = holds(row, job)
        elif row.begins or back is not None:
            back = holds(row, back)  # who leaves and returns on one day
        elif row.row.reason:
            left = as_leaving(row, left)  # says why once more: the reason is put right
        else:
            job, left = holds(row, job), None  # the leaving is taken back
    # Gone from that day on: what else was entered for it is no job, unless they came on it.
    if job and left and (back or not (worked or job.begins)):
        job = None
    return [each for each in (job, left, back) if each]


def returns_after(line: Line, held: Sequence[Line]) -> bool:
    """Whether they come back on the day that they leave."""
    return any(each.begins and each.sequence > line.sequence for each in held)


def holds(row: Line, before: Line | None) -> Line:
    """What holds begins a stay if any of them does."""
    return row._replace(begins=row.begins or bool(before and before.begins))


def as_leaving(row: Line, left: Line) -> Line:
    told = row.row._replace(department=(), end_on=None)
    return row._replace(row=told, leaves=True, gone_on=left.gone_on)


def gone_after(line: Line) -> Line:
    """A leaving whose day is the last one worked."""
    if not line.leaves:
        return line
    return line._replace(row=line.row._replace(start_on=line.row.start_on + DAY))

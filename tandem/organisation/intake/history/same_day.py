"""Several rows of one person and day: the one that was entered last holds.

HR systems number what is entered for one day, so that a slip can be put right on the day it was
made: hired into the wrong department, moved to the right one. Only a column that says this order
decides; where there is none, rows of one day stand as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby

from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.findings import Kind
from tandem.organisation.intake.history.lines import Line
from tandem.organisation.intake.history.rules import Remark


def last_of_each_day(
    lines: Sequence[Line], outside: Mapping[date, tuple[int, int]]
) -> tuple[list[Line], list[Remark]]:
    """lines: of one person. A leaving and a job of one day are no rows of one thing.

    What holds begins a stay if any of them does. Of each row that gives way something is said.
    outside: by day the sequence and the line of a job in which they are not employed: where it was
    entered last, they have none here from that day on.
    """
    if not any(line.sequence for line in lines):
        return [*lines], []
    found: list[Line] = []
    given_way: list[Remark] = []
    for _day, same in groupby(sorted(lines, key=of_one_thing), key=of_one_thing):
        rows = sorted(same, key=lambda line: line.sequence)
        last = rows[-1]
        if len({row.sequence for row in rows}) < len(rows):  # the order says nothing of these
            found += rows
        else:
            found.append(last._replace(begins=any(row.begins for row in rows)))
            given_way += [gives_way(row, last.line) for row in rows[:-1]]
    over = {line: other for line in found if (other := later_outside(line, outside))}
    given_way += [gives_way(line, other) for line, other in over.items()]
    return [line for line in found if line not in over], given_way


def later_outside(line: Line, outside: Mapping[date, tuple[int, int]]) -> int:
    """The line of the row that it gives way to; 0 for none."""
    sequence, other = outside.get(line.row.start_on, (0, 0))
    return other if not line.leaves and 0 < line.sequence < sequence else 0


def gives_way(line: Line, other: int) -> Remark:
    said = str(line.sequence)
    return Remark(line, Kind.LATER_ROW_HOLDS, Field.SEQUENCE, said, {"other": other})


def of_one_thing(line: Line) -> tuple[object, ...]:
    return line.row.start_on, line.leaves, line.job

"""Several rows of one person and day: the one that was entered last holds.

HR systems number what is entered for one day, so that a slip can be put right on the day it was
made: hired into the wrong department, moved to the right one. Only a column that says this order
decides; where there is none, rows of one day stand as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.findings import Kind
from tandem.organisation.intake.history.lines import Line
from tandem.organisation.intake.history.rules import Remark


def last_of_each_day(lines: Sequence[Line]) -> tuple[list[Line], list[Remark]]:
    """lines: of one person. A leaving and a job of one day are no rows of one thing.

    What holds begins a stay if any of them does. Of each row that gives way something is said.
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
            given_way += [gives_way(row, last) for row in rows[:-1]]
    return found, given_way


def gives_way(line: Line, last: Line) -> Remark:
    said = str(line.sequence)
    return Remark(line, Kind.LATER_ROW_HOLDS, Field.SEQUENCE, said, {"other": last.line})


def of_one_thing(line: Line) -> tuple[object, ...]:
    return line.row.start_on, line.leaves, line.job

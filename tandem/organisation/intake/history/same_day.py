"""Several rows of one person and day: the one that was entered last holds.

HR systems number what is entered for one day, so that a slip can be put right on the day it was
made: hired into the wrong department, moved to the right one. Only a column that says this order
decides; where there is none, rows of one day stand as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from tandem.organisation.intake.history.lines import Line


def last_of_each_day(lines: Sequence[Line]) -> list[Line]:
    """lines: of one person. A leaving and a job of one day are no rows of one thing.

    What holds begins a stay if any of them does.
    """
    if not any(line.sequence for line in lines):
        return [*lines]
    found: list[Line] = []
    for _day, same in groupby(sorted(lines, key=of_one_thing), key=of_one_thing):
        rows = sorted(same, key=lambda line: line.sequence)
        last = rows[-1]
        if len({row.sequence for row in rows}) < len(rows):  # the order says nothing of these
            found += rows
        else:
            found.append(last._replace(begins=any(row.begins for row in rows)))
    return found


def of_one_thing(line: Line) -> tuple[object, ...]:
    return line.row.start_on, line.leaves, line.job

"""From the cells of a row to one job of a person, with every problem on the way."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from tandem.organisation.digits import in_digits
from tandem.organisation.intake.dates import FOR_EVER
from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.findings import Kind, Problem
from tandem.organisation.intake.history.event_words import (
    BEGINNING,
    PAID_OUT,
    RESCINDED,
    STAYING,
    is_among,
    is_second,
    says_left,
    status_says_left,
)
from tandem.organisation.intake.reading import Record
from tandem.organisation.intake.reasons import NO_LEAVING, is_of_leaving
from tandem.organisation.intake.spelling import plain
from tandem.organisation.intake.values import (
    DAY,
    Cells,
    Layout,
    Row,
    check_lengths,
    check_shape,
    day_of,
    department,
    email,
    extra,
    fte,
    levels,
    manager,
    names,
)
from tandem.organisation.intake.ways import ReasonRows

BY_WORDS = 1000  # the number of a job that only words tell
JOB_NUMBER = re.compile(r"(?:^|[-_/ ])0*(\d{1,2})$")


class Line(NamedTuple):
    """One job as a row tells it.

    row: its `start_on` and `end_on` are those of the job. hired_on, gone_on: of the stay, where
    the row says so. leaves: the row is no job but says that they left, on the day of the row
    until `same_day` has settled it, then gone from `start_on` on.
    begins: it says that a stay begins. job: its number where somebody has several; of those of one
    person the lowest is the first. rescinds: the row says that a leaving was none after all.
    sequence: of several rows of one day the highest holds.
    """

    file: int
    line: int
    row: Row
    hired_on: date | None = None
    gone_on: date | None = None
    leaves: bool = False
    begins: bool = False
    job: int = 0
    rescinds: bool = False
    sequence: int = 0


def read_line(file: int, record: Record, layout: Layout) -> tuple[Line | None, list[Problem]]:
    """The job of a row, or None with at least one problem that rejects it."""
    cells = Cells(record, layout)
    check_shape(cells)
    line = None if cells.problems else read_job(file, cells)
    rejected = any(problem.rejects for problem in cells.problems)
    return (None if rejected else line), cells.problems


def read_job(file: int, cells: Cells) -> Line | None:
    """None where the row does not say when the job began; the problems say why."""
    number = cells.text(Field.NUMBER)
    if not number:
        cells.note(Kind.MISSING_ID, Field.NUMBER, "")
    event = cells.optional(Field.EVENT)
    begins = is_among(BEGINNING, event)
    leaves = says_left(event) or (not begins and (is_gone(cells) or leaves_by_reason(cells, event)))
    begins = begins and not leaves
    rescinds = takes_a_leaving_back(event)
    start_on = first_day(cells)
    first_name, last_name = names(cells)
    end_on = None if leaves else day_after(cells, Field.SPELL_TO, start_on)
    hired_on = optional_day(cells, Field.HIRED)
    gone_on = day_after(cells, Field.LEFT, hired_on)
    reason = why_gone(cells, event, over=leaves or bool(end_on or gone_on))
    reason = reason or (event if leaves and says_left(event) else "")
    understood = cells.understand(reason) if reason else None
    row = Row(
        number=number,
        first_name=first_name,
        last_name=last_name,
        email=email(cells),
        department=() if leaves or is_paid_out(cells, event) else told_department(cells),
        manager=manager(cells, number),
        title=cells.text(Field.TITLE),
        level=cells.text(Field.LEVEL),
        location=cells.text(Field.LOCATION),
        fte=fte(cells),
        start_on=start_on or date.max,
        end_on=end_on,
        reason=reason,
        reason_class=understood.told if understood else "",
    )
    check_lengths(cells, row)
    if row.reason_class == NO_LEAVING:
        gone_on = None
    row = row._replace(extra=tuple(extra(cells, gone_on or row.end_on)))
    job = job_number(cells, event)
    line = Line(file, cells.record.line, row, hired_on, gone_on, leaves, begins, job, rescinds)
    sequence = in_digits(cells.optional(Field.SEQUENCE)) or 0
    return line._replace(sequence=sequence) if start_on else None


def told_department(cells: Cells) -> tuple[str, ...]:
    """Nothing where a row of a log of changes says none: then it is that of the job before.

    A row that tells its last day tells of a whole job, and an area is lacking there.
    """
    columns = cells.layout.columns
    if Field.SPELL_TO in columns:
        return department(cells)
    path = levels(cells) if columns.levels else cells.path(Field.DEPARTMENT)
    return department(cells) if path else ()


def is_gone(cells: Cells) -> bool:
    """Whether the status of the row is that of somebody who has left."""
    return status_says_left(cells.optional(Field.STATUS))


def leaves_by_reason(cells: Cells, event: str) -> bool:
    """Whether its reason alone says that they left, where somebody said that it does."""
    ways, reason = cells.layout.mapping.ways, cells.optional(Field.REASON)
    if ways.reason_rows is not ReasonRows.LEFT or not reason:
        return False
    return bool(why_gone(cells, event, over=False)) and not is_paid_out(cells, event)


def is_paid_out(cells: Cells, event: str) -> bool:
    """Whether the row only settles what is owed: it says nothing of a job, and may come later."""
    said = f"{plain(event)} {plain(cells.optional(Field.REASON))}"
    return not is_among(BEGINNING, event) and any(each in said for each in PAID_OUT)


def takes_a_leaving_back(event: str) -> bool:
    return says_left(event) and is_among(RESCINDED, event)


def why_gone(cells: Cells, event: str, *, over: bool) -> str:
    """The leave reason. Of a row whose event is no leaving, it is why that happened: a hire has a
    reason too. An event that nobody knows with a reason for leaving is perhaps one."""
    reason = cells.optional(Field.REASON)
    if over or not event or not reason:
        return reason
    stays = is_among(STAYING, event) or not (cells.understand(reason) or is_of_leaving(reason))
    return "" if stays else reason


def job_number(cells: Cells, event: str) -> int:
    """As it ends in the cell, 0 where it says none; else by what happened and why."""
    found = JOB_NUMBER.search(cells.optional(Field.JOB))
    if found and int(found[1]):
        return int(found[1])
    is_told = is_second(event) or is_second(cells.optional(Field.REASON))
    return BY_WORDS if is_told and not found else 0


def first_day(cells: Cells) -> date | None:
    if not cells.optional(Field.SPELL_FROM):
        cells.note(Kind.MISSING_FROM_DATE, Field.SPELL_FROM, "")
        return None
    return optional_day(cells, Field.SPELL_FROM)


def optional_day(cells: Cells, field: Field) -> date | None:
    """The day in a cell, None where there is none or it is meant to be never."""
    text = cells.optional(field)
    day = day_of(cells, field, text) if text else None
    return None if day is None or day.year == FOR_EVER else day


def day_after(cells: Cells, field: Field, first: date | None) -> date | None:
    """The first day out, of a cell that holds the last day in."""
    last = optional_day(cells, field)
    if last is None:
        return None
    if first and last < first:
        if field is Field.LEFT:
            cells.note(Kind.LEAVE_BEFORE_HIRE, field, last.isoformat(), hired=first.isoformat())
        else:
            cells.note(Kind.TO_BEFORE_FROM, field, last.isoformat(), first=first.isoformat())
    return last + DAY

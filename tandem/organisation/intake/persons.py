"""The person that a row of one row per person tells, with every problem on the way."""

from __future__ import annotations

from datetime import date

from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.findings import Kind, Problem
from tandem.organisation.intake.moves import with_move
from tandem.organisation.intake.reading import Record
from tandem.organisation.intake.values import (
    Cells,
    Layout,
    Row,
    check_lengths,
    check_shape,
    department,
    email,
    extra,
    fte,
    hired,
    left,
    manager,
    names,
    reason_of,
)


def read_row(record: Record, layout: Layout) -> tuple[Row | None, list[Problem]]:
    """The person of a row, or None with at least one problem that rejects it."""
    cells = Cells(record, layout)
    check_shape(cells)
    row = None if cells.problems else read_person(cells)
    rejected = any(problem.rejects for problem in cells.problems)
    return (None if rejected else row), cells.problems


def read_person(cells: Cells) -> Row | None:
    """None where there is no hire date; the problems say why."""
    number = cells.text(Field.NUMBER)
    if not number:
        cells.note(Kind.MISSING_ID, Field.NUMBER, "")
    first, last = names(cells)
    start_on = hired(cells)
    end_on = left(cells, start_on)
    reason, reason_class = reason_of(cells, end_on)
    row = Row(
        number=number,
        first_name=first,
        last_name=last,
        email=email(cells),
        department=department(cells),
        manager=manager(cells, number),
        title=cells.text(Field.TITLE),
        level=cells.text(Field.LEVEL),
        location=cells.text(Field.LOCATION),
        fte=fte(cells),
        start_on=start_on or date.max,
        end_on=end_on,
        reason=reason,
        reason_class=reason_class,
        extra=tuple(extra(cells, end_on)),
    )
    check_lengths(cells, row)
    return with_move(cells, row) if start_on else None

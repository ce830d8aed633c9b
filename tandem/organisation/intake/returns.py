"""People who stand in several rows of a file of one row per person: a row for each stay.

Rows that do not touch tell that somebody left and came back. The latest one stands for the person,
and the earlier ones lie beside it. Where one ends the day before the next begins, they never left:
it is one stay. Rows that say the same are one. All others cannot both be, and are asked about.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.findings import Kind
from tandem.organisation.intake.history.shelf import ROW, Told
from tandem.organisation.intake.reasons import NO_LEAVING
from tandem.organisation.intake.staging import Staging
from tandem.organisation.intake.stored_rows import InWords, as_text, from_to, row_from, with_move
from tandem.organisation.intake.values import DAY, Row

STANDING = """
SELECT r.*, v.moved_on, v.moved_from, e.said FROM rows r
LEFT JOIN moves v ON v.file = r.file AND v.line = r.line
LEFT JOIN extras e ON e.file = r.file AND e.line = r.line WHERE r.number = ?
"""
BESIDE = """
SELECT s.*, v.moved_on, v.moved_from, e.said FROM spells s
LEFT JOIN moves v ON v.file = s.file AND v.line = s.line
LEFT JOIN extras e ON e.file = s.file AND e.line = s.line
WHERE s.number = ? AND s.stay IS NOT NULL ORDER BY s.start_on
"""
ADD = "INSERT INTO spells VALUES (NULL" + ", ?" * 16 + ", NULL, NULL, 0, 0, ?)"
EARLIER = """
SELECT s.*, m.person, v.moved_on, v.moved_from FROM spells s
LEFT JOIN rows m ON m.number = s.manager AND s.manager <> ''
LEFT JOIN moves v ON v.file = s.file AND v.line = s.line
WHERE s.stay IS NOT NULL AND s.number IN (SELECT value FROM json_each(?))
ORDER BY s.number, s.start_on
"""
FORGET = (
    "DELETE FROM extras WHERE file = ? AND line = ?",
    "DELETE FROM moves WHERE file = ? AND line = ?",
)
GO_ON = (
    "UPDATE rows SET end_on = NULL, reason = '', reason_class = '' WHERE reason_class = ?",
    "UPDATE spells SET reason = '', reason_class = '' WHERE reason_class = ?",
)
LINES = """
SELECT file, line, department, trim(first_name || ' ' || last_name), start_on, end_on FROM spells
WHERE number = ? ORDER BY file, line
"""


class Taken(NamedTuple):
    """A row that was taken."""

    file: int
    line: int
    row: Row


class Again(NamedTuple):
    """What becomes of a row whose employee id stands already. other: the row it is held against."""

    kind: Kind
    other: Taken
    facts: Mapping[str, object] = {}


def take(staging: Staging, file: int, line: int, row: Row) -> Again | None:
    """Take the row, if it can be beside those of the same person. None: it is the first."""
    if staging.add(file, line, row) is None:
        return None
    standing = _taken(staging.db.execute(STANDING, (row.number,)).fetchone())
    stays = [*map(_taken, staging.db.execute(BESIDE, (row.number,))), standing]
    new = Taken(file, line, row)
    for each in stays:
        if each.row == row:
            lay_beside(staging, new, stay=None)
            return Again(Kind.SAME_ROW, each, {"other": each.line})
    for each in stays:
        if not are_apart(each.row, row) or not may_be_one(each.row, row):
            return Again(Kind.DUPLICATE_ID, each)
    return arrange(staging, stays, new)


def arrange(staging: Staging, stays: Sequence[Taken], new: Taken) -> Again:
    """stays: in order of time, the last of them standing for the person."""
    standing = stays[-1]
    for first, second in ((standing, new), (new, standing)):
        goes_on = first.row.reason_class == NO_LEAVING and first.row.start_on < second.row.start_on
        if first.row.end_on == second.row.start_on or goes_on:
            replace(staging, standing, second._replace(row=joined(first.row, second.row)))
            lay_beside(staging, first, stay=None)
            facts = {"other": standing.line, "day": second.row.start_on.isoformat()}
            return Again(Kind.ONE_STAY, standing, facts)
    before = [each for each in stays if each.row.start_on < new.row.start_on]
    other = before[-1] if before else stays[0]
    first, second = (other, new) if before else (new, other)
    if other is standing and before:
        replace(staging, standing, new)
        lay_beside(staging, standing, stay=0)
    else:
        lay_beside(staging, new, stay=0)
    last, back = (first.row.end_on or date.max) - DAY, second.row.start_on
    days = {"last": last.isoformat(), "back": back.isoformat()}
    return Again(Kind.CAME_BACK, other, {"other": other.line, **days})


def go_on(staging: Staging) -> None:
    """Whose last day was said to be none of leaving is here still."""
    for question in GO_ON:
        staging.db.execute(question, (NO_LEAVING,))


def are_apart(one: Row, other: Row) -> bool:
    first, second = sorted((one, other), key=lambda each: each.start_on)
    return first.end_on is not None and first.end_on <= second.start_on


def may_be_one(one: Row, other: Row) -> bool:
    """An employee id may have been given again, to somebody of another name altogether."""
    names = [(each.first_name.casefold(), each.last_name.casefold()) for each in (one, other)]
    if not all(any(each) for each in names):
        return True
    return any(mine == yours for mine, yours in zip(*names, strict=True))


def joined(first: Row, second: Row) -> Row:
    """Both as one stay, with a move where the area is another one."""
    row = second._replace(start_on=first.start_on)
    if row.moved_on is None and first.department != second.department:
        return row._replace(moved_on=second.start_on, moved_from=first.department)
    if row.moved_on is None and first.moved_on is not None:
        return row._replace(moved_on=first.moved_on, moved_from=first.moved_from)
    return row


def replace(staging: Staging, standing: Taken, new: Taken) -> None:
    """Another row stands for the person."""
    staging.db.execute("DELETE FROM rows WHERE number = ?", (standing.row.number,))
    forget_beside(staging, new)
    staging.add(new.file, new.line, new.row)


def lay_beside(staging: Staging, taken: Taken, stay: int | None) -> None:
    """stay: None for a row that another one tells already."""
    staging.db.execute(ADD, (taken.file, taken.line, *as_text(taken.row), stay))
    if stay is not None:
        forget_beside(staging, taken)
        staging.add_beside(taken.file, taken.line, taken.row)


def forget_beside(staging: Staging, taken: Taken) -> None:
    for question in FORGET:
        staging.db.execute(question, (taken.file, taken.line))


def earlier_of(staging: Staging, numbers: Sequence[str]) -> Mapping[str, Sequence[Told]]:
    """By employee id the stays before the one that stands for the person, in order of time."""
    found: defaultdict[str, list[Told]] = defaultdict(list)
    for stored in staging.db.execute(EARLIER, (json.dumps(list(numbers)),)):
        manager, *move = stored[22:25]
        row = with_move(row_from(stored[ROW]), *move)
        found[row.number].append(Told(stored[1], row, 0, UUID(manager) if manager else None))
    return found


def withdraw(staging: Staging, number: str) -> list[tuple[int, int]]:
    """Refuse the rows that lie beside. Their files and lines."""
    lines = staging.db.execute(LINES, (number,)).fetchall()
    for file, line, department, name, first, after in lines:
        told = InWords(name, from_to(first, after))
        staging.refuse(file, line, number, [department] if department else (), told)
    staging.db.execute("DELETE FROM spells WHERE number = ?", (number,))
    return [(file, line) for file, line, *_told in lines]


def _taken(stored: tuple[Any, ...]) -> Taken:
    *_columns, moved_on, moved_from, extra = stored
    said = tuple((Field(name), value) for name, value in json.loads(extra or "{}").items())
    row = with_move(row_from(stored[ROW])._replace(extra=said), moved_on, moved_from)
    return Taken(stored[1], stored[2], row)

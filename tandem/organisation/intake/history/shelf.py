"""The jobs of a history in the workbench of an import, person by person."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from tandem.organisation.intake.history.lines import Line
from tandem.organisation.intake.history.rules import Job, Telling
from tandem.organisation.intake.staging import Staged, Staging
from tandem.organisation.intake.stored_rows import as_text, row_from
from tandem.organisation.intake.values import Row

READ_AT_ONCE = 5000  # rows
TOGETHER = 20_000  # jobs of the people compared together
ROW, DAYS = slice(3, 17), slice(17, 19)

ADD = "INSERT INTO spells VALUES (NULL" + ", ?" * 20 + ", NULL)"
NUMBERED = "INSERT OR REPLACE INTO jobs_beside VALUES (?, ?, ?, ?)"
NEXT = """
SELECT s.*, b.job, b.sequence FROM spells s
LEFT JOIN jobs_beside b ON b.file = s.file AND b.line = s.line
WHERE (number, start_on, seq) > (?, ?, ?) ORDER BY number, start_on, seq LIMIT ?
"""
TOLD = "UPDATE spells SET start_on = ?, end_on = ?, stay = ? WHERE file = ? AND line = ?"
STORED = (
    *("number", "first_name", "last_name", "email", "department", "manager", "title", "level"),
    *("location", "fte"),
)
AS_BEFORE = ("department", "manager", "title", "level", "location", "fte")
TAKEN_OVER = (
    f"UPDATE spells SET {', '.join(f'{name} = ?' for name in AS_BEFORE)}"  # noqa: S608 - ours
    " WHERE file = ? AND line = ?"
)
REASON = "UPDATE spells SET reason = ?, reason_class = ? WHERE file = ? AND line = ?"
WITHDRAW = """
INSERT OR IGNORE INTO refused SELECT file, line, number FROM spells WHERE number = ?
"""
WITHDRAWN_FROM = """
INSERT OR IGNORE INTO refused_areas SELECT file, line, department FROM spells
WHERE number = ? AND department <> ''
"""
WITHDRAWN_TOLD = """
INSERT OR IGNORE INTO refused_told
SELECT file, line, trim(first_name || ' ' || last_name), start_on || ' –' ||
    coalesce(' ' || date(end_on, '-1 day'), '') FROM spells WHERE number = ?
"""
OUTSIDE = """
SELECT number, day FROM outside WHERE number IN (SELECT number FROM spells) ORDER BY day
"""
LAST_OUTSIDE = """
SELECT number, day, sequence, line FROM outside
WHERE sequence > 0 AND number IN (SELECT number FROM spells) ORDER BY sequence
"""
EMPLOYED_LATER = """
SELECT count(DISTINCT o.number) FROM (SELECT number, min(day) AS day FROM outside GROUP BY number) o
JOIN spells s ON s.number = o.number WHERE s.stay IS NOT NULL AND s.start_on > o.day
"""
# Who left a row out wants the others to stand.
HELD_BACK = """
SELECT line FROM refused r WHERE number = ? AND number <> '' AND NOT EXISTS (
    SELECT 1 FROM problems p WHERE p.file = r.file AND p.line = r.line AND p.kind = 'left_out'
) ORDER BY file, line LIMIT 1
"""
OF_PEOPLE = """
SELECT s.*, m.person FROM spells s LEFT JOIN rows m ON m.number = s.manager AND s.manager <> ''
WHERE s.stay IS NOT NULL AND s.number IN (SELECT value FROM json_each(?))
ORDER BY s.number, s.start_on
"""


class Told(NamedTuple):
    """A job as it was told. stay: the how-manieth of the person; manager: if they are in a file."""

    file: int
    row: Row
    stay: int
    manager: UUID | None


def put(staging: Staging, line: Line) -> None:
    said = [line.hired_on and line.hired_on.isoformat(), line.gone_on and line.gone_on.isoformat()]
    values = (line.file, line.line, *as_text(line.row), *said, line.leaves, line.begins)
    staging.db.execute(ADD, values)
    staging.add_extra(line.file, line.line, line.row)
    if line.job or line.sequence:
        staging.db.execute(NUMBERED, (line.file, line.line, line.job, line.sequence))


def put_outside(staging: Staging, line: Line) -> None:
    """Keep since when somebody was not employed here."""
    sequence = 0 if line.leaves else line.sequence  # a leaving and a job of one day are two things
    said = (line.row.number, line.row.start_on.isoformat(), sequence, line.line)
    staging.db.execute("INSERT INTO outside VALUES (?, ?, ?, ?)", said)


def last_outside(staging: Staging) -> dict[str, dict[date, tuple[int, int]]]:
    """Of those who had a job here as well: by the day on which one began in which they were not
    employed its sequence and line, where a column says the order of a day."""
    found: dict[str, dict[date, tuple[int, int]]] = {}
    for number, day, sequence, line in staging.db.execute(LAST_OUTSIDE):
        found.setdefault(number, {})[date.fromisoformat(day)] = (sequence, line)
    return found


def employed_later(staging: Staging) -> int:
    """How many of those who were not employed at first have a job here later. Of stays told."""
    return int(staging.db.execute(EMPLOYED_LATER).fetchone()[0])


def put_rescinded(staging: Staging, line: Line) -> None:
    """Keep of which day somebody's leaving was none after all."""
    said = (line.row.number, line.row.start_on.isoformat(), line.sequence)
    staging.db.execute("INSERT INTO rescinded VALUES (?, ?, ?)", said)


def rescinded(staging: Staging) -> dict[str, list[tuple[date, int]]]:
    """Of which days the leavings of each were none after all, and where in the order of the day
    that is said."""
    found: dict[str, list[tuple[date, int]]] = {}
    query = "SELECT number, day, sequence FROM rescinded ORDER BY day, sequence"
    for number, day, sequence in staging.db.execute(query):
        found.setdefault(number, []).append((date.fromisoformat(day), sequence))
    return found


def set_as_before(staging: Staging, line: Line) -> None:
    """Write down what a row takes over from the one before."""
    text = dict(zip(STORED, as_text(line.row), strict=False))
    values = [text[name] for name in AS_BEFORE]
    staging.db.execute(TAKEN_OVER, (*values, line.file, line.line))


def outside(staging: Staging) -> dict[str, list[date]]:
    """Of those who had a job here as well: since when they were not employed."""
    found: dict[str, list[date]] = {}
    for number, day in staging.db.execute(OUTSIDE):
        found.setdefault(number, []).append(date.fromisoformat(day))
    return found


def people(staging: Staging) -> Iterator[list[Line]]:
    """The lines of each person. What is written meanwhile about people before is no matter."""
    for _number, lines in groupby(_lines(staging), key=lambda line: line.row.number):
        yield list(lines)


def _lines(staging: Staging) -> Iterator[Line]:
    last: tuple[Any, ...] = ("", "", 0)
    while rows := staging.db.execute(NEXT, (*last, READ_AT_ONCE)).fetchall():
        yield from map(_line, rows)
        last = (rows[-1][3], rows[-1][13], rows[-1][0])


def _line(stored: tuple[Any, ...]) -> Line:
    hired_on, gone_on = (date.fromisoformat(day) if day else None for day in stored[DAYS])
    leaves, begins = map(bool, stored[19:21])
    row, job, sequence = row_from(stored[ROW]), stored[22] or 0, stored[23] or 0
    told = Line(stored[1], stored[2], row, hired_on, gone_on, leaves, begins, job)
    return told._replace(sequence=sequence)


def is_held_back_by(staging: Staging, number: str) -> int | None:
    """The line of a row of this person that was refused, if there is one."""
    found = staging.db.execute(HELD_BACK, (number,)).fetchone()
    return None if found is None else int(found[0])


def withdraw(staging: Staging, number: str) -> None:
    """Refuse all rows of a person."""
    staging.db.execute(WITHDRAW, (number,))
    staging.db.execute(WITHDRAWN_FROM, (number,))
    staging.db.execute(WITHDRAWN_TOLD, (number,))
    staging.db.execute("DELETE FROM spells WHERE number = ?", (number,))


def set_right(staging: Staging, telling: Telling) -> None:
    """Write down the days and stays as they came out; the reason stands at the last job."""
    jobs, reasons = [], []
    for at, stay in enumerate(telling.stays):
        jobs += [(*_days(job), at, job.line.file, job.line.line) for job in stay.jobs]
        last = stay.jobs[-1].line
        reasons.append((stay.reason, stay.reason_class, last.file, last.line))
    staging.db.executemany(TOLD, jobs)
    staging.db.executemany(REASON, reasons)


def _days(job: Job) -> tuple[str, str | None]:
    return job.start_on.isoformat(), job.end_on.isoformat() if job.end_on else None


def with_jobs(
    staging: Staging, batch: Sequence[Staged]
) -> Iterator[list[tuple[Staged, list[Told]]]]:
    """People with their jobs, as many at a time as fit in memory."""
    by_number = {staged.row.number: staged for staged in batch}
    stored = staging.db.execute(OF_PEOPLE, (json.dumps(list(by_number)),))
    together: list[tuple[Staged, list[Told]]] = []
    held = 0
    for number, jobs in groupby(stored, key=lambda row: str(row[3])):
        told = [_told(row) for row in jobs]
        together.append((by_number[number], told))
        held += len(told)
        if held >= TOGETHER:
            yield together
            together, held = [], 0
    yield together


def _told(stored: tuple[Any, ...]) -> Told:
    manager = stored[22]
    return Told(stored[1], row_from(stored[ROW]), stored[21], UUID(manager) if manager else None)


def managed_by(staging: Staging, found: Iterable[tuple[str, int]]) -> None:
    """Employee id of the manager, seq of the job; the row that stands for the person follows."""
    found = list(found)
    staging.db.executemany("UPDATE spells SET manager = ? WHERE seq = ?", found)
    staging.db.executemany(
        "UPDATE rows SET manager = ? WHERE manager <> '' AND (file, line) ="
        " (SELECT file, line FROM spells WHERE seq = ?)",
        found,
    )


def without_manager(staging: Staging, places: Iterable[tuple[int, int]]) -> None:
    """File and line."""
    staging.db.executemany("UPDATE spells SET manager = '' WHERE file = ? AND line = ?", places)

"""The workbench of one import: a SQLite file beside the upload, never the database itself.

It holds what a check has accepted, refused and found, so that memory stays bounded however many
rows there are, and so that applying later needs no file any more.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple, Protocol, Self
from uuid import UUID

from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.findings import Problem
from tandem.organisation.intake.shapes import Shape
from tandem.organisation.intake.stored_rows import BETWEEN_AREAS as BETWEEN_AREAS
from tandem.organisation.intake.stored_rows import (
    InWords,
    as_text,
    problem_from,
    row_from,
    told_of,
    with_move,
)
from tandem.organisation.intake.values import Row

FILE_NAME = "staged.sqlite3"
BATCH = 2000

SCHEMA = """
CREATE TABLE files (file INTEGER PRIMARY KEY, name TEXT, said TEXT);
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE rows (
    seq INTEGER PRIMARY KEY, file INTEGER, line INTEGER, number TEXT UNIQUE,
    first_name TEXT, last_name TEXT, email TEXT, department TEXT, manager TEXT, title TEXT,
    level TEXT, location TEXT, fte TEXT, start_on TEXT, end_on TEXT, reason TEXT,
    reason_class TEXT, person TEXT, known INTEGER, verdict TEXT
);
CREATE INDEX rows_by_manager ON rows (manager) WHERE manager <> '';
CREATE INDEX rows_by_place ON rows (file, line);
-- The jobs of a history; of a file of people the rows beside the one that stands for somebody.
CREATE TABLE spells (
    seq INTEGER PRIMARY KEY, file INTEGER, line INTEGER, number TEXT,
    first_name TEXT, last_name TEXT, email TEXT, department TEXT, manager TEXT, title TEXT,
    level TEXT, location TEXT, fte TEXT, start_on TEXT, end_on TEXT, reason TEXT,
    reason_class TEXT, hired_on TEXT, gone_on TEXT, leaves INTEGER, begins INTEGER, stay INTEGER
);
-- The number of a job, where somebody has several.
CREATE TABLE jobs_beside (file INTEGER, line INTEGER, job INTEGER, sequence INTEGER,
    PRIMARY KEY (file, line));
-- Since when somebody had a job in which they were not employed.
CREATE TABLE outside (number TEXT, day TEXT, sequence INTEGER, line INTEGER);
-- Of which day a leaving was none after all.
CREATE TABLE rescinded (number TEXT, day TEXT, sequence INTEGER);
CREATE UNIQUE INDEX spells_by_place ON spells (file, line);
CREATE INDEX spells_by_person ON spells (number, start_on);
CREATE TABLE refused (file INTEGER, line INTEGER, number TEXT, PRIMARY KEY (file, line));
CREATE TABLE extras (file INTEGER, line INTEGER, said TEXT, PRIMARY KEY (file, line));
CREATE INDEX refused_by_number ON refused (number);
CREATE TABLE problems (seq INTEGER PRIMARY KEY, file INTEGER, line INTEGER, rejects INTEGER,
    kind TEXT, problem TEXT);
CREATE INDEX problems_by_line ON problems (file, line);
CREATE INDEX problems_by_kind ON problems (kind, file, line);
CREATE TABLE repeated (kind TEXT, file INTEGER, heading TEXT, value TEXT, places INTEGER,
    PRIMARY KEY (kind, file, heading, value)) WITHOUT ROWID;
"""
# Whether somebody moved is known to few files, so it stands apart.
MOVES = """
CREATE TABLE IF NOT EXISTS moves (file INTEGER, line INTEGER, moved_on TEXT, moved_from TEXT,
    PRIMARY KEY (file, line))
"""
# What a refused row says of its area, where it can be read.
REFUSED_AREAS = """
CREATE TABLE IF NOT EXISTS refused_areas (file INTEGER, line INTEGER, department TEXT,
    PRIMARY KEY (file, line))
"""
# And of whom, in its own words: so that nobody has to look it up in the file.
REFUSED_TOLD = """
CREATE TABLE IF NOT EXISTS refused_told (file INTEGER, line INTEGER, name TEXT, days TEXT,
    PRIMARY KEY (file, line))
"""
ADD = "INSERT OR IGNORE INTO rows VALUES (NULL" + ", ?" * 16 + ", NULL, NULL, NULL)"
READ = """
SELECT r.*, m.person, v.moved_on, v.moved_from FROM rows r
LEFT JOIN rows m ON m.number = r.manager AND r.manager <> ''
LEFT JOIN moves v ON v.file = r.file AND v.line = r.line
WHERE r.seq > ? AND (r.verdict IS NULL OR r.verdict <> ?) ORDER BY r.seq LIMIT ?
"""

DEPARTMENTS = """
SELECT department FROM (
    SELECT seq, department FROM rows UNION ALL SELECT seq, department FROM spells
    UNION ALL SELECT seq, moved_from FROM rows JOIN moves USING (file, line)
    UNION ALL SELECT seq, moved_from FROM spells JOIN moves USING (file, line)
) WHERE department <> '' GROUP BY department ORDER BY min(seq)
"""
PLACED = """
SELECT file, min(line), department FROM (
    SELECT file, line, department FROM rows UNION ALL SELECT file, line, department FROM spells
    UNION ALL SELECT file, line, moved_from FROM rows JOIN moves USING (file, line)
    UNION ALL SELECT file, line, moved_from FROM spells JOIN moves USING (file, line)
) WHERE department <> '' GROUP BY department, file
"""
REPEATED = """
INSERT INTO repeated SELECT kind, file, json_extract(problem, '$.column') AS heading,
    json_extract(problem, '$.value') AS value, count(*) AS places
FROM problems WHERE heading IS NOT NULL AND value IS NOT NULL
GROUP BY kind, file, heading, value HAVING places > 1
"""
COUNT = "SELECT (SELECT count(*) FROM rows), (SELECT count(*) FROM spells)"
STANDING = "SELECT number FROM rows WHERE number IN (SELECT value FROM json_each(?))"
OUTSIDE = "SELECT number FROM outside WHERE number IN (SELECT value FROM json_each(?))"
REFUSED = "SELECT number FROM refused WHERE number IN (SELECT value FROM json_each(?))"


class Verdict(StrEnum):
    """What an import does with one person."""

    SAME = "same"
    NEW = "new"
    CHANGED = "changed"
    LEFT = "left"


class Staged(NamedTuple):
    """An accepted row. person: whose, once matched; manager: their id, if they are in a file."""

    seq: int
    file: int
    line: int
    row: Row
    person: UUID | None
    known: bool
    manager: UUID | None


class Aside(Protocol):
    """Plain rows that are kept elsewhere, because nothing is to be done about each of them."""

    def count(self) -> int: ...
    def standing(self, numbers: Sequence[str]) -> set[str]: ...
    def departments(self) -> Iterator[tuple[int, int, str]]: ...
    def people_named(self) -> Iterator[tuple[str, str]]: ...


class Staging:
    """Open one through `Staging.new` or `Staging.opened`."""

    aside: Aside | None = None

    def __init__(self, path: Path, journal: str = "TRUNCATE") -> None:
        self.db = sqlite3.connect(path, isolation_level=None)
        self.db.execute(f"PRAGMA journal_mode = {journal}")
        self.db.execute("PRAGMA synchronous = OFF")

    @classmethod
    @contextmanager
    def new(cls, folder: Path) -> Iterator[Self]:
        """An empty one in the folder, written as a whole."""
        # Cut short, it is checked again from the files; so it needs no journal of its own.
        with cls.opened(folder, journal="OFF") as staging:
            staging.db.executescript(SCHEMA)
            yield staging

    @classmethod
    @contextmanager
    def opened(cls, folder: Path, journal: str = "TRUNCATE") -> Iterator[Self]:
        """One that was written before; what is written now holds wholly or not at all."""
        staging = cls(folder / FILE_NAME, journal)
        try:
            staging.db.execute("BEGIN")
            staging.db.execute(MOVES)
            staging.db.execute(REFUSED_AREAS)
            staging.db.execute(REFUSED_TOLD)
            yield staging
            if staging.db.in_transaction:
                staging.db.execute("COMMIT")
        finally:
            staging.db.close()

    # What was given and decided

    def add_file(self, file: int, name: str, said: Iterable[Field]) -> None:
        known = json.dumps(sorted(said))
        self.db.execute("INSERT INTO files VALUES (?, ?, ?)", (file, name, known))

    def said(self) -> dict[int, frozenset[Field]]:
        """The fields each file has a column for."""
        rows = self.db.execute("SELECT file, said FROM files")
        return {file: frozenset(map(Field, json.loads(said))) for file, said in rows}

    def keep(self, **facts: object) -> None:
        self.db.executemany(
            "INSERT OR REPLACE INTO facts VALUES (?, ?)",
            [(name, json.dumps(value)) for name, value in facts.items()],
        )

    def facts(self) -> dict[str, object]:
        return {name: json.loads(v) for name, v in self.db.execute("SELECT * FROM facts")}

    @property
    def shape(self) -> Shape:
        return Shape(str(self.facts()["shape"]))

    # Rows

    def add(self, file: int, line: int, row: Row) -> tuple[int, int] | None:
        """Take the row. Where its employee id stands already: that file and line instead."""
        added = self.db.execute(ADD, (file, line, *as_text(row)))
        if added.rowcount:
            self.add_beside(file, line, row)
            return None
        first: tuple[int, int] = self.db.execute(
            "SELECT file, line FROM rows WHERE number = ?", (row.number,)
        ).fetchone()
        return first

    def add_beside(self, file: int, line: int, row: Row) -> None:
        """What stands in tables of its own, because few files know it."""
        self.add_extra(file, line, row)
        if row.moved_on:
            moved = (file, line, row.moved_on.isoformat(), BETWEEN_AREAS.join(row.moved_from))
            self.db.execute("INSERT INTO moves VALUES (?, ?, ?, ?)", moved)

    def add_extra(self, file: int, line: int, row: Row) -> None:
        if row.extra:
            said = json.dumps(dict(row.extra))
            self.db.execute("INSERT INTO extras VALUES (?, ?, ?)", (file, line, said))

    def refuse(
        self,
        file: int,
        line: int,
        number: str,
        department: Sequence[str] = (),
        told: InWords | None = None,
    ) -> None:
        """Not taken; whose row it is stays known, because they are in the file."""
        self.db.execute("INSERT OR IGNORE INTO refused VALUES (?, ?, ?)", (file, line, number))
        if department:
            said = (file, line, BETWEEN_AREAS.join(department))
            self.db.execute("INSERT OR IGNORE INTO refused_areas VALUES (?, ?, ?)", said)
        if told and any(told):
            words = (file, line, *told)
            self.db.execute("INSERT OR IGNORE INTO refused_told VALUES (?, ?, ?, ?)", words)

    def withdraw(self, staged: Staged) -> None:
        """Refuse a row that had been taken."""
        self.db.execute("DELETE FROM rows WHERE seq = ?", (staged.seq,))
        row = staged.row
        self.refuse(staged.file, staged.line, row.number, row.department, told_of(row))

    def batches(self, *, without: Verdict | None = None) -> Iterator[list[Staged]]:
        """Accepted rows in the order of the files."""
        after = 0
        while rows := self.db.execute(READ, (after, without or "", BATCH)).fetchall():
            yield [_staged(row) for row in rows]
            after = rows[-1][0]

    def match(self, found: Iterable[tuple[UUID, bool, int]]) -> None:
        """Person, whether they are known, seq."""
        self.db.executemany(
            "UPDATE rows SET person = ?, known = ? WHERE seq = ?",
            [(person.hex, known, seq) for person, known, seq in found],
        )

    def people(self) -> Iterator[tuple[str, UUID]]:
        """Employee id and person of every matched row."""
        rows = self.db.execute("SELECT number, person FROM rows WHERE person IS NOT NULL")
        return ((number, UUID(person)) for number, person in rows)

    def judge(self, verdicts: Iterable[tuple[Verdict, int]]) -> None:
        """Verdict, seq."""
        self.db.executemany("UPDATE rows SET verdict = ? WHERE seq = ?", list(verdicts))

    def managed_by(self, found: Iterable[tuple[str, int]]) -> None:
        """Employee id of the manager, seq."""
        self.db.executemany("UPDATE rows SET manager = ? WHERE seq = ?", list(found))

    def without_manager(self, seqs: Iterable[int]) -> None:
        self.db.executemany("UPDATE rows SET manager = '' WHERE seq = ?", [(s,) for s in seqs])

    def standing(self, numbers: Sequence[str]) -> set[str]:
        """Those of the employee ids that stand in an accepted row."""
        aside = self.aside.standing(numbers) if self.aside else set()
        return self._among(STANDING, numbers) | aside

    def mentioned(self, numbers: Sequence[str]) -> set[str]:
        """Those that stand in any row, taken or not."""
        return self.standing(numbers) | self._among(REFUSED, numbers)

    def leave_out(self, number: str, name: str) -> None:
        """Of somebody who is not employed: a manager may be told by either."""
        said = [(each, "") for each in dict.fromkeys((number, name)) if each]
        self.db.executemany("INSERT INTO outside VALUES (?, ?, 0, 0)", said)

    def not_employed(self, said: Sequence[str]) -> set[str]:
        """Those of these ids and names that stand in rows of people who are not employed."""
        return self._among(OUTSIDE, said)

    def _among(self, query: str, numbers: Sequence[str]) -> set[str]:
        return {number for (number,) in self.db.execute(query, (json.dumps(list(numbers)),))}

    def departments(self) -> Iterator[tuple[str, ...]]:
        """Each department path once, in the order they first stand in the files."""
        if self.aside:
            placed = sorted([*self.db.execute(PLACED), *self.aside.departments()])
            paths = list(dict.fromkeys(path for _file, _line, path in placed))
        else:
            paths = [path for (path,) in self.db.execute(DEPARTMENTS)]
        return (tuple(path.split(BETWEEN_AREAS)) for path in paths)

    def departments_of_today(self) -> Iterator[tuple[str, ...]]:
        """As `departments`, without those somebody moved out of."""
        rows = self.db.execute("SELECT DISTINCT department FROM rows WHERE department <> ''")
        paths = {path for (path,) in rows}
        if self.aside:
            paths |= {path for _file, _line, path in self.aside.departments()}
        return (tuple(path.split(BETWEEN_AREAS)) for path in sorted(paths))

    def count(self) -> tuple[int, int]:
        """Rows of the files accepted and refused."""
        people, spells = self.db.execute(COUNT).fetchone()
        # In a history one row stands for each person and is counted among the spells already.
        accepted: int = spells + (0 if self.shape is Shape.HISTORY else people)
        accepted += self.aside.count() if self.aside else 0
        refused: int = self.db.execute("SELECT count(*) FROM refused").fetchone()[0]
        return accepted, refused

    # Problems

    def note(self, file: int, *problems: Problem) -> None:
        self.db.executemany(
            "INSERT INTO problems VALUES (NULL, ?, ?, ?, ?, ?)",
            [
                (file, each.line, each.rejects, each.kind, json.dumps(each.as_kept()))
                for each in problems
            ],
        )

    def count_repeated(self) -> None:
        """Note how often the same value is a problem of one kind in one column."""
        self.db.execute(REPEATED)

    def problems(self) -> Iterator[Problem]:
        """By file and line; those of a whole file first."""
        found = self.db.execute("SELECT problem FROM problems ORDER BY file, line, seq")
        return (problem_from(json.loads(text)) for (text,) in found)

    def kinds(self) -> dict[str, int]:
        counted = self.db.execute("SELECT kind, count(*) FROM problems GROUP BY kind")
        return dict(counted.fetchall())

    def reasons_of_refusal(self, file: int) -> Iterator[tuple[int, str]]:
        """Line and reasons of each refused row of a file, by line."""
        found = self.db.execute(
            "SELECT line, problem FROM problems WHERE file = ? AND rejects AND line IS NOT NULL"
            " ORDER BY line, seq",
            (file,),
        )
        line, said = 0, ""
        for here, text in found:
            problem = problem_from(json.loads(text))
            words = f"{problem.column}: {problem.reason}" if problem.column else problem.reason
            if here != line and said:
                yield line, said
            said = f"{said} {words}" if here == line else words
            line = here
        if said:
            yield line, said


def _staged(stored: tuple[Any, ...]) -> Staged:
    person, known, _verdict, manager_id, moved_on, moved_from = stored[17:]
    row = with_move(row_from(stored[3:17]), moved_on, moved_from)
    return Staged(
        seq=stored[0],
        file=stored[1],
        line=stored[2],
        row=row,
        person=UUID(person) if person else None,
        known=bool(known),
        manager=UUID(manager_id) if manager_id else None,
    )

"""The places at which a check found something: read from its workbench, never written."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, overload

from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.findings import Kind, Problem
from tandem.organisation.intake.staging import BETWEEN_AREAS, FILE_NAME
from tandem.organisation.intake.stored_rows import problem_from

OF_KIND = """
SELECT seq, file, problem FROM problems WHERE kind = ? ORDER BY file, line, seq LIMIT ? OFFSET ?
"""
# Those noted first are those that decide most.
AS_NOTED = "SELECT seq, file, problem FROM problems WHERE kind = ? ORDER BY seq LIMIT ? OFFSET ?"
# Of each value that is not taken the first place, those in most rows first.
OF_VALUES = """
SELECT seq, file, problem FROM problems WHERE seq IN (
    SELECT min(seq) FROM problems WHERE kind = ?1
    GROUP BY file, json_extract(problem, '$.column'), json_extract(problem, '$.value')
    ORDER BY count(*) DESC, min(file), min(line) LIMIT ?2 OFFSET ?3
) ORDER BY file, line, seq
"""
VALUES = """
SELECT count(*) FROM (SELECT 1 FROM problems WHERE kind = ?
GROUP BY file, json_extract(problem, '$.column'), json_extract(problem, '$.value'))
"""
AT = "SELECT seq, file, problem FROM problems WHERE seq IN (SELECT value FROM json_each(?))"
REPEATED = """
SELECT places FROM repeated WHERE kind = ? AND file = ? AND heading = ? AND value = ?
"""
COUNTED = "SELECT 1 FROM sqlite_master WHERE name = 'repeated'"
AREAS = """
SELECT department FROM (SELECT department FROM rows UNION ALL SELECT department FROM spells)
WHERE department <> '' GROUP BY department ORDER BY count(*) DESC, department DESC LIMIT ?
"""
CODES = """
SELECT t.department, max(json_extract(e.said, ?)) AS code FROM (
    SELECT file, line, department FROM rows UNION ALL SELECT file, line, department FROM spells
) t JOIN extras e ON e.file = t.file AND e.line = t.line
WHERE t.department <> '' AND json_extract(e.said, ?) IS NOT NULL GROUP BY t.department
"""
LEAVERS = "SELECT area, sum(n) FROM leavers GROUP BY area"
OF_COUNTS = "SELECT area FROM leavers UNION SELECT area FROM heads ORDER BY 1 LIMIT ?"
NAMED = """
SELECT number, first_name, last_name, department, title FROM rows
WHERE number IN (SELECT value FROM json_each(?))
"""


# Of a history the job before the row that stands for the person; then those that were not taken.
WHOSE = """
SELECT file, line, number, trim(first_name || ' ' || last_name), department,
    start_on || ' –' || coalesce(' ' || date(end_on, '-1 day'), '') FROM spells
JOIN at USING (file, line) UNION ALL
SELECT file, line, number, trim(first_name || ' ' || last_name), department,
    start_on || ' –' || coalesce(' ' || date(end_on, '-1 day'), '') FROM rows
JOIN at USING (file, line) UNION ALL
SELECT file, line, number, coalesce(name, ''), coalesce(department, ''), coalesce(days, '')
FROM refused JOIN at USING (file, line) LEFT JOIN refused_areas USING (file, line)
LEFT JOIN refused_told USING (file, line)
"""
AT_THESE = """
WITH at AS (SELECT json_extract(value, '$[0]') AS file, json_extract(value, '$[1]') AS line
FROM json_each(?))
"""
TELLS = "SELECT 1 FROM sqlite_master WHERE name = 'refused_told'"


class Whose(NamedTuple):
    """Whom a row is about, its area and days, as text; empty where it does not say."""

    number: str
    name: str
    area: str
    days: str


class Spot(NamedTuple):
    """One place. file: as it is numbered in the check; rows: how many say the same there."""

    seq: int
    file: int
    problem: Problem
    rows: int = 1
    whose: Whose | None = None


@dataclass(frozen=True, slots=True)
class Places:
    """Of one check. Without its workbench there are none."""

    folder: Path

    @property
    def are_there(self) -> bool:
        return (self.folder / FILE_NAME).exists()

    def first(self, kind: str, most: int, *, after: int = 0) -> list[Spot]:
        """By file and line; names of areas as they were noted, with their leavers."""
        if kind != Kind.WHICH_AREA:
            return self._spots(OF_KIND, (kind, most, after))
        found, leavers = self._spots(AS_NOTED, (kind, most, after)), self._leavers()
        return [each._replace(rows=leavers.get(each.problem.value or "", 1)) for each in found]

    def first_values(self, kind: str, most: int, *, after: int = 0) -> list[Spot]:
        """One place of each value, because what is said of it holds wherever it stands."""
        return self._spots(OF_VALUES, (kind, most, after))

    def values(self, kind: str) -> int:
        """How many different ones there are."""
        if not self.are_there:
            return 0
        with closing(self._db()) as db:
            return int(db.execute(VALUES, (kind,)).fetchone()[0])

    def at(self, seqs: Iterable[int]) -> dict[int, Spot]:
        return {each.seq: each for each in self._spots(AT, (json.dumps(list(seqs)),))}

    def names(self, numbers: Sequence[str]) -> dict[str, str]:
        """Of people who stand in the files, with their area and title, by employee id."""
        with closing(self._db()) as db:
            found = db.execute(NAMED, (json.dumps(list(numbers)),)).fetchall()
        return {
            number: ", ".join(
                filter(None, (f"{first} {last}".strip(), area.replace(BETWEEN_AREAS, " / "), title))
            )
            for number, first, last, area, title in found
        }

    def areas(self, most: int = -1, *, of_counts: bool = False) -> list[str]:
        """The departments that rows which were taken tell, those with most rows first.

        Of counts without persons A to Z.
        """
        with closing(self._db()) as db:
            found = db.execute(OF_COUNTS if of_counts else AREAS, (most,)).fetchall()
        return [path.replace(BETWEEN_AREAS, " / ") for (path,) in found]

    def codes(self) -> dict[str, str]:
        """Of the departments, as `areas` calls them; those without one are left out."""
        code = f'$."{Field.DEPARTMENT_CODE}"'
        with closing(self._db()) as db:
            found = db.execute(CODES, (code, code)).fetchall()
        return {path.replace(BETWEEN_AREAS, " / "): code for path, code in found}

    def _spots(self, query: str, values: tuple[object, ...]) -> list[Spot]:
        if not self.are_there:
            return []
        with closing(self._db()) as db:
            found = [
                Spot(seq, file, problem_from(json.loads(text)))
                for seq, file, text in db.execute(query, values)
            ]
            if not db.execute(COUNTED).fetchone():  # checked by an earlier version
                return found
            found = [each._replace(rows=repeated(db, each)) for each in found]
            return [*with_whose(db, found)]

    def _leavers(self) -> dict[str, int]:
        """Of counts, by area."""
        if not self.are_there:
            return {}
        with closing(self._db()) as db:
            return {area.replace(BETWEEN_AREAS, " / "): n for area, n in db.execute(LEAVERS)}

    def _db(self) -> sqlite3.Connection:
        return sqlite3.connect(f"{(self.folder / FILE_NAME).as_uri()}?mode=ro", uri=True)


def with_whose(db: sqlite3.Connection, spots: Sequence[Spot]) -> Iterator[Spot]:
    if not db.execute(TELLS).fetchone():  # checked by an earlier version
        yield from spots
        return
    at = json.dumps([(each.file, each.problem.line) for each in spots if each.problem.line])
    told: dict[tuple[int, int], Whose] = {}
    for file, line, number, name, area, days in db.execute(AT_THESE + WHOSE, (at,)):
        whose = Whose(number, name, area.replace(BETWEEN_AREAS, " / "), days)
        told.setdefault((file, line), whose)
    for each in spots:
        yield each._replace(whose=told.get((each.file, each.problem.line or 0)))


def repeated(db: sqlite3.Connection, spot: Spot) -> int:
    """How many rows have this problem with this very value in this column."""
    problem = spot.problem
    values = (problem.kind, spot.file, problem.column, problem.value)
    found = db.execute(REPEATED, values).fetchone()
    return int(found[0]) if found else 1


@dataclass(frozen=True, slots=True)
class OfOneKind(Sequence[Spot]):
    """All places of a kind, read as far as they are looked at.

    by_value: of each value the first place.
    """

    places: Places
    kind: Kind
    places_of_it: int
    by_value: bool = False

    def __len__(self) -> int:
        return self.places_of_it

    @overload
    def __getitem__(self, at: int) -> Spot: ...
    @overload
    def __getitem__(self, at: slice) -> list[Spot]: ...
    def __getitem__(self, at: int | slice) -> Spot | list[Spot]:
        if isinstance(at, int):
            return self.some(1, at)[0]
        start, stop, _step = at.indices(self.places_of_it)
        return self.some(stop - start, start)

    def some(self, most: int, after: int) -> list[Spot]:
        first = self.places.first_values if self.by_value else self.places.first
        return first(self.kind, most, after=after)

    def __iter__(self) -> Iterator[Spot]:
        return iter(self[:])

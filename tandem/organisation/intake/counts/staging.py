"""The count tables of the workbench: leavers added up, headcounts as they stand."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from tandem.organisation.counted import HeadsOfMonth
from tandem.organisation.intake.counts.rows import Heads, Leaving
from tandem.organisation.intake.staging import BETWEEN_AREAS, Staging
from tandem.organisation.models import CountedReason

HELD = 20_000  # different sums held in memory before they are written down

SCHEMA = """
CREATE TABLE leavers (area TEXT, month TEXT, reason TEXT, reason_class TEXT, n INTEGER,
    PRIMARY KEY (area, month, reason)) WITHOUT ROWID;
CREATE TABLE heads (area TEXT, month TEXT, people INTEGER, joiners INTEGER, moved_in INTEGER,
    moved_out INTEGER, file INTEGER, line INTEGER, PRIMARY KEY (area, month)) WITHOUT ROWID;
"""
# Rows that were not taken, by what they speak of; empty where that cannot be read.
LOST = """
CREATE TABLE IF NOT EXISTS lost (area TEXT, month TEXT, heads INTEGER, n INTEGER,
    PRIMARY KEY (area, month, heads)) WITHOUT ROWID
"""
# Names of the leavers list that may be areas of the headcounts, and nobody has said which.
UNSETTLED = "CREATE TABLE IF NOT EXISTS unsettled (area TEXT PRIMARY KEY)"
LOSE = """
INSERT INTO lost VALUES (?, ?, ?, 1)
ON CONFLICT (area, month, heads) DO UPDATE SET n = n + 1
"""
LOSE_FOR = """
INSERT INTO lost SELECT ?, month, heads, n FROM lost WHERE area = ?
ON CONFLICT (area, month, heads) DO UPDATE SET n = n + excluded.n
"""
ADD = """
INSERT INTO leavers VALUES (?, ?, ?, ?, ?)
ON CONFLICT (area, month, reason) DO UPDATE SET n = n + excluded.n
"""

ADD_TO_HEADS = """
INSERT INTO heads VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (area, month) DO UPDATE SET people = people + excluded.people,
joiners = joiners + excluded.joiners, moved_in = moved_in + excluded.moved_in,
moved_out = moved_out + excluded.moved_out
"""
JOIN = """
INSERT INTO leavers SELECT ?, month, reason, reason_class, n FROM leavers WHERE area = ?
ON CONFLICT (area, month, reason) DO UPDATE SET n = n + excluded.n;
INSERT INTO heads SELECT ?, month, people, joiners, moved_in, moved_out, file, line FROM heads
WHERE area = ? ON CONFLICT (area, month) DO UPDATE SET people = people + excluded.people,
joiners = joiners + excluded.joiners, moved_in = moved_in + excluded.moved_in,
moved_out = moved_out + excluded.moved_out
"""

MOVED = "SELECT coalesce(sum(n), 0) FROM leavers WHERE reason_class = ?"


def moved_in(db: sqlite3.Connection) -> int:
    """How many of the leavers went to another area."""
    return int(db.execute(MOVED, (CountedReason.TRANSFER.value,)).fetchone()[0])


Key = tuple[str, str, str, str]
"""Area, month, reason and its class, as text."""


class StagedCounts:
    """The counts of one import, in the same file as what was refused and noted."""

    def __init__(self, staging: Staging) -> None:
        self.db = staging.db
        self.waiting: Counter[Key] = Counter()
        self.spellings: dict[str, str] = {}

    @classmethod
    def new(cls, staging: Staging) -> StagedCounts:
        for statement in (*SCHEMA.split(";"), LOST, UNSETTLED):
            staging.db.execute(statement)  # not executescript: that would end the transaction
        return cls(staging)

    def key(self, area: tuple[str, ...]) -> str:
        """The area as the files first spell it: “supply” is “Supply”."""
        text = BETWEEN_AREAS.join(area)
        return self.spellings.setdefault(text.casefold(), text)

    def add(self, row: Leaving) -> None:
        key = (self.key(row.area), row.month.isoformat(), row.reason, row.reason_class)
        self.waiting[key] += row.leavers
        if len(self.waiting) >= HELD:
            self.write_down()

    def take_back(self, row: Leaving) -> bool:
        """Subtract what a row takes back, if as many are counted; `write_down` comes first."""
        key = (self.key(row.area), row.month.isoformat(), row.reason)
        where = "WHERE area = ? AND month = ? AND reason = ?"
        there = self.db.execute(f"SELECT n FROM leavers {where}", key).fetchone()  # noqa: S608 - ours
        if there is None or there[0] + row.leavers < 0:
            return False
        self.db.execute(f"UPDATE leavers SET n = n + ? {where}", (row.leavers, *key))  # noqa: S608
        return True

    def write_down(self) -> None:
        self.db.executemany(ADD, [(*key, n) for key, n in self.waiting.items() if n])
        self.waiting.clear()

    def add_heads(self, found: list[Heads], file: int, line: int) -> tuple[int, int] | None:
        """Take them all, or none and the file and line where one of them stands already."""
        for each in found:
            key = (self.key(each.area), each.month.isoformat())
            query = "SELECT file, line FROM heads WHERE area = ? AND month = ?"
            first: tuple[int, int] | None = self.db.execute(query, key).fetchone()
            if first is not None:
                return first
        for area, month, *numbers in found:
            row = (self.key(area), month.isoformat(), *numbers, file, line)
            self.db.execute("INSERT INTO heads VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        return None

    def add_to_heads(self, found: list[Heads], file: int, line: int) -> list[Heads]:
        """Take them all, added to what stands there; those that something stood there of."""
        stood = []
        for each in found:
            area, month, *numbers = each
            key = (self.key(area), month.isoformat())
            there = self.db.execute("SELECT 1 FROM heads WHERE area = ? AND month = ?", key)
            if there.fetchone() is not None:
                stood.append(each)
            self.db.execute(ADD_TO_HEADS, (*key, *numbers, file, line))
        return stood

    def lose(self, area: tuple[str, ...], month: date | None, *, heads: bool) -> None:
        """A row was not taken that speaks of these."""
        self.db.execute(LOSE, (self.key(area), month.isoformat() if month else "", heads))

    def lost(self) -> Iterator[tuple[tuple[str, ...], str, bool, int]]:
        """Area, month, whether it is of headcounts, and how many rows were not taken."""
        self.db.execute(LOST)  # what was checked by an earlier version has none
        for area, *rest in self.db.execute("SELECT area, month, heads, n FROM lost"):
            yield (tuple(area.split(BETWEEN_AREAS)) if area else (), *rest)

    def join(self, area: tuple[str, ...], into: tuple[str, ...]) -> None:
        """What is said of the one is said of the other, and added to what is said of it."""
        one, other = BETWEEN_AREAS.join(area), BETWEEN_AREAS.join(into)
        for statement in JOIN.split(";"):
            self.db.execute(statement, (other, one))
        for table in ("leavers", "heads"):
            self.db.execute(f"DELETE FROM {table} WHERE area = ?", (one,))  # noqa: S608 - ours

    def take_for(self, area: tuple[str, ...], other: tuple[str, ...]) -> None:
        """The one is the other, spelled otherwise; what was not taken of it too."""
        self.join(area, other)
        one, into = BETWEEN_AREAS.join(area), BETWEEN_AREAS.join(other)
        self.db.execute(LOSE_FOR, (into, one))
        self.db.execute("DELETE FROM lost WHERE area = ?", (one,))

    def leave_unsettled(self, areas: list[tuple[str, ...]]) -> None:
        names = [(BETWEEN_AREAS.join(each),) for each in areas]
        self.db.executemany("INSERT OR IGNORE INTO unsettled VALUES (?)", names)

    def unsettled(self) -> list[tuple[str, ...]]:
        """A to Z; while there are any, headcounts without a leaver do not say that nobody left."""
        self.db.execute(UNSETTLED)  # what was checked by an earlier version has none
        found = self.db.execute("SELECT area FROM unsettled ORDER BY area")
        return [tuple(area.split(BETWEEN_AREAS)) for (area,) in found]

    def areas_with(self, table: str) -> set[tuple[str, ...]]:
        """Those of which there are `leavers`, or `heads`."""
        found = self.db.execute(f"SELECT DISTINCT area FROM {table}")  # noqa: S608 - ours
        return {tuple(area.split(BETWEEN_AREAS)) for (area,) in found}

    def areas(self) -> Iterator[tuple[str, ...]]:
        """Every area the files name, A to Z."""
        query = "SELECT area FROM leavers UNION SELECT area FROM heads ORDER BY area"
        return (tuple(area.split(BETWEEN_AREAS)) for (area,) in self.db.execute(query))

    def leavers_of(self, area: tuple[str, ...]) -> Iterator[tuple[date, str, str, int]]:
        """Month, reason, its class and how many."""
        query = (
            "SELECT month, reason, reason_class, n FROM leavers WHERE area = ? AND n > 0"
            " ORDER BY month"
        )
        for month, *rest in self.db.execute(query, (BETWEEN_AREAS.join(area),)).fetchall():
            yield (date.fromisoformat(month), *rest)

    def leavers_in(self, area: tuple[str, ...]) -> int:
        """In all months together."""
        query = "SELECT coalesce(sum(n), 0) FROM leavers WHERE area = ?"
        return int(self.db.execute(query, (BETWEEN_AREAS.join(area),)).fetchone()[0])

    def heads_of(self, area: tuple[str, ...]) -> Iterator[tuple[date, HeadsOfMonth]]:
        columns = "month, people, joiners, moved_in, moved_out"
        query = f"SELECT {columns} FROM heads WHERE area = ? ORDER BY month"  # noqa: S608 - ours
        for month, *numbers in self.db.execute(query, (BETWEEN_AREAS.join(area),)).fetchall():
            yield date.fromisoformat(month), HeadsOfMonth(*numbers)

    def heads_together(self, above: Iterable[tuple[str, ...]]) -> dict[date, tuple[int, int]]:
        """By month people, and of how many areas, without those above others."""
        self.db.execute("CREATE TEMP TABLE above (area TEXT PRIMARY KEY)")
        names = ((BETWEEN_AREAS.join(each),) for each in above)
        self.db.executemany("INSERT INTO above VALUES (?)", names)
        query = (
            "SELECT month, sum(people), count(*) FROM heads"
            " WHERE area NOT IN (SELECT area FROM above) GROUP BY month"
        )
        found = {date.fromisoformat(m): (people, n) for m, people, n in self.db.execute(query)}
        self.db.execute("DROP TABLE above")
        return found

    def heads_in(self, month: date) -> list[tuple[tuple[str, ...], int]]:
        query = "SELECT area, people FROM heads WHERE month = ? ORDER BY area"
        found = self.db.execute(query, (month.isoformat(),))
        return [(tuple(area.split(BETWEEN_AREAS)), people) for area, people in found]

    def lacking(self) -> Iterator[tuple[tuple[str, ...], list[date], tuple[int, int]]]:
        """Areas with headcounts, but not of every month that any has; the file and line of one."""
        every = {month for (month,) in self.db.execute("SELECT DISTINCT month FROM heads")}
        found = self.db.execute("SELECT area, month, file, line FROM heads ORDER BY area, month")
        for area, rows in groupby(found, key=lambda row: row[0]):
            told = [*rows]
            lacks = every - {month for _area, month, _file, _line in told}
            if lacks:
                path = tuple(area.split(BETWEEN_AREAS))
                yield path, [*map(date.fromisoformat, sorted(lacks))], told[0][2:]

    def spans_of_heads(self) -> dict[tuple[str, ...], tuple[date, date]]:
        """The first and the last month in which anybody was there, by area, A to Z."""
        query = (
            "SELECT area, min(month), max(month) FROM heads WHERE people > 0"
            " GROUP BY area ORDER BY area"
        )
        return {
            tuple(area.split(BETWEEN_AREAS)): (date.fromisoformat(first), date.fromisoformat(last))
            for area, first, last in self.db.execute(query)
        }

    def heads_stand(self) -> dict[tuple[str, ...], tuple[int, int]]:
        """File and line of the first headcount of each area."""
        query = "SELECT area, file, line FROM heads ORDER BY file DESC, line DESC"
        return {tuple(a.split(BETWEEN_AREAS)): (file, n) for a, file, n in self.db.execute(query)}

    def months_of_heads(self) -> dict[str, set[date]]:
        """By area as it is kept here."""
        found: dict[str, set[date]] = {}
        for area, month in self.db.execute("SELECT area, month FROM heads"):
            found.setdefault(area, set()).add(date.fromisoformat(month))
        return found

    def leave_out_heads(self, area: tuple[str, ...]) -> list[tuple[int, int]]:
        """Without the headcounts of the area: the files and lines they stood on."""
        one = (BETWEEN_AREAS.join(area),)
        query = "SELECT DISTINCT file, line FROM heads WHERE area = ? ORDER BY file, line"
        lines = self.db.execute(query, one).fetchall()
        self.db.execute("DELETE FROM heads WHERE area = ?", one)
        return lines

    def span(self) -> tuple[date, date] | None:
        """The months the leavers list speaks of, first and last, by both files."""
        first, last = self.db.execute("SELECT min(month), max(month) FROM leavers").fetchone()
        if first is None:
            return None
        heads: str | None = self.db.execute("SELECT max(month) FROM heads").fetchone()[0]
        return date.fromisoformat(first), date.fromisoformat(max(last, heads or last))

    def last_month(self) -> date | None:
        """The last one that either file speaks of."""
        query = "SELECT max(month) FROM (SELECT month FROM leavers UNION SELECT month FROM heads)"
        last: str | None = self.db.execute(query).fetchone()[0]
        return date.fromisoformat(last) if last else None

    def totals(self) -> tuple[int, int]:
        """Leavers, and headcounts of an area and month."""
        leavers = self.db.execute("SELECT coalesce(sum(n), 0) FROM leavers").fetchone()[0]
        return leavers, self.db.execute("SELECT count(*) FROM heads").fetchone()[0]

    def sums(self) -> list[tuple[str, ...]]:
        """Areas with as many people in the last month as all below them together, or more."""
        last = "SELECT area, people FROM heads WHERE month = (SELECT max(month) FROM heads)"
        people = {tuple(a.split(BETWEEN_AREAS)): n for a, n in self.db.execute(last)}
        below: dict[tuple[str, ...], list[int]] = {}
        for path, count in people.items():
            for end in range(1, len(path)):
                below.setdefault(path[:end], []).append(count)
        return sorted(
            path
            for path, counts in below.items()
            if len(counts) > 1 and people.get(path, -1) >= sum(counts)
        )

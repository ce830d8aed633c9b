"""Areas that a job history calls otherwise from one day on, where no code says so.

"Customer Care" has nobody from 1 July on, and its people are in "Client Success" from that day:
read as two, the new one has a twelfth of a year behind it, and divides what left by months in which
it was not there. Nobody but the company knows whether it is one area, so somebody is asked.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from django.utils.formats import date_format

from tandem.organisation.intake.findings import WHOLE, Kind, Place
from tandem.organisation.intake.paths import folded
from tandem.organisation.intake.restricted import codes_of
from tandem.organisation.intake.staging import BETWEEN_AREAS, Staging
from tandem.organisation.intake.tree import AreaTree

if TYPE_CHECKING:
    from tandem.organisation.intake.lane.plain import Plain

DAY = timedelta(days=1)
MOST_OF = Fraction(4, 5)  # of those an area had the day before
FEWEST = 3  # people of an area of whom that can be said

SPANS = """
SELECT department, min(start_on), max(start_on), max(coalesce(end_on, '9999-12-31')) FROM spells
WHERE stay IS NOT NULL GROUP BY department
"""
WENT = """
SELECT a.department, b.department, a.end_on, count(*), min(b.file), min(b.line)
FROM spells a JOIN spells b ON b.number = a.number AND b.start_on = a.end_on
WHERE a.stay IS NOT NULL AND b.stay IS NOT NULL AND a.department <> b.department
AND a.end_on IN (SELECT value FROM json_each(?)) GROUP BY 1, 2, 3
"""
THERE = """
SELECT count(*) FROM spells WHERE stay IS NOT NULL
AND department = ?1 AND start_on < ?2 AND coalesce(end_on, '9999-12-31') >= ?2
"""
CALLS = (
    "UPDATE spells SET department = ? WHERE department = ?",
    "UPDATE rows SET department = ? WHERE department = ?",
    "UPDATE moves SET moved_from = ? WHERE moved_from = ?",
    "UPDATE refused_areas SET department = ? WHERE department = ?",
)
Path = tuple[str, ...]


class Span(NamedTuple):
    """Of a department: its first day, the last on which somebody came into it, and the first on
    which nobody is there."""

    born: str
    entered: str
    gone: str

    def runs_out(self, day: str) -> bool:
        """Whether nobody comes into it from that day on, though people were there before it."""
        return self.entered < day <= self.gone


@dataclass(slots=True)
class Passing:
    """People who were in one area on its last day and in another on the next. first: its place."""

    people: int = 0
    first: tuple[int, int] = (0, 0)
    leaves: set[tuple[str, str]] = field(default_factory=set)

    def add(self, leaf: tuple[str, str], people: int, first: tuple[int, int]) -> None:
        self.first = min(self.first, first) if self.people else first
        self.people += people
        self.leaves.add(leaf)


def note_going_on(
    staging: Staging, plain: Plain | None, places: Mapping[int, Place], said: Mapping[str, str]
) -> set[tuple[Path, Path]]:
    """Ask of each area that ends where another begins with its people; not of what is answered.

    A few who are moved later, because nothing was entered of them before, do not keep it alive.
    Returns the pairs that are asked about, by their paths without regard to case.
    """
    asked: set[tuple[Path, Path]] = set()
    spans = spans_of([*staging.db.execute(SPANS), *(plain.area_spans() if plain else ())])
    tree = AreaTree(codes_of(staging))
    together: dict[tuple[Path, Path, str], Passing] = defaultdict(Passing)
    for (old, new, day), (people, first) in passings(staging.db, plain, days_of(spans)).items():
        if not spans[old].runs_out(day) or spans[new].born != day:
            continue
        if tree.grow(path_of(old)).id != tree.grow(path_of(new)).id:
            pair = without_what_is_alike(path_of(old), path_of(new))
            whole = is_whole(*pair, day, spans)
            key = pair if whole else (path_of(old), path_of(new))
            together[*key, day].add((old, new), people, first)
    for (old_path, new_path, day), found in together.items():
        leaves = {leaf for leaf, _new in found.leaves}
        heads = sum(there_before(staging.db, plain, leaf, day) for leaf in leaves)
        words, known = " / ".join(old_path), " / ".join(new_path)
        few = heads < FEWEST or found.people < MOST_OF * heads
        if few or said.get(words) == "" or max(len(words), len(known)) > WHOLE:
            continue
        file, line = found.first
        place = Place(places[file].file, line, places[file].column)
        is_over = all(spans[leaf].gone <= day for leaf in leaves)
        first_day = date.fromisoformat(day)
        facts = {
            "known": known, "offers": (known,), "count": found.people, "people": heads,
            "whole": True, "last": date_format(first_day - DAY, "j M Y"),
            "first": date_format(first_day, "j M Y"),
        }  # fmt: skip
        kind = Kind.AREA_GOES_ON if is_over else Kind.AREA_EMPTIES
        staging.note(file, place.found(kind, words, **facts))
        asked.add((folded(old_path), folded(new_path)))
    return asked


def spans_of(told: Iterable[tuple[str, str, str, str]]) -> dict[str, Span]:
    spans: dict[str, Span] = {}
    for department, *days in told:
        one = Span(*days)
        other = spans.get(department, one)
        spans[department] = Span(
            min(one.born, other.born), max(one.entered, other.entered), max(one.gone, other.gone)
        )
    return spans


def days_of(spans: Mapping[str, Span]) -> list[str]:
    """On which an area begins while another runs out."""
    left = sorted(spans.values(), key=lambda each: each.entered)
    found, gone, at = [], "", 0
    for born in sorted({each.born for each in spans.values()}):
        while at < len(left) and left[at].entered < born:
            gone = max(gone, left[at].gone)
            at += 1
        if born <= gone:
            found.append(born)
    return found


def passings(
    db: sqlite3.Connection, plain: Plain | None, days: list[str]
) -> dict[tuple[str, str, str], tuple[int, tuple[int, int]]]:
    """Who went from where to where on these days, with the first place."""
    went: dict[tuple[str, str, str], tuple[int, tuple[int, int]]] = {}
    told = [*db.execute(WENT, (json.dumps(days),)), *(plain.area_passings(days) if plain else ())]
    for old, new, day, people, file, line in told:
        before, first = went.get((old, new, day), (0, (file, line)))
        went[old, new, day] = before + people, min(first, (file, line))
    return went


def there_before(db: sqlite3.Connection, plain: Plain | None, department: str, day: str) -> int:
    """How many jobs were in it the day before."""
    counted: int = db.execute(THERE, (department, day)).fetchone()[0]
    return counted + (plain.area_there(department, day) if plain else 0)


def path_of(department: str) -> Path:
    return tuple(department.split(BETWEEN_AREAS))


def without_what_is_alike(old: Path, new: Path) -> tuple[Path, Path]:
    """Where teams went along with the area above them, that area.

    >>> without_what_is_alike(("C", "Care", "Phone"), ("C", "Success", "Phone"))
    (('C', 'Care'), ('C', 'Success'))
    """
    while len(old) > 1 and len(new) > 1 and old[-1].casefold() == new[-1].casefold():
        old, new = old[:-1], new[:-1]
    return old, new


def is_whole(old: Path, new: Path, day: str, spans: Mapping[str, Span]) -> bool:
    """Whether nobody comes into the one from the day on, and nobody was in the other before."""
    return all(
        (path_of(each)[: len(old)] != old or span.entered < day)
        and (path_of(each)[: len(new)] != new or span.born >= day)
        for each, span in spans.items()
    )


def call_as_said(staging: Staging, said: Mapping[str, str]) -> None:
    """Put the people and jobs of an area under the name it went on with, as somebody has said.

    said: words of a path to words of another; nothing: they are two areas.
    """
    named = {old.casefold(): new.casefold() for old, new in said.items()}
    meant = {old: new for old, new in named.items() if new and new != old}
    if not meant:
        return
    departments = [path for path in staging.departments() if path]
    upward = (path[:at] for path in departments for at in range(1, len(path) + 1))
    known: dict[str, Path] = {}
    for path in upward:  # as somebody spelled it, where the files have it in several spellings
        words = " / ".join(path)
        known[words.casefold()] = (
            path if words in said.values() else known.get(words.casefold(), path)
        )
    several = Counter(meant.values())
    for name in said.values():  # that no file has: typed for several areas that are one
        if several[name.casefold()] > 1:
            known.setdefault(name.casefold(), tuple(name.split(" / ")))
    asked = {*meant.values()}
    changed = []
    for path in departments:
        called = called_now(path, meant, known)
        key = " / ".join(called).casefold()
        called = known[key] if key in asked else called
        if called != path:
            changed.append((BETWEEN_AREAS.join(called), BETWEEN_AREAS.join(path)))
    for call in CALLS:
        staging.db.executemany(call, changed)


def called_now(path: Path, meant: Mapping[str, str], known: Mapping[str, Path]) -> Path:
    """A name that was given up twice leads to the last one; of two that lead to each other none."""
    for _step in meant:
        found = next(_renamings(path, meant, known), path)
        if found == path:
            return path
        path = found
    return path


def _renamings(path: Path, meant: Mapping[str, str], known: Mapping[str, Path]) -> Iterator[Path]:
    for at in range(len(path), 0, -1):
        new = meant.get(" / ".join(path[:at]).casefold(), "")
        if new in known:
            yield (*known[new], *path[at:])

"""Areas that a list of people calls otherwise since a day, where no column of codes says so.

Such a list says one area of each person, the last one. Who left before the new name has the old
one, who is here has the new: read as two, nobody ever left the one, and nobody is in the other.
Nobody but the company knows whether it is one area, so somebody is asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.utils.formats import date_format, number_format

from tandem.organisation.intake.findings import WHOLE, Kind, Place
from tandem.organisation.intake.history.renamed import FEWEST, Path, path_of
from tandem.organisation.intake.likeness import ID
from tandem.organisation.intake.paths import folded
from tandem.organisation.intake.restricted import codes_of
from tandem.organisation.intake.staging import Staging
from tandem.organisation.intake.tree import AreaTree

if TYPE_CHECKING:
    from tandem.organisation.intake.lane.plain import Plain

DAY = timedelta(days=1)
NEVER = "9999-12-31"
STAYS = """
SELECT department, file, min(line), count(*) - count(gone), count(gone), min(gone), max(gone),
    min(CASE WHEN gone IS NULL THEN start_on END), max(start_on)
FROM (
    SELECT department, file, line, start_on, CASE WHEN end_on <= :today THEN end_on END AS gone
    FROM (
        SELECT department, file, line, start_on, end_on FROM rows
        UNION ALL SELECT department, file, line, start_on, end_on FROM spells
    )
) GROUP BY department, file
"""


class Told(NamedTuple):
    """What one file tells of one department: the days on which the first and the last were gone.

    line: the first of it. since: the first day of whoever is here longest. latest: of whoever came
    last, also if they left.
    """

    department: str
    file: int
    line: int
    here: int
    left: int
    first_gone: str | None
    last_gone: str | None
    since: str | None
    latest: str | None


@dataclass(slots=True)
class Known:
    """An area with all that is below it. below: the names of the areas next below."""

    path: Path
    first: tuple[int, int]
    here: int = 0
    left: int = 0
    first_gone: str = NEVER
    last_gone: str = ""
    since: str = NEVER
    below: set[str] = field(default_factory=set)

    def add(self, told: Told, below: Path) -> None:
        self.first = min(self.first, (told.file, told.line))
        self.here += told.here
        self.left += told.left
        self.first_gone = min(self.first_gone, told.first_gone or NEVER)
        self.last_gone = max(self.last_gone, told.last_gone or "")
        self.since = min(self.since, told.since or NEVER)
        self.below.update(below)

    @property
    def code(self) -> str:
        """What stands before its name: "2020 Outbound"."""
        first, *rest = self.path[-1].split() or [""]
        return first.casefold() if rest and ID.fullmatch(first) else ""


def told_of_areas(staging: Staging, plain: Plain | None, today: date) -> list[Told]:
    rows = [*staging.db.execute(STAYS, {"today": today.isoformat()})]
    rows += plain.area_stays(today) if plain else ()
    return sorted(map(Told._make, rows), key=lambda each: (each.file, each.line))


def note_new_names(
    staging: Staging, told: Iterable[Told], places: Mapping[int, Place], said: Mapping[str, str]
) -> set[tuple[Path, Path]]:
    """Ask of each area that only those have who left; not of what is answered.

    Returns the pairs that are asked about, by their paths without regard to case.
    """
    asked: set[tuple[Path, Path]] = set()
    beside: dict[Path, list[Known]] = defaultdict(list)
    for path, known in gathered(told).items():
        beside[path[:-1]].append(known)
    tree = AreaTree(codes_of(staging))
    for areas in beside.values():
        for old in areas:
            new = now_called(old, areas)
            if new is not None and tree.grow(old.path).id != tree.grow(new.path).id:
                note(staging, places, said, old, new)
                asked.add((folded(old.path), folded(new.path)))
    return asked


def gathered(told: Iterable[Told]) -> dict[Path, Known]:
    """Every area at every level as it is first called, by its path without regard to case."""
    areas: dict[Path, Known] = {}
    for each in told:
        path = path_of(each.department)
        for at in range(1, len(path) + 1):
            place = (each.file, each.line)
            known = areas.setdefault(folded(path[:at]), Known(path[:at], place))
            known.add(each, folded(path[at : at + 1]))
    return areas


def now_called(old: Known, areas: Iterable[Known]) -> Known | None:
    """The area it may be today: of several the one with most people."""
    if old.here or old.left < FEWEST:
        return None
    found = [each for each in areas if each.here >= FEWEST and goes_on_as(old, each)]
    return max(found, key=lambda each: each.here, default=None)


def goes_on_as(old: Known, new: Known) -> bool:
    """Nobody left the new one before the old one ended, but somebody was in the company before."""
    in_turn = new.since < old.last_gone <= new.first_gone
    if old.code or new.code:
        return in_turn and old.code == new.code
    return in_turn and bool(old.below) and old.below <= new.below


def note(
    staging: Staging, places: Mapping[int, Place], said: Mapping[str, str], old: Known, new: Known
) -> None:
    words, known = " / ".join(old.path), " / ".join(new.path)
    if said.get(words) == "" or max(len(words), len(known)) > WHOLE:
        return
    file, line = old.first
    place = Place(places[file].file, line, places[file].column)
    problem = place.found(
        Kind.AREA_NAMED_ANEW,
        words,
        known=known,
        offers=(known,),
        whole=True,
        last=date_format(date.fromisoformat(old.last_gone) - DAY, "j M Y"),
        count=number_format(old.left),
        people=number_format(new.here),
        here=new.here,
    )
    staging.note(file, problem)

"""People of a file who were not taken: where they may belong, until a newer file brings them.

Kept beside the rows that were not taken, by employee id; the numbers of an area say how many.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from uuid import UUID

from tandem.organisation.intake.staging import BATCH, BETWEEN_AREAS, Staging
from tandem.organisation.intake.tree import AreaTree
from tandem.organisation.models import Area, Import, ImportShape

FILE = "lacking.json"
ANYWHERE = ""  # the row does not say where
REFUSED = """
SELECT r.number, coalesce(a.department, '') FROM refused r
LEFT JOIN refused_areas a USING (file, line)
WHERE r.number = '' OR r.number NOT IN (SELECT number FROM rows) ORDER BY r.file, r.line
"""


@dataclass(slots=True)
class Lacking:
    """Of one import. people: employee id to areas; unnamed: those of rows without an id.

    made_good: employee ids that earlier imports lacked and this one took.
    """

    people: dict[str, list[str]] = field(default_factory=dict)
    unnamed: list[str] = field(default_factory=list)
    made_good: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class NotTaken:
    """people: by area, of it and those below; of everywhere under ANYWHERE. latest: an import."""

    people: Mapping[str, int]
    latest: UUID

    def of(self, area: str) -> int:
        return self.people.get(area, self.people[ANYWHERE])


def write_lacking(staging: Staging, tree: AreaTree, folder: Path) -> None:
    """Beside what was refused, once the accepted rows are written."""
    found = Lacking()
    for number, department in not_standing(staging):
        area = tree.nearest(department.split(BETWEEN_AREAS)) if department else None
        key = area.id.hex if area else ANYWHERE
        if not number:
            found.unnamed.append(key)
        elif key not in found.people.setdefault(number, []):
            found.people[number].append(key)
    earlier = sorted({number for _id, each in _held(folder.parent) for number in each.people})
    for at in range(0, len(earlier), BATCH):
        found.made_good += sorted(staging.standing(earlier[at : at + BATCH]))
    if found != Lacking():
        text = json.dumps(asdict(found), ensure_ascii=False)
        (folder / FILE).write_text(text, encoding="utf-8")


def not_standing(staging: Staging) -> Iterator[tuple[str, str]]:
    """Employee id and department of refused rows whose person stands in no row that was taken."""
    rows = staging.db.execute(REFUSED).fetchall()
    for at in range(0, len(rows), BATCH):
        batch = rows[at : at + BATCH]
        standing = staging.standing([number for number, _department in batch if number])
        yield from (row for row in batch if row[0] not in standing)


def people_not_taken(uploads: Path) -> NotTaken | None:
    """How many people the files that hold lack; None where nobody is lacking.

    Nobody counts twice, however many files lack them. A row without an employee id is lacking
    until the next file.
    """
    lacking: dict[str, set[str]] = {}
    unnamed: list[str] = []
    latest = None
    for import_id, each in _held(uploads):
        for number in each.made_good:
            lacking.pop(number, None)
        for number, areas in each.people.items():
            lacking.setdefault(number, set()).update(areas)
        unnamed = each.unnamed
        latest = import_id if each.people or each.unnamed else latest
    people = [*lacking.values(), *({area} for area in unnamed)]
    if not people or latest is None:
        return None
    return NotTaken(_by_area(people), latest)


def _by_area(people: Sequence[set[str]]) -> dict[str, int]:
    """Each person once in every area they may belong to, and in those above."""
    above: dict[str, frozenset[str]] = {}
    for area in Area.objects.order_by("path").only("id", "parent_id"):
        over = above.get(area.parent_id.hex, frozenset()) if area.parent_id else frozenset()
        above[area.id.hex] = over | {area.id.hex}
    anywhere = sum(ANYWHERE in areas or not areas & above.keys() for areas in people)
    counted: Counter[str] = Counter()
    for areas in people:
        if ANYWHERE not in areas:
            counted.update({over for area in areas for over in above.get(area, ())})
    return {ANYWHERE: anywhere, **{area: n + anywhere for area, n in counted.items()}}


def _held(uploads: Path) -> Iterator[tuple[UUID, Lacking]]:
    """Of the imports of people that hold, the oldest first; those without anything too."""
    held = Import.objects.applied().exclude(shape=ImportShape.COUNTS)
    for import_id in held.order_by("applied_at", "id").values_list("id", flat=True):
        yield import_id, _read(uploads / str(import_id) / FILE)


def _read(path: Path) -> Lacking:
    try:
        return Lacking(**json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return Lacking()

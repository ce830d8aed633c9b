"""Moves that a file of one row per person tells: on which day, and out of which area.

Such a file knows the last move alone. What was known of earlier ones stays as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from tandem.organisation.intake.dates import FOR_EVER
from tandem.organisation.intake.fields import LABELS, OF_A_MOVE, Field
from tandem.organisation.intake.findings import Kind, Place
from tandem.organisation.intake.paths import folded
from tandem.organisation.intake.staging import BETWEEN_AREAS, Staging
from tandem.organisation.intake.values import Cells, Layout, Row, day_of, stay_in_words
from tandem.organisation.models import Area

Path = tuple[str, ...]
BETWEEN = " / "


def with_move(cells: Cells, row: Row) -> Row:
    """The row with its move, where the file tells of moves and this one can have been."""
    if not cells.layout.tells_moves:
        return row
    told, where = cells.optional(Field.MOVED_ON), cells.optional(Field.MOVED_FROM)
    moved_from = cells.path(Field.MOVED_FROM) if where else ()
    moved_on = day_of(cells, Field.MOVED_ON, told) if told else None
    if moved_on is not None and moved_on.year == FOR_EVER:
        return row
    if moved_from and not told:
        cells.note(Kind.MOVE_WITHOUT_DAY, Field.MOVED_ON, where)
    if moved_on is None or folded(moved_from) == folded(row.department):
        return row
    if not moved_from:
        cells.note(Kind.MOVE_WITHOUT_AREA, Field.MOVED_FROM, told)
    elif moved_on <= row.start_on or (row.end_on and moved_on >= row.end_on):
        stay = stay_in_words(row.start_on, row.end_on)
        cells.note(Kind.MOVE_OUTSIDE, Field.MOVED_ON, told, stay=stay)
    else:
        return row._replace(moved_on=moved_on, moved_from=moved_from)
    return row


def note_moves_in_part(staging: Staging, file: int, layout: Layout) -> None:
    """Say so where a file has the one column of a move and lacks the other."""
    there = [each for each in OF_A_MOVE if each in layout.columns]
    if len(there) == 1:
        [missing] = OF_A_MOVE - {there[0]}
        heading = layout.columns.heading(there[0])
        facts = {"missing": str(LABELS[missing]).lower()}
        staging.note(file, Place(layout.file).found(Kind.MOVES_IN_PART, heading, **facts))


def find_areas_before(staging: Staging, columns: Mapping[int, Place]) -> None:
    """An area before a move may be told without those above it: it is the only one of that name.

    Where several are called so, nobody knows from where, and the person is taken without the move.
    """
    told = staging.db.execute("SELECT DISTINCT moved_from FROM moves").fetchall()
    before = [tuple(path.split(BETWEEN_AREAS)) for (path,) in told]
    if not before:
        return
    whole = [*staging.departments_of_today(), *paths_known()]
    ending: defaultdict[Path, dict[Path, Path]] = defaultdict(dict)
    for path in whole:
        for at in range(len(path)):
            ending[folded(path[at:])].setdefault(folded(path), path)
    for path in before:
        found = ending[folded(path)]
        if folded(path) in found or not found:
            continue
        if len(found) == 1:
            [meant] = found.values()
            written = (BETWEEN_AREAS.join(meant), BETWEEN_AREAS.join(path))
            staging.db.execute("UPDATE moves SET moved_from = ? WHERE moved_from = ?", written)
        else:
            without_moves(staging, columns, path, sorted(map(BETWEEN.join, found.values())))


def without_moves(
    staging: Staging, columns: Mapping[int, Place], path: Path, several: Iterable[str]
) -> None:
    key = (BETWEEN_AREAS.join(path),)
    places = staging.db.execute(
        "SELECT file, line FROM moves WHERE moved_from = ? ORDER BY file, line", key
    ).fetchall()
    facts = {"paths": "; ".join(several)}
    for file, line in places:
        place = Place(columns[file].file, line, columns[file].column)
        staging.note(file, place.found(Kind.MOVE_FROM_SEVERAL, BETWEEN.join(path), **facts))
    staging.db.execute("DELETE FROM moves WHERE moved_from = ?", key)


def paths_known() -> list[Path]:
    """Of all areas there are, as names from the top down."""
    names: dict[object, Path] = {}
    for area in Area.objects.filter(end_on=None).order_by("path"):
        names[area.pk] = (*names.get(area.parent_id, ()), area.name)
    return list(names.values())


def moves_told(staging: Staging) -> int:
    """Rows that are taken with a move."""
    count = "SELECT count(*) FROM rows JOIN moves USING (file, line)"
    return int(staging.db.execute(count).fetchone()[0])

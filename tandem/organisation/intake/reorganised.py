"""Areas that a file calls otherwise than Tandem does: no second tree is grown without a word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from fractions import Fraction
from uuid import UUID

from tandem.organisation.intake.findings import Place, Problem
from tandem.organisation.intake.kinds import Kind
from tandem.organisation.intake.restricted import codes_of
from tandem.organisation.intake.staging import BETWEEN_AREAS, Staging
from tandem.organisation.intake.tree import AreaTree
from tandem.organisation.models import Spell

NOTED_AT_MOST = 50
MOST_OF = Fraction(4, 5)  # of an area's people under one new name: it seems to be renamed
FEWEST = 3  # people of an area of whom that can be said
BETWEEN = " / "
Path = tuple[str, ...]


def note_reorganised(staging: Staging, place: Place, today: date) -> None:
    """Notes on the first file, at its column of departments."""
    tree = AreaTree(codes_of(staging))
    named = {path: tree.grow(path).id for path in staging.departments()}
    made = {area.id for area in tree.new}
    new = {path: area for path, area in named.items() if area in made}
    known = {path: area for path, area in named.items() if area not in made}
    staging.note(0, *called_otherwise(known, tree, place))
    gone = tree.ids() - made - set(known.values())
    if new and gone:  # nothing is gone in a first file, however large
        staging.note(0, *seem_renamed(staging, new, gone, tree, place, today))


def called_otherwise(known: Mapping[Path, UUID], tree: AreaTree, place: Place) -> list[Problem]:
    names = {path: tree.name(area) for path, area in known.items()}
    others = {
        path: name
        for path, name in names.items()
        if BETWEEN.join(path).casefold() != name.casefold() and not tree.is_code(path)
    }
    return [
        place.found(Kind.AREA_KNOWN_OTHERWISE, BETWEEN.join(path), known=name)
        for path, name in list(others.items())[:NOTED_AT_MOST]
    ]


def seem_renamed(
    staging: Staging,
    new: Mapping[Path, UUID],
    gone: Collection[UUID],
    tree: AreaTree,
    place: Place,
    today: date,
) -> list[Problem]:
    """Areas that nobody stands under any more, most of whose people stand under one new name.

    gone: the areas the file does not name.
    """
    heads, went = Counter[UUID](), Counter[tuple[UUID, Path]]()
    where = dict(numbers_under(staging, new))
    rows = Spell.objects.on(today).order_by().values_list("area", "employment__person__number")
    for area, number in rows.iterator(chunk_size=5000):
        if area in gone:
            heads[area] += 1
            if number in where:
                went[area, where[number]] += 1
    return [
        place.found(
            Kind.AREA_SEEMS_RENAMED,
            BETWEEN.join(path),
            known=tree.name(area),
            count=count,
            people=heads[area],
        )
        for (area, path), count in went.most_common()
        if heads[area] >= FEWEST and count >= MOST_OF * heads[area]
    ][:NOTED_AT_MOST]


def numbers_under(staging: Staging, new: Mapping[Path, UUID]) -> Iterator[tuple[str, Path]]:
    """Employee ids of the rows that stand under a new area."""
    paths = {BETWEEN_AREAS.join(path): path for path in new}
    for number, department in staging.db.execute("SELECT number, department FROM rows"):
        if department in paths:
            yield number, paths[department]

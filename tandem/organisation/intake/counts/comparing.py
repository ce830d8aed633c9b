"""Comparing counts of files with those that hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

from tandem.organisation.counted import Counted, HeadsOfMonth, Leavers, months_of
from tandem.organisation.intake.counts.staging import StagedCounts
from tandem.organisation.intake.dates import FIRST_YEAR
from tandem.organisation.intake.tree import AreaTree

Paths = Mapping[UUID, tuple[str, ...]]
"""Areas of the files, known or new, to their names from the top down."""


def grow(staged: StagedCounts, tree: AreaTree) -> Paths:
    """Where two names lead to one area, renamed or merged since, their counts are added up."""
    paths: dict[UUID, tuple[str, ...]] = {}
    for path in list(staged.areas()):
        area = tree.grow(path).id
        if area in paths:
            staged.join(path, paths[area])
        paths.setdefault(area, path)
    return paths


class Differing(NamedTuple):
    """Areas and months the files would say otherwise than what holds, each counted once.

    fewer: among them, those with fewer leavers than are known.
    """

    months: int
    fewer: int


Months = dict[UUID, int]
"""By area its months, a bit for each: fifty thousand areas of thirty years stay small."""


def differing(staged: StagedCounts, paths: Paths) -> Differing:
    counted = Counted()
    differ: Months = defaultdict(int)
    fewer = _differing_leavers(staged, paths, counted, differ)
    _differing_heads(staged, paths, counted, differ)
    return Differing(sum(months.bit_count() for months in differ.values()), fewer)


def _differing_leavers(staged: StagedCounts, paths: Paths, counted: Counted, differ: Months) -> int:
    span = staged.span()
    months = months_of(*span) if span else ()
    if staged.unsettled():  # then headcounts alone say nothing of leavers
        named = staged.areas_with("leavers")
        paths = {area: path for area, path in paths.items() if path in named}
    waiting, fewer = set(paths), 0
    for area, known in counted.leavers():
        if area in paths:
            waiting.discard(area)
            told = leavers_of(staged, paths[area])
            for month in months:
                says, said = told.get(month, {}), known.get(month)
                differ[area] |= (says != said) << _number(month)
                fewer += sum(says.values()) < sum((said or {}).values())
    for area in waiting:
        for month in months:
            differ[area] |= 1 << _number(month)
    return fewer


def _differing_heads(staged: StagedCounts, paths: Paths, counted: Counted, differ: Months) -> None:
    told_of = {area: heads for area, heads in _told_heads(staged, paths) if heads}
    for area, known in counted.heads():
        for month, heads in told_of.pop(area, {}).items():
            differ[area] |= (known.get(month) != heads) << _number(month)
    for area, told in told_of.items():
        for month in told:
            differ[area] |= 1 << _number(month)


def _number(month: date) -> int:
    return (month.year - FIRST_YEAR) * 12 + month.month


def _told_heads(
    staged: StagedCounts, paths: Paths
) -> Iterator[tuple[UUID, dict[date, HeadsOfMonth]]]:
    for area, path in paths.items():
        yield area, dict(staged.heads_of(path))


def leavers_of(staged: StagedCounts, path: tuple[str, ...]) -> dict[date, Leavers]:
    found: dict[date, Leavers] = {}
    for month, reason, reason_class, leavers in staged.leavers_of(path):
        found.setdefault(month, {})[reason, reason_class] = leavers
    return found

"""Comparing counts of files with those that hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from uuid import UUID

from tandem.organisation.counted import Counted, HeadsOfMonth, Leavers, months_of
from tandem.organisation.intake.counts.staging import StagedCounts
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


def differing(staged: StagedCounts, paths: Paths) -> int:
    """How many areas and months the files would say otherwise than what holds."""
    counted = Counted()
    span = staged.span()
    months = months_of(*span) if span else ()
    waiting = set(paths)
    differ = 0
    for area, known in counted.leavers():
        if area in paths:
            waiting.discard(area)
            told = leavers_of(staged, paths[area])
            differ += sum(told.get(each, {}) != known.get(each) for each in months)
    differ += len(waiting) * len(months)
    return differ + _differing_heads(staged, paths, counted)


def _differing_heads(staged: StagedCounts, paths: Paths, counted: Counted) -> int:
    told_of = {area: heads for area, heads in _told_heads(staged, paths) if heads}
    differ = 0
    for area, known in counted.heads():
        told = told_of.pop(area, {})
        differ += sum(known.get(month) != heads for month, heads in told.items())
    return differ + sum(map(len, told_of.values()))


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

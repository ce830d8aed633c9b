"""One area under two names: leavers and headcounts often come from two systems.

"Depot Basel Nord" has left somebody every month and "Depot Basel-Nord" never anybody: read as two,
the second would say with confidence that nobody left. What differs only in signs, or leaves out the
levels above, is read as one where it can be only one. What is left is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from tandem.organisation.folding import folded_words
from tandem.organisation.intake.counts.staging import StagedCounts

Path = tuple[str, ...]
AND = frozenset({"and", "und", "et", "en", "y", "e", "og", "och"})  # what a "&" may be written as


@dataclass(frozen=True, slots=True)
class Named:
    """As the leavers list calls an area, and as the headcounts do; none does for `alone`."""

    as_one: list[tuple[Path, Path]]
    alone: list[Path]


def settle(staged: StagedCounts) -> Named:
    """Count what is one area as one. Where no headcounts were given there is nothing to settle."""
    heads, leavers = staged.areas_with("heads"), staged.areas_with("leavers")
    refused = {area for area, _month, of_heads, _n in staged.lost() if of_heads}
    found = Named([], [])
    if not heads:
        return found
    by_name: dict[str, list[Path]] = defaultdict(list)
    for path in heads:
        by_name[words(path[-1])].append(path)
    for path in sorted(leavers - heads):
        alike = list(alike_to(path, by_name))
        if len(alike) == 1:
            staged.take_for(path, alike[0])
            found.as_one.append((path, alike[0]))
        elif path not in refused:
            found.alone.append(path)
    return found


def alike_to(path: Path, by_name: dict[str, list[Path]]) -> Iterator[Path]:
    """Those whose every level reads alike; of a name alone, whatever lies above."""
    for each in by_name[words(path[-1])]:
        if len(path) == 1 or [*map(words, path)] == [*map(words, each)]:
            yield each


def words(name: str) -> str:
    """
    >>> words("Depot Basel-Nord") == words("depot  Basel Nord"), words("R&D") == words("R & D")
    (True, True)
    >>> words("Finance and Control") == words("Finance & Control"), words("Team And")
    (True, 'team and')
    >>> words("Team 1-1") == words("Team 11")
    False
    """
    first, *middle = folded_words(name) or [name.casefold()]
    last = middle[-1:]
    return " ".join([first, *(each for each in middle[:-1] if each not in AND), *last])

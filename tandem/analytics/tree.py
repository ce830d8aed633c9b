"""Areas and what lies above them, for any depth that an organisation has."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from tandem.analytics.facts import CLOSURE
from tandem.analytics.sources import UnusableFacts

MOST_LEVELS = 100  # the largest organisations have about fifteen; every level costs a row per area


def closure_of(parents: Mapping[str, str | None], where: str) -> pa.Table:
    """Each area with itself and each area above it, as `facts.CLOSURE`.

    parents: each area to the one above it. where: the file, for messages. Raises UnusableFacts:
    an area above that is none, areas that lie in a circle, more than MOST_LEVELS. Walks without
    recursion and looks at each area once, so that a broken tree of any size is told quickly.
    """
    check_tree(parents, where)
    ancestors: list[str] = []
    areas: list[str] = []
    for area in parents:
        above: str | None = area
        while above is not None:
            ancestors.append(above)
            areas.append(area)
            above = parents[above]
    return pa.table({"ancestor": ancestors, "area": areas}, schema=CLOSURE.to_pyarrow())


def check_tree(parents: Mapping[str, str | None], where: str) -> None:
    levels: dict[str, int] = {}
    for area in parents:
        path: list[str] = []
        here: str | None = area
        on_path: set[str] = set()
        while here is not None and here not in levels:
            if here in on_path:
                circle = [*path[path.index(here) :], here]
                raise UnusableFacts(
                    f"{where}: {_told(circle)} lie in a circle, each below the next. Give one of "
                    "them a parent outside it, or none."
                )
            path.append(here)
            on_path.add(here)
            above = parents[here]
            if above is not None and above not in parents:
                raise UnusableFacts(
                    f"{where}: “{here}” lies below “{above}”, which is no area of it. Add a row "
                    f"for “{above}”, or leave the parent of “{here}” empty."
                )
            here = above
        level = levels[here] if here is not None else 0
        for each in reversed(path):
            level += 1
            levels[each] = level
    deepest = max(levels, key=levels.__getitem__, default=None)
    if deepest is not None and levels[deepest] > MOST_LEVELS:
        raise UnusableFacts(
            f"{where}: “{deepest}” lies {levels[deepest]:,} levels deep, and {MOST_LEVELS} are the "
            "most. Check whether each area really lies below the one before it."
        )


def _told(circle: list[str]) -> str:
    names = [f"“{each}”" for each in circle]
    return ", ".join(names) if len(names) <= 5 else f"{', '.join(names[:3])} … {names[-1]}"

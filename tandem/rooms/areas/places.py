"""In which column a part of an area's page stands, so that neither ends far above the other.

Heights are those of a desk, about: in pixels, to choose by, not to draw by.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

Row = TypeVar("Row")
EMPTY_AT_MOST = 350  # pixels one column may end above the other
ROW = 47
GAP = 24
MANY_TEAMS = 14  # from here on they stand under both columns, in two lists
HEIGHTS = {
    "months": 440, "siblings": 640, "teams": 140, "year": 490, "heads": 340, "rates": 225,
    "jobs": 245, "counted_months": 370, "reasons": 140, "seasons": 175,
}  # fmt: skip
WITHOUT_PICTURE = {"months": 250, "year": 280, "counted_months": 130, "siblings": 200}
ROWS = {"rates": 2 * ROW}  # of which each tells a range in two more lines


@dataclass(frozen=True, slots=True)
class Places:
    """Names of parts, from the top of each column down."""

    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """Those that are there, each with its height."""

    heights: Mapping[str, int]

    def column(self, names: Sequence[str]) -> int:
        return sum(self.heights[name] + GAP for name in names)

    def balanced(
        self, left: Sequence[str], right: Sequence[str], may_move: Sequence[str]
    ) -> Places:
        """Each where it is known to stand. Only where a column would stay empty for long, the
        fewest of those that may move go from the right to the left, the first named first."""
        left, right = (
            [name for name in column if name in self.heights] for column in (left, right)
        )
        movable = [name for name in may_move if name in right]
        choices = [
            Places((*left, *moved), tuple(name for name in right if name not in moved))
            for number in range(len(movable) + 1)
            for moved in combinations(movable, number)
        ]
        return min(choices, key=lambda places: max(self._empty(places), EMPTY_AT_MOST))

    def _empty(self, places: Places) -> int:
        return abs(self.column(places.left) - self.column(places.right))


def height(name: str, *, rows: int = 0, drawn: bool = True) -> int:
    bare = HEIGHTS[name] if drawn else WITHOUT_PICTURE.get(name, HEIGHTS[name])
    return bare + rows * ROWS.get(name, ROW)


def of_persons(
    drawn: Mapping[str, object], *, teams: int, rates: int, jobs: bool, siblings: bool
) -> Places:
    """drawn: by kind of picture, None where there is none. The others: rows, or whether there."""
    heights = {
        "months": height("months", drawn=drawn["months"] is not None),
        "year": height("year", drawn=drawn["rate"] is not None),
    }
    if siblings:
        heights["siblings"] = height("siblings", drawn=drawn["siblings"] is not None)
    if 0 < teams < MANY_TEAMS:
        heights["teams"] = height("teams", rows=teams)
    if drawn["people"] is not None:
        heights["heads"] = height("heads")
    if rates:
        heights["rates"] = height("rates", rows=rates)
    if jobs:
        heights["jobs"] = height("jobs")
    right = ("year", "heads", "rates", "jobs")
    return Parts(heights).balanced(
        ("months", "siblings", "teams"), right, may_move=("heads", "rates", "jobs")
    )


def of_counts(
    drawn: Mapping[str, object],
    *,
    months: int,
    teams: int,
    rates: int,
    reasons: int,
    seasons: int,
) -> Places:
    """As `of_persons`. months, reasons, seasons: rows of their tables."""
    heights = {
        "counted_months": height("counted_months", rows=months, drawn=drawn["months"] is not None),
        "year": height("year", drawn=drawn["rate"] is not None),
        "reasons": height("reasons", rows=reasons),
    }
    if 0 < teams < MANY_TEAMS:
        heights["teams"] = height("teams", rows=teams)
    if rates:
        heights["rates"] = height("rates", rows=rates)
    if seasons:
        heights["seasons"] = height("seasons", rows=seasons)
    if drawn["people"] is not None:
        heights["heads"] = height("heads")
    right = ("year", "rates", "reasons", "seasons", "heads")
    return Parts(heights).balanced(
        ("counted_months", "teams"), right, may_move=("heads", "rates", "seasons")
    )


def lists(teams: Sequence[Row]) -> list[Sequence[Row]]:
    """One list, or of many two: under both columns there is room for them side by side."""
    if len(teams) < MANY_TEAMS:
        return [teams]
    half = (len(teams) + 1) // 2
    return [teams[:half], teams[half:]]

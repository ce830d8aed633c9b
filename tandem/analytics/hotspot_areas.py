"""The areas that are looked at for hotspots, the limits of the rule, and what comes of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

from tandem.analytics.printed import Drawn, between, percent, plain
from tandem.analytics.sheets import Mark, Sheet

VERSION = 2  # rises when a flag or a likely rate could come out otherwise
TIMES = 1.5  # the reference, at least
FALSE_SHARE = 0.10  # of the flags, at most, on average
FOUND = 0.8  # how often a true rate is flagged that counts as visible at this size
MOST_PEOPLE = 1e10  # more than there are
NAMED = 6  # areas of a circle, in its reason
FEWEST_PEOPLE = 1e-6  # on average: half a minute of a person in a year; less is a slip


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """What is known of one area.

    leavers: whole. headcount: people on average, so leavers may be more. parent: the name of the
    area above, if any. expected: leavers that people like these would give (`standardised`); then
    the rate is leavers ÷ expected. Names may repeat.
    """

    area: str
    leavers: int
    headcount: float
    parent: str = ""
    expected: float | None = None

    @property
    def size(self) -> float:
        """What leavers are divided by."""
        return self.headcount if self.expected is None else self.expected

    def wrong(self) -> str:
        """What cannot be about it, or nothing."""
        if not 0 <= self.leavers <= MOST_PEOPLE:
            return f"leavers is {self.leavers}: it must be 0 or more, and fewer than all people."
        for name, number in (("headcount", self.headcount), ("expected", self.size)):
            if 0 < number < FEWEST_PEOPLE:
                return f"{name} is {number}: too little to count. Write 0 instead."
            if not (number == 0 or (isfinite(number) and FEWEST_PEOPLE <= number <= MOST_PEOPLE)):
                return f"{name} is {number}: it must be 0 or more, and fewer than all people."
        return ""


def circles(areas: Sequence[Area]) -> dict[int, str]:
    """The rows that lie below themselves by way of others, by their place, each with the reason.

    Such rows would be totals of each other, and none of them would be looked at.
    """
    above: dict[str, set[str]] = defaultdict(set)
    for each in areas:
        if each.parent and each.parent != each.area:
            above[each.area].add(each.parent)
    turned: dict[str, set[str]] = defaultdict(set)
    for area, parents in above.items():
        for parent in parents:
            turned[parent].add(area)
    # What has nothing above it that is left lies in no circle, nor what has nothing below it.
    left = _beyond_ends(above, turned) & _beyond_ends(turned, above)
    return {
        at: _circle(each.area, above, left)
        for at, each in enumerate(areas)
        if each.area in left and each.parent in left and each.parent != each.area
    }


def _beyond_ends(out: Mapping[str, set[str]], back: Mapping[str, set[str]]) -> set[str]:
    """All from which `out` leads on without an end."""
    open_ways = {area: len(ways) for area, ways in out.items()}
    ends = [area for area in back if not open_ways.get(area)]
    left = set(open_ways)
    while ends:
        for area in back.get(ends.pop(), ()):
            open_ways[area] -= 1
            if not open_ways[area]:
                left.discard(area)
                ends.append(area)
    return left


def _circle(area: str, above: Mapping[str, set[str]], left: set[str]) -> str:
    path = [area]
    while (here := min(above[path[-1]] & left)) not in path:
        path.append(here)
    names = [f"“{each}”" for each in (*path[path.index(here) :], here)]
    said = ", ".join(names if len(names) <= NAMED else [*names[:3], "…", names[-1]])
    return f"{said} lie in a circle, each below the next. Give one a parent outside it, or none."


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One area after all were looked at.

    rate: leavers per head, null where there is no denominator. median, low, high: where the true
    rate lies with probability 0.9, given all areas; of an area without people, where that of any
    area lies. above: how likely it is above the reference. p, q: null where it was not tested.
    fewest: leavers that would be flagged at this size. visible: the true rate, in times of the
    reference, that would be flagged in 8 of 10 such windows; both null where none would be.
    """

    area: str
    leavers: int
    headcount: float
    rate: float | None
    median: float | None
    low: float | None
    high: float | None
    above: float | None
    p: float | None
    q: float | None
    flag: bool
    fewest: int | None
    visible: float | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AtItsLevel:
    """One area held against all of its level that are large enough, itself among them.

    areas: how many these are. tested: at all levels, whose q-values were found together.
    reference: the rate of those of its level that are not flagged.
    """

    judged: Judged
    areas: int
    tested: int
    reference: float

    @property
    def expected(self) -> float:
        """Leavers that the reference would give here."""
        return self.judged.headcount * self.reference


@dataclass(frozen=True, slots=True)
class Hotspots(Drawn):
    """All areas in the order they came. reference: null where nobody is there at all."""

    tested: int
    reference: float | None
    areas: tuple[Judged, ...]

    def sheet(self) -> Sheet:
        return Sheet(
            title="Hotspots",
            columns=("Area", "Leavers", "People", "Rate", "Likely rate", "Likely range", "Why"),
            rows=tuple(
                (
                    each.area,
                    f"{each.leavers:,}",
                    plain(each.headcount),
                    percent(each.rate),
                    percent(each.median),
                    between(each.low, each.high),
                    each.why,
                )
                for each in self.areas
            ),
            said=(
                f"{self.tested:,} areas tested; reference {percent(self.reference)}, the rate of "
                f"those not flagged. On average one in {1 / FALSE_SHARE:.0f} flags at most is "
                "chance; a flag says look here, not why."
            ),
            words=frozenset({"Why"}),
            marks=tuple(
                Mark(each.area, each.median, each.low, each.high)
                for each in self.areas
                if each.median is not None
            ),
            unit="likely leavers per head",
        )

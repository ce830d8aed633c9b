"""What the page of an area says of the areas above, beside and below it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from math import floor

from tandem.analytics import funnel
from tandem.analytics.area import AreaMonth, AreaNumbers
from tandem.analytics.facts import Facts
from tandem.analytics.funnel import FEWEST_UNITS, Siblings, Unit
from tandem.analytics.history import years_of_every_area
from tandem.analytics.hotspot_areas import Area, AtItsLevel
from tandem.analytics.results import Result
from tandem.analytics.where import sits_in

MOST_UNITS = 30  # areas held side by side; the nearest in size, where there are more

Months = Mapping[str, Sequence[AreaMonth]]
Numbers = dict[str, AreaNumbers]


def with_the_others(facts: Facts, months: Months, numbers: Numbers, *, before: date) -> Numbers:
    """The numbers of each area with what can be said only in view of the others."""
    if facts.only_leavers:
        return numbers
    tree = Tree(dict(facts.engine.rows(facts.areas.select("area", "parent"))))
    years = years_of_every_area(facts, before=before)
    units = {area: unit for area in numbers if (unit := unit_of(numbers[area], months[area]))}
    at_its_level = judged_by_level(tree, units)
    return {
        area: replace(
            found,
            organisation=of_the_top(area, tree, numbers),
            siblings=siblings(area, tree, units),
            at_its_level=at_its_level.get(area),
            sits_in=where(area, found, months, tree),
            years=years.get(area, ()),
        )
        for area, found in numbers.items()
    }


def of_the_top(area: str, tree: Tree, numbers: Numbers) -> Result | None:
    """Null for the top itself, and where it is known by counts alone."""
    top = tree.top(area)
    return numbers[top].own_choice[-1] if top != area and top in numbers else None


class Tree:
    """Who is above, beside and below whom."""

    def __init__(self, parents: Mapping[str, str | None]) -> None:
        self.parents = parents
        self.children: defaultdict[str | None, list[str]] = defaultdict(list)
        for area, parent in parents.items():
            self.children[parent].append(area)

    def top(self, area: str) -> str:
        while (parent := self.parents[area]) is not None:
            area = parent
        return area

    def whole_levels(self) -> Iterator[list[str]]:
        """All areas of the same depth below the same top, from the top down."""
        for top in self.children[None]:
            level = [top]
            while level:
                yield level
                level = [child for each in level for child in self.children[each]]

    def levels(self, area: str) -> Iterator[list[str]]:
        """The areas of its level without it: of the same parent, then of ever wider parts."""
        steps, above = 1, self.parents[area]
        while above is not None:
            reached = [above]
            for _ in range(steps):
                reached = [child for each in reached for child in self.children[each]]
            yield [each for each in reached if each != area]
            steps, above = steps + 1, self.parents[above]


def unit_of(numbers: AreaNumbers, months: Sequence[AreaMonth]) -> Unit | None:
    """The last year's own-choice leavers and average headcount; null where it has no year."""
    if numbers.own_choice[-1].denominator is None:
        return None
    # Rounded down: 9.96 people are under the minimum of 10, and must not become 10.0.
    people = floor(10 * months[-1].average_headcount_in_year) / 10
    return Unit(months[-1].own_choice_in_year, people)


def siblings(area: str, tree: Tree, units: Mapping[str, Unit]) -> Siblings | None:
    """The closest areas of its level that are enough to compare with."""
    own = units.get(area)
    if own is None or not funnel.is_large_enough(own.people):
        return None
    for level in tree.levels(area):
        there = [(each, units[each]) for each in level if each in units and units[each].people]
        large = [each for each in there if funnel.is_large_enough(each[1].people)]
        if len(large) + 1 >= FEWEST_UNITS:
            nearest = sorted(large, key=lambda each: (abs(each[1].people - own.people), each[0]))
            left_out = len(there) - len(large)
            return funnel.among(own, nearest[: MOST_UNITS - 1], left_out=left_out)
    return None


def judged_by_level(tree: Tree, units: Mapping[str, Unit]) -> dict[str, AtItsLevel]:
    """Each area that is large enough, held against all such areas of its level.

    Areas of one level hold different people, those of two levels the same; so each level has a
    reference of its own, and the share of false flags is bounded over all of them together.
    """
    # Not at the top: it loads what only the worker needs.
    from tandem.analytics.hotspots import level_by_level

    large = [
        [each for each in level if each in units and funnel.is_large_enough(units[each].people)]
        for level in tree.whole_levels()
    ]
    levels = [level for level in large if len(level) >= FEWEST_UNITS]
    found = level_by_level([[_area(each, units[each]) for each in level] for level in levels])
    return {
        judged.area: AtItsLevel(
            judged=judged, areas=len(seen.areas), tested=seen.tested, reference=seen.reference
        )
        for seen in found
        if seen.reference is not None
        for judged in seen.areas
    }


def _area(area: str, unit: Unit) -> Area:
    return Area(area=area, leavers=unit.leavers, headcount=unit.people)


def where(area: str, numbers: AreaNumbers, months: Months, tree: Tree) -> str | None:
    if not numbers.judgement.is_rise:
        return None
    since = numbers.known_since
    known = {
        each: [month for month in months[each] if since is None or month.month >= since]
        for each in (area, *tree.children[area])
        if each in months
    }
    return sits_in(known.pop(area), known)

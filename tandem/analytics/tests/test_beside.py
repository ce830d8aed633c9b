"""What is said of an area in view of those above, beside and below it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tandem.analytics.area import AreaMonth, area_numbers
from tandem.analytics.beside import MOST_UNITS, Tree, judged_by_level, siblings, unit_of
from tandem.analytics.every_area import numbers_of_every_area
from tandem.analytics.funnel import Place, Unit
from tandem.analytics.tests.test_every_area import NOVEMBER, facts, leaving_steadily, stays
from tandem.analytics.where import excess, sits_in

TREE = {
    "Varnholm": None,
    "Supply": "Varnholm", "Service": "Varnholm",
    "Bakery": "Supply", "Dairy": "Supply", "Depot": "Supply",
    "Shops": "Service", "Calls": "Service", "Web": "Service",
}  # fmt: skip


def test_the_level_widens_from_the_same_parent_on() -> None:
    tree = Tree(TREE)
    assert [set(level) for level in tree.levels("Bakery")] == [
        {"Dairy", "Depot"},
        {"Dairy", "Depot", "Shops", "Calls", "Web"},
    ]
    assert list(tree.levels("Varnholm")) == []
    assert (tree.top("Bakery"), tree.top("Varnholm")) == ("Varnholm", "Varnholm")


def test_siblings_are_the_closest_that_are_enough_to_compare_with() -> None:
    units = {area: Unit(8, 60.0) for area in ("Bakery", "Dairy", "Depot", "Shops", "Calls")}
    units["Web"] = Unit(1, 9.9)
    found = siblings("Bakery", Tree(TREE), units)
    assert found is not None
    assert set(found.ids) == {"Dairy", "Depot", "Shops", "Calls"}
    assert found.left_out == 1  # under the minimum group, and nowhere in the picture
    assert siblings("Web", Tree(TREE), units) is None
    assert siblings("Varnholm", Tree(TREE), units) is None
    units["Calls"] = Unit(1, 9.9)
    assert siblings("Bakery", Tree(TREE), units) is None  # four are too few


def test_of_very_many_the_nearest_in_size_are_taken() -> None:
    parents = {"Top": None} | {f"Team {n}": "Top" for n in range(200)}
    units = {f"Team {n}": Unit(n // 5, 10.0 + n) for n in range(200)}
    found = siblings("Team 100", Tree(parents), units)
    assert found is not None
    assert found.count == MOST_UNITS
    assert min(unit.people for unit in found.others) > 85
    assert max(unit.people for unit in found.others) < 135


def test_all_areas_of_a_depth_below_one_top_are_a_level() -> None:
    parents = TREE | {"Reeve": None, "Mill": "Reeve"}
    levels = [set(level) for level in Tree(parents).whole_levels()]
    assert levels == [
        {"Varnholm"},
        {"Supply", "Service"},
        {"Bakery", "Dairy", "Depot", "Shops", "Calls", "Web"},
        {"Reeve"},
        {"Mill"},
    ]


def of_the_leaves(bakery: int, web: Unit) -> dict[str, Unit]:
    units = {area: Unit(8, 60.0) for area in ("Dairy", "Depot", "Shops", "Calls")}
    return units | {"Bakery": Unit(bakery, 60.0), "Web": web, "Supply": Unit(40, 180.0)}


def test_an_area_is_held_against_all_of_its_level_that_are_large_enough() -> None:
    units = of_the_leaves(40, Unit(9, 9.9))
    found = judged_by_level(Tree(TREE), units)
    assert set(found) == {"Bakery", "Dairy", "Depot", "Shops", "Calls"}  # no level of two
    assert (
        {each.areas for each in found.values()} == {each.tested for each in found.values()} == {5}
    )
    assert [area for area, each in found.items() if each.judged.flag] == ["Bakery"]
    # The small area, in which all left, takes no part: its people could be counted back from it.
    assert found["Bakery"].reference == pytest.approx(32 / 240)
    assert found["Bakery"].expected == pytest.approx(8)
    without = judged_by_level(Tree(TREE), {each: units[each] for each in units if each != "Web"})
    assert without == found


def test_under_five_areas_of_a_level_nothing_is_said_of_any() -> None:
    units = of_the_leaves(40, Unit(9, 9.9))
    del units["Calls"]
    assert judged_by_level(Tree(TREE), units) == {}


def test_ten_people_are_ten_and_not_nearly_ten() -> None:
    for people, large in ((9.99, False), (10.0, True)):
        row = months(*[1] * 24, people=10)
        row[-1] = replace(row[-1], average_headcount_in_year=people, own_choice_in_year=5)
        unit = unit_of(area_numbers(row, only_leavers=False), row)
        assert unit is not None
        assert (unit.people >= 10) is large


def month(back: int, own_choice: int, people: int) -> AreaMonth:
    year, index = divmod(2026 * 12 + 9 - back, 12)
    return AreaMonth(
        month=date(year, index + 1, 1), opening=people, joiners=own_choice, moved_in=0,
        leavers=own_choice, own_choice=own_choice, retirements=0, moved_out=0, closing=people,
        leavers_in_year=0, own_choice_in_year=0, average_headcount_in_year=float(people),
    )  # fmt: skip


def months(*own_choice: int, people: int = 50) -> list[AreaMonth]:
    return [month(len(own_choice) - 1 - at, left, people) for at, left in enumerate(own_choice)]


def test_the_excess_is_what_goes_beyond_the_usual_rate() -> None:
    assert excess(months(1, 1, 1, 1, 6)) == pytest.approx(5)
    assert excess(months(6)) == 6


@pytest.mark.parametrize(
    ("night", "day", "where"),
    [
        (months(1, 1, 1, 5), months(1, 1, 1, 1), "night"),
        (months(1, 1, 1, 3), months(1, 1, 1, 3), None),  # half each: in neither alone
        (months(0, 0, 0, 2), months(1, 1, 1, 1), None),  # fewer than three leavers: persons
        (months(1, 1, 1, 5, people=9), months(1, 1, 1, 1), None),  # under the minimum group
        (months(1, 1, 1, 3), months(1, 1, 1, 4), "day"),  # two of five beyond, and three
        (months(9, 9, 9, 9), months(0, 0, 0, 0), None),  # as many as ever: no excess
    ],
)
def test_a_move_sits_in_one_part_or_in_none(
    night: list[AreaMonth], day: list[AreaMonth], where: str | None
) -> None:
    whole = [
        month(len(night) - 1 - at, one.own_choice + other.own_choice, 100)
        for at, (one, other) in enumerate(zip(night, day, strict=True))
    ]
    assert sits_in(whole, {"night": night, "day": day}) == where


@pytest.mark.slow
def test_one_pass_over_the_facts_knows_all_of_it(tmp_path: Path) -> None:
    gone = date(2026, 10, 31) + timedelta(1)
    found = numbers_of_every_area(
        facts(
            tmp_path,
            [
                *stays("Bakery", 120), *leaving_steadily("Bakery"),
                *stays("Bakery", 9, gone, "voluntary"),
                *stays("Dairy", 60), *stays("Reeve", 40),
            ],
        ),
        before=NOVEMBER,
    )  # fmt: skip
    supply = found["Supply"]
    assert supply.judgement.is_rise
    assert supply.sits_in == "Bakery"
    assert found["Bakery"].sits_in is None  # nothing is below it
    assert supply.organisation == found["Varnholm"].own_choice[-1]
    assert found["Varnholm"].organisation is None
    assert found["Reeve"].organisation is None  # a tree of its own
    assert supply.siblings is None
    assert [year.year for year in supply.years][-1] == 2026
    assert supply.years[-1].closing == supply.months[-1].closing


def test_a_place_has_a_word() -> None:
    assert {place.value for place in Place} == {"inside", "high", "low"}

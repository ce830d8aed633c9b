"""Neither column of a page ends far above the other, and parts stay where they are known."""

from itertools import product

import pytest

from tandem.rooms.areas import places
from tandem.rooms.areas.places import MANY_TEAMS, Places, lists, of_counts, of_persons

DRAWN = {"months": "<svg>", "rate": "<svg>", "people": "<svg>", "siblings": "<svg>"}
AS_KNOWN = Places(("months", "siblings", "teams"), ("year", "heads", "rates", "jobs"))


def test_a_page_with_all_its_parts_is_as_it_is_known() -> None:
    assert of_persons(DRAWN, teams=7, rates=3, jobs=True, siblings=True) == AS_KNOWN


def test_a_team_right_after_an_import_fills_both_columns() -> None:
    """No siblings, no teams: the right column alone held all but one card."""
    found = of_persons(DRAWN, teams=0, rates=2, jobs=False, siblings=False)
    assert found == Places(("months", "heads"), ("year", "rates"))


@pytest.mark.parametrize(
    ("teams", "rates", "jobs", "siblings"),
    [*product((0, 1, 4, 8), (0, 1, 2, 3), (True, False), (True, False))],
)
def test_no_part_is_lost_and_none_leaves_the_left(
    teams: int, rates: int, jobs: bool, siblings: bool
) -> None:
    found = of_persons(DRAWN, teams=teams, rates=rates, jobs=jobs, siblings=siblings)
    there = {"months", "year", "heads"}
    there |= {"teams"} if teams else set()
    there |= {"rates"} if rates else set()
    there |= {"jobs"} if jobs else set()
    there |= {"siblings"} if siblings else set()
    assert sorted([*found.left, *found.right]) == sorted(there)
    assert (found.left[0], found.right[0]) == ("months", "year")
    assert not {"siblings", "teams"} & {*found.right}
    assert [name for name in AS_KNOWN.right if name in found.right] == [*found.right]


def test_where_no_choice_is_good_the_better_one_is_taken() -> None:
    parts = places.Parts({"a": 100, "b": 100, "c": 1500, "d": 600})
    found = parts.balanced(["a"], ["b", "c", "d"], may_move=["c", "d"])
    assert found == Places(("a", "c"), ("b", "d"))


def test_a_page_without_pictures_of_rates_stands_too() -> None:
    small = DRAWN | {"months": None, "rate": None}
    found = of_persons(small, teams=0, rates=0, jobs=False, siblings=False)
    assert sorted([*found.left, *found.right]) == ["heads", "months", "year"]


def test_an_area_known_by_counts_fills_both_columns() -> None:
    found = of_counts(DRAWN, months=24, teams=0, rates=2, reasons=6, seasons=12)
    assert found == Places(("counted_months", "heads"), ("year", "rates", "reasons", "seasons"))


def test_many_teams_stand_under_both_columns_in_two_lists() -> None:
    many = [*range(2 * MANY_TEAMS + 1)]
    assert (
        "teams" not in of_persons(DRAWN, teams=len(many), rates=2, jobs=False, siblings=True).left
    )
    one, other = lists(many)
    assert [*one, *other] == many
    assert len(one) == len(other) + 1
    assert lists(many[:3]) == [many[:3]]

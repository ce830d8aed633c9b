"""How the history of an area is put into words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tandem.bridge.results import AreaNumbers, AreaYear
from tandem.bridge.tests.test_words import CALM, numbers
from tandem.organisation.models import Area
from tandem.rooms.areas.history import told, where_it_sits, years
from tandem.rooms.areas.page import people

FULL = numbers([*CALM, 2])


def ending_with(*people: int) -> AreaNumbers:
    """The first and the last month closing so."""
    first, last = replace(FULL.months[0], closing=people[0]), FULL.months[-1]
    return replace(FULL, months=(first, *FULL.months[1:-1], replace(last, closing=people[-1])))


@pytest.mark.parametrize(
    ("closing", "said"),
    [
        ((111, 120), "120 people at the end of October 2026, 9 more than at the end of"),
        ((120, 120), "120 people at the end of October 2026, as many as at the end of"),
        ((1121, 120), "120 people at the end of October 2026, 1,001 fewer than at the end of"),
        ((2, 1), "1 person at the end of October 2026, 1 fewer than at the end of"),
    ],
)
def test_two_headcounts_are_compared_with_the_day_of_each(
    closing: tuple[int, int], said: str
) -> None:
    assert people(ending_with(*closing)) == f"{said} November 2024"


def test_one_month_is_compared_with_none_and_without_headcounts_nothing_is_said() -> None:
    alone = replace(FULL, months=FULL.months[-1:])
    assert people(alone) == "120 people at the end of October 2026"
    assert people(numbers([3] * 24, only_leavers=True)) == ""


def test_whose_last_day_ends_the_month_stands_beside_its_headcount() -> None:
    said = "120 people at the end of October 2026 (and 3 on their last day)"
    assert people(replace(FULL, months=FULL.months[-1:]), 3) == said
    assert people(ending_with(111, 120), 3) == f"{said}, 9 more than at the end of November 2024"


def test_the_latest_year_comes_first_and_says_how_far_it_goes() -> None:
    known = (
        AreaYear(2025, 130, 5, 0, 7, 0, 128),
        AreaYear(2026, 128, 20, 2, 8, 0, 142, until=date(2026, 10, 1)),
    )
    found = replace(FULL, years=known)
    assert [row.name for row in years(found)] == ["2026, to October", "2025"]
    assert told(found) == "From 130 people at the start of 2025 to 142 (2026, to October)."
    begun = replace(FULL, years=(AreaYear(2024, 0, 9, 0, 0, 0, 9), known[0]))
    assert told(begun) == "From the first people in 2024 to 128 people (2025)."


def test_the_team_of_a_move_is_looked_for_among_those_below() -> None:
    night, day = Area.below(None, "Night"), Area.below(None, "Day")
    assert where_it_sits(replace(FULL, sits_in=night.pk.hex), [day, night]) == night
    assert where_it_sits(FULL, [day, night]) is None

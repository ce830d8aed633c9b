"""How the history of an area is put into words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tandem.bridge.results import AreaNumbers, AreaYear
from tandem.bridge.tests.test_words import CALM, numbers
from tandem.organisation.models import Area
from tandem.rooms.areas.history import since_two_years, told, where_it_sits, years

FULL = numbers([*CALM, 2])


def opening_with(people: int) -> AreaNumbers:
    first = replace(FULL.months[0], opening=people)
    return replace(FULL, months=(first, *FULL.months[1:]))


@pytest.mark.parametrize(
    ("opening", "said"),
    [
        (111, "9 more than two years ago"),
        (119, "1 more than two years ago"),
        (120, "as many as two years ago"),
        (121, "1 fewer than two years ago"),
    ],
)
def test_how_many_more_or_fewer(opening: int, said: str) -> None:
    assert since_two_years(opening_with(opening)) == said


def test_of_a_shorter_time_nothing_is_said() -> None:
    assert since_two_years(numbers([1, 2] * 11 + [1])) == ""
    assert since_two_years(numbers([3] * 24, only_leavers=True)) == ""


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

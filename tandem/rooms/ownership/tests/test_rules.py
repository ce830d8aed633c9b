"""The days of a difference, what a row needs, and which of several rows counts."""

from __future__ import annotations

from datetime import date

import pytest

from tandem.partnership.refused import NotPossible
from tandem.rooms.ownership import rules


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (date(2026, 11, 23), False),
        (date(2026, 12, 22), False),
        (date(2026, 12, 23), True),  # thirty days after
        (date(2027, 3, 1), True),
    ],
)
def test_a_difference_is_to_be_settled_within_thirty_days(today: date, due: bool) -> None:
    since = date(2026, 11, 23)
    assert rules.settle_by(since) == date(2026, 12, 23)
    assert rules.is_to_be_settled(since, today) is due


@pytest.mark.parametrize(
    ("leader", "hr", "refused"),
    [("a", "b", False), ("", "b", True), ("a", "", True), ("a", " \n", True), ("", "", True)],
)
def test_a_row_needs_a_line_of_each_side(leader: str, hr: str, refused: bool) -> None:
    if not refused:
        rules.refuse_one_sided(leader, hr)
        return
    with pytest.raises(NotPossible, match="a line of each side"):
        rules.refuse_one_sided(leader, hr)


def test_the_nearest_area_above_counts() -> None:
    assert rules.nearest(["a/", "a/b/c/", "a/b/"]) == "a/b/c/"
    assert rules.nearest([]) is None

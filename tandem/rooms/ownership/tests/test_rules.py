"""The days of a difference, what a row needs, and which of several rows counts."""

from __future__ import annotations

from datetime import date

import pytest

from tandem.organisation.calendar import WorkingDays
from tandem.partnership.refused import NotPossible
from tandem.rooms.ownership import rules


@pytest.mark.parametrize(
    ("since", "by"),
    [
        (date(2026, 11, 23), date(2026, 12, 23)),  # thirty days after, a Wednesday
        (date(2026, 11, 20), date(2026, 12, 21)),  # it would be Sunday
        (date(2026, 11, 19), date(2026, 12, 21)),  # and Saturday
        (date(2026, 11, 25), date(2026, 12, 28)),  # and Christmas, before a weekend
    ],
)
def test_a_difference_is_to_be_settled_within_thirty_days_on_a_day_of_work(
    since: date, by: date
) -> None:
    calendar = WorkingDays(holidays=frozenset({date(2026, 12, 25)}))
    assert rules.settle_by(since, calendar) == by


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

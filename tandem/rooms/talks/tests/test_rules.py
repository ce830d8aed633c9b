"""From how many points on a share is told."""

import pytest

from tandem.rooms.talks.rules import Balance


@pytest.mark.parametrize(
    ("leader", "hr_partner", "told"),
    [(0, 0, False), (3, 0, False), (2, 1, False), (4, 0, True), (2, 2, True), (0, 4, True)],
)
def test_a_share_is_told_from_four_points_on(leader: int, hr_partner: int, told: bool) -> None:
    assert Balance(leader, hr_partner).is_told is told

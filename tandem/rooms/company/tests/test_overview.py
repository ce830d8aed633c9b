"""Who cannot sign in yet: found among their few duties, however many people there are."""

from __future__ import annotations

from tandem.partnership.testing import TUESDAY, Cast
from tandem.rooms.company.overview import without_account

TODAY = TUESDAY.date()


def test_nobody_walks_through_everybody_a_to_z_to_meet_the_few() -> None:
    _, order = str(without_account(TODAY).query).rsplit("ORDER BY", 1)
    assert not order.strip().startswith('"organisation_person"."first_name"')  # as the index does


def test_they_come_a_to_z(cast: Cast) -> None:
    waiting = list(without_account(TODAY))
    assert waiting == sorted(waiting, key=lambda each: (each.first_name, each.last_name))

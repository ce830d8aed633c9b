"""Who cannot sign in yet: found among their few duties, however many people there are."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.access.audit import OPERATOR
from tandem.organisation import actions
from tandem.partnership.testing import TUESDAY, Cast
from tandem.rooms.company.overview import without_account

TODAY = TUESDAY.date()


@pytest.mark.django_db
def test_nobody_walks_through_everybody_a_to_z_to_meet_the_few() -> None:
    with CaptureQueriesContext(connection) as asked:
        assert without_account(TODAY) == ([], 0)
    [question] = asked.captured_queries  # and how many there are is no second one
    _, order = question["sql"].rsplit("ORDER BY", 1)
    assert not order.strip().startswith('"organisation_person"."first_name"')  # as the index does


def test_they_come_a_to_z_and_it_is_said_how_many_there_are(cast: Cast) -> None:
    for name, area in (("Zoe", cast.areas.night_shift), ("Abel", cast.areas.supply)):
        person = actions.add_person(
            first_name=name, last_name="Lund", email="", area=area, by=OPERATOR, at=TUESDAY
        )
        actions.set_leader(area=area, person=person, by=OPERATOR, at=TUESDAY)
    waiting, in_all = without_account(TODAY)
    assert waiting == sorted(waiting, key=lambda each: (each.first_name, each.last_name))
    assert in_all == len(waiting) > 1
    assert without_account(TODAY, 1) == (waiting[:1], in_all)

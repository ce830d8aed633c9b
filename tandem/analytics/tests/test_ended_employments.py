"""The stays of employments that ended, and by which leaving; also where a history is incomplete."""

from __future__ import annotations

from datetime import date

import ibis
import pytest
from hypothesis import given, settings

from tandem.analytics.facts import SPELLS
from tandem.analytics.measures.employments import ended_employments
from tandem.analytics.tests.recount import Organisation, Spell, organisations
from tandem.analytics.tests.tables import rows, table


def ended(picture: str) -> list[tuple[int, str, date, date]]:
    found = ended_employments(table(picture, SPELLS))
    in_order = found.order_by("person", "start_on")
    return rows(in_order.select("person", "area", "start_on", "left_on"))


def test_of_a_week_of_comings_and_goings() -> None:
    found = ended(
        """
        person | area  | start_on   | end_on     | came_from | went_to | end_reason
        1      | Sales | 2025-01-01 | .          | .         | .       | .          # still here
        2      | Sales | 2025-01-01 | 2025-02-01 | .         | .       | voluntary
        3      | Sales | 2025-01-01 | 2025-02-01 | .         | Shop    | transfer   # and there yet
        3      | Shop  | 2025-02-01 | .          | Sales     | .       | .
        4      | Sales | 2025-01-01 | 2025-02-01 | .         | Shop    | transfer
        4      | Shop  | 2025-02-01 | 2025-03-01 | Sales     | .       | .          # who knows why
        5      | Sales | 2025-01-01 | 2025-01-01 | .         | .       | voluntary  # without a day
        """
    )
    assert found == [
        (2, "Sales", date(2025, 1, 1), date(2025, 2, 1)),
        (4, "Sales", date(2025, 1, 1), date(2025, 3, 1)),
        (4, "Shop", date(2025, 2, 1), date(2025, 3, 1)),
    ]


def test_who_is_hired_again_has_two_employments() -> None:
    found = ended(
        """
        person | area  | start_on   | end_on     | came_from | went_to | end_reason
        1      | Sales | 2025-01-01 | 2025-02-01 | .         | .       | voluntary
        1      | Sales | 2025-05-01 | 2025-06-01 | .         | Shop    | transfer
        1      | Shop  | 2025-06-01 | 2025-07-01 | Sales     | .       | retirement
        2      | Sales | 2025-01-01 | 2025-02-01 | .         | Shop    | transfer
        2      | Shop  | 2025-02-01 | 2025-03-01 | Sales     | .       | voluntary
        2      | Sales | 2025-05-01 | .          | .         | .       | .          # and stays
        3      | Sales | 2025-01-01 | 2025-02-01 | .         | .       | voluntary
        3      | Sales | 2025-02-01 | 2025-03-01 | .         | .       | voluntary  # the same day
        """
    )
    assert [(person, left_on) for person, _area, _start, left_on in found] == [
        (1, date(2025, 2, 1)),
        (1, date(2025, 7, 1)),
        (1, date(2025, 7, 1)),
        (2, date(2025, 3, 1)),
        (2, date(2025, 3, 1)),
        (3, date(2025, 2, 1)),
        (3, date(2025, 3, 1)),
    ]


@pytest.mark.parametrize(
    ("picture", "left"),
    [
        # The history begins after the hiring: what came before the first hiring is one employment.
        (
            """
            person | area  | start_on   | end_on     | came_from | went_to | end_reason
            1      | Shop  | 2025-02-01 | 2025-03-01 | Sales     | .       | voluntary
            1      | Sales | 2025-05-01 | 2025-06-01 | .         | .       | voluntary
            """,
            [date(2025, 3, 1), date(2025, 6, 1)],
        ),
        # Moved nobody knows where to, and hired again: of the first nobody knows when it ended.
        (
            """
            person | area  | start_on   | end_on     | came_from | went_to | end_reason
            1      | Shop  | 2025-02-01 | 2025-03-01 | .         | .       | transfer
            1      | Sales | 2025-05-01 | 2025-06-01 | .         | .       | voluntary
            """,
            [date(2025, 6, 1)],
        ),
        # Moved nobody knows where to, and then left from there.
        (
            """
            person | area  | start_on   | end_on     | came_from | went_to | end_reason
            1      | Shop  | 2025-02-01 | 2025-03-01 | .         | .       | transfer
            1      | Sales | 2025-05-01 | 2025-06-01 | Dairy     | .       | voluntary
            """,
            [date(2025, 6, 1), date(2025, 6, 1)],
        ),
    ],
)
def test_an_incomplete_history_is_not_made_up(picture: str, left: list[date]) -> None:
    assert [left_on for *_stay, left_on in ended(picture)] == left


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(organisations())
def test_it_is_what_walking_from_stay_to_stay_finds(organisation: Organisation) -> None:
    spells = ibis.memtable(organisation.table())
    found = ended_employments(spells).select("person", "start_on", "end_on", "left_on")
    expected = [
        (spell.person, spell.start_on, spell.end_on, left)
        for spell in organisation.spells
        if (left := left_on(organisation, spell))
    ]
    assert sorted(rows(found)) == sorted(expected)


def left_on(organisation: Organisation, spell: Spell) -> date | None:
    own = [each for each in organisation.spells if each.person == spell.person]
    for stay in own[own.index(spell) :]:
        if not stay.moved:
            return stay.end_on
    return None

"""When a heads-up belongs into the next talk."""

from datetime import date, timedelta

import pytest

from tandem.rooms.heads_ups.rules import FRESH_DAYS, belongs_into_a_talk

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("days_ago", "thanked", "belongs"),
    [
        (0, True, True),
        (FRESH_DAYS - 1, True, True),
        (FRESH_DAYS, True, False),  # spoken of, or no longer new
        (FRESH_DAYS, False, True),  # nobody has said thanks: it is open
        (400, False, True),
    ],
)
def test_it_is_spoken_of_while_it_is_new_or_open(
    days_ago: int, thanked: bool, belongs: bool
) -> None:
    given_on = TODAY - timedelta(days=days_ago)
    assert belongs_into_a_talk(given_on, thanked=thanked, today=TODAY) is belongs

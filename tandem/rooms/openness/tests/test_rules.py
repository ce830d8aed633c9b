"""How long a card is fresh, and when a note between two is over."""

from datetime import date, timedelta

import pytest

from tandem.rooms.openness.rules import ends_on, is_old

DAY = date(2026, 11, 24)


@pytest.mark.parametrize(("days_ago", "old"), [(0, False), (30, False), (31, True)])
def test_on_its_thirtieth_day_a_card_is_fresh(days_ago: int, old: bool) -> None:
    assert is_old(DAY - timedelta(days=days_ago), DAY, days=30) is old


@pytest.mark.parametrize(
    ("said", "now", "ends"),
    [
        (90, 90, 90),
        (90, 365, 90),  # it was written for ninety days: it never lasts longer
        (90, 7, 7),  # the company has shortened it since
    ],
)
def test_a_note_never_lasts_longer_than_was_said(said: int, now: int, ends: int) -> None:
    said_end = DAY + timedelta(days=said)
    assert ends_on(DAY, said_end, days=now) == DAY + timedelta(days=ends)

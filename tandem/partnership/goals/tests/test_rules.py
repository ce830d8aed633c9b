"""Who may say what of two goals, and when a conflict has stood."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from tandem.partnership.goals import rules
from tandem.partnership.goals.rules import Says
from tandem.partnership.refused import NotPossible

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(("days", "stood"), [(0, False), (30, False), (31, True)])
def test_it_has_stood_once_it_is_older_than_its_days(days: int, stood: bool) -> None:
    assert rules.has_stood(TODAY - timedelta(days=days), TODAY, days=30) is stood


@pytest.mark.parametrize(
    ("at_odds", "said_by", "side", "says", "refused"),
    [
        (True, "hr", "leader", Says.NEUTRAL, True),
        (True, "hr", "leader", Says.SUPPORTS, True),
        (True, "hr", "leader", Says.CONFLICTS, False),
        (True, "hr", "hr", Says.NEUTRAL, False),  # one may think again
        (True, "leader", "hr", Says.NEUTRAL, True),  # whichever side it is
        (False, "hr", "leader", Says.NEUTRAL, False),
    ],
)
def test_a_conflict_one_sees_is_not_tapped_away_by_the_other(
    at_odds: bool, said_by: str, side: str, says: Says, refused: bool
) -> None:
    if refused:
        with pytest.raises(NotPossible, match="with a sentence"):
            rules.refuse_silencing(at_odds=at_odds, said_by=said_by, side=side, says=says)
    else:
        rules.refuse_silencing(at_odds=at_odds, said_by=said_by, side=side, says=says)


def test_a_goal_is_not_beside_itself() -> None:
    one = uuid4()
    rules.refuse_same(one, uuid4())
    with pytest.raises(NotPossible, match="two different goals"):
        rules.refuse_same(one, one)


def test_a_goal_that_is_gone_is_said_to_be() -> None:
    one, other = uuid4(), uuid4()
    rules.refuse_gone((one, other), {one, other})
    with pytest.raises(NotPossible, match="no longer there"):
        rules.refuse_gone((one, other), {one})

"""Goals of Sam and Mira, and what they said of two of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from tandem.organisation.models import Person
from tandem.partnership.charter.tests.stories import factor, written
from tandem.partnership.goals import actions
from tandem.partnership.goals.rules import Says
from tandem.partnership.models import GoalMark, Pair
from tandem.partnership.outcomes.tests.stories import TERMS, proposed
from tandem.partnership.testing import MONDAY

FAST = "Shift leads found within four weeks"
HOW = "Four weeks hold from March on; until then the new leads learn first."


def outcome(pair: Pair, name: str = FAST) -> UUID:
    return proposed(pair, pair.leader, replace(TERMS, name=name)).pk


def two_goals(pair: Pair) -> tuple[UUID, UUID]:
    """An outcome of both, and a success factor."""
    return outcome(pair), factor(pair, pair.hr_partner).pk


def business(pair: Pair) -> UUID:
    return written(pair, "goals", pair.leader).pk


def said(
    pair: Pair, two: tuple[UUID, UUID], says: Says, by: Person, at: datetime = MONDAY
) -> GoalMark:
    return actions.mark(pair=pair, one=two[0], other=two[1], says=says, by=by, at=at)


def at_odds(pair: Pair, by: Person | None = None, at: datetime = MONDAY) -> GoalMark:
    return said(pair, two_goals(pair), Says.CONFLICTS, by or pair.hr_partner, at)


def settled(mark: GoalMark, by: Person, how: str = HOW, at: datetime = MONDAY) -> GoalMark:
    return actions.settle(mark=mark, how=how, by=by, at=at)

"""What Sam and Mira tell each other of themselves."""

from __future__ import annotations

from datetime import datetime

from tandem.organisation.models import Person
from tandem.partnership.testing import MONDAY, Cast
from tandem.rooms.openness import actions
from tandem.rooms.openness.models import BetweenUs, ContextCard, WhyCard, Worry

WHY = "Somebody once gave me a shift to lead before I was ready."
GOALS = "Peak season at 96 percent on time"
NIGHT = "That the night shift walks out in December."
BETWEEN = "I am not sure I want to stay another year."


def why(cast: Cast, by: Person, at: datetime = MONDAY) -> WhyCard:
    return actions.write_why(pair=cast.pair, why=WHY, by=by, at=at)


def context(cast: Cast, at: datetime = MONDAY, goals: str = GOALS) -> ContextCard:
    return actions.write_context(
        pair=cast.pair, goals=goals, pressures="", deadlines="", success="", by=cast.sam, at=at
    )


def worry(cast: Cast, by: Person, *, shared: bool = False, at: datetime = MONDAY) -> Worry:
    kept = actions.keep(pair=cast.pair, what=NIGHT, by=by, at=at)
    return actions.share(worry=kept, by=by, at=at) if shared else kept


def note(cast: Cast, by: Person, at: datetime = MONDAY, words: str = BETWEEN) -> BetweenUs:
    return actions.say_between_us(pair=cast.pair, words=words, by=by, at=at)

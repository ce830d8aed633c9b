"""Goals of Sam and Mira side by side: what helps, what they settled, and what is still at odds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.utils.timezone import get_current_timezone

from tandem.demo.promises import story_day
from tandem.organisation.models import Person
from tandem.partnership.goals import actions
from tandem.partnership.goals.reading import goals_of
from tandem.partnership.goals.rules import Says
from tandem.partnership.models import Pair

AT = time(9, 40)


@dataclass(frozen=True, slots=True)
class Told:
    """Of two goals, named by how each begins. settled: by whom, the day, and how."""

    by: str
    day: int
    one: str
    other: str
    says: Says
    settled: tuple[str, int, str] | None = None


ON_TIME, NIGHTS = "96 % on time", "Night shift: people"
MARKS = (
    Told("mira", -90, ON_TIME, NIGHTS, Says.CONFLICTS, (
        "sam", -80,
        "Agency staff carry the peak on nights; nobody of ours is asked for a sixth shift.",
    )),
    Told("sam", -88, "People on the night shift", NIGHTS, Says.SUPPORTS),
    Told("mira", -20, ON_TIME, "No rest day", Says.CONFLICTS),
)  # fmt: skip
"""Days from today. What is at odds is too young to be noticed."""


def look_at_goals(people: Mapping[str, Person], today: date) -> None:
    pair = Pair.objects.of_two(people["sam"], people["mira"]).still().get()
    goals = {each.words: each.id for each in goals_of(pair)}
    for told in MARKS:
        mark = actions.mark(
            pair=pair, one=named(goals, told.one), other=named(goals, told.other), says=told.says,
            by=people[told.by], at=moment(told.day, today),
        )  # fmt: skip
        if told.settled is not None:
            by, day, how = told.settled
            actions.settle(mark=mark, how=how, by=people[by], at=moment(day, today))


def named(goals: Mapping[str, UUID], begins: str) -> UUID:
    [found] = [pk for words, pk in goals.items() if words.startswith(begins)]
    return found


def moment(day: int, today: date) -> datetime:
    return datetime.combine(story_day(day, today), AT, tzinfo=get_current_timezone())

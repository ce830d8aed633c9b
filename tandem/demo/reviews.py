"""The two-way review of Sam and Mira: answered by both, read, and told as one word."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.timezone import get_current_timezone

from tandem.demo.days import on_a_working_day
from tandem.organisation.models import Person
from tandem.partnership.models import Pair
from tandem.partnership.role_review import actions, rules
from tandem.partnership.role_review.told import once, readers

AT, MORNING = time(10, 15), time(7, 45)
WEEK = timedelta(days=7)
SAM = {"early": 4, "ground": 5, "candour": 4, "regard": 5, "follow": 4, "hard": 3, "counts": 5}
MIRA = {"early": 2, "ground": 4, "candour": 4, "regard": 5, "follow": 3, "hard": 4, "counts": 0}
WORDS = {
    "sam": "One page before the board, with the two numbers I will be asked about.",
    "mira": "Hearing of a change of shifts while it is still a question.",
}
"""What each would be helped by."""


def review_each_other(people: Mapping[str, Person], today: date) -> None:
    """A week after their year opened last, or the year before where that is not a week ago."""
    pair = Pair.objects.of_two(people["sam"], people["mira"]).still().get()
    opened = rules.opened_on(pair.start_on, today - 2 * WEEK)
    assert opened is not None  # they have been a pair for longer than a year
    day = on_a_working_day(opened + WEEK)
    at = datetime.combine(day, AT, tzinfo=get_current_timezone())
    for key, marks in (("sam", SAM), ("mira", MIRA)):
        actions.send(pair=pair, marks=marks, words=WORDS[key], by=people[key], at=at)
    for key in ("sam", "mira"):
        said: dict[str, Any] = {"pair": pair, "opened_on": opened, "by": people[key], "at": at}
        actions.read(**said)
        actions.let_tell(yes=True, **said)
    for above in once(readers(pair, today)):
        now = datetime.combine(today, MORNING, tzinfo=get_current_timezone())
        actions.hear(pair=pair, opened_on=opened, by=above, at=now)

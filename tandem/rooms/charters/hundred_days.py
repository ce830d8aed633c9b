"""The first hundred days of a pair (C14): what is planned when, and what is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from tandem.organisation.calendar import WorkingDays
from tandem.partnership.charter.rules import first_hundred_days
from tandem.partnership.models import Pair
from tandem.partnership.words import day_words

DAYS = 100


@dataclass(frozen=True, slots=True)
class Day:
    said: str
    words: str
    is_done: bool
    is_next: bool


def is_new(pair: Pair, today: date) -> bool:
    return not pair.is_over(today) and pair.days_old(today) < DAYS


def hundred_days(
    pair: Pair, today: date, agreed: Mapping[str, bool], calendar: Callable[[], WorkingDays],
    *, charter_on: date, is_signed: bool,
) -> list[Day]:  # fmt: skip
    """Day by day. Done is what the charter itself shows; of what it cannot know, the day decides.

    calendar: asked for only while the pair is new.
    """
    if not is_new(pair, today):
        return []
    known = (agreed["why"], agreed["map"], is_signed)
    plan = first_hundred_days(pair.start_on, calendar(), charter_on=charter_on)
    done = [*known, *(day < today for day, _words in plan[len(known) :])]
    by_day = sorted(zip(plan, done, strict=True), key=lambda each: each[0][0])
    following = next((number for number, (_, is_done) in enumerate(by_day) if not is_done), None)
    return [
        Day(day_words(day, today), gettext(words), is_done, number == following)
        for number, ((day, words), is_done) in enumerate(by_day)
    ]

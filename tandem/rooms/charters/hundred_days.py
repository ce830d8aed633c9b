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
    """Day by day. Done is what the charter itself shows; what it cannot know is never called done,
    and not next either once its day is past.

    calendar: asked for only while the pair is new.
    """
    if not is_new(pair, today):
        return []
    known = (agreed["why"], agreed["map"], is_signed)
    plan = first_hundred_days(pair.start_on, calendar(), charter_on=charter_on)
    over = [*known, *(day < today for day, _words in plan[len(known) :])]
    by_day = sorted(enumerate(plan), key=lambda each: each[1][0])
    following = next((number for number, _planned in by_day if not over[number]), None)
    return [
        Day(
            day_words(day, today), gettext(words),
            is_done=number < len(known) and over[number], is_next=number == following,
        )
        for number, (day, words) in by_day
    ]  # fmt: skip

"""The yearly two-way review: when a year opens, what answers come to, and what is refused.

Values in, decision out: no query, no clock, no request.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from tandem.organisation.calendar import WorkingDays
from tandem.partnership.agreeing.rules import Side
from tandem.partnership.refused import NotPossible
from tandem.partnership.role_review.items import KEYS

LOWEST, HIGHEST = 1, 5
CANNOT_SAY = 0  # an answer like the others, but no mark
OPEN_DAYS = 90  # of a year, from the day of the pair; after that it is over, answered or not
ASKED_LONGEST = timedelta(days=60)  # so far back it is looked for who is still asked
KEPT_YEARS = 2
MARKS_FROM = 4  # of seven; from fewer nothing is said of how somebody finds it
STARTERS = 3
HELP_UP_TO = Fraction(5, 2)
"""A mean as low as this is a pair that could use help. In code, not a value of the company: both
are told of it before they answer, and nobody can move it afterwards."""


def _(text: str) -> str:
    """Mark for translation; the page that shows the text translates it."""
    return text


NOT_OPEN = _("It is not open now. Once a year it is, from the day you became partners.")
UNANSWERED = _("Answer each of the seven. “I cannot say” is an answer, too.")
OPENED = _("Both of you have answered. Nothing can be changed any more.")
NOTHING_YET = _("There is nothing to read yet: both of you answer first.")
NOTHING_TOLD = _("There is no word to tell: one of you could not say enough.")
NOT_TOLD = _("There is nothing here that you were told.")

Marks = Mapping[str, int]
"""Of each item that was answered, 1 to 5, or `CANNOT_SAY`."""


class Band(StrEnum):
    """One word for both directions, by the lower of the two. It is all that anybody else reads."""

    STRONG = "strong"
    STEADY = "steady"
    FRAGILE = "fragile"
    HELP = "help"


BANDS = ((Fraction(4), Band.STRONG), (Fraction(17, 5), Band.STEADY))
"""From a mean of 4 and of 3.4: 75 and 60 of 100, as other indices of a pair are told."""


def day_in(year: int, start_on: date) -> date:
    """The day of the pair in that year; begun on 29 February, it is 1 March in most years."""
    try:
        return start_on.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def opened_on(start_on: date, today: date) -> date | None:
    """The day on which the latest year opened, whether it is over or not; None in the first."""
    day = day_in(today.year, start_on)
    if day > today:
        day = day_in(today.year - 1, start_on)
    return day if day > start_on else None


def open_year(start_on: date, today: date) -> date | None:
    """The year that can be answered today, by the day it opened."""
    day = opened_on(start_on, today)
    return day if day is not None and (today - day).days < OPEN_DAYS else None


def asked_until(opened: date, calendar: WorkingDays, working_days: int) -> date:
    """The last day on which it stands on Today. After it nobody is asked again."""
    return calendar.add_working_days(opened, working_days)


def refuse_unfit(marks: Marks) -> None:
    """Raises NotPossible unless each of the seven is answered."""
    if set(marks) != set(KEYS):
        raise NotPossible(UNANSWERED)


def are_marks(marks: Marks) -> bool:
    """Whether they could be somebody's: known items, and answers that can be given."""
    fit = range(CANNOT_SAY, HIGHEST + 1)
    return set(marks) <= set(KEYS) and all(mark in fit for mark in marks.values())


def mean(marks: Marks) -> Fraction | None:
    """Of what could be said, exactly; None of fewer than four."""
    said = [mark for mark in marks.values() if mark != CANNOT_SAY]
    return Fraction(sum(said), len(said)) if len(said) >= MARKS_FROM else None


def band(leader: Marks, hr: Marks) -> Band | None:
    """None where one of the two could not say enough.

    >>> band({key: 5 for key in KEYS}, {key: 2 for key in KEYS})
    <Band.HELP: 'help'>
    """
    means = [found for marks in (leader, hr) if (found := mean(marks)) is not None]
    if len(means) < len(Side):
        return None
    lower = min(means)
    if lower <= HELP_UP_TO:
        return Band.HELP
    return next((word for least, word in BANDS if lower >= least), Band.FRAGILE)


@dataclass(frozen=True, slots=True)
class Both:
    """What the two answered to one item. None where one could not say."""

    key: str
    leader: int | None
    hr: int | None

    @property
    def said(self) -> list[int]:
        return [mark for mark in (self.leader, self.hr) if mark is not None]

    @property
    def gap(self) -> int:
        """In points; 0 where one could not say."""
        return max(self.said) - min(self.said) if self.said else 0

    @property
    def need(self) -> int:
        """How low the lower answer lies, and how far the two lie apart, in points together."""
        return (HIGHEST - min(self.said)) + self.gap if self.said else 0

    def of(self, side: Side) -> int | None:
        return self.leader if side is Side.LEADER else self.hr


def side_by_side(leader: Marks, hr: Marks) -> list[Both]:
    """Of all seven, in their order."""
    return [Both(key, leader.get(key) or None, hr.get(key) or None) for key in KEYS]


def starters(both: list[Both]) -> list[str]:
    """The items to talk about: at most three, the lowest and furthest apart first."""
    there = [each for each in both if each.need]
    return [each.key for each in sorted(there, key=lambda each: -each.need)][:STARTERS]

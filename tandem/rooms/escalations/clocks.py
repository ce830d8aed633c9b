"""How long a step means to take, as those count who are asked: their site, their days away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tandem.organisation.calendar import WorkingDays
from tandem.organisation.models import Person
from tandem.partnership.asked import days_of
from tandem.partnership.words import day_words
from tandem.rooms.escalations.models import StraightWord
from tandem.rooms.escalations.rules import BOX, TO_ANSWER, Step, is_past, last_day


@dataclass(frozen=True, slots=True)
class Box:
    """One step as it stands on a day."""

    step: Step
    until: date
    is_past: bool

    def words(self, today: date) -> str:
        day = {"n": BOX[self.step], "day": day_words(self.until, today)}
        if self.is_past:
            return _("It means to take %(n)s working days; they ended on %(day)s.") % day
        return _("It means to take %(n)s working days, until %(day)s.") % day


def box(step: Step, since: date, people: Sequence[Person], today: date) -> Box:
    """people: who is asked, the first one's site counts. Days on which any of them is away wait."""
    return box_on(step, since, days_of(people, today), today)


def box_on(step: Step, since: date, days: WorkingDays, today: date) -> Box:
    return Box(step, last_day(since, step, days), is_past(since, step, days, today))


def box_of_word(word: StraightWord, today: date) -> Box:
    """Until somebody sees to it, then until they write back."""
    if word.taken_on is None:
        return box(Step.STRAIGHT, word.sent_on, [word.to], today)
    return box(TO_ANSWER, word.taken_on, [word.to], today)

"""How long a step means to take, as those count who are asked: their site, their days away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from tandem.organisation.calendar import WorkingDays
from tandem.organisation.calendars import working_days_of_people
from tandem.organisation.elsewhere import time_off
from tandem.organisation.models import Person
from tandem.partnership.words import day_words
from tandem.rooms.escalations.rules import BOX, Step, is_past, last_day


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


def days_of(people: Sequence[Person], today: date) -> WorkingDays:
    if not people:
        return WorkingDays()
    first = people[0].pk
    known = working_days_of_people([first], today)[first]
    off = time_off([each.pk for each in people], today)
    return replace(known, away=tuple(day for each in off.values() for day in each.days))

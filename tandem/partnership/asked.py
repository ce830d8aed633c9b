"""How somebody counts days who was asked for something, and since when they are gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tandem.organisation.calendar import WorkingDays
from tandem.organisation.calendars import working_days_of_people
from tandem.organisation.elsewhere import last_stays_over, time_off
from tandem.organisation.models import Person


def days_of(people: Sequence[Person], today: date) -> WorkingDays:
    """By the first one's site. Days on which any of them is away wait."""
    if not people:
        return WorkingDays()
    first = people[0].pk
    known = working_days_of_people([first], today)[first]
    off = time_off([each.pk for each in people], today)
    return replace(known, away=tuple(day for each in off.values() for day in each.days))


def gone_since(people: Sequence[Person], today: date) -> date | None:
    """The first day on which the last of them to leave was gone; None where nobody has left."""
    stays = last_stays_over([each.pk for each in people], today)
    return max((stay.end_on for stay in stays if stay.end_on), default=None)

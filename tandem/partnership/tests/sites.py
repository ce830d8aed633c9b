"""Two sites for tests, who works there, and what they count."""

from __future__ import annotations

from datetime import datetime

from tandem.access.audit import OPERATOR, record
from tandem.organisation import calendars
from tandem.organisation.models import Person, SiteCalendar, Spell
from tandem.partnership.testing import MONDAY, TUESDAY

TODAY = TUESDAY.date()
WEEK = [0, 1, 2, 3, 4]
LEEUWARDEN, ULM = "Leeuwarden", "Ulm"


def works_at(person: Person, site: str) -> None:
    spell = Spell.objects.of(person).on(TODAY).get()
    spell.location = site
    record("person.moved", spell, by=OPERATOR, at=MONDAY)


def keep(
    by: Person, site: str, country: str, region: str = "",
    weekdays: list[int] | None = None, at: datetime = TUESDAY,
) -> SiteCalendar:  # fmt: skip
    return calendars.set_calendar(
        site=site, country=country, subdivision=region, weekdays=weekdays or WEEK, by=by, at=at
    )

"""Working days in a typed line are those of the site of who types."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from conftest import SignIn
from tandem.organisation import calendars
from tandem.organisation.calendar import WorkingDays
from tandem.partnership.testing import TUESDAY, Cast
from tandem.partnership.tests.sites import ULM, keep, works_at
from tandem.rooms.today.quick_line import read
from tandem.rooms.today.tests.phrases import KNOWN

TODAY = TUESDAY.date()
FRIDAY, MONDAY = date(2026, 11, 27), date(2026, 11, 30)
PLAIN = WorkingDays()
FRIDAY_FREE = WorkingDays(frozenset({FRIDAY}))
SUNDAY_TO_THURSDAY = WorkingDays(weekdays=frozenset({6, 0, 1, 2, 3}))


@pytest.mark.parametrize(
    ("words", "calendar", "day"),
    [
        ("in 3 working days", PLAIN, FRIDAY),
        ("in 3 working days", FRIDAY_FREE, MONDAY),
        ("in 3 working days", SUNDAY_TO_THURSDAY, date(2026, 11, 29)),
        ("before Monday", PLAIN, FRIDAY),
        ("before Monday", FRIDAY_FREE, date(2026, 11, 26)),
        ("before Monday", SUNDAY_TO_THURSDAY, date(2026, 11, 29)),
        ("before the weekend", FRIDAY_FREE, date(2026, 11, 26)),
        ("by Friday", FRIDAY_FREE, FRIDAY),  # who names a day means that day
        ("in 3 days", FRIDAY_FREE, FRIDAY),  # and days are days
    ],
)
def test_working_days_are_counted_by_the_calendar_and_named_days_are_not(
    words: str, calendar: WorkingDays, day: date
) -> None:
    assert read(f"send Kim the notes {words}", KNOWN, TODAY, calendar).when == (day,)


def test_the_line_on_today_counts_by_the_site_of_who_types(cast: Cast, sign_in: SignIn) -> None:
    line = {"line": "send Mira the notes in 3 working days"}
    reading = reverse("today:reading")
    works_at(cast.sam, ULM)
    keep(cast.farid, ULM, "DE")
    calendars.add_day(site=ULM, day=FRIDAY, works=False, name="Fair", by=cast.farid, at=TUESDAY)
    assert '|2026-11-30"' in sign_in(cast.sam).post(reading, line).text
    others = {"line": "send Sam the notes in 3 working days"}
    assert '|2026-11-27"' in sign_in(cast.mira).post(reading, others).text

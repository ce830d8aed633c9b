"""When promises that passed without a word are worth a question, and since when one is asked.

Values in, decision out.
"""

from __future__ import annotations

from datetime import date

from tandem.organisation.calendar import DAY, WorkingDays
from tandem.partnership.commitments.standing import Standing
from tandem.partnership.commitments.timers import Nudge, asks_how_it_goes


def asked_since(standing: Standing, today: date, calendar: WorkingDays, nudge: Nudge) -> date:
    """Since when its performer is asked how it goes: from the nudge, and on the day itself anew."""
    since = day = today
    while today != standing.due_on and standing.agreed_on and day > standing.agreed_on:
        day -= DAY
        if asks_how_it_goes(standing, day, calendar, nudge):
            since = day
        elif day in calendar:
            break
    return since


def is_broken(silent_misses: int, eligible: int, *, fewest: int, percent: int) -> bool:
    """F17: strictly more than this part, of enough. Whole numbers, so that the limit is exact."""
    return eligible >= fewest and silent_misses * 100 > percent * eligible


def is_urgent(silent_misses: int, eligible: int, *, percent: int) -> bool:
    """More than twice the part that is worth a question."""
    return silent_misses * 100 > 2 * percent * eligible

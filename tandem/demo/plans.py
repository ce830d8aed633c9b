"""How many leave, where, when and why: drawn before anybody is, so that the numbers hold."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import floor

from tandem.demo.days import month_before, month_end
from tandem.demo.seats import HISTORY_MONTHS
from tandem.demo.tree import VARNHOLM

NIGHTS = "Night shift"


class Why(StrEnum):
    """Reasons as they stand in a payroll file."""

    OWN_CHOICE = "Resignation"
    RETIREMENT = "Retirement"
    DISMISSAL = "Dismissal"
    END_OF_CONTRACT = "End of contract"
    DEATH = "Death in service"


@dataclass(frozen=True, slots=True)
class Leaving:
    """Somebody of this department leaves on this day; `area` narrows where, or None."""

    day: date
    department: str
    why: Why
    area: str | None = None


# Own choice, of the last twelve whole months. Operations is counted month by month below.
OWN_CHOICE = {
    "Retail shops": 46,
    "Bakery": 31,
    "Dairy": 32,
    "Chilled": 24,
    "Depots": 29,
    "Fresh cut": 18,
    "Sales": 14,
    "Food safety": 8,
    "Customer Service": 11,
    "Technology": 10,
    "Finance": 5,
    "Planning": 4,
    "People and culture": 2,
    "Legal": 1,
}
# Of the 48 whole months before this one, the oldest first. The last is outside its usual range.
OPERATIONS_MONTHS = (
    *(1, 2, 2, 1, 2, 1, 2, 1, 2, 3, 1, 1),
    *(2, 1, 2, 1, 2, 2, 1, 2, 1, 2, 2, 1),
    *(1, 2, 3, 1, 2, 1, 2, 1, 2, 2, 1, 2),
    *(1, 2, 2, 2, 2, 1, 2, 2, 1, 3, 1, 6),
)
NIGHT_MONTHS = (
    *(0, 1, 1, 0, 1, 0, 1, 0, 1, 1, 0, 1),
    *(1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 1, 0),
    *(0, 1, 1, 0, 1, 0, 1, 0, 1, 1, 0, 1),
    *(0, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0, 5),
)
BY_DAY_LAST_YEAR = (
    ("Picking",),
    ("Inbound",),
    ("Picking", "Fleet"),
    ("Dispatch",),
    ("Picking",),
    ("Inbound",),
    ("Picking",),
    ("Fleet",),
    ("Picking",),
    ("Inbound",),  # and the lead of Quality, who is named in `pins`
    ("Dispatch",),
    ("Picking",),
)
SEASON = (1.2, 0.9, 0.95, 1, 1, 1.05, 1, 1.15, 1.25, 1, 0.9, 0.6)  # January to December
OTHER_REASONS = {  # per head and year
    Why.RETIREMENT: 0.012,
    Why.DISMISSAL: 0.011,
    Why.END_OF_CONTRACT: 0.014,
    Why.DEATH: 0.0006,
}
FILLED_AGAIN = 7  # days before today in which nobody leaves, so that every place is taken today


def departments() -> dict[str, int]:
    """Departments and their people."""
    return {area[-1]: plan.people() for area, plan in VARNHOLM.walk() if len(area) == 3}


def leavings(rng: random.Random, today: date) -> list[Leaving]:
    """Everybody's leaving within the history, but for those of named people."""
    planned = list(operations(rng, today))
    for department, people in departments().items():
        if department in OWN_CHOICE:
            planned += own_choice(rng, today, department)
        for why, rate in OTHER_REASONS.items():
            planned += other_reason(rng, today, department, why, rate * people)
    return planned


def own_choice(rng: random.Random, today: date, department: str) -> Iterator[Leaving]:
    last = OWN_CHOICE[department]
    years = [*(round(last * rng.uniform(0.9, 1.08)) for _ in range(3)), last]
    for year, count in enumerate(years):
        months = range(12 * year, 12 * year + 12)
        for month, leavers in zip(months, spread(rng, count, today, months), strict=True):
            for _ in range(leavers):
                yield Leaving(a_day(rng, today, month), department, Why.OWN_CHOICE)
    yield from running_month(rng, today, department, last / 12)


def operations(rng: random.Random, today: date) -> Iterator[Leaving]:
    for month, (total, nights) in enumerate(zip(OPERATIONS_MONTHS, NIGHT_MONTHS, strict=True)):
        year_ago = month - (HISTORY_MONTHS - 12)
        by_day = BY_DAY_LAST_YEAR[year_ago] if year_ago >= 0 else (None,) * (total - nights)
        for area in (*(NIGHTS,) * nights, *by_day):
            day = a_day(rng, today, month, until(month))
            yield Leaving(day, "Operations", Why.OWN_CHOICE, area)
    yield from running_month(rng, today, "Operations", 1.8)


def other_reason(
    rng: random.Random, today: date, department: str, why: Why, a_year: float
) -> Iterator[Leaving]:
    total = floor(a_year * HISTORY_MONTHS / 12 + rng.random())
    for _ in range(total):
        month = rng.randrange(HISTORY_MONTHS)
        latest = until(month) if department == "Operations" else 31
        yield Leaving(a_day(rng, today, month, latest), department, why)


def running_month(
    rng: random.Random, today: date, department: str, a_month: float
) -> Iterator[Leaving]:
    """The days of this month gone by, if any can be told yet."""
    days = today.day - FILLED_AGAIN
    for _ in range(floor(a_month * days / 30 + rng.random()) if days > 2 else 0):
        day = today.replace(day=rng.randint(2, days))
        yield Leaving(day, department, Why.OWN_CHOICE)


def spread(rng: random.Random, count: int, today: date, months: Sequence[int]) -> list[int]:
    """A year's leavers over its months, by season, as evenly as whole people allow."""
    seasons = [SEASON[month_before(today, HISTORY_MONTHS - month).month - 1] for month in months]
    start, gone, shares = rng.random(), 0.0, []
    for season in seasons:
        before = floor(gone + start)
        gone += count * season / sum(seasons)
        shares.append(floor(round(gone, 9) + start) - before)
    return shares


def until(month: int) -> int:
    """In Operations the places of the last month's leavers are taken again by its end."""
    return 16 if month == HISTORY_MONTHS - 1 else 31


def a_day(rng: random.Random, today: date, month: int, day: int = 31) -> date:
    """A last day in this month of the history, up to a day of it; half of all take the last."""
    first = month_before(today, HISTORY_MONTHS - month)
    latest = min(month_end(first), today - timedelta(days=FILLED_AGAIN))
    latest = min(latest, first + timedelta(days=day - 1))
    if rng.random() < 0.5 and latest == month_end(first):
        return latest
    # Never on the first: read as a last day or as a day gone, it would be two different months.
    return first + timedelta(days=rng.randint(1, (latest - first).days))

"""Places of work: who sits where, above whom, and since when the place exists."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from tandem.demo.days import month_before
from tandem.demo.tree import GROWTH, HR, VARNHOLM, Plan

MOST_REPORTS = 14
SPLIT = 13  # people below a lead who is helped by team coordinators hold at most this many
HISTORY_MONTHS = 48
OFFICES = frozenset(
    {"Planning", "Customer Service", "Sales", "Finance", "Technology", "Legal", HR.name}
)
OPENED_LATER = 0.03  # of the ordinary places outside Operations


class Rank(IntEnum):
    """What a place is, from the floor upward."""

    STAFF = 0
    BESIDE = 1  # a job of its own, reporting to the lead of a group
    COORDINATOR = 2
    LEAD = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One place of work. `above` is the number of the seat it reports to, None at the top."""

    number: int
    area: tuple[str, ...]
    rank: Rank
    first: bool  # the lead who leads the area, not a second one
    above: int | None
    title: str
    level: int
    at: str
    opened_on: date | None  # None: it was always there

    @property
    def department(self) -> str:
        """Its department, or for those above departments, the company or division."""
        return self.area[min(len(self.area), 3) - 1]

    @property
    def office(self) -> bool:
        return self.department in OFFICES or len(self.area) < 3


class Floor:
    """Draws the seats of the whole company."""

    def __init__(self, rng: random.Random, today: date) -> None:
        self.rng = rng
        self.today = today
        self.seats: list[Seat] = []
        self.leads: dict[tuple[str, ...], int] = {}

    def draw(self) -> list[Seat]:
        inherited: dict[tuple[str, ...], tuple[tuple[str, ...], str]] = {(): ((), "")}
        for area, plan in VARNHOLM.walk():
            work, at = inherited[area[:-1]]
            inherited[area] = (plan.work or work, plan.at or at)
            self.draw_area(area, plan, *inherited[area])
        return self.seats

    def draw_area(self, area: tuple[str, ...], plan: Plan, work: tuple[str, ...], at: str) -> None:
        above = self.leads.get(area[:-1])
        if not plan.lead:
            self.leads[area] = self.leads[area[:-1]]
            return
        leads = []
        for number in range(plan.leads):
            level = lead_level(area)
            first = number == 0
            leads.append(self.add(area, Rank.LEAD, above, plan.lead, level, at, first=first))
        self.leads[area] = leads[0]
        for title in plan.beside:
            self.add(area, Rank.BESIDE, leads[0], title, 3 if len(area) > 3 else 4, at)
        self.draw_staff(area, plan, leads, work, at)

    def draw_staff(
        self,
        area: tuple[str, ...],
        plan: Plan,
        leads: list[int],
        work: tuple[str, ...],
        at: str,
    ) -> None:
        helpers = coordinators(plan.staff) if len(leads) == 1 else 0
        heads = list(leads)
        for _ in range(helpers):
            heads.append(self.add(area, Rank.COORDINATOR, leads[0], "Team coordinator", 3, at))
        late = sorted(GROWTH.get(area[-1], ()), reverse=True)
        places = plan.staff - helpers
        for place, head in enumerate(dealt(heads, places)):
            grown = place - (places - len(late))
            opened = month_before(self.today, late[grown]) if grown >= 0 else None
            title = work[place % len(work)]
            self.add(area, Rank.STAFF, head, title, 0, at, opened_on=opened)

    def add(
        self,
        area: tuple[str, ...],
        rank: Rank,
        above: int | None,
        title: str,
        level: int,
        at: str,
        *,
        first: bool = True,
        opened_on: date | None = None,
    ) -> int:
        number = len(self.seats)
        department = area[min(len(area), 3) - 1]
        if rank is Rank.STAFF:
            level = 2 if department in OFFICES else 1
            if department != "Operations" and self.rng.random() < OPENED_LATER:
                opened_on = month_before(self.today, self.rng.randint(6, HISTORY_MONTHS - 6))
        self.seats.append(
            Seat(
                number=number,
                area=area,
                rank=rank,
                first=first,
                above=above,
                title=title,
                level=level,
                at=at,
                opened_on=opened_on,
            )
        )
        return number


def lead_level(area: tuple[str, ...]) -> int:
    """Seven at the top, six for a division, down to three for a sub-team."""
    return 8 - len(area)


def coordinators(staff: int) -> int:
    """How many of the people below one lead coordinate others.

    >>> [coordinators(staff) for staff in (4, 14, 15, 25, 29)]
    [0, 0, 1, 1, 2]
    """
    if staff <= MOST_REPORTS:
        return 0
    helpers = 1
    while (staff - helpers) / (helpers + 1) > SPLIT - helpers:
        helpers += 1
    return helpers


def dealt(heads: list[int], places: int) -> Iterator[int]:
    """Who is over each place: the first head first, each with about as many as the others."""
    for place in range(places):
        yield heads[place * len(heads) // places]

"""Varnholm Foods as plain values: its people, their jobs, who leads what. Nobody in it is real."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from tandem.demo.days import month_before
from tandem.demo.history import Job, exchange, jobs, tenures
from tandem.demo.lives import Life, Years, grow_senior
from tandem.demo.names import address, plain
from tandem.demo.seats import HISTORY_MONTHS, Floor, Rank, Seat
from tandem.demo.tree import COMPANY, VARNHOLM

SEED = 1812
SPOKEN_FOR = frozenset({"V-20418"})  # a number nobody has: the story's typing mistake


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who works or worked here.

    key: a short name for those who have one in every telling, else empty. last_day: the last day
    at work, None for those who are here; reason: why they left, in payroll's words.
    """

    number: str
    key: str
    first_name: str
    last_name: str
    email: str
    hired_on: date
    last_day: date | None
    reason: str
    fte: float

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    def is_here(self, day: date) -> bool:
        return self.hired_on <= day and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True, slots=True)
class Leading:
    """Somebody leads an area; half-open, None means still."""

    area: tuple[str, ...]
    leader: str
    start_on: date
    end_on: date | None


@dataclass(frozen=True)
class Company:
    """The company as it is known on `today`, with four years of history."""

    today: date
    start: date
    areas: tuple[tuple[str, ...], ...]
    people: tuple[Person, ...]
    history: tuple[Job, ...]
    leadings: tuple[Leading, ...]

    @cached_property
    def by_number(self) -> Mapping[str, Person]:
        return {person.number: person for person in self.people}

    @cached_property
    def by_key(self) -> Mapping[str, Person]:
        return {person.key: person for person in self.people if person.key}

    @cached_property
    def last_jobs(self) -> Mapping[str, Job]:
        """The job of each person, for those who left their last one."""
        return {job.person: job for job in self.history}

    @cached_property
    def by_area(self) -> Mapping[str, tuple[str, ...]]:
        """The path of each area by its name, which no other area has."""
        return {area[-1]: area for area in self.areas}

    def people_in(self, name: str, day: date) -> list[Person]:
        """Who is there on a day, in the area or below it, by the last job of each."""
        area = self.by_area[name]
        there = (
            self.by_number[number]
            for number, job in self.last_jobs.items()
            if job.area[: len(area)] == area
        )
        return [person for person in there if person.is_here(day)]

    def leader_of(self, name: str) -> Person:
        """Who leads an area today."""
        area = self.by_area[name]
        [now] = [each for each in self.leadings if each.area == area and each.end_on is None]
        return self.by_number[now.leader]


def invent(today: date, seed: int = SEED) -> Company:
    """The company on a day. The same day and seed give the same company, to the letter."""
    rng = random.Random(f"{seed} {today}")
    seats = Floor(rng, today).draw()
    lives = Years(rng, seats, today).pass_by()
    start = month_before(today, HISTORY_MONTHS)
    list(grow_senior(rng, lives, today))
    list(exchange(rng, lives, start, today))
    lives.sort(key=lambda life: (life.hired_on, life.last, life.first))
    numbers = dict(number_off(rng, lives))
    history = jobs(lives, seats, numbers)
    history.sort(key=lambda job: (job.person, job.start_on))
    people = sorted(persons(lives, numbers), key=lambda person: person.number)
    return Company(
        today=today,
        start=start,
        areas=tuple(area for area, _ in VARNHOLM.walk()),
        people=tuple(people),
        history=tuple(history),
        leadings=tuple(leadings(lives, seats, numbers)),
    )


def number_off(rng: random.Random, lives: Sequence[Life]) -> Iterator[tuple[int, str]]:
    """Numbers in the order of hiring: offices from V-20003, everywhere else from V-10002."""
    given = SPOKEN_FOR | {life.number for life in lives}
    last = {True: 20002, False: 10001}
    for life in lives:
        number = life.number
        while not number:
            office = life.stints[0].seat.office
            last[office] += rng.choice((1, 1, 2))
            candidate = f"V-{last[office]}"
            number = "" if candidate in given else candidate
        yield id(life), number


def persons(lives: Sequence[Life], numbers: Mapping[int, str]) -> Iterator[Person]:
    addresses: set[str] = set()
    for life in lives:
        email = address(life.first, life.last)
        if email in addresses:  # two names may differ only in their accents
            email = address(life.first, f"{life.last} {plain(numbers[id(life)])}")
        addresses.add(email)
        yield Person(
            number=numbers[id(life)],
            key=life.key,
            first_name=life.first,
            last_name=life.last,
            email=email,
            hired_on=life.hired_on,
            last_day=life.end_on - timedelta(days=1) if life.end_on else None,
            reason=life.why.value if life.why else "",
            fte=life.fte,
        )


def leadings(
    lives: Sequence[Life], seats: Sequence[Seat], numbers: Mapping[int, str]
) -> Iterator[Leading]:
    """Who led each area, in order of time. Head office has no head: the company's leads it."""
    held = tenures(lives)
    for seat in seats:
        if seat.rank is Rank.LEAD and seat.first:
            for area in (seat.area, (COMPANY, "Head office"))[: 2 if len(seat.area) == 1 else 1]:
                for stint, life in held[seat.number]:
                    yield Leading(area, numbers[id(life)], stint.start_on, stint.end_on)

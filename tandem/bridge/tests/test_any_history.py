"""Whatever happens to an organisation: nobody is lost or doubled, and what was seen stays seen."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby, pairwise
from pathlib import Path
from uuid import UUID

import pytest
from django.db import transaction

from tandem.access.audit import OPERATOR, record
from tandem.analytics.engine import Engine
from tandem.analytics.facts import Facts
from tandem.analytics.measures.movements import movements
from tandem.analytics.months import Months
from tandem.bridge.snapshots import write_snapshot
from tandem.organisation import actions, reorganising
from tandem.organisation.models import Area, Employment, Person, Spell
from tandem.organisation.reorganising import UnableToReorganise

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DAY = timedelta(days=1)
YEAR = Months(date(2025, 1, 1), date(2026, 1, 1))
Seen = dict[str, set[UUID]]


class RolledBack(Exception):
    """Of a walk that leaves nothing for the next one."""


@dataclass
class Walk:
    """A year of things that happen, one after the other, each on its own day."""

    chance: random.Random
    day: date = date(2024, 12, 20)
    seen: dict[date, Seen] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)

    @property
    def at(self) -> datetime:
        return datetime.combine(self.day, time(8), tzinfo=UTC)

    def through_the_year(self) -> None:
        for name in ("Varnholm", "Halden"):
            top = actions.add_area(name=name, parent=None, by=OPERATOR, at=self.at)
            for team in ("Bakery", "Fleet", "Sales"):
                actions.add_area(name=team, parent=top, by=OPERATOR, at=self.at)
        for _turn in range(6):
            self.hire()
        while self.day < date(2025, 12, 20):
            until = self.day + timedelta(days=self.chance.randint(0, 5))
            self.seen |= {day: as_it_is() for day in month_ends(self.day, until)}
            self.day = until
            self.something()

    def something(self) -> None:
        people: list[Callable[[], None]] = [self.hire, self.move, self.leave, self.come_back]
        areas = [self.rename, self.replant, self.merge, self.split, self.close]
        act = self.chance.choice([*people, *people, *areas])
        with suppress(UnableToReorganise):  # a circle, a name that is taken, people in it
            act()
            self.done.append(act.__name__)

    def area(self) -> Area:
        return self.chance.choice(list(Area.objects.still().order_by("path")))

    def job(self) -> Spell | None:
        jobs = Spell.objects.still().filter(start_on__lt=self.day).order_by("pk")
        jobs = jobs.select_related("employment__person")
        return self.chance.choice(list(jobs)) if jobs else None

    def hire(self) -> None:
        actions.add_person(
            first_name="Ann", last_name="Maas", email="", area=self.area(), by=OPERATOR, at=self.at
        )

    def move(self) -> None:
        if job := self.job():
            job.end_on = self.day
            new = Spell(employment=job.employment, area=self.area(), start_on=self.day)
            record("person.changed", job, new, by=OPERATOR, at=self.at)

    def leave(self) -> None:
        if job := self.job():
            job.end_on = job.employment.end_on = self.day
            record("person.left", job.employment, job, by=OPERATOR, at=self.at)

    def come_back(self) -> None:
        here = Employment.objects.still().values("person")
        gone = list(Person.objects.exclude(pk__in=here).order_by("pk"))
        if gone:
            stay = Employment(person=self.chance.choice(gone), start_on=self.day)
            job = Spell(employment=stay, area=self.area(), start_on=self.day)
            record("person.changed", stay, job, by=OPERATOR, at=self.at)

    def rename(self) -> None:
        reorganising.rename_area(
            area=self.area(), name=f"Area {len(self.done)}", on=self.day, by=OPERATOR, at=self.at
        )

    def replant(self) -> None:
        parent = self.chance.choice([self.area(), None])
        reorganising.move_area(
            area=self.area(), parent=parent, on=self.day, by=OPERATOR, at=self.at
        )

    def merge(self) -> None:
        reorganising.merge_areas(
            source=self.area(), into=self.area(), on=self.day, by=OPERATOR, at=self.at
        )

    def split(self) -> None:
        area = self.area()
        people = Person.objects.filter(
            pk__in=Spell.objects.on(self.day).filter(area=area).values("employment__person")
        ).order_by("pk")
        reorganising.split_area(
            area=area, name=f"Area {len(self.done)}", people=list(people)[::2],
            on=self.day, by=OPERATOR, at=self.at,
        )  # fmt: skip

    def close(self) -> None:
        reorganising.close_area(area=self.area(), on=self.day, by=OPERATOR, at=self.at)


def month_ends(after: date, until: date) -> list[date]:
    """Days from `after` on, before `until`, on which a month ends."""
    days = [after + timedelta(days=n) for n in range((until - after).days)]
    return [day for day in days if (day + DAY).day == 1]


def as_it_is() -> Seen:
    """Every area by its path of names, and who is in it and below it now."""
    areas = list(Area.objects.still().order_by("path"))
    jobs = list(Spell.objects.still().values_list("area__path", "employment__person"))
    names = {area.path: area.name for area in areas}
    return {
        " / ".join(names[path[:end]] for end in range(9, len(path) + 1, 9)): {
            person for there, person in jobs if there.startswith(path)
        }
        for path in names
    }


def as_it_was(day: date) -> Seen:
    there = Area.objects.as_of(day)
    names = {area.then_path: area.then_name for area in there}
    return {
        " / ".join(names[area.then_path[:end]] for end in range(9, len(area.then_path) + 1, 9)): {
            job.employment.person_id for job in Spell.objects.people_then(area, day)
        }
        for area in there
    }


Row = tuple[int, ...]  # opening, joiners, moved in, leavers, moved out, closing


def measured(home: Path) -> dict[tuple[UUID, date], Row]:
    """By area and month, from a snapshot and the measures."""
    folder = write_snapshot(uuid.uuid4(), date(2026, 1, 1), home)
    with closing(Engine(threads=1)) as engine:
        facts = Facts.open(folder, engine)
        cube = movements(facts.spells, facts.closure, YEAR)
        columns = ("opening", "joiners", "moved_in", "leavers", "moved_out", "closing")
        rows = engine.rows(cube.select("area", "month", *columns))
    return {(UUID(area), month): tuple(numbers) for area, month, *numbers in rows}


def recounted() -> dict[tuple[UUID, date], Row]:
    """The same from the stored rows, plainly, by today's tree."""
    paths = dict(Area.objects.values_list("pk", "path"))
    careers = stored_careers()
    return {
        (area, month_end.replace(day=1)): month(
            careers, {a for a, p in paths.items() if p.startswith(paths[area])}, month_end
        )
        for area in paths
        for month_end in YEAR.month_ends()
    }


def stored_careers() -> list[list[Spell]]:
    """The jobs of each employment, in order."""
    jobs = Spell.objects.select_related("employment").order_by("employment", "start_on")
    return [list(each) for _, each in groupby(jobs, key=lambda job: job.employment_id)]


def month(careers: list[list[Spell]], below: set[UUID], last: date) -> Row:
    first = last.replace(day=1)

    def within(day: date) -> bool:
        return first <= day <= last

    moves = [(a, b) for jobs in careers for a, b in pairwise(jobs)]
    ends = [jobs[-1] for jobs in careers if jobs[-1].end_on]
    return (
        sum(here(jobs, below, first - DAY) for jobs in careers),
        sum(within(jobs[0].start_on) and jobs[0].area_id in below for jobs in careers),
        sum(within(b.start_on) and enters(a, b, below) for a, b in moves),
        sum(within(job.end_on - DAY) and job.area_id in below for job in ends if job.end_on),
        sum(within(b.start_on) and enters(b, a, below) for a, b in moves),
        sum(here(jobs, below, last) for jobs in careers),
    )


def enters(before: Spell, after: Spell, below: set[UUID]) -> bool:
    return before.area_id not in below and after.area_id in below


def here(jobs: list[Spell], below: set[UUID], day: date) -> bool:
    """At the close of the day: a leaver is gone on the last day, a mover is in the new area."""
    gone_on = jobs[-1].end_on
    if gone_on is not None and day >= gone_on - DAY:
        return False
    return any(
        job.area_id in below and job.start_on <= day and (not job.end_on or job.end_on > day)
        for job in jobs
    )


def test_whatever_happens_adds_up_stays_as_seen_and_nothing_is_always_refused(
    tmp_path: Path,
) -> None:
    """Each walk is walked once and looked at from all sides: walking is what takes long."""
    done: set[str] = set()
    for seed in range(5):
        with suppress(RolledBack), transaction.atomic():
            walk = Walk(random.Random(seed))
            walk.through_the_year()
            every_month_of_every_area_adds_up(tmp_path / str(seed))
            what_was_seen_at_the_end_of_a_month_is_shown_of_it_later(walk)
            done |= set(walk.done)
            raise RolledBack
    assert len(done) == 9


def every_month_of_every_area_adds_up(home: Path) -> None:
    """In the store and in the measures."""
    counted = recounted()
    assert measured(home) == counted
    for opening, joiners, moved_in, leavers, moved_out, end in counted.values():
        assert end == opening + joiners + moved_in - leavers - moved_out
    for area in {area for area, _ in counted}:
        for before, after in pairwise(YEAR.firsts()):
            assert counted[area, before][-1] == counted[area, after][0]
    assert sum(row[1] for row in counted.values()) > 0  # something happened


def what_was_seen_at_the_end_of_a_month_is_shown_of_it_later(walk: Walk) -> None:
    assert len(walk.seen) == 12
    for day, seen in walk.seen.items():
        assert (day, as_it_was(day)) == (day, seen)

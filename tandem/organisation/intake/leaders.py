"""Who leads an area, read from who manages whom, where that is beyond doubt.

An area gets a leader if, of the people in it and below it, exactly one manages somebody there and
has a manager outside it or none; else if everybody directly in it has one and the same manager
outside it. Otherwise somebody sets the leader by hand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self
from uuid import UUID

from tandem.access.audit import Bulk
from tandem.organisation.models import Area, Assignment, Duty, Employment, Spell

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Job:
    """Where somebody works today, since when and for whom."""

    area: UUID
    manager: UUID | None
    start_on: date


Pairs = frozenset[tuple[UUID, UUID | None]]
"""An area and the manager of somebody directly in it; None: somebody there has none."""


@dataclass(frozen=True, slots=True)
class Chart:
    """Who manages whom, by areas: of two million people it holds their managers alone.

    jobs: of everybody who is here and manages somebody, at least. above: each area with itself
    and the areas above it. pairs: of everybody who is here.
    """

    jobs: Mapping[UUID, Job]
    above: Mapping[UUID, frozenset[UUID]]
    pairs: Pairs

    @classmethod
    def of(cls, jobs: Mapping[UUID, Job], above: Mapping[UUID, frozenset[UUID]]) -> Self:
        """From the job of everybody who is here."""
        return cls(jobs, above, frozenset((job.area, job.manager) for job in jobs.values()))

    def around(self, person: UUID | None) -> frozenset[UUID]:
        """The areas somebody is in; none for somebody who is not here."""
        job = self.jobs.get(person) if person else None
        return self.above[job.area] if job else frozenset()


def leaders(chart: Chart, areas: Iterable[UUID]) -> dict[UUID, UUID]:
    """Area to leader, for those of the areas where it is beyond doubt."""
    at_the_head = heads(chart)
    managers = managers_of_members(chart)
    found = {}
    for area in areas:
        candidates = at_the_head.get(area, set())
        if len(candidates) != 1:
            candidates = managers.get(area, set())
        if len(candidates) == 1:
            (leader,) = candidates
            if leader is not None:
                found[area] = leader
    return found


def heads(chart: Chart) -> dict[UUID, set[UUID | None]]:
    """Area to people in it who manage somebody in it and whose manager is not in it."""
    managed: dict[UUID, set[UUID]] = defaultdict(set)
    for area, manager in chart.pairs:
        if manager is not None and manager in chart.jobs:
            managed[manager] |= chart.above[area]
    found: dict[UUID, set[UUID | None]] = defaultdict(set)
    for person, areas in managed.items():
        beyond = chart.around(chart.jobs[person].manager)
        for area in (chart.around(person) & areas) - beyond:
            found[area].add(person)
    return found


def managers_of_members(chart: Chart) -> dict[UUID, set[UUID | None]]:
    """Area to the managers of the people directly in it; None for one who is in it or unknown."""
    found: dict[UUID, set[UUID | None]] = defaultdict(set)
    for area, manager in chart.pairs:
        outside = manager in chart.jobs and area not in chart.around(manager)
        found[area].add(manager if outside else None)
    return found


def settle(
    today: date, since: date, told: Container[UUID] = (), told_on: date | None = None
) -> Iterator[Bulk]:
    """Ends and beginnings of assignments, to be written in this order.

    since: the day of the moves that were only noticed, `first_untold`. told: people whose history
    was told anew, with the real days of their moves. told_on: the last day the file tells of.
    """
    yield Bulk(changed=list(ended(today, since, told)), fields=["end_on"])
    yield Bulk(new=list(begun(today, told_on or today)))


def ended(today: date, noticed: date, told: Container[UUID] = ()) -> Iterator[Assignment]:
    """Assignments of people who have left, or lead an area they have just moved out of."""
    current = list(Assignment.objects.on(today).select_related("area"))
    people = {assignment.person_id for assignment in current}
    stays = latest_stays(people)
    jobs = jobs_of(people)
    for assignment in current:
        stay = stays.get(assignment.person_id)
        if stay is None:
            continue  # set up by hand, without any stay
        if stay.end_on is not None:
            end_on = max(stay.end_on, assignment.start_on + DAY)
            if assignment.end_on is None or end_on < assignment.end_on:
                assignment.end_on = end_on
                yield assignment
        elif is_leader(assignment):
            spells = jobs.get(assignment.person_id, [])
            since = None if assignment.person_id in told else noticed
            day = moved_out(assignment, [each for each in spells if each.start_on <= today], since)
            if day is not None:
                assignment.end_on = max(day, assignment.start_on + DAY)
                yield assignment


def is_leader(assignment: Assignment) -> bool:
    """Not who only stands in: they may well work elsewhere."""
    leads = assignment.duty == Duty.LEADS and not assignment.stand_in
    return leads and assignment.end_on is None


def latest_stays(people: Iterable[UUID]) -> dict[UUID, Employment]:
    stays = Employment.objects.filter(person__in=list(people)).order_by("start_on")
    return {stay.person_id: stay for stay in stays}


def jobs_of(people: Iterable[UUID]) -> dict[UUID, list[Spell]]:
    found: dict[UUID, list[Spell]] = defaultdict(list)
    spells = Spell.objects.filter(employment__person__in=list(people))
    for spell in spells.select_related("area", "employment").order_by("start_on"):
        found[spell.employment.person_id].append(spell)
    return found


def moved_out(assignment: Assignment, spells: Sequence[Spell], on: date | None) -> date | None:
    """The day they went from inside the area to another one and stayed away; on: only that day."""
    path = assignment.area.path
    inside = [spell.area.path.startswith(path) for spell in spells]
    if not any(inside) or inside[-1]:
        return None
    last_inside = len(inside) - 1 - inside[::-1].index(True)
    day = spells[last_inside].end_on
    if on is not None:
        return day if day == on and last_inside == len(spells) - len(("it", "now")) else None
    return day if day is not None and day > assignment.start_on else None


def begun(today: date, told_on: date) -> Iterator[Assignment]:
    """New leaders of areas that have none. At most since their job began: no file says when."""
    led = set(Assignment.objects.leading().on(today).values_list("area", flat=True))
    areas = {area.id: area for area in Area.objects.all()}
    without = areas.keys() - led
    if not without:
        return
    chart = Chart(jobs_of_managers(today), ancestry(areas), pairs_of(today))
    free = free_from(without)
    partners = set(Assignment.objects.partnering().on(today).values_list("area", "person"))
    for area, leader in leaders(chart, without).items():
        if (area, leader) in partners:
            continue
        start_on = max(chart.jobs[leader].start_on, free.get(area, date.min))
        yield Assignment(
            area_id=area, person_id=leader, duty=Duty.LEADS, start_on=start_on, told_on=told_on
        )


def jobs_of_managers(today: date) -> dict[UUID, Job]:
    here = Spell.objects.on(today).order_by()
    managers = here.exclude(manager=None).values("manager")
    jobs = here.filter(employment__person__in=managers)
    rows = jobs.values_list("employment__person", "area", "manager", "start_on")
    return {
        person: Job(area, manager, start_on)
        for person, area, manager, start_on in rows.iterator(chunk_size=2000)
    }


def pairs_of(today: date) -> Pairs:
    pairs = Spell.objects.on(today).order_by().values_list("area", "manager").distinct()
    return frozenset(pairs.iterator(chunk_size=2000))


def ancestry(areas: Mapping[UUID, Area]) -> dict[UUID, frozenset[UUID]]:
    found: dict[UUID, frozenset[UUID]] = {}
    for area in sorted(areas.values(), key=lambda each: len(each.path)):
        above = found[area.parent_id] if area.parent_id else frozenset()
        found[area.id] = above | {area.id}
    return found


def free_from(areas: Iterable[UUID]) -> dict[UUID, date]:
    """The first day after the latest former leader of each area."""
    former = Assignment.objects.leading().filter(area__in=list(areas), end_on__isnull=False)
    ends = former.order_by("end_on").values_list("area", "end_on")
    return {area: end_on for area, end_on in ends if end_on is not None}

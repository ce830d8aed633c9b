"""Random jobs of random organisations, and what is made of them the slow and plain way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

import pyarrow as pa
from hypothesis import strategies as st

from tandem.analytics.facts import JOBS, Facts
from tandem.analytics.follow_on import DAYS_AFTER, DAYS_BEFORE
from tandem.analytics.months import Months
from tandem.analytics.tests.examples import facts_of
from tandem.analytics.tests.recount import Organisation, Spell, organisations
from tandem.analytics.tests.tables import with_ancestors

LEVELS = ("5", "Grade 6", "grade 7", "E7", "e 8", "Chief", None)
ORDER = {"chief": 3}
SERIES = {  # written down by hand: what can be compared with what, and how high it is
    "5": ("", 5), "Grade 6": ("grade", 6), "grade 7": ("grade", 7), "E7": ("e", 7),
    "e 8": ("e", 8), "Chief": ("said", 3),
}  # fmt: skip


@dataclass(frozen=True)
class Job:
    person: int
    area: str
    level: str | None
    manager: int | None
    start_on: date
    end_on: date | None

    def on(self, day: date) -> bool:
        return self.start_on <= day and (self.end_on is None or day < self.end_on)


@dataclass(frozen=True)
class Company:
    organisation: Organisation
    jobs: list[Job]

    def facts(self) -> Facts:
        columns = {name: [getattr(job, name) for job in self.jobs] for name in JOBS.names}
        tree = "\n".join(f"{area}: {up or ''}" for area, up in self.organisation.parents.items())
        return facts_of(
            tree,
            spells=_memory(self.organisation.table()),
            jobs=_memory(pa.table(columns, schema=JOBS.to_pyarrow())),
            order=ORDER,
        )

    def below(self, ancestor: str) -> set[str]:
        parents = self.organisation.parents
        return {area for area in parents if ancestor in with_ancestors(area, parents)}


def _memory(table: pa.Table) -> object:
    import ibis

    return ibis.memtable(table)


@st.composite
def companies(draw: st.DrawFn) -> Company:
    """Each stay in one to three jobs, of any level, under anybody or nobody."""
    organisation = draw(organisations())
    people = sorted({spell.person for spell in organisation.spells})
    managers = st.sampled_from([*people, *people, None, 99])  # 99 has no job here
    jobs = [
        Job(spell.person, spell.area, draw(st.sampled_from(LEVELS)), draw(managers), start, end)
        for spell in organisation.spells
        for start, end in pairwise(draw(cuts(spell)))
        if start is not None
    ]
    return Company(organisation, jobs)


@st.composite
def cuts(draw: st.DrawFn, spell: Spell) -> list[date | None]:
    until = spell.end_on or spell.start_on + timedelta(days=200)
    days = (until - spell.start_on).days
    inside = draw(st.sets(st.integers(1, days - 1), max_size=2)) if days > 1 else set()
    return [
        spell.start_on, *(spell.start_on + timedelta(days=day) for day in sorted(inside)),
        spell.end_on,
    ]  # fmt: skip


# ---- promotions, one person after the other


def promotions(company: Company, area: str, window: Months) -> tuple[int, int]:
    """How many rises, and how many changes of which nobody can tell, in the window."""
    below, risen, untold = company.below(area), 0, 0
    for person in {job.person for job in company.jobs}:
        own = sorted((j for j in company.jobs if j.person == person), key=lambda j: j.start_on)
        hired = [
            s.start_on
            for s in company.organisation.spells
            if s.person == person and s.came_from is None
        ]
        before: Job | None = None
        for job in (each for each in own if each.level is not None):
            again = before and any(before.start_on < day <= job.start_on for day in hired)
            here = job.area in below and window.first <= job.start_on < window.after
            if before and not again and here:
                change = _change(str(before.level), str(job.level))
                risen += change == "up"
                untold += change == "?"
            before = job
    return risen, untold


def _change(one: str, other: str) -> str:
    if one == other:
        return ""
    (series, rank), (to_series, to_rank) = SERIES[one], SERIES[other]
    if series != to_series:
        return "?"
    return "up" if to_rank > rank else "down"


# ---- spans, one manager after the other


def reports_of(company: Company, area: str, day: date) -> list[int]:
    """Direct reports of each manager in the area or below it on the day."""
    there = [job for job in company.jobs if job.on(day)]
    below, found = company.below(area), []
    for manager in sorted({job.person for job in there if job.area in below}):
        own = {job.person for job in there if job.manager == manager} - {manager}
        if own:
            found.append(len(own))
    return found


def spans(company: Company, area: str, day: date) -> tuple[int, float, int, int]:
    found = reports_of(company, area, day)
    middle = median(found) if found else 0
    return len(found), middle, sum(n < 3 for n in found), sum(n > 12 for n in found)


def enough_managers(company: Company, day: date) -> bool:
    there = [job for job in company.jobs if job.on(day)]
    people = {job.person for job in there}
    led = {(job.person, job.manager) for job in there if job.manager != job.person}
    managers = {manager for _, manager in led if manager in people}
    others = people - managers
    told = {person for person, manager in led if manager in people} & others
    return bool(others) and len(told) * 10 >= len(others) * 9


# ---- who followed a manager, day by day


Counted = tuple[int, date, tuple[int, int], tuple[int, int]]


def followed(company: Company, as_of: date) -> list[Counted]:
    """manager, day, (leavers, days) after and before."""
    spells = company.organisation.spells
    led = {job.manager for job in company.jobs}
    gone = [spell for spell in spells if left(spell) and spell.gone_on() < as_of]
    last_days = {
        person: max(spell.gone_on() for spell in gone if spell.person == person)
        for person in {spell.person for spell in gone} & led
    }
    return sorted(
        (
            *(manager, day),
            _after(company, manager, day, as_of),
            _before(company, manager, day),
        )
        for manager, day in last_days.items()
        if _under(company, manager, day)
    )


def left(spell: Spell) -> bool:
    return spell.end_on is not None and not spell.moved


def _under(company: Company, manager: int, day: date) -> set[int]:
    return {j.person for j in company.jobs if j.manager == manager and j.on(day)} - {manager}


def _after(company: Company, manager: int, day: date, as_of: date) -> tuple[int, int]:
    until = min(day + timedelta(days=DAYS_AFTER), as_of)
    days = [day + timedelta(days=n + 1) for n in range((until - day).days)]
    under = _under(company, manager, day)
    own = [spell for spell in company.organisation.spells if spell.person in under]
    leavers = sum(left(spell) and spell.gone_on() in days for spell in own)
    return leavers, sum(s.start_on <= each < s.gone_on() for s in own for each in days)


def _before(company: Company, manager: int, day: date) -> tuple[int, int]:
    days = [day - timedelta(days=n) for n in range(DAYS_BEFORE, 0, -1)]
    own = [j for j in company.jobs if j.manager == manager and j.person != manager]
    ends = {(s.person, s.end_on) for s in company.organisation.spells if left(s)}
    there = leavers = 0
    for job in own:
        leaves = (job.person, job.end_on) in ends
        gone = date.max if job.end_on is None else job.end_on - timedelta(days=int(leaves))
        there += sum(job.start_on <= each < gone for each in days)
        leavers += leaves and gone in days
    return leavers, there


def areas(company: Company) -> Sequence[str]:
    return list(company.organisation.parents)

"""What the history of one person changes. Rows in, rows out: no query, no clock.

The stays and jobs that are told take the place of those that were known. A stay or a job that
begins on the same day stays the same row. Columns the file lacks keep what was known on that day.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple
from uuid import UUID

from tandem.organisation.intake.difference import (
    DAY,
    JOB,
    Difference,
    Known,
    Wanted,
    compare_person,
    job_says,
)
from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.staging import Verdict
from tandem.organisation.intake.values import Row
from tandem.organisation.models import Employment, Person, Spell

EARLIER_JOBS = "earlier jobs"


class ToldJob(NamedTuple):
    """stay: the how-manieth of the person."""

    stay: int
    wanted: Wanted


class Said(NamedTuple):
    """A told job, and every column of it: as told, or as known where the file has none such."""

    row: Row
    columns: dict[str, object]


def newcomer(wanted: Wanted, told: Sequence[ToldJob]) -> Difference:
    """A person nobody knows yet, with all their stays and jobs."""
    row = wanted.row
    person = Person(
        id=wanted.person,
        number=row.number,
        first_name=row.first_name,
        last_name=row.last_name,
        email=row.email,
    )
    found = Difference(verdict=Verdict.NEW, new_people=[person])
    take_the_place(found, Known(person), told)
    return found


def difference(wanted: Wanted, known: Known, told: Sequence[ToldJob]) -> Difference:
    """What the told history changes about somebody who is known."""
    found = Difference()
    compare_person(found, wanted, known.person)
    was_here = any(stay.end_on is None for stay in known.stays)
    take_the_place(found, known, told)
    if was_here and told[-1].wanted.row.end_on is not None:
        found.verdict = Verdict.LEFT
    elif found.fields:
        found.verdict = Verdict.CHANGED
    return found


def take_the_place(found: Difference, known: Known, told: Sequence[ToldJob]) -> None:
    before = {stay.start_on: stay for stay in known.stays}
    jobs_before = [spell for stay in known.stays for spell in known.spells[stay.id]]
    says = iter(in_full(told, jobs_before))
    kept: set[UUID] = set()
    for _at, group in groupby(told, key=lambda job: job.stay):
        jobs = [next(says) for _job in group]
        stay = before.pop(jobs[0].row.start_on, None)
        if stay is None:
            stay = new_stay(found, known.person.id, jobs)
        else:
            compare_stay(found, stay, jobs[-1].row)
        kept |= set(take_jobs(found, stay, known.spells.get(stay.id, []), jobs))
    for stay in before.values():
        found.gone_stays.append(stay)
        found.change(Field.HIRED, stay.start_on, None)
    gone = [spell for spell in jobs_before if spell.id not in kept]
    found.gone_spells += gone
    if gone:
        found.change(EARLIER_JOBS, len(jobs_before), len(told))


def new_stay(found: Difference, person: UUID, jobs: Sequence[Said]) -> Employment:
    first, last = jobs[0].row, jobs[-1].row
    stay = Employment(person_id=person, start_on=first.start_on, end_on=last.end_on)
    stay.reason, stay.reason_class = last.reason, last.reason_class
    found.new_stays.append(stay)
    found.change(Field.HIRED, None, first.start_on)
    return stay


def compare_stay(found: Difference, stay: Employment, last: Row) -> None:
    end_on, reason = last.end_on, last.reason
    if end_on is not None and not reason:
        reason = stay.reason  # an empty cell erases no reason
    same_words = reason == stay.reason
    reason_class = last.reason_class or (stay.reason_class if same_words and reason else "")
    if end_on != stay.end_on:
        found.change(Field.LEFT, stay.end_on and stay.end_on - DAY, end_on and end_on - DAY)
    if (reason, reason_class) != (stay.reason, stay.reason_class):
        found.change(Field.REASON, stay.reason, reason)
    told = (end_on, reason, reason_class)
    if told != (stay.end_on, stay.reason, stay.reason_class):
        stay.end_on, stay.reason, stay.reason_class = told
        found.changed_stays[stay.id] = stay


def take_jobs(
    found: Difference, stay: Employment, known: Sequence[Spell], jobs: Sequence[Said]
) -> Iterator[UUID]:
    """The ids of the jobs that stay the same rows."""
    same = {spell.start_on: spell for spell in known}
    for row, columns in jobs:
        spell = same.get(row.start_on)
        if spell is None:
            spell = Spell(employment_id=stay.id, start_on=row.start_on, end_on=row.end_on)
            for attribute, value in columns.items():
                setattr(spell, attribute, value)
            found.new_spells.append(spell)
            found.change(EARLIER_JOBS, len(known), len(jobs))
        else:
            compare_job(found, spell, row.end_on, columns)
            yield spell.id


def compare_job(
    found: Difference, spell: Spell, end_on: date | None, says: dict[str, object]
) -> None:
    for name, attribute in JOB.items():
        before, after = getattr(spell, attribute), says[attribute]
        if before != after:
            found.change(name, before, after)
            setattr(spell, attribute, after)
            found.touch(spell)
    if spell.end_on != end_on:
        found.change(EARLIER_JOBS, spell.end_on, end_on)
        spell.end_on = end_on
        found.touch(spell)


def in_full(told: Sequence[ToldJob], known: Sequence[Spell]) -> list[Said]:
    """Before anything that was known is changed."""
    starts = [spell.start_on for spell in known]
    found = []
    for _stay, wanted in told:
        at = bisect_right(starts, wanted.row.start_on) - 1
        like = known[at] if at >= 0 and runs_on(known[at], wanted.row.start_on) else None
        says = job_says(wanted)
        columns = {
            attribute: says[name]
            if name in wanted.said or like is None
            else getattr(like, attribute)
            for name, attribute in JOB.items()
        }
        found.append(Said(wanted.row, columns))
    return found


def runs_on(spell: Spell, day: date) -> bool:
    return spell.end_on is None or spell.end_on > day

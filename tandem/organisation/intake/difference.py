"""What one row of a file changes about one person. Rows in, rows out: no query, no clock.

An employee id says who; a hire date says which stay. A change of job (area, manager, title,
level, location, share) closes the job and opens another on the first day the file does not tell of,
today at the latest, because it does not say when it happened; for somebody gone by then, on their
last day. Where it tells of a move, the change is of that day. Empty cells erase a manager or a
title, never a name, an address or a reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.moved import copied, first_jobs, tell_move
from tandem.organisation.intake.staging import Verdict
from tandem.organisation.intake.values import Row
from tandem.organisation.models import Employment, Person, Spell

DAY = timedelta(days=1)
HIRED_AGAIN, BACK, EARLIER_STAY = "hired again", "back", "earlier stay"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a file says of a person, with ids.

    said: the fields it has a column for. A full roster speaks of leaving in any case: who is in
    it and has no leave date is here. came_from: the area before the move that the row tells.
    """

    row: Row
    said: frozenset[Field]
    person: UUID
    area: UUID
    manager: UUID | None
    came_from: UUID | None = None


@dataclass(slots=True)
class Known:
    """What is stored of a person: stays and the jobs of each, in order of time."""

    person: Person
    stays: list[Employment] = field(default_factory=list)
    spells: dict[UUID, list[Spell]] = field(default_factory=dict)


@dataclass(slots=True)
class Difference:
    """Rows to write, and what changes: field to before and after. conflict: cannot be."""

    verdict: Verdict = Verdict.SAME
    fields: dict[str, tuple[object, object]] = field(default_factory=dict)
    new_people: list[Person] = field(default_factory=list)
    new_stays: list[Employment] = field(default_factory=list)
    new_spells: list[Spell] = field(default_factory=list)
    changed_people: dict[UUID, Person] = field(default_factory=dict)
    changed_stays: dict[UUID, Employment] = field(default_factory=dict)
    changed_spells: dict[UUID, Spell] = field(default_factory=dict)
    gone_stays: list[Employment] = field(default_factory=list)
    gone_spells: list[Spell] = field(default_factory=list)
    conflict: Employment | None = None

    def change(self, name: str, before: object, after: object) -> None:
        self.fields[name] = (before, after)

    def touch(self, *spells: Spell) -> None:
        self.changed_spells.update((spell.id, spell) for spell in spells)


def newcomer(wanted: Wanted, earlier: Sequence[Wanted] = ()) -> Difference:
    """A person nobody knows yet, with their stay and job, and stays from which they came back."""
    row = wanted.row
    person = Person(
        id=wanted.person,
        number=row.number,
        first_name=row.first_name,
        last_name=row.last_name,
        email=row.email,
    )
    found = Difference(verdict=Verdict.NEW, new_people=[person])
    for each in (*earlier, wanted):
        begin_stay(found, each)
    return found


def difference(
    wanted: Wanted,
    known: Known,
    today: date,
    earlier: Sequence[Wanted] = (),
    *,
    since: date | None = None,
) -> Difference:
    """What the row changes about somebody who is known, and rows of stays before.

    earlier: in order of time; each of these stays is over. since: from which day on a change
    holds that the file does not date, `first_untold`; without it from today.
    """
    since = since or today
    found = Difference()
    compare_person(found, wanted, known.person)
    for each in earlier:
        take_earlier(found, each, known, wanted.row.start_on, today, since)
    if wanted.row.end_on is None:
        found.verdict = Verdict.SAME  # who came back has not left
    stay = stay_meant(known.stays, wanted.row)
    if stay is None:
        found.change(HIRED_AGAIN, "", wanted.row.start_on)
        stay = begin_stay(found, wanted)
    else:
        compare_stay(found, wanted, stay, known.spells[stay.id], today, since)
    found.conflict = found.conflict or overlapping(stay, known.stays)
    if found.verdict is Verdict.SAME and found.fields:
        found.verdict = Verdict.CHANGED
    return found


def take_earlier(
    found: Difference, wanted: Wanted, known: Known, back_on: date, today: date, since: date
) -> None:
    """A stay that is over. back_on: the first day of the one that stands for the person."""
    row = wanted.row
    same = [stay for stay in known.stays if stay.start_on == row.start_on]
    like = [
        stay for stay in known.stays
        if stay.start_on < (row.end_on or date.max) and stay.start_on != back_on
        and (stay.end_on is None or stay.end_on > row.start_on)
    ]  # fmt: skip
    stay = next(iter(same or like), None)
    if stay is not None:
        compare_stay(found, wanted, stay, known.spells[stay.id], today, since)
    else:
        stay = begin_stay(found, wanted)
        found.change(EARLIER_STAY, "", row.start_on)
        known.stays = sorted([*known.stays, stay], key=lambda each: each.start_on)
        known.spells[stay.id] = []
    found.conflict = found.conflict or overlapping(stay, known.stays)


def leave(known: Known, today: date, since: date) -> Difference:
    """Somebody here who is missing from a full roster, and nobody said why.

    They are gone from the first day the roster does not tell of, and not before the job they
    have by now had begun.
    """
    found = Difference(verdict=Verdict.LEFT)
    for stay in known.stays:
        if stay.end_on is None:
            spells = known.spells[stay.id]
            worked = [min(spell.start_on + DAY, today) for spell in spells[-1:]]
            day = max(since, *worked)
            found.change(Field.LEFT, None, day - DAY)
            end_stay(found, stay, spells, day)
    return found


def begin_stay(found: Difference, wanted: Wanted) -> Employment:
    row = wanted.row
    stay = Employment(
        person_id=wanted.person,
        start_on=row.start_on,
        end_on=row.end_on,
        reason=row.reason,
        reason_class=row.reason_class,
    )
    found.new_stays.append(stay)
    found.new_spells += first_jobs(wanted, stay, job(wanted, stay, row.start_on))
    return stay


def job(wanted: Wanted, stay: Employment, start_on: date) -> Spell:
    row = wanted.row
    return Spell(
        employment_id=stay.id,
        area_id=wanted.area,
        manager_id=wanted.manager,
        title=row.title,
        level=row.level,
        location=row.location,
        fte=row.fte,
        start_on=start_on,
        end_on=stay.end_on,
    )


def stay_meant(stays: Sequence[Employment], row: Row) -> Employment | None:
    """The stay a row speaks of: of the same first day, else the latest one it overlaps."""
    for stay in stays:
        if stay.start_on == row.start_on:
            return stay
    if not stays:
        return None
    latest = stays[-1]
    again = latest.end_on is not None and latest.end_on <= row.start_on
    before = row.end_on is not None and row.end_on <= latest.start_on
    return None if again or before else latest


def overlapping(stay: Employment, stays: Sequence[Employment]) -> Employment | None:
    """Another stay that this one runs into."""
    for other in stays:
        apart = (other.end_on is not None and other.end_on <= stay.start_on) or (
            stay.end_on is not None and stay.end_on <= other.start_on
        )
        if other.id != stay.id and not apart:
            return other
    return None


def compare_person(found: Difference, wanted: Wanted, person: Person) -> None:
    row = wanted.row
    says = {"number": row.number}
    if row.email:
        says["email"] = row.email
    if row.first_name or row.last_name:
        # A whole name comes together: "Sam" alone takes the last name away.
        whole = Field.FULL_NAME in wanted.said
        if whole or Field.FIRST_NAME in wanted.said:
            says["first_name"] = row.first_name
        if whole or Field.LAST_NAME in wanted.said:
            says["last_name"] = row.last_name
    for attribute, after in says.items():
        before = getattr(person, attribute)
        if before != after:
            found.change(NAMED[attribute], before, after)
            setattr(person, attribute, after)
            found.changed_people[person.id] = person


NAMED = {
    "number": Field.NUMBER,
    "email": Field.EMAIL,
    "first_name": Field.FIRST_NAME,
    "last_name": Field.LAST_NAME,
}


def compare_stay(
    found: Difference,
    wanted: Wanted,
    stay: Employment,
    spells: list[Spell],
    today: date,
    since: date,
) -> None:
    row = wanted.row
    old_end = stay.end_on
    if row.start_on != stay.start_on:
        found.change(Field.HIRED, stay.start_on, row.start_on)
        begin_earlier_or_later(found, stay, spells, row.start_on)
    if row.end_on != stay.end_on and Field.LEFT in wanted.said:
        compare_end(found, row, stay, spells)
    if stay.end_on is not None:
        compare_reason(found, row, stay)
    if found.fields.keys() & {Field.HIRED, Field.LEFT, Field.REASON, BACK}:
        found.changed_stays[stay.id] = stay
    was_gone = old_end is not None and old_end <= today
    compare_job(found, wanted, stay, spells, today, since, was_gone=was_gone)
    tell_move(found, wanted, stay, spells)


def begin_earlier_or_later(
    found: Difference, stay: Employment, spells: Sequence[Spell], start_on: date
) -> None:
    stay.start_on = start_on
    if not spells:
        return
    first = spells[0]
    first.start_on = start_on
    found.touch(first)
    if first.end_on is not None and first.end_on <= start_on:
        found.conflict = stay


def compare_end(found: Difference, row: Row, stay: Employment, spells: list[Spell]) -> None:
    if row.end_on is None:
        found.change(BACK, stay.end_on, None)
        if spells and spells[-1].end_on == stay.end_on:
            spells[-1].end_on = None
            found.touch(spells[-1])
        stay.end_on, stay.reason, stay.reason_class = None, "", ""
        return
    if stay.end_on is None:
        found.verdict = Verdict.LEFT
    found.change(Field.LEFT, stay.end_on and stay.end_on - DAY, row.end_on - DAY)
    end_stay(found, stay, spells, row.end_on)


def end_stay(found: Difference, stay: Employment, spells: Sequence[Spell], end_on: date) -> None:
    """End the stay and its last job. A job that began later is dated back to the last day."""
    stay.end_on = end_on
    found.changed_stays[stay.id] = stay
    if not spells:
        return
    last = spells[-1]
    found.touch(last)
    last.end_on = end_on
    if last.start_on >= end_on:
        last.start_on = end_on - DAY
        if len(spells) > 1:
            before = spells[-2]
            before.end_on = last.start_on
            found.touch(before)
            if before.start_on >= last.start_on:
                found.conflict = stay


def compare_reason(found: Difference, row: Row, stay: Employment) -> None:
    if not row.reason:
        return
    same_words = row.reason == stay.reason
    reason_class = row.reason_class or (stay.reason_class if same_words else "")
    if (row.reason, reason_class) != (stay.reason, stay.reason_class):
        found.change(Field.REASON, stay.reason, row.reason)
        stay.reason, stay.reason_class = row.reason, reason_class


def compare_job(
    found: Difference,
    wanted: Wanted,
    stay: Employment,
    spells: Sequence[Spell],
    today: date,
    since: date,
    *,
    was_gone: bool,
) -> None:
    if not spells:
        found.new_spells += first_jobs(wanted, stay, job(wanted, stay, stay.start_on))
        return
    last = spells[-1]
    gone = stay.end_on is not None and stay.end_on <= today
    changes = job_changes(wanted, last, gone=gone)
    if not changes:
        return
    for name, attribute in changes.items():
        found.change(name, getattr(last, attribute), job_says(wanted)[name])
    day = min(since, stay.end_on - DAY) if gone and stay.end_on else since
    moved_on = wanted.row.moved_on if Field.DEPARTMENT in changes else None
    if moved_on is not None:
        day = moved_on
    here = last
    if last.start_on < day and (moved_on or not (gone and was_gone)):
        last.end_on = day
        found.touch(last)
        here = copied(last, day, stay.end_on)
        found.new_spells.append(here)
    else:
        found.touch(last)
    for name, attribute in changes.items():
        setattr(here, attribute, job_says(wanted)[name])


JOB = {
    Field.DEPARTMENT: "area_id",
    Field.MANAGER: "manager_id",
    Field.TITLE: "title",
    Field.LEVEL: "level",
    Field.LOCATION: "location",
    Field.FTE: "fte",
}


def job_says(wanted: Wanted) -> dict[Field, object]:
    row = wanted.row
    return {
        Field.DEPARTMENT: wanted.area,
        Field.MANAGER: wanted.manager,
        Field.TITLE: row.title,
        Field.LEVEL: row.level,
        Field.LOCATION: row.location,
        Field.FTE: row.fte,
    }


def job_changes(wanted: Wanted, last: Spell, *, gone: bool) -> dict[Field, str]:
    """The fields that differ, among those the file has a column for."""
    says = job_says(wanted)
    changes = {
        name: attribute
        for name, attribute in JOB.items()
        if name in wanted.said and getattr(last, attribute) != says[name]
    }
    if gone and wanted.manager is None:
        # Exports drop the manager of somebody who left; that does not mean they had none.
        changes.pop(Field.MANAGER, None)
    return changes

"""Comparing staged rows with the people who are stored, batch by batch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from tandem.organisation.intake.difference import (
    Difference,
    Known,
    Wanted,
    difference,
    leave,
    newcomer,
)
from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.history import difference as history
from tandem.organisation.intake.history import shelf
from tandem.organisation.intake.history.difference import ToldJob
from tandem.organisation.intake.history.shelf import Told
from tandem.organisation.intake.matching import stored_managers
from tandem.organisation.intake.returns import earlier_of
from tandem.organisation.intake.shapes import Shape
from tandem.organisation.intake.staging import BATCH, Staged, Staging, Verdict
from tandem.organisation.intake.tree import AreaTree
from tandem.organisation.models import Employment, Person, Spell


class Compared(NamedTuple):
    """rows: of the files that it is about. here: the person was employed today before."""

    staged: Staged
    difference: Difference
    rows: int = 1
    here: bool = False


def compare(
    staging: Staging,
    tree: AreaTree,
    today: date,
    *,
    since: date,
    full_roster: bool,
    looking: bool = False,
    without: Verdict | None = None,
) -> Iterator[list[Compared]]:
    """Each accepted row with what it changes; grows the tree by the areas that are new.

    since: from which day on undated changes hold, `first_untold`. looking: nobody will
    write it, so new people need no rows. without: leave out rows judged so before.
    """
    said = staging.said()
    if full_roster:
        said = {file: fields | {Field.LEFT} for file, fields in said.items()}
    for batch in staging.batches(without=without):
        if staging.shape is Shape.HISTORY:
            for people in shelf.with_jobs(staging, batch):
                yield compare_histories(people, said, tree, today, looking=looking)
        else:
            earlier = earlier_of(staging, [one.row.number for one in batch])
            yield compare_batch(batch, earlier, said, tree, today, since=since, looking=looking)


def compare_histories(
    batch: Sequence[tuple[Staged, Sequence[Told]]],
    said: Mapping[int, frozenset[Field]],
    tree: AreaTree,
    today: date,
    *,
    looking: bool,
) -> list[Compared]:
    known = people_known([one.person for one, _jobs in batch if one.known and one.person])
    managers = stored_managers([job for _one, jobs in batch for job in jobs])
    compared = []
    for one, jobs in batch:
        if one.person is None:
            raise ValueError("Match people before comparing them.")
        if looking and not one.known:
            compared.append(Compared(one, Difference(verdict=Verdict.NEW)))
            continue
        told = [
            ToldJob(job.stay, wanted(job, said[job.file], one.person, tree, managers))
            for job in jobs
        ]
        meant = wanted(one, said[one.file], one.person, tree, managers)
        person = known.get(one.person)
        here = is_here(person, today)
        found = history.difference(meant, person, told) if person else history.newcomer(meant, told)
        compared.append(Compared(one, found, here=here))
    return compared


def compare_batch(
    batch: Sequence[Staged],
    earlier: Mapping[str, Sequence[Told]],
    said: Mapping[int, frozenset[Field]],
    tree: AreaTree,
    today: date,
    *,
    since: date,
    looking: bool,
) -> list[Compared]:
    known = people_known([one.person for one in batch if one.known and one.person])
    managers = stored_managers([*batch, *(stay for stays in earlier.values() for stay in stays)])
    compared = []
    for one in batch:
        if one.person is None:
            raise ValueError("Match people before comparing them.")
        if looking and not one.known:
            compared.append(Compared(one, Difference(verdict=Verdict.NEW)))
            continue
        before = [
            wanted(stay, said[stay.file], one.person, tree, managers)
            for stay in earlier.get(one.row.number, ())
        ]
        meant = wanted(one, said[one.file], one.person, tree, managers)
        person = known.get(one.person)
        here = is_here(person, today)
        if person is None:
            found = newcomer(meant, before)
        else:
            found = difference(meant, person, today, before, since=since)
        compared.append(Compared(one, found, rows=1 + len(before), here=here))
    return compared


def is_here(known: Known | None, today: date) -> bool:
    return known is not None and any(
        stay.start_on <= today and (stay.end_on is None or stay.end_on > today)
        for stay in known.stays
    )


def wanted(
    one: Staged | Told,
    said: frozenset[Field],
    person: UUID,
    tree: AreaTree,
    managers: Mapping[str, UUID],
) -> Wanted:
    area = tree.grow(one.row.department).id
    came_from = tree.grow(one.row.moved_from).id if one.row.moved_from else None
    manager = one.manager or managers.get(one.row.manager)
    return Wanted(one.row, said, person, area, manager, came_from)


def people_known(ids: Sequence[UUID]) -> dict[UUID, Known]:
    """Stored people with their stays and jobs, in order of time."""
    if not ids:
        return {}
    known = {person.id: Known(person) for person in Person.objects.filter(pk__in=ids)}
    stays = Employment.objects.filter(person__in=ids).order_by("start_on")
    for stay in stays:
        known[stay.person_id].stays.append(stay)
        known[stay.person_id].spells[stay.id] = []
    spells = Spell.objects.filter(employment__person__in=ids).order_by("start_on")
    person_of = {stay.id: stay.person_id for stay in stays}
    for spell in spells:
        known[person_of[spell.employment_id]].spells[spell.employment_id].append(spell)
    return known


def missing_from(
    staging: Staging, today: date, since: date
) -> Iterator[list[tuple[Known, Difference]]]:
    """People who are here and stand in no row: in a full roster they have left.

    since: the first day it does not tell of, and so of nobody who came then or later.

    Rows that were refused count as standing there, and so do people without an employee id, of
    whom no roster can speak.
    """
    here = Employment.objects.still().filter(start_on__lt=since, person__number__isnull=False)
    people = here.order_by("person").values_list("person", "person__number")
    batch = list(people[:BATCH])
    while batch:
        mentioned = staging.mentioned([str(number) for _person, number in batch])
        gone = [person for person, number in batch if number not in mentioned]
        yield [(known, leave(known, today, since)) for known in people_known(gone).values()]
        batch = list(people.filter(person__gt=batch[-1][0])[:BATCH])

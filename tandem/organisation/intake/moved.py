"""What a move that a row tells changes about the jobs of one stay. Rows in, rows out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from tandem.organisation.intake.fields import Field
from tandem.organisation.models import Employment, Spell

if TYPE_CHECKING:
    from tandem.organisation.intake.difference import Difference, Wanted


def first_jobs(wanted: Wanted, stay: Employment, job: Spell) -> list[Spell]:
    """The jobs of a stay that begins: the one told, and before a move that of the area before.

    Of the earlier one nothing is known but its area.
    """
    day = wanted.row.moved_on
    if wanted.came_from is None or day is None or wanted.came_from == wanted.area:
        return [job]
    before = Spell(
        employment_id=stay.id, area_id=wanted.came_from, start_on=job.start_on, end_on=day
    )
    job.start_on = day
    return [before, job]


def tell_move(found: Difference, wanted: Wanted, stay: Employment, known: Sequence[Spell]) -> None:
    """Let the time in the area of today begin on the day of the move that is told.

    known: the jobs there were, as compared by now. Where it began later in Tandem, the day an
    import noticed it, it is dated back; where it began earlier, what lies before is of the area
    they came from.
    """
    day = wanted.row.moved_on
    if day is None or wanted.came_from in (None, wanted.area):
        return
    here = {spell.id: spell for spell in (*known, *found.new_spells)}
    spells = sorted(
        (spell for spell in here.values() if spell.employment_id == stay.id),
        key=lambda spell: spell.start_on,
    )
    first = since(spells, wanted.area)
    if first is None or spells[first].start_on == day:
        return
    before = spells[first].start_on
    if before < day:
        found.change(Field.MOVED_ON, None, day)
        begin_later(found, spells[first:], wanted.came_from, day)
    elif first and spells[first - 1].start_on < day:
        found.change(Field.MOVED_ON, before, day)
        spells[first].start_on = spells[first - 1].end_on = day
        found.touch(spells[first], spells[first - 1])


def since(spells: Sequence[Spell], area: UUID) -> int | None:
    """The place of the job with which their present time in the area began; None: not in it."""
    found = None
    for at in range(len(spells) - 1, -1, -1):
        if spells[at].area_id != area:
            break
        found = at
    return found


def begin_later(
    found: Difference, spells: Sequence[Spell], came_from: UUID | None, day: date
) -> None:
    for spell in spells:
        if spell.start_on >= day:
            break
        if spell.end_on is None or spell.end_on > day:
            found.new_spells.append(copied(spell, day, spell.end_on))
            spell.end_on = day
        spell.area_id = came_from  # type: ignore[assignment]  # asked for before
        found.touch(spell)


def copied(last: Spell, start_on: date, end_on: date | None) -> Spell:
    return Spell(
        employment_id=last.employment_id,
        area_id=last.area_id,
        manager_id=last.manager_id,
        title=last.title,
        level=last.level,
        location=last.location,
        fte=last.fte,
        start_on=start_on,
        end_on=end_on,
    )

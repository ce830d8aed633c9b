"""The check of a job history: each row read, then each person's rows put together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.findings import NOTED, Kind, Place
from tandem.organisation.intake.history import shelf
from tandem.organisation.intake.history.leaving import LeavingDays
from tandem.organisation.intake.history.lines import Line
from tandem.organisation.intake.history.reason_rows import ReasonsUnheard
from tandem.organisation.intake.history.rules import Job, Remark, Stay, Telling, tell
from tandem.organisation.intake.history.same_day import settled
from tandem.organisation.intake.history.second import Beside
from tandem.organisation.intake.history.unsaid import Unsaid, lacking
from tandem.organisation.intake.matching import (
    LostZeros,
    SimilarIds,
    circles,
    managed_by,
    note_circle,
    note_unknown,
    people_of,
)
from tandem.organisation.intake.named import ByName, Unresolved
from tandem.organisation.intake.staging import BATCH, Staging
from tandem.organisation.intake.values import Layout, Row

EXAMPLES = 3  # people that a note names

Layouts = Mapping[int, Layout]
"""File number to how it is read."""

UNRESOLVED = """
SELECT seq, file, line, manager, number FROM spells
WHERE seq > ? AND stay IS NOT NULL AND manager <> ''
AND manager NOT IN (SELECT number FROM rows) ORDER BY seq LIMIT ?
"""


SAY_WHY = frozenset({Field.REASON, Field.EVENT, Field.LEFT})


@dataclass(slots=True)
class LeftUnsaid:
    """People whose last job is over, though nothing says that they left or why."""

    count: int = 0
    first: list[tuple[int, int, str]] = field(default_factory=list)

    def add(self, count: int, *found: tuple[int, int, str]) -> None:
        """found: file, line and employee id of the first of them."""
        self.count += count
        self.first = sorted([*self.first, *found])[:EXAMPLES]

    def note(self, staging: Staging, layouts: Layouts) -> None:
        """Only of files that could have said it."""
        columns = [each.columns for each in layouts.values()]
        if self.count and any(each in one for one in columns for each in SAY_WHY):
            first = ", ".join(
                _("%(number)s on line %(line)s") % {"number": number, "line": number_format(line)}
                for _file, line, number in self.first
            )
            file = self.first[0][0]
            place = Place(layouts[file].file, None, layouts[file].columns.heading(Field.REASON))
            facts = {"count": number_format(self.count), "first": first}
            staging.note(file, place.found(Kind.LEFT_UNSAID, None, **facts))


def put_together(
    staging: Staging, layouts: Layouts, today: date, heard: Callable[[int, int, Row], None]
) -> LeftUnsaid:
    """Every person's rows as stays and jobs; one row per person stands for matching then.

    heard: is told of each reason that a stay ended with: file, line, and the row.
    """
    unsaid, beside, days = LeftUnsaid(), Beside(layouts), LeavingDays(layouts)
    unheard = ReasonsUnheard(layouts)
    outside, rescinded = shelf.outside(staging), shelf.rescinded(staging)
    unsaid_rows = Unsaid(staging, layouts)
    last_outside = shelf.last_outside(staging)
    for every in shelf.people(staging):
        number = every[0].row.number
        later, none = last_outside.get(number, {}), rescinded.get(number, ())
        of_days = settled(every, later, none, worked=days.is_worked)
        unsaid_rows.withdrawn += of_days.withdrawn
        if not of_days.lines:  # they were never employed
            for remark in of_days.given_way:
                note(staging, layouts, remark)
            continue
        every = unsaid_rows.take(of_days.lines, of_days.rescinded)
        lines = beside.take(ended(every, outside.get(number, ())))
        telling = tell(lines)
        unheard.add(telling)
        telling.remarks += [*lacking(lines), *of_days.given_way]
        refused = [each.line.line for each in telling.remarks if each.kind not in NOTED]
        held_back_by = shelf.is_held_back_by(staging, number)
        first = held_back_by if held_back_by is not None else min(refused, default=None)
        for remark in telling.remarks:  # days between jobs mean nothing where a row is lacking
            if first is None or remark.kind not in NOTED or remark.kind is Kind.SAME_ROW:
                note(staging, layouts, remark)
        if first is None and telling.stays:
            shelf.set_right(staging, telling)
            stand_for(staging, telling, today)
            days.add(lines, telling)
            for ending in filter(None, (stay.ending for stay in telling.stays)):
                heard(ending.file, ending.line, ending.row)
            if is_left_unsaid(telling.stays[-1], today):
                last = telling.stays[-1].jobs[-1].line
                unsaid.add(1, (last.file, last.line, number))
        else:
            hold_back(staging, layouts, lines, refused, first)
            shelf.withdraw(staging, number)
    beside.note(staging)
    unsaid_rows.note()
    days.note(staging)
    unheard.note(staging)
    return unsaid


def ended(lines: list[Line], outside: Sequence[date]) -> list[Line]:
    """A job without an end is over where somebody has one in which they are not employed, unless
    another began before. Who was here before and not employed was not hired then."""
    if not outside:
        return lines
    begun = [line.row.start_on for line in lines]
    here = min(begun)
    if min(outside) < here:
        lines = [
            line._replace(hired_on=None) if line.hired_on and line.hired_on < here else line
            for line in lines
        ]
    found = []
    for line in lines:
        after = [day for day in (*begun, *outside) if day > line.row.start_on]
        first = min(after, default=None)
        is_open = line.row.end_on is None and not line.leaves
        ends = is_open and first in outside and first not in begun
        found.append(line._replace(row=line.row._replace(end_on=first)) if ends else line)
    return found


def is_left_unsaid(stay: Stay, today: date) -> bool:
    over = stay.end_on is not None and stay.end_on <= today
    return over and stay.gone_on is None and not stay.reason


def note(staging: Staging, layouts: Layouts, remark: Remark) -> None:
    columns = layouts[remark.line.file].columns
    heading = columns.heading(remark.field) if remark.field else None
    place = Place(layouts[remark.line.file].file, remark.line.line, heading)
    staging.note(remark.line.file, place.found(remark.kind, remark.value, **remark.facts))


def hold_back(
    staging: Staging, layouts: Layouts, lines: list[Line], refused: list[int], first: int | None
) -> None:
    """Say of the rows that nothing is wrong with why they are not taken either."""
    for line in lines:
        if line.line not in refused:
            facts: dict[str, object] = {"other": first}
            note(staging, layouts, Remark(line, Kind.HISTORY_INCOMPLETE, None, None, facts))


def stand_for(staging: Staging, telling: Telling, today: date) -> None:
    """One row for the person: the latest names, and the job of today or else the last one."""
    jobs = [job for stay in telling.stays for job in stay.jobs]
    shown = next((job for job in jobs if holds(job, today)), jobs[-1])
    latest = jobs[-1].line.row
    row = shown.line.row._replace(
        first_name=latest.first_name,
        last_name=latest.last_name,
        email=latest.email,
        manager=shown.line.row.manager if holds(shown, today) else "",
        start_on=telling.stays[-1].start_on,
        end_on=telling.stays[-1].end_on,
        reason="",
        reason_class="",
    )
    staging.add(shown.line.file, shown.line.line, row)


def holds(job: Job, day: date) -> bool:
    return job.start_on <= day and (job.end_on is None or job.end_on > day)


def check_managers(staging: Staging, columns: Mapping[int, Place]) -> None:
    """Note managers nobody knows, and circles among the jobs of today."""
    similar, zeros = SimilarIds(staging), LostZeros(staging, columns)
    names = ByName.of(staging, columns)
    for batch in unresolved(staging):
        known = people_of([row[3] for row in batch])
        lacking = [row for row in batch if row[3] not in known]
        found = zeros.find(lacking) | names.find(lacking)
        shelf.managed_by(staging, [(meant, row[0]) for row, meant in found.items()])
        unknown = [row for row in lacking if row not in found]
        note_unknown(staging, columns, names.note(unknown), similar)
        shelf.without_manager(staging, [row[1:3] for row in unknown])
    zeros.note()
    names.tell()
    for circle in circles(managed_by(staging)):
        places = note_circle(staging, columns, circle)
        shelf.without_manager(staging, places)


def unresolved(staging: Staging) -> Iterator[list[Unresolved]]:
    """Jobs whose manager stands in no row that was taken."""
    after = 0
    while batch := staging.db.execute(UNRESOLVED, (after, BATCH)).fetchall():
        yield batch
        after = batch[-1][0]

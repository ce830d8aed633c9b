"""What a file of duties would change, and changing it: as a whole or not at all."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tandem.access.audit import Actor, record_each
from tandem.organisation.duties import began, in_the_way
from tandem.organisation.intake.area_names import AreaNames, Several
from tandem.organisation.intake.duty_file import Column, DutyFile, DutyRow
from tandem.organisation.intake.findings import Kind, Problem
from tandem.organisation.models import (
    Area,
    Assignment,
    Duty,
    Employment,
    Grounds,
    Person,
    StandIn,
)
from tandem.organisation.models.grounds import LONGEST

DAY = timedelta(days=1)
CHUNK = 5000
COLUMNS = {Duty.LEADS: Column.LEADER, Duty.HR_PARTNER: Column.HR_PARTNER}


class ChangedMeanwhile(Exception):
    """The company changed between the check and the applying. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Change:
    """One duty of one area. former: whose place is taken; moved: only the day is corrected.

    before: who had it up to the day that is corrected, and has it up to the new one.
    """

    area: Area
    duty: Duty
    person: Person
    since: date
    why: str
    former: Assignment | None = None
    moved: Assignment | None = None
    before: Assignment | None = None


@dataclass(slots=True)
class Plan:
    """rows = accepted + rejected, as in a file of people; same: duties that are so already.

    by_line: the problems of each line; one that has any is not taken.
    """

    rows: int
    by_line: Mapping[int, list[Problem]]
    changes: list[Change] = field(default_factory=list)
    rejected: int = 0
    same: int = 0

    @property
    def accepted(self) -> int:
        return self.rows - self.rejected

    @property
    def problems(self) -> list[Problem]:
        return [one for line in sorted(self.by_line) for one in self.by_line[line]]

    @property
    def corrected(self) -> list[Change]:
        return [each for each in self.changes if each.moved]

    @property
    def given(self) -> list[Change]:
        return [each for each in self.changes if not each.moved]

    @property
    def mark(self) -> str:
        """The same for two plans that change the same. What was seen is what is applied."""
        said = "\n".join(
            f"{each.area.pk} {each.duty} {each.person.pk} {each.since} {each.why}"
            f" {each.former and each.former.pk} {each.moved and each.moved.pk}"
            for each in self.changes
        )
        return hashlib.blake2b(said.encode(), digest_size=16).hexdigest()

    def counts(self) -> dict[str, object]:
        """In the words of the command's contract."""
        duties = {"given": len(self.given), "corrected": len(self.corrected), "same": self.same}
        return {
            "rows": self.rows,
            "accepted": self.accepted,
            "rejected": self.rejected,
            "duties": duties,
        }


def plan(file: DutyFile, today: date) -> Plan:
    """Hold every row against the company. Reads only, and leaves the file as it was read."""
    file = file.apart()
    known = Known(file.rows, today)
    found = Plan(rows=file.count, by_line=file.problems)
    first: dict[UUID, int] = {}
    for row in file.rows:
        area = area_of(row, file, known)
        if area is not None and area.pk in first:
            file.note(Kind.DUPLICATE_AREA, row, Column.AREA, row.area, first=first[area.pk])
        changes, same = changes_of(row, area, file, known)
        if not file.problems.get(row.line):
            if area is not None:  # a row that is refused stands in nobody's way
                first[area.pk] = row.line
            found.changes += changes
            found.same += same
    found.rejected = len([line for line, problems in found.by_line.items() if problems])
    return found


class Known:
    """What the company knows of the areas and people of the file, in a handful of queries."""

    def __init__(self, rows: Sequence[DutyRow], today: date) -> None:
        self.today = today
        self.names = AreaNames(Area.objects.all())
        self.people = people_by(text for row in rows for text in (row.leader, row.hr_partner))
        self.held: dict[tuple[UUID, str], list[Assignment]] = defaultdict(list)
        for each in Assignment.objects.held().select_related("person"):
            self.held[each.area_id, each.duty].append(each)
        found = {one.pk for people in self.people.values() for one in people}
        self.here = here_among(found, today)

    def now(self, area: Area, duty: Duty) -> Assignment | None:
        return next((each for each in self.held[area.pk, duty] if each.end_on is None), None)


def people_by(texts: Iterator[str]) -> Mapping[str, list[Person]]:
    """By employee id and by address, in lower case."""
    wanted = [*dict.fromkeys(text for text in texts if text)]
    found: dict[str, list[Person]] = defaultdict(list)
    for start in range(0, len(wanted), CHUNK):
        part = wanted[start : start + CHUNK]
        for person in Person.objects.filter(number__in=part):
            found[str(person.number).lower()].append(person)
        addresses = [text.lower() for text in part if "@" in text]
        for person in Person.objects.filter(email__in=addresses):
            found[person.email.lower()].append(person)
    return found


def here_among(people: set[UUID], today: date) -> set[UUID]:
    """Who works here; somebody without any employment was set up by hand and counts."""
    gone, here = set(), set()
    ids = [*people]
    for start in range(0, len(ids), CHUNK):
        stays = Employment.objects.filter(person__in=ids[start : start + CHUNK])
        here |= set(stays.on(today).values_list("person", flat=True))
        gone |= set(stays.values_list("person", flat=True))
    return people - (gone - here)


def area_of(row: DutyRow, file: DutyFile, known: Known) -> Area | None:
    if not row.area:
        file.note(Kind.MISSING_AREA, row, Column.AREA, "")
        return None
    found = known.names.find(row.area)
    if isinstance(found, Several):
        paths = "; ".join(found.paths[:5])
        file.note(Kind.SEVERAL_AREAS, row, Column.AREA, row.area, paths=paths)
        return None
    if found is None:
        file.note(Kind.UNKNOWN_AREA, row, Column.AREA, row.area)
    return found


def changes_of(
    row: DutyRow, area: Area | None, file: DutyFile, known: Known
) -> tuple[list[Change], int]:
    """What the row changes, and how many of its duties are so already."""
    if not (row.leader or row.hr_partner):
        place = file.place(row.line)
        file.problems[row.line].append(place.found(Kind.NO_DUTY))
    if row.since is not None and row.since > known.today:
        file.note(Kind.DAY_TO_COME, row, Column.SINCE, row.since_text)
    said = {
        duty: who
        for duty, text in ((Duty.LEADS, row.leader), (Duty.HR_PARTNER, row.hr_partner))
        if text and (who := person_of(text, COLUMNS[duty], row, file, known))
    }
    if area is None or file.problems.get(row.line):
        return [], 0
    refuse_one_on_both_sides(area, said, row, file, known)
    changes = [change(area, duty, who, row, file, known) for duty, who in said.items()]
    real = [each for each in changes if each]
    return real, len(changes) - len(real)


def person_of(
    text: str, column: Column, row: DutyRow, file: DutyFile, known: Known
) -> Person | None:
    people = known.people.get(text.lower(), [])
    here = [one for one in people if one.pk in known.here]
    if len(here) == 1:
        return here[0]
    if here:
        file.note(Kind.SEVERAL_PEOPLE, row, column, text)
    elif people:
        file.note(Kind.PERSON_LEFT, row, column, text, name=people[0].name)
    else:
        file.note(Kind.UNKNOWN_PERSON, row, column, text)
    return None


def refuse_one_on_both_sides(
    area: Area, said: Mapping[Duty, Person], row: DutyRow, file: DutyFile, known: Known
) -> None:
    """Whether by this row alone, or beside who has the other duty already."""
    now = {duty: held.person for duty in Duty if (held := known.now(area, duty))}
    both = {**now, **said}
    if len(both) == len(Duty) and len(set(both.values())) == 1:
        duty = next(iter(said))
        name = both[duty].name
        text = row.leader if duty is Duty.LEADS else row.hr_partner
        file.note(Kind.SAME_TWO, row, COLUMNS[duty], text, name=name)


def change(
    area: Area, duty: Duty, person: Person, row: DutyRow, file: DutyFile, known: Known
) -> Change | None:
    """None where it is so already. Without a day a new one begins today, an old one stays."""
    known_to_have = known.held[area.pk, duty]
    now = known.now(area, duty)
    if now is not None and now.person == person:
        since = row.since
        if since is None or since == now.start_on:
            return None
        before = next((each for each in known_to_have if each.end_on == now.start_on), None)
        other = in_the_way(known_to_have, since, ending=before, moving=now)
        made = Change(area, duty, person, since, row.why, moved=now, before=before)
    else:
        since = known.today if row.since is None else row.since
        other = in_the_way(known_to_have, since, ending=now, today=known.today)
        made = Change(area, duty, person, since, row.why, former=now)
    if other is not None:
        text = row.since_text or since.isoformat()
        file.note(Kind.DAY_TAKEN, row, Column.SINCE, text, why=began(other))
    return made


@transaction.atomic
def apply_plan(file: DutyFile, *, mark: str, why: str, by: Actor, at: datetime) -> Plan:
    """Write what was seen under this mark; one event for each change.

    why: the grounds of those rows that say none. Raises ChangedMeanwhile where the plan is
    another one by now.
    """
    areas = [each.area.pk for each in plan(file, localdate(at)).changes]
    for start in range(0, len(areas), CHUNK):  # as every change of an area's duties does
        part = Area.objects.filter(pk__in=areas[start : start + CHUNK])
        [*part.select_for_update().order_by("pk")]
    wanted = plan(file, localdate(at))  # anew, now that nobody else can change these
    if wanted.mark != mark:
        raise ChangedMeanwhile(_("The company has changed since this check."))
    for duty in Duty:
        mine = [each for each in wanted.changes if each.duty is duty]
        write(duty, mine, why or _("From the file %(file)s") % {"file": file.source.name}, by, at)
    return wanted


def write(duty: Duty, changes: Sequence[Change], why: str, by: Actor, at: datetime) -> None:
    ended = [*stand_ins_over(duty, changes)]
    corrected: list[Assignment] = []
    new: list[Assignment] = []
    grounds: list[Grounds] = []
    for each in changes:
        if each.moved:
            if each.before:
                each.before.end_on = each.since
                ended.append(each.before)
            each.moved.start_on = each.since
            corrected.append(each.moved)
            continue
        if each.former:
            each.former.end_on = max(each.since, each.former.start_on + DAY)
            ended.append(each.former)
        row = Assignment(area=each.area, person=each.person, duty=duty, start_on=each.since)
        new.append(row)
        grounds.append(Grounds(about=row.id, words=(each.why or why)[:LONGEST]))
    record_each(f"area.{duty.value}.ended", ended, fields=["end_on"], by=by, at=at)
    record_each(f"area.{duty.value}.corrected", corrected, fields=["start_on"], by=by, at=at)
    record_each(f"area.{duty.value}.set", new, beside=grounds, by=by, at=at)


def stand_ins_over(duty: Duty, changes: Sequence[Change]) -> Iterator[Assignment]:
    """A caretaker's time, and the new one's own as a stand-in, end as with a change by hand."""
    begun = {each.area.pk: each for each in changes if not each.moved}
    for stand_in in Assignment.objects.standing_in().filter(duty=duty):
        change = begun.get(stand_in.area_id)
        if change is None or (stand_in.end_on is not None and stand_in.end_on <= change.since):
            continue
        if stand_in.stand_in == StandIn.CARETAKER or stand_in.person_id == change.person.pk:
            stand_in.end_on = max(change.since, stand_in.start_on + DAY)
            yield stand_in

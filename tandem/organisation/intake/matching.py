"""Whom the rows of files are about: people by employee id, else by address, and their managers."""

from __future__ import annotations

import uuid
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from string import ascii_lowercase, ascii_uppercase, digits
from typing import Protocol
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _

from tandem.organisation.intake.findings import Kind, Place, Problem
from tandem.organisation.intake.named import ByName, Unresolved
from tandem.organisation.intake.staging import BATCH, Staged, Staging
from tandem.organisation.intake.values import Row
from tandem.organisation.models import Person, Spell

SHORTEST_ID, LONGEST_ID = 4, 20  # characters of an id in which one may be a slip
SUGGESTIONS = 200  # unknown managers for whom a similar id is looked up
LONGEST_PADDED = 12  # digits of an id that is filled up with zeros
CIRCLE_SHOWN = 6  # people of a circle that are named

Headings = Mapping[int, Place]
"""File number to the place of its managers' column."""


def match_people(staging: Staging) -> None:
    """Give every row its person: one who is known, or an id for a new one.

    Who was set up by hand and has no employee id yet is found by a unique e-mail address.
    """
    claimed: set[UUID] = set()  # by address: two rows with one address are two people
    for batch in staging.batches():
        by_number = people_of([staged.row.number for staged in batch])
        emails = [each.row.email for each in batch if each.row.number not in by_number]
        by_email = without_number([email for email in emails if email])
        found = []
        for staged in batch:
            person = by_number.get(staged.row.number)
            by_hand = by_email.get(staged.row.email)
            if person is None and by_hand is not None and by_hand not in claimed:
                person = by_hand
                claimed.add(by_hand)
            found.append((person or uuid.uuid4(), person is not None, staged.seq))
        staging.match(found)


def people_of(numbers: Sequence[str]) -> dict[str, UUID]:
    """Employee id to person, of those who are known."""
    known = Person.objects.filter(number__in=numbers)
    return {str(number): person for number, person in known.values_list("number", "id")}


def without_number(emails: Sequence[str]) -> dict[str, UUID]:
    """Address to person, where exactly one person without an employee id has it."""
    if not emails:
        return {}
    by_hand = Person.objects.filter(number=None, email__in=emails)
    once = by_hand.order_by().values("email").annotate(people=Count("id")).filter(people=1)
    known = by_hand.filter(email__in=once.values("email"))
    return dict(known.values_list("email", "id"))


def check_managers(staging: Staging, columns: Headings) -> None:
    """Note managers nobody knows and circles, and take these people without a manager."""
    similar, zeros = SimilarIds(staging), LostZeros(staging, columns)
    names = ByName.of(staging, columns)
    for batch in unresolved(staging):
        known = people_of([row[3] for row in batch])
        lacking = [row for row in batch if row[3] not in known]
        found = zeros.find(lacking) | names.find(lacking)
        staging.managed_by((meant, row[0]) for row, meant in found.items())
        unknown = [row for row in lacking if row not in found]
        note_unknown(staging, columns, names.note(unknown), similar)
        staging.without_manager(seq for seq, *_rest in unknown)
    zeros.note()
    names.tell()
    for circle in circles(managed_by(staging)):
        note_circle(staging, columns, circle)


def unresolved(staging: Staging) -> Iterator[list[Unresolved]]:
    """Rows whose manager stands in no accepted row."""
    after = 0
    while batch := staging.db.execute(UNRESOLVED, (after, BATCH)).fetchall():
        yield batch
        after = batch[-1][0]


UNRESOLVED = """
SELECT seq, file, line, manager, number FROM rows WHERE seq > ? AND manager <> ''
AND manager NOT IN (SELECT number FROM rows) ORDER BY seq LIMIT ?
"""


@dataclass(slots=True)
class LostZeros:
    """Managers' ids that a spreadsheet robbed of their zeros, where only one person is meant."""

    staging: Staging
    columns: Headings
    counted: dict[int, list[tuple[int, str, str]]] = field(default_factory=dict)

    def find(self, rows: Sequence[Unresolved]) -> dict[Unresolved, str]:
        """Each row whose manager is found so, and the id as it is known."""
        padded = {number: with_zeros(number) for *_place, number, _own in rows}
        every = [each for ids in padded.values() for each in ids]
        there = self.staging.standing(every) | set(people_of(every)) if every else set()
        found: dict[Unresolved, str] = {}
        for row in rows:
            _seq, file, line, number, own = row
            meant = [each for each in padded[number] if each in there]
            if len(meant) == 1 and meant[0] != own:
                found[row] = meant[0]
                self.counted.setdefault(file, []).append((line, number, meant[0]))
        return found

    def note(self) -> None:
        """Once for each file, with the first of them."""
        for file, rows in self.counted.items():
            line, number, meant = rows[0]
            place = Place(self.columns[file].file, line, self.columns[file].column)
            facts = {"known": meant, "count": len(rows)}
            self.staging.note(file, place.found(Kind.MANAGER_ZEROS, number, **facts))


def with_zeros(number: str) -> list[str]:
    """The ids it may be with other zeros at its beginning.

    >>> with_zeros("4269")[:2], with_zeros("0A")
    (['04269', '004269'], [])
    """
    if not number.isdecimal():
        return []
    bare = number.lstrip("0")
    ids = [bare.zfill(width) for width in range(len(bare), LONGEST_PADDED + 1)]
    return [each for each in ids if each and each != number]


def note_unknown(
    staging: Staging, columns: Headings, rows: Sequence[Unresolved], similar: SimilarIds
) -> None:
    """Of managers whose own rows were not taken no other id is proposed: they are in the file."""
    numbers = sorted({number for *_place, number, _own in rows})
    not_taken, not_employed = staging.mentioned(numbers), staging.not_employed(numbers)
    for _seq, file, line, number, own in rows:
        place = Place(columns[file].file, line, columns[file].column)
        if number in not_taken:
            staging.note(file, place.found(Kind.MANAGER_NOT_TAKEN, number))
        elif number in not_employed:
            staging.note(file, place.found(Kind.MANAGER_NOT_EMPLOYED, number))
        else:
            staging.note(file, unknown_manager(place, number, similar.besides(own, number)))


def unknown_manager(place: Place, number: str, similar: str | None) -> Problem:
    likely = _("Is it %(number)s?") % {"number": similar} if similar else ""
    offers = [similar] if similar else []
    return place.found(Kind.UNKNOWN_MANAGER, number, likely=likely, offers=offers)


@dataclass(slots=True)
class SimilarIds:
    """For a slip in an employee id the one that may be meant, looked up once each."""

    staging: Staging
    found: dict[str, str | None] = field(default_factory=dict)

    def besides(self, own: str, number: str) -> str | None:
        similar = self.like(number)
        return None if similar == own else similar

    def like(self, number: str) -> str | None:
        if number not in self.found and len(self.found) < SUGGESTIONS:
            self.found[number] = similar_id(number, self.staging)
        return self.found.get(number)


def similar_id(number: str, staging: Staging) -> str | None:
    """The one that differs by two swapped neighbours, else by one character.

    Of several the only one who manages somebody; where that decides nothing, none.
    """
    for slips in (swapped(number), one_off(number)):
        found = staging.standing(slips) | set(people_of(slips))
        if found:
            likely = found if len(found) == 1 else managing(found)
            return min(likely) if len(likely) == 1 else None
    return None


def managing(numbers: Iterable[str]) -> set[str]:
    """Those who are somebody's manager in a job that has not ended."""
    still = Spell.objects.filter(end_on=None, manager__number__in=list(numbers))
    return set(map(str, still.values_list("manager__number", flat=True)))


def swapped(number: str) -> list[str]:
    return [
        number[:at] + number[at + 1] + number[at] + number[at + 2 :]
        for at in range(len(number) - 1)
        if number[at] != number[at + 1]
    ]


def one_off(number: str) -> list[str]:
    """With one digit or letter too few, too many, or another of its kind."""
    if not SHORTEST_ID <= len(number) <= LONGEST_ID:
        return []
    fewer = [number[:at] + number[at + 1 :] for at in range(len(number))]
    more = [number[:at] + each + number[at:] for at in range(len(number) + 1) for each in digits]
    other = [
        number[:at] + each + number[at + 1 :]
        for at, sign in enumerate(number)
        for each in next(
            (kind for kind in (digits, ascii_uppercase, ascii_lowercase) if sign in kind), ""
        )
        if each != sign
    ]
    return [each for each in dict.fromkeys([*fewer, *more, *other]) if each]


def managed_by(staging: Staging) -> array[int]:
    """At each seq the seq of the manager, 0 for none in the files."""
    highest = staging.db.execute("SELECT coalesce(max(seq), 0) FROM rows").fetchone()[0]
    managers = array("q", bytes(8 * (highest + 1)))
    pairs = "SELECT r.seq, m.seq FROM rows r JOIN rows m ON m.number = r.manager"
    for seq, manager in staging.db.execute(f"{pairs} WHERE r.manager <> ''"):
        managers[seq] = manager
    return managers


def circles(managers: array[int]) -> Iterator[list[int]]:
    """Each circle of managers once. Everybody has at most one, so a walk finds them all."""
    walked = array(managers.typecode, bytes(managers.itemsize * len(managers)))
    for start in range(1, len(managers)):
        here = start
        while here and not walked[here]:
            walked[here] = start
            here = managers[here]
        if here and walked[here] == start:
            yield circle_from(min(circle_from(here, managers)), managers)


def circle_from(start: int, managers: array[int]) -> list[int]:
    circle, here = [start], managers[start]
    while here != start:
        circle.append(here)
        here = managers[here]
    return circle


def note_circle(staging: Staging, columns: Headings, circle: list[int]) -> list[tuple[int, int]]:
    """File and line of everybody in it."""
    rows = [staging.db.execute(NUMBER, (seq,)).fetchone() for seq in circle]
    shown = [number for _file, _line, number, _manager in rows[:CIRCLE_SHOWN]]
    around = " → ".join([*shown, "…"] if len(rows) > CIRCLE_SHOWN else [*shown, shown[0]])
    for file, line, _number, manager in rows:
        place = Place(columns[file].file, line, columns[file].column)
        staging.note(file, place.found(Kind.MANAGER_CYCLE, manager, circle=around))
    staging.without_manager(circle)
    return [(file, line) for file, line, _number, _manager in rows]


NUMBER = "SELECT file, line, number, manager FROM rows WHERE seq = ?"


class Managed(Protocol):
    """A row or a job. manager: whose id stands in it, where they are in a file."""

    @property
    def row(self) -> Row: ...
    @property
    def manager(self) -> UUID | None: ...


def stored_managers(batch: Sequence[Managed]) -> dict[str, UUID]:
    """Employee id to person, of managers who stand in no file and are known."""
    numbers = {staged.row.manager for staged in batch if staged.row.manager and not staged.manager}
    return people_of(sorted(numbers)) if numbers else {}


def note_same_people(staging: Staging, columns: Headings) -> None:
    """Note people who have the e-mail address of somebody with another employee id.

    Nobody is merged: two people may share a mailbox, and one person may rightly have two ids.
    """
    for file, line, email, name, other, others_name in staging.db.execute(SAME_ADDRESS):
        place = Place(columns[file].file, line, columns[file].column)
        alike = _(" and the same name") if name.casefold() == others_name.casefold() else ""
        staging.note(file, place.found(Kind.SAME_PERSON, email, other=other, named=alike))
    for batch in staging.batches():
        new = {one.row.email: one for one in batch if one.row.email and not one.known}
        stored = Person.objects.filter(email__in=list(new), number__isnull=False)
        mentioned = staging.mentioned([str(each.number) for each in stored])
        for each in stored:
            if each.number not in mentioned:
                note_same(staging, columns, new[each.email], each)


def note_same(staging: Staging, columns: Headings, one: Staged, stored: Person) -> None:
    row = one.row
    name = f"{row.first_name} {row.last_name}".strip().casefold()
    alike = _(" and the same name") if name == stored.name.casefold() else ""
    place = Place(columns[one.file].file, one.line, columns[one.file].column)
    facts = {"other": stored.number, "named": alike}
    staging.note(one.file, place.found(Kind.SAME_PERSON, row.email, **facts))


SAME_ADDRESS = """
SELECT r.file, r.line, r.email, r.first_name || ' ' || r.last_name,
    f.number, f.first_name || ' ' || f.last_name
FROM rows r
JOIN (SELECT email, min(seq) AS seq FROM rows WHERE email <> ''
    GROUP BY email HAVING count(*) BETWEEN 2 AND 20) first ON first.email = r.email
JOIN rows f ON f.seq = first.seq
WHERE r.seq <> first.seq ORDER BY r.seq LIMIT 1000
"""

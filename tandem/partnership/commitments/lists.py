"""One person's promises in the parts they are listed in. The database counts, sorts and cuts, so
that a page of five thousand promises reads and opens no more than it shows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import (
    BooleanField,
    Case,
    Count,
    ExpressionWrapper,
    F,
    Min,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import RowNumber

from tandem.organisation.calendar import DAY
from tandem.organisation.models import Person
from tandem.organisation.written_once import written_once
from tandem.partnership.commitments.conditions import has_slipped, needs_a_word
from tandem.partnership.commitments.models import (
    OPEN,
    Commitment,
    CommitmentQuerySet,
)
from tandem.partnership.commitments.rules import ENDS, Side, State


class Part(StrEnum):
    """Where a promise is listed for one of its two people, each in one part at a time."""

    WAITING = "waiting"  # for this person’s word
    MINE = "mine"
    THEIRS = "theirs"
    ACTING = "acting"  # of somebody for whom this person is deputy
    DRAFTS = "drafts"
    DONE = "done"  # or over in another way


LONGEST_WAITING = ("waiting_since", "due_on", "id")
OPEN_PARTS = (Part.WAITING, Part.MINE, Part.THEIRS)


def part(of: Part, person: Person, promises: CommitmentQuerySet) -> CommitmentQuerySet:
    """Those in this part, in its order: what is nearest, or ended last, comes first."""
    own = promises.own(person)
    match of:
        case Part.WAITING:
            return own.open().waiting_for(person).order_by(*LONGEST_WAITING)
        case Part.MINE:
            return own.open().performed_by(person).exclude(waits_for=Side.PERFORMER).by_day()
        case Part.THEIRS:
            theirs = own.open().filter(customer=person)
            return theirs.exclude(waits_for=Side.CUSTOMER).by_day()
        case Part.ACTING:
            return promises.open().exclude(Q(customer=person) | Q(performer=person)).by_day()
        case Part.DRAFTS:
            return own.drafts()
        case Part.DONE:
            return own.over()


def under_way(person: Person, today: date, promises: CommitmentQuerySet) -> CommitmentQuerySet:
    """What is open and asks this person for nothing today, the nearest first."""
    mine = Q(performer=person) & ~Q(waits_for=Side.PERFORMER)
    theirs = Q(customer=person) & ~Q(waits_for=Side.CUSTOMER)
    slipped = Q(state=State.PROMISED, due_on__lt=today, waits_for="")
    return promises.open().filter(mine | theirs).exclude(slipped).by_day()


def closed_last_month(person: Person, today: date) -> int:
    """How many of this person’s own, for others or from them, were thanked for or taken as done."""
    after = today.replace(day=1)
    begin = (after - DAY).replace(day=1)
    own = Commitment.objects.visible_to(person).own(person).filter(state=State.SATISFIED)
    return own.filter(ended_on__gte=begin, ended_on__lt=after).count()


def first(those: CommitmentQuerySet, most: int) -> tuple[list[Commitment], int]:
    """As many as are shown, and how many follow."""
    shown = those.annotate(in_all=number_of(those))[:most]
    numbers = [one.in_all for one in shown]  # type: ignore[attr-defined]  # as annotated
    return [*shown], numbers[0] - len(numbers) if numbers else 0


def number_of(those: CommitmentQuerySet) -> Subquery:
    """Counted once, apart: a window would carry all that is shown of a row through every row."""
    return Subquery(those.order_by().values(all=Value(1)).annotate(n=Count("pk")).values("n"))


@dataclass(frozen=True, slots=True)
class Waiting:
    """The first so many that wait for somebody's word and that slipped, and how many follow."""

    those: Sequence[Commitment]
    more_answers: int = 0
    more_slipped: int = 0


def needing_a_word(person: Person, today: date, most: int, left: Collection[UUID]) -> Waiting:
    """In one question where they are few, and in two where there are a thousand.

    left: with whom nothing open is asked about, since they are not there to be answered.
    """
    asked = today, person.pk, person.stands_for, left, most
    few = first_needing(*asked)
    if len(few) <= most:
        return Waiting(few)
    shown = first_of_each_needing(*asked)
    numbers = {one.slipped: one.in_all for one in shown}  # type: ignore[attr-defined]  # as annotated
    more = {slipped: max(number - most, 0) for slipped, number in numbers.items()}
    return Waiting(shown, more.get(False, 0), more.get(True, 0))


@written_once
def first_needing(
    today: date, reader: UUID, stands_for: Collection[UUID], left: Collection[UUID], most: int
) -> QuerySet[Commitment]:
    """One more than that, which tells whether there are more."""
    return needing(today, Person.by_key(reader, stands_for), left)[: most + 1]


@written_once
def first_of_each_needing(
    today: date, reader: UUID, stands_for: Collection[UUID], left: Collection[UUID], most: int
) -> QuerySet[Commitment]:
    """Of what slipped and of the rest; `in_all` counts each."""
    slipped = ExpressionWrapper(has_slipped(today), BooleanField())
    every = needing(today, Person.by_key(reader, stands_for), left)
    placed = every.annotate(slipped=slipped).annotate(
        place=Window(RowNumber(), partition_by=F("slipped"), order_by=LONGEST_WAITING)
    )
    numbers = [number_of(every.filter(slipped)), number_of(every.exclude(slipped))]
    of_these = Case(When(slipped, then=numbers[0]), default=numbers[1])
    shown = every.filter(pk__in=placed.filter(place__lte=most).values("pk"))
    return shown.annotate(slipped=slipped, in_all=of_these)


def needing(today: date, person: Person, left: Collection[UUID]) -> CommitmentQuerySet:
    nobody_there = Q(state__in=OPEN) & (Q(customer__in=left) | Q(performer__in=left))
    there = Commitment.objects.visible_to(person).exclude(nobody_there)
    return there.filter(needs_a_word(person, today)).order_by(*LONGEST_WAITING)


@dataclass(frozen=True, slots=True)
class Group:
    """So many promises with one other person that stand alike; as a deputy, with nobody."""

    other: UUID | None
    part: Part
    number: int
    slipped: int
    due_today: int  # and tomorrow: of what the person does, and promised
    due_tomorrow: int
    next_due_on: date | None  # of what is promised, by either


@dataclass(frozen=True, slots=True)
class Tally:
    """One person's promises on a day, in numbers that nobody else sees."""

    groups: tuple[Group, ...]

    def with_one(self, other: UUID) -> Tally:
        return Tally(tuple(group for group in self.groups if group.other == other))

    def of(self, *parts: Part) -> int:
        return sum(group.number for group in self.groups if group.part in parts)

    @property
    def open(self) -> int:
        return self.of(*OPEN_PARTS)

    @property
    def slipped(self) -> int:
        return sum(group.slipped for group in self.groups)

    @property
    def due_today(self) -> int:
        return sum(group.due_today for group in self.groups)

    @property
    def due_tomorrow(self) -> int:
        return sum(group.due_tomorrow for group in self.groups)

    @property
    def later(self) -> int:
        """What is open and can wait."""
        now = self.of(Part.WAITING) + self.slipped + self.due_today + self.due_tomorrow
        return max(self.open - now, 0)

    @property
    def next_due_on(self) -> date | None:
        return min((group.next_due_on for group in self.groups if group.next_due_on), default=None)

    @property
    def by_person(self) -> Mapping[UUID, int]:
        """With whom, and how many; the most first."""
        counted: Counter[UUID] = Counter()
        for group in self.groups:
            if group.other:
                counted[group.other] += group.number
        return dict(counted.most_common())


def counted(those: Iterable[Commitment], person: Person, today: date) -> Tally:
    """The same of a person’s own promises that are at hand."""
    return Tally(tuple(_group_of(one, person, today) for one in those))


def _group_of(commitment: Commitment, person: Person, today: date) -> Group:
    standing, side = commitment.standing, commitment.side_of(person)
    promised = standing.state is State.PROMISED
    due_on = commitment.due_on if promised else None
    mine = due_on if side is Side.PERFORMER else None
    return Group(
        other=commitment.other_than(person).pk,
        part=part_of(standing.state, side, commitment.waits_for),
        number=1,
        slipped=int(bool(due_on and due_on < today and not commitment.waits_for)),
        due_today=int(mine == today),
        due_tomorrow=int(mine == today + DAY),
        next_due_on=due_on,
    )


def tally(person: Person, today: date) -> Tally:
    """In one question, however many there are."""
    return Tally(tuple(_groups(person, today)))


def _groups(person: Person, today: date) -> Iterator[Group]:
    standing_alike = numbers_of(today, person.pk, person.stands_for)
    for customer, performer, state, waits_for, *numbers in standing_alike:
        others = {Side.PERFORMER: customer, Side.CUSTOMER: performer}
        if person.pk not in others.values():
            if state in OPEN:
                yield Group(None, Part.ACTING, *numbers)
            continue
        side = Side.PERFORMER if performer == person.pk else Side.CUSTOMER
        yield Group(others[side], part_of(state, side, waits_for), *numbers)


@written_once
def numbers_of(
    today: date, reader: UUID, stands_for: Collection[UUID]
) -> QuerySet[Commitment, tuple[Any, ...]]:
    promised = Q(state=State.PROMISED)
    due = promised & Q(performer=reader)
    mine = Commitment.objects.visible_to(Person.by_key(reader, stands_for)).listed().order_by()
    return mine.values_list("customer", "performer", "state", "waits_for").annotate(
        number=Count("pk"),
        slipped=Count("pk", filter=promised & Q(due_on__lt=today, waits_for="")),
        due_today=Count("pk", filter=due & Q(due_on=today)),
        due_tomorrow=Count("pk", filter=due & Q(due_on=today + DAY)),
        next_due_on=Min("due_on", filter=promised),
    )


def part_of(state: str, side: Side, waits_for: str) -> Part:
    if state == State.DRAFT:
        return Part.DRAFTS
    if state in ENDS:
        return Part.DONE
    if waits_for == side:
        return Part.WAITING
    return Part.MINE if side is Side.PERFORMER else Part.THEIRS

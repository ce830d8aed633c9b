"""Who of those with whom somebody has open promises leaves, has left, works in another area now, or
is a partner no more.

It is asked of people, in one question, and not of each promise: somebody may have thousands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from tandem.organisation.models import Employment, Person, Spell
from tandem.organisation.written_once import written_once
from tandem.partnership.commitments.models import OPEN, Commitment, CommitmentQuerySet
from tandem.partnership.models import Pair

AHEAD = timedelta(days=60)  # from so long before the last day on it is asked
NEVER = Q(pk__in=())
GONE, MOVED, PAIR = "gone", "moved", "pair"


@dataclass(frozen=True, slots=True)
class Partings:
    """Days by person, of this person themselves too, as they are known on `today`.

    gone_on: the first day gone, of those who leave soon or have left. moved_on: when they last
    began in another area. parted_on: the end of the latest pair, of those who are partners no more.
    """

    person: Person
    today: date
    gone_on: Mapping[UUID, date] = field(default_factory=dict)
    moved_on: Mapping[UUID, date] = field(default_factory=dict)
    parted_on: Mapping[UUID, date] = field(default_factory=dict)
    partners: frozenset[UUID] = frozenset()

    def to_settle(self) -> CommitmentQuerySet:
        """This person's own open promises with any of these, or all where they go themselves."""
        mine = Commitment.objects.visible_to(self.person).own(self.person).open()
        found: CommitmentQuerySet = mine.alias(last_agreed_on=Coalesce("agreed_on", "made_on"))
        return found.filter(self._settles()).by_day()

    @property
    def left(self) -> Sequence[UUID]:
        return [who for who in self.gone_on if self.has_left(who)]

    def has_left(self, who: UUID) -> bool:
        return who in self.gone_on and self.gone_on[who] <= self.today

    def has_moved(self, commitment: Commitment, who: Person) -> bool:
        """Whether they work in another area since the two last agreed on it, or it was asked."""
        moved_on = self.moved_on.get(who.pk)
        agreed_on: date = commitment.agreed_on or commitment.made_on
        return moved_on is not None and moved_on > agreed_on

    @property
    def is_empty(self) -> bool:
        return not (self.gone_on or self.moved_on or self.parted_on)

    def _settles(self) -> Q:
        conditions = between_any([*self.gone_on]) | self._moved()
        for who, on in self.parted_on.items():
            conditions |= with_(who) & Q(made_on__lt=on)
        return conditions

    def _moved(self) -> Q:
        """Partners still: it goes on."""
        conditions, own = NEVER, self.moved_on.get(self.person.pk)
        others = [who for who in self.moved_on if who not in (self.person.pk, *self.partners)]
        for who in others:
            conditions |= with_(who) & Q(last_agreed_on__lt=self.moved_on[who])
        if own:
            conditions |= Q(last_agreed_on__lt=own) & ~between_any([*self.partners])
        return conditions


def partings(person: Person, today: date) -> Partings:
    """Of this person's open promises, and of those they are deputy in."""
    gone_on, moved_on, ended_on = dict[UUID, date](), dict[UUID, date](), dict[UUID, date]()
    partners = set[UUID]()
    for what, who, start_on, end_on in found(today, person.pk, person.stands_for):
        if what == GONE and end_on:
            gone_on[who] = end_on
        elif what == MOVED:
            moved_on[who] = max(start_on, moved_on.get(who, start_on))
        elif end_on is None or end_on > today:
            partners.add(who)
        else:
            ended_on[who] = max(end_on, ended_on.get(who, end_on))
    parted_on = {who: on for who, on in ended_on.items() if who not in partners}
    return Partings(person, today, gone_on, moved_on, parted_on, frozenset(partners))


Row = tuple[str, UUID, date, date | None]


@written_once
def found(
    today: date, person: UUID, stands_for: Collection[UUID]
) -> QuerySet[Employment | Spell | Pair, Row]:
    first, *others = asked(Person.by_key(person, stands_for), today)
    return first.union(*others, all=True)


def asked(person: Person, today: date) -> Iterator[QuerySet[Employment | Spell | Pair, Row]]:
    """What became of them; and with whom this person is or was a pair."""
    days = ("start_on", "end_on")
    those = [person.pk, *person.stands_for]
    open_ones = Commitment.objects.filter(state__in=OPEN).order_by()
    for_them = open_ones.filter(customer__in=those).values("performer")
    by_them = open_ones.filter(performer__in=those).values("customer")
    # One set of people, with them among it: beside an "or" PostgreSQL would read every stay.
    them = Person.objects.filter(pk=person.pk).order_by().values("pk")
    them = them.union(for_them, by_them, all=True)
    leaving = last_stays().filter(person__in=them, end_on__lte=today + AHEAD).order_by()
    yield leaving.values_list(Value(GONE), "person", *days)
    own = open_ones.filter(Q(customer=person) | Q(performer=person))
    oldest = own.order_by("made_on").values("made_on")[:1]
    since = Q(start_on__gt=oldest, start_on__lte=today)
    moved = elsewhere_than_before().filter(since, employment__person__in=them).order_by()
    yield moved.values_list(Value(MOVED), "employment__person", *days)
    pairs = Pair.objects.filter(Q(leader=person) | Q(hr_partner=person), start_on__lte=today)
    other = Case(When(leader=person, then=F("hr_partner")), default=F("leader"))
    yield pairs.order_by().values_list(Value(PAIR), other, *days)


def last_stays() -> QuerySet[Employment]:
    """Of everybody, the latest."""
    later = Employment.objects.filter(person=OuterRef("person"), start_on__gt=OuterRef("start_on"))
    return Employment.objects.filter(~Exists(later.order_by()))


def elsewhere_than_before() -> QuerySet[Spell]:
    """Of everybody, the jobs that began in another area on the day on which one ended."""
    before = Spell.objects.filter(employment=OuterRef("employment"), end_on=OuterRef("start_on"))
    return Spell.objects.filter(Exists(before.exclude(area=OuterRef("area")).order_by()))


def between_any(people: Collection[UUID]) -> Q:
    return Q(customer__in=people) | Q(performer__in=people)


def with_(who: UUID) -> Q:
    return Q(customer=who) | Q(performer=who)

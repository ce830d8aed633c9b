"""How reliable promises are, asked for a pair, for oneself, and for all pairs without a name.

Everything is read from the moves that are there, up to the day asked for: nothing is stored, and
an earlier day can be told again. No sealed word is opened.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from tandem.organisation.calendar import DAY, Days
from tandem.organisation.calendars import SiteDays, working_days_of_people
from tandem.organisation.elsewhere import NONE, TimeOff, time_off
from tandem.organisation.models import Person
from tandem.organisation.settings import values_on
from tandem.organisation.values import Values
from tandem.partnership.commitments.in_time import Clock
from tandem.partnership.commitments.kept import Became, Course, Story, Word, course_of
from tandem.partnership.commitments.models import Commitment, Move
from tandem.partnership.commitments.reliability import GRACE_DAYS, Figures, figures_of, measured
from tandem.partnership.commitments.rules import Act, Reason, Side, State
from tandem.partnership.commitments.spread import told_on
from tandem.partnership.models import Pair

LOOKED_BACK = 4  # windows, a year of them
LOT = 50  # pairs, counted together


@dataclass(frozen=True, slots=True)
class OfPair:
    """Both sides, always together. Nothing is counted in the first thirty days of a pair."""

    leader: Figures
    hr_partner: Figures

    @property
    def eligible(self) -> int:
        return self.leader.eligible + self.hr_partner.eligible

    @property
    def honoured(self) -> int:
        return self.leader.honoured + self.hr_partner.honoured

    @property
    def points(self) -> Fraction:
        return self.leader.points + self.hr_partner.points

    @property
    def honour_rate(self) -> Fraction | None:
        """Of the pair as one, where there are enough."""
        if self.eligible < self.leader.rate_from:
            return None
        return self.points / self.eligible


Off = Mapping[UUID, TimeOff]


def of_pair(
    pair: Pair,
    today: date,
    values: Values | None = None,
    off: Off | None = None,
    sites: SiteDays | None = None,
) -> OfPair:
    """Only what the two promised each other, and what of it fell due while they were a pair.

    values: those in force; off, sites: the days off of both and their sites’; where the page knows
    them already.
    """
    values = values or values_on(today)
    window = window_of(pair, today, values.whole("honour_window_days"))
    if window is None:
        return OfPair(Figures(window=None), Figures(window=None))
    between = Commitment.objects.between(pair.leader, pair.hr_partner)
    courses = courses_since(between, window.first, today, off, sites)
    return both_sides(pair, courses, window, values.whole("honour_min_n"))


def silent_misses(pair: Pair, today: date) -> list[UUID]:
    """Which promises `of_pair` counts as passed without a word, both ways together."""
    window = window_of(pair, today, values_on(today).whole("honour_window_days"))
    if window is None:
        return []
    between = Commitment.objects.between(pair.leader, pair.hr_partner)
    told = dict(by_promise(sent_since(between, window.first, today), today))
    clocks = clocks_of(told.values(), today, None, None)
    courses = zip(told, courses_of(told.values(), today, clocks), strict=True)
    return [
        which
        for which, course in courses
        if course.became is Became.SILENT_MISS and course.judged_on and course.judged_on in window
    ]


def over_time(pair: Pair, today: date) -> list[tuple[Days, OfPair]]:
    """The last window and up to three before it, the newest first; by what is known today."""
    values = values_on(today)
    days = values.whole("honour_window_days")
    ends = [today - number * days * DAY for number in range(LOOKED_BACK)]
    windows = [window for end in ends if (window := window_of(pair, end, days))]
    if not windows:
        return []
    between = Commitment.objects.between(pair.leader, pair.hr_partner)
    courses = courses_since(between, windows[-1].first, today)
    rate_from = values.whole("honour_min_n")
    return [(window, both_sides(pair, courses, window, rate_from)) for window in windows]


def both_sides(pair: Pair, courses: Sequence[Course], window: Days, rate_from: int) -> OfPair:
    leader = figures_of(pair.leader_id, courses, window, rate_from)
    return OfPair(leader, figures_of(pair.hr_partner_id, courses, window, rate_from))


def window_of(pair: Pair, today: date, days: int) -> Days | None:
    return measured(today, start_on=pair.start_on, end_on=pair.end_on, days=days)


def of_person(person: Person, today: date, values: Values | None = None) -> Figures:
    """What this person promised anybody, asked and accepted. For this person’s eyes alone."""
    values = values or values_on(today)
    window = Days.last(values.whole("honour_window_days"), today=today)
    mine = Commitment.objects.filter(Q(customer=person) | Q(performer=person))
    pairs = list(Pair.objects.filter(Q(leader=person) | Q(hr_partner=person)))
    courses = courses_since(mine, window.first, today)
    counted = [without_grace(each, pairs) for each in courses]
    return figures_of(person.pk, counted, window, values.whole("honour_min_n"))


def without_grace(course: Course, pairs: Iterable[Pair]) -> Course:
    """Between two partners nothing counts that fell into the first thirty days of their pair."""
    two = {course.customer, course.performer}
    young = [
        Days(pair.start_on, pair.start_on + GRACE_DAYS * DAY)
        for pair in pairs
        if {pair.leader_id, pair.hr_partner_id} == two
    ]
    if any(course.judged_on in days for days in young if course.judged_on):
        course = replace(course, became=None)
    if any(course.asked_on in days for days in young if course.asked_on):
        course = replace(course, asked_on=None)
    return course


def two_of(pair: Pair) -> frozenset[UUID]:
    return frozenset((pair.leader_id, pair.hr_partner_id))


def of_pairs(pairs: QuerySet[Pair], today: date, values: Values) -> Iterator[tuple[Pair, OfPair]]:
    """What `of_pair` says, of many in three questions; those not measured yet are left out."""
    window = Days.last(values.whole("honour_window_days"), today=today)
    return of_each(pairs, window, today, values.whole("honour_min_n"))


def of_each(
    pairs: QuerySet[Pair], quarter: Days, told: date, rate_from: int
) -> Iterator[tuple[Pair, OfPair]]:
    """Three questions for all of them."""
    courses = courses_since(between_partners(pairs), quarter.first, told)
    return of_each_pair(pairs, courses, quarter, rate_from)


def of_quarters(
    known: Sequence[Pair], quarters: Sequence[Days], rate_from: int
) -> list[list[tuple[Pair, OfPair]]]:
    """The same for each of these quarters, the newest first, in as many questions as for one.

    A lot of pairs at a time: nobody's memory holds the promises of a whole company.
    """
    found = [list[tuple[Pair, OfPair]]() for _quarter in quarters]
    for first in range(0, len(known), LOT):
        lot = _of_lot(known[first : first + LOT], quarters, rate_from)
        for pairs, more in zip(found, lot, strict=True):
            pairs.extend(more)
    return found


def _of_lot(
    known: Sequence[Pair], quarters: Sequence[Days], rate_from: int
) -> Iterator[Iterator[tuple[Pair, OfPair]]]:
    newest = told_on(quarters[0])
    people = {who for pair in known for who in two_of(pair)}
    promises = Commitment.objects.filter(customer__in=people, performer__in=people)
    every = [*stories(sent_since(promises, quarters[-1].first, newest), newest)]
    clocks = clocks_of(every, newest, None, None)
    for quarter in quarters:
        there = [one for one in known if was_a_pair_in(one, quarter)]
        courses = courses_of(every, told_on(quarter), clocks)
        yield of_each_pair(there, courses, quarter, rate_from)


def was_a_pair_in(pair: Pair, quarter: Days) -> bool:
    return pair.start_on < quarter.after and (pair.end_on is None or pair.end_on > quarter.first)


def between_partners(pairs: QuerySet[Pair]) -> QuerySet[Commitment]:
    partners = Q(leader=OuterRef("customer"), hr_partner=OuterRef("performer"))
    partners |= Q(leader=OuterRef("performer"), hr_partner=OuterRef("customer"))
    return Commitment.objects.filter(Exists(pairs.filter(partners)))


def of_each_pair(
    pairs: Iterable[Pair], courses: Iterable[Course], quarter: Days, rate_from: int
) -> Iterator[tuple[Pair, OfPair]]:
    by_two: dict[frozenset[Hashable], list[Course]] = {}
    for course in courses:
        by_two.setdefault(frozenset((course.customer, course.performer)), []).append(course)
    last = quarter.after - DAY
    days = (quarter.after - quarter.first).days
    for pair in pairs:
        window = window_of(pair, last, days)
        if window:
            courses = by_two.get(two_of(pair), [])
            yield pair, both_sides(pair, courses, window, rate_from)


def courses_since(
    commitments: QuerySet[Commitment],
    first: date,
    today: date,
    off: Off | None = None,
    sites: SiteDays | None = None,
) -> list[Course]:
    """Of those whose day is not before the first: no other can be judged on a later one."""
    told = list(stories(sent_since(commitments, first, today), today))
    return courses_of(told, today, clocks_of(told, today, off, sites))


def courses_of(
    told: Iterable[Story], today: date, clocks: Mapping[tuple[Hashable, Hashable], Clock]
) -> list[Course]:
    return [course_of(one, today, clocks[one.performer, one.customer]) for one in told]


def sent_since(commitments: QuerySet[Commitment], first: date, today: date) -> QuerySet[Commitment]:
    return commitments.filter(sent=True, due_on__gte=first, made_on__lte=today).order_by()


def clocks_of(
    told: Iterable[Story], today: date, off: Off | None, sites: SiteDays | None
) -> dict[tuple[Hashable, Hashable], Clock]:
    """By performer and customer: the days of the one’s site, and when each of them is away."""
    twos: set[tuple[Any, Any]] = {(one.performer, one.customer) for one in told}
    performers = {performer for performer, _customer in twos}
    people = {person for two in twos for person in two}
    days = sites.by_person if sites and twos else working_days_of_people(performers, today)
    off = time_off(people, today) if off is None else off
    return {
        (performer, customer): Clock(
            days[performer],
            off.get(performer, NONE).on_top_of(days[performer]),
            off.get(customer, NONE).on_top_of(days[performer]),
        )
        for performer, customer in twos
    }


SAYS_DONE = Case(
    When(commitment__done_means="", commitment__done_was_said=False, then=Value(value=False)),
    default=Value(value=True),
)
PROMISE = ("commitment", "commitment__customer", "commitment__performer", SAYS_DONE)
WHOSE = Coalesce("acted_for", "by")  # a deputy’s word is the word of whom they act for
SAID = ("act", WHOSE, "on", "to", "due_on", "reason")


def stories(commitments: QuerySet[Commitment], today: date) -> Iterator[Story]:
    return (story for _promise, story in by_promise(commitments, today))


def by_promise(commitments: QuerySet[Commitment], today: date) -> Iterator[tuple[UUID, Story]]:
    """One question. The words themselves stay sealed: only that there are some is asked."""
    moves = Move.objects.filter(commitment__in=commitments.values("pk"), on__lte=today)
    rows = moves.order_by("commitment", "number").values_list(*PROMISE, *SAID)
    for promise, said in groupby(rows, key=itemgetter(*range(len(PROMISE)))):
        which, customer, performer, done_means = promise
        sides = {performer: Side.PERFORMER, customer: Side.CUSTOMER, None: Side.SYSTEM}
        words = [word(row[len(PROMISE) :], sides) for row in said]
        yield (
            which,
            Story(customer=customer, performer=performer, done_means=done_means, words=words),
        )


def word(said: tuple[Any, ...], sides: Mapping[UUID | None, Side]) -> Word:
    act, by, on, to, due_on, reason = said
    return Word(
        act=Act(act),
        side=sides[by],
        on=on,
        to=State(to),
        due_on=due_on,
        reason=Reason(reason) if reason else None,
    )

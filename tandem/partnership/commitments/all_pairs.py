"""How the promises of all pairs went in closed quarters, without a name that was not given.

A closed quarter stays as it was told, and counting a whole company takes seconds: so its counts
are kept in the memory of this process for a while, sums alone and of no pair. What the reader's
own pairs add is counted anew and taken away, since the reader knows their part.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from threading import Lock
from uuid import UUID

from django.db.models import Q

from tandem.organisation.calendar import Days
from tandem.organisation.models import Person
from tandem.organisation.settings import values_on
from tandem.partnership.by_name import shown_by_name
from tandem.partnership.commitments.following_up import AskedOfBoth, FollowUp, follow_up, of_sum
from tandem.partnership.commitments.reliable import LOOKED_BACK, OfPair, of_quarters, two_of
from tandem.partnership.commitments.rules import Reason
from tandem.partnership.commitments.spread import (
    EDGES,
    PAIRS_FROM,
    Stretch,
    closed_quarters,
    often_enough,
    place_of,
    spread_of,
    told_on,
)
from tandem.partnership.models import Pair, PairQuerySet

HELD_SECONDS = 3600
SIDES = ("leader", "hr_partner")
FOLLOWED = ("in_time", "later", "waiting", "unanswered")
Counts = Counter[object]
Key = tuple[date, tuple[Days, ...]]


@dataclass(frozen=True, slots=True)
class Causes:
    """What got in the way in one closed quarter, over all pairs; nothing below eight of them."""

    quarter: Days
    reasons: Mapping[Reason, int]


@dataclass(frozen=True, slots=True)
class AllPairs:
    """A closed quarter of all pairs together, without the name of any that did not ask for it.

    `pairs`, `spread` and `rate` are without those that want to be shown by name: nothing of the
    others is left over when these are taken away.
    """

    quarter: Days
    pairs: int  # with enough promises for a rate
    spread: tuple[Stretch, ...]  # none below eight pairs
    rate: Fraction | None  # of all their promises, none below eight pairs
    causes: tuple[Causes, ...]  # the newest quarter first
    named: tuple[tuple[Pair, OfPair], ...]  # by the leader’s name
    asked: AskedOfBoth | None  # of all, named or not: nobody’s share

    @property
    def reasons(self) -> Mapping[Reason, int]:
        """Of the quarter itself."""
        return self.causes[0].reasons


def of_all_pairs(today: date, *, reader: Person, quarters: int = 1) -> AllPairs:
    """The last closed quarter; without the reader’s own pairs, whose part the reader knows.

    quarters: of how many the causes are told. Each is told by the words up to its own closing,
    so that it stays as it was told then.
    """
    closed = closed_quarters(today, LOOKED_BACK)
    every = of_the_others(closed, today, reader)
    newest = every[0]
    return AllPairs(
        closed[0],
        newest["unnamed"],
        spread_in(newest),
        rate_in(newest),
        tuple(map(causes_of, closed[:quarters], every)),
        tuple(sorted(named(reader, closed, today), key=by_leader)),
        asked_of(newest),
    )


def rate_of_all_pairs(today: date, *, reader: Person) -> Fraction | None:
    """The `rate` of `of_all_pairs`, toward which the shares of one pair are drawn."""
    return rate_in(of_the_others(closed_quarters(today, LOOKED_BACK), today, reader)[0])


# ---- counting


_kept: dict[Key, tuple[float, list[Counts]]] = {}
_counting = Lock()


def kept(closed: Sequence[Days], today: date) -> list[Counts]:
    """Of every pair, by quarter. Whoever asks while it is counted waits for the same."""
    key = today, tuple(closed)
    with _counting:
        at, found = _kept.get(key, (0.0, []))
        if not found or time.monotonic() - at >= HELD_SECONDS:
            found = counted(Pair.objects.all(), closed)
            _kept.clear()
            _kept[key] = time.monotonic(), found
    return found


def of_the_others(closed: Sequence[Days], today: date, reader: Person) -> list[Counts]:
    mine = Pair.objects.filter(Q(leader=reader) | Q(hr_partner=reader))
    return without(kept(closed, today), counted(mine, closed))


def counted(pairs: PairQuerySet, closed: Sequence[Days]) -> list[Counts]:
    """Of each quarter, in sums that can be taken away from one another."""
    told = told_on(closed[0])
    known = [*between(pairs, closed).telling_apart(told)]
    if not known:
        return [Counter() for _quarter in closed]
    values = values_on(told)
    found = of_quarters(between(pairs, closed), known, closed, values.whole("honour_min_n"))
    # By their people: two may be a pair of two areas, and share their promises between both.
    apart = {two_of(pair) for pair in known if pair.is_apart}
    reply_time = values.whole("commitment_reply_days")
    return [counts_of(quarter, apart, reply_time) for quarter in found]


def between(pairs: PairQuerySet, closed: Sequence[Days]) -> PairQuerySet:
    """Those that were pairs in one of these quarters."""
    there = pairs.filter(start_on__lt=closed[0].after)
    return there.exclude(end_on__lte=closed[-1].first)


def counts_of(
    pairs: Iterable[tuple[Pair, OfPair]], apart: Collection[frozenset[UUID]], reply_time: int
) -> Counts:
    found: Counts = Counter()
    for pair, both in pairs:
        rate = both.honour_rate
        found["rated"] += rate is not None
        if two_of(pair) not in apart:
            found["eligible"] += both.eligible
            found["half points"] += int(2 * both.points)
            if rate is not None:
                found["unnamed"] += 1
                found["stretch", place_of(rate)] += 1
        for name in SIDES:
            side = getattr(both, name)
            found.update({("reason", each): n for each, n in side.missed_because.items()})
            asked = follow_up(side, reply_time)
            found["asked", name] += bool(asked.asked)
            found.update({(name, each): getattr(asked, each) for each in FOLLOWED})
    return found


def without(every: Sequence[Counts], mine: Sequence[Counts]) -> list[Counts]:
    """Never below nothing, also where a day away was entered since it was counted."""
    return [+Counter({key: n - own[key] for key, n in all_.items()})
            for all_, own in zip(every, mine, strict=True)]  # fmt: skip


# ---- telling


def spread_in(found: Counts) -> tuple[Stretch, ...]:
    return spread_of([found["stretch", at] for at in range(len(EDGES))])


def rate_in(found: Counts) -> Fraction | None:
    return Fraction(found["half points"], 2 * found["eligible"]) if spread_in(found) else None


def causes_of(quarter: Days, found: Counts) -> Causes:
    """Over all pairs, named or not: a cause is nobody’s share."""
    if found["rated"] < PAIRS_FROM:
        return Causes(quarter, {})
    return Causes(quarter, often_enough({each: found["reason", each] for each in Reason}))


def asked_of(found: Counts) -> AskedOfBoth | None:
    """None where one side cannot be told."""
    leaders, hr_partners = (
        of_sum(found["asked", name], FollowUp(*(found[name, each] for each in FOLLOWED)))
        for name in SIDES
    )
    return AskedOfBoth(leaders, hr_partners) if leaders and hr_partners else None


def named(reader: Person, closed: Sequence[Days], today: date) -> list[tuple[Pair, OfPair]]:
    """Those that want to be shown by name, in the newest quarter; the reader's own are left out."""
    told = told_on(closed[0])
    wanted = shown_by_name(today, told).exclude(Q(leader=reader) | Q(hr_partner=reader))
    those = between(wanted, closed[:1])
    known = [*those]
    if not known:
        return []
    rate_from = values_on(told).whole("honour_min_n")
    return of_quarters(those, known, closed[:1], rate_from)[0]


def by_leader(told: tuple[Pair, OfPair]) -> tuple[str, str, str]:
    """Alphabetical, never by a share."""
    leader = told[0].leader
    return leader.last_name.casefold(), leader.first_name.casefold(), told[0].pk.hex

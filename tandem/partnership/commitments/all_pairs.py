"""How the promises of all pairs went in closed quarters, without a name that was not given.

Told from sums that hold no pair (`summing`). What the reader's own pairs add is counted anew and
taken away, since the reader knows their part.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Q

from tandem.organisation.calendar import Days
from tandem.organisation.models import Person
from tandem.organisation.settings import values_on
from tandem.partnership.by_name import shown_by_name
from tandem.partnership.commitments.following_up import AskedOfBoth, FollowUp, of_sum
from tandem.partnership.commitments.reliable import LOOKED_BACK, OfPair, of_quarters
from tandem.partnership.commitments.rules import Reason
from tandem.partnership.commitments.spread import (
    EDGES,
    PAIRS_FROM,
    Stretch,
    closed_quarters,
    often_enough,
    spread_of,
    told_on,
)
from tandem.partnership.commitments.summing import (
    ELIGIBLE,
    FOLLOWED,
    HALF_POINTS,
    RATED,
    SIDES,
    UNNAMED,
    Counts,
    asked,
    because_of,
    between,
    followed,
    in_stretch,
    of_the_others,
)
from tandem.partnership.models import Pair


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
    every = of_the_others(today, reader)
    newest = every[0]
    return AllPairs(
        closed[0],
        newest[UNNAMED],
        spread_in(newest),
        rate_in(newest),
        tuple(map(causes_of, closed[:quarters], every)),
        tuple(sorted(named(reader, closed, today), key=by_leader)),
        asked_of(newest),
    )


def rate_of_all_pairs(today: date, *, reader: Person) -> Fraction | None:
    """The `rate` of `of_all_pairs`, toward which the shares of one pair are drawn."""
    return rate_in(of_the_others(today, reader)[0])


def spread_in(found: Counts) -> tuple[Stretch, ...]:
    return spread_of([found[in_stretch(at)] for at in range(len(EDGES))])


def rate_in(found: Counts) -> Fraction | None:
    return Fraction(found[HALF_POINTS], 2 * found[ELIGIBLE]) if spread_in(found) else None


def causes_of(quarter: Days, found: Counts) -> Causes:
    """Over all pairs, named or not: a cause is nobody’s share."""
    if found[RATED] < PAIRS_FROM:
        return Causes(quarter, {})
    return Causes(quarter, often_enough({each: found[because_of(each)] for each in Reason}))


def asked_of(found: Counts) -> AskedOfBoth | None:
    """None where one side cannot be told."""
    leaders, hr_partners = (
        of_sum(found[asked(name)], FollowUp(*(found[followed(name, each)] for each in FOLLOWED)))
        for name in SIDES
    )
    return AskedOfBoth(leaders, hr_partners) if leaders and hr_partners else None


def named(reader: Person, closed: Sequence[Days], today: date) -> list[tuple[Pair, OfPair]]:
    """Those that want to be shown by name, in the newest quarter; the reader's own are left out."""
    told = told_on(closed[0])
    wanted = shown_by_name(today, told).exclude(Q(leader=reader) | Q(hr_partner=reader))
    known = [*between(wanted, closed[:1])]
    if not known:
        return []
    rate_from = values_on(told).whole("honour_min_n")
    return of_quarters(known, closed[:1], rate_from)[0]


def by_leader(told: tuple[Pair, OfPair]) -> tuple[str, str, str]:
    """Alphabetical, never by a share."""
    leader = told[0].leader
    return leader.last_name.casefold(), leader.first_name.casefold(), told[0].pk.hex

"""How promises went in closed quarters, counted over many pairs: sums that hold no pair.

Counting a whole company takes seconds to minutes, so the worker does it once a day and pages read
what it found. Where it has not been yet, or by the rules of another version, whoever asks counts,
and is told the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

import tandem
from tandem.organisation.calendar import Days
from tandem.organisation.models import Person
from tandem.organisation.settings import values_on
from tandem.partnership.commitments.following_up import follow_up
from tandem.partnership.commitments.reliable import LOOKED_BACK, OfPair, of_quarters, two_of
from tandem.partnership.commitments.rules import Reason
from tandem.partnership.commitments.spread import PAIRS_FROM, closed_quarters, place_of, told_on
from tandem.partnership.models import Pair, PairQuerySet, QuarterSums

SIDES = ("leader", "hr_partner")
FOLLOWED = ("in_time", "later", "waiting", "unanswered")
RATED, ELIGIBLE, HALF_POINTS, UNNAMED = "rated", "eligible", "half points", "unnamed"
Counts = Counter[str]


def in_stretch(place: int) -> str:
    return f"stretch {place}"


def because_of(reason: Reason) -> str:
    return f"reason {reason.value}"


def asked(side: str) -> str:
    """Pairs in which this side was asked for anything."""
    return f"asked {side}"


def followed(side: str, became: str) -> str:
    return f"{side} {became}"


class Rules(NamedTuple):
    """From how many promises on there is a rate, and in how many working days one answers."""

    rate_from: int
    reply_days: int


def rules_on(told: date) -> Rules:
    values = values_on(told)
    return Rules(values.whole("honour_min_n"), values.whole("commitment_reply_days"))


def of_the_others(today: date, reader: Person) -> list[Counts]:
    """Of every pair but the reader's own, whose part the reader knows; the newest quarter first."""
    closed = closed_quarters(today, LOOKED_BACK)
    mine = Pair.objects.filter(Q(leader=reader) | Q(hr_partner=reader))
    kept = QuarterSums.objects.filter(newest_on=closed[0].first, version=tandem.__version__).first()
    if kept is None:
        rules = rules_on(told_on(closed[0]))
        every = counted(Pair.objects.all(), closed, rules)
    else:
        rules = Rules(kept.rate_from, kept.reply_days)
        every = [Counter(each) for each in kept.sums]
    return without(every, counted(mine, closed, rules))


def keep_sums(*, at: datetime) -> None:
    """Count all pairs for the pages that tell of them, in place of what was counted before.

    Below eight pairs nothing is kept: that is counted in no time, and would be almost one pair's.
    """
    closed = closed_quarters(localdate(at), LOOKED_BACK)
    if between(Pair.objects.all(), closed).count() < PAIRS_FROM:
        QuarterSums.objects.all().delete()
        return
    rules = rules_on(told_on(closed[0]))
    found = {
        "version": tandem.__version__,
        "sums": counted(Pair.objects.all(), closed, rules),
        **rules._asdict(),
    }
    with transaction.atomic():
        QuarterSums.objects.exclude(newest_on=closed[0].first).delete()
        QuarterSums.objects.update_or_create(found, newest_on=closed[0].first)


def counted(pairs: PairQuerySet, closed: Sequence[Days], rules: Rules) -> list[Counts]:
    """Of each quarter, in sums that can be taken away from one another."""
    known = [*between(pairs, closed).telling_apart(told_on(closed[0]))]
    # By their people: two may be a pair of two areas, and share their promises between both.
    apart = {two_of(pair) for pair in known if pair.is_apart}
    found = of_quarters(known, closed, rules.rate_from)
    return [counts_of(quarter, apart, rules.reply_days) for quarter in found]


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
        found[RATED] += rate is not None
        if two_of(pair) not in apart:
            found[ELIGIBLE] += both.eligible
            found[HALF_POINTS] += int(2 * both.points)
            if rate is not None:
                found[UNNAMED] += 1
                found[in_stretch(place_of(rate))] += 1
        for name in SIDES:
            side = getattr(both, name)
            found.update({because_of(each): n for each, n in side.missed_because.items()})
            answers = follow_up(side, reply_time)
            found[asked(name)] += bool(answers.asked)
            found.update({followed(name, each): getattr(answers, each) for each in FOLLOWED})
    return found


def without(every: Sequence[Counts], mine: Sequence[Counts]) -> list[Counts]:
    """Never below nothing, also where a day away was entered since it was counted."""
    return [+Counter({key: n - own[key] for key, n in all_.items()})
            for all_, own in zip(every, mine, strict=True)]  # fmt: skip

"""What being a pair can give two to talk about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from tandem.organisation.calendar import Days
from tandem.partnership.models import Pair
from tandem.partnership.signals.detectors import Finding, Look, detects, given_both_ways
from tandem.partnership.signals.standing import Severity
from tandem.rooms.pairs import rules

HEADS_UPS = "heads_ups"


def _(text: str) -> str:
    """Mark for translation; the page that shows the text translates it."""
    return text


def list_url(pair: Pair) -> str:
    return pair.get_absolute_url()


@detects(
    key="one_way",
    name=_("Much goes one way"),
    rule=_(
        "Promises, requests, heads-ups and points for a talk are counted for each of the two, "
        "over %(one_way_days)s days and never in the first 30 of a pair. How even they are is "
        "told from three kinds on with four or more each: below %(one_way_percent)s percent the "
        "two are asked, where 100 is both alike and 0 is all from one. They are asked as well "
        "where five or more heads-ups all came from one side."
    ),
    noticed=_(
        "We noticed that much of what one of you gives the other went one way in the last "
        "%(days)s days: promises, requests, heads-ups, points for your talks. Is this so?"
    ),
    shown=_(
        "Counted: %(given)s. Of each kind, from the side that gave fewer of it: %(fewer)s in all."
    ),
    values=("one_way_days", "one_way_percent"),
    window="one_way_days",
    step=_("Yes, my turn"),
    promise=_("It is my turn: I bring the first point to our next talk"),
    list_url=list_url,
    ease=3,
)
def one_way(look: Look) -> Iterator[Finding]:
    """F02b. Both read the same; which side it is, the finding does not say."""
    days, percent = (look.values.whole(key) for key in ("one_way_days", "one_way_percent"))
    counted = sides_of_pairs(look, days)
    for pair in look.pairs:
        kinds = counted[pair.pk]
        told = rules.told_kinds(kinds.values())
        if not rules.is_one_way(kinds.values(), percent=percent):
            if not rules.is_only_one_way(kinds[HEADS_UPS]):
                continue
            told = [kinds[HEADS_UPS]]
        given, fewer = sum(each.total for each in told), sum(each.fewer for each in told)
        evidence = {"given": given, "fewer": fewer, "days": days}
        yield Finding(pair, Severity.NOTICE, evidence, count=given - 2 * fewer)


def sides_of_pairs(look: Look, days: int) -> Mapping[Any, Mapping[str, rules.Sides]]:
    """Of each pair by kind, without the first days of the pair."""
    window, pairs = Days.last(days, today=look.today), {pair.pk: pair for pair in look.pairs}
    counts: Counter[tuple[Any, str, bool]] = Counter()
    kinds = given_both_ways(look.pairs, window)
    for kind, given in kinds.items():
        for each in given:
            pair = pairs[each.pair]
            if each.on >= pair.start_on + timedelta(days=rules.UNCOUNTED_DAYS):
                counts[each.pair, kind, each.by == pair.leader_id] += 1
    return {
        pk: {kind: rules.Sides(counts[pk, kind, True], counts[pk, kind, False]) for kind in kinds}
        for pk in pairs
    }

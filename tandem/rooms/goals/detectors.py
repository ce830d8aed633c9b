"""What goals side by side can give a pair to talk about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from django.urls import reverse

from tandem.partnership.models import GoalMark, Pair
from tandem.partnership.signals.detectors import Finding, Look, detects
from tandem.partnership.signals.standing import Severity


def _(text: str) -> str:
    """Mark for translation; the page that shows the text translates it."""
    return text


def list_url(pair: Pair) -> str:
    return f"{reverse('goals:page', args=[pair.pk])}#at-odds"


@detects(
    key="goals_at_odds",
    name=_("Goals at odds"),
    rule=_(
        "One of the two said more than %(goal_conflict_days)s days ago that two of their goals are "
        "at odds, both goals are still there, and no sentence of the two has settled it."
    ),
    noticed=_(
        "We noticed that goals of yours have been at odds for more than %(days)s days: "
        "%(at_odds)s. Is this so?"
    ),
    shown=_("At odds and not settled: %(at_odds)s."),
    values=("goal_conflict_days",),
    window="goal_conflict_days",
    step=_("Yes, let us decide the trade-off"),
    promise=_("Come to our next talk with a proposal which of our goals gives way, and how far"),
    list_url=list_url,
    ease=2,
)
def goals_at_odds(look: Look) -> Iterator[Finding]:
    """F24. Both see the same; which goals, and who said so, their own page says."""
    days = look.values.whole("goal_conflict_days")
    before = look.today - timedelta(days=days)
    known: dict[UUID, Pair] = {pair.pk: pair for pair in look.pairs}
    standing = GoalMark.objects.at_odds().said_before(before).filter(pair__in=known)
    counted = Counter(standing.order_by().values_list("pair", flat=True))
    for pair in look.pairs:
        if number := counted[pair.pk]:
            evidence = {"at_odds": number, "days": days}
            yield Finding(pair, Severity.ATTENTION, evidence, count=number)

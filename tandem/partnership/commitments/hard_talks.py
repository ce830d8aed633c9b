"""Hard conversations of a pair: who holds them. That one is held is known, never what is said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from django.db.models import Count, Q

from tandem.partnership.commitments.models import UNDER_WAY, Commitment
from tandem.partnership.commitments.requests import HARD_TALK, Passed
from tandem.partnership.commitments.rules import Side, State
from tandem.partnership.models import Pair

WINDOW_DAYS = 180
ACCEPTED = [Passed.SAFETY.value, Passed.LEGAL.value, Passed.CONFLICT.value]
STANDS = [*(state.value for state in UNDER_WAY), State.REQUESTED.value, State.SATISFIED.value]
"""Asked, promised or done; one taken back, declined or released is nobody's to hold."""


@dataclass(frozen=True, slots=True)
class HardTalks:
    """by_leader: held by the leader, or still to be. held: of these, done. by_hr: those the leader
    asked the HR partner for; accepted: of these, for safety, the law or a conflict of interest."""

    by_leader: int
    held: int
    by_hr: int
    accepted: int
    rate_from: int

    @property
    def number(self) -> int:
        return self.by_leader + self.by_hr

    @property
    def share(self) -> Fraction | None:
        """Held by the leader, of all; none where there are too few."""
        return Fraction(self.by_leader, self.number) if self.number >= self.rate_from else None


def hard_talks_between(pair: Pair, today: date, rate_from: int) -> HardTalks:
    """Those begun in the last 180 days. One question to the database; nothing is opened."""
    since = today - timedelta(days=WINDOW_DAYS)
    between = Commitment.objects.between(pair.leader, pair.hr_partner)
    there = between.filter(request=HARD_TALK, sent=True, state__in=STANDS, made_on__gt=since)
    led = Q(performer=pair.leader)
    asked = Q(performer=pair.hr_partner, author=Side.CUSTOMER)
    done = Q(state__in=[State.REPORTED_DONE.value, State.SATISFIED.value])
    found = there.order_by().aggregate(
        by_leader=Count("pk", filter=led),
        held=Count("pk", filter=led & done),
        by_hr=Count("pk", filter=asked),
        accepted=Count("pk", filter=asked & Q(passed_because__in=ACCEPTED)),
    )
    return HardTalks(**found, rate_from=rate_from)

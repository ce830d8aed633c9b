"""Of important requests between two: how many were said back before their answer. No words read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from django.db.models import Count, Exists, OuterRef, Q

from tandem.organisation.models import Person
from tandem.organisation.values import Values
from tandem.partnership.commitments.models import Commitment, Move
from tandem.partnership.commitments.requests import Nature
from tandem.partnership.commitments.rules import Act, State

NO_ANSWER_YET = (State.REQUESTED, State.WITHDRAWN, State.DRAFT)


@dataclass(frozen=True, slots=True)
class HeardFirst:
    """Both sides together: the pair is counted as one.

    settled: important ones that were answered, or that time let lapse. heard: of these, said back
    before that. right: of those, confirmed at once, without “not quite”.
    """

    settled: int
    heard: int
    right: int
    rate_from: int

    @property
    def rate(self) -> Fraction | None:
        return Fraction(self.heard, self.settled) if self.is_enough else None

    @property
    def is_enough(self) -> bool:
        """Below it there are counts and no rate."""
        return self.settled >= self.rate_from


@dataclass(frozen=True, slots=True)
class Requests:
    """What was asked between two in the window: by nature, with a reason, and heard first."""

    asked: int
    with_reason: int
    by_nature: dict[Nature, int]
    heard_first: HeardFirst


def requests_between(one: Person, other: Person, today: date, values: Values) -> Requests:
    """Those made in the company's window of days, both ways. One question to the database."""
    since = today - timedelta(days=values.whole("honour_window_days"))
    between = Commitment.objects.between(one, other).requests().filter(made_on__gt=since)
    said = Move.objects.filter(commitment=OuterRef("pk")).order_by()
    played = Q(Exists(said.filter(act=Act.PLAY_BACK, by=OuterRef("performer"))))
    right = Q(Exists(said.filter(act=Act.CONFIRM))) & ~Q(Exists(said.filter(act=Act.CORRECT)))
    settled = Q(important=True) & ~Q(state__in=NO_ANSWER_YET)
    counts = {
        "asked": Count("pk"),
        "with_reason": Count("pk", filter=~Q(why="")),
        "settled": Count("pk", filter=settled),
        "heard": Count("pk", filter=settled & played),
        "right": Count("pk", filter=settled & played & right),
        **{nature.value: Count("pk", filter=Q(nature=nature.value)) for nature in Nature},
    }
    found = between.order_by().aggregate(**counts)
    heard = HeardFirst(
        found["settled"], found["heard"], found["right"], values.whole("honour_min_n")
    )
    natures = {nature: found[nature.value] for nature in Nature}
    return Requests(found["asked"], found["with_reason"], natures, heard)

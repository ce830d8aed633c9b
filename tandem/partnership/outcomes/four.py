"""How many of the four portfolios of an area two own together, and which. A count, never a rank."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef

from tandem.partnership.models import CoOwnedOutcome, Pair
from tandem.partnership.outcomes.models import CoOwnedOutcomeQuerySet
from tandem.partnership.outcomes.portfolios import KEYS


def of_the_two(today: date) -> Exists:
    """Whether a co-owned outcome names both partners its area has today."""
    area, leader, hr_partner = (OuterRef(each) for each in ("area", "leader", "hr_partner"))
    pairs = Pair.objects.on(today).order_by()
    return Exists(pairs.filter(area=area, leader=leader, hr_partner=hr_partner))


def running() -> CoOwnedOutcomeQuerySet:
    return CoOwnedOutcome.objects.running().filter(portfolio__in=KEYS)


def how_many(areas: Collection[UUID], today: date) -> Mapping[UUID, int]:
    """Of each of these areas, 0 to 4, in one question.

    Counted is what both partners of the area today own, with a next day to look at it: one that
    has ended is none, and one whose day is over is none for now.
    """
    owned = running().filter(of_the_two(today), review_on__gte=today, area__in=areas)
    named = owned.order_by().values_list("area").annotate(n=Count("portfolio", distinct=True))
    found = dict(named)
    return {area: found.get(area, 0) for area in areas}


def in_the_area(area: UUID, today: date) -> list[CoOwnedOutcome]:
    """What runs of the four in an area. is_of_the_two: whether it names who are partners now."""
    found = running().filter(area=area).annotate(is_of_the_two=of_the_two(today))
    return [*found.select_related("leader", "hr_partner", "area")]

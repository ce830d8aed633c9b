"""How long it is kept: ended by the worker, row by row, each with its key."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from tandem.access.audit import SYSTEM, record_gone
from tandem.organisation.calendar import years_before
from tandem.partnership.holds.models import held
from tandem.partnership.models import RoleReview
from tandem.partnership.role_review.models import OPENED
from tandem.partnership.role_review.rules import KEPT_YEARS, OPEN_DAYS

LOT = 200


def clear_reviews(*, at: datetime) -> int:
    """What is over and no law keeps. Returns how many; again changes nothing."""
    today, cleared = localdate(at), 0
    while lot := [*over(today).exclude(held(today)).values_list("pk", flat=True)[:LOT]]:
        cleared += _clear(lot, at)
    return cleared


def over(today: date) -> QuerySet[RoleReview]:
    """Two years after their year opened; what never opened to both, once that year is over."""
    never = ~OPENED & Q(opened_on__lte=today - timedelta(days=OPEN_DAYS))
    past = Q(opened_on__lte=years_before(today, KEPT_YEARS))
    return RoleReview.objects.filter(never | past).order_by("pk")


@transaction.atomic
def _clear(ids: Sequence[UUID], at: datetime) -> int:
    there = RoleReview.objects.select_for_update().filter(pk__in=ids)
    rows = [*there.exclude(held(localdate(at))).order_by("pk")]
    for row in rows:
        record_gone("role_review.cleared", row, by=SYSTEM, at=at)
    return len(rows)

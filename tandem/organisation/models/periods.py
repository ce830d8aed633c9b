"""Half-open periods: `start_on` is in, `end_on` is the first day out, null means still."""

from datetime import date
from typing import Self, TypeVar

from django.db import models
from django.db.models import F, Q

from tandem.access.audit import Audited, AuditedQuerySet

P = TypeVar("P", bound=Audited)


def holds(day: date) -> Q:
    return Q(start_on__lte=day) & (Q(end_on=None) | Q(end_on__gt=day))


class PeriodQuerySet(AuditedQuerySet[P]):
    def on(self, day: date) -> Self:
        return self.filter(holds(day))

    def still(self) -> Self:
        return self.filter(end_on=None)


def in_order(name: str) -> models.CheckConstraint:
    """No period is empty or ends before it starts."""
    return models.CheckConstraint(condition=Q(end_on=None) | Q(end_on__gt=F("start_on")), name=name)

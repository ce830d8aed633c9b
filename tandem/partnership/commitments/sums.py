"""What all pairs together did with their promises in closed quarters, as the worker found it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tandem.access.tiers import Tier, classified


class QuarterSums(models.Model):
    """Sums of all pairs, where eight or more were there, and of no single one.

    Derived: counted from what is stored, and written anew every day. sums: for each of the closed
    quarters, the newest first, numbers by what they count. rate_from, reply_days: the company's
    values by which that was.
    """

    newest_on = models.DateField(unique=True)  # the first day of the newest quarter
    version = models.CharField(max_length=40)  # of Tandem, by whose rules it was counted
    rate_from = models.PositiveIntegerField()
    reply_days = models.PositiveIntegerField()
    sums = models.JSONField()

    counted_as: ClassVar = None  # counted anew from what is stored, so nobody's only copy
    tier: ClassVar = Tier.AGGREGATE
    privacy: ClassVar = classified(internal="id newest_on version rate_from reply_days sums")

    def __str__(self) -> str:
        return f"{self.newest_on}, {self.version}"

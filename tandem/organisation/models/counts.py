"""Counts without persons: how many left an area in a month and why, and how many were there.

A row speaks of the people directly in its area, not of those below it. Rows are never changed:
what a newer import says about an area and a month stands in place of the older, and an import
that was undone no longer speaks. `organisation.counted` reads what holds.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tandem.access.audit import Audited, AuditedQuerySet
from tandem.access.tiers import Tier, classified
from tandem.organisation.models.areas import Area
from tandem.organisation.models.doors import Import


class CountedReason(models.TextChoices):
    """Why people left, as classes. A transfer is a loss for the area, none for the organisation."""

    VOLUNTARY = "voluntary", _("by own choice")
    RETIREMENT = "retirement", _("retirement")
    INVOLUNTARY = "involuntary", _("by the employer")
    OTHER = "other", _("other")
    TRANSFER = "transfer", _("transfer out")


class LeaverCountQuerySet(AuditedQuerySet["LeaverCount"]):
    """What holds of them is read by `organisation.counted`."""


class LeaverCount(Audited):
    """How many left one area in one month for one reason. `month` is its first day."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    month = models.DateField()
    reason = models.CharField(max_length=200, blank=True)
    reason_class = models.CharField(max_length=12, choices=CountedReason, blank=True)
    leavers = models.PositiveIntegerField()
    brought_by = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="+")

    tier: ClassVar = Tier.AREA
    privacy: ClassVar = classified(internal="id area month reason reason_class leavers brought_by")
    objects = LeaverCountQuerySet.as_manager()

    class Meta:
        ordering = ("month", "id")
        constraints = [
            models.CheckConstraint(condition=Q(leavers__gt=0), name="a_count_of_leavers_counts"),
            models.UniqueConstraint(
                fields=["brought_by", "area", "month", "reason"],
                name="an_import_counts_a_reason_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.leavers} left {self.area}, {self.month:%Y-%m}"


class HeadcountQuerySet(AuditedQuerySet["Headcount"]):
    """The same."""


class Headcount(Audited):
    """How many were in one area at the close of one month; null: the file did not say."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    month = models.DateField()
    people = models.PositiveIntegerField()
    joiners = models.PositiveIntegerField(null=True, blank=True)
    moved_in = models.PositiveIntegerField(null=True, blank=True)
    moved_out = models.PositiveIntegerField(null=True, blank=True)
    brought_by = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="+")

    tier: ClassVar = Tier.AREA
    privacy: ClassVar = classified(
        internal="id area month people joiners moved_in moved_out brought_by"
    )
    objects = HeadcountQuerySet.as_manager()

    class Meta:
        ordering = ("month", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["brought_by", "area", "month"], name="an_import_counts_heads_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.people} in {self.area}, {self.month:%Y-%m}"

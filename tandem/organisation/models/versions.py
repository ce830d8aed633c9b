"""What an area was called, and where it lay, before it was changed."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from tandem.access.audit import Audited, AuditedQuerySet
from tandem.access.tiers import Tier, classified


class AreaVersionQuerySet(AuditedQuerySet["AreaVersion"]):
    def lasting_beyond(self, day: date) -> Self:
        """Which held on this day or begin later; the earliest of an area is what it was then."""
        return self.filter(end_on__gt=day).order_by("end_on")


class AreaVersion(Audited):
    """An area as it was until a day: `end_on` is the first day on which it was different.

    What it is today stands on the area itself. Versions follow one another without a gap, so
    that an end is enough and two can never overlap.
    """

    area = models.ForeignKey("organisation.Area", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    parent = models.ForeignKey(
        "organisation.Area", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    path = models.CharField(max_length=900, editable=False)
    end_on = models.DateField()

    tier: ClassVar = Tier.AREA
    privacy: ClassVar = classified(internal="id area parent path end_on", public="name")
    counted_as: ClassVar = (_("earlier state of an area"), _("earlier states of areas"))
    objects = AreaVersionQuerySet.as_manager()

    class Meta:
        ordering = ("end_on", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["area", "end_on"], name="one_version_of_an_area_ends_on_a_day"
            ),
        ]

    def __str__(self) -> str:
        return self.name

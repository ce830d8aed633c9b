"""Figures of areas, computed once per snapshot so that a page only reads them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from tandem.access.tiers import Tier, classified
from tandem.organisation.models import Area


class AreaFigures(models.Model):
    """All numbers of one area from one snapshot: derived, replaced as a whole, never edited."""

    area = models.OneToOneField(Area, primary_key=True, on_delete=models.CASCADE, related_name="+")
    snapshot = models.CharField(max_length=36)
    figures = models.TextField()  # AreaNumbers as JSON

    counted_as: ClassVar = None  # counted anew from what is stored, so nobody's only copy
    tier: ClassVar = Tier.AREA
    privacy: ClassVar = classified(internal="area snapshot figures")

    def __str__(self) -> str:
        return f"{self.area}, {self.snapshot}"

"""Figures of areas, computed once per snapshot so that a page only reads them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

from django.db import models

from tandem.access.tiers import Tier, classified
from tandem.organisation.models import Area


@dataclass(frozen=True, slots=True)
class Edition:
    """snapshot: the import it is of. number: its place in the row of snapshots. definitions: which
    versions of measures and methods, as a digest."""

    snapshot: str
    number: int
    definitions: str

    @property
    def name(self) -> str:
        return f"{self.snapshot}-{self.number}-{self.definitions[:8]}"


class AreaFiguresQuerySet(models.QuerySet["AreaFigures"]):
    def of(self, edition: Edition) -> Self:
        """Those of this snapshot, as it was written last, by these definitions."""
        return self.filter(
            snapshot=edition.snapshot, number=edition.number, definitions=edition.definitions
        )


class AreaFigures(models.Model):
    """All numbers of one area from one snapshot: derived, replaced as a whole, never edited."""

    area = models.OneToOneField(Area, primary_key=True, on_delete=models.CASCADE, related_name="+")
    snapshot = models.CharField(max_length=36)  # the import it is of
    number = models.PositiveIntegerField(default=0)  # its place in the row of snapshots
    definitions = models.CharField(max_length=16, default="")  # the digest of their versions
    counted_on = models.DateField(null=True)
    told_until = models.DateField(null=True)  # the last day the files tell of
    figures = models.TextField()  # AreaNumbers as JSON

    objects = AreaFiguresQuerySet.as_manager()

    counted_as: ClassVar = None  # counted anew from what is stored, so nobody's only copy
    tier: ClassVar = Tier.AREA
    privacy: ClassVar = classified(
        internal="area snapshot number definitions counted_on told_until figures"
    )

    def __str__(self) -> str:
        return f"{self.area}, {self.snapshot}"

"""What an export says of a person that nobody may read until something needs it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from tandem.access.audit import Audited, AuditedQuerySet
from tandem.access.tiers import Tier, classified
from tandem.organisation.models.doors import Import, ImportState
from tandem.organisation.models.people import Person


class ClosedFactQuerySet(AuditedQuerySet["ClosedFact"]):
    def visible_to(self, _person: Person, _today: date) -> Self:
        """Nobody: not themselves, not who leads them, not who imported them."""
        return self.none()

    def standing(self) -> Self:
        """Without those of an import that was undone."""
        return self.exclude(brought_by__state=ImportState.UNDONE)

    def latest_of(self, people: Iterable[UUID]) -> dict[UUID, ClosedFact]:
        """The last one of each person, whatever said it."""
        rows = self.standing().filter(person__in=people).order_by("as_of", "id")
        return {row.person_id: row for row in rows}


SAYS_SOMETHING = (
    ~Q(pay_band="") | ~Q(rating="") | Q(high_potential__isnull=False) | Q(regretted__isnull=False)
)


class ClosedFact(Audited):
    """Pay band, rating, high potential and regretted loss, as one import said them of a person.

    Rows are never changed: a newer one stands beside the older. Null and empty: not said.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    as_of = models.DateField()
    pay_band = models.CharField(max_length=60, blank=True)
    rating = models.CharField(max_length=60, blank=True)
    high_potential = models.BooleanField(null=True, blank=True)
    regretted = models.BooleanField(null=True, blank=True)
    brought_by = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="+")

    tier: ClassVar = Tier.RESTRICTED
    privacy: ClassVar = classified(
        internal="id as_of brought_by",
        personal="person pay_band rating high_potential regretted",
    )
    objects = ClosedFactQuerySet.as_manager()

    class Meta:
        ordering = ("as_of", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "brought_by"], name="an_import_says_closed_facts_once"
            ),
            models.CheckConstraint(condition=SAYS_SOMETHING, name="a_closed_fact_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}, {self.as_of}"

"""What two partners agreed to delete: up to which day, never which words."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tandem.access.audit import Audited, AuditedQuerySet
from tandem.access.tiers import Tier, classified
from tandem.organisation.models import Person
from tandem.partnership.agreeing.rules import State as Agreed

DROPPED = "dropped"
STATES = [(each.value, each.name) for each in (Agreed.BY_LEADER, Agreed.BY_HR, Agreed.SIGNED)]
IS_OPEN = Q(state__in=[Agreed.BY_LEADER.value, Agreed.BY_HR.value])


class DeletionQuerySet(AuditedQuerySet["Deletion"]):
    def visible_to(self, person: Person) -> Self:
        """Those of the person's own pairs."""
        return self.filter(Q(pair__leader=person) | Q(pair__hr_partner=person))

    def open(self) -> Self:
        return self.filter(IS_OPEN)

    def done(self) -> Self:
        """Both said yes; the latest first."""
        return self.filter(state=Agreed.SIGNED.value).order_by("-settled_on", "id")


class Deletion(Audited):
    """One of a pair proposes to delete the words of old promises; with the other's yes it is done.

    It covers what ended before `before`, as it was when it was proposed. `promises`: how many lost
    their words by it.
    """

    pair = models.ForeignKey("partnership.Pair", on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=12, choices=[*STATES, (DROPPED, "DROPPED")])
    before = models.DateField()
    proposed_on = models.DateField()
    settled_on = models.DateField(null=True, blank=True)
    promises = models.PositiveIntegerField(default=0)

    tier: ClassVar = Tier.PAIR
    privacy: ClassVar = classified(
        internal="id pair state before promises", personal="proposed_on settled_on"
    )
    counted_as: ClassVar = (_("deletion of old words"), _("deletions of old words"))
    objects = DeletionQuerySet.as_manager()

    class Meta:
        ordering = ("-proposed_on", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["pair"], condition=IS_OPEN, name="one_open_deletion_of_a_pair"
            ),
            models.CheckConstraint(
                condition=(IS_OPEN & Q(settled_on=None)) | (~IS_OPEN & Q(settled_on__isnull=False)),
                name="a_deletion_is_settled_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(promises=0) | Q(state=Agreed.SIGNED.value),
                name="nothing_is_deleted_without_both",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state}, {self.proposed_on}"

"""What the two of a pair say of two of their goals: one helps the other, or is at odds with it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self
from uuid import UUID

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from tandem.access.audit import AuditedQuerySet
from tandem.access.sealed import Sealed, SealedTextField
from tandem.access.tiers import Tier, classified
from tandem.organisation.models import Person
from tandem.partnership.agreeing.rules import Side
from tandem.partnership.charter.models import CharterEntry, CharterPart
from tandem.partnership.charter.rules import FACTORS
from tandem.partnership.goals.rules import Says
from tandem.partnership.outcomes.models import Outcome

HOW_LENGTH = 400
BUSINESS = "goals"  # the part of a charter that holds the goals of the business
SAYS = [(each.value, each.name) for each in Says]
SIDES = [(each.value, each.name) for each in Side]
HOLDS = Q(end_on=None)
AT_ODDS = Q(says=Says.CONFLICTS.value, settled_on=None)


def is_a_goal(of: str) -> Q:
    """Whether what the field points at still is a goal of the two."""
    outer = OuterRef(of)
    return (
        Q(Exists(Outcome.objects.open().order_by().filter(pk=outer)))
        | Q(Exists(CharterEntry.objects.order_by().filter(pk=outer, key=FACTORS)))
        | Q(Exists(CharterPart.objects.order_by().filter(pk=outer, key=BUSINESS)))
    )


class GoalMarkQuerySet(AuditedQuerySet["GoalMark"]):
    def visible_to(self, person: Person) -> Self:
        """Those of the person's own pairs. Being somebody's leader opens nothing."""
        return self.filter(Q(pair__leader=person) | Q(pair__hr_partner=person))

    def of(self, pair: models.Model) -> Self:
        return self.filter(pair=pair)

    def of_two(self, one: UUID, other: UUID) -> Self:
        """Whichever stands first: an id is another once somebody is forgotten."""
        return self.filter(Q(one=one, other=other) | Q(one=other, other=one))

    def holding(self) -> Self:
        """What was said last of each two goals."""
        return self.filter(HOLDS)

    def at_odds(self) -> Self:
        """Not settled, of two goals that both are there."""
        return self.holding().filter(AT_ODDS, is_a_goal("one"), is_a_goal("other"))

    def said_before(self, day: date) -> Self:
        return self.filter(said_on__lt=day)


class GoalMark(Sealed):
    """What one of the two said of two goals, until either says something else of them.

    one, other: an outcome, a success factor, or the business goals of the charter, by their ids
    and in no order that means anything. No keys into those tables: a success factor may be let
    go, and what was said of it stays. how: in what words the two settled what was at odds.
    """

    pair = models.ForeignKey("partnership.Pair", on_delete=models.CASCADE, related_name="+")
    one = models.UUIDField()
    other = models.UUIDField()
    says = models.CharField(max_length=10, choices=SAYS)
    said_by = models.CharField(max_length=6, choices=SIDES)
    said_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)
    settled_by = models.CharField(max_length=6, choices=SIDES, blank=True)
    settled_on = models.DateField(null=True, blank=True)
    how = SealedTextField(blank=True, validators=[MaxLengthValidator(HOW_LENGTH)])

    pair_id: UUID
    tier: ClassVar = Tier.PAIR
    privacy: ClassVar = classified(
        internal="id wrapped_key pair one other",
        personal="says said_by said_on end_on settled_by settled_on",
        sealed="how",
    )
    counted_as: ClassVar = (_("two goals side by side"), _("goals side by side"))
    objects = GoalMarkQuerySet.as_manager()

    class Meta:
        ordering = ("said_on", "id")
        constraints = [
            models.CheckConstraint(
                condition=~Q(one=F("other")), name="a_goal_is_not_beside_itself"
            ),
            models.CheckConstraint(
                condition=Q(settled_on=None, settled_by="")
                | (Q(settled_on__isnull=False, says=Says.CONFLICTS.value) & ~Q(settled_by="")),
                name="what_is_settled_was_at_odds",
            ),
            models.UniqueConstraint(
                fields=["pair", "one", "other"], condition=HOLDS, name="one_mark_of_two_goals_holds"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.says}, {self.said_on}"

    @property
    def two(self) -> frozenset[UUID]:
        return frozenset((self.one, self.other))

    @property
    def is_at_odds(self) -> bool:
        return self.says == Says.CONFLICTS and self.settled_on is None and self.end_on is None

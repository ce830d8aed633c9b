"""What one partner of a pair warned the other of, and the thanks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar, Self

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tandem.access.audit import AuditedQuerySet
from tandem.access.sealed import Sealed, SealedTextField
from tandem.access.tiers import Tier, classified
from tandem.organisation.models import Person
from tandem.partnership.models import Pair
from tandem.rooms.heads_ups.rules import FRESH_DAYS, Both, Given

TEXT_LENGTH = 280


class Kind(models.TextChoices):
    OBSTACLE = "obstacle", _("An obstacle: it is in our way now")
    BARRIER = "barrier", _("A barrier: it is built into a system")
    BLIND_SPOT = "blind_spot", _("A blind spot: you may not see it")


def counted(side: str, **more: object) -> Count:
    return Count("id", filter=Q(giver=F(f"pair__{side}"), **more))


COUNTS = {
    "by_leader": counted("leader"),
    "leader_thanked": counted("leader", acknowledged_on__isnull=False),
    "by_hr_partner": counted("hr_partner"),
    "hr_partner_thanked": counted("hr_partner", acknowledged_on__isnull=False),
}


class HeadsUpQuerySet(AuditedQuerySet["HeadsUp"]):
    def visible_to(self, person: Person) -> Self:
        """Those of the person's own pairs. Being somebody's leader opens nothing."""
        own = self.filter(Q(pair__leader=person) | Q(pair__hr_partner=person))
        return own.select_related("giver", "receiver")

    def of(self, pair: Pair) -> Self:
        return self.filter(pair=pair)

    def not_thanked(self) -> Self:
        return self.filter(acknowledged_on=None)

    def waiting_for(self, person: Person) -> Self:
        """Given to this person, who has not said thanks."""
        return self.not_thanked().filter(receiver=person)

    def for_a_talk(self, today: date) -> Self:
        """As `rules.belongs_into_a_talk` says."""
        fresh = Q(given_on__gt=today - timedelta(days=FRESH_DAYS))
        return self.filter(fresh | Q(acknowledged_on=None))

    def both(self) -> Both:
        """Of one pair: how many each side gave, and was thanked for."""
        found = self.order_by().aggregate(**COUNTS)
        leader = Given(found["by_leader"], found["leader_thanked"])
        return Both(leader, Given(found["by_hr_partner"], found["hr_partner_thanked"]))


class HeadsUp(Sealed):
    """Given by one partner to the other; open until acknowledged with thanks."""

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="+")
    giver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    text = SealedTextField(validators=[MaxLengthValidator(TEXT_LENGTH)])
    given_on = models.DateField()
    acknowledged_on = models.DateField(null=True, blank=True)
    thanks = SealedTextField(blank=True, validators=[MaxLengthValidator(TEXT_LENGTH)])

    tier: ClassVar = Tier.PAIR
    privacy: ClassVar = classified(
        internal="id wrapped_key pair kind",
        personal="giver receiver given_on acknowledged_on",
        sealed="text thanks",
    )
    counted_as: ClassVar = (_("heads-up"), _("heads-ups"))
    objects = HeadsUpQuerySet.as_manager()

    class Meta:
        ordering = ("-given_on", "id")
        constraints = [
            models.CheckConstraint(condition=~Q(giver=F("receiver")), name="heads_up_to_the_other"),
            # "Is not null" must be said: SQL lets a CHECK pass when it cannot decide.
            models.CheckConstraint(
                condition=Q(acknowledged_on=None, thanks="")
                | (
                    Q(acknowledged_on__isnull=False, acknowledged_on__gte=F("given_on"))
                    & ~Q(thanks="")
                ),
                name="heads_up_thanks_have_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.given_on}"

    def get_absolute_url(self) -> str:
        return f"{reverse('heads_ups:page', args=[self.pair_id])}#heads-up-{self.pk}"

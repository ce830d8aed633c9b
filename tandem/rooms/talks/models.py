"""What one partner of a pair wants to speak about with the other. Its words are sealed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar, Self

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from tandem.access.audit import AuditedQuerySet
from tandem.access.sealed import Sealed, SealedTextField
from tandem.access.tiers import Tier, classified
from tandem.organisation.calendar import Days
from tandem.organisation.models import Person
from tandem.partnership.models import Pair
from tandem.rooms.talks.rules import JUST_OVER_DAYS, Balance

WHAT_LENGTH = 280
ADDRESS_LENGTH = 200


class Became(models.TextChoices):
    """What was done with a point that no longer waits."""

    SPOKEN = "spoken", _("Spoken about")
    ASIDE = "aside", _("Put aside")


BY_LEADER = Count("id", filter=Q(raiser=F("pair__leader")))
BY_HR_PARTNER = Count("id", filter=Q(raiser=F("pair__hr_partner")))


class TalkPointQuerySet(AuditedQuerySet["TalkPoint"]):
    def visible_to(self, person: Person) -> Self:
        """Those of the person's own pairs. Being somebody's leader opens nothing."""
        own = self.filter(Q(pair__leader=person) | Q(pair__hr_partner=person))
        return own.select_related("raiser")

    def of(self, pair: Pair) -> Self:
        return self.filter(pair=pair)

    def raised(self) -> Self:
        """By one of the two, not prepared by Tandem."""
        return self.filter(prepared="")

    def waiting(self) -> Self:
        """The longest waiting first."""
        return self.raised().filter(became="").order_by("raised_on", "id")

    def current(self, today: date) -> Self:
        """Those that wait, then those one may still want back: the last one over first."""
        since = today - timedelta(days=JUST_OVER_DAYS)
        there = self.filter(Q(became="", prepared="") | Q(over_on__gt=since))
        return there.order_by(F("over_on").desc(nulls_first=True), "raised_on", "id")

    def raised_in(self, days: Days) -> Self:
        return self.raised().filter(raised_on__gte=days.first, raised_on__lt=days.after)

    def balance(self) -> Balance:
        """Of one pair."""
        found = self.raised().order_by().aggregate(leader=BY_LEADER, hr_partner=BY_HR_PARTNER)
        return Balance(**found)


class TalkPoint(Sealed):
    """Raised by one of the two; it waits until either says that it was spoken about, or aside.

    over_on: since when it waits no more. prepared: of a point that Tandem prepared and one of the
    two left out this time, where it leads to; the raiser is who left it out. Brought back it is
    no point of theirs any more: it is prepared again, for as long as there is a reason.
    """

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="+")
    raiser = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    what = SealedTextField(validators=[MaxLengthValidator(WHAT_LENGTH)])
    raised_on = models.DateField()
    became = models.CharField(max_length=10, choices=Became, blank=True)
    over_on = models.DateField(null=True, blank=True)
    prepared = models.CharField(max_length=ADDRESS_LENGTH, blank=True)

    tier: ClassVar = Tier.PAIR
    privacy: ClassVar = classified(
        internal="id wrapped_key pair became prepared",
        personal="raiser raised_on over_on",
        sealed="what",
    )
    counted_as: ClassVar = (_("point for a talk"), _("points for a talk"))
    objects = TalkPointQuerySet.as_manager()

    class Meta:
        ordering = ("raised_on", "id")
        constraints = [
            # "Is not null" must be said: SQL lets a CHECK pass when it cannot decide.
            models.CheckConstraint(
                condition=Q(became="", over_on=None)
                | (Q(over_on__isnull=False, over_on__gte=F("raised_on")) & ~Q(became="")),
                name="a_point_that_is_over_has_its_day",
            ),
            models.UniqueConstraint(
                fields=["pair", "prepared"],
                condition=~Q(prepared=""),
                name="what_is_prepared_is_left_out_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.became or 'waiting'}, {self.raised_on}"

    @property
    def is_over(self) -> bool:
        return bool(self.became)

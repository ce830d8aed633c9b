"""What an HR partner carried in a week, in numbers: theirs first, the head of HR’s a week later."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tandem.access.audit import AuditedQuerySet
from tandem.access.roles import Permission
from tandem.access.sealed import Sealed, SealedTextField
from tandem.access.tiers import Tier, classified
from tandem.organisation.models import Person
from tandem.partnership.load.rules import WEEKS, told_now, told_on

SAID_LENGTH = 280


class LoadQuerySet(AuditedQuerySet["Load"]):
    def visible_to(self, person: Person, today: date) -> Self:
        """One’s own at once; to the head of HR everybody’s, from the day they are told."""
        seen = Q(person=person)
        if person.may(Permission.SEE_ALL_PAIRS_AS_ONE, today):
            seen |= Q(taken_on__lte=told_now(today))
        return self.filter(seen).select_related("person")

    def of(self, person: Person) -> Self:
        """The newest week first."""
        return self.filter(person=person).order_by("-week_on")

    def in_week(self, week_on: date) -> Self:
        """A to Z, in no other order."""
        return self.filter(week_on=week_on).order_by("person__first_name", "person__last_name")


class Load(Sealed):
    """How it stood on a day of a week, its Monday if it can be. asked: requests in four weeks.

    `said` is what the HR partner says to it, for whoever reads the numbers.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    week_on = models.DateField()
    taken_on = models.DateField()
    open = models.PositiveIntegerField()
    past_day = models.PositiveIntegerField()
    asked = models.PositiveIntegerField()
    served = models.PositiveIntegerField()
    pairs = models.PositiveIntegerField()
    said = SealedTextField(blank=True, validators=[MaxLengthValidator(SAID_LENGTH)])

    tier: ClassVar = Tier.RESTRICTED
    privacy: ClassVar = classified(
        internal="id wrapped_key week_on taken_on",
        personal="person open past_day asked served pairs",
        sealed="said",
    )
    counted_as: ClassVar = (_("week of an HR partner"), _("weeks of an HR partner"))
    objects = LoadQuerySet.as_manager()

    class Meta:
        ordering = ("-week_on", "id")
        constraints = [
            models.UniqueConstraint(fields=["person", "week_on"], name="one_load_of_a_week"),
            models.CheckConstraint(
                condition=Q(past_day__lte=F("open")), name="what_is_past_its_day_is_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.week_on}"

    @property
    def asked_in_a_week(self) -> float:
        return self.asked / WEEKS

    @property
    def told_on(self) -> date:
        return told_on(self.taken_on)

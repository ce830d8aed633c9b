"""A note to oneself: nobody else reads it, and nothing counts it.

It is no promise, which is between two people, and stands in no list, count or measure of them.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tandem.access.audit import AuditedQuerySet
from tandem.access.sealed import Sealed, SealedTextField
from tandem.access.tiers import Tier, classified
from tandem.organisation.models import Person

WHAT_LENGTH = 280


class ReminderQuerySet(AuditedQuerySet["Reminder"]):
    def visible_to(self, person: Person) -> Self:
        """One's own. No role and no office opens another's."""
        return self.filter(person=person)

    def open(self) -> Self:
        """The next first; those without a day last."""
        order = F("remind_on").asc(nulls_last=True), "made_on", "id"
        return self.filter(over_on=None).order_by(*order)

    def due(self, today: date) -> Self:
        """Whose day has come, until they are over."""
        return self.open().filter(remind_on__lte=today)


class Reminder(Sealed):
    """What one person wants to think of, on a day or some time."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    what = SealedTextField(validators=[MaxLengthValidator(WHAT_LENGTH)])
    made_on = models.DateField()
    remind_on = models.DateField(null=True, blank=True)
    over_on = models.DateField(null=True, blank=True)

    tier: ClassVar = Tier.PRIVATE
    privacy: ClassVar = classified(
        internal="id wrapped_key", personal="person made_on remind_on over_on", sealed="what"
    )
    counted_as: ClassVar = (_("private note"), _("private notes"))  # where an import is undone
    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ("made_on", "id")
        indexes = [
            models.Index(fields=["person", "remind_on"], name="reminders_by_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(over_on=None) | Q(over_on__gte=F("made_on")),
                name="a_reminder_is_over_after_it_was_made",
            ),
        ]

    def __str__(self) -> str:
        return f"reminder, {self.made_on}"

    def get_absolute_url(self) -> str:
        return reverse("today:reminder", args=[self.pk])

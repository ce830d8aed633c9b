"""Somebody’s wish for a different partner: read by them and by whom they turned to, nobody else."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tandem.access.audit import AuditedQuerySet
from tandem.access.sealed import Sealed, SealedTextField
from tandem.access.tiers import Tier, classified
from tandem.organisation.models import Person
from tandem.organisation.models.people import one_has_left

WORDS_LENGTH = 600


class State(models.TextChoices):
    ASKED = "asked", _("Waiting for an answer")
    TALK = "talk", _("First a talk")
    ANOTHER = "another", _("Somebody else is looked for")
    STAYS = "stays", _("The pair stays as it is")
    WITHDRAWN = "withdrawn", _("Withdrawn")


ANSWERS = (State.TALK, State.ANOTHER, State.STAYS)


class PartnerWishQuerySet(AuditedQuerySet["PartnerWish"]):
    def visible_to(self, person: Person) -> Self:
        """Who asked and who was asked. Never the partner, and nobody by an office."""
        own = self.filter(Q(by=person) | Q(to=person))
        return own.select_related("by", "to", "pair__area", "pair__leader", "pair__hr_partner")

    def telling_who_left(self, today: date) -> Self:
        """Each with `to_left`: whether who was asked works here no more."""
        return self.annotate(to_left=one_has_left(today, "to"))

    def waiting_for(self, person: Person) -> Self:
        return self.filter(to=person, state=State.ASKED)

    def answered_to(self, person: Person) -> Self:
        """Those whose answer this person has not read."""
        return self.filter(by=person, state__in=ANSWERS, read_on=None)


class PartnerWish(Sealed):
    """One of a pair asks, past the partner, for a different one."""

    pair = models.ForeignKey("partnership.Pair", on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    to = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    words = SealedTextField(validators=[MaxLengthValidator(WORDS_LENGTH)])
    asked_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.ASKED.value)
    answer = SealedTextField(blank=True, validators=[MaxLengthValidator(WORDS_LENGTH)])
    answered_on = models.DateField(null=True, blank=True)
    read_on = models.DateField(null=True, blank=True)

    to_left: bool  # as `telling_who_left` found it
    tier: ClassVar = Tier.RESTRICTED
    privacy: ClassVar = classified(
        internal="id wrapped_key pair state",
        personal="by to asked_on answered_on read_on",
        sealed="words answer",
    )
    counted_as: ClassVar = (_("wish for another partner"), _("wishes for another partner"))
    objects = PartnerWishQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_on", "id")
        constraints = [
            models.CheckConstraint(condition=~Q(by=F("to")), name="nobody_asks_themselves"),
            models.UniqueConstraint(
                fields=["pair", "by"],
                condition=Q(state=State.ASKED.value),
                name="one_open_wish_of_a_partner",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state}, {self.asked_on}"

    @property
    def is_open(self) -> bool:
        return self.state == State.ASKED

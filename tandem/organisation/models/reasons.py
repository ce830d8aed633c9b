"""What the words and codes of an HR system mean, where somebody said so."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tandem.access.audit import Audited, AuditedQuerySet
from tandem.access.tiers import Tier, classified
from tandem.organisation.models.people import Reason


class Meaning(models.TextChoices):
    """What a word beside somebody's last day means: a class of leaving, or none.

    A row that ended by a transfer, a promotion or a renewed contract makes no leaver.
    """

    VOLUNTARY = Reason.VOLUNTARY.value, Reason.VOLUNTARY.label
    RETIREMENT = Reason.RETIREMENT.value, Reason.RETIREMENT.label
    INVOLUNTARY = Reason.INVOLUNTARY.value, Reason.INVOLUNTARY.label
    OTHER = Reason.OTHER.value, Reason.OTHER.label
    NOT_A_LEAVING = "not a leaving", _("not a leaving")


class ReasonWordQuerySet(AuditedQuerySet["ReasonWord"]):
    def said(self) -> Self:
        """Those that have a class: one that was taken away leaves the word without."""
        return self.exclude(reason_class="")

    def classes(self) -> dict[str, Meaning]:
        """Plain word to its class."""
        return {row.plain: Meaning(row.reason_class) for row in self.said()}


class ReasonWord(Audited):
    """One leave reason or code of the exports and its class; empty: it is guessed again.

    plain: how words are compared.
    """

    word = models.CharField(max_length=200)
    plain = models.CharField(max_length=400, unique=True, editable=False)
    reason_class = models.CharField(max_length=20, choices=Meaning, blank=True)

    tier: ClassVar = Tier.RESTRICTED
    privacy: ClassVar = classified(internal="id word plain reason_class")
    objects = ReasonWordQuerySet.as_manager()

    class Meta:
        ordering = ("word", "id")
        constraints = [
            models.CheckConstraint(
                condition=~Q(plain=""),
                name="a_reason_word_has_a_letter",
                violation_error_message=_("Write the word with at least one letter or digit."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.word}: {self.get_reason_class_display()}"

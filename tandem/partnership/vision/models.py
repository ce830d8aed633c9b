"""The shared vision of a pair for people management: what one proposes, what both have signed."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tandem.access.audit import AuditedQuerySet
from tandem.access.sealed import Sealed, SealedTextField
from tandem.access.tiers import Tier, classified
from tandem.organisation.models import Area, Person
from tandem.partnership.agreeing.rules import Side
from tandem.partnership.vision import rules

TEXT_LENGTH = 1000  # characters: eighty words, also where words are long
SIDES = [(each.value, each.name) for each in Side]
READERS = [(each.value, each.name) for each in (Tier.AREA, Tier.OPEN)]
TIERS = [(Tier.PAIR.value, Tier.PAIR.name), *READERS]
PROPOSED = Q(signed_on=None)
IN_FORCE = Q(signed_on__isnull=False, end_on=None)


def few_words(text: str) -> None:
    if rules.words_in(text) > rules.MOST_WORDS:
        raise ValidationError(gettext(rules.TOO_MANY), code="words")


class VisionQuerySet(AuditedQuerySet["Vision"]):
    def visible_to(self, person: Person, today: date) -> Self:
        """Of one's own pairs, all. Of others what is quoted to one, and its earlier versions."""
        quoted = Vision.objects.quoted_to(person, today).order_by().values("pair")
        told = Q(pair__in=quoted, signed_on__isnull=False) & told_to(person, today)
        return self.filter(of_own_pairs(person) | told).with_pair()

    def own(self, person: Person) -> Self:
        """Those of the person's own pairs."""
        return self.filter(of_own_pairs(person))

    def quoted_to(self, person: Person, today: date) -> Self:
        """What both have signed and not taken back, of pairs of today, for whom they said reads it.

        For the two themselves, too: it is quoted to them where it is to others.
        """
        still = Q(pair__end_on=None) | Q(pair__end_on__gt=today)
        readers = of_own_pairs(person) | told_to(person, today)
        return self.in_force().filter(still, readers)

    def with_pair(self) -> Self:
        return self.select_related("pair__leader", "pair__hr_partner", "pair__area")

    def of(self, pair: models.Model) -> Self:
        return self.filter(pair=pair)

    def proposed(self) -> Self:
        return self.filter(PROPOSED)

    def in_force(self) -> Self:
        return self.filter(IN_FORCE)

    def signed(self) -> Self:
        """The newest first."""
        return self.exclude(PROPOSED).order_by("-number")


def of_own_pairs(person: Person) -> Q:
    return Q(pair__leader=person) | Q(pair__hr_partner=person)


def told_to(person: Person, today: date) -> Q:
    """Whom the two said it is for."""
    areas = Area.objects.visible_to(person, today).order_by().values("pk")
    return Q(tier=Tier.OPEN.value) | Q(tier=Tier.AREA.value, pair__area__in=areas)


class Vision(Sealed):
    """One version: the two's own while one proposes it, and read by `readers` once both signed.

    tier: the pair's until the second yes; the door of tiers asks for both. end_on: replaced by
    the next version, or taken back. A version that was signed is never worded otherwise.
    """

    pair = models.ForeignKey("partnership.Pair", on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    words = SealedTextField(validators=[MaxLengthValidator(TEXT_LENGTH), few_words])
    readers = models.CharField(max_length=10, choices=READERS)
    tier = models.CharField(max_length=10, choices=TIERS, default=Tier.PAIR.value)
    proposed_by = models.CharField(max_length=6, choices=SIDES)
    proposed_on = models.DateField()
    signed_on = models.DateField(null=True, blank=True)
    end_on = models.DateField(null=True, blank=True)

    pair_id: UUID
    privacy: ClassVar = classified(
        internal="id wrapped_key pair number readers tier",
        personal="proposed_by proposed_on signed_on end_on",
        sealed="words",
    )
    counted_as: ClassVar = (_("shared vision"), _("shared visions"))
    objects = VisionQuerySet.as_manager()

    class Meta:
        ordering = ("pair", "number")
        constraints = [
            models.UniqueConstraint(
                fields=["pair", "number"], name="versions_of_a_vision_are_in_one_order"
            ),
            models.UniqueConstraint(
                fields=["pair"], condition=PROPOSED, name="one_proposed_vision_of_a_pair"
            ),
            models.UniqueConstraint(
                fields=["pair"], condition=IN_FORCE, name="one_vision_of_a_pair_in_force"
            ),
            models.CheckConstraint(
                condition=Q(signed_on=None, end_on=None, tier=Tier.PAIR.value)
                | Q(signed_on__isnull=False, tier=F("readers")),
                name="a_vision_is_read_by_others_once_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}, {self.tier}"

    def get_absolute_url(self) -> str:
        return reverse("visions:page", args=[self.pair_id])

    def authors(self, on: date) -> frozenset[UUID]:
        """Both write it: who says yes to words makes them their own."""
        two = (self.pair.leader, self.pair.hr_partner)
        return frozenset(each.pseudonym for each in two if each.is_here(on))

    @property
    def mark(self) -> str:
        return rules.mark_of(self.words, self.readers)

    @property
    def is_for_all(self) -> bool:
        return self.readers == Tier.OPEN.value

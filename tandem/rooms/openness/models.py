"""What the two of a pair tell each other of themselves. Every word of it is sealed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar, Self, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tandem.access.audit import Audited, AuditedQuerySet
from tandem.access.sealed import Sealed, SealedTextField
from tandem.access.tiers import Tier, classified
from tandem.organisation.models import Person
from tandem.partnership.models import Pair
from tandem.rooms.openness import rules

WHY_LENGTH = 1000
PART_LENGTH = 400
WORRY_LENGTH = 600
NOTE_LENGTH = 2000
PARTS = ("goals", "pressures", "deadlines", "success")
M = TypeVar("M", bound=Audited)


def words(longest: int, *, blank: bool = False) -> SealedTextField:
    return SealedTextField(blank=blank, validators=[MaxLengthValidator(longest)])


class OfOwnPairs(AuditedQuerySet[M]):
    def visible_to(self, person: Person) -> Self:
        """Those of the person's own pairs. Being somebody's leader opens nothing."""
        return self.filter(Q(pair__leader=person) | Q(pair__hr_partner=person))

    def of(self, pair: Pair) -> Self:
        return self.filter(pair=pair)


class WhyCardQuerySet(OfOwnPairs["WhyCard"]):
    def by(self, person: Person) -> Self:
        return self.filter(person=person)


class WhyCard(Sealed):
    """Why one of the two does this work, written for the other to read."""

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    why = words(WHY_LENGTH)
    written_on = models.DateField()

    tier: ClassVar = Tier.PAIR
    privacy: ClassVar = classified(
        internal="id wrapped_key pair", personal="person written_on", sealed="why"
    )
    counted_as: ClassVar = (_("card of why"), _("cards of why"))
    objects = WhyCardQuerySet.as_manager()

    class Meta:
        ordering = ("written_on", "id")
        constraints = [
            models.UniqueConstraint(fields=["pair", "person"], name="one_why_of_a_partner"),
        ]

    def __str__(self) -> str:
        return f"why, {self.written_on}"


class ContextCardQuerySet(OfOwnPairs["ContextCard"]):
    def said_before(self, day: date) -> Self:
        return self.filter(fresh_on__lt=day)


class ContextCard(Sealed):
    """What a leader is dealing with now, for the HR partner to know before the next request.

    fresh_on: when its leader last said that it is so.
    """

    pair = models.OneToOneField(Pair, on_delete=models.CASCADE, related_name="+")
    goals = words(PART_LENGTH, blank=True)
    pressures = words(PART_LENGTH, blank=True)
    deadlines = words(PART_LENGTH, blank=True)
    success = words(PART_LENGTH, blank=True)
    fresh_on = models.DateField()

    tier: ClassVar = Tier.PAIR
    privacy: ClassVar = classified(
        internal="id wrapped_key pair", personal="fresh_on",
        sealed="goals pressures deadlines success",
    )  # fmt: skip
    counted_as: ClassVar = (_("context card"), _("context cards"))
    objects = ContextCardQuerySet.as_manager()

    class Meta:
        ordering = ("fresh_on", "id")

    def __str__(self) -> str:
        return f"context, {self.fresh_on}"

    def clean(self) -> None:
        if not any(getattr(self, part) for part in PARTS):
            raise ValidationError(gettext("Say at least one of the four."))


class WorryQuerySet(AuditedQuerySet["Worry"]):
    def visible_to(self, person: Person) -> Self:
        """One's own, and what the partner has shared. No role and no office opens another's."""
        own_pairs = Q(pair__leader=person) | Q(pair__hr_partner=person)
        seen = Q(person=person) | (Q(tier=Tier.PAIR.value) & own_pairs)
        return self.filter(seen).select_related("person")

    def of(self, pair: Pair) -> Self:
        return self.filter(pair=pair)

    def shared(self) -> Self:
        return self.filter(tier=Tier.PAIR.value)


class Worry(Sealed):
    """What keeps somebody up at night: theirs alone, until they share it with their partner."""

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    what = words(WORRY_LENGTH)
    written_on = models.DateField()
    shared_on = models.DateField(null=True, blank=True)
    tier = models.CharField(
        max_length=10, choices=[(t.value, t.value) for t in (Tier.PRIVATE, Tier.PAIR)]
    )

    privacy: ClassVar = classified(
        internal="id wrapped_key pair tier", personal="person written_on shared_on", sealed="what"
    )
    counted_as: ClassVar = (_("private note"), _("private notes"))
    objects = WorryQuerySet.as_manager()

    class Meta:
        ordering = ("-written_on", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(tier=Tier.PRIVATE.value, shared_on=None)
                | Q(tier=Tier.PAIR.value, shared_on__gte=F("written_on"), shared_on__isnull=False),
                name="what_is_shared_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tier}, {self.written_on}"

    def authors(self, on: date) -> frozenset[UUID]:
        """Who wrote it, while they work here."""
        return frozenset({self.person.pseudonym} if self.person.is_here(on) else ())

    @property
    def is_shared(self) -> bool:
        return self.tier == Tier.PAIR.value


class BetweenUsQuerySet(OfOwnPairs["BetweenUs"]):
    def over(self, today: date, *, days: int) -> Self:
        """Whose day has come, as `rules.ends_on` says."""
        return self.filter(Q(said_end__lte=today) | Q(written_on__lte=today - timedelta(days=days)))

    def there_on(self, today: date, *, days: int) -> Self:
        """The others, the newest first, whether or not the worker has ended those yet."""
        there = self.filter(said_end__gt=today, written_on__gt=today - timedelta(days=days))
        return there.select_related("person").order_by("-written_on", "id")


class BetweenUs(Sealed):
    """A note just between the two. It ends by itself, key and all; nothing counts or tells it.

    said_end: the day that the page named when it was written.
    """

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    words = words(NOTE_LENGTH)
    written_on = models.DateField(db_index=True)
    said_end = models.DateField(db_index=True)

    tier: ClassVar = Tier.PAIR
    privacy: ClassVar = classified(
        internal="id wrapped_key pair", personal="person written_on said_end", sealed="words"
    )
    counted_as: ClassVar = (_("private note"), _("private notes"))
    objects = BetweenUsQuerySet.as_manager()

    class Meta:
        ordering = ("written_on", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(said_end__gt=F("written_on")), name="a_note_between_two_ends_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.written_on}"

    def ends_on(self, days: int) -> date:
        return rules.ends_on(self.written_on, self.said_end, days=days)

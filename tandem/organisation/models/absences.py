"""Who is away when, who acts for them meanwhile, and when an area is in crunch."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tandem.access.audit import Audited
from tandem.access.sealed import Sealed, SealedTextField
from tandem.access.tiers import Tier, classified
from tandem.organisation.calendar import DAY
from tandem.organisation.models.areas import Area
from tandem.organisation.models.people import Person
from tandem.organisation.models.periods import PeriodQuerySet

LONGEST_REASON = 200


def not_reversed(name: str) -> models.CheckConstraint:
    """One that is taken back before it began ends on its first day, and holds on none."""
    return models.CheckConstraint(
        condition=Q(end_on=None) | Q(end_on__gte=F("start_on")), name=name
    )


class AbsenceKind(models.TextChoices):
    LEAVE = "leave", _("Leave")
    SICKNESS = "sickness", _("Sickness")
    OTHER = "other", _("Something else")


class AbsenceQuerySet(PeriodQuerySet["Absence"]):
    def visible_to(self, person: Person) -> Self:
        """One's own. Others learn the days alone, and those through `absences.time_off`."""
        return self.filter(person=person)

    def of(self, person: Person) -> Self:
        return self.filter(person=person)

    def not_over(self, today: date) -> Self:
        """Those that last, and those to come."""
        kept = Q(end_on=None) | Q(end_on__gt=F("start_on"))
        return self.filter(kept, Q(end_on=None) | Q(end_on__gt=today))


class Absence(Sealed):
    """Days on which somebody is not at work; without an end, nobody knows it yet.

    The kind is sealed and shown to the person alone: whether somebody is ill is nobody's matter.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)
    kind = SealedTextField()

    tier: ClassVar = Tier.RESTRICTED
    privacy: ClassVar = classified(
        internal="id wrapped_key", personal="person start_on end_on", sealed="kind"
    )
    counted_as: ClassVar = (_("absence"), _("absences"))
    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ("start_on", "id")
        indexes = [models.Index(fields=["person", "end_on"], name="absences_of")]
        constraints = [not_reversed("an_absence_does_not_end_before_it_begins")]

    def __str__(self) -> str:
        return f"{self.person}, {self.start_on}"

    @property
    def last_on(self) -> date | None:
        """The last day of it."""
        return self.end_on - DAY if self.end_on else None

    @property
    def kind_words(self) -> str:
        return str(AbsenceKind(self.kind).label)


class CrunchQuerySet(PeriodQuerySet["Crunch"]):
    def not_over(self, today: date) -> Self:
        return self.filter(end_on__gt=today).exclude(end_on=F("start_on"))


class Crunch(Audited):
    """Days on which an area, and all below it, has its hands full. Its reason is read by all."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    start_on = models.DateField()
    end_on = models.DateField()
    reason = models.CharField(max_length=LONGEST_REASON)

    tier: ClassVar = Tier.OPEN
    privacy: ClassVar = classified(internal="id area start_on end_on reason")
    counted_as: ClassVar = (_("crunch period"), _("crunch periods"))
    objects = CrunchQuerySet.as_manager()

    class Meta:
        ordering = ("start_on", "id")
        constraints = [
            not_reversed("a_crunch_does_not_end_before_it_begins"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_crunch_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.area}, {self.start_on}"

    @property
    def last_on(self) -> date:
        """The last day of it."""
        return self.end_on - DAY


class DeputyQuerySet(PeriodQuerySet["Deputy"]):
    def visible_to(self, person: Person) -> Self:
        """To who named them, and to who is named."""
        mine = self.filter(Q(person=person) | Q(deputy=person))
        return mine.select_related("person", "deputy")

    def not_over(self, today: date) -> Self:
        return self.filter(end_on__gt=today, declined_on=None).exclude(end_on=F("start_on"))

    def acting(self, day: date) -> Self:
        """Accepted, and of this day."""
        return self.on(day).filter(accepted_on__isnull=False)

    def overlapping(self, first: date, after: date) -> Self:
        there = self.filter(start_on__lt=after, end_on__gt=first, declined_on=None)
        return there.exclude(end_on=F("start_on"))


class Deputy(Audited):
    """Somebody acts for another on their promises, for a time, once they have said yes."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    deputy = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    start_on = models.DateField()
    end_on = models.DateField()
    accepted_on = models.DateField(null=True, blank=True)
    declined_on = models.DateField(null=True, blank=True)

    tier: ClassVar = Tier.RESTRICTED
    privacy: ClassVar = classified(
        internal="id", personal="person deputy start_on end_on accepted_on declined_on"
    )
    counted_as: ClassVar = (_("deputy"), _("deputies"))
    objects = DeputyQuerySet.as_manager()

    class Meta:
        ordering = ("start_on", "id")
        indexes = [models.Index(fields=["deputy", "end_on"], name="deputies_by_deputy")]
        constraints = [
            not_reversed("a_deputy_does_not_end_before_beginning"),
            models.CheckConstraint(
                condition=~Q(person=F("deputy")), name="nobody_is_their_own_deputy"
            ),
            models.CheckConstraint(
                condition=Q(accepted_on=None) | Q(declined_on=None),
                name="a_deputy_says_yes_or_no",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputy} for {self.person}, {self.start_on}"

    @property
    def last_on(self) -> date:
        """The last day of it."""
        return self.end_on - DAY

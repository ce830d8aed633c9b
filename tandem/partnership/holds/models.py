"""What the law asks to be kept: a pair's words, or somebody's with every partner they have."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tandem.access.audit import Audited
from tandem.access.tiers import Tier, classified
from tandem.organisation.models import Person, TwoKeyRequest
from tandem.organisation.models.absences import not_reversed
from tandem.organisation.models.periods import PeriodQuerySet

if TYPE_CHECKING:
    from tandem.partnership.models import Pair


class LegalHoldQuerySet(PeriodQuerySet["LegalHold"]):
    def told_with_keys(self) -> Self:
        """Those still in force first, each with who asked and who confirmed."""
        keys = ("asked__asked_by", "asked__settled_by", "lifted__asked_by", "lifted__settled_by")
        of = ("pair__leader", "pair__hr_partner", "pair__area", "person")
        return self.select_related(*of, *keys).order_by("-start_on", "id")

    def of_one(self, id: object) -> Self:
        """Of a pair, or of a person."""
        return self.filter(Q(pair=id) | Q(person=id))


class LegalHold(Audited):
    """Stops every deletion by time, and by hand, of what it covers. Nobody reads more by it.

    asked, lifted: the requests of two by which it was set and lifted; they say who, why, and on
    what legal reason. Lifted on its first day it holds on none.
    """

    pair = models.ForeignKey(
        "partnership.Pair", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked = models.OneToOneField(TwoKeyRequest, on_delete=models.PROTECT, related_name="+")
    lifted = models.OneToOneField(
        TwoKeyRequest, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)

    tier: ClassVar = Tier.RESTRICTED
    privacy: ClassVar = classified(
        internal="id pair asked lifted", personal="person start_on end_on"
    )
    counted_as: ClassVar = (_("legal hold"), _("legal holds"))
    objects = LegalHoldQuerySet.as_manager()

    class Meta:
        ordering = ("-start_on", "id")
        constraints = [
            not_reversed("a_hold_does_not_end_before_it_begins"),
            models.CheckConstraint(
                condition=Q(pair=None, person__isnull=False) | Q(pair__isnull=False, person=None),
                name="a_hold_is_of_a_pair_or_of_a_person",
            ),
            models.CheckConstraint(
                condition=Q(end_on=None, lifted=None)
                | Q(end_on__isnull=False, lifted__isnull=False),
                name="a_hold_is_lifted_by_two",
            ),
            models.UniqueConstraint(
                fields=["pair"], condition=Q(end_on=None), name="one_hold_of_a_pair_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(end_on=None), name="one_hold_of_a_person_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.start_on}"

    @property
    def what(self) -> Pair | Person:
        """Whose words it keeps."""
        found: Pair | Person | None = self.pair or self.person
        assert found is not None  # the database says so
        return found


def held(day: date, pair: str = "pair__") -> Q:
    """A condition: a hold of this day covers the pair of a row; with "" asked of pairs."""
    now: QuerySet[LegalHold] = LegalHold.objects.on(day).order_by()
    people = now.exclude(person=None).values("person")
    return (
        Q(**{f"{pair}pk__in": now.exclude(pair=None).values("pair")})
        | Q(**{f"{pair}leader__in": people})
        | Q(**{f"{pair}hr_partner__in": people})
    )

"""The pair: a leader and an HR partner for an area."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.access.audit import Audited
from tandem.access.tiers import Tier, classified
from tandem.organisation.models import Area, Person
from tandem.organisation.models.absences import not_reversed
from tandem.organisation.models.people import one_has_left
from tandem.organisation.models.periods import PeriodQuerySet, in_order
from tandem.partnership.changing.models import PartnerWish
from tandem.partnership.charter.models import Charter, CharterEntry, CharterPart
from tandem.partnership.commitments.models import Commitment, Move
from tandem.partnership.commitments.sums import QuarterSums
from tandem.partnership.deleting.models import Deletion
from tandem.partnership.goals.models import GoalMark
from tandem.partnership.holds.models import LegalHold
from tandem.partnership.load.models import Load
from tandem.partnership.outcomes.models import CoOwnedOutcome, Outcome, OutcomeReading
from tandem.partnership.reminders.models import Reminder
from tandem.partnership.role_review.models import RoleReview
from tandem.partnership.signals.models import Signal, SignalMove
from tandem.partnership.vision.models import Vision

__all__ = [
    "Charter", "CharterEntry", "CharterPart", "CoOwnedOutcome", "Commitment", "Deletion",
    "GoalMark", "LegalHold", "Load", "Move", "NotInThisPair", "Outcome", "OutcomeReading", "Pair",
    "PartnerWish", "QuarterSums", "Reminder", "RoleReview", "ShownByName", "Signal", "SignalMove",
    "Vision",
]  # fmt: skip


class NotInThisPair(PermissionDenied):
    """Only the two partners act in a pair."""


def both_say_yes(day: date) -> Q:
    agreed = ShownByName.objects.on(day).order_by().filter(pair=OuterRef("pk"))
    leader, hr_partner = (agreed.filter(person=OuterRef(each)) for each in ("leader", "hr_partner"))
    return Q(Exists(leader), Exists(hr_partner))


class PairQuerySet(PeriodQuerySet["Pair"]):
    def visible_to(self, person: Person) -> Self:
        """Those of the person's own. Being somebody's leader opens nothing."""
        own = self.filter(Q(leader=person) | Q(hr_partner=person))
        return own.select_related("leader", "hr_partner", "area")

    def of_two(self, one: Person, other: Person) -> Self:
        """Whichever of the two leads."""
        return self.filter(Q(leader=one, hr_partner=other) | Q(leader=other, hr_partner=one))

    def by_name_on(self, day: date) -> Self:
        """Both of whom want to be shown by name on this day."""
        return self.filter(both_say_yes(day))

    def telling_apart(self, day: date) -> Self:
        """Each with `is_apart`: whether that is so of them."""
        return self.annotate(
            is_apart=ExpressionWrapper(both_say_yes(day), output_field=models.BooleanField())
        )

    def telling_who_left(self, today: date) -> Self:
        """Each with `one_left`: whether one of the two works here no more."""
        return self.annotate(one_left=one_has_left(today, "leader", "hr_partner"))

    def telling_charter(self) -> Self:
        """Each with `has_charter`: whether both have signed one."""
        signed = Charter.objects.order_by().filter(pair=OuterRef("pk"))
        return self.annotate(has_charter=Exists(signed))

    def for_area(self, area: Area) -> Self:
        return self.filter(area=area).select_related("leader", "hr_partner", "area")


class Pair(Audited):
    """A leader and an HR partner who share an area, since a day."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    leader = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    hr_partner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)

    one_left: bool  # as `telling_who_left` found it
    has_charter: bool  # as `telling_charter` found it
    tier: ClassVar = Tier.PAIR
    privacy: ClassVar = classified(internal="id area", personal="leader hr_partner start_on end_on")
    objects = PairQuerySet.as_manager()

    class Meta:
        ordering = ("start_on", "id")
        constraints = [
            in_order("a_pair_is_not_empty"),
            models.CheckConstraint(
                condition=~Q(leader=F("hr_partner")), name="a_pair_is_two_people"
            ),
            models.UniqueConstraint(
                fields=["area"], condition=Q(end_on=None), name="one_pair_for_an_area_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return _("%(leader)s and %(hr_partner)s") % {
            "leader": self.leader,
            "hr_partner": self.hr_partner,
        }

    def get_absolute_url(self) -> str:
        return reverse("pairs:page", args=[self.pk])

    def partner_of(self, person: Person) -> Person:
        """The other one. Raises NotInThisPair for anybody else."""
        if person == self.leader:
            return self.hr_partner
        if person == self.hr_partner:
            return self.leader
        raise NotInThisPair(_("Only the two partners of a pair can do this."))

    def is_between(self, one: Person, other: Person) -> bool:
        return {one, other} == {self.leader, self.hr_partner}

    def is_over(self, today: date) -> bool:
        return self.end_on is not None and self.end_on <= today

    def days_old(self, today: date) -> int:
        return (today - self.start_on).days


class ShownByNameQuerySet(PeriodQuerySet["ShownByName"]):
    def visible_to(self, person: Person) -> Self:
        """One’s own yes. Of the other’s one learns only once there are both."""
        return self.filter(person=person)

    def of(self, pair: Pair, person: Person) -> Self:
        return self.filter(pair=pair, person=person)


class ShownByName(Audited):
    """One partner’s yes to be shown by name to the head of HR, until it is taken back.

    Taken back on its first day it holds on none.
    """

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)

    tier: ClassVar = Tier.PAIR
    privacy: ClassVar = classified(internal="id pair", personal="person start_on end_on")
    objects = ShownByNameQuerySet.as_manager()

    class Meta:
        ordering = ("start_on", "id")
        constraints = [
            not_reversed("a_yes_does_not_end_before_it_begins"),
            models.UniqueConstraint(
                fields=["pair", "person"],
                condition=Q(end_on=None),
                name="one_yes_of_a_partner_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.start_on}"

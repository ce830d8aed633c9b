"""Areas as a tree, who leads them and who is their HR partner."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tandem.access.audit import Audited, AuditedQuerySet
from tandem.access.roles import Permission
from tandem.access.tiers import Tier, classified
from tandem.organisation.models.periods import PeriodQuerySet, in_order

if TYPE_CHECKING:
    from tandem.organisation.models.people import Person

STEP = 9  # characters of one step of an area's path: eight and a slash


class AreaQuerySet(AuditedQuerySet["Area"]):
    def visible_to(self, person: Person, today: date) -> Self:
        """Areas whose management chain or HR people include the person."""
        if person.may(Permission.SEE_EVERY_AREA, today):
            return self
        own = Assignment.objects.of(person).on(today).values_list("area__path", flat=True)
        return self.below_any_of(own)

    def below_any_of(self, paths: Iterable[str]) -> Self:
        """Areas with one of these paths, and all areas under them."""
        below = Q(pk__in=[])
        for path in paths:
            below |= Q(path__startswith=path)
        return self.filter(below)

    def above(self, area: Area) -> Self:
        """Its ancestors, from the top down."""
        ends = range(STEP, len(area.path), STEP)
        return self.filter(path__in=[area.path[:end] for end in ends]).order_by("path")

    def named(self, words: str) -> Self:
        """Whose name holds each of the words."""
        found = self
        for word in words.split():
            found = found.filter(name__icontains=word)
        return found


class Area(Audited):
    """A part of the organisation. `path` holds its ancestors, so that a subtree is one query."""

    name = models.CharField(max_length=200)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    path = models.CharField(max_length=900, unique=True, editable=False)

    tier: ClassVar = Tier.AREA
    privacy: ClassVar = classified(internal="id parent path", public="name")
    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ("name", "path")
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "name"], name="one_area_of_a_name_below_another"
            ),
            models.UniqueConstraint(
                fields=["name"], condition=Q(parent=None), name="one_top_area_of_a_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def below(cls, parent: Area | None, name: str) -> Self:
        """A new area; `record` saves it."""
        area = cls(parent=parent, name=name)
        area.path = f"{parent.path if parent else ''}{area.id.hex[: STEP - 1]}/"
        return area

    def get_absolute_url(self) -> str:
        return reverse("areas:page", args=[self.pk])

    @property
    def depth(self) -> int:
        """0 at the top."""
        return len(self.path) // STEP - 1


class Duty(models.TextChoices):
    LEADS = "leads", _("leads")
    HR_PARTNER = "hr_partner", _("is HR partner")


class AssignmentQuerySet(PeriodQuerySet["Assignment"]):
    def of(self, person: Person) -> Self:
        return self.filter(person=person)

    def leading(self) -> Self:
        return self.filter(duty=Duty.LEADS)

    def partnering(self) -> Self:
        return self.filter(duty=Duty.HR_PARTNER)

    def at(self, area: Area) -> Self:
        return self.filter(area=area).select_related("person", "area")


class Assignment(Audited):
    """Somebody leads an area, or is its HR partner, from a day on."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+")
    duty = models.CharField(max_length=10, choices=Duty)
    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)

    tier: ClassVar = Tier.OPEN
    privacy: ClassVar = classified(internal="id area duty", personal="person start_on end_on")
    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ("start_on", "id")
        constraints = [
            in_order("an_assignment_is_not_empty"),
            models.UniqueConstraint(
                fields=["area", "duty"],
                condition=Q(end_on=None),
                name="one_leader_and_one_hr_partner_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.get_duty_display()} {self.area}"


class RoleGrantQuerySet(PeriodQuerySet["RoleGrant"]):
    def of(self, person: Person) -> Self:
        return self.filter(person=person)


class RoleGrant(Audited):
    """A role somebody was given, from a day on. The other roles follow from assignments.

    Taken back on the day it was given, it holds on no day: taking back works at once.
    """

    person = models.ForeignKey("organisation.Person", on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=20)
    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)

    tier: ClassVar = Tier.OPEN
    privacy: ClassVar = classified(internal="id role", personal="person start_on end_on")
    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(end_on=None) | Q(end_on__gte=F("start_on")),
                name="a_grant_does_not_end_before_it_begins",
            ),
            models.UniqueConstraint(
                fields=["person", "role"], condition=Q(end_on=None), name="a_role_is_granted_once"
            ),
            models.CheckConstraint(
                condition=Q(role__in=["chro", "hr_administrator", "administrator"]),
                name="only_some_roles_are_granted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.role}"

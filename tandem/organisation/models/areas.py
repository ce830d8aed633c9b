"""Areas as a tree, who leads them and who is their HR partner."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tandem.access.audit import Audited, AuditedQuerySet
from tandem.access.roles import GRANTED, Permission
from tandem.access.tiers import Tier, classified
from tandem.organisation.folding import LONGEST, searchable
from tandem.organisation.models.periods import PeriodQuerySet, in_order
from tandem.organisation.models.versions import AreaVersion
from tandem.organisation.models.words import Word

if TYPE_CHECKING:
    from tandem.organisation.models.people import Person

EVERYWHERE = ""  # every path begins with it
STEP = 9  # characters of one step of an area's path: eight and a slash


class AreaQuerySet(AuditedQuerySet["Area"]):
    def visible_to(self, person: Person, today: date, *, closed: bool = False) -> Self:
        """Areas whose management chain or HR people include the person.

        Rights are those of today, also for looking back: `closed` adds the areas that lay below
        one's own when they were closed.
        """
        there = self if closed else self.on(today)
        sight = self.sight_of(person, today)
        return there if EVERYWHERE in sight else there.below_any_of(sight)

    def sight_of(self, person: Person, today: date) -> tuple[str, ...]:
        """What the paths of the areas a person may see today begin with."""
        if person.may(Permission.SEE_EVERY_AREA, today):
            return (EVERYWHERE,)
        return tuple(sorted({path for _, path in person.held(today) if path}))

    def on(self, day: date) -> Self:
        """Those there were on this day. Without a first day an area was there always."""
        begun = Q(start_on=None) | Q(start_on__lte=day)
        return self.filter(begun, Q(end_on=None) | Q(end_on__gt=day))

    def still(self) -> Self:
        return self.filter(end_on=None)

    def as_of(self, day: date) -> Self:
        """Those there were on this day, with `then_name` and `then_path` as they were."""
        was = AreaVersion.objects.lasting_beyond(day).filter(area=OuterRef("pk"))
        return self.on(day).annotate(
            then_name=Coalesce(Subquery(was.values("name")[:1]), "name"),
            then_path=Coalesce(Subquery(was.values("path")[:1]), "path"),
        )

    def as_it_is(self, today: date) -> Self:
        """The same of today, which no version has to be asked about."""
        return self.on(today).annotate(then_name=F("name"), then_path=F("path"))

    def under(self, path: str) -> Self:
        """Of those `as_of` a day: the area that lay at this path, and all under it."""
        return self.filter(then_path__startswith=path)

    def over(self, path: str) -> Self:
        """Of those `as_of` a day: the ancestors of what lay at this path, from the top down."""
        return self.filter(then_path__in=paths_above(path)).order_by("then_path")

    def rows_on(self, day: date) -> list[tuple[UUID, str, str, str]]:
        """Id, name and path of then, path of today: for very many, faster than `as_of`."""
        was: dict[UUID, tuple[str, str]] = {}
        versions = AreaVersion.objects.lasting_beyond(day)
        for area, name, path in versions.values_list("area", "name", "path"):
            was.setdefault(area, (name, path))
        there = self.on(day).order_by().values_list("pk", "name", "path")
        return [(pk, *was.get(pk, (name, path)), path) for pk, name, path in there]

    def by_tree(self) -> Self:
        """Of those `as_of` a day: each after what lay above it then."""
        return self.order_by("then_path")

    def named_then(self, words: str) -> Self:
        """Of those `as_of` a day: whose name held each of the words."""
        found = self
        for word in words.split():
            found = found.filter(then_name__icontains=word)
        return found

    def below_any_of(self, paths: Iterable[str]) -> Self:
        """Areas with one of these paths, and all areas under them."""
        below = Q(pk__in=[])
        for path in paths:
            below |= Q(path__startswith=path)
        return self.filter(below)

    def above(self, area: Area) -> Self:
        """Its ancestors, from the top down."""
        return self.filter(path__in=paths_above(area.path)).order_by("path")

    def named(self, words: str) -> Self:
        """Whose name holds each of the words."""
        found = self
        for word in words.split():
            found = found.filter(name__icontains=word)
        return found


def paths_above(path: str) -> list[str]:
    """The paths of its ancestors, from the top down."""
    return [path[:end] for end in range(STEP, len(path), STEP)]


class Area(Audited):
    """A part of the organisation. `path` holds its ancestors, so that a subtree is one query.

    Name, parent and path are those of today; `AreaVersion` holds the earlier ones.
    """

    name = models.CharField(max_length=200)
    # Of the HR system, where it has one. An export that says it is matched by it before the name.
    code = models.CharField(max_length=64, blank=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    path = models.CharField(max_length=900, unique=True, editable=False)
    start_on = models.DateField(null=True, blank=True)  # null: since always, as far as is known
    end_on = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    search = models.CharField(max_length=LONGEST, blank=True, default="", editable=False)

    then_name: str  # as it was, where `as_of` asked for it
    then_path: str
    derived: ClassVar = ("search",)
    tier: ClassVar = Tier.AREA
    privacy: ClassVar = classified(
        internal="id code parent path start_on end_on merged_into", public="name search"
    )
    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ("name", "path")
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "name"],
                condition=Q(end_on=None),
                name="one_area_of_a_name_below_another",
                violation_error_message=_("There is an area of this name there already."),
            ),
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(parent=None, end_on=None),
                name="one_top_area_of_a_name",
                violation_error_message=_("There is an area of this name there already."),
            ),
            models.CheckConstraint(
                condition=Q(start_on=None) | Q(end_on=None) | Q(end_on__gt=F("start_on")),
                name="an_area_is_there_for_a_day_at_least",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(end_on__isnull=False),
                name="only_a_closed_area_is_merged",
            ),
        ]
        indexes = [models.Index(fields=["search", "id"], name="area_by_search")]

    def derive(self) -> None:
        self.search = searchable(self.name)

    @classmethod
    def written(cls, rows: Sequence[Self]) -> None:
        Word.learn(row.search for row in rows)

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

    def version_on(self, day: date) -> AreaVersion | Area:
        """What it was on this day: a version of before, or itself."""
        return AreaVersion.objects.lasting_beyond(day).filter(area=self).first() or self

    def name_on(self, day: date) -> str:
        return self.version_on(day).name

    def path_on(self, day: date) -> str:
        return self.version_on(day).path


class Duty(models.TextChoices):
    LEADS = "leads", _("leads")
    HR_PARTNER = "hr_partner", _("is HR partner")


class StandIn(models.TextChoices):
    """Who does a duty for a while without holding it."""

    ACTING = "acting", _("acting, until a day")
    CARETAKER = "caretaker", _("caretaker, until somebody is named")


class AssignmentQuerySet(PeriodQuerySet["Assignment"]):
    def of(self, person: Person) -> Self:
        return self.filter(person=person)

    def held(self) -> Self:
        """Of those who hold the duty themselves."""
        return self.filter(stand_in="")

    def standing_in(self) -> Self:
        """Of acting leads and caretakers."""
        return self.exclude(stand_in="")

    def leading(self) -> Self:
        return self.filter(duty=Duty.LEADS)

    def partnering(self) -> Self:
        return self.filter(duty=Duty.HR_PARTNER)

    def at(self, area: Area) -> Self:
        return self.filter(area=area).select_related("person", "area")


class Assignment(Audited):
    """Somebody leads an area, or is its HR partner, from a day on.

    Who only stands in (`stand_in`) sees what the duty shows while it lasts; `Grounds` say why.
    told_on: nobody said it, a file that tells up to this day shows it; then `start_on` is the first
    day it can have been, and no page says "since".
    """

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+")
    duty = models.CharField(max_length=10, choices=Duty)
    stand_in = models.CharField(max_length=10, choices=StandIn, blank=True)
    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)
    told_on = models.DateField(null=True, blank=True)

    tier: ClassVar = Tier.OPEN
    privacy: ClassVar = classified(
        internal="id area duty stand_in", personal="person start_on end_on told_on"
    )
    counted_as: ClassVar = (_("duty for an area"), _("duties for areas"))
    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ("start_on", "id")
        constraints = [
            in_order("an_assignment_is_not_empty"),
            models.UniqueConstraint(
                fields=["area", "duty"],
                condition=Q(end_on=None, stand_in=""),
                name="one_leader_and_one_hr_partner_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["area", "duty"],
                condition=Q(end_on=None) & ~Q(stand_in=""),
                name="one_caretaker_of_a_duty_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(stand_in="acting") | Q(end_on__isnull=False),
                name="who_is_acting_is_so_until_a_day",
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
    counted_as: ClassVar = (_("role"), _("roles"))
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
                condition=Q(role__in=[each.key for each in GRANTED]),
                name="only_some_roles_are_granted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.role}"

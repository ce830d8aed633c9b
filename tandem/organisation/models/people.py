"""People, their employments, and the jobs they hold within one."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, Concat
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tandem.access.audit import Audited, AuditedQuerySet
from tandem.access.roles import (
    Employee,
    HRPartner,
    Leader,
    Permission,
    Role,
    allows,
    role,
)
from tandem.access.tiers import Tier, classified
from tandem.organisation.folding import LONGEST, searchable
from tandem.organisation.models.areas import Area, AreaQuerySet, Assignment, Duty, RoleGrant
from tandem.organisation.models.periods import PeriodQuerySet, holds, in_order
from tandem.organisation.models.words import Word
from tandem.organisation.written_once import written_once

Held = tuple[str, str]
"""The word of a duty and the path of its area, or of a role and nothing."""


class PersonQuerySet(AuditedQuerySet["Person"]):
    def visible_to(self, person: Person, today: date) -> Self:
        """People of the areas one may see, and oneself."""
        areas = Area.objects.visible_to(person, today)
        there = Spell.objects.on(today).filter(area__in=areas).values("employment__person")
        return self.filter(Q(pk__in=there) | Q(pk=person.pk))

    def known_to(self, person: Person, areas: AreaQuerySet) -> Self:
        """Who is, or once was, in one of these areas that the person may see; and oneself."""
        there = Spell.objects.filter(employment__person=OuterRef("pk"), area__in=areas)
        return self.filter(Q(pk=person.pk) | Exists(there))

    def here_on(self, day: date) -> Self:
        return self.filter(pk__in=Employment.objects.on(day).values("person"))

    def named(self, words: str) -> Self:
        """Whose first or last name begins with each of the words."""
        found = self
        for word in words.split():
            found = found.filter(Q(first_name__istartswith=word) | Q(last_name__istartswith=word))
        return found


class Person(Audited):
    """Somebody who works here, with or without an account."""

    number = models.CharField(max_length=64, null=True, blank=True, unique=True)
    first_name = models.CharField(max_length=100, blank=True)
    last_name = models.CharField(max_length=100, blank=True)
    email = models.EmailField(blank=True)
    # What events know of a person. Emptying it here cuts the record from its subject.
    pseudonym = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    search = models.CharField(max_length=LONGEST, blank=True, default="", editable=False)

    actor: ClassVar = "person"
    derived: ClassVar = ("search",)
    # For the length of one request, whose door asked already and sets it.
    known_held: tuple[date, frozenset[Held]] | None = None
    known_around: tuple[date, object] | None = None
    """Of others, as `partnership.sides` found it for this reader."""
    stands_for: frozenset[uuid.UUID] = frozenset()
    """Whose deputy they are today, as their door found it. Nobody is one without a door."""
    tier: ClassVar = Tier.AREA
    privacy: ClassVar = classified(
        internal="id pseudonym",
        personal="number first_name last_name email account search",
    )
    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ("first_name", "last_name", "number")
        indexes = [
            models.Index(fields=["last_name", "first_name"], name="person_by_name"),
            models.Index(fields=["first_name", "last_name"], name="person_a_to_z"),
            models.Index(fields=["email"], name="person_by_email"),
        ]

    def derive(self) -> None:
        self.search = searchable(self.first_name, self.last_name)

    @classmethod
    def written(cls, rows: Sequence[Self]) -> None:
        Word.learn(row.search for row in rows)
        Spell.carry_names(Q(employment__person__in=[row.pk for row in rows]))

    @classmethod
    def by_key(cls, key: uuid.UUID, stands_for: Collection[uuid.UUID] = ()) -> Self:
        """Whoever it is: all that a question written once may know of who asks it."""
        somebody = cls(pk=key)
        somebody.stands_for = frozenset(stands_for)
        return somebody

    def get_absolute_url(self) -> str:
        """The card."""
        return reverse("people:card", args=[self.pk])

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """As printed. Exports without names still need something to call a person."""
        full = f"{self.first_name} {self.last_name}".strip()
        return full or gettext("Person %(number)s") % {"number": self.number or str(self.pk)[:8]}

    @property
    def called(self) -> str:
        """The name used when speaking of them."""
        return self.first_name or self.last_name or self.name

    @property
    def initials(self) -> str:
        letters = [word[0] for word in (self.first_name, self.last_name) if word]
        return "".join(letters).upper() or "–"

    def held(self, today: date) -> frozenset[Held]:
        """Their duties and roles on this day."""
        if self.known_held and self.known_held[0] == today:
            return self.known_held[1]
        return frozenset(held_on(today, self.pk))

    def roles(self, today: date) -> frozenset[type[Role]]:
        by_duty = {Duty.LEADS.value: Leader, Duty.HR_PARTNER.value: HRPartner}
        words = {word for word, _ in self.held(today)}
        return frozenset({Employee, *(by_duty.get(word) or role(word) for word in words)})

    def may(self, permission: Permission, today: date) -> bool:
        return allows(self.roles(today), permission)

    def is_here(self, today: date) -> bool:
        """Employed today; somebody without any employment (set up by hand) counts as here."""
        stays = Employment.objects.filter(person=self)
        return stays.on(today).exists() or not stays.exists()


class Reason(models.TextChoices):
    """Why an employment ended, as classes. The words of the file stay beside it."""

    VOLUNTARY = "voluntary", _("by own choice")
    RETIREMENT = "retirement", _("retirement")
    INVOLUNTARY = "involuntary", _("by the employer")
    OTHER = "other", _("other")


class EmploymentQuerySet(PeriodQuerySet["Employment"]):
    def of(self, person: Person) -> Self:
        return self.filter(person=person)


class Employment(Audited):
    """One stay of a person, from hire to leave. `end_on` is the first day gone."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    reason_class = models.CharField(max_length=12, choices=Reason, blank=True)

    tier: ClassVar = Tier.AREA
    privacy: ClassVar = classified(
        internal="id", personal="person start_on end_on reason reason_class"
    )
    objects = EmploymentQuerySet.as_manager()

    class Meta:
        ordering = ("start_on", "id")
        constraints = [
            in_order("an_employment_is_not_empty"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(end_on=None), name="one_open_employment"
            ),
            models.CheckConstraint(
                condition=Q(end_on__isnull=False) | Q(reason="", reason_class=""),
                name="only_an_ended_employment_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.start_on}"


def working_here(day: date, person: str = "pk") -> Coalesce:
    """A condition: `person` is employed on this day, or was set up by hand with no employment.

    Looked up for each row by an index; of two EXISTS PostgreSQL would make a list of everybody.
    """
    employed = ExpressionWrapper(holds(day), output_field=BooleanField())
    stays = Employment.objects.filter(person=OuterRef(person)).annotate(employed=employed)
    return Coalesce(Subquery(stays.order_by("-employed").values("employed")[:1]), Value(True))


def has_left(day: date, person: str = "pk") -> Coalesce:
    """A condition: the latest stay of `person` is over on this day. Looked up as `working_here`."""
    over = ExpressionWrapper(Q(end_on__lte=day), output_field=BooleanField())
    stays = Employment.objects.filter(person=OuterRef(person)).annotate(over=over)
    return Coalesce(Subquery(stays.order_by("-start_on").values("over")[:1]), Value(False))


def one_has_left(day: date, *people: str) -> ExpressionWrapper[Q]:
    """Whether one of these is no longer here, as an annotation."""
    either = reduce(or_, (Q(has_left(day, person)) for person in people))
    return ExpressionWrapper(either, output_field=BooleanField())


def of_this_stay(day: date) -> Q:
    """A condition on grants: not of an earlier stay, with which what was granted then ended."""
    earlier = Employment.objects.filter(person=OuterRef("person"), end_on__lte=OuterRef("start_on"))
    back = Employment.objects.on(day).filter(
        Exists(earlier), person=OuterRef("person"), start_on__gt=OuterRef("start_on")
    )
    return Q(~Exists(back))


@written_once
def held_on(day: date, person: uuid.UUID) -> QuerySet[Assignment, Held]:
    """Duties and roles of one person."""
    duties = Assignment.objects.on(day).filter(person=person).order_by()
    granted = RoleGrant.objects.on(day).filter(of_this_stay(day), person=person).order_by()
    nowhere = granted.annotate(nowhere=Value("", output_field=models.CharField()))
    return duties.values_list("duty", "area__path").union(nowhere.values_list("role", "nowhere"))


class SpellQuerySet(PeriodQuerySet["Spell"]):
    def of(self, person: Person) -> Self:
        return self.filter(employment__person=person)

    def within(self, area: Area) -> Self:
        """Of the area and all below it."""
        return self.filter(area__path__startswith=area.path)

    def people_in(self, area: Area, day: date, *, many: bool = False) -> Self:
        """Who is in the area or below it on this day, A to Z, with manager and team.

        many: so many that walking through everybody A to Z meets the first ones soon. Of few it
        would meet the first ones late, and the database cannot tell: so the few are gathered,
        then sorted, by words that no index holds.
        """
        there = self.within(area).on(day).select_related("employment__person", "area", "manager")
        first, last = "employment__person__first_name", "employment__person__last_name"
        return there.order_by(first if many else Concat(first, Value("")), last)

    def people_then(self, area: Area, day: date) -> Self:
        """Who was in the area on this day, or in what lay below it then, A to Z."""
        return self.people_among(Area.objects.as_of(day).under(area.path_on(day)), day)

    def people_among(self, areas: AreaQuerySet, day: date) -> Self:
        """Who was in one of these areas on this day, A to Z, with manager."""
        there = self.on(day).filter(area__in=areas.values("pk"))
        there = there.select_related("employment__person", "manager")
        return there.order_by("employment__person__first_name", "employment__person__last_name")

    def headcounts(self, day: date) -> dict[str, int]:
        """By the path of each area among these that has people in it on this day."""
        counts = self.on(day).order_by().values_list("area__path").annotate(n=Count("id"))
        return dict(counts)


class Spell(Audited):
    """One job in one area under one manager, within an employment."""

    employment = models.ForeignKey(Employment, on_delete=models.CASCADE, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    manager = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    title = models.CharField(max_length=200, blank=True)
    level = models.CharField(max_length=60, blank=True)
    location = models.CharField(max_length=120, blank=True)
    fte = models.DecimalField(max_digits=4, decimal_places=3, null=True, blank=True)
    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)
    # What the person is found by, beside where they are: whoever sees a part of a large company
    # is then answered from one table. Empty where the job was over when a file told of it.
    search = models.CharField(max_length=LONGEST, blank=True, default="", editable=False)

    tier: ClassVar = Tier.AREA
    privacy: ClassVar = classified(
        internal="id",
        personal="employment area manager title level location fte start_on end_on search",
    )
    counted_as: ClassVar = (_("job"), _("jobs"))
    objects = SpellQuerySet.as_manager()

    class Meta:
        ordering = ("start_on", "id")
        constraints = [
            in_order("a_spell_is_not_empty"),
            models.UniqueConstraint(
                fields=["employment"], condition=Q(end_on=None), name="one_open_spell"
            ),
        ]
        indexes = [
            models.Index(
                fields=["area", "search", "start_on", "end_on", "employment"],
                condition=~Q(search=""),
                name="spell_by_search",
            ),
        ]

    @classmethod
    def written(cls, rows: Sequence[Self]) -> None:
        cls.carry_names(Q(pk__in=[row.pk for row in rows]))

    @classmethod
    def carry_names(cls, which: Q) -> None:
        """Let these jobs be found by the names their people have now."""
        stay = Employment.objects.filter(pk=OuterRef("employment"))
        jobs: QuerySet[Spell] = QuerySet(cls)
        others = jobs.filter(which).exclude(search=F("employment__person__search"))
        others.update(search=Subquery(stay.values("person__search")))

    def __str__(self) -> str:
        return f"{self.title or self.employment} in {self.area}"

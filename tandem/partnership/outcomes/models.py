"""What a leader and an HR partner both answer for: as they agree on it, and as both own it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import ClassVar, Self
from uuid import UUID

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tandem.access.audit import Audited, AuditedQuerySet
from tandem.access.sealed import Sealed, SealedTextField
from tandem.access.tiers import Tier, classified
from tandem.organisation.models import Area, Person
from tandem.organisation.models.absences import not_reversed
from tandem.organisation.models.areas import EVERYWHERE
from tandem.organisation.models.people import one_has_left
from tandem.organisation.models.periods import PeriodQuerySet
from tandem.partnership.outcomes.rules import (
    AGREEING,
    ENDS,
    OPEN,
    Course,
    Side,
    State,
    Terms,
    Value,
    plain,
)

NAME_LENGTH = 120
MEASURED_LENGTH = 200
UNIT_LENGTH = 30
PART_LENGTH = 280
NOTE_LENGTH = 280
KEY_LENGTH = 40
PORTFOLIO_LENGTH = 12
DIGITS, PLACES = 14, 3
STATES = [(each.value, each.name) for each in State]
SIDES = [(each.value, each.name) for each in Side]
BEING_AGREED = [each.value for each in AGREEING]
BECAME = [(each.value, each.name) for each in ENDS]
TIERS = [(each.value, each.value) for each in (Tier.AREA, Tier.OPEN)]
PAIRS_TWO = ("pair__area", "pair__leader", "pair__hr_partner")


def sealed(longest: int, *, blank: bool = True) -> SealedTextField:
    return SealedTextField(blank=blank, validators=[MaxLengthValidator(longest)])


def number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


class OutcomeQuerySet(AuditedQuerySet["Outcome"]):
    def visible_to(self, person: Person) -> Self:
        """Those of the person's own pairs. Being somebody's leader opens nothing."""
        own = self.filter(Q(pair__leader=person) | Q(pair__hr_partner=person))
        return own.select_related(*PAIRS_TWO)

    def of_pair(self, pair_id: UUID) -> Self:
        return self.filter(pair=pair_id)

    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def being_agreed(self, today: date) -> Self:
        """Those of pairs of today that one of the two, or both, have not accepted."""
        still = Q(pair__end_on=None) | Q(pair__end_on__gt=today)
        agreeing = self.filter(still, pair__start_on__lte=today, state__in=BEING_AGREED)
        return agreeing.select_related(*PAIRS_TWO)

    def telling_who_left(self, today: date) -> Self:
        """Each with `one_left`: whether one of the two works here no more."""
        return self.annotate(one_left=one_has_left(today, "pair__leader", "pair__hr_partner"))

    def longest_open(self) -> Self:
        return self.order_by("open_since", "made_on", "id")


class Outcome(Sealed):
    """A people result the two of a pair agree on. Its words are theirs; what both have accepted is
    copied into a `CoOwnedOutcome`, which the area reads.

    open_since: since when it has not been accepted by both. started_on: the first day of the line
    from start to target. instead_of: what a pair before them owned, and these two take over.
    portfolio: which of the four it is, or empty. review_on: when both mean to look at it again.
    """

    pair = models.ForeignKey("partnership.Pair", on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=STATES, default=State.PROPOSED.value)
    name = sealed(NAME_LENGTH, blank=False)
    measured_by = sealed(MEASURED_LENGTH, blank=False)
    unit = sealed(UNIT_LENGTH)
    measure = models.CharField(max_length=KEY_LENGTH, blank=True)
    start = sealed(DIGITS + 2)
    target = sealed(DIGITS + 2, blank=False)
    by_on = models.DateField()
    leader_part = sealed(PART_LENGTH, blank=False)
    hr_part = sealed(PART_LENGTH, blank=False)
    worded_by = models.CharField(max_length=6, choices=SIDES)
    made_on = models.DateField()
    started_on = models.DateField()
    open_since = models.DateField(null=True, blank=True)
    leader_accepted_on = models.DateField(null=True, blank=True)
    hr_accepted_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    instead_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    portfolio = models.CharField(max_length=PORTFOLIO_LENGTH, blank=True)
    review_on = models.DateField(null=True, blank=True)

    pair_id: UUID
    one_left = False  # unless `telling_who_left` found it
    tier: ClassVar = Tier.PAIR
    privacy: ClassVar = classified(
        internal=(
            "id wrapped_key pair state measure by_on worded_by started_on instead_of portfolio"
            " review_on"
        ),
        personal="made_on open_since leader_accepted_on hr_accepted_on ended_on",
        sealed="name measured_by unit start target leader_part hr_part",
    )
    counted_as: ClassVar = (_("outcome of a pair"), _("outcomes of a pair"))
    objects = OutcomeQuerySet.as_manager()

    class Meta:
        ordering = ("made_on", "id")
        constraints = [
            models.CheckConstraint(
                condition=(Q(state__in=BEING_AGREED) & Q(open_since__isnull=False))
                | (~Q(state__in=BEING_AGREED) & Q(open_since=None)),
                name="an_outcome_without_two_owners_knows_since_when",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.CO_OWNED.value)
                | Q(leader_accepted_on__isnull=False, hr_accepted_on__isnull=False),
                name="a_co_owned_outcome_was_accepted_by_both",
            ),
            models.UniqueConstraint(
                fields=["pair", "portfolio"],
                condition=Q(state__in=[each.value for each in OPEN]) & ~Q(portfolio=""),
                name="one_open_outcome_of_a_portfolio",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state}, {self.made_on}"

    def get_absolute_url(self) -> str:
        return reverse("outcomes:page", args=[self.pk])

    @property
    def terms(self) -> Terms:
        target = number(self.target)
        assert target is not None
        return Terms(
            name=self.name,
            measured_by=self.measured_by,
            unit=self.unit,
            measure=self.measure,
            start=number(self.start),
            target=target,
            by_on=self.by_on,
            leader_part=self.leader_part,
            hr_part=self.hr_part,
        )

    def word(self, terms: Terms, on: date) -> None:
        """Take this wording. The line begins anew only where one of its ends is another."""
        line = (plain(terms.start), plain(terms.target), terms.by_on)
        if self._state.adding or line != (self.start, self.target, self.by_on):
            self.started_on = on
        self.name, self.measured_by, self.unit = terms.name, terms.measured_by, terms.unit
        self.measure, self.by_on = terms.measure, terms.by_on
        self.start, self.target = plain(terms.start), plain(terms.target)
        self.leader_part, self.hr_part = terms.leader_part, terms.hr_part

    @property
    def course(self) -> Course:
        terms = self.terms
        return Course(terms.start, self.started_on, terms.target, terms.by_on)


class OutcomeReadingQuerySet(AuditedQuerySet["OutcomeReading"]):
    def visible_to(self, person: Person) -> Self:
        """Those of outcomes of the person's own pairs."""
        own = Q(outcome__pair__leader=person) | Q(outcome__pair__hr_partner=person)
        return self.filter(own).select_related("by")

    def of(self, outcomes: Collection[Outcome]) -> Self:
        """The newest day first."""
        return self.filter(outcome__in=outcomes).order_by("-on", "id")


class OutcomeReading(Sealed):
    """What one of the two read off on a day. The same day entered again puts it right."""

    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    value = sealed(DIGITS + 2, blank=False)
    note = sealed(NOTE_LENGTH)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    outcome_id: UUID
    tier: ClassVar = Tier.PAIR
    privacy: ClassVar = classified(
        internal="id wrapped_key outcome on", personal="by", sealed="value note"
    )
    counted_as: ClassVar = None  # part of an outcome
    objects = OutcomeReadingQuerySet.as_manager()

    class Meta:
        ordering = ("on", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["outcome", "on"], name="one_reading_of_an_outcome_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.on}"

    @property
    def read(self) -> Value:
        return Value(self.on, Decimal(self.value))


class CoOwnedOutcomeQuerySet(PeriodQuerySet["CoOwnedOutcome"]):
    def visible_to(self, person: Person, today: date) -> Self:
        """Those of the areas the person may see, and the two's own; what is published, to all."""
        seen = Q(tier=Tier.OPEN.value) | Q(leader=person) | Q(hr_partner=person)
        sight = Area.objects.sight_of(person, today)
        for path in sight:
            seen |= Q(area__path__startswith=path)
        there = self if EVERYWHERE in sight else self.filter(seen)
        return there.select_related("area", "leader", "hr_partner")

    def published(self) -> Self:
        return self.filter(tier=Tier.OPEN.value)

    def running(self) -> Self:
        """Those that hold and have not ended."""
        return self.still().filter(became="")


class CoOwnedOutcome(Audited):
    """One wording both have accepted. It holds until a newer one does, and stays.

    The area’s people read it; everybody, once both have published it. So its texts are open text.
    """

    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=NAME_LENGTH)
    measured_by = models.CharField(max_length=MEASURED_LENGTH)
    unit = models.CharField(max_length=UNIT_LENGTH, blank=True)
    measure = models.CharField(max_length=KEY_LENGTH, blank=True)
    start = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES, null=True, blank=True)
    target = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES)
    by_on = models.DateField()
    leader = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    hr_partner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    leader_part = models.CharField(max_length=PART_LENGTH)
    hr_part = models.CharField(max_length=PART_LENGTH)
    start_on = models.DateField()
    end_on = models.DateField(null=True, blank=True)
    became = models.CharField(max_length=10, choices=BECAME, blank=True)
    became_on = models.DateField(null=True, blank=True)
    tier = models.CharField(max_length=10, choices=TIERS, default=Tier.AREA.value)
    portfolio = models.CharField(max_length=PORTFOLIO_LENGTH, blank=True)
    review_on = models.DateField(null=True, blank=True)

    outcome_id: UUID
    area_id: UUID
    privacy: ClassVar = classified(
        internal=(
            "id outcome area number name measured_by unit measure start target by_on leader_part"
            " hr_part became tier portfolio review_on"
        ),
        personal="leader hr_partner start_on end_on became_on",
    )
    counted_as: ClassVar = (_("co-owned outcome"), _("co-owned outcomes"))
    objects = CoOwnedOutcomeQuerySet.as_manager()

    class Meta:
        ordering = ("by_on", "id")
        constraints = [
            not_reversed("a_co_owned_outcome_does_not_end_before_it_begins"),
            models.CheckConstraint(
                condition=~Q(leader=F("hr_partner")), name="an_outcome_has_two_owners"
            ),
            models.CheckConstraint(
                condition=Q(became="", became_on=None)
                | (~Q(became="") & Q(became_on__isnull=False)),
                name="what_became_of_an_outcome_has_its_day",
            ),
            models.UniqueConstraint(
                fields=["outcome"], condition=Q(end_on=None), name="one_wording_holds_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("outcomes:co_owned", args=[self.pk])

    def authors(self, on: date) -> frozenset[UUID]:
        """Both own the wording; who has left can no longer be asked."""
        return frozenset(
            each.pseudonym for each in (self.leader, self.hr_partner) if each.is_here(on)
        )

    @property
    def is_published(self) -> bool:
        return self.tier == Tier.OPEN.value

    @property
    def terms(self) -> Terms:
        return Terms(
            name=self.name,
            measured_by=self.measured_by,
            unit=self.unit,
            measure=self.measure,
            start=self.start,
            target=self.target,
            by_on=self.by_on,
            leader_part=self.leader_part,
            hr_part=self.hr_part,
        )

"""What each of a pair answers about the other, once a year."""

from __future__ import annotations

import json
from datetime import date
from typing import ClassVar, Self
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tandem.access.audit import AuditedQuerySet
from tandem.access.sealed import Sealed, SealedTextField
from tandem.access.tiers import Tier, classified
from tandem.organisation.calendar import years_before
from tandem.organisation.models import Person
from tandem.partnership.agreeing.rules import Side
from tandem.partnership.role_review import rules
from tandem.partnership.role_review.rules import Marks

HELP_LENGTH = 280
MARKS_LENGTH = 200
TIERS = [(Tier.PRIVATE.value, Tier.PRIVATE.name), (Tier.PAIR.value, Tier.PAIR.name)]
OPENED = Q(tier=Tier.PAIR.value)
SETTLED = Q(sent_on__isnull=False) | Q(skipped_on__isnull=False)


def marks_only(text: str) -> None:
    """Raises ValidationError for what is no set of answers."""
    if not rules.are_marks(json.loads(text)):
        raise ValidationError("These are no answers.", code="marks")


def of_own_pairs(person: Person) -> Q:
    return Q(pair__leader=person) | Q(pair__hr_partner=person)


class RoleReviewQuerySet(AuditedQuerySet["RoleReview"]):
    def visible_to(self, person: Person, today: date) -> Self:
        """One's own, and the partner's once both have answered. Past its years, nobody's."""
        opened = OPENED & of_own_pairs(person)
        return self.kept(today).filter(Q(by=person) | opened).with_pair()

    def with_pair(self) -> Self:
        return self.select_related("by", "pair__leader", "pair__hr_partner", "pair__area")

    def kept(self, today: date) -> Self:
        return self.filter(opened_on__gt=years_before(today, rules.KEPT_YEARS))

    def of(self, pair: models.Model) -> Self:
        return self.filter(pair=pair)

    def in_year(self, opened_on: date) -> Self:
        return self.filter(opened_on=opened_on)

    def settled(self) -> Self:
        """Answered, or left out for that year."""
        return self.filter(SETTLED)

    def opened(self) -> Self:
        """Both have answered, so that both read it; the newest first."""
        return self.filter(OPENED).order_by("-opened_on", "by")

    def told(self) -> Self:
        """Both want those above to read the one word."""
        others = RoleReview.objects.order_by().filter(
            pair=OuterRef("pair"), opened_on=OuterRef("opened_on"), tells_on__isnull=False
        )
        both = Exists(others.exclude(by=OuterRef("by")))
        return self.filter(OPENED, both, tells_on__isnull=False)


class RoleReview(Sealed):
    """One side's answers of one year: theirs alone until the other has answered, then the two's.

    opened_on: the day of the pair on which that year opened. marks: as `rules.Marks`, in JSON,
    sealed with the words. tells_on: since when this one wants those above to read the one word.
    read_on: when they have read the other's. heard_on: when somebody above this side has read it.
    """

    pair = models.ForeignKey("partnership.Pair", on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_on = models.DateField()
    marks = SealedTextField(blank=True, validators=[MaxLengthValidator(MARKS_LENGTH), marks_only])
    words = SealedTextField(blank=True, validators=[MaxLengthValidator(HELP_LENGTH)])
    tier = models.CharField(max_length=10, choices=TIERS, default=Tier.PRIVATE.value)
    sent_on = models.DateField(null=True, blank=True)
    skipped_on = models.DateField(null=True, blank=True)
    read_on = models.DateField(null=True, blank=True)
    tells_on = models.DateField(null=True, blank=True)
    heard_on = models.DateField(null=True, blank=True)

    pair_id: UUID
    by_id: UUID
    privacy: ClassVar = classified(
        internal="id wrapped_key pair tier",
        personal="by opened_on sent_on skipped_on read_on tells_on heard_on",
        sealed="marks words",
    )
    counted_as: ClassVar = (_("two-way review"), _("two-way reviews"))
    objects = RoleReviewQuerySet.as_manager()

    class Meta:
        ordering = ("-opened_on", "by")
        constraints = [
            models.UniqueConstraint(
                fields=["pair", "by", "opened_on"], name="one_review_of_a_side_in_a_year"
            ),
            models.CheckConstraint(
                condition=Q(sent_on=None) | Q(skipped_on=None),
                name="a_review_is_answered_or_left_out",
            ),
            models.CheckConstraint(
                condition=Q(tier=Tier.PRIVATE.value, read_on=None, tells_on=None, heard_on=None)
                | Q(OPENED, sent_on__isnull=False),
                name="a_review_opens_once_it_is_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opened_on}, {self.tier}"

    def get_absolute_url(self) -> str:
        return reverse("role_reviews:page", args=[self.pair_id])

    def authors(self, on: date) -> frozenset[UUID]:
        return frozenset({self.by.pseudonym} if self.by.is_here(on) else ())

    @property
    def answers(self) -> Marks:
        found: dict[str, int] = json.loads(self.marks) if self.marks else {}
        return found

    @property
    def is_open_to_both(self) -> bool:
        return self.tier == Tier.PAIR.value

    @property
    def side(self) -> Side:
        return Side.LEADER if self.by_id == self.pair.leader_id else Side.HR

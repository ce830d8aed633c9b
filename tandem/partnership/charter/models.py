"""The charter of a pair: its parts as the two agree on them, and each version both have signed."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self, TypeVar
from uuid import UUID

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tandem.access.audit import Audited, AuditedQuerySet
from tandem.access.sealed import Sealed, SealedTextField
from tandem.access.tiers import Tier, classified
from tandem.organisation.models import Person
from tandem.partnership.agreeing.rules import Side, Standing, State
from tandem.partnership.charter import rules
from tandem.partnership.charter.starting_point import TEXT_LENGTH

KEY_LENGTH = 12
WHAT_LENGTH = 600
VIEW_LENGTH = 600
STATES = [(each.value, each.name) for each in State]
SIDES = [(each.value, each.name) for each in Side]
CARRIED_BY = [*SIDES, ("both", "BOTH")]
M = TypeVar("M", bound=Audited)


class Answer(models.TextChoices):
    """What is said to an expectation. “Cannot” with a reason is a full answer."""

    CAN = "can", _("Can")
    PARTLY = "partly", _("Can partly")
    CANNOT = "cannot", _("Cannot")


def sealed(longest: int, *, blank: bool = True) -> SealedTextField:
    return SealedTextField(blank=blank, validators=[MaxLengthValidator(longest)])


class OfOwnPairs(AuditedQuerySet[M]):
    def visible_to(self, person: Person) -> Self:
        """Those of the person's own pairs. Being somebody's leader opens nothing."""
        return self.filter(Q(pair__leader=person) | Q(pair__hr_partner=person))

    def of(self, pair: models.Model) -> Self:
        return self.filter(pair=pair)


class CharterPartQuerySet(OfOwnPairs["CharterPart"]):
    def unsettled(self, today: date) -> Self:
        """Those of pairs of today that are begun and not agreed by both."""
        still = Q(pair__end_on=None) | Q(pair__end_on__gt=today)
        begun = self.filter(still, pair__start_on__lte=today).exclude(state=State.SIGNED)
        return begun.select_related("pair__area", "pair__leader", "pair__hr_partner")


class CharterPart(Sealed):
    """What the two are agreeing on for one part. There is none before the first act to it.

    Which of the texts it uses is its kind's to say. days: between two talks, of the rhythm alone.
    """

    pair = models.ForeignKey("partnership.Pair", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=KEY_LENGTH)
    state = models.CharField(max_length=12, choices=STATES, default=State.DEFAULT.value)
    text = sealed(TEXT_LENGTH)
    leader_text = sealed(TEXT_LENGTH)
    hr_text = sealed(TEXT_LENGTH)
    days = models.PositiveSmallIntegerField(null=True, blank=True)
    edited_by = models.CharField(max_length=6, choices=SIDES, blank=True)
    changed_on = models.DateField()
    differs_since = models.DateField(null=True, blank=True)
    leader_view = sealed(VIEW_LENGTH)
    hr_view = sealed(VIEW_LENGTH)

    pair_id: UUID
    tier: ClassVar = Tier.PAIR
    privacy: ClassVar = classified(
        internal="id wrapped_key pair key state days",
        personal="edited_by changed_on differs_since",
        sealed="text leader_text hr_text leader_view hr_view",
    )
    counted_as: ClassVar = (_("part of a charter"), _("parts of a charter"))
    objects = CharterPartQuerySet.as_manager()

    class Meta:
        ordering = ("pair", "key")
        constraints = [
            models.UniqueConstraint(fields=["pair", "key"], name="one_row_of_a_charters_part")
        ]

    def __str__(self) -> str:
        return f"{self.key}, {self.state}"

    def get_absolute_url(self) -> str:
        return reverse("charters:part", args=[self.pair_id, self.key])

    @property
    def standing(self) -> Standing:
        views = {Side.LEADER: "leader_view", Side.HR: "hr_view"}
        # Whether there are words is asked of what is stored: nothing has to be opened for it.
        unsaid = {side for side, name in views.items() if not self.__dict__[name]}
        return Standing(
            state=State(self.state),
            edited_by=self.edited_by or None,
            differs=self.differs_since is not None,
            unsaid=frozenset(unsaid) if self.differs_since else frozenset(),
        )

    @property
    def said_by(self) -> frozenset[str]:
        """Which sides have words of their own in it, as `standing` knows of views."""
        texts = {Side.LEADER: "leader_text", Side.HR: "hr_text"}
        return frozenset(side for side, name in texts.items() if self.__dict__[name])

    def waits_for(self, side: str) -> bool:
        return rules.waits(self.key, self.standing, side, written=self.said_by)


class CharterEntryQuerySet(OfOwnPairs["CharterEntry"]):
    pass


class CharterEntry(Sealed):
    """One line of a part that is a list: an expectation with its answer, or a success factor.

    carried_by, measure: of a success factor alone. The other side answers an expectation.
    """

    pair = models.ForeignKey("partnership.Pair", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=KEY_LENGTH)
    number = models.PositiveSmallIntegerField()
    what = sealed(WHAT_LENGTH, blank=False)
    measure = sealed(WHAT_LENGTH)
    carried_by = models.CharField(max_length=6, choices=CARRIED_BY, blank=True)
    answer = models.CharField(max_length=6, choices=Answer, blank=True)
    why = sealed(WHAT_LENGTH)
    said_on = models.DateField()
    answered_on = models.DateField(null=True, blank=True)

    pair_id: UUID
    tier: ClassVar = Tier.PAIR
    privacy: ClassVar = classified(
        internal="id wrapped_key pair key number carried_by",
        personal="answer said_on answered_on",
        sealed="what measure why",
    )
    counted_as: ClassVar = None  # part of a charter
    objects = CharterEntryQuerySet.as_manager()

    class Meta:
        ordering = ("pair", "key", "number")
        constraints = [
            models.UniqueConstraint(
                fields=["pair", "key", "number"], name="entries_of_a_part_are_in_one_order"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_on=None)
                | (~Q(answer="") & Q(answered_on__isnull=False)),
                name="an_answer_to_an_expectation_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.number}"


class SignedStays(RuntimeError):
    """For the developer: what both have signed is written once."""


class CharterQuerySet(OfOwnPairs["Charter"]):
    def newest_first(self) -> Self:
        return self.order_by("-number")


class Charter(Sealed):
    """One version both have signed, in the very words they read. Written once, never again.

    words: the whole of it, as `content` writes it, questions and names of the parts included: no
    later starting point changes what was signed. days: between two talks, as data for whoever
    reckons with it. renew_on: when the two look at it again.
    """

    pair = models.ForeignKey("partnership.Pair", on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    words = SealedTextField()
    days = models.PositiveSmallIntegerField()
    leader = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    hr_partner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    signed_on = models.DateField()
    renew_on = models.DateField()

    pair_id: UUID
    tier: ClassVar = Tier.PAIR
    privacy: ClassVar = classified(
        internal="id wrapped_key pair number days",
        personal="leader hr_partner signed_on renew_on",
        sealed="words",
    )
    counted_as: ClassVar = (_("signed charter"), _("signed charters"))
    objects = CharterQuerySet.as_manager()

    class Meta:
        ordering = ("pair", "number")
        constraints = [
            models.UniqueConstraint(
                fields=["pair", "number"], name="versions_of_a_charter_are_in_one_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}, {self.signed_on}"

    def get_absolute_url(self) -> str:
        return reverse("charters:version", args=[self.pair_id, self.number])

    def _write(self) -> Self:
        if not self._state.adding:
            raise SignedStays(
                "A signed charter is written once. What the two agree on next is its next version: "
                "call a function in tandem.partnership.charter.actions."
            )
        return super()._write()

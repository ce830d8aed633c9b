"""One person promises one thing to one other person by a day, and what they said on the way."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import ClassVar, Self
from uuid import UUID

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tandem.access.audit import AuditedQuerySet
from tandem.access.sealed import Sealed, SealedTextField
from tandem.access.tiers import Tier, classified
from tandem.organisation.models import Area, Person
from tandem.partnership.commitments.rules import ENDS, Act, Reason, Side, Standing, State

WHAT_LENGTH = 280
WORDS_LENGTH = 1000
OPEN = sorted(state.value for state in State if state not in ENDS and state is not State.DRAFT)


def choices(values: type[State] | type[Act] | type[Reason] | type[Side]) -> list[tuple[str, str]]:
    return [(value.value, value.name) for value in values]


class Source(models.TextChoices):
    """Where a promise came from."""

    LINE = "line", "the quick line"
    FORM = "form", "the form"
    AREA = "area", "an area's numbers"


class CommitmentQuerySet(AuditedQuerySet["Commitment"]):
    def visible_to(self, person: Person) -> Self:
        """The two it is between, whoever they are; a draft, or a discarded one, its author only."""
        mine = Q(customer=person) | Q(performer=person)
        shown = Q(sent=True) | Q(author=Side.PERFORMER, performer=person)
        shown |= Q(author=Side.CUSTOMER, customer=person)
        return self.filter(mine & shown).select_related("customer", "performer", "area")

    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def drafts(self) -> Self:
        return self.filter(state=State.DRAFT)

    def current(self, *, ended_since: date) -> Self:
        """Those that are open, and those that ended on that day or later."""
        last = Move.objects.filter(commitment=OuterRef("pk")).order_by("-number").values("on")[:1]
        just_ended = Q(state__in=sorted(ENDS), sent=True, ended_on__gte=ended_since)
        with_day = self.annotate(ended_on=Subquery(last))
        return with_day.filter(Q(state__in=OPEN) | just_ended).by_day()

    def between(self, one: Person, other: Person) -> Self:
        return self.filter(Q(customer=one, performer=other) | Q(customer=other, performer=one))

    def performed_by(self, person: Person) -> Self:
        return self.filter(performer=person)

    def waiting_for(self, person: Person) -> Self:
        """Where this person has the word: an answer, a yes, a thanks."""
        return self.filter(
            Q(waits_for=Side.PERFORMER, performer=person)
            | Q(waits_for=Side.CUSTOMER, customer=person)
        )

    def asking(self, person: Person, today: date) -> Self:
        """Where this person has the word, and what may have slipped past its date."""
        slipped = self.filter(state=State.PROMISED, due_on__lt=today)
        return (self.waiting_for(person) | slipped).by_day()

    def by_day(self) -> Self:
        """The next due first; those without a day last."""
        return self.order_by(F("due_on").asc(nulls_last=True), "made_on", "id")


class Commitment(Sealed):
    """A promise between two people, readable by these two alone.

    Where it stands is one `Standing`; only `tandem.partnership.commitments.actions` moves it.
    """

    customer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    performer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    what = SealedTextField(validators=[MaxLengthValidator(WHAT_LENGTH)])
    done_means = SealedTextField(blank=True, validators=[MaxLengthValidator(WORDS_LENGTH)])
    why = SealedTextField(blank=True, validators=[MaxLengthValidator(WORDS_LENGTH)])
    proposed_text = SealedTextField(blank=True, validators=[MaxLengthValidator(WHAT_LENGTH)])
    area = models.ForeignKey(
        Area, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    source = models.CharField(max_length=10, choices=Source)
    made_on = models.DateField()
    first_due_on = models.DateField(null=True, blank=True)
    tier = models.CharField(
        max_length=10, choices=[(t.value, t.value) for t in (Tier.PAIR, Tier.PRIVATE)]
    )

    # Its Standing, field by field.
    state = models.CharField(max_length=24, choices=choices(State))
    author = models.CharField(max_length=10, choices=choices(Side))
    due_on = models.DateField(null=True, blank=True)
    proposed_on = models.DateField(null=True, blank=True)
    proposed_what = models.BooleanField(default=False)
    proposed_by = models.CharField(max_length=10, choices=choices(Side), blank=True)
    offered = models.BooleanField(default=False)
    question_open = models.BooleanField(default=False)
    at_risk = models.BooleanField(default=False)
    guessed_on = models.DateField(null=True, blank=True)
    raised_on = models.DateField(null=True, blank=True)
    rounds = models.PositiveSmallIntegerField(default=0)
    waiting_since = models.DateField(null=True, blank=True)
    sent = models.BooleanField(default=False)
    by_silence = models.BooleanField(default=False)
    # Derived from the standing at each act, so that Today is one query.
    waits_for = models.CharField(max_length=10, choices=choices(Side), blank=True)

    privacy: ClassVar = classified(
        internal=(
            "id wrapped_key area source tier state author proposed_what proposed_by offered"
            " question_open at_risk rounds sent by_silence waits_for"
        ),
        personal=(
            "customer performer made_on first_due_on due_on proposed_on guessed_on raised_on"
            " waiting_since"
        ),
        sealed="what done_means why proposed_text",
    )
    counted_as: ClassVar = (_("promise"), _("promises"))
    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ("made_on", "id")
        indexes = [
            models.Index(fields=["performer", "state"], name="promises_of"),
            models.Index(fields=["customer", "state"], name="promises_to"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(customer=F("performer")), name="a_promise_is_between_two"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "withdrawn"]) | Q(due_on__isnull=False),
                name="what_was_sent_has_a_day",
            ),
            models.CheckConstraint(
                condition=(Q(sent=False) & Q(tier="private")) | (Q(sent=True) & Q(tier="pair")),
                name="a_draft_is_private",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.performer} to {self.customer}, {self.state}"

    def get_absolute_url(self) -> str:
        return reverse("commitments:page", args=[self.pk])

    def side_of(self, person: Person) -> Side:
        """Raises ValueError for somebody it is not between: doors ask `visible_to` first."""
        if person == self.performer:
            return Side.PERFORMER
        if person == self.customer:
            return Side.CUSTOMER
        raise ValueError("not one of the two")

    def other_than(self, person: Person) -> Person:
        return self.customer if person == self.performer else self.performer

    @property
    def standing(self) -> Standing:
        return Standing(
            state=State(self.state),
            author=Side(self.author),
            due_on=self.due_on,
            proposed_on=self.proposed_on,
            proposed_what=self.proposed_what,
            proposed_by=Side(self.proposed_by) if self.proposed_by else None,
            offered=self.offered,
            question_open=self.question_open,
            at_risk=self.at_risk,
            guessed_on=self.guessed_on,
            raised_on=self.raised_on,
            rounds=self.rounds,
            waiting_since=self.waiting_since,
            sent=self.sent,
            by_silence=self.by_silence,
        )


class MoveQuerySet(AuditedQuerySet["Move"]):
    def visible_to(self, person: Person) -> Self:
        """Those of the person's promises. What was only drafted stays its author's for ever."""
        own = self.filter(commitment__in=Commitment.objects.visible_to(person).order_by())
        return own.filter(~Q(to=State.DRAFT) | Q(by=person)).select_related("by")

    def of(self, commitment: Commitment) -> Self:
        return self.filter(commitment=commitment)

    def between(self, one: Person, other: Person) -> Self:
        return self.filter(
            Q(commitment__customer=one, commitment__performer=other)
            | Q(commitment__customer=other, commitment__performer=one)
        )

    def newest_first(self) -> Self:
        return self.order_by("-on", "-number")

    def last_of(self, commitments: Iterable[Commitment], person: Person) -> dict[UUID, Move]:
        """What was said last in each of them, as far as this person may read it."""
        those = self.visible_to(person).filter(commitment__in=[one.pk for one in commitments])
        return {move.commitment_id: move for move in those.order_by("number")}


class Move(Sealed):
    """One act in the life of a promise, with what was said. Appended, never changed."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=20, choices=choices(Act))
    by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    on = models.DateField()
    to = models.CharField(max_length=24, choices=choices(State))
    what = SealedTextField(blank=True, validators=[MaxLengthValidator(WHAT_LENGTH)])
    words = SealedTextField(blank=True, validators=[MaxLengthValidator(WORDS_LENGTH)])
    reason = models.CharField(max_length=24, choices=choices(Reason), blank=True)
    due_on = models.DateField(null=True, blank=True)
    usefulness = models.PositiveSmallIntegerField(null=True, blank=True)
    # What was said to a draft stays its author's, sealed for nobody else, also once it is sent.
    tier = models.CharField(
        max_length=10, choices=[(t.value, t.value) for t in (Tier.PAIR, Tier.PRIVATE)]
    )

    privacy: ClassVar = classified(
        internal="id wrapped_key commitment number act to reason usefulness tier",
        personal="by on due_on",
        sealed="what words",
    )
    counted_as: ClassVar = None  # part of a promise
    objects = MoveQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["commitment", "number"], name="moves_are_in_one_order"),
            models.CheckConstraint(
                condition=Q(usefulness=None) | Q(usefulness__range=(1, 5)),
                name="usefulness_is_one_to_five",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act}, {self.on}"

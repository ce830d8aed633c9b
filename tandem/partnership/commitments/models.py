"""One person promises one thing to one other person by a day, and what they said on the way."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import ClassVar, Self
from uuid import UUID

from django.core.validators import MaxLengthValidator, URLValidator
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, When, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext_lazy as _

from tandem.access.audit import AuditedQuerySet
from tandem.access.sealed import Sealed, SealedTextField
from tandem.access.tiers import Tier, classified
from tandem.organisation.addresses import address
from tandem.organisation.models import Person
from tandem.organisation.models.people import one_has_left
from tandem.partnership.commitments.conditions import has_slipped, is_left_open, waits
from tandem.partnership.commitments.requests import KEY_LENGTH, Nature, Passed
from tandem.partnership.commitments.rules import ENDS, Act, Reason, Side, Standing, State, other
from tandem.partnership.commitments.sources import Source as Source
from tandem.partnership.commitments.standing import Blocked, Confidence, Heard, Proposal, Size
from tandem.partnership.commitments.timers import ENDED_BY_SILENCE

WHAT_LENGTH = 280
WORDS_LENGTH = 1000
LINK_LENGTH = 500
WEB = URLValidator(schemes=["http", "https"])
OPEN = sorted(state.value for state in State if state not in ENDS and state is not State.DRAFT)

FARTHEST_NUDGE = 90  # days before its day that a promise may be near: a fifth of more than a year
UNDER_WAY = (State.PROMISED, State.RENEGOTIATING, State.REPORTED_DONE)


def choices(values: type[StrEnum]) -> list[tuple[str, str]]:
    return [(value.value, value.name) for value in values]


CURRENT = (
    Case(When(state__in=sorted(UNDER_WAY), then=0), When(state__in=OPEN, then=1), default=2),
    F("due_on").asc(nulls_last=True), F("made_on").asc(), F("id").asc(),
)  # fmt: skip


class CommitmentQuerySet(AuditedQuerySet["Commitment"]):
    def visible_to(self, person: Person) -> Self:
        """The two it is between, whoever they are; a draft, or a discarded one, its author only.

        And while somebody is away, their deputy: what is open, and what they said a word to.
        """
        mine = Q(customer=person) | Q(performer=person)
        shown = Q(sent=True) | Q(author=Side.PERFORMER, performer=person)
        shown |= Q(author=Side.CUSTOMER, customer=person)
        seen = (mine & shown) | self._as_deputy(person) if person.stands_for else mine & shown
        return self.filter(seen).select_related("customer", "performer", "handing_to")

    def _as_deputy(self, person: Person) -> Q:
        """Of the one or of the other: who is deputy of both acts for neither."""
        for_customer = Q(customer__in=person.stands_for)
        for_performer = Q(performer__in=person.stands_for)
        one = (for_customer & ~for_performer) | (for_performer & ~for_customer)
        said = Move.objects.filter(commitment=OuterRef("pk"), by=person)
        return Q(sent=True) & one & (Q(state__in=OPEN) | Q(Exists(said)))

    def own(self, person: Person) -> Self:
        """Those between this person and another, without those they are deputy in."""
        return self.filter(Q(customer=person) | Q(performer=person))

    def telling_who_left(self, today: date) -> Self:
        """Each with `one_left`: whether one of the two works here no more."""
        return self.annotate(one_left=one_has_left(today, "customer", "performer"))

    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def drafts(self) -> Self:
        return self.filter(state=State.DRAFT)

    def listed(self) -> Self:
        """All but the drafts that were discarded: they ended without having been sent."""
        return self.exclude(state=State.WITHDRAWN, sent=False)

    def over(self) -> Self:
        """Those that ended; what ended last comes first."""
        return self.filter(state__in=ENDS, sent=True).order_by("-ended_on", "-made_on", "id")

    def current(self, *, ended_since: date) -> Self:
        """What is promised, then what is asked or offered, then what ended on that day or later."""
        just_ended = Q(sent=True, ended_on__gte=ended_since)
        return self.filter(Q(state__in=OPEN) | just_ended).order_by(*CURRENT)

    def current_of_each(self, *, ended_since: date, most: int) -> Self:
        """The first so many of each who performs; `open_of_theirs` counts all that are open."""
        open_ones = Count("pk", filter=Q(state__in=OPEN))
        current = self.current(ended_since=ended_since).annotate(
            place=Window(RowNumber(), partition_by=F("performer"), order_by=CURRENT),
            open_of_theirs=Window(open_ones, partition_by=F("performer")),
        )
        return current.filter(place__lte=most)

    def between(self, one: Person, other: Person) -> Self:
        return self.filter(Q(customer=one, performer=other) | Q(customer=other, performer=one))

    def requests(self) -> Self:
        """What its customer asked for; an offer is no request."""
        return self.filter(sent=True, author=Side.CUSTOMER)

    def performed_by(self, person: Person) -> Self:
        return self.filter(performer=person)

    def waiting_for(self, person: Person) -> Self:
        """Where this person has the word: an answer, a yes, a thanks; as a deputy too."""
        return self.filter(waits(person))

    def slipped(self, today: date) -> Self:
        """What is promised, past its day, and nobody has proposed another one."""
        return self.filter(has_slipped(today))

    def near(self, person: Person, today: date) -> Self:
        """What this person, or whom they act for, has promised and whose day may be near."""
        until = today + timedelta(days=FARTHEST_NUDGE)
        theirs = Q(performer__in=person.stands_for) & ~Q(customer=person)
        mine = self.filter(Q(performer=person) | theirs, state=State.PROMISED, waits_for="")
        return mine.filter(due_on__range=(today, until)).by_day()

    def left_open(self, today: date) -> Self:
        """Where a change was proposed so long ago that both may be asked about it."""
        return self.filter(is_left_open(today))

    def left_unanswered(self, *, before: date) -> Self:
        """Where silence may lead on, and has lasted since before that day."""
        return self.filter(
            state__in=ENDED_BY_SILENCE, question_open=False, waiting_since__lt=before
        )

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
    done_was_said = models.BooleanField(default=False)  # in words that both have deleted since
    helpers = SealedTextField(blank=True, validators=[MaxLengthValidator(WHAT_LENGTH)])
    size = models.CharField(max_length=1, choices=choices(Size), blank=True)
    confidence = models.CharField(max_length=6, choices=choices(Confidence), blank=True)
    blocked_by = models.CharField(max_length=10, choices=choices(Blocked), blank=True)
    blocked_by_promise = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # What it hangs on, whatever that is: `about` knows the kinds.
    about_kind = models.CharField(max_length=20, blank=True)
    about_id = models.UUIDField(null=True, blank=True)
    # Another promise whose place this one takes, with the yes of everybody it needs.
    instead_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    handing_to = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    source = models.CharField(max_length=10, choices=Source)
    # Of a request: what it is about, and what it is mostly a matter of; empty where nobody said.
    request = models.CharField(max_length=KEY_LENGTH, blank=True)
    nature = models.CharField(max_length=13, choices=choices(Nature), blank=True)
    passed_because = models.CharField(max_length=8, choices=choices(Passed), blank=True)
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
    proposal = models.CharField(max_length=10, choices=choices(Proposal), blank=True)
    important = models.BooleanField(default=False)
    heard = models.CharField(max_length=10, choices=choices(Heard), blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    on_track_on = models.DateField(null=True, blank=True)
    reported_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    outside_hands = models.BooleanField(default=False)
    # Derived from the standing at each act, so that Today is one query.
    waits_for = models.CharField(max_length=10, choices=choices(Side), blank=True)

    one_left: bool  # as `telling_who_left` found it
    privacy: ClassVar = classified(
        internal=(
            "id wrapped_key size confidence blocked_by blocked_by_promise about_kind about_id"
            " instead_of source request nature tier state author proposed_what proposed_by proposal"
            " offered question_open at_risk rounds sent by_silence important heard outside_hands"
            " waits_for done_was_said passed_because"
        ),
        personal=(
            "customer performer made_on first_due_on due_on proposed_on guessed_on raised_on"
            " waiting_since agreed_on on_track_on reported_on ended_on handing_to"
        ),
        sealed="what done_means why helpers proposed_text",
    )
    counted_as: ClassVar = (_("promise"), _("promises"))
    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ("made_on", "id")
        indexes = [
            models.Index(fields=["performer", "state"], name="promises_of"),
            models.Index(fields=["customer", "state"], name="promises_to"),
            models.Index(
                fields=["id"], name="promises_that_wait", condition=Q(waiting_since__isnull=False)
            ),
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
            models.CheckConstraint(
                condition=Q(about_kind="", about_id=None)
                | (~Q(about_kind="") & Q(about_id__isnull=False)),
                name="what_it_hangs_on_has_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(blocked_by_promise=None) | Q(blocked_by="promise"),
                name="a_promise_in_the_way_is_called_that",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.performer} to {self.customer}, {self.state}"

    def get_absolute_url(self) -> str:
        return address("commitments:page", self.pk)

    def side_of(self, person: Person) -> Side:
        """Whose word it is that this person says, as a deputy too.

        Raises ValueError for somebody it is not between: doors ask `visible_to` first.
        """
        sides = {self.performer_id: Side.PERFORMER, self.customer_id: Side.CUSTOMER}
        if person.pk in sides:
            return sides[person.pk]
        acted_for = person.stands_for & sides.keys()
        if len(acted_for) != 1:
            raise ValueError("not one of the two, nor the deputy of one")
        return sides[next(iter(acted_for))]

    def who_is(self, side: Side) -> Person:
        return self.performer if side is Side.PERFORMER else self.customer

    def authors(self, on: date) -> frozenset[UUID]:
        """Whoever of the two said something to it, and still works here."""
        said = Move.objects.of(self).values_list("by", flat=True)
        wrote = self.performer if self.author == Side.PERFORMER else self.customer
        people = [self.customer, self.performer]
        those = (one for one in people if one == wrote or one.pk in set(said))
        return frozenset(one.pseudonym for one in those if one.is_here(on))

    def other_than(self, person: Person) -> Person:
        """The one opposite of this person, or of whom they are deputy."""
        return self.who_is(other(self.side_of(person)))

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
            proposal=Proposal(self.proposal) if self.proposal else None,
            important=self.important,
            heard=Heard(self.heard) if self.heard else None,
            agreed_on=self.agreed_on,
            on_track_on=self.on_track_on,
            reported_on=self.reported_on,
            ended_on=self.ended_on,
            outside_hands=self.outside_hands,
        )


class MoveQuerySet(AuditedQuerySet["Move"]):
    def visible_to(self, person: Person) -> Self:
        """Those of the person's promises. What was only drafted stays its author's for ever."""
        of_it = Commitment.objects.visible_to(person).order_by().filter(pk=OuterRef("commitment"))
        own = self.filter(Exists(of_it))
        return own.filter(~Q(to=State.DRAFT) | Q(by=person)).select_related("by", "acted_for")

    def of(self, commitment: Commitment) -> Self:
        return self.filter(commitment=commitment)

    def says_why(self, commitment: Commitment) -> bool:
        """Whether it was said since its day what got in the way."""
        return self.of(commitment).filter(on__gt=commitment.due_on).exclude(reason="").exists()

    def between(self, one: Person, other: Person) -> Self:
        return self.filter(
            Q(commitment__customer=one, commitment__performer=other)
            | Q(commitment__customer=other, commitment__performer=one)
        )

    def newest_first(self) -> Self:
        return self.order_by("-on", "-number")


class Move(Sealed):
    """One act in the life of a promise, with what was said. Appended, never changed."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=20, choices=choices(Act))
    by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    acted_for = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    on = models.DateField()
    by_letter = models.BooleanField(default=False)  # with a link of a letter, without signing in
    to = models.CharField(max_length=24, choices=choices(State))
    what = SealedTextField(blank=True, validators=[MaxLengthValidator(WHAT_LENGTH)])
    words = SealedTextField(blank=True, validators=[MaxLengthValidator(WORDS_LENGTH)])
    reason = models.CharField(max_length=24, choices=choices(Reason), blank=True)
    due_on = models.DateField(null=True, blank=True)
    evidence = SealedTextField(blank=True, validators=[MaxLengthValidator(LINK_LENGTH), WEB])
    usefulness = models.PositiveSmallIntegerField(null=True, blank=True)
    # What was said to a draft stays its author's, sealed for nobody else, also once it is sent.
    tier = models.CharField(
        max_length=10, choices=[(t.value, t.value) for t in (Tier.PAIR, Tier.PRIVATE)]
    )

    privacy: ClassVar = classified(
        internal="id wrapped_key commitment number act by_letter to reason usefulness tier",
        personal="by acted_for on due_on",
        sealed="what words evidence",
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

    def authors(self, on: date) -> frozenset[UUID]:
        """Who said it. What a timer wrote has no author, and does not move."""
        return frozenset({self.by.pseudonym} if self.by and self.by.is_here(on) else ())

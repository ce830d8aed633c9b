"""What two partners cannot get past yet, step by step. Every word of it is sealed.

`Escalation` is the two's. `JointNote` becomes that of those they send it to, once both agree.
`StraightWord` is one person's and whom they turned to: the partner does not learn of it.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self, TypeVar
from uuid import UUID

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tandem.access.audit import Audited, AuditedQuerySet
from tandem.access.sealed import Sealed, SealedTextField
from tandem.access.tiers import Tier, classified
from tandem.organisation.models import Person
from tandem.organisation.models.people import one_has_left
from tandem.partnership.models import Pair
from tandem.rooms.escalations.rules import Step, Written

MATTER_LENGTH = 200
VIEW_LENGTH = 1500  # two of them, the question and a decision are one page
HEARD_LENGTH = 300
SETTLED_LENGTH = 600
DECISION_LENGTH = 1000
STRAIGHT_LENGTH = 3000
LEADER, HR = "leader", "hr"
BY_NAME = ("person__first_name", "person__last_name", "person")
M = TypeVar("M", bound=Audited)


def sealed_words(longest: int, *, blank: bool = True) -> SealedTextField:
    return SealedTextField(blank=blank, validators=[MaxLengthValidator(longest)])


def a_day() -> models.DateField[date | None, date | None]:
    return models.DateField(null=True, blank=True)


def a_person() -> models.ForeignKey[Person, Person]:
    return models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")


def nobody_yet() -> models.ForeignKey[Person | None, Person | None]:
    return models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )


class Because(models.TextChoices):
    """Why both write their views, beside that talking did not help."""

    TALKED = "talked", _("We talked, and it is still there")
    TWICE = "twice", _("The same thing came up again")
    CLOCK = "clock", _("A decision is past its day")


class StraightBecause(models.TextChoices):
    """The only grounds on which one of the two goes alone."""

    LEGAL = "legal", _("The law")
    ETHICS = "ethics", _("Ethics")
    SAFETY = "safety", _("Somebody’s safety")
    REPRISAL = "reprisal", _("Somebody is treated worse for having spoken up")
    LEADER = "leader", _("It is about a leader")


class State(models.TextChoices):
    OPEN = "open", _("Between the two of you")
    SENT = "sent", _("With those above")
    SETTLED = "settled", _("Settled between you")
    RESTED = "rested", _("Left to rest")
    DECIDED = "decided", _("Decided")


RUNNING = (State.OPEN, State.SENT)


def of_own_pairs(person: Person) -> Q:
    return Q(pair__leader=person) | Q(pair__hr_partner=person)


def side_of(pair: Pair, person: Person) -> str:
    """Raises NotInThisPair for anybody but the two."""
    pair.partner_of(person)
    return LEADER if person == pair.leader else HR


class EscalationQuerySet(AuditedQuerySet["Escalation"]):
    def visible_to(self, person: Person) -> Self:
        """Those of the person's own pairs. Being somebody's leader opens nothing."""
        two = ("pair__leader", "pair__hr_partner", "pair__area", "by", "settled_by", "note")
        return self.filter(of_own_pairs(person)).select_related(*two)

    def of(self, pair: Pair) -> Self:
        return self.filter(pair=pair)

    def running(self) -> Self:
        return self.filter(state__in=RUNNING)


class Escalation(Sealed):
    """Something the two cannot get past yet, as far as it is between them.

    heard: what each says in a sentence to have heard from the other. settled_by: who put into words
    what the two agreed; the other's yes settles it.
    """

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="+")
    by = a_person()
    matter = sealed_words(MATTER_LENGTH, blank=False)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN.value)
    because = models.CharField(max_length=10, choices=Because, blank=True)
    begun_on = models.DateField()
    answered_on = a_day()
    views_on = a_day()
    leader_heard = sealed_words(HEARD_LENGTH)
    hr_heard = sealed_words(HEARD_LENGTH)
    settled = sealed_words(SETTLED_LENGTH)
    settled_by = nobody_yet()
    ended_on = a_day()

    note: JointNote
    tier: ClassVar = Tier.PAIR
    privacy: ClassVar = classified(
        internal="id wrapped_key pair state because",
        personal="by begun_on answered_on views_on settled_by ended_on",
        sealed="matter leader_heard hr_heard settled",
    )
    counted_as: ClassVar = (_("sticking point"), _("sticking points"))
    objects = EscalationQuerySet.as_manager()

    class Meta:
        ordering = ("-begun_on", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(views_on=None, because="") | ~Q(because="") & Q(views_on__isnull=False),
                name="both_views_are_asked_for_on_a_day_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state__in=RUNNING, ended_on=None)
                | ~Q(state__in=RUNNING) & Q(ended_on__isnull=False),
                name="what_has_ended_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state}, {self.begun_on}"

    def get_absolute_url(self) -> str:
        return reverse("escalations:point", args=[self.pk])

    @property
    def step(self) -> Step:
        if self.state == State.SENT:
            return self.note.step
        return Step.VIEWS if self.views_on else Step.TALK

    @property
    def since(self) -> date:
        """The day its step began."""
        if self.state == State.SENT:
            return self.note.since
        return self.views_on or self.begun_on

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING

    @property
    def is_between_us(self) -> bool:
        return self.state == State.OPEN

    @property
    def progress(self) -> Written:
        """Raises DoesNotExist before both views are asked for."""
        views = bool(self.note.leader_view), bool(self.note.hr_view)
        return Written(*views, bool(self.leader_heard), bool(self.hr_heard))


class JointNoteQuerySet(AuditedQuerySet["JointNote"]):
    def visible_to(self, person: Person) -> Self:
        """The two's, and once sent of those it was sent to, by name. No office opens it."""
        named = NoteReader.objects.order_by().filter(note=OuterRef("pk"), person=person)
        sent_to = Q(Exists(named), tier=Tier.RESTRICTED.value)
        two = ("pair__leader", "pair__hr_partner", "pair__area", "escalation", "written_by")
        return self.filter(of_own_pairs(person) | sent_to).select_related(*two)


class JointNote(Sealed):
    """One page with both views, and what was decided on it.

    version: how often its text was changed; a yes is to the version that was read. written_by: who
    of those it went to put the decision into words; another one's yes makes it stand.
    """

    escalation = models.OneToOneField(Escalation, on_delete=models.CASCADE, related_name="note")
    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="+")
    tier = models.CharField(
        max_length=10, choices=[(t.value, t.value) for t in (Tier.PAIR, Tier.RESTRICTED)]
    )
    question = sealed_words(MATTER_LENGTH, blank=False)
    leader_view = sealed_words(VIEW_LENGTH)
    hr_view = sealed_words(VIEW_LENGTH)
    version = models.PositiveSmallIntegerField(default=0)
    sent_on = a_day()
    top_on = a_day()
    decision = sealed_words(DECISION_LENGTH)
    reason = sealed_words(DECISION_LENGTH)
    written_by = nobody_yet()
    decided_on = a_day()
    leader_read_on = a_day()
    hr_read_on = a_day()

    privacy: ClassVar = classified(
        internal="id wrapped_key escalation pair tier version",
        personal="sent_on top_on written_by decided_on leader_read_on hr_read_on",
        sealed="question leader_view hr_view decision reason",
    )
    counted_as: ClassVar = (_("joint note"), _("joint notes"))
    objects = JointNoteQuerySet.as_manager()

    class Meta:
        ordering = ("sent_on", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(tier=Tier.PAIR.value, sent_on=None, decided_on=None, top_on=None)
                | Q(tier=Tier.RESTRICTED.value, sent_on__isnull=False),
                name="only_what_was_sent_is_decided",
            ),
            models.CheckConstraint(
                condition=Q(decided_on=None) | Q(written_by__isnull=False),
                name="a_decision_is_somebodys",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tier}, {self.sent_on}"

    def get_absolute_url(self) -> str:
        return reverse("escalations:note", args=[self.pk])

    def authors(self, on: date) -> frozenset[UUID]:
        """Both, while they work here, whatever each has written: it goes in the name of two."""
        two = (self.pair.leader, self.pair.hr_partner)
        return frozenset(each.pseudonym for each in two if each.is_here(on))

    @property
    def step(self) -> Step:
        return Step.TOP if self.top_on else Step.NOTE

    @property
    def since(self) -> date:
        since = self.top_on or self.sent_on
        assert since is not None  # asked of what was sent
        return since

    def view_of(self, side: str) -> str:
        view: str = getattr(self, f"{side}_view")
        return view


class NoteReaderQuerySet(AuditedQuerySet["NoteReader"]):
    def of(self, note: JointNote) -> Self:
        return self.filter(note=note).select_related("person").order_by("since", *BY_NAME)


class NoteReader(Audited):
    """Somebody a joint note was sent to, at which step. They read it from then on."""

    note = models.ForeignKey(JointNote, on_delete=models.CASCADE, related_name="+")
    person = a_person()
    step = models.CharField(max_length=10, choices=[(s.value, s.value) for s in Step])
    since = models.DateField()

    tier: ClassVar = Tier.RESTRICTED
    privacy: ClassVar = classified(internal="id note step", personal="person since")
    counted_as: ClassVar = None  # part of the note
    objects = NoteReaderQuerySet.as_manager()

    class Meta:
        ordering = ("since", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["note", "person", "step"], name="a_note_goes_to_somebody_once_a_step"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step}, {self.since}"


class StraightWordQuerySet(AuditedQuerySet["StraightWord"]):
    def visible_to(self, person: Person) -> Self:
        """Who wrote it and whom they chose. Never the partner, and nobody by an office."""
        two = ("by", "to", "pair__leader", "pair__hr_partner", "pair__area")
        return self.filter(Q(by=person) | Q(to=person)).select_related(*two)

    def of(self, pair: Pair) -> Self:
        return self.filter(pair=pair)

    def telling_who_left(self, today: date) -> Self:
        """Each with `to_left`: whether who was turned to works here no more."""
        return self.annotate(to_left=one_has_left(today, "to"))


class StraightWord(Sealed):
    """Said past the line by one of the two, on grounds that allow no waiting for the other."""

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="+")
    by = a_person()
    to = a_person()
    because = models.CharField(max_length=10, choices=StraightBecause)
    words = sealed_words(STRAIGHT_LENGTH, blank=False)
    sent_on = models.DateField()
    taken_on = a_day()
    answer = sealed_words(STRAIGHT_LENGTH)
    answered_on = a_day()
    read_on = a_day()
    withdrawn_on = a_day()

    to_left: bool  # as `telling_who_left` found it
    tier: ClassVar = Tier.CASE
    privacy: ClassVar = classified(
        internal="id wrapped_key pair because",
        personal="by to sent_on taken_on answered_on read_on withdrawn_on",
        sealed="words answer",
    )
    counted_as: ClassVar = (_("word sent straight"), _("words sent straight"))
    objects = StraightWordQuerySet.as_manager()

    class Meta:
        ordering = ("-sent_on", "id")
        constraints = [
            models.CheckConstraint(condition=~Q(by=F("to")), name="nobody_goes_straight_to_self"),
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(withdrawn_on=None),
                name="what_was_answered_is_not_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.because}, {self.sent_on}"

    def get_absolute_url(self) -> str:
        return reverse("escalations:word", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        return self.answered_on is None and self.withdrawn_on is None

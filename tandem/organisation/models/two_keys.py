"""What one person asks for and another one confirms; looks at a set-up; and notices of both."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tandem.access.audit import Audited, AuditedQuerySet
from tandem.access.tiers import Tier, classified
from tandem.organisation.models.grounds import LONGEST
from tandem.organisation.models.people import Person


class Wish(models.TextChoices):
    """What two people do together."""

    ROLE = "role", _("give a role")
    OPENING = "opening", _("open sealed words")
    HOLD = "hold", _("keep what the law asks for")
    LIFT = "lift", _("lift a legal hold")


class Outcome(models.TextChoices):
    CONFIRMED = "confirmed", _("confirmed")
    DECLINED = "declined", _("declined")


class LegalReason(models.TextChoices):
    """Why sealed words may be opened at all."""

    ORDER = "order", _("a court or an authority orders it")
    CLAIM = "claim", _("a legal claim has to be made or answered")
    DANGER = "danger", _("somebody’s life or health is in danger")
    WISH = "wish", _("those it is between ask for it themselves")


class TwoKeyRequestQuerySet(AuditedQuerySet["TwoKeyRequest"]):
    def waiting(self, at: datetime) -> Self:
        """Neither confirmed nor declined, and not too old for it."""
        return self.filter(outcome="", expires_at__gt=at)

    def of(self, wish: Wish) -> Self:
        return self.filter(wish=wish).select_related("asked_by", "settled_by")

    def open_at(self, at: datetime) -> Self:
        """Confirmed openings that still last."""
        return self.filter(outcome=Outcome.CONFIRMED, settled_at__lte=at, open_until__gt=at)

    def by_one_of(self, person: Person) -> Self:
        """Those this person asked for or settled."""
        return self.filter(Q(asked_by=person) | Q(settled_by=person))


class TwoKeyRequest(Audited):
    """One person asks, another one confirms or declines: a role, an opening, a legal hold.

    about, detail: who gets which role; which pair or promise is opened, and which of the two it
    is; whose words are kept, or which hold is lifted. `Grounds` beside it say why; `answer`, why
    it was declined. No foreign key: what is opened or kept lies in a layer above.
    """

    wish = models.CharField(max_length=10, choices=Wish)
    about = models.UUIDField(db_index=True)
    detail = models.CharField(max_length=20)
    legal_reason = models.CharField(max_length=10, choices=LegalReason, blank=True)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    answer = models.CharField(max_length=LONGEST, blank=True)
    settled_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    open_until = models.DateTimeField(null=True, blank=True)

    tier: ClassVar = Tier.RESTRICTED
    privacy: ClassVar = classified(
        internal="id wish detail legal_reason expires_at outcome open_until",
        personal="about asked_by asked_at answer settled_by settled_at",
    )
    counted_as: ClassVar = (_("request for two"), _("requests for two"))
    objects = TwoKeyRequestQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", settled_by=None, settled_at=None, open_until=None)
                | Q(outcome__gt="", settled_by__isnull=False, settled_at__isnull=False),
                name="who_settles_a_request_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="confirmed") | ~Q(settled_by=F("asked_by")),
                name="nobody_confirms_what_they_asked_for",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="confirmed") | Q(settled_at__lt=F("expires_at")),
                name="nothing_is_confirmed_too_late",
            ),
            models.CheckConstraint(
                condition=Q(open_until=None) | Q(outcome="confirmed", wish="opening"),
                name="only_a_confirmed_opening_opens",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wish} {self.detail}, {self.outcome or 'waiting'}"

    def is_waiting(self, at: datetime) -> bool:
        return not self.outcome and at < self.expires_at

    def is_open(self, at: datetime) -> bool:
        return self.open_until is not None and at < self.open_until


class SupportSessionQuerySet(AuditedQuerySet["SupportSession"]):
    def visible_to(self, person: Person) -> Self:
        """To who looks, and to whose set-up is looked at."""
        mine = self.filter(Q(by=person) | Q(person=person))
        return mine.select_related("by", "person", "ended_by")

    def running(self, at: datetime) -> Self:
        return self.filter(ended_at=None, until__gt=at)


class SupportSession(Audited):
    """For a while an administrator may see how one person's pages are set up. Nothing written."""

    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    began_at = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    tier: ClassVar = Tier.RESTRICTED
    privacy: ClassVar = classified(
        internal="id until", personal="by person began_at ended_at ended_by"
    )
    counted_as: ClassVar = (_("look at a set-up"), _("looks at a set-up"))
    objects = SupportSessionQuerySet.as_manager()

    class Meta:
        ordering = ("-began_at", "id")
        constraints = [
            models.CheckConstraint(condition=~Q(by=F("person")), name="a_look_is_at_somebody_else"),
            models.CheckConstraint(
                condition=Q(until__gt=F("began_at")), name="a_look_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by} at {self.person}, {self.began_at:%Y-%m-%d}"

    def is_running(self, at: datetime) -> bool:
        return self.ended_at is None and at < self.until


class NoticeQuerySet(AuditedQuerySet["Notice"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(person=person)

    def unread(self) -> Self:
        return self.filter(read_at=None)


class Notice(Audited):
    """Somebody is told of an opening, of a look at their set-up, of a hold. Stays until read.

    about: the opening, the look, the request to hold or to lift; its words are made from it, none
    are kept here.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    about = models.UUIDField()
    given_on = models.DateField()
    read_at = models.DateTimeField(null=True, blank=True)

    tier: ClassVar = Tier.RESTRICTED
    privacy: ClassVar = classified(internal="id about", personal="person given_on read_at")
    counted_as: ClassVar = None  # part of what it tells of
    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ("-given_on", "id")
        constraints = [
            models.UniqueConstraint(fields=["person", "about"], name="one_is_told_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.given_on}"

    @classmethod
    def of(cls, person: Person, about: Audited, on: date) -> Self:
        """A new one; `record` saves it."""
        return cls(person=person, about=about.id, given_on=on)

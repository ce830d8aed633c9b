"""How somebody wants mail, how far today's has come, and which links were used."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localtime

from tandem.access.tiers import Tier, classified
from tandem.organisation.calendar import DAY
from tandem.organisation.models import Person
from tandem.rooms.mail.rules import MINUTES, Rhythm

HELD = timedelta(hours=1)  # longer than the queue tries: then somebody is free again
USUAL_HOUR, QUIET_FROM, QUIET_UNTIL = 7 * 60 + 30, 19 * 60, 7 * 60


def minute_of(at: datetime) -> int:
    there = localtime(at)
    return there.hour * 60 + there.minute


def open_on(note: str, today: date) -> Q:
    """`rules.is_settled` as a condition, turned round."""
    later = {f"{note}__gt": today + DAY}
    return Q(**{note: None}) | Q(**{f"{note}__lt": today}) | Q(**later)


class MailboxQuerySet(models.QuerySet["Mailbox"]):
    def free(self) -> Self:
        """Whom no worker has taken up."""
        return self.filter(claim=None)

    def loud(self, at: datetime) -> Self:
        """Who may get mail at this hour of the day; `rules.is_quiet` as a condition."""
        before, after = Q(quiet_from__gt=minute_of(at)), Q(quiet_until__lte=minute_of(at))
        over_midnight = Q(quiet_from__gt=F("quiet_until"))
        return self.filter((~over_midnight & (before | after)) | (over_midnight & before & after))

    def due(self, at: datetime) -> Self:
        """Whose hour has come today, and no worker has taken them up."""
        return self.free().awaiting(at).order_by("pk")

    def awaiting(self, at: datetime, *, late: int = 0) -> Self:
        """Who may get today's letter now, whose hour came so many minutes ago or earlier."""
        there = self.loud(at).filter(minute__lte=minute_of(at) - late)
        return there.filter(open_on("settled_on", localtime(at).date())).exclude(
            rhythm=Rhythm.NEVER
        )

    def returned(self) -> Self:
        return self.exclude(returned_on=None)


class Mailbox(models.Model):
    """One for each person who can sign in: what they wish, and where the worker stands with it.

    Not audited, since a worker notes each day in it; what the person or the mail server changes
    leaves an event, in `actions`. Of an address that came back a keyed hash is kept, so that
    another one is written to again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")

    rhythm = models.CharField(
        max_length=12, choices=[(each.value, each.name) for each in Rhythm],
        default=Rhythm.WORKING_DAYS,
    )  # fmt: skip
    minute = models.PositiveSmallIntegerField(default=USUAL_HOUR)
    quiet_from = models.PositiveSmallIntegerField(default=QUIET_FROM)
    quiet_until = models.PositiveSmallIntegerField(default=QUIET_UNTIL)
    urgent = models.BooleanField(default=True)

    claim = models.UUIDField(null=True, blank=True, db_index=True)
    claimed_at = models.DateTimeField(null=True, blank=True, db_index=True)
    # The last day that was looked at.
    settled_on = models.DateField(null=True, blank=True, db_index=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)  # by the letter of a day alone
    urgent_on = models.DateField(null=True, blank=True)
    returned_on = models.DateField(null=True, blank=True)
    returned_for = models.CharField(max_length=64, blank=True)

    tier: ClassVar = Tier.RESTRICTED
    privacy: ClassVar = classified(
        internal="id claim claimed_at returned_for",
        personal=(
            "person rhythm minute quiet_from quiet_until urgent settled_on mailed_at told_at"
            " urgent_on returned_on"
        ),
    )
    objects = MailboxQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(minute__lt=MINUTES, quiet_from__lt=MINUTES, quiet_until__lt=MINUTES),
                name="minutes_are_of_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"Mail of {self.person}"


class UsedLink(models.Model):
    """That a link was used. Only a hash of what made it one of its kind, and its last day."""

    hash = models.CharField(primary_key=True, max_length=64)
    ends_on = models.DateField(db_index=True)

    tier: ClassVar = Tier.AGGREGATE
    privacy: ClassVar = classified(internal="hash ends_on")

    def __str__(self) -> str:
        return self.hash[:8]

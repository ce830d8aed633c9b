"""How people come in: invitations to sign in, and imports of people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tandem.access.audit import Audited, AuditedQuerySet
from tandem.access.tiers import Tier, classified
from tandem.organisation.models.people import Person


class InvitationQuerySet(AuditedQuerySet["Invitation"]):
    def open_at(self, moment: datetime) -> Self:
        return self.filter(used_at=None, withdrawn_at=None, expires_at__gt=moment)

    def expired_at(self, moment: datetime) -> Self:
        return self.filter(used_at=None, withdrawn_at=None, expires_at__lte=moment)

    def used(self) -> Self:
        return self.exclude(used_at=None)

    def withdrawn(self) -> Self:
        return self.filter(used_at=None).exclude(withdrawn_at=None)


class Invitation(Audited):
    """A link that lets one person choose a password, once. Only a hash of the link is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    email = models.EmailField()
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    tier: ClassVar = Tier.RESTRICTED
    privacy: ClassVar = classified(
        internal="id token_hash expires_at", personal="person email used_at withdrawn_at"
    )
    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ("-expires_at", "id")

    def __str__(self) -> str:
        return f"Invitation of {self.person}"


class ImportState(models.TextChoices):
    CHECKED = "checked", _("checked, nothing changed")
    APPLIED = "applied", _("applied")
    DISCARDED = "discarded", _("thrown away")
    UNDONE = "undone", _("undone")
    UNUSABLE = "unusable", _("not usable")


class ImportShape(models.TextChoices):
    """What one row of the file stood for; the words of `intake.Shape`."""

    PERSON = "person", _("one row per person")
    HISTORY = "history", _("one row per job")
    COUNTS = "counts", _("counts without persons")


class ImportQuerySet(AuditedQuerySet["Import"]):
    def applied(self) -> Self:
        return self.filter(state=ImportState.APPLIED)

    def waiting(self) -> Self:
        return self.filter(state=ImportState.CHECKED)

    def known_until(self) -> date | None:
        """The last day that any applied file tells of.

        Of one file that came in again only the latest word counts, so that a day that was not
        right can be said anew.
        """
        told = self.applied().exclude(as_of=None).order_by("applied_at", "checked_at")
        last = {
            digest or str(pk): day for pk, digest, day in told.values_list("pk", "digest", "as_of")
        }
        return max((day for day in last.values() if day), default=None)

    def people_known_until(self, *, but: str) -> date | None:
        """The last day that files of persons tell of. but: the digest of one that is left out."""
        return self.exclude(shape=ImportShape.COUNTS).exclude(digest=but).known_until()

    def unread(self) -> Self:
        """Taken from the watched folder, and nobody has read yet what came of it."""
        return self.filter(watched=True, read_at=None)


class Import(Audited):
    """One file of people: checked first, then applied as a whole or thrown away.

    What the check found (`report`) and the staged rows lie in the uploads folder under the
    import's id; they are not in the database.
    """

    file_name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    shape = models.CharField(max_length=10, choices=ImportShape, default=ImportShape.PERSON)
    full_roster = models.BooleanField(default=False)
    rows = models.PositiveIntegerField()
    accepted = models.PositiveIntegerField()
    rejected = models.PositiveIntegerField()
    counts = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.CHECKED)
    # The last day the file tells of: an export of September knows nothing of October.
    as_of = models.DateField(null=True, blank=True)
    checked_at = models.DateTimeField()
    checked_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    # From a watched folder nobody sees a file coming in, so somebody reads what came of it.
    watched = models.BooleanField(default=False)
    read_at = models.DateTimeField(null=True, blank=True)

    tier: ClassVar = Tier.RESTRICTED
    privacy: ClassVar = classified(
        internal=(
            "id file_name digest shape full_roster rows accepted rejected counts state"
            " as_of checked_at applied_at undone_at watched read_at"
        ),
        personal="checked_by",
    )
    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ("-checked_at", "id")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="applied") | Q(applied_at__isnull=False),
                name="an_applied_import_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(state="undone", undone_at__isnull=False)
                | (~Q(state="undone") & Q(undone_at=None)),
                name="an_undone_import_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def latest_at(self) -> datetime:
        """When it came to be what it is."""
        return self.undone_at or self.applied_at or self.checked_at


class SavedMappingQuerySet(AuditedQuerySet["SavedMapping"]):
    def for_headings(self, headings: Sequence[str]) -> Self:
        """Made for a file with exactly these, as they are compared."""
        return self.filter(headings=list(headings))


class SavedMapping(Audited):
    """How the columns of one export are read, kept under a name for the next file of its kind.

    said: the sections of a mapping file. headings: those it was made for, as they are compared.
    """

    name = models.CharField(max_length=80, unique=True)
    shape = models.CharField(max_length=10, choices=ImportShape, default=ImportShape.PERSON)
    said = models.JSONField(default=dict, blank=True)
    headings = models.JSONField(default=list, blank=True)

    tier: ClassVar = Tier.RESTRICTED
    privacy: ClassVar = classified(internal="id name shape said headings")
    objects = SavedMappingQuerySet.as_manager()

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

"""Accounts, granted roles, and the record of what happened."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, NoReturn, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from tandem.access.sessions import Session as Session
from tandem.access.tiers import Tier, classified


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, email: str, password: str | None = None) -> Account:
        account = self.model(email=email.strip().lower())
        account.set_password(password)
        account.full_clean()
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(email=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """A way to sign in. Says nothing about who works where, and there is no superuser."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    tier: ClassVar = Tier.PRIVATE
    privacy: ClassVar = classified(
        internal="id is_active password",
        personal="email last_login",
    )
    objects = AccountManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_per_address")]

    def __str__(self) -> str:
        return self.email


class KeyMark(models.Model):
    """The fingerprint of the key this database was set up with, so a wrong key is noticed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    fingerprint = models.CharField(max_length=16, unique=True)

    tier: ClassVar = Tier.RESTRICTED
    privacy: ClassVar = classified(internal="id fingerprint")

    def __str__(self) -> str:
        return self.fingerprint


M = TypeVar("M", bound=models.Model)


class StayingQuerySet(models.QuerySet[M]):
    def update(self, **_: object) -> NoReturn:
        raise EventsStay("Events are never changed. Append another one.")

    def bulk_update(self, *_: object, **__: object) -> NoReturn:
        raise EventsStay("Events are never changed. Append another one.")

    def delete(self) -> NoReturn:
        raise EventsStay("Events are never removed.")


class EventQuerySet(StayingQuerySet["Event"]):
    def about(self, *ids: uuid.UUID) -> EventQuerySet:
        return self.filter(about__in=ids)


class Staying(models.Model):
    """A row of the record: appended, never changed, never removed."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        if not self._state.adding:
            raise EventsStay("An event is never changed. Append another one.")
        super().save(*args, **kwargs)

    def delete(self, *_: object, **__: object) -> NoReturn:
        raise EventsStay("An event is never removed.")


class Event(Staying):
    """Something that was done. No foreign keys: erasing a person never breaks the record.

    `who` is the person's pseudonym. Appended in the act's own transaction, unchained; the sealer
    chains events in batches afterwards (`access.chain`).
    """

    id = models.BigAutoField(primary_key=True)
    what = models.CharField(max_length=80)
    actor = models.CharField(max_length=10)  # person, operator, system
    who = models.UUIDField(null=True)
    about = models.UUIDField(db_index=True)
    at = models.DateTimeField()

    tier: ClassVar = Tier.RESTRICTED
    privacy: ClassVar = classified(internal="id what actor about", personal="who at")
    objects = EventQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(actor="person", who__isnull=False)
                | models.Q(actor__in=["operator", "system"], who=None),
                name="an_event_has_its_actor",
            )
        ]

    def __str__(self) -> str:
        return self.what


class Seal(Staying):
    """A batch of events, chained to the one before. How it is made: `access.chain.seals`.

    entries: eight bytes of id and eight of keyed digest per event. gaps: ids below `top` that an
    act still under way may fill, as 24 bytes each: first, last, and since when.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    entries = models.BinaryField()
    gaps = models.BinaryField()
    top = models.PositiveBigIntegerField()
    count = models.PositiveBigIntegerField()
    head = models.BinaryField(max_length=32)
    key = models.CharField(max_length=16)
    mac = models.BinaryField(max_length=32)
    at = models.DateTimeField(db_index=True)

    tier: ClassVar = Tier.RESTRICTED
    privacy: ClassVar = classified(internal="number entries gaps top count head key mac at")
    objects = StayingQuerySet["Seal"].as_manager()

    class Meta:
        ordering = ("number",)

    def __str__(self) -> str:
        return str(self.number)


class EventsStay(RuntimeError):
    """For the developer who tried to change the record."""

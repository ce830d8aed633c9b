"""Text that is readable in the application and nowhere else.

Every sealed record has a data key of its own, wrapped by its tier's key and stored beside the
text. Emptying `wrapped_key` makes the text unreadable for ever, in every backup made afterwards.
"""

from __future__ import annotations

import base64
import secrets
from pathlib import Path
from typing import Any, Self, overload

from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models
from nacl.exceptions import CryptoError
from nacl.secret import Aead

from tandem.access.audit import Audited
from tandem.access.keys import KEY_BYTES, KeyFileUnusable, Keyring, SealBroken, wrapped_by
from tandem.access.tiers import Tier


def keyring(*, holding: str = "") -> Keyring:
    """The keys of this process, for opening what is wrapped by `holding`, or for wrapping.

    Another process may have put a new key in: then the file is read again. Where that cannot be
    done, what is here goes on wrapping.
    """
    ring: Keyring = settings.KEYRING
    file: Path = settings.SITE.key_file
    if holding not in ring.keys if holding else ring.was_replaced(file):
        try:
            ring = settings.KEYRING = ring.joined_by(Keyring.read(file))
        except KeyFileUnusable:
            if holding:
                raise
    return ring


class WrappedKeyField(models.BinaryField):  # type: ignore[type-arg]  # none at run time
    """Made at the first save, so that the texts saved with it have a key."""

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes:
        assert isinstance(model_instance, Sealed)
        if add and model_instance.wrapped_key is None:
            model_instance.data_key()
        key: bytes = model_instance.wrapped_key
        return key


class Sealed(Audited):
    """A record with sealed texts. Its `tier` (of the class or of the row) names its tier key."""

    wrapped_key = WrappedKeyField(null=True, editable=False)

    class Meta:
        abstract = True

    def sealing_tier(self) -> Tier:
        return Tier(self.tier)  # type: ignore[attr-defined]  # every model has a tier, a test says

    def data_key(self, of: Tier | None = None) -> bytes:
        """This record's own key, made when there is none. Raises SealBroken.

        of: the tier it is wrapped for, where the row has just moved.
        """
        if self.wrapped_key is None:
            if not self._state.adding:
                raise SealBroken("The key of this record was destroyed, and its text with it.")
            key = secrets.token_bytes(KEY_BYTES)
            self.wrapped_key = keyring().wrap(key, self.sealing_tier())
            return key
        wrapped = bytes(self.wrapped_key)
        return keyring(holding=wrapped_by(wrapped)).unwrap(wrapped, of or self.sealing_tier())

    def moved_from(self, before: Tier) -> None:
        if self.wrapped_key is not None:  # with its key destroyed there is nothing to hand on
            self.rewrap(of=before)

    def rewrap(self, of: Tier | None = None) -> None:
        """The same data key, for the row's tier, by the current key; `of` as in `data_key`."""
        self.wrapped_key = keyring().wrap(self.data_key(of), self.sealing_tier())


class Ciphertext(str):
    """What the database holds. Opened when somebody reads the attribute, not before."""

    __slots__ = ()


class SealedAttribute:
    def __init__(self, field: SealedTextField) -> None:
        self.field = field

    @overload
    def __get__(self, row: None, owner: type[Sealed]) -> Self: ...
    @overload
    def __get__(self, row: Sealed, owner: type[Sealed]) -> str: ...
    def __get__(self, row: Sealed | None, owner: type[Sealed]) -> str | Self:
        if row is None:
            return self
        name = self.field.attname
        if name not in row.__dict__:
            row.refresh_from_db(fields=[name])
        value: str = row.__dict__[name]
        return self.field.open(row, value) if isinstance(value, Ciphertext) else value

    def __set__(self, row: Sealed, value: str) -> None:
        row.__dict__[self.field.attname] = value


class SealedTextField(models.TextField):  # type: ignore[type-arg]  # no arguments at run time
    """A text encrypted on its way into the database. Empty stays empty."""

    def contribute_to_class(self, cls: type[models.Model], name: str, **kwargs: Any) -> None:  # type: ignore[override]  # noqa: ANN401 - Django's signature
        super().contribute_to_class(cls, name, **kwargs)
        setattr(cls, self.attname, SealedAttribute(self))

    def pre_save(self, model_instance: models.Model, add: bool) -> Ciphertext:
        assert isinstance(model_instance, Sealed)
        value: str = model_instance.__dict__.get(self.attname, "")
        return value if isinstance(value, Ciphertext) else self.seal(model_instance, value)

    def get_prep_value(self, value: Any) -> str:  # noqa: ANN401 - Django's signature
        if isinstance(value, Ciphertext) or value in ("", None):
            return Ciphertext(value or "")
        raise FieldError(f"{self.name} is sealed: the database cannot search it.")

    def from_db_value(self, value: str, *_: object) -> Ciphertext:
        return Ciphertext(value)

    def value_from_object(self, obj: models.Model) -> Ciphertext:
        """For serializers: a dump made by the framework holds what the database holds."""
        return self.pre_save(obj, add=False)

    def seal(self, row: Sealed, text: str) -> Ciphertext:
        if not text:
            return Ciphertext("")
        box = Aead(row.data_key()).encrypt(text.encode(), aad=self.bound_to(row))
        return Ciphertext(base64.b64encode(box).decode())

    def open(self, row: Sealed, value: Ciphertext) -> str:
        """Raises SealBroken if the key is wrong or missing, or the text was altered or moved."""
        if not value:
            return ""
        try:
            text = Aead(row.data_key()).decrypt(base64.b64decode(value), self.bound_to(row))
        except CryptoError as error:
            raise SealBroken(f"{self.model.__name__}.{self.name} was altered or moved.") from error
        return text.decode()

    def bound_to(self, row: Sealed) -> bytes:
        """A text opens only in the row and the field it was written in."""
        return f"{self.model._meta.label_lower}.{self.name}:{row.pk}".encode()

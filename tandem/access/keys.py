"""The keyring: the only secrets of an installation, kept in one file outside the database.

The file is JSON: {"current": id, "keys": {id: 32 bytes in base64}}. Every other key is derived
from one of these (a tier's key) or wrapped by a tier's key (a record's data key). A replaced key
stays in the file until nothing is wrapped by it, so a rotation never makes text unreadable.
"""

from __future__ import annotations

import base64
import fcntl
import hashlib
import json
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any

from nacl.exceptions import CryptoError
from nacl.secret import Aead

from tandem.access.disk import synced
from tandem.access.tiers import Tier

KEY_BYTES = 32
ID_BYTES = 8  # as hexadecimal: the key's fingerprint, so an id cannot name another key


class KeyFileUnusable(Exception):
    """For the operator: what is wrong with the key file, and the cure."""


class SealBroken(Exception):
    """A sealed text or key does not open: wrong key, or altered. The stored bytes stay."""


@dataclass(frozen=True)
class Keyring:
    """All keys by id; `current` wraps what is new.

    seen: which file this was read from, so that another one put in its place is noticed.
    """

    current: str
    keys: Mapping[str, bytes]
    seen: tuple[int, ...] = field(default=(), compare=False, repr=False)

    @classmethod
    def new(cls) -> Keyring:
        key = secrets.token_bytes(KEY_BYTES)
        return cls(fingerprint(key), {fingerprint(key): key})

    @classmethod
    def read(cls, path: Path) -> Keyring:
        """Raises KeyFileUnusable if the file is missing, unreadable or damaged."""
        try:
            with path.open(encoding="ascii") as file:
                seen, stored = mark_of(os.fstat(file.fileno())), json.load(file)
            keys = {name: base64.b64decode(key) for name, key in stored["keys"].items()}
            ring = cls(stored["current"], keys, seen)
        except OSError as error:
            raise KeyFileUnusable(
                f"Cannot read the key file {path} ({error.strerror}). Tandem does not start "
                "without it, because sealed texts would be unreadable. Restore the file from your "
                "key backup, or point TANDEM_KEY_FILE at it."
            ) from error
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise KeyFileUnusable(f"{path} is not a Tandem key file. {RESTORE}") from error
        if ring.current not in keys or any(fingerprint(key) != name for name, key in keys.items()):
            raise KeyFileUnusable(f"A key in {path} was altered. {RESTORE}")
        return ring

    def write(self, path: Path) -> None:
        """Whole or not at all, readable by the owner only."""
        keys = {name: base64.b64encode(key).decode() for name, key in self.keys.items()}
        text = json.dumps({"current": self.current, "keys": keys}, indent=1)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = path.with_name(f".{path.name}.new")
        with os.fdopen(os.open(beside, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
            keep_owner(file, path)
        beside.replace(path)
        synced(path.parent)  # before anything is wrapped by what it holds

    def was_replaced(self, path: Path) -> bool:
        """Whether another file lies where this one was read. A file that is away replaces none."""
        try:
            return bool(self.seen) and mark_of(path.stat()) != self.seen
        except OSError:
            return False

    def joined_by(self, newer: Keyring) -> Keyring:
        """With what the file holds by now: its key wraps from here on, and ours still open.

        The file of another home, which has none of ours, is left alone.
        """
        if not self.keys.keys() & newer.keys.keys():
            return self
        return replace(newer, keys={**self.keys, **newer.keys})

    def with_new_current(self) -> Keyring:
        fresh = Keyring.new()
        return Keyring(fresh.current, {**self.keys, **fresh.keys})

    def derived(self, purpose: str) -> bytes:
        """A 32-byte key for one purpose, from the oldest key: rotation must not sign people out."""
        return derive(next(iter(self.keys.values())), purpose)

    def wrap(self, data_key: bytes, tier: Tier) -> bytes:
        box = Aead(derive(self.keys[self.current], f"tier:{tier.value}"))
        return bytes.fromhex(self.current) + bytes(box.encrypt(data_key))

    def unwrap(self, wrapped: bytes, tier: Tier) -> bytes:
        """The data key. Raises SealBroken, naming the missing key, never its bytes."""
        name = wrapped_by(wrapped)
        if name not in self.keys:
            raise SealBroken(f"Key {name} is not in the key file. {RESTORE}")
        box = Aead(derive(self.keys[name], f"tier:{tier.value}"))
        try:
            return box.decrypt(wrapped[ID_BYTES:])
        except CryptoError as error:
            raise SealBroken("A data key was altered or belongs to another tier.") from error


RESTORE = "Restore it from your key backup: without the right key sealed texts stay unreadable."


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """One at a time replaces a key: of two at once, one would lose the other's. KeyFileUnusable."""
    lock = path.with_name(f".{path.name}.lock")
    with os.fdopen(os.open(lock, os.O_CREAT | os.O_RDWR, 0o600), "w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise KeyFileUnusable(
                f"The key in {path} is being replaced already. Wait until that is done."
            ) from error
        yield


def keep_owner(file: IO[Any], path: Path) -> None:
    """Whoever replaces a key, the account Tandem runs under must be able to read the file."""
    if path.exists():
        owner = path.stat()
        os.fchown(file.fileno(), owner.st_uid, owner.st_gid)


def mark_of(status: os.stat_result) -> tuple[int, ...]:
    return status.st_dev, status.st_ino, status.st_mtime_ns, status.st_size


def fingerprint(key: bytes) -> str:
    if len(key) != KEY_BYTES:
        raise ValueError(f"a key has {KEY_BYTES} bytes, not {len(key)}")
    return hashlib.blake2b(key, digest_size=ID_BYTES, person=b"tandem-key-id").hexdigest()


def derive(key: bytes, purpose: str) -> bytes:
    return hashlib.blake2b(purpose.encode(), key=key, digest_size=KEY_BYTES).digest()


def wrapped_by(wrapped: bytes) -> str:
    """The id of the key a data key is wrapped by."""
    return wrapped[:ID_BYTES].hex()

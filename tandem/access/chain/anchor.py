"""The anchor: a small file outside the database that says how far the record had come.

One line of JSON for each time something was sealed, never changed, each naming the one before and
sealed with the key. With it, a record that lost its end is told from one that never had it.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tandem.access.chain.seals import State, keyed, sealing_key
from tandem.access.disk import synced
from tandem.access.keys import Keyring

TAIL = 8192  # bytes: more than the last two lines
SEALED, RESTORED, RESUMED = "sealed", "restored", "resumed"


class AnchorAltered(Exception):
    """For the operator: which line, and what is wrong with it."""


class KeyMissing(Exception):
    """A key that something was sealed with is not in the key file."""


@dataclass(frozen=True, slots=True)
class Line:
    """before: the name of the line before. was: the seal that one knew of, where this is none more.

    backup_of: of which moment the backup was.
    """

    what: str
    seal: int
    count: int
    top: int
    head: str
    at: str
    before: str = ""
    backup_of: str = ""
    was: int | None = None
    key: str = ""
    mac: str = ""
    v: int = 1

    @classmethod
    def of(cls, what: str, state: State, at: datetime, backup_of: str = "") -> Line:
        facts = (state.number, state.count, state.top, state.head.hex())
        return cls(what, *facts, at=written(at), backup_of=backup_of)

    def sealed(self, ring: Keyring, before: Line | None) -> Line:
        """As the next line after `before`."""
        open_ = replace(self, key=ring.current)
        if before:
            was = before.seal if self.what != SEALED else None
            open_ = replace(open_, before=before.name, was=was)
        return replace(open_, mac=open_.seal_by(ring))

    def seal_by(self, ring: Keyring) -> str:
        if self.key not in ring.keys:
            raise KeyMissing(self.key)
        return keyed(self.written(mac=""), sealing_key(ring, self.key), 16).hex()

    def written(self, **changed: object) -> bytes:
        told = {k: v for k, v in {**asdict(self), **changed}.items() if v not in ("", None)}
        return json.dumps(told, sort_keys=True).encode() + b"\n"

    @property
    def name(self) -> str:
        return hashlib.blake2b(self.written(), digest_size=16).hexdigest()

    @property
    def fits(self) -> tuple[int, int, str]:
        return self.seal, self.count, self.head

    @classmethod
    def read(cls, text: bytes, ring: Keyring, where: str) -> Line:
        """Raises AnchorAltered or KeyMissing."""
        try:
            told: dict[str, Any] = json.loads(text)
            line = cls(**told)
            genuine = line.mac == line.seal_by(ring) and line.written() == text
        except (ValueError, TypeError) as error:
            raise AnchorAltered(f"{where} cannot be read") from error
        if not genuine:
            raise AnchorAltered(f"{where} was altered")
        return line


@dataclass(frozen=True, slots=True)
class Anchor:
    path: Path

    def last(self, ring: Keyring) -> Line | None:
        """None where there is no anchor. Raises AnchorAltered, KeyMissing or OSError."""
        try:
            with self.path.open("rb") as file:
                file.seek(max(0, file.seek(0, os.SEEK_END) - TAIL))
                whole = whole_lines(file.read())
        except FileNotFoundError:
            return None
        return Line.read(whole[-1], ring, "the last line of the anchor") if whole else None

    def lines(self, ring: Keyring) -> Iterator[Line]:
        """Every line, each fitting the one before. Raises AnchorAltered, KeyMissing or OSError."""
        before = ""
        for number, text in enumerate(whole_lines(self.path.read_bytes()), start=1):
            line = Line.read(text, ring, f"line {number} of the anchor")
            if line.before != before:
                raise AnchorAltered(f"a line before line {number} of the anchor is gone")
            before = line.name
            yield line

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One sealer of this machine at a time."""
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(self.path.with_name(f".{self.path.name}.lock"), os.O_CREAT | os.O_RDWR,
                         0o600)  # fmt: skip
        with os.fdopen(handle, "w") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            yield

    def append(self, line: Line) -> None:
        """On disk whole, or not at all: a line without its end is none and is written over."""
        handle = os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600)
        with os.fdopen(handle, "r+b") as file:
            end = file.seek(0, os.SEEK_END)
            file.seek(max(0, end - TAIL))
            last = file.read()
            file.truncate(end - (len(last) - last.rfind(b"\n") - 1))
            file.seek(0, os.SEEK_END)
            file.write(line.written())
            file.flush()
            os.fsync(file.fileno())
        synced(self.path.parent)


def written(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"


def whole_lines(content: bytes) -> list[bytes]:
    """Without a beginning of a last line that a fall cut short."""
    return content[: content.rfind(b"\n") + 1].splitlines(keepends=True)

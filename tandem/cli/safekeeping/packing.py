"""The file of a backup: a zip whose comment holds the digest of everything before, and a seal.

The digest tells a damaged file without any key. The seal is made with a key derived from the key
file, so that whoever cannot read the sealed texts cannot make or change a backup either.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tandem.access.keys import Keyring, derive

FORMAT = 1
BLOCK = 1 << 20
LEVEL = 3  # half the time of the usual one, and a tenth larger
DIGEST_BYTES = 32
COMMENT = "tandem-backup {format}\nblake2b {digest}\nkey {key}\nseal {seal}\n"
WRITTEN = re.compile(
    rb"tandem-backup (\d)\nblake2b ([0-9a-f]{64})\nkey ([0-9a-f]{16})\nseal ([0-9a-f]{64})\n"
)
OPEN = COMMENT.format(format=FORMAT, digest="0" * 64, key="0" * 16, seal="0" * 64).encode()
FIXED = (1980, 1, 1, 0, 0, 0)  # a member has no moment of its own
PURPOSE = "backup"

Seen = Callable[[int], None]


class BackupUnusable(Exception):
    """For the operator: what is wrong with the file. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Part:
    """One member: how many bytes it has unpacked, their digest, and how many lines."""

    size: int
    digest: str
    lines: int


class Sealing:
    """A file that is only written forward, with the digest of what went in."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.digest = file, hashlib.blake2b(digest_size=DIGEST_BYTES)

    def write(self, block: bytes) -> int:
        self.digest.update(block)
        return self.file.write(block)

    def flush(self) -> None:
        self.file.flush()


class Packer:
    """Writes a backup part by part; `close` seals it. Nothing of a part is held in memory."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.sealing = file, Sealing(file)
        self.zip = zipfile.ZipFile(self.sealing, "w")  # type: ignore[call-overload]  # writes alone

    def __enter__(self) -> Packer:
        return self

    def __exit__(self, failed: object, *_: object) -> None:
        if failed:
            self.zip.fp = None  # or it would write its end into a file that is gone

    def add(self, name: str, blocks: Iterator[bytes]) -> Part:
        digest, size, lines = hashlib.blake2b(digest_size=DIGEST_BYTES), 0, 0
        member = zipfile.ZipInfo(name, FIXED)
        member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
        vars_of_level(member)
        with self.zip.open(member, "w", force_zip64=True) as out:
            for block in blocks:
                out.write(block)
                digest.update(block)
                size += len(block)
                lines += block.count(b"\n")
        return Part(size, digest.hexdigest(), lines)

    def close(self, ring: Keyring) -> None:
        self.zip.comment = OPEN
        self.zip.close()
        digest = self.sealing.digest.hexdigest()
        said = COMMENT.format(
            format=FORMAT, digest=digest, key=ring.current, seal=seal(ring, ring.current, digest)
        )
        self.file.seek(-len(OPEN), 2)
        self.file.write(said.encode())


def vars_of_level(member: zipfile.ZipInfo) -> None:
    member._compresslevel = LEVEL  # type: ignore[attr-defined]  # public only from Python 3.13 on


def seal(ring: Keyring, key: str, digest: str) -> str:
    own = derive(ring.keys[key], PURPOSE)
    return hashlib.blake2b(digest.encode(), key=own, digest_size=DIGEST_BYTES).hexdigest()


@dataclass(frozen=True, slots=True)
class Comment:
    """What a file says of itself at its end."""

    digest: str
    key: str
    seal: str


def comment_of(path: Path) -> Comment:
    """Raises BackupUnusable for a file that is no backup, or not a whole one."""
    with path.open("rb") as file:
        if file.read(4) != b"PK\x03\x04":
            raise BackupUnusable(f"{path} is no backup made by Tandem.")
        file.seek(0, 2)
        if file.tell() < len(OPEN):
            raise BackupUnusable(f"{path} is no whole backup: its end is missing.")
        file.seek(-len(OPEN), 2)
        found = WRITTEN.fullmatch(file.read())
    if found is None:
        raise BackupUnusable(f"{path} is no whole backup: its end is missing or damaged.")
    if int(found[1]) != FORMAT:
        raise BackupUnusable(f"{path} was made by a later version of Tandem. Install that first.")
    return Comment(*(each.decode() for each in found.groups()[1:]))


def verify(path: Path, ring: Keyring | None, seen: Seen = lambda _size: None) -> Comment:
    """Read the whole file once. Raises BackupUnusable where a single byte is another one.

    Without a ring only damage is noticed; with one also a file made or changed by others.
    """
    said = comment_of(path)
    if digest_of(path, seen) != said.digest:
        raise BackupUnusable(f"{path} is damaged: it is not what was written. Use another copy.")
    if ring is None:
        return said
    if said.key not in ring.keys:
        raise BackupUnusable(
            f"{path} was made with the key {said.key}, which is not in this key file. "
            "Name the key file that belongs to it."
        )
    if not hmac.compare_digest(seal(ring, said.key, said.digest), said.seal):
        raise BackupUnusable(f"{path} was changed after it was made: its seal does not hold.")
    return said


def digest_of(path: Path, seen: Seen) -> str:
    """Of everything, with the comment as it was before the digest was known."""
    digest, left = hashlib.blake2b(digest_size=DIGEST_BYTES), path.stat().st_size - len(OPEN)
    with path.open("rb") as file:
        while left > 0 and (block := file.read(min(BLOCK, left))):
            digest.update(block)
            left -= len(block)
            seen(len(block))
    digest.update(OPEN)
    return digest.hexdigest()


class Unpacker:
    """Reads the parts of a backup that was verified."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.zip = zipfile.ZipFile(path)
        except zipfile.BadZipFile as error:
            raise BackupUnusable(f"{path} is damaged ({error}).") from error

    def __enter__(self) -> Unpacker:
        return self

    def __exit__(self, *_: object) -> None:
        self.zip.close()

    def names(self) -> set[str]:
        return set(self.zip.namelist())

    def blocks(self, name: str, part: Part) -> Iterator[bytes]:
        """A member as it was packed. Raises BackupUnusable at its end if it is another."""
        digest, size, lines = hashlib.blake2b(digest_size=DIGEST_BYTES), 0, 0
        try:
            with self.zip.open(name) as member:
                while block := member.read(BLOCK):
                    digest.update(block)
                    size += len(block)
                    lines += block.count(b"\n")
                    yield block
        except (zipfile.BadZipFile, KeyError, EOFError) as error:
            raise BackupUnusable(f"{self.path} is damaged in {name} ({error}).") from error
        if Part(size, digest.hexdigest(), lines) != part:
            raise BackupUnusable(f"{self.path} is damaged: {name} is not what was packed.")

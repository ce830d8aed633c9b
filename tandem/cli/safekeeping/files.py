"""The files of a home that cannot be made again, and never a key among them."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tandem.access.keys import KeyFileUnusable, Keyring
from tandem.cli.safekeeping.manifest import FILES, FOLDERS, Packed, PackedFile
from tandem.cli.safekeeping.packing import BLOCK, Packer, Unpacker
from tandem.website.env import Site

LARGEST_KEY_FILE = 1 << 20  # larger files are data


@dataclass
class Packing:
    """What came in, what holds a key and stays out, and what went away meanwhile."""

    files: list[PackedFile] = field(default_factory=list)
    keys: list[Path] = field(default_factory=list)
    gone: list[Path] = field(default_factory=list)


def pack_files(packer: Packer, site: Site, ring: Keyring) -> Packing:
    packing, secrets = Packing(), secrets_of(ring)
    for path in files_of(site.home):
        try:
            if holds_a_key(path, secrets):
                packing.keys.append(path)
                continue
            place = path.relative_to(site.home).as_posix()
            with path.open("rb") as file:
                part = packer.add(f"home/{place}", iter(lambda: file.read(BLOCK), b""))
        except FileNotFoundError:  # an import took it away while we came
            packing.gone.append(path)
            continue
        packing.files.append(PackedFile(path=place, packed=Packed.of(part)))
    return packing


def files_of(home: Path) -> Iterator[Path]:
    """No links: they point out of the home, or at what comes anyway."""
    for name in FILES:
        if (home / name).is_file():
            yield home / name
    for folder in FOLDERS:
        for within, folders, names in os.walk(home / folder):
            folders.sort()
            for path in (Path(within, name) for name in sorted(names)):
                if path.is_file() and not path.is_symlink():
                    yield path


def secrets_of(ring: Keyring) -> list[bytes]:
    """Every way in which somebody may have copied a key."""
    return [
        written
        for key in ring.keys.values()
        for written in (key, base64.b64encode(key), key.hex().encode())
    ]


def holds_a_key(path: Path, secrets: Iterable[bytes]) -> bool:
    """One of ours in any writing, or any key file at all."""
    if path.stat().st_size > LARGEST_KEY_FILE:
        return False
    content = path.read_bytes()
    if any(secret in content for secret in secrets):
        return True
    try:
        Keyring.read(path)
    except KeyFileUnusable:
        return False
    return True


def unpack_files(backup: Unpacker, files: Iterable[PackedFile], home: Path) -> None:
    """Into an empty home, each on disk before the next."""
    for each in files:
        place = home / each.path
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(place, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "wb") as file:
            for block in backup.blocks(each.member, each.packed.part):
                file.write(block)
            file.flush()
            os.fsync(file.fileno())

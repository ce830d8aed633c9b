"""A backup, whole or not at all, while people go on working."""

from __future__ import annotations

import fcntl
import os
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

import tandem
from tandem.access.audit import OPERATOR, append
from tandem.access.disk import synced
from tandem.access.keys import Keyring
from tandem.cli.safekeeping.files import Packing, pack_files
from tandem.cli.safekeeping.manifest import FOLDERS, NAME, Manifest, Packed, PackedTable
from tandem.cli.safekeeping.packing import Packer
from tandem.cli.safekeeping.reading import Source, reading
from tandem.cli.safekeeping.tables import Table, known_steps, tables_after
from tandem.website.env import Site
from tandem.website.home import HomeRefused

MADE = "backup.made"
Told = Callable[[str, int], None]
Telling = Callable[[Manifest], None]


@dataclass(frozen=True, slots=True)
class Made:
    """What was made, and which files of the home are not in it."""

    manifest: Manifest
    size: int
    keys_left_out: list[Path]
    gone: list[Path]


def make_backup(
    site: Site, file: Path, *, at: datetime, told: Told, noted: Telling | None = None
) -> Made:
    """Write the file and seal it. `noted` is called once all is in it and before it stands.

    Raises HomeRefused where it cannot begin, OSError or a database error where it cannot end; then
    nothing of it is kept.
    """
    refuse_place(site, file)
    ring = Keyring.read(site.key_file)
    with beside(file) as (written, part), reading(site) as source:
        with Packer(written) as packer:
            packing = pack_files(packer, site, ring)
            manifest = pack_tables(packer, source, ring, packing, at, told)
            packer.add(NAME, iter([manifest.model_dump_json(indent=1).encode()]))
            packer.close(ring)
        written.flush()
        os.fsync(written.fileno())
        if noted:
            noted(manifest)
        put_in_place(part, file)
    return Made(manifest, file.stat().st_size, packing.keys, packing.gone)


def note_made(manifest: Manifest, at: datetime) -> None:
    """Whoever asks later finds that a copy left the database, and when."""
    append(MADE, about=manifest.id, actor=OPERATOR.actor, who=None, at=at)


def refuse_place(site: Site, file: Path) -> None:
    refuse_another(file)
    if not file.parent.is_dir():
        raise HomeRefused(f"There is no folder {file.parent} to put a backup in.")
    if any(file.resolve().is_relative_to(site.home.resolve() / each) for each in FOLDERS):
        raise HomeRefused(f"{file.parent} is itself backed up. Name a place outside the home.")


def refuse_another(file: Path) -> None:
    if file.exists():
        raise HomeRefused(f"{file} is there already; a backup replaces nothing. Name a new one.")


def pack_tables(
    packer: Packer, source: Source, ring: Keyring, packing: Packing, at: datetime, told: Told
) -> Manifest:
    steps = source.steps()
    if unknown := sorted(set(steps) - known_steps()):
        raise HomeRefused(
            f"The database is of a later version ({'.'.join(unknown[0])}). Install that first."
        )
    tables = tables_after(steps)
    keys = {ring.current, next(iter(ring.keys))}
    for table in tables:
        keys |= source.wrapped_by(table)
    return Manifest(
        id=uuid.uuid4(),
        version=tandem.__version__,
        made_at=at,
        vendor=source.vendor,
        migrations=tuple(steps),
        keys=tuple(sorted(keys)),
        tables=tuple(pack_table(packer, source, table, told) for table in tables),
        files=tuple(packing.files),
    )


def pack_table(packer: Packer, source: Source, table: Table, told: Told) -> PackedTable:
    def blocks() -> Iterator[bytes]:
        for block in source.blocks(table):
            told(table.name, block.count(b"\n"))
            yield block

    part = packer.add(f"tables/{table.name}.tsv", blocks())
    return PackedTable(
        name=table.name,
        columns=table.names,
        rows=part.lines,
        last=source.last(table),
        packed=Packed.of(part),
    )


# The file


@contextmanager
def beside(file: Path) -> Iterator[tuple[IO[bytes], Path]]:
    """A file beside its place, locked while it is written, gone if it is not finished."""
    remove_unfinished(file)
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", suffix=".part", dir=file.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "w+b") as written:
            fcntl.flock(written, fcntl.LOCK_EX)
            yield written, part
    finally:
        part.unlink(missing_ok=True)


def remove_unfinished(file: Path) -> None:
    """What a backup of this name left that was killed. One under way holds its lock."""
    for part in file.parent.glob(f".{file.name}.*.part"):
        with part.open("rb") as left, suppress(BlockingIOError):
            fcntl.flock(left, fcntl.LOCK_EX | fcntl.LOCK_NB)
            part.unlink(missing_ok=True)


def put_in_place(part: Path, file: Path) -> None:
    """Under its name at once, never over another file. Raises HomeRefused."""
    try:
        os.link(part, file)
    except FileExistsError as error:
        raise HomeRefused(f"{file} came to be there meanwhile. Name a new one.") from error
    except OSError:  # some disks know no second name for a file
        refuse_another(file)
        part.rename(file)
    synced(file.parent)

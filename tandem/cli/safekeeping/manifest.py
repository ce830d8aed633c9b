"""What a backup says of itself: which version made it when, what is in it, which keys it needs."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePosixPath
from uuid import UUID

from pydantic import BaseModel, ConfigDict, ValidationError

from tandem.cli.safekeeping.packing import BackupUnusable, Part, Unpacker

NAME = "manifest.json"
FOLDERS = ("uploads", "snapshots")
FILES = ("demo.json",)  # what a demonstration is known by
LARGEST = 1 << 28  # bytes


class Packed(BaseModel):
    """How a part is checked when it is read."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    size: int
    digest: str
    lines: int

    @classmethod
    def of(cls, part: Part) -> Packed:
        return cls(size=part.size, digest=part.digest, lines=part.lines)

    @property
    def part(self) -> Part:
        return Part(self.size, self.digest, self.lines)


class PackedTable(BaseModel):
    """The rows of one table, one a line, in the order of `columns`.

    last: the highest number the database has given so far, where it gives them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str
    columns: tuple[str, ...]
    rows: int
    last: int | None
    packed: Packed

    @property
    def member(self) -> str:
        return f"tables/{self.name}.tsv"


class PackedFile(BaseModel):
    """One file of the home, by its place there."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    path: str
    packed: Packed

    @property
    def member(self) -> str:
        return f"home/{self.path}"

    def is_at_home(self) -> bool:
        parts = PurePosixPath(self.path).parts
        return ".." not in parts and (self.path in FILES or parts[0] in FOLDERS)


class Manifest(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    id: UUID
    version: str
    made_at: datetime
    vendor: str
    migrations: tuple[tuple[str, str], ...]
    keys: tuple[str, ...]
    tables: tuple[PackedTable, ...]
    files: tuple[PackedFile, ...]

    @property
    def parts(self) -> list[PackedTable | PackedFile]:
        return [*self.tables, *self.files]

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)


def read_manifest(backup: Unpacker) -> Manifest:
    """Raises BackupUnusable where it does not say what is in the file."""
    try:
        if backup.zip.getinfo(NAME).file_size > LARGEST:
            raise BackupUnusable(f"{backup.path} is damaged: it says too much of itself.")
        said = Manifest.model_validate_json(backup.zip.read(NAME))
    except (KeyError, ValidationError) as error:
        raise BackupUnusable(
            f"{backup.path} does not say what is in it. It was damaged, or made by another version."
        ) from error
    members = {each.member for each in said.parts}
    if members | {NAME} != backup.names() or not all(each.is_at_home() for each in said.files):
        raise BackupUnusable(f"{backup.path} holds something else than it says.")
    return said


def check_parts(backup: Unpacker, said: Manifest) -> None:
    """Read every part once. Raises BackupUnusable at the first that is another."""
    for each in said.parts:
        for _block in backup.blocks(each.member, each.packed.part):
            pass

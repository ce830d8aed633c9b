"""A folder that HR's system writes exports into: each file is brought in by the usual rules.

A file is first moved into `under-way/` and then into `taken/`, `waiting/` or `not-usable/`. Nothing
is ever deleted here. What a watcher was stopped in the middle of is taken up by the next look.
"""

from __future__ import annotations

import fcntl
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from uuid import UUID

from django.utils.timezone import localdate

from tandem.access.audit import SYSTEM
from tandem.bridge.importing import bring_in, uploads
from tandem.organisation import intake
from tandem.organisation.intake.refusals import UnableToApply
from tandem.organisation.intake.watched import keep_unusable
from tandem.organisation.models import Import, ImportState

QUIET = timedelta(seconds=30)
"""A file that was written to more recently may still be growing."""
UNDER_WAY = "under-way"
LOCK = ".watched"
LONGEST = 100  # letters of a file's name that are kept: an id goes before them
APART = "--"  # between an import's id and the name of its file
SUFFIXES = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".parquet", ".gz"})


class Outcome(StrEnum):
    """What came of a file; also the folder it lies in afterwards."""

    TAKEN = "taken"
    WAITING = "waiting"  # somebody must say first that so many leavings or changes are meant
    UNUSABLE = "not-usable"


@dataclass(frozen=True, slots=True)
class Watch:
    """A folder, and how its files are read."""

    folder: Path
    mapping: intake.Mapping = field(default_factory=intake.Mapping)
    shape: intake.Shape = intake.Shape.PERSON
    full_roster: bool = False


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of one file."""

    name: str
    import_id: UUID
    outcome: Outcome


def look(watch: Watch, *, at: datetime) -> Iterator[Looked]:
    """Bring in every file that lies there and is no longer being written, by name."""
    for name in (UNDER_WAY, *Outcome):
        (watch.folder / name).mkdir(mode=0o700, exist_ok=True)
    with alone(watch.folder) as only_one:
        if not only_one:
            return
        put_back(watch.folder)
        for file in ready(watch.folder, at):
            import_id = uuid.uuid4()
            claimed = watch.folder / UNDER_WAY / f"{import_id}{APART}{file.name[-LONGEST:]}"
            file.rename(claimed)
            outcome = bring_in_one(watch, import_id, file.name, claimed, at)
            claimed.rename(free_place(watch.folder / outcome / file.name, import_id))
            yield Looked(file.name, import_id, outcome)


@contextmanager
def alone(folder: Path) -> Iterator[bool]:
    """Whether nobody else looks into the folder. The lock ends with the process, in any case."""
    with (folder / LOCK).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def put_back(folder: Path) -> None:
    """Files whose watcher was stopped: into their place if they are in, else back for this look."""
    for file in sorted((folder / UNDER_WAY).iterdir()):
        import_id, apart, name = file.name.partition(APART)
        if not apart:
            continue
        known = Import.objects.filter(pk=import_id).first()
        place = folder / outcome_of(known) / name if known else folder / name
        file.rename(free_place(place, UUID(import_id)))


def outcome_of(import_: Import) -> Outcome:
    """A check that was cut short before it was applied waits for somebody's word as well."""
    if import_.state == ImportState.CHECKED:
        return Outcome.WAITING
    return Outcome.UNUSABLE if import_.state == ImportState.UNUSABLE else Outcome.TAKEN


def ready(folder: Path, at: datetime) -> list[Path]:
    """A to Z: exports are named by their day more often than not."""
    before = (at - QUIET).timestamp()
    files = (one for one in folder.iterdir() if one.suffix.casefold() in SUFFIXES)
    return sorted(
        one
        for one in files
        if one.is_file()
        and not one.is_symlink()  # who writes here must not have other files of the machine read
        and not one.name.startswith(".")
        and one.stat().st_mtime <= before
    )


def free_place(place: Path, import_id: UUID) -> Path:
    """The same, or with the import's id where a file of this name lies already."""
    return place.with_name(f"{import_id}{APART}{place.name}") if place.exists() else place


def bring_in_one(watch: Watch, import_id: UUID, name: str, file: Path, at: datetime) -> Outcome:
    try:
        report = intake.check(
            [intake.Incoming(name, file)],
            folder=intake.folder_of(uploads(), import_id),
            today=localdate(at),
            mapping=watch.mapping,
            full_roster=watch.full_roster,
            shape=watch.shape,
        )
    except intake.FileUnusable as unusable:
        keep_unusable(
            import_id=import_id,
            file_name=name,
            problems=unusable.problems,
            uploads=uploads(),
            by=SYSTEM,
            at=at,
        )
        return Outcome.UNUSABLE
    import_ = intake.keep(import_id=import_id, report=report, by=SYSTEM, at=at, watched=True)
    try:
        bring_in(import_=import_, by=SYSTEM, at=at)
    except UnableToApply:  # many would leave or change: a person decides, on its page
        return Outcome.WAITING
    return Outcome.TAKEN

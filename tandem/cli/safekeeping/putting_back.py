"""A backup put back: everything is looked at first, laid ready beside, and swapped in at once."""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from django.utils.timezone import localdate

from tandem.access.keys import Keyring
from tandem.cli.safekeeping.files import unpack_files
from tandem.cli.safekeeping.manifest import FILES, Manifest, read_manifest
from tandem.cli.safekeeping.packing import BackupUnusable, Seen, Unpacker, verify
from tandem.website import swap
from tandem.website.env import Site
from tandem.website.home import FOLDERS, MARKER, HomeRefused, alone, finish_restore, is_new

Told = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for on the command line. key: None for the one the settings name."""

    file: Path
    key: Path | None
    replace: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Aside:
    """Where what was there before goes. schema: of PostgreSQL, empty where nothing went there."""

    folder: Path
    key: Path
    anchor: Path
    schema: str

    @classmethod
    def of(cls, site: Site, at: datetime) -> Aside:
        when = f"{at:%Y%m%d-%H%M%S}"
        while (site.home / f"before-restore-{when}").exists():
            at += timedelta(seconds=1)
            when = f"{at:%Y%m%d-%H%M%S}"
        return cls(
            folder=site.home / f"before-restore-{when}",
            key=site.key_file.with_name(f"{site.key_file.name}.before-restore-{when}"),
            anchor=site.anchor_file.with_name(f"{site.anchor_file.name}.before-restore-{when}"),
            schema=f"before_restore_{when.replace('-', '_')}",
        )


def put_back(site: Site, wish: Wish, *, seen: Seen, told: Told) -> tuple[Manifest, Aside]:
    """What was restored, and where what was there before is kept.

    Django must be loaded on the home that is laid ready.
    Raises HomeRefused, KeyFileUnusable or BackupUnusable before anything is changed; OSError or a
    database error while it is laid ready, and then nothing is changed either.
    """
    if swap.stage_of(site.home).exists():
        with alone(site):
            finish_restore(site)
    refuse_database(site, wish)
    ring = Keyring.read(wish.key or site.key_file)
    verify(wish.file, ring, seen)
    with Unpacker(wish.file) as backup:
        said = read_manifest(backup)
        refuse_version(said)
        refuse_keys(said, ring, wish.key or site.key_file)
        with alone(site), laid_ready(site):
            aside = Aside.of(site, wish.at)
            unpack_files(backup, said.files, swap.stage_of(site.home))
            was_there = rows_and_moves(site, backup, said, wish, aside, told)
            finish_restore(site)
    return said, aside if was_there else replace(aside, schema="")


# Looked at first


def refuse_database(site: Site, wish: Wish) -> None:
    unfinished = is_sqlite(site) and (site.home / MARKER).exists()
    if wish.replace or unfinished or is_new(site):
        return
    raise HomeRefused(
        "There is a database already, and a restore would put another in its place. If that is "
        "what you want: `tandem restore FILE --replace`. What is there now is kept aside."
    )


def refuse_version(said: Manifest) -> None:
    from tandem.cli.safekeeping.tables import known_steps

    if unknown := sorted(set(said.migrations) - known_steps()):
        raise BackupUnusable(
            f"This backup was made by a later version, {said.version} "
            f"({'.'.join(unknown[0])}). Install that version first."
        )


def refuse_keys(said: Manifest, ring: Keyring, path: Path) -> None:
    if missing := sorted(set(said.keys) - set(ring.keys)):
        raise BackupUnusable(
            f"Texts in this backup are sealed with the key {missing[0]}, which is not in {path}. "
            "Name a newer copy of the key file."
        )


def is_sqlite(site: Site) -> bool:
    return "sqlite3" in str(site.database["ENGINE"])


def load_django(home: Path, key: Path) -> None:
    """On the home that is laid ready, so that nothing done here touches the one in use."""
    import django

    os.environ.update(TANDEM_HOME=str(home), TANDEM_KEY_FILE=str(key))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tandem.website.settings")
    django.setup()
    from django.conf import settings

    if home != settings.SITE.home:
        raise RuntimeError(f"Django was loaded on {settings.SITE.home} before the restore began.")


# Laid ready


@contextmanager
def laid_ready(site: Site) -> Iterator[Path]:
    """A folder beside what is in use, thrown away unless it was ready to be swapped in."""
    stage = swap.begin(site.home)
    try:
        for name in FOLDERS:
            (stage / name).mkdir(mode=0o700)
        yield stage
    finally:
        if not swap.is_waiting(site.home):
            shutil.rmtree(stage, ignore_errors=True)
            for place in (site.key_file, site.anchor_file):
                swap.staged(place).unlink(missing_ok=True)


def rows_and_moves(
    site: Site, backup: Unpacker, said: Manifest, wish: Wish, aside: Aside, told: Told
) -> bool:
    """The database filled, and the point of no return passed. Whether a schema went aside.

    On SQLite the file is laid ready with the rest. On PostgreSQL the rows come in one transaction,
    which leaves a proof in the database; only with it are the files swapped.
    """
    from django.db import connection, transaction

    from tandem.cli.safekeeping import schemas

    moves = list(moves_of(site, wish, aside))
    if is_sqlite(site):
        rows(site, backup, said, wish, told)
        connection.close()
        swap.ready(site.home, moves)
        return False
    proof = f"restored {uuid.uuid4()}"
    with transaction.atomic():
        was_there = schemas.put_aside(connection, aside.schema)
        rows(site, backup, said, wish, told)
        schemas.leave_proof(connection, proof)
        swap.ready(site.home, moves, proof=proof)
    connection.close()
    return was_there


def rows(site: Site, backup: Unpacker, said: Manifest, wish: Wish, told: Told) -> None:
    """The tables as they were in their version, then brought up to this one."""
    from django.core.management import call_command
    from django.db import connection, transaction
    from django.db.migrations.executor import MigrationExecutor

    from tandem.cli.safekeeping.filling import fill
    from tandem.cli.safekeeping.tables import known_steps, latest_of, tables_after
    from tandem.website.tables import make_tables

    executor = MigrationExecutor(connection)
    if set(said.migrations) == known_steps():
        make_tables()
    else:
        executor.migrate(latest_of(said.migrations, executor.loader.graph))
    with connection.constraint_checks_disabled(), transaction.atomic():
        fill(connection, backup, said, tables_after(said.migrations), told)
    graph = MigrationExecutor(connection).loader.graph
    migrated = bool(MigrationExecutor(connection).migration_plan(graph.leaf_nodes()))
    if migrated:
        call_command("migrate", interactive=False, verbosity=0)
    note_restored(site, said, wish)
    count_anew(migrated, wish.at)


def note_restored(site: Site, said: Manifest, wish: Wish) -> None:
    """A restore is an event of its own, and the anchor goes on from where the backup had it."""
    from tandem.access.audit import OPERATOR, append
    from tandem.access.chain.restoring import note_restore

    append("backup.restored", about=said.id, actor=OPERATOR.actor, who=None, at=wish.at)
    note_restore(
        anchor=site.anchor_file,
        new=swap.staged(site.anchor_file),
        ring=Keyring.read(wish.key or site.key_file),
        backup_of=said.made_at,
        at=wish.at,
    )


def count_anew(migrated: bool, at: datetime) -> None:
    """Where the figures are of another version, or of another moment than the rows."""
    from django.conf import settings

    from tandem.bridge.importing import refresh
    from tandem.bridge.shelf import latest_snapshot
    from tandem.organisation import intake

    latest, counted = intake.latest_applied(), latest_snapshot(settings.SITE.home)
    if migrated or (latest and str(latest.pk)) != (counted and counted.name):
        refresh(today=localdate(at))


# Swapped in


def moves_of(site: Site, wish: Wish, aside: Aside) -> Iterator[swap.Move]:
    """Everything of the home that a backup holds or that was drawn from it; the database last."""
    stage = swap.stage_of(site.home)
    for name in (MARKER, "charts"):  # pictures are drawn again
        yield swap.Move("", str(site.home / name), str(aside.folder / name))
    for name in (*FILES, "uploads", "snapshots"):
        new = stage / name
        yield swap.Move(
            str(new) if new.exists() else "", str(site.home / name), str(aside.folder / name)
        )
    yield swap.Move(str(swap.staged(site.anchor_file)), str(site.anchor_file), str(aside.anchor))
    if wish.key and is_another(wish.key, site.key_file):
        staged = swap.staged(site.key_file)
        Keyring.read(wish.key).write(staged)
        yield swap.Move(str(staged), str(site.key_file), str(aside.key))
    if not is_sqlite(site):
        return
    place = Path(str(site.database["NAME"]))
    for file in names_of_files(place):
        comes = str(stage / place.name) if file == place else ""
        yield swap.Move(comes, str(file), str(aside.folder / file.name))


def is_another(key: Path, place: Path) -> bool:
    return not place.exists() or key.read_bytes() != place.read_bytes()


def names_of_files(database: Path) -> Iterator[Path]:
    """A SQLite database and what lies beside it while it is in use."""
    for ending in ("-wal", "-shm", "-journal", ""):
        yield database.with_name(database.name + ending)

"""Bringing an import in: the people into the database, then the facts for the mathematics."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import OperationalError
from django.utils.timezone import localdate

from tandem.access.audit import Actor
from tandem.analytics.folder import FORMAT
from tandem.bridge.counting import alone, compute
from tandem.bridge.editions import answered, ask, asked_at, ready
from tandem.bridge.models import AreaFigures
from tandem.bridge.pictures import forget_earlier
from tandem.bridge.shelf import described, latest_snapshot, remove_snapshot
from tandem.organisation import intake
from tandem.organisation.access_ends import end_sessions
from tandem.organisation.models import Import, ImportState

logger = logging.getLogger(__name__)
UPLOADS = "uploads"


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """snapshot: None where it could not be written; `refresh` tries again."""

    import_: Import
    snapshot: Path | None


def uploads() -> Path:
    """Where imports keep their files."""
    home: Path = settings.SITE.home
    return home / UPLOADS


def bring_in(
    *,
    import_: Import,
    by: Actor,
    at: datetime,
    expect_many: bool = False,
    as_of: date | None = None,
    progress: intake.Progress = intake.silent,
) -> BroughtIn:
    """Apply a checked import, sign out who has left by it, and count every area anew.

    A snapshot that cannot be written (a full disk) leaves the import applied. Raises as
    `intake.apply` does.
    """
    applied = apply(
        import_=import_, by=by, at=at, expect_many=expect_many, as_of=as_of, progress=progress
    )
    return BroughtIn(applied, refresh(today=localdate(at), progress=progress))


def apply(
    *,
    import_: Import,
    by: Actor,
    at: datetime,
    expect_many: bool = False,
    as_of: date | None = None,
    progress: intake.Progress = intake.silent,
) -> Import:
    """As `bring_in`, and leave the counting to whoever is asked for it."""
    applied = intake.apply(
        import_=import_,
        by=by,
        at=at,
        uploads=uploads(),
        expect_many=expect_many,
        as_of=as_of,
        progress=progress,
    )
    follow_up(at=at)
    return applied


def take_back(*, import_: Import, by: Actor, at: datetime) -> BroughtIn:
    """Undo an import, and count anew from what is left. Raises `intake.UnableToUndo`."""
    undone = undo(import_=import_, by=by, at=at)
    return BroughtIn(undone, refresh(today=localdate(at)))


def undo(*, import_: Import, by: Actor, at: datetime) -> Import:
    """As `take_back`, and leave the counting to whoever is asked for it."""
    undone = intake.undo(import_=import_, by=by, at=at, uploads=uploads())
    follow_up(at=at)
    return undone


def follow_up(*, at: datetime) -> None:
    """What an import or its undo asks for once it stands; safe to do again."""
    ask(settings.SITE.home)
    end_sessions(at=at)


def purge() -> None:
    """Remove the snapshots of imports that were undone; without any import, all figures too.

    Asked before every refresh, so that an undo that was cut short leaves nothing behind.
    """
    home: Path = settings.SITE.home
    undone = Import.objects.filter(state=ImportState.UNDONE).values_list("pk", flat=True)
    for import_id in undone:
        remove_snapshot(import_id, home)
    if not Import.objects.applied().exists():
        AreaFigures.objects.all().delete()
        forget_earlier()


def known_before(today: date) -> date:
    """The first day that no applied file tells of, today at the latest."""
    last = Import.objects.known_until()
    return min(today, last + timedelta(days=1)) if last else today


def refresh(*, today: date, progress: intake.Progress = intake.silent) -> Path | None:
    """As `recount`, and None where it cannot be done; the figures of before stay then."""
    # Not at the top: web processes, which only ask for a refresh, would carry all of it.
    import pyarrow as pa

    try:
        return recount(today=today, progress=progress)
    except (OSError, pa.ArrowException, OperationalError):
        logger.exception("The snapshot of the latest import could not be written.")
        return None


def recount(*, today: date, progress: intake.Progress = intake.silent) -> Path | None:
    """Take the snapshot of the latest applied import again, and count every area anew.

    None where nothing was ever applied.
    """
    ask(settings.SITE.home)
    return go_on(today=today, progress=progress)


def go_on(*, today: date, progress: intake.Progress = intake.silent) -> Path | None:
    """Do what is still to be done: a snapshot that was asked for, and figures that are missing.

    Numbers end where the files do: the days after their last one are nobody's knowledge yet, not
    days on which nobody left. None where nothing was ever applied.
    """
    home: Path = settings.SITE.home
    with alone(home):
        asked, latest = asked_at(home), intake.latest_applied()
        purge()
        if latest is None:
            answered(home, asked)
            return None
        folder = latest_snapshot(home)
        if asked or folder is None or not is_of(latest, folder):
            from tandem.bridge.snapshots import write_snapshot

            folder = write_snapshot(latest.pk, known_before(today), home)
            answered(home, asked)
        found = ready()
        if found is None or not found.whole:
            last = Import.objects.known_until()
            compute(
                folder,
                intake.people_not_taken(uploads()),
                counted_on=today,
                told_until=min(today, last) if last else None,
                progress=progress,
            )
        forget_earlier()
    return folder


def is_of(import_: Import, snapshot: Path) -> bool:
    """Whether this is its snapshot, as this version writes them."""
    return snapshot.name == str(import_.pk) and described(snapshot).get("format") == FORMAT


def is_to_do() -> bool:
    """Whether people changed since the latest snapshot, or figures of it are missing."""
    latest, found = intake.latest_applied(), ready()
    if latest is None or found is None:
        return (latest is None) != (found is None)
    return not (found.whole and found.edition.snapshot == str(latest.pk))

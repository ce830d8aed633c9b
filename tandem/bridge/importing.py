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
from tandem.bridge.models import AreaFigures
from tandem.bridge.numbers import compute
from tandem.bridge.pictures import forget_earlier
from tandem.bridge.shelf import remove_snapshot
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
    """Apply a checked import, sign out who has left by it, and take a snapshot.

    A snapshot that cannot be written (a full disk) leaves the import applied. Raises as
    `intake.apply` does.
    """
    applied = intake.apply(
        import_=import_,
        by=by,
        at=at,
        uploads=uploads(),
        expect_many=expect_many,
        as_of=as_of,
        progress=progress,
    )
    return BroughtIn(applied, follow_up(at=at))


def take_back(*, import_: Import, by: Actor, at: datetime) -> BroughtIn:
    """Undo an import, and count anew from what is left. Raises `intake.UnableToUndo`."""
    undone = intake.undo(import_=import_, by=by, at=at, uploads=uploads())
    return BroughtIn(undone, follow_up(at=at))


def follow_up(*, at: datetime) -> Path | None:
    """What an import or its undo asks for once it stands; safe to do again. See `refresh`."""
    end_sessions(at=at)
    return refresh(today=localdate(at))


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


def refresh(*, today: date) -> Path | None:
    """As `recount`, and None where it cannot be done; the figures of before stay then."""
    # Not at the top: web processes, which only ask for a refresh, would carry all of it.
    import pyarrow as pa

    try:
        return recount(today=today)
    except (OSError, pa.ArrowException, OperationalError):
        logger.exception("The snapshot of the latest import could not be written.")
        return None


def recount(*, today: date) -> Path | None:
    """Take the snapshot of the latest applied import again, and count every area anew.

    Numbers end where the files do: the days after their last one are nobody's knowledge yet, not
    days on which nobody left. None where nothing was ever applied.
    """
    latest = intake.latest_applied()
    purge()
    if latest is None:
        return None
    from tandem.bridge.snapshots import write_snapshot

    folder = write_snapshot(latest.pk, known_before(today), settings.SITE.home)
    compute(folder, intake.people_not_taken(uploads()))
    forget_earlier()
    return folder

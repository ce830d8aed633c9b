"""Folders of checks that were cut short: no import knows them, and nobody waits for them."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from tandem.organisation.models import Import

LONG_ENOUGH = timedelta(days=1)  # no check runs longer


def leftovers(*, uploads: Path, at: datetime) -> list[Path]:
    """Those that nothing was written to for a day."""
    since = (at - LONG_ENOUGH).timestamp()
    folders = {each: import_id for each in uploads.glob("*") if (import_id := id_of(each))}
    known = set(Import.objects.filter(pk__in=folders.values()).values_list("pk", flat=True))
    return sorted(
        folder
        for folder, import_id in folders.items()
        if import_id not in known and last_touched(folder) < since
    )


def clear_leftovers(*, uploads: Path, at: datetime) -> int:
    """Remove them; how many there were."""
    found = leftovers(uploads=uploads, at=at)
    for folder in found:
        shutil.rmtree(folder, ignore_errors=True)
    return len(found)


def id_of(folder: Path) -> UUID | None:
    try:
        return UUID(folder.name)
    except ValueError:
        return None


def last_touched(folder: Path) -> float:
    return max(path.stat().st_mtime for path in (folder, *folder.glob("*")))

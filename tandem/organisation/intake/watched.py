"""What is written down about files of a watched folder, which nobody sees coming in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction

from tandem.access.audit import Actor, record
from tandem.organisation.intake.applying import LONGEST_NAME, folder_of
from tandem.organisation.intake.findings import Problem
from tandem.organisation.intake.stored_rows import problem_from
from tandem.organisation.models import Import, ImportState

WHY = "unusable.json"


def keep_unusable(
    *,
    import_id: UUID,
    file_name: str,
    problems: Sequence[Problem],
    uploads: Path,
    by: Actor,
    at: datetime,
) -> Import:
    """A file that could not be used, with the reasons; nothing of its rows is kept."""
    folder = folder_of(uploads, import_id)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    told = [each.as_json() for each in problems]
    (folder / WHY).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    import_ = Import(
        id=import_id,
        file_name=file_name[:LONGEST_NAME],
        digest="-",
        rows=0,
        accepted=0,
        rejected=0,
        counts={"problems": len(problems)},
        state=ImportState.UNUSABLE,
        watched=True,
        checked_at=at,
    )
    record("import.unusable", import_, by=by, at=at)
    return import_


def why_unusable(import_id: UUID, uploads: Path) -> list[Problem]:
    """Empty where the reasons are no longer there."""
    file = folder_of(uploads, import_id) / WHY
    if not file.exists():
        return []
    return [problem_from(each) for each in json.loads(file.read_text(encoding="utf-8"))]


@transaction.atomic
def mark_read(*, import_: Import, by: Actor, at: datetime) -> Import:
    """Somebody has read what came of it. A second time changes nothing."""
    import_ = Import.objects.select_for_update().get(pk=import_.pk)
    if import_.read_at is None:
        import_.read_at = at
        record("import.read", import_, by=by, at=at)
    return import_

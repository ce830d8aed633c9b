"""Answers to rows, kept for the same file once more: an import that was undone is tried again.

They lie beside what the import leaves and are used for a file that is the same to the last byte.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from tandem.organisation.intake.amends import Amend
from tandem.organisation.intake.applying import folder_of
from tandem.organisation.models import Import, ImportState
from tandem.rooms.company.statuses import uploads

ANSWERS = "answers.json"
DAYS_KEPT = 14


def keep_answers(import_id: UUID, amends: list[Amend]) -> None:
    """Of an import that was applied."""
    if amends:
        file = folder_of(uploads(), import_id) / ANSWERS
        file.write_text(json.dumps(amends, ensure_ascii=False), encoding="utf-8")


def answers_before(digest: str, shape: str) -> list[Amend]:
    """Those given to the same file, in the import of it that was undone last."""
    undone = Import.objects.filter(state=ImportState.UNDONE, digest=digest, shape=shape)
    for import_id in undone.order_by("-undone_at").values_list("pk", flat=True):
        file = folder_of(uploads(), import_id) / ANSWERS
        if file.exists():
            return [Amend(*each) for each in json.loads(file.read_text(encoding="utf-8"))]
    return []


def keep_on(import_id: UUID) -> None:
    """From the undo on they are kept as long again."""
    file = folder_of(uploads(), import_id) / ANSWERS
    if file.exists():
        file.touch()


def forget_answers(at: datetime) -> None:
    oldest = (at - timedelta(days=DAYS_KEPT)).timestamp()
    for file in uploads().glob(f"*/{ANSWERS}"):
        remove_if_older(file, oldest)


def remove_if_older(file: Path, oldest: float) -> None:
    if file.exists() and file.stat().st_mtime < oldest:
        file.unlink(missing_ok=True)

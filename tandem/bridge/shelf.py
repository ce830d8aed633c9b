"""Which snapshots a home has. Apart from what writes them, which loads all of the mathematics."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any
from uuid import UUID

from tandem.analytics.folder import DESCRIPTION

FOLDER = "snapshots"


def remove_snapshot(import_id: UUID, home: Path) -> None:
    """Where there is one; of an import that no longer holds."""
    for name in (f"{import_id}", f".{import_id}.new", f".{import_id}.old"):
        shutil.rmtree(home / FOLDER / name, ignore_errors=True)


def latest_snapshot(home: Path) -> Path | None:
    """The folder of the snapshot written last."""
    return next(iter(whole_snapshots(home)), None)


def whole_snapshots(home: Path) -> list[Path]:
    """Whole ones, the latest first."""
    whole = [path.parent for path in (home / FOLDER).glob(f"[!.]*/{DESCRIPTION}")]
    return sorted(whole, key=number_of, reverse=True)


def number_of(snapshot: Path | None) -> int:
    """Its place in the row of snapshots this home has had."""
    return 0 if snapshot is None else int(described(snapshot)["number"])


def described(snapshot: Path) -> dict[str, Any]:
    """What its description says of it."""
    written: dict[str, Any] = json.loads((snapshot / DESCRIPTION).read_text(encoding="utf-8"))
    return written

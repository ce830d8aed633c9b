"""How far a file on its way in has come: the worker tells it in a file, the page reads it there."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings

from tandem.access.passing import pause_after
from tandem.organisation.intake.findings import Problem
from tandem.organisation.intake.progress import STEP_NAMES, Progress, Step
from tandem.organisation.intake.stored_rows import problem_from

QUIET_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Status:
    """How far a file has come.

    state: checking, matching (somebody is asked about the columns), unusable, applying, undoing,
    refused (with `said`), or stopped by a fault. pause: after something that passes by itself, how
    many minutes until it is tried again.
    """

    state: str
    file_name: str
    step: str = ""
    done: int = 0
    total: int = 0
    said: str = ""
    many: bool = False
    pause: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def step_name(self) -> str:
        return str(STEP_NAMES[Step(self.step)]) if self.step else ""

    @property
    def is_under_way(self) -> bool:
        return self.state in ("checking", "applying", "undoing")


def uploads() -> Path:
    return Path(settings.SITE.home) / "uploads"


def status_of(upload_id: UUID, *, at: datetime) -> Status | None:
    """What was told last. A worker that has said nothing for long was stopped from outside."""
    file = status_file(upload_id)
    try:
        stored = json.loads(file.read_text(encoding="utf-8"))
        quiet = at.timestamp() - file.stat().st_mtime
    except FileNotFoundError:
        return None
    problems = [problem_from(each) for each in stored.pop("problems")]
    status = Status(**stored, problems=problems)
    if status.is_under_way and quiet > QUIET_SECONDS + 60 * status.pause:
        return Status("stopped", status.file_name)
    return status


def status_file(upload_id: UUID) -> Path:
    return uploads() / f"{upload_id}.status"


def tell(upload_id: UUID, status: Status) -> None:
    file = status_file(upload_id)
    beside = file.with_suffix(".told")
    beside.write_text(json.dumps(asdict(status)), encoding="utf-8")
    beside.replace(file)


def tell_broken_off(upload_id: UUID, under_way: Status, error: Exception, tries: int) -> bool:
    """Tell when it is tried again by itself, or that it stopped. Returns whether it stopped."""
    pause = pause_after(error, tries)
    minutes = pause // timedelta(minutes=1) if pause else 0
    state = under_way.state if pause else "stopped"
    tell(upload_id, Status(state, under_way.file_name, pause=minutes))
    return pause is None


def teller(upload_id: UUID, state: str, name: str) -> Progress:
    def progress(step: Step, done: int, total: int) -> None:
        tell(upload_id, Status(state, name, step.value, done, total))

    return progress

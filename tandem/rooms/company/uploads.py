"""A file on its way in: uploaded, checked and applied by the background worker.

Until a check is finished there is no import to speak of, only a folder and a status beside it
under the home's uploads. The page reads the status; the worker writes it.
"""

from __future__ import annotations

import json
import shutil
import uuid
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.timezone import localdate
from django_tasks import task

from tandem.bridge import importing
from tandem.organisation.intake.applying import ManyChanges, UnableToApply, folder_of, keep
from tandem.organisation.intake.checking import check
from tandem.organisation.intake.dates import Order
from tandem.organisation.intake.findings import FileUnusable, Problem
from tandem.organisation.intake.mapping import GUESSED, Mapping
from tandem.organisation.intake.progress import STEP_NAMES, Progress, Step
from tandem.organisation.intake.reading import Incoming
from tandem.organisation.intake.staging import problem_from
from tandem.organisation.models import Import, Person

NAME_LENGTH = 200
QUIET_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Status:
    """How far a file has come.

    state: checking, unusable, applying, refused (with `said`), or stopped by a fault.
    """

    state: str
    file_name: str
    step: str = ""
    done: int = 0
    total: int = 0
    said: str = ""
    many: bool = False
    problems: list[Problem] = field(default_factory=list)

    @property
    def step_name(self) -> str:
        return str(STEP_NAMES[Step(self.step)]) if self.step else ""

    @property
    def is_under_way(self) -> bool:
        return self.state in ("checking", "applying")


def uploads() -> Path:
    return Path(settings.SITE.home) / "uploads"


def status_of(upload_id: UUID, *, at: datetime) -> Status | None:
    """What was told last. A worker that has said nothing for long was stopped from outside."""
    file = _status_file(upload_id)
    try:
        stored = json.loads(file.read_text(encoding="utf-8"))
        quiet = at.timestamp() - file.stat().st_mtime
    except FileNotFoundError:
        return None
    problems = [problem_from(each) for each in stored.pop("problems")]
    status = Status(**stored, problems=problems)
    if status.is_under_way and quiet > QUIET_SECONDS:
        return Status("stopped", status.file_name)
    return status


def _status_file(upload_id: UUID) -> Path:
    return uploads() / f"{upload_id}.status"


def tell(upload_id: UUID, status: Status) -> None:
    file = _status_file(upload_id)
    beside = file.with_suffix(".told")
    beside.write_text(json.dumps(asdict(status)), encoding="utf-8")
    beside.replace(file)


def forget(upload_id: UUID) -> None:
    _status_file(upload_id).unlink(missing_ok=True)
    shutil.rmtree(_incoming(upload_id), ignore_errors=True)


def _incoming(upload_id: UUID) -> Path:
    return uploads() / f"{upload_id}.incoming"


def receive(
    file: UploadedFile[bytes], *, full_roster: bool, by: Person, at: datetime, dates: str = ""
) -> UUID:
    """Keep the file and have it checked. Returns the id the import will have.

    dates: what was said of their order, a value of `Order`, or nothing.
    """
    upload_id = uuid.uuid4()
    folder = _incoming(upload_id)
    folder.mkdir(mode=0o700)
    with (folder / "file").open("wb") as kept:
        for chunk in file.chunks():
            kept.write(chunk)
    name = Path(file.name or "people.csv").name[:NAME_LENGTH]
    tell(upload_id, Status("checking", name))
    check_upload.enqueue(str(upload_id), name, str(by.pk), at.isoformat(), full_roster, dates)
    return upload_id


@task()
def check_upload(upload: str, name: str, by: str, at: str, full_roster: bool, dates: str) -> str:
    """Check an uploaded file. What makes it unusable is told on its page, and nothing is kept."""
    upload_id, moment = UUID(upload), datetime.fromisoformat(at)
    try:
        report = check(
            [Incoming(name, _incoming(upload_id) / "file")],
            folder=folder_of(uploads(), upload_id),
            today=localdate(moment),
            mapping=Mapping(order=Order(dates)) if dates else GUESSED,
            full_roster=full_roster,
            progress=_teller(upload_id, "checking", name),
        )
    except FileUnusable as unusable:
        tell(upload_id, Status("unusable", name, problems=list(unusable.problems)))
        shutil.rmtree(_incoming(upload_id), ignore_errors=True)
        return "unusable"
    except Exception:
        tell(upload_id, Status("stopped", name))
        shutil.rmtree(_incoming(upload_id), ignore_errors=True)
        raise
    keep(import_id=upload_id, report=report, by=Person.objects.get(pk=by), at=moment)
    forget(upload_id)
    return "checked"


def apply_later(import_: Import, *, expect_many: bool, by: Person, at: datetime) -> None:
    tell(import_.pk, Status("applying", import_.file_name))
    apply_import.enqueue(str(import_.pk), str(by.pk), at.isoformat(), expect_many)


@task()
def apply_import(import_id: str, by: str, at: str, expect_many: bool) -> str:
    """Write the checked rows. A refusal is told on the import's page; nothing changed then."""
    import_ = Import.objects.get(pk=import_id)
    try:
        importing.bring_in(
            import_=import_,
            by=Person.objects.get(pk=by),
            at=datetime.fromisoformat(at),
            expect_many=expect_many,
            progress=_teller(import_.pk, "applying", import_.file_name),
        )
    except UnableToApply as refused:
        many = isinstance(refused, ManyChanges)
        tell(import_.pk, Status("refused", import_.file_name, said=str(refused), many=many))
        return "refused"
    except Exception:
        tell(import_.pk, Status("stopped", import_.file_name))
        raise
    forget(import_.pk)
    return "applied"


def _teller(upload_id: UUID, state: str, name: str) -> Progress:
    def progress(step: Step, done: int, total: int) -> None:
        tell(upload_id, Status(state, name, step.value, done, total))

    return progress

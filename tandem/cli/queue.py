"""The queue as the worker takes from it: what a dead worker left running is taken up again.

A worker holds a locked file named after it for as long as it lives. The operating system lets go of
the lock however the worker ends, so a task whose last worker holds none is nobody's any more.
"""

from __future__ import annotations

import fcntl
import logging
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from django.conf import settings
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils.crypto import get_random_string
from django_tasks_db.compat import DEFAULT_TASK_QUEUE_NAME, TaskContext, TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult, DBTaskResultQuerySet
from django_tasks_db.utils import is_locked_database_exception

from tandem.access.passing import is_passing, pause_after
from tandem.cli.periodic import MAIL_SECONDS, MAILING, SEAL_SECONDS, SEALING, Periodic
from tandem.website.clock import now

TRIES = 3  # a task that takes its worker along each time is left alone then
LOOK_SECONDS = 0.3
LOST_SECONDS = 5  # between two looks at what dead workers left
AWAY_SECONDS = 5  # between two looks whether the database is back
AWAY = (OperationalError, InterfaceError)
FOLDER = "workers"
logger = logging.getLogger(__name__)

Row: TypeAlias = "DBTaskResult[Any, Any]"
LOST = "tandem.cli.queue.WorkerLost"


class WorkerLost(Exception):
    """Every worker that took the task was gone before it was done."""


@contextmanager
def alive(folder: Path) -> Iterator[str]:
    """The name under which a worker takes tasks, held until it ends."""
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / get_random_string(32)
    with path.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        if not path.exists():  # taken for a dead one's before it was locked
            raise WorkerLost
        try:
            yield path.name
        finally:
            path.unlink(missing_ok=True)


def lives(name: str, folder: Path) -> bool:
    try:
        with (folder / name).open() as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def take_back_lost(folder: Path) -> int:
    """Put what dead workers left running back into the queue. Returns how many tasks that were."""
    taken = 0
    for task in DBTaskResult.objects.running():
        if task.worker_ids and lives(task.worker_ids[-1], folder):
            continue
        taken += _give_up(task) if len(task.worker_ids) >= TRIES else _put_back(task)
    return taken


def _put_back(task: Row) -> int:
    return _still_as(task).update(status=TaskResultStatus.READY, started_at=None)


def _give_up(task: Row) -> int:
    return _still_as(task).update(
        status=TaskResultStatus.FAILED, finished_at=now(), exception_class_path=LOST, traceback=""
    )


def _still_as(task: Row) -> DBTaskResultQuerySet:
    """The task, unless another worker has taken it since it was read."""
    return DBTaskResult.objects.running().filter(pk=task.pk, started_at=task.started_at)


def forget_dead(folder: Path) -> None:
    """Remove the files of workers that are gone."""
    for path in folder.iterdir():
        with suppress(FileNotFoundError, BlockingIOError), path.open() as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()


class Taker(Worker):
    """Runs a task as its parent does, but keeps no words of what stopped it.

    A second signal in the middle of a task puts it back instead of calling it stopped.
    """

    def run_task(self, db_task_result: Row) -> None:
        self.running_task = True
        try:
            db_task_result.set_successful(_outcome(db_task_result))
        except (SystemExit, KeyboardInterrupt):
            _put_back(db_task_result)
            raise
        except Exception as error:  # noqa: BLE001 - the next task is taken
            self.write_down(db_task_result, error)
        finally:
            self.running_task = False
            self._run_tasks += 1

    def write_down(self, row: Row, error: Exception) -> None:
        """The database may itself be what is away: what became of the task waits for it.

        Told to stop meanwhile, the worker leaves the task to the next one, as if it was killed.
        """
        while True:
            close_old_connections()
            try:
                return _broke_off(row, error)
            except AWAY:
                if not self.running:
                    return None
            time.sleep(AWAY_SECONDS)


def _outcome(row: Row) -> object:
    result = row.task_result
    if row.task.takes_context:
        return row.task.call(TaskContext(task_result=result), *result.args, **result.kwargs)
    return row.task.call(*result.args, **result.kwargs)


def _broke_off(row: Row, error: Exception) -> None:
    """Where and on what kind of error: never its message, which may quote somebody.

    What passes by itself is tried again after a pause, some times; whatever else stops the task.
    """
    kind, pause, at = type(error), pause_after(error, len(row.worker_ids)), now()
    then = {
        "finished_at": at,
        "exception_class_path": f"{kind.__module__}.{kind.__qualname__}",
        "traceback": "".join(traceback.format_tb(error.__traceback__)),
    }
    about = {"task": row.task_path}
    if pause is None:
        _still_as(row).update(status=TaskResultStatus.FAILED, **then)
        logger.error("A task stopped.", exc_info=error, extra=about)
        return
    _still_as(row).update(
        status=TaskResultStatus.READY, started_at=None, run_after=at + pause, **then
    )
    logger.warning("A task broke off and is tried again.", exc_info=error, extra=about)


def take_for_good() -> None:
    """Take tasks until told to stop; a task under way is finished first."""
    for name in ("django.tasks", "django_tasks", "django_tasks_db"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    folder: Path = settings.SITE.home / FOLDER
    with alive(folder) as name:
        forget_dead(folder)
        worker = taker(name)
        worker.configure_signals()
        rounds, away = Rounds(worker, folder), False
        while worker.running:
            try:
                rounds.go()
            except AWAY as error:
                if not is_passing(error):
                    raise
                if not away:
                    logger.warning("The worker waits for the database.", exc_info=error)
                away = True
                close_old_connections()
                time.sleep(AWAY_SECONDS)
            else:
                away = False


@dataclass(slots=True)
class Rounds:
    """What a worker does again and again, each in its own time."""

    worker: Taker
    folder: Path
    looked: float = float("-inf")
    hourly: Periodic = field(default_factory=Periodic)
    sealing: Periodic = field(default_factory=lambda: Periodic(SEALING, every=SEAL_SECONDS))
    mailing: Periodic = field(default_factory=lambda: Periodic(MAILING, every=MAIL_SECONDS))

    def go(self) -> None:
        self.sealing.do(at=now)
        self.hourly.do(at=now)
        self.mailing.do(at=now)
        if time.monotonic() - self.looked >= LOST_SECONDS:
            _look_for_lost(self.folder)
            self.looked = time.monotonic()
        self.worker.run()  # until nothing waits
        if self.worker.running:
            time.sleep(LOOK_SECONDS)


def taker(name: str) -> Taker:
    return Taker(
        queue_names=[DEFAULT_TASK_QUEUE_NAME], excluded_queue_names=[], backend_name="default",
        interval=0, batch=True, startup_delay=False, max_tasks=None, worker_id=name,
    )  # fmt: skip


def _look_for_lost(folder: Path) -> None:
    """A database that is busy just now is looked at next time."""
    try:
        take_back_lost(folder)
    except OperationalError as error:
        if not is_locked_database_exception(error):
            raise

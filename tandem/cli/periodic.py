"""What the worker does by itself, whoever uses Tandem: clearing up by the hour, sealing at once.

Each of these is safe to do again, so two workers need not ask each other.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from django.core.management import call_command

from tandem.access.chain.checkpoint import look_by_itself
from tandem.access.chain.sealer import seal_events
from tandem.organisation.access_ends import end_sessions
from tandem.rooms.company.clearing import clear_uploads

logger = logging.getLogger(__name__)
EVERY_SECONDS = 3600
SEAL_SECONDS = 3
AGAIN_SECONDS = 60  # after something failed, so that the log is not full of it
TASKS_KEPT_DAYS = 14


class Duty(Protocol):
    """Done at a moment; doing it again changes nothing more."""

    def __call__(self, *, at: datetime) -> object: ...


def forget_tasks(*, at: datetime) -> None:
    """Rows of tasks that ended long ago; `at` is the command's own clock."""
    call_command("prune_db_task_results", min_age_days=TASKS_KEPT_DAYS, verbosity=0)


DUTIES: tuple[Duty, ...] = (clear_uploads, end_sessions, forget_tasks, look_by_itself)
SEALING: tuple[Duty, ...] = (seal_events,)


@dataclass(slots=True)
class Periodic:
    """Everything at once when the worker begins, then again and again between two tasks."""

    duties: Iterable[Duty] = DUTIES
    clock: Callable[[], float] = time.monotonic
    every: float = EVERY_SECONDS
    due: float = field(default=float("-inf"))

    def do(self, *, at: Callable[[], datetime]) -> bool:
        """Whether it was time. What fails is told in the log and does not stop the others."""
        if self.clock() < self.due:
            return False
        self.due = self.clock() + self.every
        for duty in self.duties:
            try:
                duty(at=at())
            except Exception:
                self.due = self.clock() + max(self.every, AGAIN_SECONDS)
                logger.exception("%s could not be done; it is tried again later.", duty)
        return True

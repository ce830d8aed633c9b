"""What the worker does by itself: clearing up by the hour, sealing at once, letters in their time.

Each of these is safe to do again, so two workers need not ask each other.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from django.core.management import call_command
from django.utils.timezone import localdate

from tandem.access.chain.checkpoint import look_by_itself
from tandem.access.chain.sealer import seal_events
from tandem.bridge.recounting import see_to_numbers
from tandem.organisation.access_ends import end_sessions
from tandem.partnership.commitments.passing_time import take_time
from tandem.partnership.commitments.summing import keep_sums
from tandem.partnership.leaving import let_go_of_nobodys
from tandem.partnership.load.actions import take_stock
from tandem.partnership.role_review.keeping import clear_reviews
from tandem.partnership.signals.looking import look_for_signals
from tandem.rooms.company.clearing import clear_uploads
from tandem.rooms.escalations.keeping import clear_ended
from tandem.rooms.mail.links import forget_used
from tandem.rooms.mail.posting import call_for_letters, give_mailboxes
from tandem.rooms.mail.urgent import call_for_urgent_letters
from tandem.rooms.openness.actions import end_between_us

logger = logging.getLogger(__name__)
EVERY_SECONDS = 3600
SEAL_SECONDS = 3
MAIL_SECONDS = 15
AGAIN_SECONDS = 60  # after something failed, so that the log is not full of it
TASKS_KEPT_DAYS = 14


class Duty(Protocol):
    """Done at a moment; doing it again changes nothing more."""

    def __call__(self, *, at: datetime) -> object: ...


def forget_tasks(*, at: datetime) -> None:
    """Rows of tasks that ended long ago; `at` is the command's own clock."""
    call_command("prune_db_task_results", min_age_days=TASKS_KEPT_DAYS, verbosity=0)


@dataclass(slots=True)
class Daily:
    """Once a day in this worker, with the first look at the clock of that day."""

    duty: Duty
    done_on: date | None = None

    @property
    def __name__(self) -> str:
        return getattr(self.duty, "__name__", "")

    def __call__(self, *, at: datetime) -> None:
        """What breaks off counts as not done: it is tried again within the day."""
        if self.done_on != localdate(at):
            self.duty(at=at)
            self.done_on = localdate(at)


DUTIES: tuple[Duty, ...] = (
    clear_uploads, end_between_us, end_sessions, forget_tasks, forget_used, give_mailboxes,
    look_by_itself, see_to_numbers, take_time, Daily(take_stock), Daily(let_go_of_nobodys),
    Daily(look_for_signals), Daily(clear_reviews), Daily(clear_ended), Daily(keep_sums),
)  # fmt: skip
SEALING: tuple[Duty, ...] = (seal_events,)
MAILING: tuple[Duty, ...] = (call_for_letters, call_for_urgent_letters)


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
                name = getattr(duty, "__name__", "")
                logger.exception("A duty could not be done; later again.", extra={"duty": name})
        return True

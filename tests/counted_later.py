"""Work of the worker that can wait, in tests whose pages show none of it."""

from __future__ import annotations

from typing import Any, ClassVar

from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import TaskResult

# Imported here, they would come before themselves.
COUNT_ANEW = "tandem.bridge.recounting.count_anew"
DRAW_AHEAD = "tandem.bridge.drawing_ahead.draw_ahead"


class AtOnce(ImmediateBackend):
    """All tasks run at once but what is drawn ahead, which waits as it does for a worker."""

    waits: ClassVar = {DRAW_AHEAD}

    def _execute_task(self, task_result: TaskResult[Any]) -> None:
        if task_result.task.module_path not in self.waits:
            super()._execute_task(task_result)


class CountedLater(AtOnce):
    """As it, and the count of every area waits too."""

    waits: ClassVar = {COUNT_ANEW, DRAW_AHEAD}

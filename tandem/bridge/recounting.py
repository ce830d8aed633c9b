"""Counting in the background: asked for after an import, a reorganisation or a new version."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils.timezone import localdate
from django_tasks import task

from tandem.bridge import importing
from tandem.bridge.drawing_ahead import ahead, likeliest
from tandem.bridge.editions import ask

STOPPED_FOR = timedelta(days=1)  # what stopped by an error is not asked for again before that


@task()
def count_anew(at: str) -> str:
    """Count the numbers of every area anew; those of before are shown until then."""
    today = localdate(datetime.fromisoformat(at))
    snapshot = importing.go_on(today=today)
    if snapshot:
        ahead(likeliest(today))
    return "counted" if snapshot else "nothing to count"


def count_later(*, at: datetime) -> None:
    """After people changed: a new snapshot, and every area from it."""
    ask(settings.SITE.home)
    count_anew.enqueue(at.isoformat())


def see_to_numbers(*, at: datetime) -> None:
    """Have counted what is not: after a new version, a restore, or a process that was killed.

    Not where that waits already, or has stopped by an error.
    """
    from django_tasks_db.compat import TaskResultStatus as Status
    from django_tasks_db.models import DBTaskResult

    if not importing.is_to_do():
        return
    waits = Q(status__in=(Status.READY, Status.RUNNING))
    stopped = Q(status=Status.FAILED, finished_at__gt=at - STOPPED_FOR)
    tasks = DBTaskResult.objects.filter(waits | stopped)
    if not tasks.filter(task_path=count_anew.module_path).exists():
        count_anew.enqueue(at.isoformat())

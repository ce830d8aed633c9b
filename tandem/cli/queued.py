"""`tandem queue`: what waits in the background, what is under way, and what stopped."""

from __future__ import annotations

import json as json_
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

import click
from django.core.exceptions import SuspiciousOperation
from django.utils import timezone

from tandem.website.home import open_home, told_plainly

SHOWN = 8  # signs of an id: enough to tell them apart
STOPPED, LATER = "stopped", "again later"
LONG = timedelta(minutes=10)  # something waits so long only where no worker runs


@dataclass(frozen=True, slots=True)
class Queued:
    """One task that is not done. since: when its state began, as `states` says them.

    error: the kind of what stopped it or broke it off; its words are not kept. next_try: when it
    is tried again by itself.
    """

    id: str
    what: str
    state: str
    since: datetime
    tries: int
    error: str = ""
    next_try: datetime | None = None


def states() -> tuple[tuple[str, str, Any], ...]:
    """What a task that is not done may be, since when it is so, and which are."""
    from django_tasks_db.models import DBTaskResult, get_date_max

    tasks = DBTaskResult.objects
    later = tasks.filter(status="READY", run_after__gt=timezone.now(), run_after__lt=get_date_max())
    return (
        (STOPPED, "finished_at", tasks.failed()),
        ("under way", "started_at", tasks.running()),
        (LATER, "finished_at", later),
        ("waiting", "enqueued_at", tasks.ready()),
    )


def queued() -> list[Queued]:
    """What stopped, what is under way, what is tried again, what waits; each the oldest first."""
    return [
        told(row, state, getattr(row, began)) for state, began, rows in states()
        for row in rows.order_by(began)
    ]  # fmt: skip


def told(row: Any, state: str, since: datetime) -> Queued:  # noqa: ANN401 - a row of a library
    error = row.exception_class_path if state in (STOPPED, LATER) else ""
    next_try = row.run_after if state == LATER else None
    return Queued(str(row.pk), meaning(row), state, since, len(row.worker_ids), error, next_try)


def meaning(row: Any) -> str:  # noqa: ANN401 - a row of a library
    """The first sentence of what the task says of itself; where it is gone, its name."""
    try:
        said = row.task.func.__doc__ or row.task_path
    except (ImportError, AttributeError, SuspiciousOperation):
        said = row.task_path
    return str(said).split(".\n")[0].split(". ")[0].strip().rstrip(".")


def opened() -> None:
    from tandem.cli.migrated import refuse_unmigrated

    with told_plainly():
        open_home(set_up=False)
        refuse_unmigrated()


@click.group()
def queue() -> None:
    """What waits in the background, what is under way, and what stopped."""


@queue.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def show(as_json: bool) -> None:
    """Show what stopped, what is under way, and what waits."""
    opened()
    tasks = queued()
    if as_json:
        click.echo(json_.dumps({"tasks": [asdict(each) for each in tasks]}, default=str))
    else:
        click.echo("\n".join(lines(tasks)) or "Nothing waits, and nothing stopped.")
    if any(each.state == "stopped" for each in tasks):
        raise click.exceptions.Exit(1)


def lines(tasks: list[Queued]) -> Iterator[str]:
    for each in tasks:
        tries = f", taken {each.tries} times" if each.tries > 1 else ""
        error = f": {each.error}" if each.error else ""
        then = f", tried again at {moment(each.next_try)}" if each.next_try else ""
        begun = f"{each.state} since {moment(each.since)}{tries}{then}"
        yield f"{each.id[:SHOWN]}  {begun}  {each.what}{error}"


def moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M UTC")


@queue.command()
@click.argument("task_id", metavar="ID")
def again(task_id: str) -> None:
    """Put a task that stopped back into the queue, or do one now that is to be tried again later.

    What of it was done is not done twice.
    """
    opened()
    from django_tasks_db.compat import TaskResultStatus
    from django_tasks_db.models import DBTaskResult, get_date_max

    stopped = [each for each in queued() if each.state in (STOPPED, LATER)]
    meant = [each.id for each in stopped if each.id.startswith(task_id)]
    if len(meant) != 1:
        which = "Several tasks that stopped begin" if meant else "No task that stopped begins"
        raise click.ClickException(f"{which} with {task_id}. `tandem queue show` shows them.")
    still_so = (TaskResultStatus.FAILED, TaskResultStatus.READY)
    DBTaskResult.objects.filter(pk=meant[0], status__in=still_so).update(
        status=TaskResultStatus.READY, started_at=None, finished_at=None, worker_ids=[],
        exception_class_path="", traceback="", run_after=get_date_max(),
    )  # fmt: skip
    click.echo("It waits again.")

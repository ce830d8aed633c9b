"""Serving pages, and the background worker beside them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import click

from tandem.website.home import open_home, told_plainly

WORKER = [sys.executable, "-m", "tandem.cli.worker"]
GRACE_SECONDS = 20
LOOK_SECONDS = 0.5  # between two looks whether the worker is there
PAUSE_SECONDS = 5  # before another one follows a worker that ended
THREADS = 8  # each with its own database connection
CONNECTIONS = 2000  # idle ones count too, and a browser keeps several


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--workers", default=1, show_default=True, help="Web processes.")
def serve(host: str, port: int, workers: int) -> None:
    """Serve Tandem until it is told to stop; then finish what is under way."""
    with told_plainly():
        site = open_home()
        refuse_unmigrated()
    os.environ["TANDEM_HOME"] = str(site.home)
    click.echo(f"Tandem is at {site.url or f'http://{host}:{port}'}. Ctrl+C ends it.", err=True)
    run(host, port, workers)


def run(host: str, port: int, workers: int = 1) -> None:
    """The web server in this process and one worker beside it, stopped together."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    with worker_beside():
        Granian(
            "tandem.website.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            websockets=False,
            blocking_threads=THREADS,
            backpressure=CONNECTIONS,
            log_access=False,
            log_level=LogLevels.error,
            workers_kill_timeout=GRACE_SECONDS,
        ).serve()


@contextmanager
def worker_beside() -> Iterator[None]:
    """A worker for as long as this lasts; one that ends before is followed by another."""
    stopping = threading.Event()
    keeper = threading.Thread(target=keep_working, args=[stopping], daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stopping.set()
        keeper.join()


def keep_working(stopping: threading.Event) -> None:
    while not stopping.is_set():
        worker = subprocess.Popen([*WORKER, str(os.getpid())])
        while worker.poll() is None and not stopping.wait(LOOK_SECONDS):
            pass
        if stopping.is_set():
            end(worker)
            return
        if not stopping.wait(PAUSE_SECONDS):  # Ctrl+C ends the worker a moment before the server
            click.echo("The background worker had ended; another one follows.", err=True)


def end(worker: subprocess.Popen[bytes]) -> None:
    worker.send_signal(signal.SIGTERM)
    try:
        worker.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        worker.kill()


def is_up_to_date() -> bool:
    """Whether the database is of this version. Django must be loaded."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def refuse_unmigrated() -> None:
    """Raises HomeRefused where the database belongs to an earlier version."""
    from tandem.website.home import HomeRefused

    if not is_up_to_date():
        raise HomeRefused(
            "The database is of an earlier version. Back it up, then run `tandem migrate`."
        )


@click.command()
def worker() -> None:
    """Run the background worker alone, where the web server runs elsewhere."""
    with told_plainly():
        open_home()
        refuse_unmigrated()
    from tandem.cli.worker import work

    signal.signal(signal.SIGTERM, _stop)
    work()


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt

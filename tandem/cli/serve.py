"""Serving pages, and the background worker beside them."""

from __future__ import annotations

import atexit
import logging
import multiprocessing
import os
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import click
from django.utils.module_loading import import_string

from tandem.cli.listening import leave_in_time, refuse_taken_file, refuse_taken_port
from tandem.cli.migrated import refuse_unmigrated
from tandem.website.env import Site
from tandem.website.env import site as read_site
from tandem.website.home import HomeRefused, open_home, told_plainly

logger = logging.getLogger(__name__)
WORKER = [sys.executable, "-m", "tandem.cli.worker"]
GRACE_SECONDS = 20
LOOK_SECONDS = 0.5  # between two looks whether the worker is there
PAUSE_SECONDS = 5  # before another one follows a worker that ended
CONNECTIONS = 8_000  # of one web process: idle and slow ones count too, a browser keeps several
FILES = 2 * CONNECTIONS  # open at once, where the system allows it: each connection is one
MARKS = ("demo.json", "demo.loading")  # of a home that holds the demonstration, or begins to
HEAD_BYTES = 64 * 1024  # of a request; a connection holds no more than that of what is not read


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(1, 65535),
    help="Port to listen on.",
)
@click.option("--workers", default=1, show_default=True, help="Web processes.")
@click.option("--metrics-port", type=int, help="Port to tell metrics at; without it none are told.")
@click.option("--metrics-host", default="127.0.0.1", show_default=True, help="Address for metrics.")
def serve(host: str, port: int, workers: int, metrics_port: int | None, metrics_host: str) -> None:
    """Serve Tandem until it is told to stop; then finish what is under way."""
    signal.signal(signal.SIGTERM, _end)  # until the web server listens for it itself
    with ExitStack() as around:
        with told_plainly():
            refuse_open_doors(read_site(os.environ))
            site = open_home()
            refuse_unmigrated()
            if site.socket:
                refuse_taken_file(site.socket)
            else:
                refuse_taken_port(host, port)
            if metrics_port is not None:
                from tandem.cli.metrics import told_at

                around.enter_context(told_at(site, metrics_host, metrics_port))
        os.environ["TANDEM_HOME"] = str(site.home)
        if site.log != "json":
            heard_at = str(site.socket or f"http://{host}:{port}")
            also = f", listening at {heard_at}" if site.url not in ("", heard_at) else ""
            click.echo(f"Tandem is at {site.url or heard_at}{also}. Ctrl+C ends it.", err=True)
        run(host, port, workers, site.socket)


def refuse_open_doors(site: Site) -> None:
    """In the demonstration nobody needs a second proof: never in front of anything else."""
    if site.demo and not any((site.home / name).exists() for name in MARKS):
        raise HomeRefused(
            f"TANDEM_DEMO is on, and {site.home} holds no demonstration. Nobody there would need a "
            "second proof. Unset TANDEM_DEMO; `tandem demo` serves the demonstration."
        )


def run(host: str, port: int, workers: int = 1, socket: Path | None = None) -> None:
    """The web server in this process and one worker beside it, stopped together."""
    from django.conf import settings
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    from tandem.website.bodies import PATIENCE
    from tandem.website.logs import take_over

    take_over()
    room_for_connections()
    # A forked process would share the database connections this one has, and have none of the
    # threads that look after them: it begins anew instead.
    multiprocessing.set_start_method("spawn", force=True)
    with worker_beside():
        server = Granian(
            "tandem.website.asgi:application",
            address=host,
            port=port,
            uds=socket,
            uds_permissions=0o660,  # the proxy is of the file's group
            interface=Interfaces.ASGINL,
            workers=workers,
            http=HTTPModes.http1,  # alone, for under both nobody waits for a head in vain
            http1_settings=HTTP1Settings(
                header_read_timeout=PATIENCE * 1000, max_buffer_size=HEAD_BYTES
            ),
            websockets=False,
            backpressure=CONNECTIONS,
            log_access=False,
            log_level=LogLevels.error,
            log_dictconfig={**settings.LOGGING},
            workers_kill_timeout=GRACE_SECONDS,
        )
        if socket:
            server.on_startup(lambda: leave_in_time(server, socket))
        server.serve(target_loader=in_web_process)


def in_web_process(target: str) -> Callable[..., Any]:
    """The application, in a process that ends without taking Python apart.

    Granian's threads may come back for Python while it is taken apart, and then the process
    aborts, with a trace on standard error. Nothing is left to do by then: requests are answered,
    and what was registered after this has run.
    """
    atexit.register(end_at_once)
    application: Callable[..., Any] = import_string(target.replace(":", "."))
    return application


def end_at_once() -> None:
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def room_for_connections() -> None:
    """Many systems give a process 1,024 files and let it take more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


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
            logger.warning("The background worker had ended; another one follows.")


def end(worker: subprocess.Popen[bytes]) -> None:
    worker.send_signal(signal.SIGTERM)
    try:
        worker.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        worker.kill()


@click.command()
def worker() -> None:
    """Run the background worker alone, where the web server runs elsewhere."""
    with told_plainly():
        open_home()
        refuse_unmigrated()
    from tandem.cli.worker import work

    signal.signal(signal.SIGTERM, _stop)
    work()


def _end(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt

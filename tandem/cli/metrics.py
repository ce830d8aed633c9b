"""`tandem serve --metrics-port`: what Prometheus reads, on a listener of its own.

The web processes count into files of their own (`website.metrics`); this adds them up, and asks the
database the rest at each reading. Nothing here says what somebody did: acts are told to the hour.
"""

from __future__ import annotations

import logging
import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from django.db import DatabaseError, InterfaceError, connections
from django.db.models import Count, Min
from prometheus_client import CollectorRegistry, Metric, start_http_server
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

import tandem
from tandem.access.chain.watching import Record, record
from tandem.access.models import Event
from tandem.cli.queue import FOLDER as WORKERS
from tandem.cli.queue import lives
from tandem.cli.queued import states
from tandem.cli.safekeeping.making import MADE
from tandem.website.clock import now
from tandem.website.env import Site
from tandem.website.home import HomeRefused
from tandem.website.metrics import FOLDER

logger = logging.getLogger(__name__)
HOUR = timedelta(hours=1)
LATE = 10_000  # events: so far apart their ids may become visible on PostgreSQL


@contextmanager
def told_at(site: Site, host: str, port: int) -> Iterator[None]:
    """Answer at this address until it is left. Raises HomeRefused where it is taken."""
    folder = site.home / "metrics" / f"{socket.gethostname()}-{port}"
    shutil.rmtree(folder, ignore_errors=True)  # of a server that was killed
    folder.mkdir(parents=True, mode=0o700)
    registry = CollectorRegistry()
    registry.register(Counted(folder))
    registry.register(Standing(site))
    try:
        server, thread = start_http_server(port, host, registry)
    except OSError as error:
        raise HomeRefused(
            f"Metrics cannot be told at {host}, port {port} ({error.strerror}). Choose another "
            "with --metrics-host and --metrics-port."
        ) from error
    os.environ[FOLDER] = str(folder)  # for the web processes, which inherit it
    try:
        yield
    finally:
        del os.environ[FOLDER]
        server.shutdown()
        server.server_close()
        thread.join()
        shutil.rmtree(folder, ignore_errors=True)


class Counted:
    """What all web processes counted, without how long single requests took."""

    def __init__(self, folder: Path) -> None:
        self.files = MultiProcessCollector(None, str(folder))  # type: ignore[no-untyped-call]  # it has no types

    def collect(self) -> Iterator[Metric]:
        for metric in self.files.collect():  # type: ignore[no-untyped-call]  # the same
            # Between two readings one request would show its exact time, and by that its page.
            metric.samples = [each for each in metric.samples if not each.name.endswith("_sum")]
            yield metric


class Standing:
    """How database, queue, record and backups stand."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.backup_at: datetime | None = None
        self.seen = 0  # events are many: each is asked once whether it is a backup

    def collect(self) -> Iterator[Metric]:
        yield InfoMetricFamily(
            "tandem_build", "Its version.", value={"version": tandem.__version__}
        )
        yield gauge("tandem_workers", "Background workers that live.", workers(self.site.home))
        told, answers = list[Metric](), True
        try:
            told += self.from_database()
        except (DatabaseError, InterfaceError):
            answers = False
        except Exception:
            logger.exception("Metrics could not be told.")
        finally:
            connections.close_all()  # a thread for each reading, and a connection for each thread
        yield gauge("tandem_database_answers", "1 if the database answers.", float(answers))
        yield from told

    def from_database(self) -> Iterator[Metric]:
        yield from tasks()
        yield from of_record(record(at=now()))
        yield from self.backups()

    def backups(self) -> Iterator[Metric]:
        new = Event.objects.filter(pk__gt=self.seen - LATE).order_by("pk")
        last = new.last()
        if last is not None:
            made = new.filter(what=MADE, pk__lte=last.pk).last()
            self.seen, self.backup_at = last.pk, made.at if made else self.backup_at
        if self.backup_at is not None:
            name = "tandem_backup_timestamp_seconds"
            yield gauge(name, "When the last backup was made.", self.backup_at.timestamp())


def tasks() -> Iterator[Metric]:
    many = GaugeMetricFamily("tandem_tasks", "Tasks in the background.", labels=["state"])
    since = GaugeMetricFamily(
        "tandem_tasks_oldest_timestamp_seconds", "Since when the oldest is so.", labels=["state"]
    )
    for state, began, rows in states():
        found = rows.order_by().aggregate(many=Count("pk"), since=Min(began))
        many.add_metric([state], found["many"])
        if found["since"] is not None:
            since.add_metric([state], found["since"].timestamp())
    yield from (many, since)


def of_record(told: Record) -> Iterator[Metric]:
    name = "tandem_record_events_waiting"
    yield gauge(name, "Events not sealed within a minute.", told.waiting)
    if told.sealed_at is not None:
        hour = told.sealed_at.timestamp() // HOUR.total_seconds() * HOUR.total_seconds()
        name = "tandem_record_sealed_timestamp_seconds"
        yield gauge(name, "The hour in which something was sealed last.", hour)
    if told.whole is not None:
        yield gauge("tandem_record_whole", "1 if the last look found it whole.", float(told.whole))
    if told.looked_at is not None:
        name = "tandem_record_looked_timestamp_seconds"
        yield gauge(name, "When it was last found whole.", told.looked_at.timestamp())


def gauge(name: str, meaning: str, value: float) -> Metric:
    return GaugeMetricFamily(name, meaning, value=value)


def workers(home: Path) -> int:
    folder = home / WORKERS
    return sum(lives(each.name, folder) for each in folder.iterdir()) if folder.is_dir() else 0

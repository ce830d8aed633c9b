"""`tandem serve --metrics-port`: what Prometheus reads, from a listener of its own."""

from __future__ import annotations

import os
import socket
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django_tasks_db.models import DBTaskResult
from prometheus_client.parser import text_string_to_metric_families
from pytest_django.fixtures import Settings

import tandem
from tandem.access.audit import append
from tandem.access.chain.breaks import RecordBroken
from tandem.access.chain.checkpoint import look
from tandem.access.chain.sealer import seal_events
from tandem.bridge.pictures import draw
from tandem.cli import metrics
from tandem.cli.queue import alive
from tandem.cli.tests.homes import Home
from tandem.cli.tests.test_serve import free_port, serving, status_of
from tandem.cli.tests.waiting import wait_until
from tandem.partnership.testing import MONDAY, TUESDAY
from tandem.website import clock
from tandem.website.home import HomeRefused
from tandem.website.metrics import FOLDER
from tests.sealed_record import by_hand

Told = dict[tuple[str, ...], float]
SEALED = ("tandem_record_sealed_timestamp_seconds",)
WHOLE, WAITING = ("tandem_record_whole",), ("tandem_record_events_waiting",)
BACKUP = ("tandem_backup_timestamp_seconds",)


def read(port: int) -> Told:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
        text = answer.read().decode()
    return {
        (each.name, *(value for _, value in sorted(each.labels.items()))): each.value
        for family in text_string_to_metric_families(text)
        for each in family.samples
    }


@pytest.fixture
def port(settings: Settings, tmp_path: Path) -> Iterator[int]:
    """Where the metrics of an empty home are told."""
    settings.SITE = replace(settings.SITE, home=tmp_path, anchor_file=tmp_path / "anchor")
    number = free_port()
    with metrics.told_at(settings.SITE, "127.0.0.1", number):
        yield number


# ---- how things stand, from the database


@pytest.mark.django_db(transaction=True)
def test_it_tells_the_version_whether_the_database_answers_and_which_workers_live(
    port: int, tmp_path: Path
) -> None:
    told = read(port)
    assert told["tandem_build_info", tandem.__version__] == 1
    assert told["tandem_database_answers",] == 1
    assert told["tandem_workers",] == 0
    with alive(tmp_path / "workers"):
        assert read(port)["tandem_workers",] == 1
    (tmp_path / "workers/left-by-one-that-was-killed").touch()
    assert read(port)["tandem_workers",] == 0


@pytest.mark.django_db(transaction=True)
def test_tasks_are_told_by_how_they_stand_and_since_when(port: int, settings: Settings) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    for status, moment in (("FAILED", MONDAY), ("FAILED", TUESDAY), ("RUNNING", TUESDAY)):
        task = draw.enqueue("somebody's area")
        DBTaskResult.objects.filter(pk=task.id).update(
            status=status, started_at=moment, finished_at=moment
        )
    draw.enqueue("another area")
    told = read(port)
    assert [told["tandem_tasks", state] for state in ("stopped", "under way", "waiting")] == [
        2,
        1,
        1,
    ]
    assert told["tandem_tasks_oldest_timestamp_seconds", "stopped"] == MONDAY.timestamp()
    assert told["tandem_tasks_oldest_timestamp_seconds", "under way"] == TUESDAY.timestamp()
    assert ("tandem_tasks_oldest_timestamp_seconds", "again later") not in told


def act(at: datetime, what: str = "a deed") -> None:
    append(what, about=uuid.uuid4(), actor="system", who=None, at=at)


@pytest.mark.django_db(transaction=True)
def test_an_act_shows_in_the_hour_it_was_sealed_in_and_as_waiting_only_if_nobody_seals(
    port: int,
) -> None:
    assert (SEALED in read(port), WHOLE in read(port)) == (False, False)
    moment = TUESDAY.replace(minute=17, second=4)
    act(moment)
    with clock.stopped(moment + timedelta(seconds=59)):
        assert read(port)[WAITING] == 0
    with clock.stopped(moment + timedelta(seconds=61)):
        assert read(port)[WAITING] == 1
    seal_events(at=moment)
    told = read(port)
    assert told[SEALED] == TUESDAY.replace(minute=0, second=0).timestamp()
    assert told[WAITING] == 0


@pytest.mark.django_db(transaction=True)
def test_a_record_that_was_looked_at_is_told_to_be_whole_or_not(port: int) -> None:
    act(TUESDAY)
    seal_events(at=TUESDAY)
    assert WHOLE not in read(port)  # nobody looked yet
    look(at=TUESDAY)
    told = read(port)
    assert told[WHOLE] == 1
    assert ("tandem_record_looked_timestamp_seconds",) in told
    by_hand("UPDATE access_event SET what = 'another deed'")
    with pytest.raises(RecordBroken):
        look(at=TUESDAY, full=True)
    with clock.stopped(TUESDAY + timedelta(hours=3)):
        told = read(port)
    assert told[WHOLE] == 0
    assert ("tandem_record_looked_timestamp_seconds",) not in told


@pytest.mark.django_db(transaction=True)
def test_the_last_backup_is_told_once_there_is_one(port: int) -> None:
    act(MONDAY)
    assert BACKUP not in read(port)
    act(MONDAY, "backup.made")
    act(TUESDAY)
    assert read(port)[BACKUP] == MONDAY.timestamp()
    act(TUESDAY)
    assert read(port)[BACKUP] == MONDAY.timestamp()
    act(TUESDAY, "backup.made")
    assert read(port)[BACKUP] == TUESDAY.timestamp()


# ---- the listener


def test_a_port_that_is_taken_is_told_with_the_cure(tmp_path: Path) -> None:
    site = replace(settings.SITE, home=tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = taken.getsockname()[1]
        with (
            pytest.raises(HomeRefused, match=f"port {number} .*--metrics-port"),
            metrics.told_at(site, "127.0.0.1", number),
        ):
            pass
    assert FOLDER not in os.environ


@pytest.mark.slow
def test_what_several_web_processes_count_is_added_up_and_told_on_this_machine_alone(
    served_home: Home,
) -> None:
    home = served_home
    number = free_port()
    with serving(home, "--workers", "2", "--metrics-port", str(number)) as (_, url):
        before = read(number)
        pages = ("tandem_requests_total", "pages", "read", "2xx")
        for _ in range(30):
            assert status_of(f"{url}/app/sign-in/") == 200
        told = read(number)
        assert told[pages] - before.get(pages, 0) == 30
        assert told["tandem_request_seconds_bucket", "pages", "+Inf"] == 30
        assert told["tandem_requests_under_way",] == 0
        wait_until(lambda: read(number)["tandem_workers",])  # it begins behind the web processes
        told = read(number)
        assert told["tandem_workers",] == 1
        assert not any(name.endswith("_sum") for name, *_ in told)
        with pytest.raises(urllib.error.HTTPError, match="404"):
            status_of(f"{url}/metrics")
        assert listening_at(number) == {"0100007F"}
        files = [*(home.path / "metrics").rglob("*.db")]
        assert len(files) <= 6  # of two processes, three kinds
        tell_without_a_database(home, number)
    assert [*(home.path / "metrics").iterdir()] == []


def listening_at(port: int) -> set[str]:
    """The addresses of this machine at which somebody listens on the port, as the kernel says."""
    lines = [line.split() for file in ("tcp", "tcp6") for line in
             Path("/proc/net", file).read_text().splitlines()[1:]]  # fmt: skip
    there = [(*line[1].split(":"), line[3]) for line in lines]
    return {
        address for address, number, state in there if int(number, 16) == port and state == "0A"
    }


def tell_without_a_database(home: Home, number: int) -> None:
    """What the web processes counted is told all the same."""
    aside = home.database.with_name("aside")
    home.database.rename(aside)
    home.database.mkdir()
    told = read(number)
    home.database.rmdir()
    aside.rename(home.database)
    assert told["tandem_database_answers",] == 0
    assert told["tandem_request_seconds_bucket", "pages", "+Inf"] == 30
    assert "tandem_tasks" not in {name for name, *_ in told}
    assert read(number)["tandem_database_answers",] == 1

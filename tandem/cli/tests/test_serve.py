"""`tandem serve`: answers, works in the background, and stops in good order."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tandem import __version__
from tandem.cli.tests.homes import TANDEM, Home

pytestmark = pytest.mark.slow

ENQUEUE = """
from tandem.website.home import open_home
open_home()
from tandem.organisation.actions import add_area
from tandem.access.audit import OPERATOR
from tandem.website.clock import now
from tandem.bridge.pictures import draw
area = add_area(name="Bakery", parent=None, by=OPERATOR, at=now())
print(draw.enqueue(str(area.pk)).id)
"""
OUTCOME = """
import sys
from tandem.website.home import open_home
open_home()
from django_tasks_db.models import DBTaskResult
print(DBTaskResult.objects.get(id=sys.argv[1]).status)
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(home: Home, *words: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    port = free_port()
    process = subprocess.Popen(
        [*TANDEM, "serve", "--port", str(port), *words],
        env=home.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        url = f"http://127.0.0.1:{port}"
        wait_until_healthy(url)
        yield process, url
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(30)
        assert process.stderr is not None
        process.stderr.close()


def wait_until_healthy(url: str) -> None:
    for _ in range(200):
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("not healthy within 20 seconds")


def workers_of(process: subprocess.Popen[bytes]) -> list[int]:
    """The processes of the background worker that this server started."""
    threads = Path(f"/proc/{process.pid}/task").glob("*/children")
    children = [pid for each in threads for pid in each.read_text().split()]
    named = {int(pid): Path(f"/proc/{pid}/cmdline").read_bytes() for pid in children}
    return [pid for pid, command in named.items() if b"tandem.cli.worker" in command]


def test_health_says_ok_with_the_version(ready_home: Home) -> None:
    with serving(ready_home) as (_, url), urllib.request.urlopen(f"{url}/healthz") as answer:
        assert json.load(answer) == {"status": "ok", "version": __version__}


def test_it_stops_in_good_order_and_takes_its_worker_along(ready_home: Home) -> None:
    with serving(ready_home) as (process, url):
        [worker] = wait_for_worker(process)
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
        assert not Path(f"/proc/{worker}").exists()
        with pytest.raises(urllib.error.URLError):
            urllib.request.urlopen(f"{url}/healthz", timeout=1)


def test_a_server_that_is_killed_leaves_no_worker_behind(ready_home: Home) -> None:
    with serving(ready_home) as (process, _):
        [worker] = wait_for_worker(process)
        process.kill()
        process.wait(10)
        for _ in range(100):
            if not Path(f"/proc/{worker}").exists():
                return
            time.sleep(0.1)
        pytest.fail("the worker went on without its server")


def test_a_worker_that_is_killed_is_followed_by_another(ready_home: Home) -> None:
    with serving(ready_home) as (process, _):
        [first] = wait_for_worker(process)
        os.kill(first, signal.SIGKILL)
        assert wait_for_worker(process, but=first) != [first]


def wait_for_worker(process: subprocess.Popen[bytes], but: int = 0) -> list[int]:
    for _ in range(200):
        if found := [pid for pid in workers_of(process) if pid != but]:
            return found
        time.sleep(0.1)
    raise AssertionError("no worker within 20 seconds")


def test_the_worker_beside_it_does_what_is_queued(home: Home) -> None:
    home.set_up()

    def run(code: str, *words: str) -> str:
        return subprocess.run(
            [sys.executable, "-c", code, *words], env=home.environment(),
            capture_output=True, text=True, check=True,
        ).stdout.strip()  # fmt: skip

    task = run(ENQUEUE)
    with serving(home):
        for _ in range(60):
            if run(OUTCOME, task) == "SUCCESSFUL":
                return
            time.sleep(0.2)
    pytest.fail("the task was not done")


def test_pages_and_styles_come_compressed_under_the_strict_policy(ready_home: Home) -> None:
    with serving(ready_home) as (_, url):
        for address in ("/app/sign-in/", "/static/tandem.css"):
            asked = urllib.request.Request(url + address, headers={"Accept-Encoding": "gzip"})
            with urllib.request.urlopen(asked) as answer:
                assert answer.headers["Content-Encoding"] == "gzip"
                assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_database_of_an_earlier_version_is_not_served(home: Home) -> None:
    import sqlite3

    home.set_up()
    with sqlite3.connect(home.database) as database:
        database.execute("DELETE FROM django_migrations WHERE app = 'bridge'")
    done = home.tandem("serve", "--port", str(free_port()))
    assert done.returncode == 2
    assert "Back it up, then run `tandem migrate`." in done.stderr


def test_without_demo_mode_nobody_can_be_anybody(ready_home: Home) -> None:
    with serving(ready_home) as (_, url):
        for address in ("/app/demo/", "/app/demo/be/mira/", "/app/demo/components/"):
            with pytest.raises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(url + address)
            assert refused.value.code == 404
            refused.value.close()


def test_many_idle_connections_do_not_shut_others_out(ready_home: Home) -> None:
    with serving(ready_home) as (_, url):
        port = int(url.rpartition(":")[2])
        idle = [socket.create_connection(("127.0.0.1", port)) for _ in range(60)]
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=5) as answer:
                assert answer.status == 200
        finally:
            for each in idle:
                each.close()

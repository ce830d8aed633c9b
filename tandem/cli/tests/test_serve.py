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
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from tandem import __version__
from tandem.cli.tests.conftest import NewDatabase
from tandem.cli.tests.homes import TANDEM, Home
from tandem.cli.tests.waiting import wait_until, wait_until_healthy

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
ENDS = """
from tandem.cli.serve import in_web_process
class Late:
    def __del__(self):
        print("taken apart")
late = Late()
print(in_web_process("json:dumps")("served"))
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


def test_a_web_process_ends_without_taking_python_apart(home: Home) -> None:
    command = [sys.executable, "-c", ENDS]
    ended = subprocess.run(command, env=home.environment(), capture_output=True, check=True)
    assert (ended.stdout, ended.stderr) == (b'"served"\n', b"")


def children_of(process: subprocess.Popen[bytes]) -> list[int]:
    threads = Path(f"/proc/{process.pid}/task").glob("*/children")
    return [int(pid) for each in threads for pid in each.read_text().split()]


def workers_of(process: subprocess.Popen[bytes]) -> list[int]:
    """The processes of the background worker that this server started."""
    named = {pid: Path(f"/proc/{pid}/cmdline").read_bytes() for pid in children_of(process)}
    return [pid for pid, command in named.items() if b"tandem.cli.worker" in command]


def test_health_says_ok_with_the_version(served_home: Home) -> None:
    with serving(served_home) as (_, url), urllib.request.urlopen(f"{url}/healthz") as answer:
        assert json.load(answer) == {"status": "ok", "version": __version__}


def test_it_stops_in_good_order_and_takes_its_worker_along(served_home: Home) -> None:
    with serving(served_home) as (process, url):
        [worker] = wait_for_worker(process)
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
        assert not Path(f"/proc/{worker}").exists()
        with pytest.raises(urllib.error.URLError):
            urllib.request.urlopen(f"{url}/healthz", timeout=1)


def test_told_to_stop_before_it_serves_it_ends_in_good_order_too(served_home: Home) -> None:
    process = subprocess.Popen(
        [*TANDEM, "serve", "--port", str(free_port())],
        env=served_home.environment(), stderr=subprocess.PIPE,
    )  # fmt: skip
    with process:
        assert process.stderr
        assert process.stderr.readline().startswith(b"Tandem is at")  # and nobody listens yet
        process.send_signal(signal.SIGTERM)
        rest = process.stderr.read()
    assert process.returncode == 0
    assert b"Traceback" not in rest


def test_a_server_that_is_killed_leaves_nothing_behind(served_home: Home) -> None:
    with serving(served_home, "--workers", "2") as (process, url):
        wait_for_worker(process)
        started = children_of(process)
        assert len(started) >= 3  # two web processes and the worker
        process.kill()
        process.wait(10)
        for _ in range(150):
            if not any(Path(f"/proc/{pid}").exists() for pid in started):
                break
            time.sleep(0.1)
        else:
            pytest.fail("something went on without its server")
        with pytest.raises(urllib.error.URLError):
            urllib.request.urlopen(f"{url}/healthz", timeout=1)


def test_a_worker_that_is_killed_is_followed_by_another(served_home: Home) -> None:
    with serving(served_home) as (process, _):
        [first] = wait_for_worker(process)
        os.kill(first, signal.SIGKILL)
        assert wait_for_worker(process, but=first) != [first]


def wait_for_worker(process: subprocess.Popen[bytes], but: int = 0) -> list[int]:
    return wait_until(lambda: [pid for pid in workers_of(process) if pid != but])


def test_the_worker_beside_it_does_what_is_queued(home: Home) -> None:
    home.made()

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


def test_pages_and_styles_come_compressed_under_the_strict_policy(served_home: Home) -> None:
    with serving(served_home) as (_, url):
        for address in ("/app/sign-in/", "/static/tandem.css"):
            asked = urllib.request.Request(url + address, headers={"Accept-Encoding": "gzip"})
            with urllib.request.urlopen(asked) as answer:
                assert answer.headers["Content-Encoding"] == "gzip"
                assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_database_of_an_earlier_version_is_not_served(home: Home) -> None:
    import sqlite3

    home.made()
    with sqlite3.connect(home.database) as database:
        database.execute("DELETE FROM django_migrations WHERE app = 'bridge'")
    done = home.tandem("serve", "--port", str(free_port()))
    assert done.returncode == 2
    assert "Back it up, then run `tandem migrate`." in done.stderr


def test_a_home_without_the_demonstration_is_not_opened_to_everybody(home: Home) -> None:
    home.made()
    done = home.tandem("serve", "--port", str(free_port()), TANDEM_DEMO="1")
    assert done.returncode == 2
    assert "holds no demonstration" in done.stderr
    assert "Unset TANDEM_DEMO" in done.stderr


def test_a_database_of_a_later_version_is_not_served(home: Home) -> None:
    import sqlite3

    home.made()
    with sqlite3.connect(home.database) as database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('bridge', '9999_of_a_later_version', '2026-11-24 08:00:00')"
        )
    done = home.tandem("serve", "--port", str(free_port()))
    assert done.returncode == 2
    assert "The database is of a later version. Start that one again" in done.stderr
    assert "of a later version" in home.tandem("doctor").stderr


def test_without_demo_mode_nobody_can_be_anybody(served_home: Home) -> None:
    with serving(served_home) as (_, url):
        for address in ("/app/demo/", "/app/demo/be/mira/", "/app/demo/components/"):
            with pytest.raises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(url + address)
            assert refused.value.code == 404
            refused.value.close()


def test_many_idle_connections_do_not_shut_others_out(served_home: Home) -> None:
    with serving(served_home) as (_, url):
        port = int(url.rpartition(":")[2])
        idle = [socket.create_connection(("127.0.0.1", port)) for _ in range(60)]
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=5) as answer:
                assert answer.status == 200
        finally:
            for each in idle:
                each.close()


def test_nobody_reaches_anything_of_it_but_its_own_port(served_home: Home) -> None:
    """No cache, no broker and no worker listens anywhere."""
    with serving(served_home, "--workers", "2") as (process, url):
        wait_for_worker(process)
        assert listened_on([process.pid, *children_of(process)]) == {
            ("127.0.0.1", int(url.rpartition(":")[2]))
        }


def listened_on(pids: list[int]) -> set[tuple[str, int]]:
    held = {str(fd.readlink()) for pid in pids for fd in Path(f"/proc/{pid}/fd").iterdir()}
    rows = [
        line.split()
        for name in ("tcp", "tcp6")
        for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]
    ]
    places = [row[1].split(":") for row in rows if row[3] == "0A" and f"socket:[{row[9]}]" in held]
    return {(named(at), int(port, 16)) for at, port in places}


def named(at: str) -> str:
    """An address as the kernel tells it: least byte first, in words of four."""
    words = [bytes.fromhex(at[n : n + 8])[::-1] for n in range(0, len(at), 8)]
    family = socket.AF_INET6 if len(words) > 1 else socket.AF_INET
    return socket.inet_ntop(family, b"".join(words))


def test_on_postgresql_several_web_processes_answer_many_at_once(
    home: Home, new_database: NewDatabase
) -> None:
    """Each with connections of its own: with inherited ones some would hang."""
    home.env["DATABASE_URL"] = new_database()
    home.set_up()
    with serving(home, "--workers", "2") as (_, url), ThreadPoolExecutor(8) as people:
        assert {*people.map(lambda _: status_of(f"{url}/healthz"), range(400))} == {200}


def status_of(url: str) -> int:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return int(answer.status)

"""On a port or on a socket file: taken ones are refused, and nobody on the way in is cut off."""

from __future__ import annotations

import signal
import socket
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tandem.cli.tests.homes import TANDEM, Home
from tandem.cli.tests.test_serve import free_port, serving
from tandem.cli.tests.waiting import wait_until

pytestmark = pytest.mark.slow

ASKED = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


@pytest.fixture
def file() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="tandem-") as folder:  # the path of a socket is short
        yield Path(folder) / "tandem.sock"


def connected(file: Path) -> socket.socket:
    line = socket.socket(socket.AF_UNIX)
    line.settimeout(20)
    try:
        line.connect(str(file))
    except OSError:
        line.close()
        raise
    return line


def answer_on(line: socket.socket) -> bytes:
    """What came back up to the end."""
    line.sendall(ASKED)
    return b"".join(iter(lambda: line.recv(4096), b""))


def is_served_at(file: Path) -> bool:
    try:
        with closing(connected(file)) as line:
            assert b" 200 OK" in answer_on(line)
            return True
    except (FileNotFoundError, ConnectionRefusedError):
        return False


@contextmanager
def listening(home: Home, file: Path) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [*TANDEM, "serve"], env=home.environment(TANDEM_SOCKET=str(file)),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_until(lambda: is_served_at(file))
        yield process
    finally:
        process.terminate()
        process.wait(60)


def refusal(home: Home, *words: str, **env: str) -> str:
    done = home.tandem("serve", *words, **env)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    return done.stderr


def test_a_taken_port_is_said_in_a_sentence(served_home: Home) -> None:
    with serving(served_home) as (_, url):
        said = refusal(served_home, "--port", url.rpartition(":")[2])
    assert "Another Tandem may run there: stop it first, or name another --port." in said


def test_an_address_that_is_not_this_machines_is_said_in_a_sentence(served_home: Home) -> None:
    said = refusal(served_home, "--host", "192.0.2.1", "--port", str(free_port()))
    assert "Cannot listen on 192.0.2.1" in said


def test_who_connected_before_the_stop_is_still_answered(served_home: Home, file: Path) -> None:
    with listening(served_home, file) as process:
        assert stat.S_IMODE(file.stat().st_mode) == 0o660
        on_the_way = [connected(file) for _ in range(5)]
        process.send_signal(signal.SIGTERM)
        while file.exists():
            time.sleep(0.01)
        with pytest.raises(FileNotFoundError):
            connected(file)
        for line in on_the_way:  # what a server that stops at once would reset
            with closing(line):
                assert b" 200 OK" in answer_on(line)
        assert process.wait(30) == 0


def test_told_twice_it_stops_at_once_and_leaves_the_file_of_another_alone(
    served_home: Home, file: Path
) -> None:
    with listening(served_home, file) as process:
        process.send_signal(signal.SIGTERM)
        while file.exists():
            time.sleep(0.01)
        with closing(socket.socket(socket.AF_UNIX)) as another:
            another.bind(str(file))
            process.send_signal(signal.SIGTERM)
            assert process.wait(30) == 0
            assert file.is_socket()


def test_what_a_killed_server_left_is_taken_over_and_a_live_one_is_not(
    served_home: Home, file: Path
) -> None:
    with closing(socket.socket(socket.AF_UNIX)) as dead:
        dead.bind(str(file))
    with listening(served_home, file):
        said = refusal(served_home, TANDEM_SOCKET=str(file))
        assert f"A Tandem listens on {file} already. Stop it first." in said
        with closing(connected(file)) as line:
            assert b" 200 OK" in answer_on(line)


def test_a_file_that_is_no_socket_stays_as_it_is(served_home: Home, file: Path) -> None:
    file.write_text("somebody's own")
    assert "that is no socket. Name another file." in refusal(served_home, TANDEM_SOCKET=str(file))
    assert file.read_text() == "somebody's own"
    lost = refusal(served_home, TANDEM_SOCKET=str(file.parent / "lost/tandem.sock"))
    assert "its folder is not there. Make it first." in lost

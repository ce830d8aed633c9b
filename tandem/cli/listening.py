"""Where the web server listens: on a port, or on a socket file that a proxy connects to."""

from __future__ import annotations

import contextlib
import signal
import socket
import threading
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from tandem.website.home import HomeRefused

if TYPE_CHECKING:
    from granian.server.common import AbstractServer

LEAVING_SECONDS = 2  # from the file's removal on, for those who had connected before


def refuse_taken_port(host: str, port: int) -> None:
    """Raises HomeRefused where somebody listens there. Two servers would share what comes."""
    try:
        [(family, _, _, _, address), *_] = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise HomeRefused(
            f"Cannot listen on {host}, port {port} ({error.strerror}). Another Tandem may run "
            "there: stop it first, or name another --port."
        ) from error


def refuse_taken_file(file: Path) -> None:
    """Raises HomeRefused where somebody listens there; removes what a dead server left."""
    if file.exists() and not file.is_socket():
        raise HomeRefused(f"TANDEM_SOCKET is {file}, and that is no socket. Name another file.")
    if not file.parent.is_dir():
        raise HomeRefused(f"TANDEM_SOCKET is {file}, and its folder is not there. Make it first.")
    try:
        with socket.socket(socket.AF_UNIX) as probe:
            probe.connect(str(file))
    except (FileNotFoundError, ConnectionRefusedError):
        file.unlink(missing_ok=True)
    except OSError as error:
        raise HomeRefused(f"TANDEM_SOCKET is {file}: {error}.") from error
    else:
        raise HomeRefused(f"A Tandem listens on {file} already. Stop it first.")


def leave_in_time(server: AbstractServer[Any], file: Path) -> None:
    """Told to stop, take the file away first, and stop when nobody is on the way in any more.

    Who closes a socket that is listened on cuts off those who have just connected. Without its
    file nobody can connect any more, while all who have are still served. Told twice, it stops
    at once.
    """

    def told(_number: int, _frame: FrameType | None) -> None:
        signal.signal(signal.SIGTERM, server.signal_handler_interrupt)
        server.bind_uds = None  # by the time it ends, the file may be another server's
        with contextlib.suppress(OSError):
            file.unlink()
        until = threading.Timer(LEAVING_SECONDS, server.signal_handler_interrupt)
        until.daemon = True
        until.start()

    signal.signal(signal.SIGTERM, told)

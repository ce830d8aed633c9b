"""A process that has the libraries loaded and forks for every command, which halves its start.

No setting is loaded before the fork, and nothing of Tandem but values of the mathematics, which by
its borders knows none: each command reads its environment and opens its home as one does that is
typed. An order is a message with the words of Python's own command line and the environment, and
the three files it is to have as its input and outputs.
"""

from __future__ import annotations

import gc
import json
import os
import runpy
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path

AT_START = ("PYTHON", "LD_", "LC_", "LANG", "TZ")
LARGEST = 200_000  # bytes of an order
# What most commands load, that reads no setting and begins no thread. What the mathematics alone
# needs is left to its commands: it is more than all the rest, and every fork would carry it.
LIBRARIES = (
    "click", "cryptography.fernet", "django.contrib.admin", "django.core.management",
    "django.core.serializers.json", "django.db.backends.sqlite3.base",
    "django.db.migrations.executor", "django.db.models", "django.forms", "django.template",
    "django.urls", "django.utils.autoreload", "django.views.generic", "nacl.secret", "openpyxl",
    "pydantic.dataclasses", "pydantic.type_adapter", "requests", "rich.console", "rich.table",
    "smtplib", "tandem.analytics.area", "tomllib", "xml.etree.ElementTree",
)  # fmt: skip


@dataclass
class Starter:
    """The process, from the other side. One order at a time."""

    process: subprocess.Popen[bytes]
    line: socket.socket
    turn: threading.Lock = field(default_factory=threading.Lock)

    def run(
        self, words: list[str], env: dict[str, str], timeout: float
    ) -> subprocess.CompletedProcess[str]:
        with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
            with Path(os.devnull).open() as nothing:
                order = json.dumps([words, env, str(Path.cwd())]).encode()
                socket.send_fds(self.line, [order], [nothing.fileno(), out.fileno(), err.fileno()])
            child = int(self.line.recv(LARGEST))
            self.line.settimeout(timeout)
            try:
                code = int(self.line.recv(LARGEST))
            except TimeoutError:
                os.kill(child, signal.SIGKILL)
                self.line.settimeout(None)
                self.line.recv(LARGEST)
                raise subprocess.TimeoutExpired(words, timeout) from None
            self.line.settimeout(None)
            for file in (out, err):
                file.seek(0)
            return subprocess.CompletedProcess(words, code, out.read(), err.read())


def run(words: list[str], env: dict[str, str], timeout: float) -> subprocess.CompletedProcess[str]:
    """Python with these words in this environment. Where another path may bring a file that Python
    runs as it starts, and beside another command, it is a process of its own from the beginning."""
    if env.get("PYTHONPATH") != os.environ.get("PYTHONPATH"):
        return of_its_own(words, env, timeout)
    asked = starter(tuple((k, v) for k, v in sorted(env.items()) if k.startswith(AT_START)))
    if not asked.turn.acquire(blocking=False):
        return of_its_own(words, env, timeout)
    try:
        return asked.run(words, env, timeout)
    finally:
        asked.turn.release()


def of_its_own(
    words: list[str], env: dict[str, str], timeout: float
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words], env=env, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, check=False, timeout=timeout,
    )  # fmt: skip


@cache
def starter(at_start: tuple[tuple[str, str], ...]) -> Starter:
    """One of this test process for each such setting; it ends when its line is closed."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    path = {"PATH": os.environ["PATH"]}
    process = subprocess.Popen(
        [sys.executable, "-m", "tandem.cli.tests.starter", str(theirs.fileno())],
        env={**path, **dict(at_start)}, pass_fds=[theirs.fileno()],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    theirs.close()
    return Starter(process, ours)


def obey(line: socket.socket) -> None:
    for name in LIBRARIES:
        import_module(name)
    # Looked through for garbage, every page of it would be copied for every command.
    gc.collect()
    gc.freeze()
    while True:
        order, files, _flags, _from = socket.recv_fds(line, LARGEST, 3)
        if not order:
            return
        child = os.fork()
        if child == 0:
            line.close()
            for at, file in enumerate(files):
                os.dup2(file, at)
                os.close(file)
            begin(*json.loads(order))
            return
        for file in files:
            os.close(file)
        line.send(str(child).encode())
        _child, status = os.waitpid(child, 0)
        line.send(str(os.waitstatus_to_exitcode(status)).encode())


def begin(words: list[str], env: dict[str, str], folder: str) -> None:
    """As the interpreter does with `-m module …` and `-c code …`."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(env)
    kind, what, *rest = words
    sys.argv = [kind, *rest]
    if kind == "-c":
        exec(compile(what, "<string>", "exec"), {"__name__": "__main__"})
    else:
        runpy.run_module(what, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as given:
        obey(given)

"""A backup and its restore, each by the real command in a process of its own."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tandem.cli.tests.homes import TANDEM, measured
from tools.bench.parts import tell


def measure() -> None:
    home = Path(os.environ["TANDEM_HOME"])
    with tempfile.TemporaryDirectory(prefix="tandem-bench-", dir=home.parent) as folder:
        file = Path(folder) / "bench.backup"
        tell("backup", f"{timed('backup', str(file))}, {file.stat().st_size / 2**20:.0f} MiB file")
        tell("backup --check", timed("backup", "--check", str(file)))
        env = {"TANDEM_HOME": f"{folder}/home", "TANDEM_KEY_FILE": str(home / "keys/tandem.key")}
        with another_database() as url:
            env |= {"DATABASE_URL": url} if url else {}
            tell("restore to an empty machine", timed("restore", str(file), **env))


def timed(*words: str, **env: str) -> str:
    """The real command: how long it took, and its peak of memory."""
    begun = time.perf_counter()
    with tempfile.NamedTemporaryFile("r") as peak:
        subprocess.run(
            measured(Path(peak.name), *TANDEM, *words),
            env={**os.environ, **env}, stdout=subprocess.DEVNULL, check=True,
        )  # fmt: skip
        return f"{time.perf_counter() - begun:.1f} s, peak {int(peak.read()) // 1024} MiB"


@contextmanager
def another_database() -> Iterator[str]:
    """Beside the one that is measured, on the same server; nothing where there is none."""
    url, name = os.environ.get("DATABASE_URL", ""), f"b{uuid.uuid4().hex[:12]}"
    if not url:
        yield ""
        return
    with psycopg.connect(url, autocommit=True) as connected:
        connected.execute(f"CREATE DATABASE {name}".encode())
        yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
        connected.execute(f"DROP DATABASE {name}".encode())

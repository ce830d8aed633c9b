"""A real Caddy with the example's file, before whatever listens on the socket."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tandem.cli.tests.test_serve import free_port
from tests.test_docs import OPERATORS, text

CADDY = str(Path(sys.executable).with_name("caddy"))
SOCKET = "/run/tandem/tandem.sock"
EXAMPLE = text(f"{OPERATORS}/examples/Caddyfile")


@contextmanager
def proxy(root: Path, file: str = EXAMPLE) -> Iterator[int]:
    """The port it listens on. What it logs is in `caddy.log` below `root`."""
    said = file.replace("\n{\n", "\n{\n\tadmin off\n", 1)
    assert said != file
    (root / "Caddyfile").write_text(said)
    port = free_port()
    names = {"SITE": f"http://127.0.0.1:{port}", "UPSTREAM": f"unix/{root}{SOCKET}"}
    names["PORT"] = str(port)
    folders = {name: str(root) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")}
    with (root / "caddy.log").open("wb") as log:
        process = subprocess.Popen(
            [CADDY, "run", "--config", str(root / "Caddyfile"), "--adapter", "caddyfile"],
            env={"PATH": os.environ["PATH"], **names, **folders}, stdout=log, stderr=log,
        )  # fmt: skip
    try:
        yield port
    finally:
        process.terminate()
        process.wait(30)

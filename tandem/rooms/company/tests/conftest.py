import pytest
from pytest_django.fixtures import Settings


@pytest.fixture(autouse=True)
def figures_wait_for_the_worker(
    request: pytest.FixtureRequest, tasks_run_at_once: None, settings: Settings
) -> None:
    """After an import the figures of all areas are counted, which takes ten times as long as the
    import itself. Pages of this room only say how far that is."""
    if "counted_at_once" not in request.fixturenames:
        settings.TASKS = {"default": {"BACKEND": "tests.counted_later.CountedLater"}}


@pytest.fixture
def counted_at_once() -> None:
    """For what is said of the count itself."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as drawing
from pytest_django.fixtures import Settings
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile

from tandem.organisation.models import Person
from tandem.partnership.testing import TUESDAY, Cast, WholeCast
from tandem.rooms.mail.tests.post import post as post
from tandem.website import clock
from tandem.website.home import FOLDERS
from tandem.website.limits import CODES
from tests.kept_cast import kept_cast
from tests.room_to_call import with_room

# How long a machine takes to draw examples says something of the machine, not of the code.
drawing.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
drawing.load_profile("here")

SignIn = Callable[[Person], Client]
ItIs = Callable[[datetime], AbstractContextManager[None]]


@pytest.fixture(autouse=True)
def it_is_tuesday(request: pytest.FixtureRequest) -> Iterator[None]:
    """Doors read the clock; in tests it stands still on Tuesday 24 November 2026, 08:00."""
    if "real_clock" in request.fixturenames:
        yield
        return
    with clock.stopped(TUESDAY):
        yield


@pytest.fixture
def it_is() -> ItIs:
    """Another moment for as long as that lasts, for tests of rooms, which import no clock."""
    return clock.stopped


@pytest.fixture
def real_clock() -> None:
    """For the few tests of time itself."""


@pytest.fixture
def cast(db: None) -> Cast:
    return kept_cast(Cast)


@pytest.fixture
def whole_cast(db: None) -> WholeCast:
    """With those of rarer office, for whatever visits the rows of the access matrix."""
    return kept_cast(WholeCast)


@pytest.fixture
def anchor(settings: Settings, tmp_path: Path) -> Path:
    """Where the record's anchor lies for this test."""
    place = tmp_path / "apart/record.anchor"
    settings.SITE = replace(settings.SITE, anchor_file=place)
    return place


@pytest.fixture
def sign_in() -> SignIn:
    def signed_in(person: Person) -> Client:
        client = Client()
        assert person.account is not None
        client.force_login(person.account)
        return client

    return signed_in


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what touches the database is run again."""
    if os.environ.get("TANDEM_ONLY_DATABASE") != "1":
        return
    touching = [item for item in items if touches_the_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in touching])
    items[:] = touching


def pytest_collection_finish() -> None:
    """As the web server does: twenty thousand tests are loaded for good, and never garbage.

    What a test leaves is looked through less often than in a server that must stay small.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> object:
    return with_room(item, nextitem)


def touches_the_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    if item.get_closest_marker("alike"):
        return False
    marked = item.get_closest_marker("django_db") is not None
    return marked or bool(fixtures & {"db", "transactional_db"})


@pytest.fixture(autouse=True)
def tasks_run_at_once(settings: Settings) -> None:
    """No worker runs beside the tests; the tests of the worker start a real one."""
    settings.TASKS = {"default": {"BACKEND": "tests.counted_later.AtOnce"}}


@pytest.fixture(autouse=True, scope="session")
def static_files_are_looked_for_once() -> Iterator[None]:
    """Every client of a test begins as a web server does, which reads all folders for them."""
    look = WhiteNoiseMiddleware.add_files_from_finders
    found: dict[str, StaticFile] = {}

    def looked_once(self: WhiteNoiseMiddleware) -> None:
        if not found:
            files, self.files = self.files, found
            look(self)
            self.files = files
        self.files.update(found)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(WhiteNoiseMiddleware, "add_files_from_finders", looked_once)
        yield


@pytest.fixture(autouse=True, scope="session")
def a_home_of_the_process(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two processes test side by side: what is being counted in one must not show in the other."""
    home = tmp_path_factory.mktemp("home")
    for name in FOLDERS:
        (home / name).mkdir()
    site_settings.SITE = replace(site_settings.SITE, home=home)
    return home


@pytest.fixture(autouse=True)
def nothing_is_being_counted(a_home_of_the_process: Path) -> None:
    """A test before may have brought a file in there, of which nobody counted the numbers: every
    page of today would say so."""
    for left in (a_home_of_the_process / "snapshots").iterdir():
        shutil.rmtree(left) if left.is_dir() else left.unlink()


@pytest.fixture(autouse=True)
def nobody_has_guessed_yet() -> None:
    """Limits on wrong passwords are counted in memory; a test must not inherit another's."""
    cache.clear()
    CODES.forget_all()

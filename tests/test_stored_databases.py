"""A database of every released version comes up to this one with nothing lost."""

import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from tandem import __version__
from tandem.cli.tests.homes import Home

STORED = sorted((Path(__file__).parent / "stored").glob("*.sql"))
FOLDERS = ("uploads", "snapshots", "charts", "static")
READ = """
from tandem.website.home import open_home
open_home()
from tandem.access.models import Event
from tandem.organisation.models import Person
from tandem.partnership.models import Commitment, Move, Pair
promise = Commitment.objects.get()
print(promise.what, promise.why, promise.state, promise.proposed_on, sep="|")
print(Person.objects.count(), Pair.objects.count(), Move.objects.count())
print(Event.objects.filter(what__startswith="commitment.").count())
[agreed_on] = Move.objects.filter(act__in=("promise", "accept")).values_list("on", flat=True)
print(promise.proposal, promise.agreed_on == agreed_on, promise.ended_on, sep="|")
"""

SAID = [
    "Exit themes, one page|They leave|renegotiating|2026-12-03",
    "13 3 3",
    "3",
    "change|True|None",  # what later versions keep beside it is read from what was there
]


@pytest.fixture
def restored(request: pytest.FixtureRequest, tmp_path: Path) -> Home:
    return put_back(request.param, tmp_path)


def put_back(stored: Path, tmp_path: Path) -> Home:
    home = Home(tmp_path / "home")
    for folder in FOLDERS:
        (home.path / folder).mkdir(parents=True)
    home.key.parent.mkdir(mode=0o700)
    shutil.copy(stored.with_suffix(".key"), home.key)
    home.key.chmod(0o600)
    if stored.with_suffix(".anchor").exists():
        shutil.copy(stored.with_suffix(".anchor"), home.path / "record.anchor")
    with sqlite3.connect(home.database) as database:
        database.executescript(stored.read_text(encoding="utf-8"))
    database.close()
    return home


def counts(home: Home) -> Counter[str]:
    """How many rows each table has, but those the framework fills by itself."""
    with closing(sqlite3.connect(home.database)) as opened:
        query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        names = [name for (name,) in opened.execute(query)]
        return Counter(
            {name: opened.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608
        )


def test_this_version_has_stored_one() -> None:
    assert f"{__version__}.sql" in {each.name for each in STORED}


@pytest.mark.slow
@pytest.mark.parametrize("restored", STORED, ids=lambda path: path.stem, indirect=True)
def test_it_migrates_and_every_word_is_still_there(restored: Home) -> None:
    comes_up(restored)


def comes_up(restored: Home) -> None:
    before = counts(restored)
    migrated = restored.tandem("migrate")
    assert migrated.returncode == 0, migrated.stderr
    after = counts(restored)
    assert before <= after, before - after
    assert min(before[name] for name in ("organisation_spell", "access_event")) > 1
    assert restored.tandem("keys", "check").returncode == 0
    if (restored.path / "record.anchor").exists():
        verified = restored.tandem("record", "verify", "--full")
        assert verified.returncode == 0, verified.stdout + verified.stderr
    assert read(restored) == SAID


def read(home: Home) -> list[str]:
    return subprocess.run(
        [sys.executable, "-c", READ], env=home.environment(),
        capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip


# Of the framework; of one moment, or of one file, between two others; or counted by the worker.
MAY_BE_EMPTY = {
    "access_session", "account_emailaddress", "account_emailconfirmation", "auth_group",
    "auth_group_permissions", "django_session", "django_tasks_database_dbtaskresult",
    "mail_mailbox", "mail_usedlink", "organisation_closedfact", "organisation_invitation",
    "organisation_reasonword", "organisation_savedmapping", "organisation_sitecalendar",
    "ownership_mapyes", "partnership_deletion", "partnership_quartersums",
    "socialaccount_socialaccount", "socialaccount_socialapp", "socialaccount_socialtoken",
}  # fmt: skip
STORE = Path(__file__).parent.parent / "tools/store.py"


@pytest.mark.slow
def test_what_the_next_version_stores_has_one_of_each_and_comes_up(tmp_path: Path) -> None:
    made = subprocess.run(
        [sys.executable, str(STORE), str(tmp_path / "stored")], capture_output=True, text=True,
        check=False, env=Home(tmp_path / "none").environment(PYTHONPATH=str(STORE.parent.parent)),
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    [stored] = (tmp_path / "stored").glob("*.sql")
    home = put_back(stored, tmp_path)
    assert {name for name, rows in counts(home).items() if not rows} <= MAY_BE_EMPTY
    comes_up(home)

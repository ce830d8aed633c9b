"""From the demonstration to one's own company: only there, only when typed, and wholly."""

from __future__ import annotations

import fcntl
import json
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tandem.access.keys import Keyring
from tandem.cli.leaving import WORDS
from tandem.cli.tests.homes import TANDEM, Home

pytestmark = pytest.mark.slow
LOAD = """
import os
from tandem.website.home import open_home
open_home()
from tandem.demo.load import load_if_empty
from tandem.website.clock import now
load_if_empty(at=now())
"""
WHO = ("--name", "Pia Novak", "--email", "pia@varnholm.org")


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The demonstration, loaded once as `tandem demo` loads it."""
    home = Home(tmp_path_factory.mktemp("demo") / "home")
    home.path.mkdir()
    (home.path / "demo.loading").touch()
    done = subprocess.run(
        [TANDEM[0], "-c", LOAD], env=home.environment(TANDEM_DEMO="1"),
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return home


@pytest.fixture
def demo(loaded: Home, tmp_path: Path) -> Home:
    """A copy of it to do anything with."""
    shutil.copytree(loaded.path, tmp_path / "demo")
    return Home(tmp_path / "demo")


def leave(home: Home, typed: str = WORDS, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*TANDEM, "setup", "--in-place-of-demo", *WHO], env=home.environment(**env),
        input=f"{typed}\n", capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def files(home: Home) -> dict[str, bytes]:
    """Without what SQLite lays beside a database when somebody only looks at it."""
    beside = ("-shm", "-wal")
    every = {str(path.relative_to(home.path)): path for path in home.path.rglob("*")}
    return {
        name: path.read_bytes()
        for name, path in every.items()
        if path.is_file() and not name.endswith(beside)
    }


def contents(home: Home) -> Iterator[tuple[Path, bytes]]:
    for path in home.path.rglob("*"):
        if path.is_file():
            yield path, path.read_bytes().lower()


def test_nothing_of_the_demonstration_remains(demo: Home) -> None:
    cast = [*json.loads((demo.path / "demo.json").read_text())["numbers"].values()]
    old_key = Keyring.read(demo.key)
    with sqlite3.connect(demo.database) as connected:
        people = [row[0] for row in connected.execute("SELECT id FROM organisation_person")]
        accounts = [row[0] for row in connected.execute("SELECT email FROM access_account")]
    connected.close()
    planted = (b"okafor", b"lindqvist", accounts[0].encode().lower(), people[0].encode())
    before = b"".join(content for _, content in contents(demo))
    assert all(word in before for word in planted)  # the search finds what is there

    done = leave(demo)
    assert done.returncode == 0, done.stderr
    assert "/app/invitation/" in done.stdout
    gone = (*planted, old_key.current.encode(), *(number.encode() for number in cast if
            len(number) > 5))  # fmt: skip
    for name, content in contents(demo):
        assert not [word for word in gone if word in content], name
    assert not (demo.path / "demo.json").exists()
    assert set(Keyring.read(demo.key).keys).isdisjoint(old_key.keys)


def test_the_new_home_is_ones_own_and_sound(demo: Home) -> None:
    leave(demo)
    with sqlite3.connect(demo.database) as connected:
        people = connected.execute("SELECT first_name, email FROM organisation_person").fetchall()
        accounts = connected.execute("SELECT count(*) FROM access_account").fetchone()
    connected.close()
    assert people == [("Pia", "pia@varnholm.org")]
    assert accounts == (0,)
    assert demo.tandem("doctor").returncode == 0
    again = leave(demo)
    assert again.returncode == 2
    assert "holds no demonstration" in again.stderr


@pytest.mark.parametrize("typed", ["", "yes", "remove", WORDS.upper()])
def test_other_words_change_nothing(demo: Home, typed: str) -> None:
    before = files(demo)
    done = leave(demo, typed)
    assert done.returncode == 1
    assert "There is no way back." in done.stderr
    assert files(demo) == before


def test_a_real_home_is_refused_whatever_is_typed(home: Home) -> None:
    home.made()
    before = files(home)
    done = leave(home)
    assert done.returncode == 2
    assert "holds no demonstration. It is left as it is." in done.stderr
    assert files(home) == before


def test_a_real_home_that_says_it_is_the_demonstration_is_refused(home: Home, loaded: Home) -> None:
    home.made()
    shutil.copy(loaded.path / "demo.json", home.path)
    before = files(home)
    done = leave(home)
    assert done.returncode == 2
    assert "the people in its database are others" in done.stderr
    assert files(home) == before


REFUSED = [
    ({"TANDEM_DEMO": "1"}, "TANDEM_DEMO is on"),
    ({"DATABASE_URL": "postgresql://x:y@127.0.0.1:9/none"}, "DATABASE_URL is set"),
]


@pytest.mark.parametrize(("env", "said"), REFUSED, ids=[said for _, said in REFUSED])
def test_what_would_not_be_ones_own_afterwards_is_refused_before(
    demo: Home, env: dict[str, str], said: str
) -> None:
    before = files(demo)
    done = leave(demo, **env)
    assert (done.returncode, said in done.stderr) == (2, True)
    assert files(demo) == before


def test_a_key_of_something_else_is_not_taken_over(demo: Home, tmp_path: Path) -> None:
    Keyring.new().write(tmp_path / "vault/tandem.key")
    before = files(demo)
    done = leave(demo, TANDEM_KEY_FILE=str(tmp_path / "vault/tandem.key"))
    assert (done.returncode, "There is a key at" in done.stderr) == (2, True)
    assert files(demo) == before


def test_a_demonstration_that_is_being_served_is_not_emptied_under_it(demo: Home) -> None:
    with (demo.path / "demo.json").open() as held:
        fcntl.flock(held, fcntl.LOCK_SH)  # as `tandem demo` holds it
        done = leave(demo)
    assert (done.returncode, "is being served. Stop it first." in done.stderr) == (2, True)
    assert demo.database.exists()


def test_an_emptying_that_was_interrupted_is_taken_up_again(demo: Home) -> None:
    demo.database.unlink()
    shutil.rmtree(demo.path / "keys")
    done = leave(demo)
    assert done.returncode == 0, done.stderr
    assert not (demo.path / "demo.json").exists()

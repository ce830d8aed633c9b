"""The doctor names the first thing that stops safe service, and changes nothing."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tandem.access.keys import Keyring
from tandem.cli.tests.homes import Home

pytestmark = pytest.mark.slow


@pytest.fixture
def copy(ready_home: Home, home: Home) -> Home:
    shutil.copytree(ready_home.path, home.path)
    return home


def test_a_sound_home_is_well_with_its_notes(ready_home: Home) -> None:
    done = ready_home.tandem("doctor")
    assert done.returncode == 0
    assert f"All is well in {ready_home.path}." in done.stdout
    assert "Note: The key lies in the same folder as the database" in done.stdout


def test_with_the_key_elsewhere_there_is_nothing_to_note(copy: Home) -> None:
    vault = copy.path.parent / "vault"
    shutil.move(copy.path / "keys", vault)
    mail = {"TANDEM_MAIL_HOST": "mail.varnholm.example", "TANDEM_MAIL_FROM": "t@varnholm.example"}
    apart = {"TANDEM_ANCHOR_FILE": str(vault / "record.anchor")}
    done = copy.tandem("doctor", TANDEM_KEY_FILE=str(vault / "tandem.key"), **apart, **mail)
    assert done.stdout == f"All is well in {copy.path}.\n"


def test_an_empty_home_is_not_set_up_by_looking_at_it(home: Home) -> None:
    done = home.tandem("doctor")
    assert done.returncode == 1
    assert "Run `tandem setup`" in done.stderr
    assert not home.path.exists()


BREAKS: list[tuple[str, Callable[[Home], object], str]] = [
    ("no key", lambda home: home.key.unlink(), "Cannot read the key file"),
    ("a damaged key", lambda home: home.key.write_text("{}"), "is not a Tandem key file"),
    ("another key", lambda home: Keyring.new().write(home.key), "is not the one this database"),
    ("an open key", lambda home: home.key.chmod(0o644), "can be read by others"),
    ("no database", lambda home: home.database.unlink(), "The database is empty"),
    ("no uploads", lambda home: (home.path / "uploads").rmdir(), "cannot be written to"),
    ("half set up", lambda home: (home.path / ".setting-up").touch(), "was interrupted"),
]


@pytest.mark.parametrize(("what", "spoil", "said"), BREAKS, ids=[each[0] for each in BREAKS])
def test_what_stops_safe_service_is_named_and_exits_1(
    copy: Home, what: str, spoil: Callable[[Home], object], said: str
) -> None:
    spoil(copy)
    done = copy.tandem("doctor")
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert said in done.stderr


def test_the_demo_and_plain_http_are_noted_and_do_not_stop(ready_home: Home) -> None:
    done = ready_home.tandem("doctor", TANDEM_DEMO="1", TANDEM_URL="http://tandem.example.org")
    assert done.returncode == 0
    assert "anybody can be anybody here" in done.stdout
    assert "without https passwords cross the network readably" in done.stdout


def test_mail_that_goes_readably_is_noted(ready_home: Home, tmp_path: Path) -> None:
    assert "mail" not in ready_home.tandem("doctor").stdout  # nothing sends any by itself yet
    password = tmp_path / "password"
    password.write_text("a word\n")
    password.chmod(0o644)
    done = ready_home.tandem(
        "doctor", TANDEM_MAIL_HOST="mail.varnholm.example", TANDEM_MAIL_TLS="none",
        TANDEM_MAIL_FROM="t@varnholm.example", TANDEM_MAIL_USER="tandem",
        TANDEM_MAIL_PASSWORD_FILE=str(password),
    )  # fmt: skip
    assert done.returncode == 0
    assert "the mail password crosses the network readably" in done.stdout
    assert f"The mail password file {password} can be read by others" in done.stdout


def test_mail_set_by_halves_stops_with_its_cure(ready_home: Home) -> None:
    done = ready_home.tandem("doctor", TANDEM_MAIL_HOST="mail.varnholm.example")
    assert done.returncode == 1
    assert "TANDEM_MAIL_FROM is empty. Write the address mail comes from." in done.stderr


def test_an_unreachable_database_is_said_so(ready_home: Home) -> None:
    done = ready_home.tandem("doctor", DATABASE_URL="postgresql://x:y@127.0.0.1:9/none")
    assert done.returncode == 1
    assert "does not answer" in done.stderr

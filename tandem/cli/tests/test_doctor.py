"""The doctor names the first thing that stops safe service, and changes nothing."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from tandem.access.keys import Keyring
from tandem.cli import doctor
from tandem.cli.tests.homes import Home
from tandem.website.home import told_plainly

pytestmark = pytest.mark.slow
NOT_ALLOWED = (
    "/srv/tandem may not be read or written by this account. Run this as the account Tandem runs "
    "under, and give it its folders: see Installing."
)


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
    mail = {
        "TANDEM_MAIL_HOST": "mail.varnholm.example", "TANDEM_MAIL_FROM": "t@varnholm.example",
        "TANDEM_URL": "https://tandem.varnholm.example",
    }  # fmt: skip
    apart = {"TANDEM_ANCHOR_FILE": str(vault / "record.anchor")}
    apart["TANDEM_KEY_FILE"] = str(vault / "tandem.key")
    sealed = copy.tandem("record", "seal", **apart)  # the copied home may be an hour old by now
    assert sealed.returncode == 0, sealed.stderr
    done = copy.tandem("doctor", **apart, **mail)
    assert done.stdout == f"All is well in {copy.path}.\n"


def test_an_empty_home_is_not_set_up_by_looking_at_it(home: Home) -> None:
    done = home.tandem("doctor")
    assert done.returncode == 1
    assert "run `tandem setup`" in done.stderr
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
    assert "mail" not in ready_home.tandem("doctor").stdout  # nothing needed is missing
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


def test_letters_that_cannot_go_out_are_noted(ready_home: Home) -> None:
    mail = {"TANDEM_MAIL_HOST": "mail.varnholm.example", "TANDEM_MAIL_FROM": "t@varnholm.example"}
    said = "TANDEM_URL is empty: no letters go out"
    assert said in ready_home.tandem("doctor", **mail).stdout
    address = "https://tandem.varnholm.example"
    assert said not in ready_home.tandem("doctor", TANDEM_URL=address, **mail).stdout


def test_mail_set_by_halves_stops_with_its_cure(ready_home: Home) -> None:
    done = ready_home.tandem("doctor", TANDEM_MAIL_HOST="mail.varnholm.example")
    assert done.returncode == 1
    assert "TANDEM_MAIL_FROM is empty. Write the address mail comes from." in done.stderr


def test_an_unreachable_database_is_said_so(ready_home: Home) -> None:
    done = ready_home.tandem("doctor", DATABASE_URL="postgresql://x:y@127.0.0.1:9/none")
    assert done.returncode == 1
    assert "does not answer" in done.stderr


def test_an_anchor_that_cannot_be_written_is_not_well(copy: Home) -> None:
    (copy.path.parent / "a file").touch()
    done = copy.tandem("doctor", TANDEM_ANCHOR_FILE=str(copy.path.parent / "a file/record.anchor"))
    assert done.returncode == 1
    assert "so nothing is sealed" in done.stderr
    assert "TANDEM_ANCHOR_FILE" in done.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="Only root can give a file to somebody else.")
@pytest.mark.parametrize("name", ["record.anchor", "keys/tandem.key", "uploads"])
def test_root_is_told_what_belongs_to_another_account_than_the_home(copy: Home, name: str) -> None:
    path = copy.path / name
    path.touch()
    os.chown(path, 4711, 4711)
    done = copy.tandem("doctor")
    assert done.returncode == 1
    assert f"{path} belongs to another account than {copy.path}" in done.stderr
    assert f"chown -R --reference={copy.path} " in done.stderr
    os.chown(path, os.geteuid(), os.getegid())
    assert "belongs to another account" not in copy.tandem("doctor").stderr


def test_a_setting_that_nobody_reads_is_noted(copy: Home) -> None:
    done = copy.tandem("doctor", TANDEM_HOEM="/srv/tandem")
    assert (done.returncode, "TANDEM_HOEM is set, and" in done.stdout) == (0, True)


def test_what_the_account_may_not_touch_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Root, who runs these tests in many places, may touch everything."""

    def refused(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    with pytest.raises(SystemExit) as ended, told_plainly():
        refused(Path("/srv/tandem"))
    assert ended.value.code == 2
    assert capsys.readouterr().err == f"tandem: {NOT_ALLOWED}\n"
    monkeypatch.setattr(doctor, "CHECKS", [lambda _site: refused(Path("/srv/tandem"))])
    done = CliRunner().invoke(doctor.doctor, env={"TANDEM_HOME": "/srv/tandem"})
    assert (done.exit_code, done.output) == (1, f"Error: {NOT_ALLOWED}\n")

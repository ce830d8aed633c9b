"""An empty home sets itself up; a home whose parts do not belong together is refused."""

import re
import shutil
import stat

import pytest

from tandem.access.keys import Keyring
from tandem.cli.tests import backups
from tandem.cli.tests.homes import Home

pytestmark = pytest.mark.slow


def test_setup_makes_a_home_and_prints_one_link(home: Home) -> None:
    done = home.tandem("setup", "--name", "Pia Novak", "--email", "pia@varnholm.example")
    assert done.returncode == 0
    assert re.fullmatch(r"http://127\.0\.0\.1:8000/app/invitation/[\w-]{43}/\n", done.stdout)
    assert f"Set up a new Tandem in {home.path}" in done.stderr
    assert "keep a copy away from this machine" in done.stderr
    assert home.database.exists()
    assert stat.S_IMODE(home.path.stat().st_mode) == 0o700
    assert stat.S_IMODE(home.key.stat().st_mode) == 0o600


def test_setup_again_gives_a_new_link_and_no_second_home(home: Home) -> None:
    first = home.set_up()
    key = home.key.read_bytes()
    again = home.tandem("setup", "--name", "Pia Novak", "--email", "pia@varnholm.example")
    assert again.stdout.strip() != first
    assert "Set up a new Tandem" not in again.stderr
    assert home.key.read_bytes() == key


def test_setup_with_the_site_address_prints_a_link_there(home: Home) -> None:
    words = ("setup", "--name", "Pia", "--email", "pia@varnholm.example")
    done = home.tandem(*words, TANDEM_URL="https://tandem.varnholm.example")
    assert done.stdout.startswith("https://tandem.varnholm.example/app/invitation/")


def test_an_address_that_is_none_is_said_to_be_none(home: Home) -> None:
    done = home.tandem("setup", "--name", "Pia", "--email", "pia")
    assert done.returncode == 1
    assert "Enter a valid email address" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_database_without_its_key_is_refused_and_left_alone(home: Home) -> None:
    home.made()
    home.key.unlink()
    before = home.database.read_bytes()
    done = home.tandem("setup", "--name", "Pia", "--email", "pia@varnholm.example")
    assert done.returncode == 2
    assert "Restore the file from your key backup" in done.stderr
    assert not home.key.exists()
    assert home.database.read_bytes() == before


def test_a_key_without_its_database_is_refused_and_left_alone(home: Home) -> None:
    home.made()
    home.database.unlink()
    done = home.tandem("setup", "--name", "Pia", "--email", "pia@varnholm.example")
    assert done.returncode == 2
    assert "Restore the database from its backup" in done.stderr
    assert not home.database.exists()


def test_another_homes_key_is_refused(home: Home) -> None:
    home.made()
    Keyring.new().write(home.key)
    done = home.tandem("keys", "check")
    assert done.returncode == 2
    assert "is not the one this database was set up with" in done.stderr


def test_an_interrupted_set_up_is_taken_up_again(home: Home) -> None:
    home.path.mkdir()
    (home.path / ".setting-up").touch()
    Keyring.new().write(home.key)
    home.database.write_bytes(b"")
    assert home.set_up().startswith("http://")
    assert not (home.path / ".setting-up").exists()


def test_the_key_can_lie_elsewhere(home: Home) -> None:
    home.env["TANDEM_KEY_FILE"] = str(home.path.parent / "vault/tandem.key")
    home.set_up()
    assert not home.key.exists()
    assert (home.path.parent / "vault/tandem.key").exists()


def test_keys_new_makes_a_home_and_never_replaces_a_key(home: Home) -> None:
    assert home.tandem("keys", "new").returncode == 0
    key = home.key.read_bytes()
    again = home.tandem("keys", "new")
    assert again.returncode == 2
    assert "tandem keys rotate" in again.stderr
    assert home.key.read_bytes() == key


def test_keys_rotate_and_check(home: Home) -> None:
    home.made()
    first = Keyring.read(home.key)
    assert "0 data keys are now wrapped by" in home.tandem("keys", "rotate").stdout
    second = Keyring.read(home.key)
    assert second.current != first.current
    assert first.current in second.keys
    assert home.tandem("keys", "check").returncode == 0


def test_what_is_wrapped_is_told_by_key(home: Home) -> None:
    home.made()
    backups.run(home, backups.DONE)
    first = Keyring.read(home.key)
    assert f"Wrapped by the newest key, {first.current}: 1 Commitment, 3 Move, 2 Second proof." in (
        home.tandem("keys", "check").stdout
    )
    first.with_new_current().write(home.key)  # as after a fall between the file and the rows
    looked = home.tandem("keys", "check")
    assert (
        f"Still wrapped by another key, {first.current}: 1 Commitment, 3 Move, 2 Second proof."
        in looked.stdout
    )
    assert (looked.returncode, "Every sealed record opens" in looked.stdout) == (0, True)


def test_a_key_file_from_before_the_key_was_replaced_is_refused(home: Home) -> None:
    home.made()
    older = home.key.read_bytes()
    home.tandem("keys", "rotate")
    newest, newer = Keyring.read(home.key).current, home.key.read_bytes()
    home.key.write_bytes(older)
    for words in (("keys", "check"), ("serve",), ("keys", "rotate")):
        done = home.tandem(*words)
        assert (done.returncode, f"{newest} is not in it" in done.stderr) == (2, True), words
    assert home.tandem("doctor").returncode == 1
    home.key.write_bytes(newer)
    assert home.tandem("doctor").returncode == 0


def test_a_wrong_setting_stops_every_command_in_one_sentence(home: Home) -> None:
    done = home.tandem("keys", "check", TANDEM_TIME_ZONE="Mars")
    assert done.returncode == 2
    assert done.stderr.startswith("tandem: TANDEM_TIME_ZONE is 'Mars'. Write one such as")
    assert done.stderr.count("\n") == 1


def test_a_new_password_is_for_those_who_have_an_account(ready_home: Home) -> None:
    done = ready_home.tandem("password", "pia@varnholm.example")
    assert done.returncode == 1
    assert "Nobody signs in with pia@varnholm.example" in done.stderr


def test_help_loads_no_home(home: Home) -> None:
    done = home.tandem("--help")
    assert "doctor" in done.stdout
    assert not home.path.exists()


@pytest.mark.parametrize("flag", ["--version"])
def test_the_version_is_the_changelogs(ready_home: Home, flag: str) -> None:
    from tandem import __version__

    assert ready_home.tandem(flag).stdout == f"tandem, version {__version__}\n"


def test_a_moved_home_still_works(home: Home) -> None:
    home.set_up()
    moved = Home(home.path.parent / "elsewhere")
    shutil.move(home.path, moved.path)
    assert moved.tandem("keys", "check").returncode == 0

"""An installation's home: what is new, what is unfinished, and what does not belong together."""

from pathlib import Path

import pytest

from tandem.access.keys import KeyFileUnusable, Keyring
from tandem.website import home
from tandem.website.env import Site, site


@pytest.fixture
def here(tmp_path: Path) -> Site:
    return site({"TANDEM_HOME": str(tmp_path / "home")})


def make_key(here: Site) -> None:
    Keyring.new().write(here.key_file)


def make_database(here: Site, content: bytes = b"SQLite format 3\0") -> None:
    here.home.mkdir(exist_ok=True)
    (here.home / "tandem.sqlite3").write_bytes(content)


def test_an_empty_home_gets_folders_a_key_and_a_mark(here: Site) -> None:
    assert home.prepare(here) is True
    assert {each.name for each in here.home.iterdir()} == {*home.FOLDERS, "keys", home.MARKER}
    assert Keyring.read(here.key_file).current


def test_what_was_begun_is_gone_on_with_and_its_key_kept(here: Site) -> None:
    home.prepare(here)
    key = here.key_file.read_bytes()
    assert home.prepare(here) is True
    assert here.key_file.read_bytes() == key


def test_a_whole_home_is_left_alone(here: Site) -> None:
    make_key(here)
    make_database(here)
    before = sorted(here.home.rglob("*"))
    assert home.prepare(here) is False
    assert sorted(here.home.rglob("*")) == before


def test_an_empty_file_is_no_database(here: Site) -> None:
    make_database(here, b"")
    assert home.is_new(here)


def test_a_key_alone_is_refused_before_anything_is_made(here: Site) -> None:
    make_key(here)
    with pytest.raises(home.HomeRefused, match="move the key file away first"):
        home.prepare(here)
    assert not (here.home / "uploads").exists()


def test_a_database_alone_is_refused(here: Site) -> None:
    make_database(here)
    with pytest.raises(KeyFileUnusable, match="Restore the file from your key backup"):
        home.prepare(here)


def test_a_server_that_does_not_answer_is_named() -> None:
    gone = site({"DATABASE_URL": "postgresql://x:y@127.0.0.1:9/none"})
    with pytest.raises(home.HomeRefused, match="The database in DATABASE_URL does not answer"):
        home.is_new(gone)


def test_what_stops_the_start_is_told_in_one_line(
    here: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped, home.told_plainly():
        raise home.HomeRefused("Nothing fits.")
    assert stopped.value.code == 2
    assert capsys.readouterr().err == "tandem: Nothing fits.\n"

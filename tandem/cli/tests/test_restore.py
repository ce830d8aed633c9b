"""Restored to an empty machine from a backup and the key file: everything as it was."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tandem.access.keys import Keyring
from tandem.cli.safekeeping.tables import LEFT_OUT
from tandem.cli.tests import backups
from tandem.cli.tests.homes import Home
from tandem.cli.tests.test_serve import serving

pytestmark = pytest.mark.slow
STORED = sorted((Path(__file__).parents[3] / "tests/stored").glob("*.sql"))


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return backups.lived_in(tmp_path_factory.mktemp("lived") / "home")


@pytest.fixture(scope="module")
def backup(lived: Home) -> Path:
    file = lived.path.parent / "monday.backup"
    done = lived.tandem("backup", str(file))
    assert done.returncode == 0, done.stderr
    return file


@pytest.fixture(scope="module")
def restored(lived: Home, backup: Path, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """An empty machine, a backup and the key file; only to be looked at."""
    machine = Home(tmp_path_factory.mktemp("restored") / "home")
    done = machine.tandem("restore", str(backup), "--key", str(lived.key))
    assert done.returncode == 0, done.stderr
    return machine


@pytest.fixture
def machine(tmp_path: Path) -> Home:
    """Another one, with nothing on it but the key file somebody kept."""
    return Home(tmp_path / "machine/home")


def key(lived: Home) -> str:
    return str(lived.key)


def test_every_row_of_every_table_is_as_it_was(lived: Home, restored: Home) -> None:
    before = backups.rows_of_sqlite(lived.database)
    after = backups.rows_of_sqlite(restored.database)
    assert min(len(before[name]) for name in ("organisation_person", "partnership_move")) > 2
    changed = backups.differences(before, after)
    assert set(changed) - set(LEFT_OUT) == {"access_event"}
    told = [row[1] for row in changed["access_event"]]
    assert sorted(told) == ["backup.made", "backup.restored"]  # one in each of the two
    numbers: dict[str, int] = dict(after["sqlite_sequence"])
    assert numbers["access_event"] == max(row[0] for row in after["access_event"]) > 4711


def test_sealed_texts_open_and_all_is_well(restored: Home) -> None:
    assert backups.run(restored, backups.READ) == "Exit themes, one page|They leave\n"
    assert restored.tandem("keys", "check").returncode == 0
    backups.is_proven(restored)
    looked = restored.tandem("doctor")
    assert looked.returncode == 0
    assert looked.stdout.splitlines()[-1] == f"All is well in {restored.path}."


def test_the_files_are_as_they_were_and_an_import_can_still_be_undone(
    lived: Home, restored: Home, tmp_path: Path
) -> None:
    kept = backups.files_of(restored, "uploads", "snapshots")
    assert kept == backups.files_of(lived, "uploads", "snapshots")
    assert any(name.endswith("journal.jsonl") for name in kept)
    assert any(name.startswith("snapshots/") for name in kept)
    shutil.copytree(restored.path, tmp_path / "home")
    undone = Home(tmp_path / "home").tandem("import", "undo")
    assert undone.returncode == 0, undone.stderr


def test_the_key_comes_to_its_place_for_its_owner_alone(lived: Home, restored: Home) -> None:
    assert Keyring.read(restored.key) == Keyring.read(lived.key)
    assert restored.key.stat().st_mode & 0o777 == 0o600
    assert restored.path.stat().st_mode & 0o777 == 0o700


def test_with_the_key_where_the_settings_say_no_option_is_needed(
    lived: Home, backup: Path, tmp_path: Path
) -> None:
    shutil.copy(lived.key, tmp_path / "tandem.key")
    key, anchor = tmp_path / "tandem.key", tmp_path / "apart/record.anchor"
    apart = {"TANDEM_KEY_FILE": str(key), "TANDEM_ANCHOR_FILE": str(anchor)}
    machine = Home(tmp_path / "home", apart)
    done = machine.tandem("restore", str(backup))
    assert done.returncode == 0, done.stderr
    told = f"give that one {machine.path}, {key} and {anchor}, with `chown -R`."
    assert (told in done.stderr) is (os.geteuid() == 0)
    assert not machine.key.exists()
    assert machine.tandem("keys", "check").returncode == 0


def test_without_its_key_nothing_is_restored(backup: Path, machine: Home) -> None:
    done = machine.tandem("restore", str(backup))
    assert done.returncode == 2
    assert "Cannot read the key file" in done.stderr
    assert not machine.path.exists()


def test_a_backup_that_is_not_there_is_said_in_words(
    backup: Path, machine: Home, lived: Home
) -> None:
    missing = backup.with_name("missing.backup")
    done = machine.tandem("restore", str(missing), "--key", str(lived.key))
    assert done.returncode == 2
    assert done.stderr == f"tandem: There is no file {missing}. Nothing was changed.\n"


def test_with_another_key_nothing_is_restored(backup: Path, machine: Home, tmp_path: Path) -> None:
    Keyring.new().write(tmp_path / "other.key")
    done = machine.tandem("restore", str(backup), "--key", str(tmp_path / "other.key"))
    assert done.returncode == 2
    assert "which is not in this key file" in done.stderr
    assert "Nothing was changed." in done.stderr
    assert not machine.path.exists()


def test_a_key_file_from_before_a_rotation_is_refused(tmp_path: Path, machine: Home) -> None:
    """Its texts would not open: some are wrapped by the newer key."""
    home = backups.lived_in(tmp_path / "home")
    shutil.copy(home.key, tmp_path / "older.key")
    home.tandem("keys", "rotate")
    # The seal is made with the newest key, so a ring that holds only that one passes it.
    ring = Keyring.read(home.key)
    Keyring(ring.current, {ring.current: ring.keys[ring.current]}).write(tmp_path / "newest.key")
    home.tandem("backup", str(tmp_path / "rotated.backup"))
    for name, said in (("older", "not in this key file"), ("newest", "Name a newer copy")):
        done = machine.tandem(
            "restore", str(tmp_path / "rotated.backup"), "--key", str(tmp_path / f"{name}.key")
        )
        assert (done.returncode, said in done.stderr) == (2, True), done.stderr
    assert not machine.path.exists()


def test_where_a_database_is_it_is_left_alone(lived: Home, backup: Path, home: Home) -> None:
    home.made()
    with backups.unchanged(home):
        done = home.tandem("restore", str(backup), "--key", key(lived))
    assert done.returncode == 2
    assert "There is a database already" in done.stderr


def test_replacing_keeps_what_was_there_and_says_where(
    lived: Home, backup: Path, home: Home
) -> None:
    home.set_up(email="other@varnholm.example")
    (home.path / "uploads/old.txt").write_text("of before")
    (home.path / "charts/old.svg").write_text("<svg/>")
    people, own_key = backups.rows_of_sqlite(home.database), home.key.read_bytes()
    done = home.tandem("restore", str(backup), "--key", key(lived), "--replace")
    assert done.returncode == 0, done.stderr
    [aside] = home.path.glob("before-restore-*")
    assert f"What lay there before is kept in {aside}." in done.stderr
    assert backups.rows_of_sqlite(aside / "tandem.sqlite3") == people
    assert (aside / "uploads/old.txt").read_text() == "of before"
    assert not (home.path / "uploads/old.txt").exists()
    assert not any((home.path / "charts").iterdir())
    [old_key] = home.key.parent.glob("tandem.key.before-restore-*")
    assert old_key.read_bytes() == own_key
    assert backups.run(home, backups.READ) == "Exit themes, one page|They leave\n"
    assert home.tandem("doctor").returncode == 0


def test_without_a_database_it_restores_whatever_else_lies_there(
    lived: Home, backup: Path, home: Home
) -> None:
    """The disk of the database is gone, or somebody began to set up before they restored."""
    home.made()
    home.database.unlink()
    (home.path / ".setting-up").touch()
    (home.path / "demo.json").write_text("{}")
    (home.path / "uploads/stray").mkdir()
    (home.path / "uploads/stray/file").write_text("stray")
    done = home.tandem("restore", str(backup), "--key", key(lived))
    assert done.returncode == 0, done.stderr
    assert not (home.path / ".setting-up").exists()
    assert not (home.path / "demo.json").exists()
    assert backups.files_of(home, "uploads") == backups.files_of(lived, "uploads")
    [aside] = home.path.glob("before-restore-*")
    assert (aside / "uploads/stray/file").read_text() == "stray"
    assert home.tandem("doctor").returncode == 0


def test_nothing_is_restored_under_a_tandem_that_runs(
    lived: Home, backup: Path, home: Home
) -> None:
    shutil.copytree(lived.path, home.path)  # its worker does what waits
    with serving(home):
        done = home.tandem("restore", str(backup), "--replace")
    assert done.returncode == 2
    assert "Tandem is running" in done.stderr
    assert not list(home.path.glob("before-restore-*"))


def test_who_was_signed_in_signs_in_again(lived: Home, restored: Home) -> None:
    assert backups.sessions(backups.rows_of_sqlite(lived.database))
    assert backups.sessions(backups.rows_of_sqlite(restored.database)) == []


def test_a_task_that_waited_still_waits(restored: Home) -> None:
    with closing(sqlite3.connect(restored.database)) as opened:
        query = "SELECT task_path, status FROM django_tasks_database_dbtaskresult"
        assert opened.execute(query).fetchall() == [("tandem.bridge.pictures.draw", "READY")]


@pytest.mark.parametrize("stored", STORED, ids=lambda path: path.stem)
def test_a_backup_of_an_earlier_version_restores_and_comes_up_to_this_one(
    stored: Path, tmp_path: Path, machine: Home
) -> None:
    old = Home(tmp_path / "old")
    for name in ("keys", "uploads", "snapshots", "charts", "static"):
        (old.path / name).mkdir(parents=True, mode=0o700)
    shutil.copy(stored.with_suffix(".key"), old.key)
    with closing(sqlite3.connect(old.database)) as opened:
        opened.executescript(stored.read_text(encoding="utf-8"))
    made = old.tandem("backup", str(tmp_path / "old.backup"))
    assert made.returncode == 0, made.stderr
    done = machine.tandem("restore", str(tmp_path / "old.backup"), "--key", str(old.key))
    assert done.returncode == 0, done.stderr
    assert backups.run(machine, backups.READ) == "Exit themes, one page|They leave\n"
    assert machine.tandem("doctor").returncode == 0
    people = "organisation_person"
    before, after = (backups.rows_of_sqlite(each.database) for each in (old, machine))
    assert len(after[people]) == len(before[people]) == 13


def test_a_backup_of_a_later_version_is_refused(lived: Home, tmp_path: Path, machine: Home) -> None:
    shutil.copytree(lived.path, tmp_path / "later")
    later = Home(tmp_path / "later")
    with closing(sqlite3.connect(later.database)) as opened, opened:
        opened.execute(
            "INSERT INTO django_migrations (app, name, applied)"
            " VALUES ('access', '0999_more', '2027-01-01 00:00:00')"
        )
    refused = later.tandem("backup", str(tmp_path / "later.backup"))
    assert (refused.returncode, "of a later version" in refused.stderr) == (2, True)
    assert not (tmp_path / "later.backup").exists()

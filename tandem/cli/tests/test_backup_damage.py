"""A backup of which a single byte is another one is refused before anything changes."""

from __future__ import annotations

import io
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from tandem.access.keys import Keyring
from tandem.cli.safekeeping.manifest import Manifest, check_parts, read_manifest
from tandem.cli.safekeeping.packing import OPEN, BackupUnusable, Packer, Unpacker, verify
from tandem.cli.tests import backups
from tandem.cli.tests.homes import Home

SEED = 41
FLIPS = 12


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("damage") / "home")
    home.made()
    (home.path / "uploads/report.json").write_text("{}")
    done = home.tandem("backup", str(sound_of(home)))
    assert done.returncode == 0, done.stderr
    return home


def sound_of(home: Home) -> Path:
    return home.path.parent / "sound.backup"


@pytest.fixture
def sound(lived: Home) -> bytes:
    return sound_of(lived).read_bytes()


@pytest.mark.slow
def test_whichever_byte_is_flipped_it_is_noticed(lived: Home, sound: bytes, tmp_path: Path) -> None:
    ring, file, copy = Keyring.read(lived.key), tmp_path / "one.backup", bytearray(sound)
    file.write_bytes(sound)
    verify(file, ring)
    with file.open("r+b") as opened:
        for place in range(len(sound)):
            flip(opened, place, copy[place] ^ (1 << place % 8))
            with pytest.raises(BackupUnusable):
                verify(file, ring)
            flip(opened, place, copy[place])
    verify(file, ring)


def flip(opened: io.BufferedRandom, place: int, byte: int) -> None:
    opened.seek(place)
    opened.write(bytes([byte]))
    opened.flush()


@pytest.mark.slow
def test_the_commands_refuse_it_and_change_nothing(
    lived: Home, sound: bytes, tmp_path: Path
) -> None:
    shutil.copytree(lived.path, tmp_path / "home")
    home, file = Home(tmp_path / "home"), tmp_path / "flipped.backup"
    draw = Random(SEED)
    for place in draw.sample(range(len(sound)), FLIPS):
        altered = bytearray(sound)
        altered[place] ^= 1 << draw.randrange(8)
        file.write_bytes(altered)
        with backups.unchanged(home):
            done = home.tandem("restore", str(file), "--replace")
        assert (done.returncode, "Nothing was changed." in done.stderr) == (2, True), place
    assert home.tandem("backup", "--check", str(file)).returncode == 1


WRONG: dict[str, Callable[[bytes], bytes]] = {
    "cut in the middle": lambda whole: whole[: len(whole) // 2],
    "cut by one byte": lambda whole: whole[:-1],
    "empty": lambda whole: whole[:0],
    "longer": lambda whole: whole + b"\n",
    "with its end alone": lambda whole: whole[-len(OPEN) :],
    "some text": lambda _whole: b"monday, 8 o'clock\n" * 40,
    "its beginning twice": lambda whole: whole[:400] + whole,
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_no_whole_backup_is_refused(
    lived: Home, sound: bytes, tmp_path: Path, what: str
) -> None:
    file = tmp_path / "wrong.backup"
    file.write_bytes(WRONG[what](sound))
    with pytest.raises(BackupUnusable, match=r"no backup|no whole backup|damaged"):
        verify(file, Keyring.read(lived.key))


def test_a_zip_of_somebody_elses_is_refused(lived: Home, tmp_path: Path) -> None:
    file = tmp_path / "other.backup"
    with zipfile.ZipFile(file, "w") as other:
        other.writestr("manifest.json", "{}" * 200)
    with pytest.raises(BackupUnusable, match="no whole backup"):
        verify(file, Keyring.read(lived.key))


def made_anew(sound: Path, target: Path, ring: Keyring, changed: dict[str, bytes]) -> None:
    """What somebody could make who has the backup: every part as it was, but these."""
    with Unpacker(sound) as backup, target.open("w+b") as file:
        packer = Packer(file)
        for name in backup.zip.namelist():
            packer.add(name, iter([changed.get(name, backup.zip.read(name))]))
        packer.close(ring)


def test_without_the_key_nobody_makes_a_backup_that_is_taken(lived: Home, tmp_path: Path) -> None:
    """The digest alone could be worked out by anybody. The seal could not."""
    file, ring = tmp_path / "forged.backup", Keyring.read(lived.key)
    made_anew(sound_of(lived), file, Keyring.new(), {"home/uploads/report.json": b"[]"})
    with pytest.raises(BackupUnusable, match="not in this key file"):
        verify(file, ring)
    own_name = Keyring(ring.current, {ring.current: bytes(32)})  # its name, and another key
    made_anew(sound_of(lived), file, own_name, {"home/uploads/report.json": b"[]"})
    verify(file, None)
    with pytest.raises(BackupUnusable, match="its seal does not hold"):
        verify(file, ring)


def unsound(manifest: Manifest) -> Iterator[tuple[str, dict[str, object]]]:
    said = manifest.model_dump(mode="json")
    [file] = said["files"]
    yield "a part less", {**said, "files": []}
    yield "out of the home", {**said, "files": [{**file, "path": "../keys/tandem.key"}]}
    yield "elsewhere in the home", {**said, "files": [{**file, "path": "tandem.sqlite3"}]}
    yield "a word more", {**said, "remark": "hello"}
    yield "a word less", {key: value for key, value in said.items() if key != "keys"}


def test_a_manifest_that_does_not_fit_what_is_packed_is_refused(
    lived: Home, tmp_path: Path
) -> None:
    import json

    ring = Keyring.read(lived.key)
    with Unpacker(sound_of(lived)) as backup:
        cases = list(unsound(read_manifest(backup)))
    for name, said in cases:
        file = tmp_path / f"{name}.backup"
        made_anew(sound_of(lived), file, ring, {"manifest.json": json.dumps(said).encode()})
        verify(file, ring)
        with Unpacker(file) as backup, pytest.raises(BackupUnusable):
            read_manifest(backup)


def test_a_part_that_is_another_than_the_manifest_says_is_noticed(
    lived: Home, tmp_path: Path
) -> None:
    """Sealed by the right key, so somebody's program went wrong: it is told all the same."""
    file = tmp_path / "another.backup"
    made_anew(sound_of(lived), file, Keyring.read(lived.key), {"tables/access_account.tsv": b"x\n"})
    with Unpacker(file) as backup, pytest.raises(BackupUnusable, match="access_account"):
        check_parts(backup, read_manifest(backup))


@pytest.mark.slow
def test_rows_that_do_not_fit_leave_everything_as_it_was(lived: Home, tmp_path: Path) -> None:
    shutil.copytree(lived.path, tmp_path / "home")
    home, file = Home(tmp_path / "home"), tmp_path / "torn.backup"
    with closing(sqlite3.connect(home.database)) as opened:  # as no action could leave it
        opened.execute("PRAGMA foreign_keys = OFF")
        opened.execute("UPDATE organisation_invitation SET person_id = ?", ("0" * 32,))
        opened.commit()
    assert home.tandem("backup", str(file)).returncode == 0
    machine = Home(tmp_path / "machine/home")
    done = machine.tandem("restore", str(file), "--key", str(home.key))
    assert done.returncode == 2
    assert "do not fit together" in done.stderr
    assert not machine.database.exists()
    assert not (machine.path / ".restoring").exists()
    with backups.unchanged(home):
        assert home.tandem("restore", str(file), "--replace").returncode == 2


def test_a_name_that_is_none_is_told_as_that(tmp_path: Path) -> None:
    missing = tmp_path / "nowhere.backup"
    done = Home(tmp_path / "home").tandem("backup", "--check", str(missing))
    assert (done.returncode, done.stderr) == (1, f"Error: There is no file {missing}.\n")

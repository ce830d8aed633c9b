"""One file, made while people work, with everything in it but the key."""

from __future__ import annotations

import base64
import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tandem import __version__
from tandem.access.keys import Keyring
from tandem.cli.safekeeping.manifest import Manifest, read_manifest
from tandem.cli.safekeeping.packing import Unpacker
from tandem.cli.safekeeping.tables import LEFT_OUT, values_in
from tandem.cli.tests import backups
from tandem.cli.tests.homes import TANDEM, Home, measured

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return backups.lived_in(tmp_path_factory.mktemp("backup") / "home")


@pytest.fixture(scope="module")
def made(lived: Home) -> Path:
    file = lived.path.parent / "made.backup"
    done = lived.tandem("backup", str(file))
    assert (done.returncode, done.stdout.startswith(f"{file}: ")) == (0, True), done.stderr
    return file


def manifest_of(file: Path) -> Manifest:
    with Unpacker(file) as backup:
        return read_manifest(backup)


def packed_rows(file: Path, table: str) -> list[dict[str, str | None]]:
    with Unpacker(file) as backup:
        [said] = [each for each in read_manifest(backup).tables if each.name == table]
        lines = backup.zip.read(said.member).decode().splitlines()
    return [dict(zip(said.columns, values_in(line), strict=True)) for line in lines]


def test_it_says_what_is_in_it(lived: Home, made: Path) -> None:
    said, rows = manifest_of(made), backups.rows_of_sqlite(lived.database)
    assert (said.version, said.vendor) == (__version__, "sqlite")
    held = {table.name: table.rows for table in said.tables}
    assert set(rows) - set(held) - set(LEFT_OUT) == {"sqlite_sequence"}
    assert not set(held) & set(LEFT_OUT)
    events = held.pop("access_event")  # that the backup was made is not in it
    assert events == len(rows["access_event"]) - 1
    assert held == {name: len(rows[name]) for name in held}
    assert {file.path for file in said.files} == set(
        backups.files_of(lived, "uploads", "snapshots")
    )
    assert set(said.keys) == set(Keyring.read(lived.key).keys)


def test_only_its_owner_may_read_it_and_nothing_lies_beside_it(lived: Home, made: Path) -> None:
    assert made.stat().st_mode & 0o777 == 0o600
    assert not list(made.parent.glob(".*"))


def test_that_a_copy_was_made_is_an_event(lived: Home, made: Path) -> None:
    with closing(sqlite3.connect(lived.database)) as opened:
        query = "SELECT actor, about FROM access_event WHERE what = 'backup.made'"
        assert ("operator", manifest_of(made).id.hex) in opened.execute(query).fetchall()


def test_a_sound_one_is_said_to_be_sound(lived: Home, made: Path) -> None:
    looked = lived.tandem("backup", "--check", str(made))
    assert (looked.returncode, looked.stderr) == (0, "")
    assert looked.stdout.startswith(f"{made} is sound: ")


def test_damage_is_seen_where_no_key_is(made: Path, home: Home, tmp_path: Path) -> None:
    looked = home.tandem("backup", "--check", str(made))
    assert (looked.returncode, "its seal was not tried" in looked.stderr) == (0, True)
    assert not home.path.exists()
    (tmp_path / "torn.backup").write_bytes(made.read_bytes()[:-1])
    assert home.tandem("backup", "--check", str(tmp_path / "torn.backup")).returncode == 1
    missing = home.tandem("backup", "--check", str(tmp_path / "none.backup"))
    assert (missing.returncode, "There is no file" in missing.stderr) == (1, True)


def test_no_backup_replaces_another(lived: Home, made: Path) -> None:
    before = made.read_bytes()
    again = lived.tandem("backup", str(made))
    assert (again.returncode, "is there already" in again.stderr) == (2, True)
    assert made.read_bytes() == before


@pytest.mark.parametrize(
    ("place", "said"),
    [("home/uploads/a.backup", "is itself backed up"), ("nowhere/a.backup", "There is no folder")],
)
def test_a_place_that_does_not_fit_is_refused(lived: Home, place: str, said: str) -> None:
    done = lived.tandem("backup", str(lived.path.parent / place))
    assert (done.returncode, said in done.stderr) == (2, True)


def test_where_nothing_is_there_is_nothing_to_back_up(home: Home, tmp_path: Path) -> None:
    done = home.tandem("backup", str(tmp_path / "a.backup"))
    assert (done.returncode, "nothing to back up" in done.stderr) == (2, True)
    assert not home.path.exists()


def test_no_key_comes_into_it_wherever_it_lies(lived: Home, tmp_path: Path) -> None:
    shutil.copytree(lived.path, tmp_path / "home")
    home, ring = Home(tmp_path / "home"), Keyring.read(lived.key)
    [key] = ring.keys.values()
    shutil.copy(home.key, home.path / "uploads/key.bak")
    (home.path / "uploads/note.txt").write_text(f"keep: {base64.b64encode(key).decode()}")
    (home.path / "uploads/hex.txt").write_text(f"keep: {key.hex()}")
    (home.path / "snapshots/raw").write_bytes(b"\0" + key)
    Keyring.new().write(home.path / "uploads/of_another_home.json")
    (home.path / "uploads/link").symlink_to(home.key)
    (home.path / "uploads/innocent.json").write_text('{"keys": {}}')
    done = home.tandem("backup", str(tmp_path / "a.backup"))
    assert done.stderr.count("holds a key, so it is not in the backup") == 5
    names = {each.path for each in manifest_of(tmp_path / "a.backup").files}
    assert "uploads/innocent.json" in names
    assert not [name for name in names if name.endswith(("bak", "txt", "raw", "home.json", "link"))]
    secrets = (key, base64.b64encode(key), key.hex().encode())
    with Unpacker(tmp_path / "a.backup") as backup:
        everything = b"".join(backup.zip.read(name) for name in backup.zip.namelist())
    assert b"Exit themes" not in everything  # sealed words stay sealed
    assert b"themes" not in (tmp_path / "a.backup").read_bytes()
    assert not [secret for secret in secrets if secret in everything]


WRITE = """
import sys
from tandem.website.home import open_home
open_home()
from tandem.access.audit import OPERATOR
from tandem.organisation import actions
from tandem.website.clock import now
while True:
    person = actions.add_person(
        first_name="Writer", last_name=sys.argv[1], email="", area=None, by=OPERATOR, at=now()
    )
    print(person.id, flush=True)
"""


@contextmanager
def writing(home: Home, number: int) -> Iterator[list[subprocess.Popen[str]]]:
    """People who act without a pause."""
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITE, str(n)], env=home.environment(),
            stdout=subprocess.PIPE, text=True,
        )
        for n in range(number)
    ]  # fmt: skip
    try:
        for each in writers:
            assert each.stdout is not None
            assert each.stdout.readline()
        yield writers
    finally:
        for each in writers:
            each.kill()
            each.communicate()


def written_since(writer: subprocess.Popen[str], home: Home) -> None:
    """Wait until ``writer`` has added somebody after this moment, however busy the machine is."""
    with closing(sqlite3.connect(home.database)) as opened:
        query = "SELECT id FROM organisation_person WHERE first_name = 'Writer'"
        so_far = {person for (person,) in opened.execute(query)}
    assert writer.stdout is not None
    while line := writer.stdout.readline():
        if line.strip().replace("-", "") not in so_far:
            return
    raise AssertionError("a writer has ended")


def test_it_is_of_one_moment_while_people_write(lived: Home, tmp_path: Path) -> None:
    """Every act that is in it is in it with its event, and the record has no gap."""
    shutil.copytree(lived.path, tmp_path / "home")
    home = Home(tmp_path / "home")
    with writing(home, 2) as writers:
        for number in range(3):
            done = home.tandem("backup", str(tmp_path / f"{number}.backup"))
            assert done.returncode == 0, done.stderr
            for each in writers:
                written_since(each, home)
        assert all(each.poll() is None for each in writers)
    earlier: set[str | None] = set()
    for number in range(3):
        file = tmp_path / f"{number}.backup"
        written = [
            row["id"] for row in packed_rows(file, "organisation_person")
            if row["first_name"] == "Writer"
        ]  # fmt: skip
        events = packed_rows(file, "access_event")
        added = {row["about"] for row in events if row["what"] == "person.added"}
        assert set(written) == added & set(written)
        assert earlier < set(written)
        assert len(set(written)) == len(written) > 0
        later = sorted(int(row["id"] or 0) for row in events if int(row["id"] or 0) > 4711)
        assert later == list(range(4712, 4712 + len(later)))
        newcomers = added - {row["id"] for row in packed_rows(file, "organisation_person")}
        assert not newcomers  # nor an event without its person
        earlier = set(written)


def test_a_reader_never_stops_a_writer(lived: Home, tmp_path: Path) -> None:
    """The backup holds its moment open; people act meanwhile, and it does not see them."""
    from tandem.cli.safekeeping.reading import SQLite

    shutil.copy(lived.database, tmp_path / "copy.sqlite3")
    with closing(sqlite3.connect(tmp_path / "copy.sqlite3", isolation_level=None)) as opened:
        source = SQLite(opened)
        with closing(sqlite3.connect(tmp_path / "copy.sqlite3", timeout=0)) as other, other:
            other.execute("DELETE FROM access_keymark")
        assert source.one("SELECT count(*) FROM access_keymark") == 1


def test_one_that_was_killed_leaves_nothing_that_the_next_does_not_remove(
    lived: Home, tmp_path: Path
) -> None:
    shutil.copytree(lived.path, tmp_path / "home")
    home, file = Home(tmp_path / "home"), tmp_path / "a.backup"
    left = tmp_path / ".a.backup.x1y2.part"
    other = tmp_path / ".b.backup.x1y2.part"
    for each in (left, other):
        each.write_text("half of it")
    assert home.tandem("backup", str(file)).returncode == 0
    assert not left.exists()
    assert other.exists()


def of_an_earlier_version(folder: Path) -> Home:
    stored = sorted((Path(__file__).parents[3] / "tests/stored").glob("*.sql"))[0]
    old = Home(folder)
    for name in ("keys", "uploads", "snapshots", "charts", "static"):
        (old.path / name).mkdir(parents=True, mode=0o700)
    shutil.copy(stored.with_suffix(".key"), old.key)
    with closing(sqlite3.connect(old.database)) as opened:
        opened.executescript(stored.read_text(encoding="utf-8"))
    return old


def test_migrating_backs_up_first_when_told_to(tmp_path: Path) -> None:
    old = of_an_earlier_version(tmp_path / "old")
    shutil.copytree(old.path, tmp_path / "careless")
    done = old.tandem("migrate", "--backup", str(tmp_path / "first.backup"))
    assert done.returncode == 0, done.stderr
    before = set(manifest_of(tmp_path / "first.backup").migrations)
    with closing(sqlite3.connect(old.database)) as opened:
        after = set(opened.execute("SELECT app, name FROM django_migrations").fetchall())
    assert before < after
    again = old.tandem("migrate", "--backup", str(tmp_path / "second.backup"))
    assert (again.returncode, (tmp_path / "second.backup").exists()) == (0, False)
    assert "Nothing is to change" in again.stderr
    warned = Home(tmp_path / "careless").tandem("migrate")
    assert "Note: no backup was made." in warned.stderr


OPEN = """
import sys
from tandem.website.home import hold_alone, open_home
site = open_home()
if "alone" in sys.argv:
    hold_alone(site)
print("open", flush=True)
sys.stdin.read()
"""


@contextmanager
def opened_elsewhere(home: Home, *words: str) -> Iterator[None]:
    """A process has the home open, as every server does: one that migrates, `alone`."""
    with subprocess.Popen(
        [sys.executable, "-c", OPEN, *words], env=home.environment(),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as other:  # fmt: skip
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        yield
        other.communicate()


def migrations_of(home: Home) -> set[tuple[str, str]]:
    with closing(sqlite3.connect(home.database)) as opened:
        return set(opened.execute("SELECT app, name FROM django_migrations").fetchall())


def test_nothing_is_migrated_under_a_tandem_that_runs(tmp_path: Path) -> None:
    """That one knows the tables as they were, and would go on writing into others."""
    old, file = of_an_earlier_version(tmp_path / "old"), tmp_path / "first.backup"
    before = migrations_of(old)
    with opened_elsewhere(old):
        done = old.tandem("migrate", "--backup", str(file))
    assert done.returncode == 2
    assert f"Tandem is running in {old.path}. Stop it first." in done.stderr
    assert (migrations_of(old), file.exists()) == (before, False)
    assert old.tandem("migrate").returncode == 0
    assert migrations_of(old) > before
    with opened_elsewhere(old):  # nothing is to change, so nobody is in the way
        assert old.tandem("migrate").returncode == 0


def test_while_it_migrates_nobody_opens_the_home(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.made()
    with opened_elsewhere(home, "alone"):
        done = home.tandem("keys", "check")
    assert (done.returncode, "brought up to a new version. Wait" in done.stderr) == (2, True)
    assert home.tandem("keys", "check").returncode == 0


def test_the_manifest_can_be_read_with_any_zip(made: Path) -> None:
    import zipfile

    with zipfile.ZipFile(made) as opened:
        said = json.loads(opened.read("manifest.json"))
        assert opened.testzip() is None
    assert said["version"] == __version__


MANY = 300_000  # rows
MOST_MORE = 24 * 1024  # KiB that they may take more than none


def peak(home: Home, file: Path, *words: str) -> int:
    done = subprocess.run(
        measured(file, *TANDEM, *words), env=home.environment(),
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return int(file.read_text())


def test_however_many_rows_there_are_they_are_never_all_in_memory(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.made()
    taken = []
    for name in ("few", "many"):
        made = peak(home, tmp_path / "peak", "backup", str(tmp_path / name))
        machine = Home(tmp_path / f"machine/{name}", {"TANDEM_KEY_FILE": str(home.key)})
        put_back = peak(machine, tmp_path / "peak", "restore", str(tmp_path / name))
        taken.append((made, put_back))
        with closing(sqlite3.connect(home.database)) as opened, opened:
            words = ((f"{name}{n:08d}" * 5, f"{n:08d}drow" * 5) for n in range(MANY))
            opened.executemany("INSERT INTO organisation_word VALUES (?, ?)", words)
    (few_made, few_back), (many_made, many_back) = taken
    assert many_made - few_made < MOST_MORE
    assert many_back - few_back < MOST_MORE

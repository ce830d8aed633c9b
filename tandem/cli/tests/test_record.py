"""`tandem record` and the doctor, by the real command on a real home."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from tandem.cli.tests import backups
from tandem.cli.tests.homes import TANDEM, Home
from tandem.cli.tests.waiting import wait_until

pytestmark = pytest.mark.slow

ACT = """
from tandem.website.home import open_home
open_home()
import sys
from tandem.access.audit import OPERATOR
from tandem.organisation import actions
from tandem.website.clock import now
for name in sys.argv[1:]:
    actions.add_area(name=name, parent=None, by=OPERATOR, at=now())
"""


def act(home: Home, *names: str) -> None:
    backups.run(home, ACT, *names)


def anchor(home: Home) -> Path:
    return home.path / "record.anchor"


def by_hand(home: Home, query: str, *values: object) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(home.database)) as opened, opened:
        return opened.execute(query, values).fetchall()


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("record") / "home")
    home.made()
    act(home, "North", "South", "East")
    done = home.tandem("record", "seal")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Events sealed: ")
    return home


@pytest.fixture
def sealed(kept: Home, home: Home) -> Home:
    shutil.copytree(kept.path, home.path)
    return home


def test_what_was_sealed_is_whole_and_its_head_is_told(sealed: Home) -> None:
    count = by_hand(sealed, "SELECT count(*) FROM access_event")[0][0]
    done = sealed.tandem("record", "verify", "--full")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"The record is whole. Events: {count}; seals: 1; looked at: {count}." in done.stdout
    assert "Its head is " in done.stdout
    assert sealed.tandem("record", "seal").stdout == "Nothing waits to be sealed.\n"


LOOKS = [("doctor",), ("record", "verify"), ("record", "verify", "--full")]


@pytest.mark.parametrize("words", LOOKS, ids=" ".join)
def test_a_broken_event_is_named_and_exits_1(sealed: Home, words: tuple[str, ...]) -> None:
    assert sealed.tandem(*words).returncode == 0
    query = "SELECT id FROM access_event WHERE what = 'area.added' ORDER BY id"
    [(first,), *_] = by_hand(sealed, query)
    if words == ("record", "verify"):
        (sealed.path / "record.anchor.verified").unlink(missing_ok=True)
    by_hand(sealed, "UPDATE access_event SET what = 'area.renamed' WHERE id = ?", first)
    done = sealed.tandem(*words)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert f"The record is broken (edited). Event {first} (area.renamed, 20" in done.stderr


def test_the_doctor_tells_when_the_anchor_is_gone_and_changes_nothing(sealed: Home) -> None:
    anchor(sealed).unlink()
    with backups.unchanged(sealed):
        done = sealed.tandem("doctor")
    assert done.returncode == 1
    assert "The record is broken (anchor missing)." in done.stderr


def test_the_doctor_notes_an_anchor_beside_the_database(sealed: Home) -> None:
    said = "Note: The anchor of the record lies in the same folder as the database"
    assert said in sealed.tandem("doctor").stdout
    elsewhere = sealed.path.parent / "vault/record.anchor"
    elsewhere.parent.mkdir()
    shutil.move(anchor(sealed), elsewhere)
    done = sealed.tandem("doctor", TANDEM_ANCHOR_FILE=str(elsewhere))
    assert (done.returncode, said in done.stdout) == (0, False)


def test_the_doctor_notes_what_has_waited_too_long(sealed: Home) -> None:
    act(sealed, "West")
    assert "Events wait to be sealed" not in sealed.tandem("doctor").stdout
    by_hand(sealed, "UPDATE access_event SET at = '2026-01-05 08:00:00' WHERE id ="
                    " (SELECT max(id) FROM access_event)")  # fmt: skip
    said = "Note: Events wait to be sealed: 1, the first since 2026-01-05T08:00:00.000000Z."
    assert said in sealed.tandem("doctor").stdout


def test_nothing_is_sealed_over_a_break(sealed: Home) -> None:
    anchor(sealed).unlink()
    act(sealed, "West")
    done = sealed.tandem("record", "seal")
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "is gone. Nothing was sealed. `tandem record verify` says more." in done.stderr


def test_the_worker_seals_by_itself_and_after_it_was_killed(sealed: Home) -> None:
    for name in ("West", "Centre"):
        act(sealed, name)
        worker = subprocess.Popen([*TANDEM, "worker"], env=sealed.environment())
        try:
            wait_until_sealed(sealed)
        finally:
            worker.kill()
            worker.wait(30)
    assert sealed.tandem("record", "verify", "--full").returncode == 0


def wait_until_sealed(home: Home) -> None:
    query = "SELECT (SELECT max(top) FROM access_seal) = (SELECT max(id) FROM access_event)"
    wait_until(lambda: by_hand(home, query) == [(1,)])


# Put back


def test_a_restore_is_told_and_the_record_goes_on(sealed: Home, tmp_path: Path) -> None:
    done = sealed.tandem("backup", str(tmp_path / "one.backup"))
    assert done.returncode == 0, done.stderr
    act(sealed, "After the backup")
    sealed.tandem("record", "seal")
    before = anchor(sealed).read_bytes()
    done = sealed.tandem("restore", str(tmp_path / "one.backup"), "--replace")
    assert done.returncode == 0, done.stderr
    assert anchor(sealed).read_bytes().startswith(before)
    assert sealed.tandem("doctor").returncode == 0
    sealed.tandem("record", "seal")
    said = sealed.tandem("record", "verify", "--full")
    assert said.returncode == 0, said.stderr
    assert "it was put back from a backup of 20" in said.stdout
    assert "to seal 1; then it had come to seal 2." in said.stdout


def test_on_an_empty_machine_the_anchor_begins_with_the_restore(
    sealed: Home, tmp_path: Path
) -> None:
    sealed.tandem("backup", str(tmp_path / "one.backup"))
    machine = Home(tmp_path / "machine")
    key = ("--key", str(sealed.key))
    done = machine.tandem("restore", str(tmp_path / "one.backup"), *key)
    assert done.returncode == 0, done.stderr
    assert machine.tandem("record", "seal").returncode == 0
    said = machine.tandem("record", "verify", "--full")
    assert "to seal 1; no anchor was there." in said.stdout, said.stderr
    assert machine.tandem("doctor").returncode == 0


def put_an_earlier_copy_back(home: Home) -> None:
    by_hand(home, "PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(home.database, home.path.parent / "copy")
    act(home, "After the copy")
    assert home.tandem("record", "seal").returncode == 0
    for name in (home.database, *home.path.glob("tandem.sqlite3-*")):
        name.unlink()
    shutil.copy(home.path.parent / "copy", home.database)


def test_an_earlier_copy_put_back_by_hand_is_told_from_the_anchor(sealed: Home) -> None:
    put_an_earlier_copy_back(sealed)
    done = sealed.tandem("doctor")
    assert done.returncode == 1
    assert "The record is broken (restored from an older copy)." in done.stderr


def test_who_put_it_back_on_purpose_says_so_and_goes_on(sealed: Home) -> None:
    put_an_earlier_copy_back(sealed)
    refused = typed(sealed, "no\n", "record", "resume")
    assert (refused.returncode, sealed.tandem("doctor").returncode) == (1, 1)
    done = typed(sealed, "go on from here\n", "record", "resume")
    assert done.returncode == 0, done.stderr
    assert "it was put back by hand, to seal 1; then it had come to seal 2." in done.stdout
    assert sealed.tandem("doctor").returncode == 0
    assert sealed.tandem("record", "seal").returncode == 0
    assert "put back by hand" in sealed.tandem("record", "verify", "--full").stdout
    query = "SELECT actor FROM access_event WHERE what = 'record.resumed'"
    assert by_hand(sealed, query) == [("operator",)]


def test_a_lost_anchor_is_begun_anew_and_a_spoilt_one_is_kept_aside(sealed: Home) -> None:
    for left in ("", "spoilt\n"):
        anchor(sealed).unlink()
        if left:
            anchor(sealed).write_text(left)
        assert sealed.tandem("doctor").returncode == 1
        done = typed(sealed, "go on from here\n", "record", "resume")
        assert done.returncode == 0, done.stderr
        assert sealed.tandem("record", "verify", "--full").returncode == 0
    [aside] = sealed.path.glob("record.anchor.2*")
    assert aside.read_text() == "spoilt\n"


def test_rows_that_are_broken_in_themselves_are_not_gone_on_from(sealed: Home) -> None:
    by_hand(sealed, "DELETE FROM access_event WHERE id = 2")
    done = typed(sealed, "go on from here\n", "record", "resume")
    assert (done.returncode, "(removed). Event 2 " in done.stderr) == (1, True)


def typed(home: Home, words: str, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*TANDEM, *command], env=home.environment(), input=words,
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


# For an auditor


def test_an_export_holds_every_event_and_no_name_for_its_owner_alone(
    sealed: Home, tmp_path: Path
) -> None:
    file = tmp_path / "record.jsonl"
    done = sealed.tandem("record", "export", str(file))
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    head, *rest = lines
    assert (head["tandem_record"], head["events_before"]) == (1, 0)
    assert "The record is whole" in head["looked_at"]
    events = [each["event"] for each in rest if "event" in each]
    ids = by_hand(sealed, "SELECT id FROM access_event ORDER BY id")
    assert [(int(each["id"]),) for each in events] == ids
    assert [each["anchor"]["seal"] for each in rest if "anchor" in each] == [0, 1]
    assert file.stat().st_mode & 0o777 == 0o600
    for word in ("Pia", "Novak", "varnholm", "North"):
        assert word not in file.read_text()


def test_an_export_of_some_days_begins_with_the_head_before(sealed: Home, tmp_path: Path) -> None:
    act(sealed, "West")
    sealed.tandem("record", "seal")
    by_hand(sealed, "UPDATE access_seal SET at = '2026-01-05 08:00:00' WHERE number = 1")
    file = tmp_path / "later.jsonl"
    assert sealed.tandem("record", "export", str(file), "--from", "2026-01-06").returncode == 0
    head, *rest = [json.loads(line) for line in file.read_text().splitlines()]
    [(count, first)] = by_hand(sealed, "SELECT count, hex(head) FROM access_seal WHERE number = 1")
    assert (head["events_before"], head["head_before"]) == (count, str(first).lower())
    assert len([each for each in rest if "event" in each]) == 1
    assert "seal altered" in head["looked_at"]  # said, and exported all the same


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("there.jsonl",), "is there already"),
        (("no/such/folder.jsonl",), "There is no folder"),
        (("new.jsonl", "--from", "2026-02-02", "--to", "2026-02-01"), "--to lies before --from"),
        (("new.jsonl", "--from", "yesterday"), "does not match the format"),
    ],
)
def test_an_export_that_cannot_be_made_is_refused(
    kept: Home, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    (tmp_path / "there.jsonl").write_text("mine")
    done = kept.tandem("record", "export", str(tmp_path / words[0]), *words[1:])
    assert (done.returncode, said in done.stderr) == (2, True)
    assert [each.name for each in tmp_path.iterdir()] == ["there.jsonl"]
    assert (tmp_path / "there.jsonl").read_text() == "mine"


# Forgetting

LEFT = """
from tandem.website.home import open_home
open_home()
from datetime import date
from tandem.access.audit import OPERATOR, record
from tandem.organisation.models import Employment, Person
from tandem.website.clock import now
stay = Employment(
    person=Person.objects.get(), start_on=date(2020, 1, 1), end_on=date(2026, 1, 1)
)
record("person.left", stay, by=OPERATOR, at=now())
"""


def test_who_is_forgotten_is_nobody_any_more_and_the_record_stays_whole(
    sealed: Home, tmp_path: Path
) -> None:
    [(old,)] = by_hand(sealed, "SELECT pseudonym FROM organisation_person")
    by_hand(sealed, "UPDATE organisation_person SET email = 'pia@varnholm.example'")
    here = typed(sealed, "forget\n", "record", "forget", "pia@varnholm.example")
    assert (here.returncode, "works here, and answers for" in here.stderr) == (1, True)
    assert "There is no way back" not in here.stderr
    backups.run(sealed, LEFT)
    refused = typed(sealed, "yes\n", "record", "forget", "pia@varnholm.example")
    assert (refused.returncode, "Nothing was changed." in refused.stderr) == (1, True)
    assert by_hand(sealed, "SELECT pseudonym FROM organisation_person") == [(old,)]
    done = typed(sealed, "forget\n", "record", "forget", "pia@varnholm.example")
    assert done.returncode == 0, done.stderr
    assert by_hand(sealed, "SELECT pseudonym FROM organisation_person") != [(old,)]
    query = "SELECT count(*) FROM access_event WHERE what = 'person.forgotten_in_record'"
    assert by_hand(sealed, query) == [(1,)]
    assert sealed.tandem("record", "seal").returncode == 0
    assert sealed.tandem("record", "verify", "--full").returncode == 0


def test_nobody_is_forgotten_who_is_not_found(kept: Home) -> None:
    done = kept.tandem("record", "forget", "nobody@varnholm.example")
    assert (done.returncode, "Nobody has the address or number" in done.stderr) == (1, True)


def test_a_home_that_is_not_set_up_has_no_record(home: Home) -> None:
    done = home.tandem("record", "verify")
    assert (done.returncode, home.path.exists()) == (2, False)
    assert list(home.path.parent.iterdir()) == []

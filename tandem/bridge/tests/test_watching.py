"""Files of a watched folder are brought in by the rules of every import."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from pytest_django.fixtures import Settings

from tandem.access.models import Event
from tandem.bridge.importing import uploads
from tandem.bridge.shelf import latest_snapshot
from tandem.bridge.watching import APART, LOCK, QUIET, UNDER_WAY, Looked, Outcome, Watch, look
from tandem.organisation.intake.watched import why_unusable
from tandem.organisation.models import Employment, Import, ImportState, Person
from tandem.partnership.testing import MONDAY, TUESDAY

pytestmark = pytest.mark.django_db

HEADER = "Employee ID,Name,Department,Hired,Left"
STAFF = [f"{n},Ann Berg,Sales,2020-01-01," for n in range(1, 31)]


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    settings.SITE = replace(settings.SITE, home=tmp_path / "home")
    for name in ("uploads", "snapshots", "charts"):
        (tmp_path / "home" / name).mkdir(parents=True)
    watched = tmp_path / "exports"
    watched.mkdir()
    yield watched


def export(folder: Path, *rows: str, name: str = "staff.csv", header: str = HEADER) -> Path:
    """As HR's system leaves it, long enough ago."""
    file = folder / name
    file.write_text("\n".join([header, *rows]), encoding="utf-8")
    written = (TUESDAY - 2 * QUIET).timestamp()
    os.utime(file, (written, written))
    return file


def looked(folder: Path, **how: object) -> list[Looked]:
    return list(look(Watch(folder, **how), at=TUESDAY))  # type: ignore[arg-type]


def test_a_file_is_brought_in_counted_and_put_aside(folder: Path) -> None:
    export(folder, *STAFF)
    [taken] = looked(folder)
    assert (taken.name, taken.outcome) == ("staff.csv", Outcome.TAKEN)
    assert Person.objects.count() == len(STAFF)
    assert latest_snapshot(uploads().parent) is not None
    assert (folder / "taken/staff.csv").exists()
    assert not (folder / "staff.csv").exists()
    made = Event.objects.get(what="import.applied")
    assert (made.actor, made.who) == ("system", None)


def test_bad_rows_do_not_stop_the_good_ones(folder: Path) -> None:
    export(folder, *STAFF[:3], "4,Ben,Sales,2020-02-31,")
    [taken] = looked(folder)
    import_ = Import.objects.get(pk=taken.import_id)
    assert (import_.accepted, import_.rejected) == (3, 1)
    assert (uploads() / str(import_.pk) / "rejected.csv").exists()


def test_a_file_still_being_written_is_left_for_the_next_look(folder: Path) -> None:
    file = export(folder, *STAFF)
    os.utime(file, (TUESDAY.timestamp(), TUESDAY.timestamp()))
    assert looked(folder) == []
    [taken] = look(Watch(folder), at=TUESDAY + 2 * QUIET)
    assert taken.outcome is Outcome.TAKEN


def test_where_many_would_leave_the_file_waits_for_somebody(folder: Path) -> None:
    export(folder, *STAFF)
    looked(folder)
    export(folder, *STAFF[:20], name="half.csv")
    [waits] = looked(folder, full_roster=True)
    assert waits.outcome is Outcome.WAITING
    assert (folder / "waiting/half.csv").exists()
    assert not Employment.objects.filter(end_on__isnull=False).exists()
    import_ = Import.objects.get(pk=waits.import_id)
    assert import_.state == ImportState.CHECKED
    assert import_.watched
    assert import_.read_at is None


def test_an_older_file_after_a_newer_one_waits_for_somebody(folder: Path) -> None:
    """Their names say of which day they are."""
    export(folder, *STAFF, name="staff_2026-10-31.csv")
    [taken] = looked(folder)
    assert taken.outcome is Outcome.TAKEN
    moved = STAFF[0].replace("Sales", "Stores")
    export(folder, moved, *STAFF[1:], name="staff_2026-08-31.csv")
    [waits] = looked(folder)
    assert waits.outcome is Outcome.WAITING
    assert (folder / "waiting/staff_2026-08-31.csv").exists()


def test_a_few_who_left_go_without_asking(folder: Path) -> None:
    export(folder, *STAFF)
    looked(folder)
    export(folder, *STAFF[1:], name="next.csv")
    [taken] = looked(folder, full_roster=True)
    assert taken.outcome is Outcome.TAKEN
    assert Employment.objects.filter(end_on__isnull=False).count() == 1


def test_an_unusable_file_changes_nothing_and_its_reasons_are_kept(folder: Path) -> None:
    export(folder, "red,4", header="Colour,Size")
    [refused] = looked(folder)
    assert refused.outcome is Outcome.UNUSABLE
    assert (folder / "not-usable/staff.csv").exists()
    import_ = Import.objects.get(pk=refused.import_id)
    assert import_.state == ImportState.UNUSABLE
    [why] = why_unusable(import_.pk, uploads())
    assert why.kind == "missing_columns"
    assert not Person.objects.exists()


def test_one_unusable_file_does_not_stop_the_next(folder: Path) -> None:
    export(folder, "red,4", header="Colour,Size", name="a.csv")
    export(folder, *STAFF, name="b.csv")
    assert [each.outcome for each in looked(folder)] == [Outcome.UNUSABLE, Outcome.TAKEN]


def test_the_same_name_again_keeps_both_files(folder: Path) -> None:
    for _ in range(2):
        export(folder, *STAFF)
        looked(folder)
    assert len(list((folder / "taken").iterdir())) == 2


def test_other_files_are_left_alone(folder: Path) -> None:
    export(folder, "hello", name="notes.md")
    export(folder, *STAFF, name=".hidden.csv")
    assert looked(folder) == []
    assert (folder / "notes.md").exists()


def test_a_link_to_another_file_of_the_machine_is_not_followed(
    folder: Path, tmp_path: Path
) -> None:
    elsewhere = export(tmp_path, *STAFF, name="elsewhere.csv")
    (folder / "staff.csv").symlink_to(elsewhere)
    assert looked(folder) == []
    assert (folder / "staff.csv").is_symlink()
    assert not Import.objects.exists()


def test_what_a_stopped_watcher_left_is_taken_up(folder: Path) -> None:
    looked(folder)
    file = export(folder, *STAFF)
    file.rename(folder / UNDER_WAY / f"{uuid4()}{APART}staff.csv")
    [taken] = looked(folder)
    assert taken.outcome is Outcome.TAKEN
    assert Person.objects.count() == len(STAFF)


def test_what_was_in_before_the_watcher_stopped_is_not_brought_in_twice(folder: Path) -> None:
    export(folder, *STAFF)
    [taken] = looked(folder)
    (folder / "taken/staff.csv").rename(folder / UNDER_WAY / f"{taken.import_id}{APART}staff.csv")
    assert looked(folder) == []
    assert (folder / "taken/staff.csv").exists()
    assert Import.objects.count() == 1


def test_two_watchers_never_look_at_once(folder: Path) -> None:
    export(folder, *STAFF)
    with (folder / LOCK).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert looked(folder) == []
    assert len(looked(folder)) == 1


def test_long_after_the_file_was_written_it_is_still_taken(folder: Path) -> None:
    export(folder, *STAFF)
    [taken] = look(Watch(folder), at=MONDAY + timedelta(days=40))
    assert taken.outcome is Outcome.TAKEN

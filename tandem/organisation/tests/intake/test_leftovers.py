"""Checks that were cut short leave files, which go with the next import."""

from __future__ import annotations

import os
import uuid
from datetime import timedelta
from pathlib import Path

import pytest

from tandem.organisation import intake
from tandem.organisation.tests.intake.office import MONDAY, Office

pytestmark = pytest.mark.django_db

FILE = "ID,Department,Hired\n1,Sales,2020-01-01\n"
TWO_DAYS = timedelta(days=2)


def aged(folder: Path, age: timedelta) -> Path:
    """The folder as if nothing had been written to it for so long."""
    moment = (MONDAY - age).timestamp()
    for path in (*folder.glob("*"), folder):
        os.utime(path, (moment, moment))
    return folder


def cut_short(office: Office, age: timedelta) -> Path:
    import_id = uuid.uuid4()
    office.look(FILE, import_id=import_id)
    return aged(intake.folder_of(office.uploads, import_id), age)


def test_one_that_nobody_wrote_to_for_a_day_is_left_over(office: Office) -> None:
    old = cut_short(office, TWO_DAYS)
    cut_short(office, timedelta(hours=23))
    assert intake.leftovers(uploads=office.uploads, at=MONDAY) == [old]
    assert intake.clear_leftovers(uploads=office.uploads, at=MONDAY) == 1
    assert not old.exists()


def test_one_file_written_lately_means_that_it_still_runs(office: Office) -> None:
    folder = cut_short(office, TWO_DAYS)
    lately = MONDAY.timestamp()
    os.utime(folder / "report.json", (lately, lately))
    assert intake.leftovers(uploads=office.uploads, at=MONDAY) == []


def test_imports_that_wait_or_hold_keep_their_files(office: Office) -> None:
    waiting, held = office.keep(FILE), office.keep(FILE)
    office.apply(held)
    for import_ in (waiting, held):
        aged(intake.folder_of(office.uploads, import_.pk), TWO_DAYS)
    assert intake.clear_leftovers(uploads=office.uploads, at=MONDAY) == 0
    office.apply(waiting)


def test_what_is_no_folder_of_an_import_is_left_alone(office: Office) -> None:
    (office.uploads / "last-check").mkdir(parents=True)
    aged(office.uploads / "last-check", TWO_DAYS)
    assert intake.leftovers(uploads=office.uploads, at=MONDAY) == []
    assert intake.leftovers(uploads=office.folder / "nowhere", at=MONDAY) == []

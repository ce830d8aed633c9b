"""People of a file who were not taken: counted where they may belong, until a file brings them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tandem.access.audit import OPERATOR
from tandem.organisation import intake
from tandem.organisation.intake.amends import Amend
from tandem.organisation.intake.lacking import ANYWHERE
from tandem.organisation.models import Area, Import
from tandem.organisation.tests.intake.office import MONDAY, Office

pytestmark = pytest.mark.django_db

HEAD = "ID,Department,Hired,Left on\n"
GOOD = "1,Works / Day,2020-01-01,\n2,Works / Night,2020-01-01,\n3,Sales,2020-01-01,\n"
HISTORY = intake.Shape.HISTORY


def lacking(office: Office) -> dict[str, int]:
    """By the name of each area; of rows that say none under ANYWHERE."""
    found = intake.people_not_taken(office.uploads)
    if found is None:
        return {}
    named = {area.name: found.of(area.pk.hex) for area in Area.objects.all()}
    return {ANYWHERE: found.people[ANYWHERE], **named}


def test_a_file_that_is_taken_whole_lacks_nobody(office: Office) -> None:
    office.bring(HEAD + GOOD)
    assert intake.people_not_taken(office.uploads) is None


def test_who_is_refused_is_lacking_in_their_area_and_those_above(office: Office) -> None:
    office.bring(HEAD + GOOD + "4,Works / Day,2020-01-01,2019-01-01\n5,Works,no day,\n")
    assert lacking(office) == {ANYWHERE: 0, "Works": 2, "Day": 1, "Night": 0, "Sales": 0}


def test_a_row_that_says_no_area_may_belong_to_any(office: Office) -> None:
    office.bring(HEAD + GOOD + "4,,2020-01-01,\n5,Works / Day,2020-01-01\n")  # a cell too few
    assert set(lacking(office).values()) == {2}


def test_a_new_area_of_refused_rows_alone_counts_in_the_nearest_above(office: Office) -> None:
    office.bring(HEAD + GOOD + "4,Works / Yard,2020-01-01,2019-01-01\n")
    assert lacking(office)["Works"] == 1
    assert "Yard" not in lacking(office)


def test_a_second_row_of_somebody_who_was_taken_lacks_nobody(office: Office) -> None:
    office.bring(HEAD + GOOD + "1,Works / Day,2021-01-01,\n")
    assert intake.people_not_taken(office.uploads) is None


def test_who_was_left_out_on_purpose_is_not_in_the_numbers_either(office: Office) -> None:
    kept = office.keep(HEAD + GOOD, amends=[Amend(0, 4, None, None, None)])
    office.apply(kept)
    found = intake.people_not_taken(office.uploads)
    assert found is not None
    assert (found.people[ANYWHERE], found.latest) == (1, kept.pk)  # there is no area Sales yet


def test_of_a_history_a_person_counts_once_in_every_area_of_their_jobs(office: Office) -> None:
    head = "ID,Department,From,To\n"
    rows = "1,Works / Day,2020-01-01,\n2,Works / Night,2020-01-01,\n"
    bad = "4,Works / Day,2020-01-01,2021-01-31\n4,Works / Night,no day,\n"
    office.bring(head + rows + bad, shape=HISTORY)
    assert lacking(office) == {ANYWHERE: 0, "Works": 1, "Day": 1, "Night": 1}


def test_a_mended_row_makes_it_good_and_undone_it_is_lacking_again(office: Office) -> None:
    office.bring(HEAD + GOOD + "4,Sales,2020-01-01,2019-01-01\n5,Sales,2020-01-01,2019-01-01\n")
    office.at = MONDAY + timedelta(days=1)
    mended = office.apply(office.keep(HEAD + "4,Sales,2020-01-01,2021-01-01\n"))
    assert lacking(office)["Sales"] == 1
    intake.undo(import_=mended, by=OPERATOR, at=office.at, uploads=office.uploads)
    assert lacking(office)["Sales"] == 2


def test_the_next_export_with_the_same_row_counts_nobody_twice(office: Office) -> None:
    text = HEAD + GOOD + "4,Sales,2020-01-01,2019-01-01\n,Sales,2020-01-01,\n"
    for days in range(3):
        office.at = MONDAY + timedelta(days=days)
        office.bring(text)
    assert lacking(office)["Sales"] == 2


def test_where_its_files_are_gone_nothing_is_said(office: Office) -> None:
    office.bring(HEAD + GOOD + "4,Sales,2020-01-01,2019-01-01\n")
    (office.uploads / str(Import.objects.get().pk) / "lacking.json").unlink()
    assert intake.people_not_taken(office.uploads) is None

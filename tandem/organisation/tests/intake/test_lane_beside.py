"""Where the fast lane meets what it does not know: closed columns, area codes, levels of areas.

It steps aside, and all that is checked and written is as if it were not there.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import pytest
from django.db import transaction

from tandem.access.audit import OPERATOR
from tandem.organisation import intake, reorganising
from tandem.organisation.intake.lane import FILE_NAME, survey
from tandem.organisation.models import Area, ClosedFact, Person
from tandem.organisation.tests.intake.office import MONDAY, TODAY, Office, path_of
from tandem.organisation.tests.intake.test_lane import (
    AREA,
    HEADER,
    REMARK,
    Rows,
    company,
    everybody,
    leaders,
)

pytestmark = pytest.mark.django_db

PERSON, HISTORY = intake.Shape.PERSON, intake.Shape.HISTORY
BOTH = pytest.mark.parametrize("shape", [PERSON, HISTORY])
Lane = Callable[[bool], None]


@pytest.fixture
def lane(monkeypatch: pytest.MonkeyPatch) -> Lane:
    """Opens the lane to small files, or closes it."""

    def opened(to_all: bool) -> None:
        monkeypatch.setattr(survey, "FEWEST_BYTES", 0 if to_all else 1 << 60)
        monkeypatch.setattr("tandem.organisation.intake.lane.taking.ONE_IN", 0)

    return opened


def file(header: list[str], rows: Rows) -> str:
    return "\n".join(",".join(cells) for cells in (header, *rows)) + "\n"


def with_column(shape: intake.Shape, heading: str, values: list[str]) -> str:
    """A company with one more column, in the place of the remark nobody reads."""
    rows = company(random.Random(11), 40, shape)
    for number, row in enumerate(rows):
        row[REMARK] = values[number % len(values)]
    header = [*HEADER[shape]]
    header[REMARK] = heading
    return file(header, rows)


def closed() -> list[tuple[Any, ...]]:
    named = ("person__number", "pay_band", "rating", "high_potential", "regretted", "as_of")
    return sorted(ClosedFact.objects.values_list(*named), key=repr)


def codes() -> list[tuple[str, str]]:
    return sorted((path_of(area), area.code) for area in Area.objects.all())


def told(
    office: Office,
    shape: intake.Shape,
    *contents: str,
    mapping: intake.Mapping = intake.GUESSED,
    full_roster: bool = False,
) -> tuple[bool, tuple[Any, ...]]:
    """Whether rows were set aside; and all that is said, refused and written."""
    with transaction.atomic():
        kept = office.keep(*contents, shape=shape, mapping=mapping, full_roster=full_roster)
        folder = intake.folder_of(office.uploads, kept.pk)
        report = asdict(intake.Report.read(folder))
        report["new_areas"] = sorted(report["new_areas"])
        said = [each.as_json() for each in intake.read_problems(folder)]
        refused = [path.read_text() for path in sorted(folder.glob("rejected*.csv"))]
        aside = (folder / FILE_NAME).exists()
        counts = office.apply(kept).counts
        written = (everybody(), leaders(), closed(), codes())
        transaction.set_rollback(True)
    return aside, (report, said, refused, counts, written)


def same_both_ways(
    office: Office,
    lane: Lane,
    shape: intake.Shape,
    *contents: str,
    **how: Any,  # noqa: ANN401 - of `told`
) -> bool:
    """Whether the lane took any of it, once both ways are found to be the same."""
    lane(False)
    never, slowly = told(office, shape, *contents, **how)
    lane(True)
    aside, quickly = told(office, shape, *contents, **how)
    for one, other in zip(slowly, quickly, strict=True):
        assert one == other
    assert not never
    return aside


# It steps aside


CLOSED = [
    ("Pay band", ["Band 7", "Band 3", ""]),
    ("Performance rating", ["Outstanding", "", "Good"]),
    ("HiPo", ["yes", "no", ""]),
    ("Regretted", ["yes", "", "no", "perhaps"]),
    ("Department code", ["D1", "D2", ""]),
]


@BOTH
@pytest.mark.parametrize(("heading", "values"), CLOSED, ids=[each for each, _values in CLOSED])
def test_a_column_it_does_not_know_is_read_row_by_row(
    office: Office, lane: Lane, shape: intake.Shape, heading: str, values: list[str]
) -> None:
    content = with_column(shape, heading, values)
    assert not same_both_ways(office, lane, shape, content)
    lane(True)
    office.bring(content, shape=shape)
    assert closed() or any(code for _path, code in codes())


@BOTH
def test_ignored_such_a_column_is_nobodys_and_the_lane_takes_the_file(
    office: Office, lane: Lane, shape: intake.Shape
) -> None:
    ignored = office.mapping('[columns]\n"Pay band" = "ignore"\n')
    content = with_column(shape, "Pay band", ["Band 7"])
    assert same_both_ways(office, lane, shape, content, mapping=ignored)
    office.bring(content, shape=shape, mapping=ignored)
    assert not ClosedFact.objects.exists()


def test_one_file_of_two_with_closed_columns_takes_both_off_the_lane(
    office: Office, lane: Lane
) -> None:
    rows = company(random.Random(12), 40, PERSON)
    plain = file(HEADER[PERSON], rows[:20])
    header = [*HEADER[PERSON][:REMARK], "Pay band"]
    other = file(header, [[*row[:REMARK], "Band 2"] for row in rows[20:]])
    assert same_both_ways(office, lane, PERSON, plain, plain.replace("P", "Q"))
    assert not same_both_ways(office, lane, PERSON, plain, other)


def in_levels(shape: intake.Shape, headings: tuple[str, ...]) -> str:
    """The path of each area in a column for each of its levels."""
    header = [*HEADER[shape]]
    header[AREA : AREA + 1] = headings
    rows = company(random.Random(13), 40, shape)
    for row in rows:
        row[AREA : AREA + 1] = row[AREA].split(" / ")
    return file(header, rows)


@BOTH
def test_numbered_levels_are_read_row_by_row(
    office: Office, lane: Lane, shape: intake.Shape
) -> None:
    content = in_levels(shape, ("Level 1", "Level 2", "Level 3"))
    assert not same_both_ways(office, lane, shape, content)
    lane(True)
    office.bring(content, shape=shape)
    assert {path.count(" / ") for path, _code in codes()} == {0, 1, 2}


@BOTH
def test_levels_that_were_said_are_read_row_by_row(
    office: Office, lane: Lane, shape: intake.Shape
) -> None:
    said = office.mapping('[department]\ncolumns = ["Division", "Department", "Team"]\n')
    content = in_levels(shape, ("Division", "Department", "Team"))
    assert not same_both_ways(office, lane, shape, content, mapping=said)


@BOTH
def test_levels_and_the_same_paths_in_one_column_make_one_tree(
    office: Office, lane: Lane, shape: intake.Shape
) -> None:
    lane(True)
    with transaction.atomic():
        office.bring(in_levels(shape, ("Level 1", "Level 2", "Level 3")), shape=shape)
        by_levels = (everybody(), codes())
        transaction.set_rollback(True)
    office.bring(file(HEADER[shape], company(random.Random(13), 40, shape)), shape=shape)
    assert (everybody(), codes()) == by_levels


# It goes on beside what is there already


@BOTH
def test_areas_that_have_codes_keep_them_when_a_file_without_codes_comes(
    office: Office, lane: Lane, shape: intake.Shape
) -> None:
    lane(False)
    office.bring(with_column(shape, "Department code", ["D1", "D2", "D3"]), shape=shape)
    before = codes()
    assert any(code for _path, code in before)
    rows = company(random.Random(14), 60, shape)
    assert same_both_ways(office, lane, shape, file(HEADER[shape], rows))
    lane(True)
    office.bring(file(HEADER[shape], rows), shape=shape)
    assert set(before) <= set(codes())


@BOTH
def test_a_file_of_codes_alone_finds_the_areas_that_have_them_both_ways(
    office: Office, lane: Lane, shape: intake.Shape
) -> None:
    lane(False)
    office.bring(
        "ID,Name,Department,Department code,Hired\nA1,Ann Roth,Varnholm / Mill,M100,2020-01-01\n"
    )
    header = ["Department code" if each == "Department" else each for each in HEADER[shape]]
    rows = company(random.Random(15), 40, shape)
    for number, row in enumerate(rows):
        row[AREA] = "M100" if number % 2 else "M200"
    assert not same_both_ways(office, lane, shape, file(header, rows))
    lane(True)
    office.bring(file(header, rows), shape=shape)
    assert codes() == [("M200", "M200"), ("Varnholm", ""), ("Varnholm / Mill", "M100")]


@BOTH
def test_what_is_closed_stays_when_a_file_without_it_comes_by_the_lane(
    office: Office, lane: Lane, shape: intake.Shape
) -> None:
    lane(False)
    office.bring(with_column(shape, "Pay band", ["Band 7"]), shape=shape)
    before = closed()
    lane(True)
    office.bring(file(HEADER[shape], company(random.Random(16), 60, shape)), shape=shape)
    assert closed() == before


@BOTH
def test_areas_that_were_renamed_are_found_by_both_names_both_ways(
    office: Office, lane: Lane, shape: intake.Shape
) -> None:
    lane(False)
    rows = company(random.Random(17), 40, shape)
    office.bring(file(HEADER[shape], rows), shape=shape)
    renamed = Area.objects.filter(name="Site 0").order_by("path")[0]
    reorganising.rename_area(area=renamed, name="Harbour", on=TODAY, by=OPERATOR, at=MONDAY)
    more = company(random.Random(18), 80, shape)[40:]
    for row in more[::2]:
        row[AREA] = row[AREA].replace("Site 0", "Harbour")
    same_both_ways(office, lane, shape, file(HEADER[shape], more))
    lane(True)
    office.bring(file(HEADER[shape], more), shape=shape)
    assert not Area.objects.filter(name="Site 0").exists()
    assert Area.objects.filter(name="Harbour").count() == 1


@pytest.mark.parametrize("kept", [40, 30])
def test_a_full_roster_ends_the_stays_of_who_is_missing_both_ways(
    office: Office, lane: Lane, kept: int
) -> None:
    lane(False)
    rows = company(random.Random(19), 40, PERSON)
    office.bring(file(HEADER[PERSON], rows))
    known = Person.objects.count()
    more = [*rows[:kept], *company(random.Random(20), 70, PERSON)[40:]]
    same_both_ways(office, lane, PERSON, file(HEADER[PERSON], more), full_roster=True)
    lane(True)
    office.bring(file(HEADER[PERSON], more), full_roster=True)
    assert Person.objects.count() > known

"""Code tables beside files of people and of jobs."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest

from tandem.organisation import intake
from tandem.organisation.intake.findings import Kind
from tandem.organisation.models import Area
from tandem.organisation.tests.intake.office import MONDAY, Office, found

pytestmark = pytest.mark.django_db

AREAS = "Code,Name,Since\nN1,Night shift,2001\nD1,Day shift,2002\n007,Depot,1999\n"
REASONS = "Key,Text\n11,Resignation\n12,Retirement\n"
PEOPLE = (
    "ID,Department,Hired,Left on,Leave reason\n"
    "1,N1,2020-01-01,,\n2,D1,2020-01-01,2025-01-31,11\n3,7,2020-01-01,2025-02-28,12\n"
)


def look(
    office: Office,
    text: str,
    tables: dict[str, str],
    *,
    shape: intake.Shape = intake.Shape.PERSON,
    mapping: intake.Mapping = intake.GUESSED,
) -> intake.Report:
    folder = office.folder / "codes"
    folder.mkdir(exist_ok=True)
    for name, table in tables.items():
        (folder / name).write_text(table, encoding="utf-8")
    return intake.check(
        [office.file(text)],
        folder=intake.folder_of(office.uploads, uuid.uuid4()),
        today=MONDAY.date(),
        shape=shape,
        mapping=mapping,
        codes=folder,
    )


def shown(report: intake.Report) -> list[tuple[str, str, dict[str, tuple[str, str]]]]:
    return [(each.number, each.area, each.fields) for each in report.examples["new"]]


def test_areas_and_reasons_are_read_by_their_tables(office: Office) -> None:
    report = look(office, PEOPLE, {"areas.csv": AREAS, "reasons.csv": REASONS})
    assert report.new_areas == ["Night shift", "Day shift", "Depot"]
    assert [(each.kind, each.column) for each in report.problems] == [
        ("code_table_used", "Department"), ("code_table_used", "Leave reason"),
    ]  # fmt: skip


def test_a_history_and_the_area_before_a_move_read_them_too(office: Office) -> None:
    jobs = "ID,Department,From\n1,N1,2020-01-01\n1,D1,2021-01-01\n"
    report = look(office, jobs, {"areas.csv": AREAS}, shape=intake.Shape.HISTORY)
    assert sorted(report.new_areas) == ["Day shift", "Night shift"]
    moved = (
        "ID,Department,Hired,Transfer date,Previous department\n"
        "1,N1,2020-01-01,2024-01-01,D1\n2,D1,2020-01-01,,\n3,N1,2020-01-01,,\n"
    )
    report = look(office, moved, {"areas.csv": AREAS})
    assert (report.moves, sorted(report.new_areas)) == (1, ["Day shift", "Night shift"])


def test_a_code_without_its_row_is_shown_and_told(office: Office) -> None:
    more = "".join(f"{n},N1,2020-01-01,,\n" for n in range(10, 16))
    tables = {"areas.csv": AREAS + "X1,Yard,2003\nX2,Lab,2003\nX3,Shop,2003\n"}
    odd = PEOPLE.replace("3,7,", "3,Q9,").replace("2,D1,", "2,X1,")
    odd += more + "20,X2,2020-01-01,,\n21,X3,2020-01-01,,\n22,D1,2020-01-01,,\n"
    report = look(office, odd, tables)
    assert ("unknown_code", None, "Department", "Q9") in found(report)
    assert "Q9" in report.new_areas


GONE = (
    "ID,Department,Hired,Left on,Leave reason\n1,Sales,2020-01-01,2025-01-31,EK\n"
    "2,Sales,2020-01-01,2025-01-31,ek\n3,Sales,2020-01-01,2025-01-31, RE\n"
    "4,Sales,2020-01-01,2025-01-31,X9\n"
)
WHY = "Code,Words\nEK,Resignation\nRE,Retirement\nTOD,Death\n"


@pytest.mark.parametrize("shape", [intake.Shape.PERSON, intake.Shape.HISTORY])
def test_one_code_the_table_lacks_does_not_throw_it_away(
    office: Office, shape: intake.Shape
) -> None:
    text = GONE if shape is intake.Shape.PERSON else GONE.replace("Hired,Left on", "From,To")
    report = look(office, text, {"why.csv": WHY}, shape=shape)
    assert report.rejected == 0
    assert [(each.kind, each.value) for each in report.problems] == [
        ("code_table_used", None), ("unknown_code", "X9"), ("unknown_reason", "X9"),
    ]  # fmt: skip


def test_of_two_tables_the_one_that_knows_more_is_taken(office: Office) -> None:
    part = "Code,Words\nEK,Blue\nRE,Red\n"
    whole = WHY + "X9,Dismissal\n"
    report = look(office, GONE, {"a.csv": part, "b.csv": whole})
    used = [each.file for each in report.problems if each.kind == "code_table_used"]
    assert used == ["b.csv"]


def test_codes_that_differ_in_case_alone_are_two(office: Office) -> None:
    table = "Code,Words\nek,Death\nEK,Resignation\nRE,Retirement\nX9,Dismissal\n"
    report = look(office, GONE, {"why.csv": table})
    assert [each.kind for each in report.problems] == ["code_table_used"]


def test_a_table_that_fits_nothing_says_why(office: Office) -> None:
    report = look(office, PEOPLE, {"reasons.csv": "Key,Text\n98,A\n99,B\n"})
    assert [each.kind for each in report.problems if each.kind == "code_table_unused"]


def test_a_mapping_names_the_table_and_says_what_a_code_means(office: Office) -> None:
    mapping = office.mapping(
        '[codes."Leave reason"]\ntable = "r.csv"\nkey = "Key"\ntext = "Text"\n'
        '[reasons]\n"11" = "voluntary"\n'
    )
    table = "Key,Text\n11,Blue moon\n12,Retirement\n"
    report = look(office, PEOPLE, {"r.csv": table}, mapping=mapping)
    assert [each.kind for each in report.problems] == []  # “Blue moon” alone would be unknown


def test_a_table_that_is_missing_costs_nothing(office: Office) -> None:
    mapping = office.mapping(
        '[codes."Leave reason"]\ntable = "gone.csv"\nkey = "Key"\ntext = "Text"\n'
    )
    report = look(office, PEOPLE, {}, mapping=mapping)
    assert "code_table" in [each.kind for each in report.problems]
    assert report.accepted == 3


def test_without_tables_nothing_is_looked_for(office: Office) -> None:
    assert [Path(each.file).name for each in office.look(PEOPLE).problems] == ["people.csv"] * 2


CODED = (
    "Employee ID,Department,Effective Date,Action\n"
    "1,C100 > Works > Care,2020-01-01,Hire\n"
    "1,C100 > Works > Success,2025-09-01,Data change\n"
    "2,C200 > Works > Sales,2020-01-01,Hire\n"
    "3,C300 > Works > Depot,2020-01-01,Hire\n"
)


def test_a_code_that_paths_begin_with_is_the_code_of_the_area(office: Office) -> None:
    report = office.look(CODED, shape=intake.Shape.HISTORY)
    [told] = report.first[Kind.CODE_FIRST]
    assert "C100 is the code of “Works / Care”" in told.reason
    assert Kind.AREA_RENAMED in report.kinds
    office.bring(CODED, shape=intake.Shape.HISTORY)
    found = set(Area.objects.values_list("name", "code"))
    assert found == {("Works", ""), ("Success", "C100"), ("Sales", "C200"), ("Depot", "C300")}


def test_it_is_an_area_where_somebody_says_so(office: Office) -> None:
    mapping = office.mapping('[department]\nfirst-part = "name"')
    report = office.look(CODED, shape=intake.Shape.HISTORY, mapping=mapping)
    assert report.areas == 10
    assert report.first[Kind.CODE_FIRST][0].offers == ("code",)

"""Exports as HR systems make them, imported whole: workbooks, Parquet, and odd ways to write."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tandem.organisation import intake
from tandem.organisation.models import Person, Spell
from tandem.organisation.tests.intake import books
from tandem.organisation.tests.intake.books import SHEET
from tandem.organisation.tests.intake.office import (
    Office,
    areas,
    csv,
    found,
    jobs,
    kinds,
    names,
    stays,
)

pytestmark = pytest.mark.django_db

HEADER = ("Employee ID", "Name", "Department", "Manager ID", "Hire date", "Leave date", "FTE")
ANN = ("00123", "Ann Lund", "Supply / Night", None, date(2020, 1, 31), None, 1)
BEN = ("00124", "Ben Ek", "Supply", "00123", date(2021, 2, 28), date(2026, 5, 31), 0.8)


def as_text() -> str:
    rows = [[str(each) if each is not None else "" for each in row] for row in (HEADER, ANN, BEN)]
    return "\n".join(",".join(row) for row in rows) + "\n"


def as_workbook() -> bytes:
    title = ("People of Varnholm Foods",)
    return books.workbook([title, (), HEADER, ANN, BEN, (), ("Total", 2)])


def as_parquet() -> bytes:
    return books.parquet(
        {heading: [ANN[at], BEN[at]] for at, heading in enumerate(HEADER) if heading != "FTE"}
        | {"FTE": [1.0, 0.8]}
    )


EXPORTS: list[Callable[[], str | bytes]] = [
    as_text,
    lambda: as_text().encode("utf-16"),
    lambda: as_text().encode("utf-16-le"),
    lambda: as_text().replace(",", ";").encode("cp1252"),
    as_workbook,
    as_parquet,
]


@pytest.mark.parametrize("export", EXPORTS)
def test_the_same_people_come_out_of_every_kind_of_file(
    office: Office, export: Callable[[], str | bytes]
) -> None:
    office.bring(export())
    assert names() == {"00123": "Ann Lund", "00124": "Ben Ek"}
    assert areas() == ["Supply", "Supply / Night"]
    assert stays("00124") == [("2021-02-28", "2026-06-01", "", "")]
    assert jobs("00124") == ["2021-02-28 – 2026-06-01 | Supply | 00123 | ."]
    assert {str(spell.fte) for spell in Spell.objects.all()} == {"1.000", "0.800"}


def test_a_line_of_totals_is_noted_with_its_place(office: Office) -> None:
    report = office.look(as_workbook())
    assert kinds(report) == [("totals", 7)]
    assert (report.accepted, report.rejected) == (2, 0)
    assert report.files[0].encoding == "Excel"


def test_remarks_below_the_table_are_noted_and_ask_nothing(office: Office) -> None:
    below = "* hours as contracted\nSource: HR core, run 2026-09-30, confidential\n"
    report = office.look(as_text() + below)
    assert [(each.kind, each.line) for each in report.problems] == [("remark", 4), ("remark", 5)]
    assert (report.accepted, report.rejected) == (2, 0)


# Cells without a value

ERROR = '<c r="{cell}" t="e"><f>VLOOKUP(1,A1:B2,2)</f><v>#N/A</v></c>'


def with_error(cell: str) -> bytes:
    header = (*HEADER, "Colour")
    content = books.workbook([header, (*ANN, "red"), (*BEN, "blue")])
    sheet = books.part(content).decode()
    start = sheet.index(f'<c r="{cell}"')
    end = start + len(sheet[start:].split("</c>")[0]) + len("</c>")
    changed = sheet[:start] + ERROR.format(cell=cell) + sheet[end:]
    return books.with_parts(content, {SHEET: changed.encode()})


def test_an_error_in_a_cell_that_is_read_costs_its_row_and_says_where(office: Office) -> None:
    report = office.look(with_error("C2"))
    assert found(report)[0] == ("formula_error", 2, "Department", None)
    assert (report.accepted, report.rejected) == (1, 1)


def test_an_error_in_a_cell_that_is_not_read_costs_nothing(office: Office) -> None:
    report = office.look(with_error("H2"))
    assert (found(report), report.accepted) == ([], 2)


def test_rows_of_a_workbook_that_are_not_taken_come_back_as_csv(office: Office) -> None:
    kept = office.keep(with_error("C2"))
    [path] = intake.rejected_files(intake.folder_of(office.uploads, kept.pk))
    header, row = path.read_text(encoding="utf-8-sig").splitlines()
    assert header.startswith("Employee ID,Name,Department")
    assert row.startswith("00123,Ann Lund,,,2020-01-31")
    assert "holds an error" in row


@pytest.mark.parametrize(
    ("part", "kind"),
    [("xl/vbaProject.bin", "macros"), ("xl/externalLinks/externalLink1.xml", "external_links")],
)
def test_what_is_no_value_of_a_workbook_is_noted(office: Office, part: str, kind: str) -> None:
    content = books.with_parts(books.workbook([HEADER, ANN]), {part: b"<x/>"})
    assert kinds(office.look(content)) == [(kind, None)]


# Days


def test_a_column_of_day_numbers_is_read_as_days(office: Office) -> None:
    """46387 is what a spreadsheet writes where a date lost its format."""
    office.bring("ID,Department,Hired\n1,Sales,43831\n2,Sales,44197.5\n")
    assert [stays(number)[0][0] for number in "12"] == ["2020-01-01", "2021-01-01"]


def test_a_day_number_among_dates_is_refused_and_what_it_may_be_is_told(office: Office) -> None:
    report = office.look("ID,Department,Hired\n1,Sales,43831\n2,Sales,2021-01-01\n")
    [problem] = report.problems
    assert (problem.kind, problem.line) == ("bad_date", 2)
    assert "Is it 2020-01-01?" in problem.cure


def test_a_number_in_a_column_of_dates_of_a_workbook_is_a_day(office: Office) -> None:
    sheet = [("ID", "Department", "Hired"), ("1", "Sales", 43831), ("2", "Sales", date(2021, 1, 1))]
    office.bring(books.workbook(sheet))
    assert [stays(number)[0][0] for number in "12"] == ["2020-01-01", "2021-01-01"]


def test_a_mapping_says_that_numbers_are_days(office: Office) -> None:
    content = "ID,Department,Hired\n1,Sales,43831\n2,Sales,2021-01-01\n"
    office.bring(content, mapping=office.mapping('[dates]\norder = "day-numbers"'))
    assert [stays(number)[0][0] for number in "12"] == ["2020-01-01", "2021-01-01"]


def test_a_month_is_no_day_and_the_cure_says_so(office: Office) -> None:
    [problem] = office.look("ID,Department,Hired\n1,Sales,Aug 2009\n").problems
    assert "it has a month and no day" in problem.reason
    assert problem.cure.startswith("Write the day in the style of 2026-12-31.")


# Shares of full time


@pytest.mark.parametrize(
    ("texts", "shares", "refused"),
    [
        (["100", "80", "50"], ["1.000", "0.800", "0.500"], 0),
        (["1", "0,8", "0.5"], ["1.000", "0.800", "0.500"], 0),
        (["100 %", "80%", "1"], ["1.000", "0.800", "1.000"], 0),
        (["40", "32", "20"], [None, None, None], 3),  # hours a week
        (["100", "1", "50"], [None, "1.000", None], 2),  # a column that mixes both
    ],
)
def test_a_share_of_full_time_is_read_as_its_column_writes_it(
    office: Office, texts: list[str], shares: list[str | None], refused: int
) -> None:
    rows = [f'{n},Sales,2020-01-01,"{text}"' for n, text in enumerate(texts)]
    content = "ID,Department,Hired,FTE\n" + "\n".join(rows) + "\n"
    assert office.look(content).kinds.get("bad_fte", 0) == refused
    office.bring(content)
    spells = Spell.objects.order_by("employment__person__number")
    assert [None if each.fte is None else str(each.fte) for each in spells] == shares


# Departments


def test_a_column_for_each_level_makes_a_path(office: Office) -> None:
    office.bring(
        csv("""
        ID | Hired      | Level 1 | Level 2 | Level 3 | Department
        1  | 2020-01-01 | Supply  | North   | Night   | Night
        2  | 2020-01-01 | Supply  | North   |         | North
        3  | 2020-01-01 | Supply  | -       |         | Planning
        """)
    )
    assert areas() == ["Supply", "Supply / North", "Supply / North / Night", "Supply / Planning"]


def test_a_mapping_names_the_columns_of_a_path(office: Office) -> None:
    content = csv("""
        ID | Hired      | Team  | Division   | Department
        1  | 2020-01-01 | Night | Operations | North / South
    """)
    said = '[department]\ncolumns = ["Division", "Department", "Team"]'
    office.bring(content, mapping=office.mapping(said))
    assert "Operations / North / South / Night" in areas()
    assert len(areas()) == 3  # a slash in a column of its own is part of the name


def test_a_row_without_any_level_has_no_department(office: Office) -> None:
    report = office.look("ID,Hired,Level 1,Level 2\n1,2020-01-01,,\n")
    assert kinds(report) == [("missing_department", 2)]


# Wide files


def test_three_hundred_columns_are_no_trouble(office: Office) -> None:
    more = [f"Column {n}" for n in range(295)]
    header = ",".join(["Employee ID", *more, "Name", "Department", "Hire date", "Leave date"])
    row = ",".join(["1", *["x"] * 295, "Ann", "Sales", "2020-01-31", ""])
    office.bring(f"{header}\n{row}\n")
    assert names() == {"1": "Ann"}


@pytest.mark.parametrize("name", ["people.xls", "people.ods", "people.txt"])
def test_the_name_of_a_file_says_nothing(office: Office, tmp_path: Path, name: str) -> None:
    """Browsers and people call files what they like; the bytes decide."""
    report = intake.check(
        [office.file(as_workbook(), name)], folder=tmp_path / "check", today=office.at.date()
    )
    assert report.accepted == 2
    assert not Person.objects.exists()

"""Where the header stands, and which rows under it are none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tandem.organisation.intake.kinds import Kind
from tandem.organisation.intake.mapping import GUESSED, Mapping, mapping_from
from tandem.organisation.intake.reading import Incoming, Source, open_source
from tandem.organisation.intake.sources import Record, aside
from tandem.organisation.tests.intake import books

HEADER = "Employee ID,Name,Department,Hire date\n"
ROWS = "1,Ann,Sales,2020-01-31\n2,Ben,Sales,2020-01-31\n3,Cem,Legal,2020-01-31\n"


def opened(folder: Path, content: str | bytes, mapping: Mapping = GUESSED) -> Source:
    path = folder / "people"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return open_source(Incoming("people", path), folder / "copy", mapping)


def ids(source: Source) -> list[str]:
    return [record.cells[0] for record in source.records()]


@pytest.mark.parametrize(
    ("above", "line"),
    [
        ("", 1),
        ("People of Varnholm Foods\n", 2),
        ("People of Varnholm Foods\n\nPrinted on,2026-11-23\n\n", 5),
        ("Report: HR-17; all staff,,,\nPrinted,2026-11-23,,\n", 3),
        ("Person,,Work,\n", 2),  # groups of headings that add nothing
    ],
)
def test_titles_above_the_header_are_passed_over(tmp_path: Path, above: str, line: int) -> None:
    source = opened(tmp_path, above + HEADER + ROWS)
    assert (source.header_line, source.delimiter) == (line, ",")
    assert source.header == ("Employee ID", "Name", "Department", "Hire date")
    assert ids(source) == ["1", "2", "3"]


def test_months_stand_below_their_years(tmp_path: Path) -> None:
    source = opened(tmp_path, "Heads,,,\n,2025,,2026\nDept,Nov,Dec,Jan\nBakery,3,4,4\n")
    assert source.header == ("Dept", "Nov 2025", "Dec 2025", "Jan 2026")
    assert (source.header_line, ids(source)) == (3, ["Bakery"])


@pytest.mark.parametrize(
    ("years", "months", "read"),
    [
        (
            "2024/25,,,2025/26", "Nov,Dec,Sep,Oct,Nov,Jan",
            "Nov 2024|Dec 2024|Sep 2025|Oct 2025|Nov 2025|Jan 2026",
        ),
        (  # the first of several may begin in its middle
            "2024/25,,2025-2026,,", "Feb,Mar,Apr,May,Mar",
            "Feb 2025|Mar 2025|Apr 2025|May 2025|Mar 2026",
        ),
        ("2025/26,,", "Jul,Dec,Jan", "Jul 2025|Dec 2025|Jan 2026"),
        ("2025/26,,,Change", "Jul,Dec,Jan*,", "Jul 2025|Dec 2025|Jan 2026|Change"),
    ],
)  # fmt: skip
def test_months_of_a_financial_year_are_in_the_year_they_are_in(
    tmp_path: Path, years: str, months: str, read: str
) -> None:
    blank = "," * (months.count(",") - years.count(","))
    row = ",".join("4" * (months.count(",") + 1))
    content = f"Heads\nSite,Dept,{years}{blank}\n,,{months}\nNorth,Bakery,{row}\n"
    source = opened(tmp_path, content)
    assert source.header == ("Site", "Dept", *read.split("|"))


def test_a_year_in_a_row_makes_no_headings_of_the_next(tmp_path: Path) -> None:
    source = opened(tmp_path, "Dept,Year,Month,Count\nBakery,2025,Nov,1\nBakery,2025,Dec,2\n")
    assert (source.header_line, source.header[1]) == (1, "Year")


def test_a_title_above_headings_nobody_knows_is_passed_over(tmp_path: Path) -> None:
    source = opened(tmp_path, "People\nPers. Ref.,Alias,Cost centre,Since\n" + ROWS)
    assert (source.header_line, ids(source)) == (2, ["1", "2", "3"])


@pytest.mark.parametrize(
    "units",
    [",,,(dd.mm.yyyy)", ",,,TT.MM.JJJJ", "text,text,text,date", ",,,[yyyy-mm-dd]", ",,%,"],
)
def test_a_line_of_units_below_the_headings_is_no_row(tmp_path: Path, units: str) -> None:
    source = opened(tmp_path, f"{HEADER}{units}\n{ROWS}")
    assert (source.header_line, ids(source)) == (2, ["1", "2", "3"])
    assert source.header == ("Employee ID", "Name", "Department", "Hire date")


def test_a_row_with_few_cells_is_no_line_of_units(tmp_path: Path) -> None:
    source = opened(tmp_path, f"{HEADER}7,Data,,\n{ROWS}")
    assert ids(source) == ["7", "1", "2", "3"]


@pytest.mark.parametrize(
    ("lines", "header"),
    [
        (
            "Employee,,Manager,,Contract\nID,Name,ID,Name,Hire date\n",
            ("Employee ID", "Name", "Manager ID", "Manager Name", "Hire date"),
        ),
        (
            "Employee,Full,Depart-,Hire\nnumber,name,ment,date\n",
            ("Employee number", "Full name", "Department", "Hire date"),
        ),
        (
            "Employee ID,Name,Organisation,,Employment\n,,Department,Location,Hire date\n",
            ("Employee ID", "Name", "Department", "Location", "Hire date"),
        ),
    ],
)
def test_headings_over_two_lines_are_read_together(
    tmp_path: Path, lines: str, header: tuple[str, ...]
) -> None:
    source = opened(tmp_path, lines + ",".join("x" * len(header)) + "\n")
    assert source.header == header


def test_a_row_that_happens_to_hold_headings_is_no_header(tmp_path: Path) -> None:
    content = "Ref,Alias,Unit of work,Since\n1,Manager,Service,2020-01-31\n2,Team,Job,x\n"
    assert opened(tmp_path, content).header_line == 1


@pytest.mark.parametrize(
    "content",
    [
        "Employee,,Organisation,Hire\nID,Name,Department,Date\n",
        # the first heading reaches down over both lines
        "Employee ID,Person,Organisation,Hire\n,Name,Department,Date\n",
    ],
)
def test_two_lines_of_headings_are_read_together(tmp_path: Path, content: str) -> None:
    source = opened(tmp_path, content + ROWS)
    assert source.header_line == 2
    assert source.header[1:] == ("Name", "Department", "Hire Date")
    assert source.header[0] in ("ID", "Employee ID")
    assert ids(source) == ["1", "2", "3"]


def test_what_stands_above_tells_two_headings_apart(tmp_path: Path) -> None:
    lines = "Rcd,Employee,Name,,Org Unit,Supv,Hire,Term\nNo,ID,Last,First,(L1),ID,Dt,Dt\n"
    source = opened(tmp_path, lines + "0,1,Berg,Ann,Sales,,2020-01-31,\n")
    assert source.header[1:4] == ("Employee ID", "Last Name", "First Name")
    assert source.header[4:] == ("Org Unit (L1)", "Supv ID", "Hire Dt", "Term Dt")


def test_merged_headings_of_a_sheet_are_read_together(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    lines: list[list[Any]] = [
        ["Staff list", None, None, None],
        ["Employee ID", "Department", "Hire", None],
        [None, None, "Date", "Note"],
        ["1", "Sales", "2020-01-31", "x"],
    ]
    for line in lines:
        book.active.append(line)
    for cells in ("A1:D1", "A2:A3", "B2:B3", "C2:D2"):
        book.active.merge_cells(cells)
    source = opened(tmp_path, books.saved(book))
    assert source.header == ("Employee ID", "Department", "Hire Date", "Note")
    assert [record.line for record in source.records()] == [4]


def test_a_mapping_says_where_the_header_stands(tmp_path: Path) -> None:
    content = HEADER + "Ref,Alias,Cost centre,Since\n" + ROWS
    mapping = mapping_from({"file": {"header_line": 2}}, "m.toml")
    source = opened(tmp_path, content, mapping)
    assert source.header == ("Ref", "Alias", "Cost centre", "Since")
    assert ids(source) == ["1", "2", "3"]


def test_headings_of_a_mapping_show_where_the_header_stands(tmp_path: Path) -> None:
    content = "Printed,by,Pia,Novak\nPers. Ref.,Alias,Cost centre,Since\n" + ROWS
    said = {"Pers. Ref.": "employee id", "Cost centre": "department", "Since": "hire date"}
    mapping = mapping_from({"columns": said}, "m.toml")
    assert opened(tmp_path, content, mapping).header_line == 2


def test_three_hundred_columns_are_read(tmp_path: Path) -> None:
    header = ",".join(["Employee ID", "Department", "Hire date", *(f"C{n}" for n in range(297))])
    row = ",".join(["1", "Sales", "2020-01-31", *map(str, range(297))])
    source = opened(tmp_path, f"{header}\n{row}\n")
    [record] = source.records()
    assert (len(source.header), len(record.cells), record.cells[-1]) == (300, 300, "296")


# Totals and blanks


@pytest.mark.parametrize(
    ("cells", "totals"),
    [
        (["Total", "", "", "3"], True),
        (["", "Summe", "", ""], True),
        (["Grand total: 1", "234", "", ""], True),
        (["Total rows", "704", "", ""], True),
        (["Total général", "", "", ""], True),
        (["Gesamt: 1.234"], True),
        (["Gesamtergebnis", "", "", "3"], True),
        (["Suma końcowa", "", "", "3"], True),
        (["Ogółem", "", "", "3"], True),
        (["Total geral", "", "", "3"], True),
        (["I alt", "", "", "3"], True),
        (["Total Rewards", "", "", ""], False),  # a department
        (["Total", "Ann", "Sales", "2020-01-31"], False),  # somebody's name, or a company
        (["1", "Total", "", ""], False),
        (["", "", "", ""], False),
    ],
)
def test_a_row_that_sums_up_others_is_known(cells: list[str], totals: bool) -> None:
    assert (aside(Record(9, cells), ()) is Kind.TOTALS) is totals


@pytest.mark.parametrize(
    ("cells", "remark"),
    [
        (["Source: HR core, every night"], True),
        (["Quelle: Personalsystem", " Stand 30.09.2026", ""], True),
        (["* with apprentices", "", "", ""], True),
        (["Confidential. Do not pass on", "", "", ""], True),
        (["Report date (UTC): 2026-09-30", "", "", ""], True),
        (["00123", "", "", ""], False),  # a row that lacks the rest, to be asked about
        (["Night shift", "", "", ""], False),  # two words may be anybody's name
        (["Source", "Ann", "Sales", "2020-01-31"], False),
        (["1", "Note: see below for details", "", ""], False),
    ],
)
def test_a_remark_is_no_row(cells: list[str], remark: bool) -> None:
    assert (aside(Record(9, cells), ()) is Kind.REMARK) is remark


def test_totals_and_blank_rows_are_no_rows(tmp_path: Path) -> None:
    content = HEADER + ROWS + ",,,\n\nTotal,,,3\nGrand total: 1,234\n"
    source = opened(tmp_path, content)
    assert ids(source) == ["1", "2", "3"]
    assert [record.line for record in source.below()] == [2, 3, 4, 7, 8]


# What a mapping says of a text


def test_a_mapping_says_encoding_and_delimiter(tmp_path: Path) -> None:
    content = "Employee ID~Name\n1~Žofie\n".encode("cp1250")
    mapping = mapping_from({"file": {"encoding": "windows-1250", "delimiter": "~"}}, "m.toml")
    source = opened(tmp_path, content, mapping)
    assert [record.cells for record in source.records()] == [["1", "Žofie"]]


def test_a_tab_may_be_said_by_its_name(tmp_path: Path) -> None:
    mapping = mapping_from({"file": {"delimiter": "tab"}}, "m.toml")
    assert opened(tmp_path, "a\tb,c\n1\t2\n", mapping).header == ("a", "b,c")


def test_a_title_as_full_as_the_rows_of_a_sparse_table_is_passed_over(tmp_path: Path) -> None:
    sparse = "".join(f",enero 202{n},1,,,,{n}\n" for n in range(8))
    text = (
        "Bajas por mes,,,,,nov. 2023 - oct. 2026,\nDepartamento,Mes,Baja,Despido,Otros,Más,Total\n"
    )
    source = opened(tmp_path, text + sparse)
    assert source.header[:2] == ("Departamento", "Mes")

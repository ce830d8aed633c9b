"""Codes and the tables that say what they mean; what is missing there loses no row."""

from __future__ import annotations

from pathlib import Path

import pytest

from tandem.organisation import intake
from tandem.organisation.tests.intake.counting import CountingOffice
from tandem.organisation.tests.intake.office import found

pytestmark = pytest.mark.django_db

AGENCIES = """CODE,NAME,TOP,TOPNAME
AF01,AF01-PERSONNEL CENTER,AF,AF-AIR FORCE
AF02,AF02-ACADEMY,AF,AF-AIR FORCE
AB00,AB00-MONUMENTS,AB,AB-MONUMENTS
AF**,AF**-INVALID,AF,AF-AIR FORCE
AF98,AF98-INVALID,AF,AF-AIR FORCE
CAF\xc9,Caf\xe9,,
""".encode("latin-1")
REASONS = b"SEP,SEPT\nSC,Quit\nSA,Transfer Out - Individual Transfer\n"
MAPPING = """
[columns]
UNIT = "department"
SEP = "leave reason"
EFDATE = "month"
[codes.UNIT]
table = "agencies.txt"
key = "CODE"
text = "NAME"
parent = "TOPNAME"
parent_key = "TOP"
[codes.SEP]
table = "reasons.txt"
key = "SEP"
text = "SEPT"
"""
LEAVERS = """
    UNIT | SEP | EFDATE
    AF01 | SC  | 200810
    AF02 | SA  | 200811
    AB00 | SC  | 200811
"""


@pytest.fixture
def office(tmp_path: Path) -> CountingOffice:
    return CountingOffice(tmp_path)


@pytest.fixture
def codes(tmp_path: Path) -> Path:
    folder = tmp_path / "codes"
    folder.mkdir()
    (folder / "Agencies.TXT").write_bytes(AGENCIES)
    (folder / "reasons.txt").write_bytes(REASONS)
    return folder


def areas_of(report: intake.Report) -> list[str]:
    return sorted(report.new_areas)


def test_codes_are_read_as_the_words_of_their_tables(office: CountingOffice, codes: Path) -> None:
    report = office.look(LEAVERS, mapping=MAPPING, codes=codes)
    assert report.problems == []
    # An area named as the one above it is that one.
    assert areas_of(report) == [
        "AIR FORCE", "AIR FORCE / ACADEMY", "AIR FORCE / PERSONNEL CENTER", "MONUMENTS",
    ]  # fmt: skip


def test_two_codes_of_one_text_stay_two(office: CountingOffice, codes: Path) -> None:
    report = office.look(
        "UNIT | SEP | EFDATE \n AF** | SC | 200810 \n AF98 | SC | 200810",
        mapping=MAPPING,
        codes=codes,
    )
    assert areas_of(report) == ["AIR FORCE", "AIR FORCE / AF**-INVALID", "AIR FORCE / AF98-INVALID"]


def test_a_table_may_be_latin_1(office: CountingOffice, codes: Path) -> None:
    report = office.look("UNIT | SEP | EFDATE \n CAFÉ | SC | 200810", mapping=MAPPING, codes=codes)
    assert areas_of(report) == ["Café"]


def test_a_code_without_its_row_is_shown_as_the_code(office: CountingOffice, codes: Path) -> None:
    report = office.look(
        LEAVERS + "    XX99 | SC | 200811\n    XX99 | ZZ | 200812\n", mapping=MAPPING, codes=codes
    )
    assert report.rejected == 0
    assert "XX99" in areas_of(report)
    assert found(report) == [
        ("unknown_code", None, "UNIT", "XX99"),
        ("unknown_code", None, "SEP", "ZZ"),
        ("unknown_reason", 6, "SEP", "ZZ"),
    ]
    assert "hold it: 2." in report.problems[0].reason


def test_a_missing_table_is_told_and_no_row_is_lost(office: CountingOffice, codes: Path) -> None:
    (codes / "reasons.txt").unlink()
    report = office.look(LEAVERS, mapping=MAPPING, codes=codes)
    assert report.rejected == 0
    assert report.problems[0].kind == "code_table"
    assert "reasons.txt cannot be used" in report.problems[0].reason


def test_without_a_folder_codes_are_shown_as_they_are(office: CountingOffice) -> None:
    report = office.look(LEAVERS, mapping=MAPPING)
    assert areas_of(report) == ["AB00", "AF01", "AF02"]
    assert report.kinds["code_table"] == 2


def test_a_table_without_the_heading_is_told(office: CountingOffice, codes: Path) -> None:
    (codes / "reasons.txt").write_bytes(b"CODE,WORDS\nSC,Quit\n")
    report = office.look(LEAVERS, mapping=MAPPING, codes=codes)
    assert "no heading “SEP”" in report.problems[0].reason


@pytest.mark.parametrize(
    ("codes_said", "why"),
    [
        ('[codes.UNIT]\ntable = "a.txt"\nkey = "A"', "lack “text”"),
        ('[codes.UNIT]\ntable = "a"\nkey = "A"\ntext = "B"\ncolour = "red"', "no “colour”"),
        ('[codes.UNIT]\ntable = "../a.txt"\nkey = "A"\ntext = "B"', "no name of a file"),
        ('[codes]\nUNIT = "a.txt"', "no table for “UNIT”"),
    ],
)
def test_a_table_that_is_not_wholly_said_stops_the_import(
    office: CountingOffice, codes_said: str, why: str
) -> None:
    with pytest.raises(intake.FileUnusable, match=why):
        office.look("UNIT | Month \n AF01 | 200810", mapping=codes_said)


# Tables that no mapping names

PLAIN = "UNIT | SEP | Month \n Press | SC | 2008-10 \n Dairy | SA | 2008-11"


def test_a_table_that_has_all_codes_of_a_column_is_used_and_that_is_told(
    office: CountingOffice, tmp_path: Path
) -> None:
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / "why.csv").write_bytes(
        "Schl.;Text\nSC;Kündigung durch Arbeitnehmer\nSA;Schlüsselwechsel".encode("cp1252")
    )
    mapping = '[columns]\nUNIT = "department"\nSEP = "leave reason"'
    report = office.look(PLAIN, mapping=mapping, codes=folder)
    assert [(each.kind, each.column) for each in report.problems] == [
        ("code_table_used", "SEP"), ("unknown_reason", "SEP"),
    ]  # fmt: skip
    assert report.problems[1].value == "Schlüsselwechsel"  # read as a word, which has no class here


def test_a_table_may_say_more_know_not_all_and_have_zeros_that_a_spreadsheet_took(
    office: CountingOffice, tmp_path: Path
) -> None:
    (tmp_path / "given").mkdir()
    table = b"code,reason,type\n01,Quit,own\n02,Dismissal,not\n03,Retirement,not\n10,Death,not\n"
    (tmp_path / "given/why.csv").write_bytes(table)
    leavers = """
        Area  | Month   | Reason
        Sales | 2026-01 | 01
        Sales | 2026-02 | 1
        Sales | 2026-02 | 2
        Sales | 2026-02 | 3
        Sales | 2026-02 | 10
        Sales | 2026-03 | 77
    """
    report = office.look(leavers, codes=tmp_path / "given")
    assert report.kinds["code_table_used"] == 1
    assert ("unknown_code", None, "Reason", "77") in found(report)
    assert [each.value for each in report.problems if each.kind == "unknown_reason"] == ["77"]


@pytest.mark.parametrize(
    ("table", "why"),
    [
        (b"CODE,WORDS\nSC,Quit\n", "no row for “SA”"),
        (b"CODE,WORDS\nX1,Quit\n", "holds its codes"),
        (b"CODE,,MORE\nSC,Quit,x\nSA,Death,y\n", "not codes and their words"),
        (b"%PDF-1.7 and more", "a PDF"),
    ],
)
def test_a_table_that_was_not_used_is_told_with_its_why(
    office: CountingOffice, tmp_path: Path, table: bytes, why: str
) -> None:
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / "why.csv").write_bytes(table)
    mapping = '[columns]\nUNIT = "department"\nSEP = "leave reason"'
    report = office.look(PLAIN, mapping=mapping, codes=folder)
    assert report.kinds["code_table_unused"] == 1
    assert "why.csv was not used" in report.problems[0].reason
    assert why in report.problems[0].reason
    assert areas_of(report) == ["Dairy", "Press"]


def test_of_tables_beside_those_a_mapping_names_nothing_is_said(
    office: CountingOffice, codes: Path
) -> None:
    (codes / "other.txt").write_bytes(b"A,B\n1,2\n")
    assert office.look(LEAVERS, mapping=MAPPING, codes=codes).problems == []


@pytest.mark.parametrize(
    ("tops", "circle"),
    [
        (("B", "A", ""), "A → B → A"),
        (("B", "C", "A"), "A → B → C → A"),
        (("B", "C", ""), ""),
    ],
)
def test_areas_above_each_other_in_a_circle_are_said_and_left_out(
    office: CountingOffice, codes: Path, tops: tuple[str, str, str], circle: str
) -> None:
    rows = "".join(
        f"{n},{name},,{top}\n" for n, (name, top) in enumerate(zip("ABC", tops, strict=True))
    )
    (codes / "Agencies.TXT").write_text("CODE,NAME,TOP,TOPNAME\n" + rows)
    report = office.look(
        "UNIT | SEP | EFDATE\n0 | SC | 200810\n1 | SC | 200810", mapping=MAPPING, codes=codes
    )
    said = [each.reason for each in report.problems if each.kind == "code_circle"]
    assert len(said) == bool(circle)
    assert all(circle in reason for reason in said)
    assert sorted(report.new_areas) == (["A", "B"] if circle else ["B", "B / A", "C", "C / B"])

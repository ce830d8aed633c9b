"""Excel workbooks: their values, and everything in them that is no value."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest

from tandem.organisation.intake import package, workbook
from tandem.organisation.intake.findings import FileUnusable, Kind
from tandem.organisation.intake.mapping import GUESSED, Mapping, mapping_from
from tandem.organisation.intake.reading import Incoming, Record, Source, open_source
from tandem.organisation.tests.intake import books
from tandem.organisation.tests.intake.books import HEADER, SHEET

ANN = ("00123", "Sales", date(2020, 1, 31))


def opened(folder: Path, content: bytes, mapping: Mapping = GUESSED) -> Source:
    path = folder / "people.xlsx"
    path.write_bytes(content)
    return open_source(Incoming("people.xlsx", path), folder / "copy", mapping)


def rows(folder: Path, content: bytes, mapping: Mapping = GUESSED) -> list[Record]:
    return list(opened(folder, content, mapping).records())


def refused(folder: Path, content: bytes, mapping: Mapping = GUESSED) -> Kind:
    with pytest.raises(FileUnusable) as error:
        rows(folder, content, mapping)
    [problem] = error.value.problems
    assert problem.reason
    assert problem.cure
    return problem.kind


def noted(source: Source) -> list[Kind]:
    return [problem.kind for problem in source.notes]


# Values


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("00123", "00123"),  # an id that is text keeps its zeros
        (1234, "1234"),
        (1234.0, "1234"),
        (0.8, "0.8"),
        (200908, "200908"),
        (123456789012345, "123456789012345"),
        (date(2026, 12, 31), "2026-12-31"),
        (datetime.fromisoformat("2026-12-31T08:30"), "2026-12-31 08:30:00"),
        (time(8, 30), "08:30:00"),
        (True, "true"),
        (None, ""),
        ("Łucja Żak", "Łucja Żak"),
    ],
)
def test_a_cell_is_read_as_text_without_loss(tmp_path: Path, value: object, text: str) -> None:
    [row] = rows(tmp_path, books.workbook([(*HEADER, "Note"), (*ANN, value)]))
    assert row.cells == ["00123", "Sales", "2020-01-31", text]


def test_a_line_is_the_row_number_of_the_sheet(tmp_path: Path) -> None:
    sheet = [[], [], HEADER, ANN, [], [], ANN]
    assert [row.line for row in rows(tmp_path, books.workbook(sheet))] == [4, 7]


def test_empty_columns_before_the_list_are_no_columns(tmp_path: Path) -> None:
    source = opened(tmp_path, books.workbook([(None, None, *HEADER), (None, None, *ANN)]))
    assert source.header == HEADER
    assert [row.cells for row in source.records()] == [["00123", "Sales", "2020-01-31"]]


def test_days_counted_from_1904_are_known(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    for row in (HEADER, ANN):
        book.active.append(row)
    source = opened(tmp_path, books.saved(book))
    assert source.table.epoch == date(1904, 1, 1)  # type: ignore[attr-defined]  # a sheet has one
    assert [row.cells[2] for row in source.records()] == ["2020-01-31"]


# Which sheet


def test_the_first_sheet_with_a_list_is_read_and_the_others_are_told(tmp_path: Path) -> None:
    cover, people = [["Our people"], ["As of today"]], [HEADER, ANN]
    content = books.workbook(cover, people, people, names=["Cover", "People", "Old"])
    source = opened(tmp_path, content)
    assert source.header == HEADER
    [problem] = source.notes
    assert (problem.kind, problem.value) == (Kind.OTHER_SHEETS, "People")
    assert "Cover, Old" in problem.reason


def test_where_no_heading_is_known_the_sheet_that_holds_most_is_read(tmp_path: Path) -> None:
    cover, people = [["Report", "Jobs"], ["Run by", "x"]], [["Qa", "Qb", "Qc"], *[(1, 2, 3)] * 4]
    source = opened(tmp_path, books.workbook(cover, people, names=["Cover", "Data"]))
    assert (source.sheet, source.sheets, source.header) == (
        *("Data", ("Cover", "Data")),
        ("Qa", "Qb", "Qc"),
    )


def test_a_hidden_sheet_is_not_read(tmp_path: Path) -> None:
    content = books.workbook(
        [HEADER, ("1", "Secret", "x")], [HEADER, ANN], names=["Codes", "People"], hidden=["Codes"]
    )
    source = opened(tmp_path, content)
    assert [row.cells[1] for row in source.records()] == ["Sales"]
    assert noted(source) == []


def test_a_mapping_names_the_sheet(tmp_path: Path) -> None:
    content = books.workbook([HEADER, ANN], [HEADER, ("2", "Legal", "x")], names=["A", "B"])
    mapping = mapping_from({"file": {"sheet": "B"}}, "m.toml")
    assert [row.cells[1] for row in rows(tmp_path, content, mapping)] == ["Legal"]


def test_a_sheet_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    mapping = mapping_from({"file": {"sheet": "C"}}, "m.toml")
    with pytest.raises(FileUnusable, match=r"has no sheet “C”\. Its sheets are: A, B"):
        opened(tmp_path, books.workbook([HEADER], [HEADER], names=["A", "B"]), mapping)


def test_a_workbook_without_values_is_empty(tmp_path: Path) -> None:
    assert refused(tmp_path, books.workbook([], [])) is Kind.EMPTY_FILE


# Formulas


def formula_sheet(cell: str) -> bytes:
    content = books.workbook([(*HEADER, "Note"), (*ANN, "x"), (*ANN, "y")])
    sheet = books.part(content).decode()
    start = sheet.index('<c r="D2"')
    end = sheet.index("</c>", start) + len("</c>")
    return books.with_parts(content, {SHEET: (sheet[:start] + cell + sheet[end:]).encode()})


def test_the_stored_result_of_a_formula_is_its_value(tmp_path: Path) -> None:
    content = formula_sheet('<c r="D2" t="str"><f>A1&amp;"!"</f><v>kept</v></c>')
    assert [(row.cells[3], row.faults) for row in rows(tmp_path, content)] == [
        ("kept", ()),
        ("y", ()),
    ]


def test_a_formula_of_a_program_that_works_nothing_out_is_a_fault(tmp_path: Path) -> None:
    """openpyxl writes the formula with an empty <v> behind it."""
    content = books.workbook([(*HEADER, "Leave date"), (*ANN, "=DATE(2026,5,31)"), (*ANN, None)])
    assert [row.faults for row in rows(tmp_path, content)] == [((3, Kind.FORMULA_UNSOLVED),), ()]


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ('<c r="D2"><f>1+1</f></c>', Kind.FORMULA_UNSOLVED),
        ('<c r="D2" t="e"><v>#N/A</v></c>', Kind.FORMULA_ERROR),
        ('<c r="D2" t="e"><f>VLOOKUP(A1,B1:B2,1)</f><v>#REF!</v></c>', Kind.FORMULA_ERROR),
        ("<c r='D2' t='e'><f>1/0</f><v>#DIV/0!</v></c>", Kind.FORMULA_ERROR),
    ],
)
def test_a_formula_without_a_result_is_a_fault_of_its_cell(
    tmp_path: Path, cell: str, kind: Kind
) -> None:
    first, second = rows(tmp_path, formula_sheet(cell))
    assert (first.line, first.faults, second.faults) == (2, ((3, kind),), ())


# What is no list of people


def test_an_old_workbook_is_told_from_a_locked_one(tmp_path: Path) -> None:
    old = b"\xd0\xcf\x11\xe0" + b"\0" * 2000
    assert refused(tmp_path, old) is Kind.OLD_WORKBOOK
    assert refused(tmp_path, old + "EncryptedPackage".encode("utf-16-le")) is Kind.LOCKED_WORKBOOK


def zipped(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}, Kind.OLD_WORKBOOK),
        ({"xl/workbook.bin": b"x"}, Kind.OLD_WORKBOOK),
        ({"word/document.xml": b"<w/>"}, Kind.NOT_TEXT),
        ({"people.csv": b"id,name\n"}, Kind.NOT_TEXT),
        ({"xl/workbook.xml": b"<workbook"}, Kind.DAMAGED),
        ({"xl/workbook.xml": b"<!DOCTYPE w [<!ENTITY a 'aaaa'>]><w>&a;</w>"}, Kind.DAMAGED),
    ],
)
def test_other_archives_are_refused_with_the_cure(
    tmp_path: Path, parts: dict[str, bytes], kind: Kind
) -> None:
    assert refused(tmp_path, zipped(parts)) is kind


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_damaged_workbook_is_refused(tmp_path: Path, share: float) -> None:
    content = books.workbook([HEADER, ANN])
    assert refused(tmp_path, content[: int(share * len(content))]) is Kind.DAMAGED


def test_a_damaged_part_is_found_before_anything_is_read(tmp_path: Path) -> None:
    content = bytearray(books.workbook([HEADER, *[ANN] * 500]))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        at = archive.getinfo(SHEET).header_offset + 200
    content[at : at + 40] = b"\xff" * 40
    assert refused(tmp_path, bytes(content)) is Kind.DAMAGED


def test_a_value_that_is_no_number_is_damage(tmp_path: Path) -> None:
    content = books.workbook([HEADER, (*ANN[:2], 43861)])
    sheet = books.part(content).replace(b"<v>43861</v>", b"<v>4386x</v>")
    assert refused(tmp_path, books.with_parts(content, {SHEET: sheet})) is Kind.DAMAGED


@pytest.mark.parametrize("seed", range(30))
def test_damage_anywhere_is_refused_or_harmless_and_nothing_else(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    content = books.workbook([HEADER, *[ANN] * 20])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        name = chance.choice(archive.namelist())
    part = bytearray(books.part(content, name))
    for _ in range(chance.choice([1, 3, 20])):
        part[chance.randrange(len(part))] = chance.randrange(256)
    try:
        rows(tmp_path, books.with_parts(content, {name: bytes(part)}))
    except FileUnusable as error:
        assert error.problems[0].cure


# Macros and links


def test_macros_are_never_run_and_noted(tmp_path: Path) -> None:
    content = books.with_parts(books.workbook([HEADER, ANN]), {"xl/vbaProject.bin": b"\0" * 99})
    source = opened(tmp_path, content)
    assert noted(source) == [Kind.MACROS]
    assert len(list(source.records())) == 1


def test_links_into_other_files_are_never_followed_and_noted(tmp_path: Path) -> None:
    """The suite refuses every connection, so that one tried would fail here."""
    link = b'<externalLink xmlns="x"><externalBook id="http://varnholm.example/a.xlsx"/></externalLink>'
    cell = '<c r="D2"><f>[1]Sheet1!A1</f><v>7</v></c>'
    content = books.with_parts(formula_sheet(cell), {"xl/externalLinks/externalLink1.xml": link})
    source = opened(tmp_path, content)
    assert noted(source) == [Kind.EXTERNAL_LINKS]
    assert [row.cells[3] for row in source.records()] == ["7", "y"]


# Bombs


def declaring(content: bytes, name: str, size: int) -> bytes:
    """The archive, saying in its directory that a part unpacks to this size."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        start = archive.start_dir
    at = content.index(b"PK\x01\x02", start)
    while content[at + 46 : at + 46 + len(name)] != name.encode():
        at = content.index(b"PK\x01\x02", at + 4)
    return content[: at + 24] + struct.pack("<L", size) + content[at + 28 :]


def test_a_workbook_that_declares_far_too_much_is_not_unpacked(tmp_path: Path) -> None:
    content = declaring(books.workbook([HEADER, ANN]), SHEET, (1 << 32) - 2)
    assert refused(tmp_path, content) is Kind.TOO_LARGE


def test_a_workbook_packed_too_densely_is_not_unpacked(tmp_path: Path) -> None:
    bomb = b"\0" * (package.SMALL + 1)
    content = books.with_parts(books.workbook([HEADER, ANN]), {"xl/media/image1.png": bomb})
    assert refused(tmp_path, content) is Kind.TOO_LARGE


def test_a_workbook_that_lies_about_its_size_is_caught_while_unpacking(tmp_path: Path) -> None:
    bomb = b"\0" * (package.SMALL + 1)
    content = books.with_parts(books.workbook([HEADER, ANN]), {"xl/media/image1.png": bomb})
    lying = declaring(content, "xl/media/image1.png", 1000)
    assert refused(tmp_path, lying) is Kind.TOO_LARGE


def test_one_value_far_away_does_not_fill_the_memory(tmp_path: Path) -> None:
    """A table that holds both corners of a sheet would have seventeen billion cells."""
    content = books.workbook([HEADER, ANN])
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    sheet = books.part(content).replace(b"</sheetData>", far)
    assert refused(tmp_path, books.with_parts(content, {SHEET: sheet})) is Kind.TOO_MANY_CELLS


def test_a_formatted_cell_far_away_is_no_value(tmp_path: Path) -> None:
    content = books.workbook([HEADER, ANN])
    far = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    sheet = books.part(content).replace(b"</sheetData>", far)
    [row] = rows(tmp_path, books.with_parts(content, {SHEET: sheet}))
    assert row.cells == ["00123", "Sales", "2020-01-31"]


def test_the_most_cells_are_more_than_a_large_list_has() -> None:
    assert workbook.MOST_CELLS >= 1_048_576 * 15

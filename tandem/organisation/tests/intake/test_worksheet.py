"""The XML of a sheet: how far its values reach, and cells without one."""

from __future__ import annotations

import pytest

from tandem.organisation.intake.findings import Kind
from tandem.organisation.intake.worksheet import Fault, Scan, Unreadable, elements

SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</worksheet>'
)


def scanned(rows: str, *, piece: int = 7) -> tuple[Scan, list[Fault]]:
    """In pieces that cut through names and numbers."""
    content = SHEET.format(f"<sheetData>{rows}</sheetData>").encode()
    scan = Scan()
    pieces = (content[at : at + piece] for at in range(0, len(content), piece))
    return scan, list(scan.feed(pieces))


def reach(rows: str) -> tuple[int, int, int, int]:
    scan, _faults = scanned(rows)
    return scan.first_row, scan.last_row, scan.first_column, scan.last_column


@pytest.mark.parametrize(
    ("rows", "reached"),
    [
        ("", (0, 0, 0, 0)),
        ('<row r="1"><c r="A1"><v>1</v></c></row>', (1, 1, 1, 1)),
        ('<row r="3"><c r="B3"><v>1</v></c><c r="AA3"><v>1</v></c></row>', (3, 3, 2, 27)),
        ('<row r="9"><c r="XFD9" t="inlineStr"><is><t>x</t></is></c></row>', (9, 9, 16384, 16384)),
        ('<row r="5"><c r="Z5" s="3"/></row>', (0, 0, 0, 0)),  # formatted, and empty
        ("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>", (1, 2, 1, 2)),
        ('<row r="4"><c><v>1</v></c></row>', (4, 4, 1, 1)),
    ],
)
def test_a_sheet_reaches_as_far_as_its_values(rows: str, reached: tuple[int, ...]) -> None:
    assert reach(rows) == reached


def test_the_cells_are_those_of_the_smallest_table() -> None:
    scan, _faults = scanned(
        '<row r="2"><c r="B2"><v>1</v></c></row><row r="11"><c r="K11"><v>1</v></c></row>'
    )
    assert scan.cells == 10 * 10


@pytest.mark.parametrize(
    ("cell", "faults"),
    [
        ('<c r="B2"><v>1</v></c>', []),
        ('<c r="B2"><f>A1</f><v>1</v></c>', []),
        ('<c r="B2"/>', []),
        ('<c r="B2"><f>A1</f></c>', [Fault(2, 1, Kind.FORMULA_UNSOLVED)]),
        ('<c r="B2"><f>A1</f><v></v></c>', [Fault(2, 1, Kind.FORMULA_UNSOLVED)]),
        ('<c r="B2"><f>A1</f><v/></c>', [Fault(2, 1, Kind.FORMULA_UNSOLVED)]),
        ('<c r="B2" t="str"><f>A1</f><v></v></c>', []),  # worked out, to an empty text
        ('<c r="B2"><f>A1</f><v>0</v></c>', []),
        ('<c r="B2"><f t="shared" si="0"/></c>', [Fault(2, 1, Kind.FORMULA_UNSOLVED)]),
        ('<c r="B2" t="e"><v>#N/A</v></c>', [Fault(2, 1, Kind.FORMULA_ERROR)]),
        ("<c r='B2' t='e'><f>1/0</f><v>#DIV/0!</v></c>", [Fault(2, 1, Kind.FORMULA_ERROR)]),
        ('<c r="B2" t="e"/>', [Fault(2, 1, Kind.FORMULA_ERROR)]),
        ('<c r="nonsense" t="e"><v>#N/A</v></c>', [Fault(2, 0, Kind.FORMULA_ERROR)]),
    ],
)
def test_a_cell_without_a_value_is_a_fault_of_its_place(cell: str, faults: list[Fault]) -> None:
    assert scanned(f'<row r="2">{cell}</row>')[1] == faults


def test_faults_come_in_the_order_of_the_cells_while_the_sheet_is_read() -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="e"><v>#N/A</v></c></row>' for n in range(1, 100))
    assert [fault.row for fault in scanned(rows, piece=1000)[1]] == list(range(1, 100))


def test_names_with_another_prefix_are_the_same_names() -> None:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    content = f'<x:sheet xmlns:x="{space}"><x:c r="C3" t="e"><x:v>#N/A</x:v></x:c></x:sheet>'
    assert list(Scan().feed([content.encode()])) == [Fault(3, 2, Kind.FORMULA_ERROR)]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no xml at all",
        b"<sheet><row></sheet>",
        b"<sheet>",
        b'<!DOCTYPE s [<!ENTITY a "aaaaaaaaaa">]><s>&a;</s>',
        b'<sheet><row r="many"><c/></row></sheet>',
    ],
)
def test_what_is_no_sheet_is_refused(content: bytes) -> None:
    with pytest.raises(Unreadable):
        list(Scan().feed([content]))


def test_elements_of_a_small_part_are_listed_without_their_prefix() -> None:
    found = elements(b'<a:workbook xmlns:a="x"><a:sheet name="People"/></a:workbook>')
    assert found[1] == ("sheet", {"name": "People"})
    assert elements(b"") == [("nothing", {})]


def test_a_part_that_declares_a_document_type_is_refused() -> None:
    with pytest.raises(Unreadable, match="document type"):
        elements(b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")

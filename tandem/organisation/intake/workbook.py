"""An Excel workbook as rows of text: stored values only, nothing in it is run or fetched."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import ClassVar

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetVisibleEnum,
)

from tandem.organisation.intake.cells import as_text
from tandem.organisation.intake.dates import SPREADSHEET_EPOCH
from tandem.organisation.intake.findings import FileUnusable, Kind, Place, Problem
from tandem.organisation.intake.headers import CONVINCING, WITHIN, Known, header_of, known_in
from tandem.organisation.intake.mapping import Mapping
from tandem.organisation.intake.package import BROKEN, Package, open_package
from tandem.organisation.intake.sources import Record, is_blank
from tandem.organisation.intake.worksheet import Fault, Scan, Unreadable, elements

MOST_CELLS = 20_000_000  # of a sheet, which is held while it is read
OTHER_WORKBOOKS = {
    b"application/vnd.oasis.opendocument.spreadsheet": "an OpenDocument spreadsheet (.ods)",
}
UNSOUND = (CalamineError, Unreadable, *BROKEN)
LOCKED = "EncryptedPackage".encode("utf-16-le")
OTHER_EPOCH = SPREADSHEET_EPOCH + timedelta(days=1462)  # days counted from 1904
BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of our own copy. part: its XML in the archive. faulty: some cell has no value.

    sheets: all that can be read, by name.
    """

    path: Path
    name: str
    part: str
    place: Place
    faulty: bool
    epoch: date
    notes: tuple[Problem, ...] = ()
    sheets: tuple[str, ...] = ()
    encoding: ClassVar = "xlsx"
    delimiter: ClassVar = ","
    header_line: ClassVar = None

    def rows(self) -> Iterator[Record]:
        try:
            with CalamineWorkbook.from_path(self.path) as workbook:
                sheet = workbook.get_sheet_by_name(self.name)
                first = sheet.start[1] if sheet.start else 0
                faults = Faults(self._faults(), first)
                for line, cells in enumerate(sheet.iter_rows(), 1):
                    yield Record(line, [as_text(each) for each in cells], faults=faults.of(line))
        except UNSOUND as error:
            why = str(error)
            raise FileUnusable(self.place.found(Kind.DAMAGED, why=why)) from error

    def _faults(self) -> Iterator[Fault]:
        if self.faulty:
            with self.path.open("rb") as file:
                package = open_package(self.path, file, self.place)
                yield from Scan().feed(package.pieces(package.archive.getinfo(self.part)))


class Faults:
    """Faults taken row by row, beside the values."""

    def __init__(self, faults: Iterator[Fault], first: int) -> None:
        self.faults, self.first = faults, first
        self.next = next(faults, None)

    def of(self, row: int) -> tuple[tuple[int, Kind], ...]:
        found: list[tuple[int, Kind]] = []
        while self.next is not None and self.next.row <= row:
            if self.next.row == row and self.next.column >= self.first:
                found.append((self.next.column - self.first, self.next.kind))
            self.next = next(self.faults, None)
        return tuple(found)


def open_compound(path: Path, place: Place) -> FileUnusable:
    """Why a file of the old format cannot be read: it is locked, or it is an old workbook."""
    with path.open("rb") as file:
        before = b""
        while block := file.read(BLOCK):
            if LOCKED in before + block:
                return FileUnusable(place.found(Kind.LOCKED_WORKBOOK))
            before = block[-len(LOCKED) :]
    return FileUnusable(place.found(Kind.OLD_WORKBOOK, what="an old Excel workbook (.xls)"))


def open_workbook(path: Path, place: Place, mapping: Mapping) -> Sheet:
    """The sheet a mapping names, or the first one to be seen that holds a table.

    Raises FileUnusable for what is damaged, unpacks to far too much, or has no such sheet.
    """
    with path.open("rb") as file:
        package = open_package(path, file, place)
        try:
            package.check_declared()
            _check_kind(package)
            package.check_real()
            parts = _parts(package)
            with CalamineWorkbook.from_path(path) as workbook:
                return _sheet(workbook, package, parts, mapping)
        except UNSOUND as error:
            raise package.damaged(str(error)) from error


def _check_kind(package: Package) -> None:
    if "xl/workbook.bin" in package.names:
        what = "a binary Excel workbook (.xlsb)"
    elif package.read("mimetype") in OTHER_WORKBOOKS:
        what = OTHER_WORKBOOKS[package.read("mimetype")]
    elif "xl/workbook.xml" in package.names:
        return
    else:
        raise FileUnusable(package.place.found(Kind.NOT_TEXT, what="a zip archive"))
    raise FileUnusable(package.place.found(Kind.OLD_WORKBOOK, what=what))


def _parts(package: Package) -> dict[str, str]:
    """Where the XML of each sheet stands."""
    targets = {
        said.get("Id", ""): said.get("Target", "")
        for name, said in elements(package.read("xl/_rels/workbook.xml.rels"))
        if name == "Relationship"
    }
    sheets = elements(package.read("xl/workbook.xml"))
    return {
        said.get("name", ""): _resolved(targets.get(_id_of(said), ""))
        for name, said in sheets
        if name == "sheet"
    }


def _id_of(said: dict[str, str]) -> str:
    return next((value for key, value in said.items() if key.endswith(":id")), "")


def _resolved(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _sheet(
    workbook: CalamineWorkbook, package: Package, parts: dict[str, str], mapping: Mapping
) -> Sheet:
    seen = [
        each.name
        for each in workbook.sheets_metadata
        if each.visible == SheetVisibleEnum.Visible and parts.get(each.name) in package.names
    ]
    said = mapping.file.sheet
    if said is not None and said not in parts:
        raise FileUnusable(package.place.found(Kind.NO_SHEET, said, sheets=", ".join(seen)))
    found = _first_table(workbook, package, parts, [said] if said else seen, known_in(mapping))
    if found is None:
        raise FileUnusable(package.place.found(Kind.EMPTY_FILE))
    name, faulty = found
    others = [each for each in seen if each != name] if said is None else []
    return Sheet(
        path=Path(str(package.archive.filename)),
        name=name,
        part=parts[name],
        place=package.place,
        faulty=faulty,
        epoch=_epoch(package),
        notes=tuple(_notes(package, name, others)),
        sheets=tuple(seen),
    )


def _first_table(
    workbook: CalamineWorkbook,
    package: Package,
    parts: dict[str, str],
    names: list[str],
    known: Known,
) -> tuple[str, bool] | None:
    """The first sheet whose headings are known, or else the one that holds most."""
    with_data: list[tuple[int, str, bool]] = []
    for name in names:
        scan = Scan()
        faults = scan.feed(package.pieces(package.archive.getinfo(parts[name])))
        faulty = sum(1 for _fault in faults) > 0
        if not scan.last_row:
            continue
        if scan.cells > MOST_CELLS:
            raise FileUnusable(package.place.found(Kind.TOO_MANY_CELLS, sheet=name))
        with_data.append((scan.cells, name, faulty))
        if len(names) == 1 or _telling(workbook.get_sheet_by_name(name), known):
            return name, faulty
    most = max(with_data, key=lambda each: each[0], default=None)
    return most and most[1:]


def _telling(sheet: CalamineSheet, known: Known) -> bool:
    rows = (Record(line, [*map(as_text, row)]) for line, row in enumerate(sheet.iter_rows(), 1))
    sample = list(itertools.islice((row for row in rows if not is_blank(row)), WITHIN))
    if not sample:
        return False
    return len({known(cell) for cell in header_of(sample, known).cells} - {None}) >= CONVINCING


def _epoch(package: Package) -> date:
    said = dict(elements(package.read("xl/workbook.xml"))).get("workbookPr", {})
    return OTHER_EPOCH if said.get("date1904") in ("1", "true") else SPREADSHEET_EPOCH


def _notes(package: Package, name: str, others: list[str]) -> Iterator[Problem]:
    names = [each.lower() for each in package.names]
    if any(each.endswith("vbaproject.bin") for each in names):
        yield package.place.found(Kind.MACROS)
    if any(each.startswith("xl/externallinks/") for each in names):
        yield package.place.found(Kind.EXTERNAL_LINKS)
    if others:
        yield package.place.found(Kind.OTHER_SHEETS, name, others=", ".join(others))

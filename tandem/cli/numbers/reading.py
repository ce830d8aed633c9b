"""Small tables with named columns, for the commands that compute without the web product.

One file, one table: UTF-8 with or without a byte order mark; comma, semicolon or tab between the
cells; the names of the columns in line 1. What cannot be read as a whole raises Unusable; a row
that cannot be used is left out and named by its line, and the rows beside it stay.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from io import StringIO
from math import isfinite
from pathlib import Path

import click

BETWEEN_CELLS = ",;\t"
NUMERAL = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?", re.ASCII)
THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)  # 1,234: one, or a thousand?
LARGEST_COUNT = 10**15  # whole numbers are exact up to here, whatever computes with them
TOLD = 20  # rows that are named one by one
ALL_TAKEN, SOME_LEFT_OUT, UNUSABLE = 0, 1, 2  # exit codes


class Kind(StrEnum):
    """What the cells of a column hold. An empty cell is refused unless the column is optional."""

    TEXT = "text"  # anything but nothing
    COUNT = "count"  # a whole number from 0 to LARGEST_COUNT; "12.0" is 12, "-1" and "1.5" are not
    NUMBER = "number"  # any finite number, "1.5" or "1,5"; no NaN, no infinity, no "12 %"


def today() -> date:
    return date.today()  # noqa: DTZ011 - a door: the day of whoever types


Cell = str | int | float | None


class Unusable(click.ClickException):
    """Nothing can be computed from this file. The message names the file and the cure."""

    exit_code = UNUSABLE

    def show(self, file: object = None) -> None:
        click.echo(f"tandem: {plain(self.message)}", err=True)


def working(what: str) -> AbstractContextManager[object]:
    """Says what takes its time, on standard error, and on a terminal alone; then takes it back."""
    from rich.console import Console
    from rich.text import Text

    return Console(stderr=True).status(Text(plain(what)))


@dataclass(frozen=True, slots=True)
class Row:
    """line: the physical line it begins in, the first of the file being 1. cells: by column."""

    line: int
    cells: Mapping[str, Cell]

    def text(self, column: str) -> str:
        """Empty where an optional column says nothing."""
        found = self.cells[column]
        return "" if found is None else str(found)

    def count(self, column: str) -> int:
        found = self.cells[column]
        assert isinstance(found, int)
        return found

    def number(self, column: str) -> float:
        found = self.cells[column]
        assert isinstance(found, int | float)
        return float(found)


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was left out, and why, with the cure."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Table:
    """The rows that can be used, and those that cannot, both in the order of the file."""

    path: Path
    rows: Sequence[Row]
    refused: Sequence[Refused]


class CellRefused(ValueError):
    """Why the row of this cell cannot be used, in one sentence."""


Check = Callable[[Row], str | None]


def read_table(
    path: Path,
    columns: Mapping[str, Kind],
    optional: Mapping[str, Kind] | None = None,
    check: Check | None = None,
) -> Table:
    """The rows of a table with these columns; others in the file are passed over.

    columns: what must be there, by name; capitals do not matter unless two names differ in them
    alone. optional: what may be missing, as a column or in a row: the cell is then None. check:
    says why a row of good cells cannot be used, or None. Raises Unusable with the cure: a file
    that cannot be opened, is no text in UTF-8, or lacks a column.
    """
    optional = optional or {}
    text = _text(path)
    between = _between_cells(text, list(columns))
    heading, records = _records(path, text, between)
    places = _places(path, heading, list(columns), list(optional))
    numbers = [at for name, at in places.items() if {**columns, **optional}[name] is not Kind.TEXT]
    decimal = _decimal_marks(record.cells[at] for record in records for at in numbers)
    shape = _Shape({**columns, **optional}, frozenset(optional), places, between, decimal)
    rows: list[Row] = []
    refused: list[Refused] = []
    for record in records:
        try:
            row = _row(record, shape)
            reason = check(row) if check else None
        except CellRefused as error:
            reason = str(error)
        if reason is None:
            rows.append(row)
        else:
            refused.append(Refused(record.line, reason))
    return Table(path, rows, refused)


def told(table: Table) -> int:
    """Name on standard error what was left out; returns the exit code, 0 or 1.

    Raises Unusable where no row is left.
    """
    for each in table.refused[:TOLD]:
        reason = plain(each.reason)
        click.echo(f"{table.path}, line {each.line}: {reason} Left out.", err=True)
    if len(table.refused) > TOLD:
        more = len(table.refused) - TOLD
        rows = "1 more row was" if more == 1 else f"{more:,} more rows were"
        click.echo(f"{table.path}: {rows} left out.", err=True)
    if not table.rows:
        why = "mend the lines named above" if table.refused else "it holds nothing but its heading"
        raise Unusable(f"{table.path} has no row that can be used: {why}.")
    return SOME_LEFT_OUT if table.refused else ALL_TAKEN


def plain(text: str) -> str:
    """Without what would be an order to the terminal."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


# ---- the file


@dataclass(frozen=True, slots=True)
class _Record:
    """line: the physical line it begins in. cells: as many as the heading, and those beyond it."""

    line: int
    cells: list[str]
    beyond: list[str]


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Unusable(
            f"{path} cannot be read ({error.strerror}). Look at its name and who may read it."
        ) from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Unusable(
            f"{path}, line {line}: this is no text in UTF-8. Save the file as “CSV UTF-8”."
        ) from error


def _between_cells(text: str, columns: list[str]) -> str:
    """The mark by which line 1 names most of the columns; of several, the one with most cells."""
    first = next(StringIO(text, newline=""), "")
    wanted = {column.strip().casefold() for column in columns}

    def fit(mark: str) -> tuple[int, int]:
        cells = next(csv.reader([first], delimiter=mark, skipinitialspace=True), [])
        return len(wanted & {cell.strip().casefold() for cell in cells}), len(cells)

    return max(BETWEEN_CELLS, key=fit)


def _records(path: Path, text: str, between: str) -> tuple[list[str], list[_Record]]:
    """The heading, and every row that holds anything; a quoted cell may go over several lines."""
    reader = csv.reader(
        StringIO(text, newline=""), delimiter=between, strict=True, skipinitialspace=True
    )
    found: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                found.append((line, stripped))
            line = reader.line_num + 1
    except csv.Error as error:
        raise Unusable(
            f"{path}, line {line}: a cell cannot be read ({error}). Where a cell begins with a "
            "quotation mark it must end with one, and one inside it is written twice."
        ) from error
    if not found or found[0][0] != 1:
        raise Unusable(f"{path} has nothing in line 1. Write the names of the columns there.")
    (_, heading), *rest = found
    width = len(heading)
    lacking = [""] * width
    return heading, [
        _Record(line, (cells + lacking)[:width], cells[width:]) for line, cells in rest
    ]


def _places(
    path: Path, heading: list[str], columns: list[str], optional: list[str]
) -> dict[str, int]:
    """Where each column stands; optional ones only if they are there."""
    found = {name: _place(path, heading, name) for name in [*columns, *optional]}
    missing = [name for name in columns if found[name] is None]
    if missing:
        there = ", ".join(name for name in heading if name)
        raise Unusable(
            f"{path}, line 1: no column called {' or '.join(missing)}. Found: {there}. Name the "
            "columns in line 1, with commas, semicolons or tabs between them."
        )
    return {name: at for name, at in found.items() if at is not None}


def _place(path: Path, heading: list[str], name: str) -> int | None:
    wanted = name.strip()
    exactly = [at for at, cell in enumerate(heading) if cell == wanted]
    alike = [at for at, cell in enumerate(heading) if cell.casefold() == wanted.casefold()]
    found = exactly or alike
    if len(found) > 1:
        raise Unusable(f"{path}, line 1: {len(found)} columns are called {name}. Keep one of them.")
    return found[0] if found else None


# ---- the cells


@dataclass(frozen=True, slots=True)
class _Shape:
    """How cells are read. decimal: the marks that some cell shows to stand before decimals."""

    kinds: Mapping[str, Kind]
    optional: frozenset[str]
    places: Mapping[str, int]
    between: str
    decimal: frozenset[str]

    def settles(self, mark: str) -> bool:
        """Whether a mark with three digits behind it can only stand before decimals."""
        others = self.decimal - {mark}
        shown = mark in self.decimal or (mark == "." and self.between == ",")
        return shown and not others


def _decimal_marks(cells: Iterable[str]) -> frozenset[str]:
    plain = (cell for cell in cells if NUMERAL.fullmatch(cell) and not THOUSANDS.fullmatch(cell))
    return frozenset(mark for cell in plain for mark in ".," if mark in cell)


def _row(record: _Record, shape: _Shape) -> Row:
    if any(record.beyond):
        raise CellRefused(
            "it has more cells than the heading. A cell that holds the mark between cells, such as "
            "a decimal comma, needs quotation marks."
        )
    cells = {name: _cell(name, record, shape) for name in shape.kinds}
    return Row(record.line, cells)


def _cell(name: str, record: _Record, shape: _Shape) -> Cell:
    written = record.cells[shape.places[name]] if name in shape.places else ""
    if not written:
        if name in shape.optional:
            return None
        raise CellRefused(f"{name} is empty.")
    if shape.kinds[name] is Kind.TEXT:
        return written
    number = _number(name, written, shape)
    if shape.kinds[name] is Kind.NUMBER:
        return number
    if not (number.is_integer() and 0 <= number <= LARGEST_COUNT):
        raise CellRefused(f"{name} is {written}: it must be a whole number, 0 or more.")
    return int(number)


def _number(name: str, written: str, shape: _Shape) -> float:
    if not NUMERAL.fullmatch(written):
        raise CellRefused(
            f"{name} is “{written}”, which is no number. Write it as 1234.5 or 1234,5."
        )
    whole = shape.kinds[name] is Kind.COUNT
    if THOUSANDS.fullmatch(written) and (whole or not shape.settles(written[-4])):
        raise CellRefused(
            f"{name} is “{written}”, which may be {written[:-4]}{written[-3:]} or "
            f"{written[:-4]} and decimals. Write thousands without a mark."
        )
    number = float(written.replace(",", "."))
    if not isfinite(number):
        raise CellRefused(f"{name} is {written}, which is too large to compute with.")
    return number

"""What every file becomes: a header, and under it rows of text that know their line.

A table is a file as rows of cells, whatever it is made of; a source is a table whose header has
been found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

from tandem.organisation.intake.findings import Kind, Place, Problem
from tandem.organisation.intake.spelling import plain

TOTALS = frozenset(
    {
        *("total", "totals", "grand total", "sub total", "subtotal", "sum", "sums"),
        *("summe", "gesamt", "gesamtsumme", "endsumme", "zwischensumme"),
        *("total general", "sous total", "somme", "totaal", "eindtotaal", "subtotaal"),
        *("suma", "totale", "razem", "summa"),
    }
)
NUMBER = re.compile(r"[\d.,’'\s%]+")
TOTALS_SHARE = 2  # a row of totals fills at most one in two of its cells


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file as it was given: what its reader calls it, and where it lies."""

    name: str
    path: Path


class Record(NamedTuple):
    """One row of cells and the line it begins on.

    line: the physical line of a text, the row of a sheet. broken: its quoting is. faults: cells
    that a workbook left without a value, by position.
    """

    line: int
    cells: list[str]
    broken: bool = False
    faults: tuple[tuple[int, Kind], ...] = ()


class Table(Protocol):
    """A file as rows of text."""

    @property
    def encoding(self) -> str:
        """Of the text, or which kind of file it is."""

    @property
    def delimiter(self) -> str:
        """What stands between two cells; a comma where nothing does."""

    @property
    def header_line(self) -> int | None:
        """Where the header stands, if the file itself says so."""

    @property
    def notes(self) -> tuple[Problem, ...]:
        """What its reader should know of the file as a whole."""

    def rows(self) -> Iterator[Record]:
        """Every row, blank ones too."""


@dataclass(frozen=True, slots=True)
class Source:
    """A readable file: our own copy as a table, and its header."""

    name: str
    table: Table
    header: tuple[str, ...]
    header_line: int
    digest: str

    @property
    def place(self) -> Place:
        return Place(self.name)

    @property
    def encoding(self) -> str:
        return self.table.encoding

    @property
    def delimiter(self) -> str:
        return self.table.delimiter

    @property
    def notes(self) -> tuple[Problem, ...]:
        return self.table.notes

    def records(self) -> Iterator[Record]:
        """The rows under the header, without blank ones and without totals."""
        return (record for record in self.below() if not is_totals(record))

    def below(self) -> Iterator[Record]:
        """The rows under the header, without blank ones."""
        for record in self.table.rows():
            if record.line > self.header_line and not is_blank(record):
                yield record


def is_blank(record: Record) -> bool:
    return not record.faults and not any(cell and not cell.isspace() for cell in record.cells)


def is_totals(record: Record) -> bool:
    """Whether the row sums up others: a word for that, and then mostly nothing, or numbers."""
    first = next((cell for cell in record.cells if cell and not cell.isspace()), "")
    words = " ".join(word for word in plain(first[:60]).split() if not word.isdigit())
    if words not in TOTALS:
        return False
    after = [cell.strip() for cell in record.cells if cell and not cell.isspace()][1:]
    few = (len(after) + 1) * TOTALS_SHARE <= len(record.cells)
    return few or all(NUMBER.fullmatch(cell) for cell in after)

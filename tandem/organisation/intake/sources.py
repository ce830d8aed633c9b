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
from tandem.organisation.intake.spelling import tidy
from tandem.organisation.intake.sums import is_of_no_people, sums_up, sums_up_a_part

REMARK_WORDS = (
    *("source", "note", "notes", "remark", "remarks", "printed", "exported", "generated"),
    *("created", "report date", "confidential", "end of report", "prepared by"),
    *("quelle", "stand", "hinweis", "anmerkung", "bemerkung", "erstellt am", "vertraulich"),
    *("remarque", "imprimé le", "nota", "fuente", "bron", "opmerking", "źródło", "uwaga"),
)
REMARK = re.compile(rf"\s*(?:[*†]|(?:{'|'.join(REMARK_WORDS)})\b[^:]{{0,20}}:)", re.IGNORECASE)
SENTENCE = 3  # words; a row that holds nothing else is no person and no count


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file as it was given: what its reader calls it, and where it lies.

    sheet: of a workbook, where one file is given for what two of its sheets say.
    """

    name: str
    path: Path
    sheet: str = ""


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

    @property
    def sheets(self) -> tuple[str, ...]:
        """Of a workbook, those that could be read instead, and the one that is."""
        return getattr(self.table, "sheets", ())

    @property
    def sheet(self) -> str:
        return getattr(self.table, "name", "") if self.sheets else ""

    def records(self) -> Iterator[Record]:
        """The rows under the header, without blank ones, totals and remarks."""
        return (record for record in self.below() if aside(record, self.header) is None)

    def below(self) -> Iterator[Record]:
        """The rows under the header, without blank ones."""
        for record in self.table.rows():
            if record.line > self.header_line and not is_blank(record):
                yield record


def is_blank(record: Record) -> bool:
    return not record.faults and not any(cell and not cell.isspace() for cell in record.cells)


def aside(record: Record, header: tuple[str, ...]) -> Kind | None:
    """TOTALS, NOT_PEOPLE, REMARK or HEADER_AGAIN, where a line is no row of the table."""
    if header_again(record, header):
        return Kind.HEADER_AGAIN
    filled = [cell.strip() for cell in record.cells if cell and not cell.isspace()]
    if not filled:
        return None
    if sums_up(filled, len(record.cells)) or sums_up_a_part(record.cells, header):
        return Kind.TOTALS
    if is_of_no_people(filled):
        return Kind.NOT_PEOPLE
    alone = len(filled) == 1 and len(filled[0].split()) >= SENTENCE
    return Kind.REMARK if alone or REMARK.match(filled[0]) else None


def header_again(record: Record, header: tuple[str, ...]) -> bool:
    """Whether the headings stand there once more, as at the top of each printed page."""
    cells = record.cells
    same = len(cells) == len(header) and tidy(cells[0]) == tidy(header[0])
    return same and [*map(tidy, cells)] == [*map(tidy, header)]

"""Letters that were written twice over: UTF-8 that somebody read as Windows-1252 and kept so.

Put right is only a cell that goes back exactly: all its signs are bytes of Windows-1252, and these
bytes are sound UTF-8. What a person writes does that by chance next to never; what is half mended
already does not, and is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tandem.organisation.intake.findings import Kind, Place, Problem
from tandem.organisation.intake.look import DOUBLED
from tandem.organisation.intake.sources import Record, Table

TIMES = 3  # that something may have been written over
BYTES = {bytes([at]).decode("cp1252", "ignore"): at for at in range(128, 256)}
SIGN = re.compile("[^\0-\x7f]+")
LONGEST_SHOWN = 60


def put_right(text: str) -> str:
    """
    >>> put_right("FrÃ¼hschicht"), put_right("AmÃ©lie"), put_right("Amélie"), put_right("SÃO")
    ('Frühschicht', 'Amélie', 'Amélie', 'SÃO')
    """
    for _time in range(TIMES):
        if text.isascii() or not DOUBLED.search(text):
            break
        try:
            text = bytes(map(byte_of, text)).decode("utf-8")
        except ValueError:
            break
    return text


def byte_of(sign: str) -> int:
    """Raises ValueError for what one byte cannot say. What Windows-1252 lacks stands for itself."""
    at = BYTES.get(sign, ord(sign))
    if at > 255:
        raise ValueError(sign)
    return at


@dataclass(slots=True)
class Mended:
    """A table whose cells are put right as they are read; how often is known once it was read.

    leaving: they are only counted, because somebody wants them as they are.
    """

    table: Table
    place: Place
    leaving: bool = False
    cells: dict[str, str] = field(default_factory=dict)  # the first, by what stands there

    @property
    def encoding(self) -> str:
        return self.table.encoding

    @property
    def delimiter(self) -> str:
        return self.table.delimiter

    @property
    def header_line(self) -> int | None:
        return self.table.header_line

    @property
    def notes(self) -> tuple[Problem, ...]:
        return (*self.table.notes, *self.told())

    def told(self) -> Iterator[Problem]:
        """One word on all of them, with the first."""
        for cell, mended in self.cells.items():
            wrong = SIGN.search(cell)
            facts = {"sign": wrong[0] if wrong else "", "whole": mended[:LONGEST_SHOWN]}
            kind = Kind.LETTERS_LEFT if self.leaving else Kind.LETTERS_PUT_RIGHT
            yield self.place.found(kind, cell[:LONGEST_SHOWN], **facts)

    def __getattr__(self, name: str) -> object:
        """What only some tables know: the sheets of a workbook, and how it counts days."""
        return getattr(self.table, name)

    def line(self, line: str, delimiter: str) -> str:
        """A line of a text without quotes, each of its cells as `rows` would have it."""
        text = line.rstrip("\r\n")
        return delimiter.join(self.put_right(text.split(delimiter))) + line[len(text) :]

    def put_right(self, cells: list[str]) -> list[str]:
        if all(map(str.isascii, cells)):
            return cells
        mended = [*map(put_right, cells)]
        if mended == cells:
            return cells
        if not self.cells:
            first = next(at for at, cell in enumerate(cells) if cell != mended[at])
            self.cells[cells[first]] = mended[first]
        return cells if self.leaving else mended

    def rows(self) -> Iterator[Record]:
        for record in self.table.rows():
            cells = self.put_right(record.cells)
            yield record if cells is record.cells else record._replace(cells=cells)

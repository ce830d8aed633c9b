"""What the values of a sheet do not tell: how far it reaches, and cells left without a value.

The XML of the sheet is read as a stream. A formula is never worked out: its stored result is the
value, and one without a result, or with an error for a result, is a fault of its cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from xml.parsers import expat

from tandem.organisation.intake.findings import Kind

REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
LETTERS = 26
SEPARATOR = "\n"  # between a namespace and a name: it stands in neither


class Fault(NamedTuple):
    """A cell without a value. Row from 1, column from 0."""

    row: int
    column: int
    kind: Kind


class Unreadable(Exception):
    """The XML is no sheet; the message says why."""


class Scan:
    """Elements one after the other. `faults` are those found since they were last taken."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.first_row, self.last_row, self.first_column, self.last_column = 0, 0, 0, 0
        self._row, self._column = 0, -1
        self._type, self._formula, self._inside = "", False, False
        self._told = self._value = False  # whether it has an element for a value, and one in it
        self.parser = expat.ParserCreate(namespace_separator=SEPARATOR)
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = _no_doctype

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(SEPARATOR)[2]:
            case "c":
                self._place(attributes.get("r", ""))
                self._type = attributes.get("t", "")
                self._formula = self._told = self._value = False
            case "f":
                self._formula = True
            case "v":
                # Programs that work nothing out leave an empty <v> behind a formula: no result
                # yet. Only a result that is a text may be empty.
                self._inside = self._told = True
                self._value = self._type == "str"
            case "is":
                self._told = self._value = True
            case "row":
                self._row = int(attributes.get("r", self._row + 1))
                self._column = -1

    def _text(self, text: str) -> None:
        self._value = self._value or (self._inside and not text.isspace())

    def _end(self, name: str) -> None:
        ended = name.rpartition(SEPARATOR)[2]
        if ended == "v":
            self._inside = False
        if ended != "c":
            return
        if self._told or self._formula:
            self._reach()
        if self._type == "e":
            self.faults.append(Fault(self._row, self._column, Kind.FORMULA_ERROR))
        elif self._formula and not self._value:
            self.faults.append(Fault(self._row, self._column, Kind.FORMULA_UNSOLVED))

    def _place(self, reference: str) -> None:
        found = REFERENCE.fullmatch(reference)
        if found is None:
            self._column += 1
            return
        self._row, self._column = int(found[2]), -1
        column = 0
        for letter in found[1]:
            column = column * LETTERS + ord(letter) - ord("A") + 1
        self._column = column - 1

    def _reach(self) -> None:
        self.first_row = min(self.first_row or self._row, self._row)
        self.last_row = max(self.last_row, self._row)
        self.first_column = min(self.first_column or self._column + 1, self._column + 1)
        self.last_column = max(self.last_column, self._column + 1)

    @property
    def cells(self) -> int:
        """Of the smallest table that holds every value."""
        return (self.last_row - self.first_row + 1) * (self.last_column - self.first_column + 1)

    def feed(self, pieces: Iterable[bytes]) -> Iterator[Fault]:
        """The faults of the sheet in the order of its cells. Raises Unreadable."""
        try:
            for piece in pieces:
                self.parser.Parse(piece, False)
                yield from self.faults
                self.faults.clear()
            self.parser.Parse(b"", True)
        except (expat.ExpatError, ValueError) as error:
            raise Unreadable(str(error)) from error
        yield from self.faults


def _no_doctype(*_said: object) -> None:
    raise ValueError("it declares a document type, which no workbook does")


def elements(content: bytes) -> list[tuple[str, dict[str, str]]]:
    """Name and attributes of each element of a small part. Raises Unreadable."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, said: found.append((name.rpartition(":")[2], said))
    parser.StartDoctypeDeclHandler = _no_doctype
    try:
        parser.Parse(content or b"<nothing/>", True)
    except (expat.ExpatError, ValueError) as error:
        raise Unreadable(str(error)) from error
    return found

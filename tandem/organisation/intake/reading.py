"""Opening a CSV file as a stream of records that know their physical line.

The file is read line by line and never held. Windows-1252 is decoded as it is read.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NamedTuple

from tandem.organisation.intake.findings import FileUnusable, Kind, Place
from tandem.organisation.intake.unpacking import chunks

CHUNK = 1 << 20
LONGEST_LINE = 1_000_000  # characters
LINES_OF_A_RECORD = 200  # a quoted cell spanning more was never closed
DELIMITERS = (",", ";", "\t", "|")
SAMPLE = 20  # records that decide the delimiter
SAID_DELIMITER = re.compile(r"sep=(.)", re.IGNORECASE)  # spreadsheets may say it on line 1

SIGNATURES = {
    b"PK\x03\x04": "an Excel workbook or another zip archive",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a gzip archive",
    b"PAR1": "a Parquet file",
}
CONTROLS = bytes({*range(32)} - set(b"\t\n\r\f\x0b"))
JUNK_SHARE = 0.05  # of control characters; random bytes have more than twice as many


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file as it was given: what its reader calls it, and where it lies."""

    name: str
    path: Path


class Record(NamedTuple):
    """One row of cells and the physical line it begins on. `broken`: its quoting is."""

    line: int
    cells: list[str]
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A readable file: our own copy, how to read it, and its header."""

    name: str
    path: Path
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    header_line: int
    digest: str

    @property
    def place(self) -> Place:
        return Place(self.name)

    def records(self) -> Iterator[Record]:
        """The rows under the header, without blank ones."""
        with _opened(self.path, self.encoding) as file:
            for record in _records(_numbered(file, self.place), self.delimiter):
                if record.line > self.header_line and not is_blank(record):
                    yield record


def is_blank(record: Record) -> bool:
    return not any(cell and not cell.isspace() for cell in record.cells)


def open_source(incoming: Incoming, copy: Path) -> Source:
    """Copy the file, so that it may change or be a pipe, and find out how it is written.

    Raises FileUnusable for a file that is missing, empty, or no text.
    """
    place = Place(incoming.name)
    try:
        look = _copy(incoming.path, copy, place)
    except OSError as error:
        raise FileUnusable(place.found(Kind.UNREADABLE, why=error.strerror)) from error
    encoding = _encoding(look, place)
    delimiter, header = _header(copy, encoding, place)
    return Source(
        name=incoming.name,
        path=copy,
        encoding=encoding,
        delimiter=delimiter,
        header=tuple(cell.replace("\0", "").strip() for cell in header.cells),
        header_line=header.line,
        digest=look.digest,
    )


@dataclass(slots=True)
class Look:
    """What the bytes of a file say about it."""

    start: bytes = b""
    digest: str = ""
    damaged: int = 0  # bytes that are not UTF-8
    beyond_ascii: int = 0  # characters that are, and are not ASCII
    undefined: int = 0  # bytes that Windows-1252 does not know


def _copy(path: Path, copy: Path, place: Place) -> Look:
    look, digest = Look(), hashlib.blake2b(digest_size=32)
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    with copy.open("wb") as target:
        for chunk in chunks(path, CHUNK, place):
            look.start = look.start or chunk[:CHUNK]
            digest.update(chunk)
            target.write(chunk)
            _count(look, chunk, decoder.decode(chunk))
    _count(look, b"", decoder.decode(b"", final=True))
    look.digest = digest.hexdigest()
    return look


def _count(look: Look, chunk: bytes, text: str) -> None:
    if text.isascii():
        return
    damaged = text.count("\ufffd")
    look.damaged += damaged
    look.beyond_ascii += len(text) - damaged - len(text.encode("ascii", "ignore"))
    look.undefined += len(chunk) - len(chunk.translate(None, b"\x81\x8d\x8f\x90\x9d"))


def _encoding(look: Look, place: Place) -> str:
    """Raises FileUnusable for what is empty or no text."""
    if not look.start.strip(b"\xef\xbb\xbf \t\r\n\0"):
        raise FileUnusable(place.found(Kind.EMPTY_FILE))
    for signature, what in SIGNATURES.items():
        if look.start.startswith(signature):
            raise FileUnusable(place.found(Kind.NOT_TEXT, what=what))
    if look.start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    controls = len(look.start) - len(look.start.translate(None, CONTROLS))
    if controls > max(2, JUNK_SHARE * len(look.start)):
        raise FileUnusable(place.found(Kind.NOT_TEXT, what="binary data"))
    # A few damaged bytes do not turn a UTF-8 file, with its many sound characters, into another.
    if look.damaged <= look.beyond_ascii:
        return "utf-8-sig"
    if look.undefined:
        raise FileUnusable(place.found(Kind.NOT_TEXT, what="binary data or a rare encoding"))
    return "cp1252"


def _opened(path: Path, encoding: str) -> IO[str]:
    return path.open(encoding=encoding, errors="replace", newline="")


def _header(path: Path, encoding: str, place: Place) -> tuple[str, Record]:
    """The delimiter under which the first records fit their header best, and that header."""
    with _opened(path, encoding) as file:
        first = file.readline(LONGEST_LINE)
    said = SAID_DELIMITER.fullmatch(first.strip("\r\n"))
    choice = (said[1],) if said else DELIMITERS
    samples = {
        each: _sample(path, encoding, each, place, after=1 if said else 0) for each in choice
    }
    best = max(choice, key=lambda each: _fit(samples[each]))
    if not samples[best]:
        raise FileUnusable(place.found(Kind.EMPTY_FILE))
    return best, samples[best][0]


def _sample(path: Path, encoding: str, delimiter: str, place: Place, *, after: int) -> list[Record]:
    with _opened(path, encoding) as file:
        records = _records(_numbered(file, place), delimiter)
        found = (one for one in records if one.line > after and not is_blank(one))
        return list(itertools.islice(found, SAMPLE))


def _fit(sample: list[Record]) -> tuple[bool, float, int]:
    if not sample:
        return False, 0, 0
    width = len(sample[0].cells)
    fitting = sum(len(one.cells) == width and not one.broken for one in sample)
    return width > 1, fitting / len(sample), width


def _numbered(file: IO[str], place: Place) -> Iterator[tuple[int, str]]:
    """Physical lines from 1. Raises FileUnusable for one too long to be a row."""
    number = 0
    while line := file.readline(LONGEST_LINE):
        number += 1
        if len(line) >= LONGEST_LINE:
            raise FileUnusable(Place(place.file, number).found(Kind.LINE_TOO_LONG))
        yield number, line


def _records(lines: Iterator[tuple[int, str]], delimiter: str) -> Iterator[Record]:
    """Rows of cells. A quote that never closes costs its own line, not the rows after it."""
    ahead: list[tuple[int, str]] = []
    while (here := ahead.pop() if ahead else next(lines, None)) is not None:
        number, line = here
        if '"' not in line:
            yield Record(number, line.rstrip("\r\n").split(delimiter))
            continue
        taken = [here]
        cells = _cells([line], delimiter)
        while cells is OPEN and len(taken) < LINES_OF_A_RECORD:
            following = ahead.pop() if ahead else next(lines, None)
            if following is None:
                break
            taken.append(following)
            if '"' in following[1]:
                cells = _cells([one for _, one in taken], delimiter)
        if isinstance(cells, list):
            yield Record(number, cells)
        else:
            ahead.extend(reversed(taken[1:]))
            yield Record(number, _leniently(line, delimiter), broken=True)


OPEN, BROKEN = "open", "broken"


def _cells(lines: list[str], delimiter: str) -> list[str] | str:
    """The cells of one record, or OPEN if a quote is not closed yet, or BROKEN."""
    try:
        return next(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        # The module tells the two apart by its words alone; a test holds them.
        return OPEN if "unexpected end of data" in str(error) else BROKEN


def _leniently(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line.rstrip("\r\n")], delimiter=delimiter))
    except csv.Error:
        return [line.rstrip("\r\n")]

"""A text with delimiters as a stream of records that know their physical line.

The file is read line by line and never held. Old encodings and UTF-16 are decoded as it is read.
"""

from __future__ import annotations

import codecs
import csv
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, ClassVar

from tandem.organisation.intake.encodings import BY_NAME, NAMES, WESTERN, Letters, letters_of
from tandem.organisation.intake.findings import FileUnusable, Kind, Place, Problem
from tandem.organisation.intake.headers import WITHIN
from tandem.organisation.intake.look import Look
from tandem.organisation.intake.mapping import FileSaid
from tandem.organisation.intake.sources import Record, is_blank

LONGEST_LINE = 1_000_000  # characters
LINES_OF_A_RECORD = 200  # a quoted cell spanning more was never closed
DELIMITERS = (",", ";", "\t", "|")
SAID_DELIMITER = re.compile(r"sep=(.)", re.IGNORECASE)  # spreadsheets may say it on line 1

CONTROLS = bytes({*range(32)} - set(b"\t\n\r\f\x0b"))
NO_TEXT = frozenset(CONTROLS.decode("ascii") + "\ufffd")
JUNK_SHARE = 0.05  # of control characters; random bytes have more than twice as many
HALF_ZERO = 0.3  # of the bytes on one side: Latin letters in UTF-16 have a zero beside each


@dataclass(frozen=True, slots=True)
class Delimited:
    """Our own copy of a text, and how to read it. after: the line that says the delimiter."""

    path: Path
    encoding: str
    delimiter: str
    place: Place
    after: int = 0
    notes: tuple[Problem, ...] = ()
    header_line: ClassVar = None

    def lines(self) -> IO[str]:
        """The text itself, to be closed by who asks."""
        return _opened(self.path, self.encoding)

    def rows(self) -> Iterator[Record]:
        with _opened(self.path, self.encoding) as file:
            for record in _records(_numbered(file, self.place), self.delimiter):
                if record.line > self.after:
                    yield record


def open_text(path: Path, look: Look, place: Place, said: FileSaid) -> Delimited:
    """Raises FileUnusable for what is empty or no text."""
    letters = _letters(look, place, said.encoding or "")
    encoding = letters.encoding
    with _opened(path, encoding) as file:
        first = file.readline(LONGEST_LINE)
    word = SAID_DELIMITER.fullmatch(first.strip("\r\n"))
    after = 1 if word else 0
    given = said.delimiter or (word[1] if word else "")
    choice = [
        Delimited(path, encoding, each, place, after, tuple(_told(letters, place)))
        for each in ([given] if given else DELIMITERS)
    ]
    return max(choice, key=lambda each: _fit(_sample(each)))


def _letters(look: Look, place: Place, said: str) -> Letters:
    """How its letters are read, and how they could be where it is in an old encoding."""
    known = BY_NAME.get(codecs.lookup(said).name, codecs.lookup(said).name) if said else ""
    if known and known not in NAMES:
        return Letters(said)
    if known and _is_unicode(look):  # said of another file, that this one took the place of
        return Letters(_encoding(look, place))
    encoding = known or _encoding(look, place)
    if encoding != WESTERN and not known:
        return Letters(encoding)
    found = letters_of(look.words, control=look.control > 0, said=known)
    if look.undefined and found.encoding == WESTERN and not said:
        raise FileUnusable(place.found(Kind.NOT_TEXT, what="binary data or a rare encoding"))
    return found


def _is_unicode(look: Look) -> bool:
    """Whether it is nothing else: sound UTF-8 beyond ASCII, or marked as UTF-16."""
    marked = look.start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return marked or (look.beyond_ascii > 0 and not look.damaged)


def _told(letters: Letters, place: Place) -> Iterator[Problem]:
    """What it is read as, with some words both ways, where it could be something else."""
    if letters.words:
        read, other = zip(*letters.words, strict=True)
        facts = {"whole": ", ".join(other), "other": NAMES[letters.other]}
        kind = Kind.LETTERS_KNOWN if letters.sure else Kind.LETTERS_UNSURE
        offers = (NAMES[letters.other], NAMES[letters.encoding], facts["whole"])
        yield place.found(kind, ", ".join(read), offers=offers, **facts)


def _encoding(look: Look, place: Place) -> str:
    if look.start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if unmarked := _wide(look.start):
        return unmarked
    controls = len(look.start) - len(look.start.translate(None, CONTROLS))
    if controls > max(2, JUNK_SHARE * len(look.start)):
        raise FileUnusable(place.found(Kind.NOT_TEXT, what="binary data"))
    # A few damaged bytes do not turn a UTF-8 file, with its many sound characters, into another.
    if look.damaged <= look.beyond_ascii:
        return "utf-8-sig"
    return WESTERN


def _wide(start: bytes) -> str:
    """UTF-16 without its mark: a zero in every other byte, and hardly one between."""
    half = len(start) // 2
    for encoding, own, other in (("utf-16-le", 1, 0), ("utf-16-be", 0, 1)):
        zeros, between = start[own::2].count(0), start[other::2].count(0)
        if zeros > HALF_ZERO * half and between * 10 <= zeros and _is_junk_free(start, encoding):
            return encoding
    return ""


def _is_junk_free(start: bytes, encoding: str) -> bool:
    text = start.decode(encoding, "replace")
    junk = sum(sign in NO_TEXT for sign in text)
    return junk <= JUNK_SHARE * len(text)


def _sample(text: Delimited) -> list[Record]:
    found = (record for record in text.rows() if not is_blank(record))
    return list(itertools.islice(found, WITHIN))


def _fit(sample: list[Record]) -> tuple[bool, float, int]:
    """How well the first rows agree on how many cells a row has."""
    widths = Counter(len(one.cells) for one in sample if not one.broken)
    fits = ((width > 1, many / len(sample), width) for width, many in widths.items())
    return max(fits, default=(False, 0, 0))


def _opened(path: Path, encoding: str) -> IO[str]:
    return path.open(encoding=encoding, errors="replace", newline="")


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

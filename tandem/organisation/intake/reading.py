"""Opening a file, whatever it is: a text with delimiters, an Excel workbook, a Parquet file."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

from tandem.access.full import is_full
from tandem.organisation.intake.delimited import open_text
from tandem.organisation.intake.findings import FileUnusable, Kind, Place
from tandem.organisation.intake.headers import WITHIN, Header, header_of, known_in
from tandem.organisation.intake.letters import Mended, put_right
from tandem.organisation.intake.look import Look, copied
from tandem.organisation.intake.mapping import AS_THEY_ARE, GUESSED, Mapping
from tandem.organisation.intake.sources import Incoming, Record, Source, Table, is_blank

__all__ = ["Incoming", "Record", "Source", "open_source"]

COMPOUND = b"\xd0\xcf\x11\xe0"
SIGNATURES = {b"%PDF": "a PDF", b"\x1f\x8b": "a gzip archive"}


def open_source(incoming: Incoming, copy: Path, mapping: Mapping = GUESSED) -> Source:
    """Copy the file, so that it may change or be a pipe, and find out how it is written.

    Raises FileUnusable for a file that is missing, empty, or nothing that has rows; OSError where
    there is no room for the copy.
    """
    place = Place(incoming.name)
    if incoming.sheet:
        mapping = replace(mapping, file=replace(mapping.file, sheet=incoming.sheet))
    try:
        look = copied(incoming.path, copy, place)
    except OSError as error:
        if is_full(error):
            raise
        raise FileUnusable(place.found(Kind.UNREADABLE, why=error.strerror)) from error
    if not look.start.strip(b"\xef\xbb\xbf \t\r\n\0"):
        raise FileUnusable(place.found(Kind.EMPTY_FILE))
    table = _letters(_table(copy, look, place, mapping), look, place, mapping)
    header = _header(table, place, mapping)
    # Headings only say which column is which, so they are put right also where cells are not.
    headings = tuple(map(put_right, header.cells)) if isinstance(table, Mended) else header.cells
    return Source(incoming.name, table, headings, header.line, look.digest)


def _table(copy: Path, look: Look, place: Place, mapping: Mapping) -> Table:
    for signature, what in SIGNATURES.items():
        if look.start.startswith(signature):
            raise FileUnusable(place.found(Kind.NOT_TEXT, what=what))
    # A reader is imported when its kind of file comes: web processes read none of them.
    if look.start.startswith(COMPOUND):
        from tandem.organisation.intake.workbook import open_compound

        raise open_compound(copy, place)
    if look.start.startswith(b"PK\x03\x04"):
        from tandem.organisation.intake.workbook import open_workbook

        return open_workbook(copy, place, mapping)
    if look.start.startswith(b"PAR1"):
        from tandem.organisation.intake.columnar import open_columnar

        return open_columnar(copy, place)
    return open_text(copy, look, place, mapping.file)


def _letters(table: Table, look: Look, place: Place, mapping: Mapping) -> Table:
    """A text is read as it is where nothing in it was written twice over: most are."""
    if table.encoding == "utf-8-sig" and not look.doubled:
        return table
    return Mended(table, place, leaving=mapping.file.letters == AS_THEY_ARE)


def _header(table: Table, place: Place, mapping: Mapping) -> Header:
    at = mapping.file.header_line or table.header_line
    rows = (row for row in table.rows() if not is_blank(row) and (at is None or row.line >= at))
    sample = list(itertools.islice(rows, 1 if at else WITHIN))
    if not sample:
        raise FileUnusable(place.found(Kind.EMPTY_FILE))
    return header_of(sample, known_in(mapping))

"""The zip archive of a workbook, looked over before anything in it is unpacked.

What the archive declares is added up first; what it really holds is counted while unpacking in
small pieces, so that a file that lies about its size is caught with little memory.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from tandem.organisation.intake.findings import FileUnusable, Kind, Place

PIECE = 1 << 18
MOST = 1 << 30  # bytes of all parts together
MOST_STRINGS = 1 << 28  # bytes of the words that all sheets share, which are held
DENSE = 200  # times smaller packed: sheets of one repeated row reach a hundred
SMALL = 1 << 26  # bytes that are taken however dense they are
MOST_PARTS = 10_000
LOCAL_HEADER = struct.Struct("<4s5H3L2H")
ENCRYPTED = 1
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error, OSError, ValueError, EOFError),
    NotImplementedError,  # a version of the format that is yet to come, or damage
)


class Package:
    """An archive that is open, and safe to unpack as far as it has been counted."""

    def __init__(self, archive: zipfile.ZipFile, file: IO[bytes], place: Place) -> None:
        self.archive, self.file, self.place = archive, file, place
        self.names = archive.namelist()

    def check_declared(self) -> None:
        """Raises FileUnusable if the archive says itself that it unpacks to far too much."""
        parts = self.archive.infolist()
        declared = sum(part.file_size for part in parts)
        packed = sum(part.compress_size for part in parts)
        strings = sum(part.file_size for part in parts if part.filename.endswith("Strings.xml"))
        dense = declared > SMALL and declared > DENSE * packed
        if dense or declared > MOST or strings > MOST_STRINGS or len(parts) > MOST_PARTS:
            raise self.too_large(declared)

    def check_real(self) -> None:
        """Raises FileUnusable if a part unpacks to anything else than the archive says."""
        for part in self.archive.infolist():
            size = sum(len(piece) for piece in self.pieces(part))
            if size != part.file_size:
                raise self.damaged(f"{part.filename} is cut short")

    def pieces(self, part: zipfile.ZipInfo) -> Iterator[bytes]:
        """The part unpacked, never more of it than declared."""
        if part.flag_bits & ENCRYPTED:
            raise FileUnusable(self.place.found(Kind.LOCKED_WORKBOOK))
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise self.damaged(f"{part.filename} is packed in an unusual way")
        stored = part.compress_type == zipfile.ZIP_STORED
        total = 0
        for piece in self._stored(part) if stored else self._inflated(part):
            total += len(piece)
            if total > part.file_size:
                raise self.too_large(total)
            yield piece

    def _stored(self, part: zipfile.ZipInfo) -> Iterator[bytes]:
        self._go_to(part)
        left = part.compress_size
        while left and (piece := self.file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece

    def _inflated(self, part: zipfile.ZipInfo) -> Iterator[bytes]:
        inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        for packed in self._stored(part):
            waiting = packed
            while waiting and not inflate.eof:
                yield inflate.decompress(waiting, PIECE)
                waiting = inflate.unconsumed_tail
        yield inflate.flush()

    def _go_to(self, part: zipfile.ZipInfo) -> None:
        self.file.seek(part.header_offset)
        header = LOCAL_HEADER.unpack(self.file.read(LOCAL_HEADER.size))
        self.file.seek(header[-2] + header[-1], 1)  # its name, and what it says besides

    def read(self, name: str) -> bytes:
        """A small part: one that describes the others."""
        try:
            part = self.archive.getinfo(name)
        except KeyError:
            return b""
        if part.file_size > SMALL:
            raise self.too_large(part.file_size)
        return b"".join(self.pieces(part))

    def damaged(self, why: str) -> FileUnusable:
        return FileUnusable(self.place.found(Kind.DAMAGED, why=why))

    def too_large(self, size: int) -> FileUnusable:
        return FileUnusable(self.place.found(Kind.TOO_LARGE, size=f"{size / 1e6:,.0f} MB"))


def open_package(path: Path, file: IO[bytes], place: Place) -> Package:
    """Raises FileUnusable for what is no sound archive."""
    try:
        return Package(zipfile.ZipFile(path), file, place)
    except BROKEN as error:
        raise FileUnusable(place.found(Kind.DAMAGED, why=str(error))) from error

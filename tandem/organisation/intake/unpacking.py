"""A gzip file as a stream of what it holds, within bounds."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from tandem.organisation.intake.findings import FileUnusable, Kind, Place

GZIP = b"\x1f\x8b"
MOST_UNPACKED = 4_000_000_000  # bytes
MOST_GROWTH = 200  # times; text grows ten- to thirtyfold, a bomb a thousandfold
SMALL = 64_000_000  # bytes that any file may grow to


def chunks(path: Path, size: int, place: Place) -> Iterator[bytes]:
    """The bytes of a file, unpacked if it is gzip. Raises FileUnusable for a bomb or a torn one."""
    with path.open("rb") as file:
        packed = file.peek(len(GZIP))[: len(GZIP)] == GZIP
        if not packed:
            while chunk := file.read(size):
                yield chunk
            return
        try:
            yield from _unpacked(_Counted(file), size, place)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise FileUnusable(place.found(Kind.DAMAGED, why=str(error))) from error


class _Counted:
    """A file that knows how much was read from it; a pipe does not know itself."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.count = file, 0

    def read(self, size: int = -1) -> bytes:
        found = self.file.read(size)
        self.count += len(found)
        return found


def _unpacked(packed: _Counted, size: int, place: Place) -> Iterator[bytes]:
    done = 0
    with gzip.GzipFile(fileobj=packed) as unpacked:  # type: ignore[call-overload]  # it only reads
        while chunk := unpacked.read(size):
            done += len(chunk)
            if done > most(packed.count):
                limit = f"{most(packed.count) // 1_000_000} MB"
                raise FileUnusable(place.found(Kind.UNPACKS_TOO_LARGE, limit=limit))
            yield chunk


def most(read: int) -> int:
    """Bytes that so many packed ones may grow to."""
    return min(MOST_UNPACKED, max(SMALL, MOST_GROWTH * read))

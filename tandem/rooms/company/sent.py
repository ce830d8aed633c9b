"""The files of one upload, as a form handed them over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile

from tandem.rooms.company.wishes import NAME_LENGTH

FILES, HEADCOUNTS, CODES = "files", "headcounts", "codes"


@dataclass(frozen=True, slots=True)
class Sent:
    """The files of one upload."""

    files: Sequence[UploadedFile[bytes]]
    headcounts: Sequence[UploadedFile[bytes]] = ()
    codes: Sequence[UploadedFile[bytes]] = ()

    def parts(self) -> Iterator[tuple[str, Sequence[UploadedFile[bytes]]]]:
        yield FILES, self.files
        yield HEADCOUNTS, self.headcounts
        yield CODES, self.codes


def name_of(file: UploadedFile[bytes]) -> str:
    """Without any folder, and short enough for a file system, which counts bytes."""
    name = Path(file.name or "people.csv").name.encode()
    return name[-NAME_LENGTH:].decode(errors="ignore")

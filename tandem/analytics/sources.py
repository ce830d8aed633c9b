"""What somebody brings, as a table: a file, or a frame that speaks Arrow."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

BETWEEN_CELLS = ";,\t"
TEXT_FILES = {".csv", ".tsv", ".txt"}
ARROW_FILES = {".arrow", ".feather", ".ipc"}
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class UnusableFacts(Exception):
    """Nothing can be computed from it. The message names the file, the line and the cure."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was left out, and why, with the cure. line: of the file, or the row of a frame."""

    source: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.source}, line {self.line}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Brought:
    """A table as it was brought. lines: of each row, the heading being line 1."""

    name: str
    table: pa.Table
    lines: Sequence[int]
    refused: tuple[Refused, ...] = ()


def today() -> date:
    """Of whoever types, in a notebook: the library reads no other clock."""
    return date.today()  # noqa: DTZ011 - a door


def brought(source: object, name: str) -> Brought:
    """source: a path to CSV, Parquet or Arrow, or any object with `__arrow_c_stream__`.

    pandas, polars and pyarrow have it. name: what to call a frame in messages.
    Raises UnusableFacts.
    """
    if isinstance(source, str | Path):
        return _file(Path(source))
    if isinstance(source, pa.Table) or hasattr(source, "__arrow_c_stream__"):
        table = pa.table(source)
        return Brought(name, table, range(1, len(table) + 1))
    raise UnusableFacts(
        f"{name} is a {type(source).__name__}. Give the path of a CSV, Parquet or Arrow file, or a "
        "frame of pandas, polars or pyarrow."
    )


def _file(path: Path) -> Brought:
    if not path.is_file():
        raise UnusableFacts(f"{path} is no file. Check its name and folder.")
    kind = path.suffix.lower()
    try:
        if kind in TEXT_FILES:
            return _text(path)
        if kind == ".parquet":
            import pyarrow.parquet as pq

            table = pq.read_table(path)
        elif kind in ARROW_FILES:
            import pyarrow.feather as feather

            table = feather.read_table(path)
        else:
            raise UnusableFacts(f"{path} is no CSV, Parquet or Arrow file. Export it as CSV.")
    except (OSError, pa.ArrowException) as error:
        raise UnusableFacts(f"{path} cannot be read: {error}. Export it again.") from error
    return Brought(str(path), table, range(1, len(table) + 1))


def _text(path: Path) -> Brought:
    from pyarrow import csv as arrow_csv

    heading, between = _heading(path)
    torn: list[int] = []

    def is_torn(row: Any) -> str:  # noqa: ANN401 - pyarrow's InvalidRow has no type
        torn.append(row.number)
        return "skip"

    types = dict.fromkeys(heading, pa.string())
    try:
        table = arrow_csv.read_csv(
            path,
            arrow_csv.ReadOptions(use_threads=False),
            arrow_csv.ParseOptions(
                delimiter=between, invalid_row_handler=is_torn, ignore_empty_lines=False
            ),
            arrow_csv.ConvertOptions(
                column_types=types, strings_can_be_null=True, null_values=["", "NULL"]
            ),
        )
    except pa.ArrowInvalid as error:
        if "UTF" in str(error):
            raise _not_utf_8(path) from None
        raise
    refused = tuple(
        Refused(
            str(path),
            line,
            f"more or fewer cells than the heading has ({len(heading)}). Put quotes around cells "
            f"that hold “{between}”.",
        )
        for line in torn
    )
    lines: Sequence[int] = range(2, len(table) + 2)
    if torn:
        left_out = set(torn)
        every = range(2, len(table) + len(torn) + 2)
        lines = [line for line in every if line not in left_out]
    return Brought(str(path), table, lines, refused)


def _heading(path: Path) -> tuple[list[str], str]:
    """The names of the columns, and what stands between cells."""
    with path.open("rb") as file:
        first = file.readline()
    if first.startswith(UTF_16):
        raise _not_utf_8(path)
    try:
        line = first.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        raise _not_utf_8(path) from None
    if not line.strip():
        raise UnusableFacts(f"{path} has no heading. Line 1 must name the columns.")
    between = max(BETWEEN_CELLS, key=line.count)
    heading = next(csv.reader([line], delimiter=between))
    twice = [name for name in heading if heading.count(name) > 1]
    if twice:
        raise UnusableFacts(f"{path} has two columns “{twice[0]}”. Rename one of them.")
    return heading, between


def _not_utf_8(path: Path) -> UnusableFacts:
    return UnusableFacts(f"{path} is not in UTF-8. Save it again as “CSV UTF-8”.")

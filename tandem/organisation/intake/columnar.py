"""A Parquet file as rows of text, batch by batch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pyarrow as pa
import pyarrow.parquet as pq

from tandem.organisation.intake.cells import as_text
from tandem.organisation.intake.findings import FileUnusable, Kind, Place, Problem
from tandem.organisation.intake.sources import Record

ROWS_AT_ONCE = 2000
BROKEN = (pa.ArrowException, OSError, ValueError)


@dataclass(frozen=True, slots=True)
class Columnar:
    """Our own copy. The header is line 1 and the first row line 2, as in any other file."""

    path: Path
    place: Place
    columns: tuple[str, ...]
    notes: tuple[Problem, ...]
    encoding: ClassVar = "parquet"
    delimiter: ClassVar = ","
    header_line: ClassVar = 1

    def rows(self) -> Iterator[Record]:
        yield Record(1, list(self.columns))
        try:
            with pq.ParquetFile(self.path) as file:
                line = 1
                for batch in file.iter_batches(ROWS_AT_ONCE, columns=list(self.columns)):
                    for cells in _rows(batch, self.columns):
                        line += 1
                        yield Record(line, cells)
        except BROKEN as error:
            raise _damaged(self.place, error) from error


def open_columnar(path: Path, place: Place) -> Columnar:
    """Raises FileUnusable if it is damaged. Columns of lists or records are left out, and told."""
    try:
        with pq.ParquetFile(path) as file:
            schema = file.schema_arrow
    except BROKEN as error:
        raise _damaged(place, error) from error
    flat = tuple(each.name for each in schema if not pa.types.is_nested(each.type))
    notes = tuple(
        Place(place.file, None, each.name).found(Kind.NESTED_COLUMN)
        for each in schema
        if pa.types.is_nested(each.type)
    )
    return Columnar(path, place, flat, notes)


def _rows(batch: pa.RecordBatch, columns: tuple[str, ...]) -> Iterator[list[str]]:
    values = [[as_text(each) for each in _readable(batch.column(name))] for name in columns]
    return (list(cells) for cells in zip(*values, strict=True))


def _readable(column: pa.Array) -> list[object]:
    """Moments to the microsecond: Python has no nanoseconds."""
    if pa.types.is_timestamp(column.type) and column.type.unit == "ns":
        column = column.cast(pa.timestamp("us", column.type.tz), safe=False)
    return list(column.to_pylist())


def _damaged(place: Place, error: Exception) -> FileUnusable:
    why = str(error).splitlines()[0] if str(error) else type(error).__name__
    return FileUnusable(place.found(Kind.DAMAGED, why=why))

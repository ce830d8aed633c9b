"""A regular text as columns: batches of cells that know their physical lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import csv

CHUNK, BLOCK = 1 << 20, 1 << 18  # some blocks are read ahead
LOT, LOT_BYTES = 200_000, 8 << 20  # rows that are asked about together, and how much they hold
POOL = pa.system_memory_pool()  # gives back what is read and done with; the usual one keeps it
FEWEST_BYTES = 2 << 20  # below this, row by row takes a second at most


@dataclass(frozen=True, slots=True)
class Text:
    """A file of one row per line. header_line: above the first row."""

    path: Path
    delimiter: str
    columns: int
    header_line: int


def size(batch: pa.RecordBatch) -> tuple[int, int]:
    """Rows, and bytes."""
    return batch.num_rows, batch.nbytes


def is_regular(path: Path) -> bool:
    """Whether every line is one row: no quotes, no line break but the usual, no NUL."""
    before = b""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            together = before + chunk
            if b'"' in together or b"\0" in together:
                return False
            before = b"\r" if together.endswith(b"\r") else b""
            if together.count(b"\r") - len(before) != together.count(b"\r\n"):
                return False
    return not before


@dataclass(slots=True)
class Batches:
    """The rows of a text. uneven: lines with another number of cells, known once they are read.

    Raises pyarrow.ArrowException where the text is none after all.
    """

    text: Text
    uneven: dict[int, list[str]] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        return [f"c{number}" for number in range(self.text.columns)]

    @property
    def schema(self) -> pa.Schema:
        return pa.schema([("line", pa.int64()), *((name, pa.string()) for name in self.names)])

    def __iter__(self) -> Iterator[pa.RecordBatch]:
        self.uneven.clear()
        line = self.text.header_line + 1
        for batch in self._reader():
            lines = self._lines(line, batch.num_rows)
            line = int(lines[-1]) + 1 if len(lines) else line
            yield pa.RecordBatch.from_arrays([pa.array(lines), *batch.columns], schema=self.schema)

    def lots(self) -> Iterator[pa.Table]:
        """Many batches together: each question is about many rows, and memory stays small."""
        lot: list[pa.RecordBatch] = []
        for batch in self:
            lot.append(batch)
            rows, held = (sum(each) for each in zip(*map(size, lot), strict=True))
            if rows >= LOT or held >= LOT_BYTES:
                yield pa.Table.from_batches(lot, self.schema)
                lot = []
        if lot:
            yield pa.Table.from_batches(lot, self.schema)

    def _lines(self, first: int, rows: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        uneven = np.fromiter((line for line in self.uneven if line >= first), dtype=np.int64)
        candidates = np.arange(first, first + rows + len(uneven), dtype=np.int64)
        return np.setdiff1d(candidates, uneven, assume_unique=True)[:rows]

    def _note(self, row: csv.InvalidRow) -> str:
        self.uneven[row.number] = row.text.split(self.text.delimiter)
        return "skip"

    def _reader(self) -> Any:  # noqa: ANN401 - pyarrow ships no types
        return csv.open_csv(
            self.text.path,
            csv.ReadOptions(
                use_threads=False,
                block_size=BLOCK,
                skip_rows=self.text.header_line,
                column_names=self.names,
            ),
            csv.ParseOptions(
                delimiter=self.text.delimiter,
                quote_char=False,
                double_quote=False,
                ignore_empty_lines=False,
                invalid_row_handler=self._note,
            ),
            csv.ConvertOptions(
                column_types=dict.fromkeys(self.names, pa.string()), strings_can_be_null=False
            ),
            POOL,
        )

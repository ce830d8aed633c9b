"""Parquet files."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest

from tandem.organisation.intake.columnar import ROWS_AT_ONCE
from tandem.organisation.intake.findings import FileUnusable, Kind
from tandem.organisation.intake.reading import Incoming, Source, open_source
from tandem.organisation.tests.intake import books


def opened(folder: Path, content: bytes) -> Source:
    path = folder / "people.parquet"
    path.write_bytes(content)
    return open_source(Incoming("people.parquet", path), folder / "copy")


@pytest.mark.parametrize(
    ("column", "texts"),
    [
        (pa.array(["00123", None]), ["00123", ""]),
        (pa.array([123, None], pa.int64()), ["123", ""]),
        (pa.array([1234.0, 0.875]), ["1234", "0.875"]),
        (pa.array([Decimal("0.800")], pa.decimal128(6, 3)), ["0.8"]),
        (pa.array([date(2026, 12, 31)], pa.date32()), ["2026-12-31"]),
        (pa.array([datetime.fromisoformat("2026-12-31")], pa.timestamp("ns")), ["2026-12-31"]),
        (
            pa.array([datetime.fromisoformat("2026-12-31T08:30")], pa.timestamp("ms")),
            ["2026-12-31 08:30:00"],
        ),
        (
            pa.array([datetime.fromisoformat("2026-12-31T08:30Z")], pa.timestamp("us", "UTC")),
            ["2026-12-31 08:30:00+00:00"],
        ),
        (pa.array([True, False]), ["true", "false"]),
        (pa.array(["Sales", "Sales"]).dictionary_encode(), ["Sales", "Sales"]),
        (pa.array([b"Sales"], pa.binary()), ["Sales"]),
    ],
)
def test_typed_values_are_read_as_text_without_loss(
    tmp_path: Path, column: pa.Array, texts: list[str]
) -> None:
    note = pa.array(["."] * len(column))  # an empty value alone would be a blank row
    source = opened(tmp_path, books.parquet({"value": column, "note": note}))
    assert source.header == ("value", "note")
    assert [record.cells[0] for record in source.records()] == texts


def test_the_header_is_line_1_and_rows_come_in_batches(tmp_path: Path) -> None:
    many = 2 * ROWS_AT_ONCE + 1
    source = opened(tmp_path, books.parquet({"id": list(range(many))}))
    assert [record.line for record in source.records()] == list(range(2, many + 2))
    assert source.header_line == 1


@pytest.mark.parametrize(
    "nested",
    [[["a"], ["b"]], [{"street": "x"}, {"street": "y"}]],
)
def test_a_column_of_lists_or_records_is_left_out_and_told(
    tmp_path: Path, nested: list[object]
) -> None:
    source = opened(tmp_path, books.parquet({"id": ["1", "2"], "more": nested, "name": ["A", "B"]}))
    assert source.header == ("id", "name")
    assert [record.cells for record in source.records()] == [["1", "A"], ["2", "B"]]
    [problem] = source.notes
    assert (problem.kind, problem.column, problem.rejects) == (Kind.NESTED_COLUMN, "more", False)


@pytest.mark.parametrize("share", [0.2, 0.8])
def test_a_damaged_file_is_refused(tmp_path: Path, share: float) -> None:
    content = books.parquet({"id": list(range(5000))})
    with pytest.raises(FileUnusable) as error:
        list(opened(tmp_path, content[: int(share * len(content))]).records())
    [problem] = error.value.problems
    assert problem.kind is Kind.DAMAGED

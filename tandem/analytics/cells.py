"""Columns of text or of their own type, made days and numbers; each different cell is read once."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from tandem.analytics.sources import UnusableFacts

ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
MONTH = re.compile(r"(\d{4})-?(\d{2})(?:-01)?")
NUMERAL = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?", re.ASCII)
WHOLE = re.compile(r"[+-]?\d{1,18}", re.ASCII)
THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)  # one, or a thousand?
FIRST_YEAR, FOR_EVER = 1900, 9999
LARGEST = 10**18  # whole numbers are kept in 64 bits
TWELVE = 12
NO_MONTH = "is no month. Write it like 2026-03."


class Kind(StrEnum):
    TEXT = "text"
    DAY = "day"
    MONTH = "month"  # its first day: 2026-03
    WHOLE = "whole number"
    NUMBER = "number"
    MOMENT = "moment"


ARROW = {
    Kind.TEXT: pa.string(),
    Kind.DAY: pa.date32(),
    Kind.MONTH: pa.date32(),
    Kind.WHOLE: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.MOMENT: pa.timestamp("us"),
}


class NotThis(ValueError):
    """Why a cell is none of its kind, in words that follow the cell."""


@dataclass(frozen=True, slots=True)
class Typed:
    """values: null where a cell is empty or faulty. faults: by row, why it cannot be used."""

    values: pa.Array
    faults: dict[int, str]


def typed(column: pa.ChunkedArray, kind: Kind, where: str, lines: Any) -> Typed:  # noqa: ANN401 - any row of line numbers
    """where: file and column, for messages. Raises UnusableFacts where dates are of two styles."""
    if not _is_text(column.type):
        return _converted(column, kind, where)
    cells = pc.utf8_trim_whitespace(_words(column))
    cells = pc.if_else(pc.equal(cells, ""), None, cells)
    encoded = pa.chunked_array(cells).combine_chunks().dictionary_encode()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks()
    different: list[str] = encoded.dictionary.to_pylist()
    read = _reader(kind, different, encoded.indices, where, lines)
    values: list[object] = []
    wrong: dict[int, str] = {}
    for at, cell in enumerate(different):
        try:
            values.append(read(cell))
        except NotThis as error:
            values.append(None)
            wrong[at] = f"“{cell}” {error}"
    faults = {}
    if wrong:
        indices = encoded.indices.to_pylist()
        faults = {row: wrong[index] for row, index in enumerate(indices) if index in wrong}
    return Typed(pa.array(values, ARROW[kind]).take(encoded.indices), faults)


def _words(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Words of whatever kind as plain ones: pyarrow casts none of the categories of polars."""
    if pa.types.is_dictionary(column.type):
        chunks = [
            pa.DictionaryArray.from_arrays(each.indices, each.dictionary.cast(pa.string()))
            for each in column.chunks
        ]
        column = pa.chunked_array(chunks, pa.dictionary(column.type.index_type, pa.string()))
    return column.cast(pa.string())


def _is_text(type_: pa.DataType) -> bool:
    if pa.types.is_dictionary(type_):
        type_ = type_.value_type
    return bool(
        pa.types.is_string(type_)
        or pa.types.is_large_string(type_)
        or pa.types.is_string_view(type_)
        or pa.types.is_null(type_)
    )


def _converted(column: pa.ChunkedArray, kind: Kind, where: str) -> Typed:
    """A column that has a type already."""
    column = column.combine_chunks()
    faults: dict[int, str] = {}
    if pa.types.is_floating(column.type):
        finite = pc.fill_null(pc.is_finite(column), True)
        if not pc.all(finite).as_py():
            bad = [row for row, good in enumerate(finite.to_pylist()) if not good]
            faults = {row: f"“{column[row].as_py()}” is no number." for row in bad}
            column = pc.if_else(finite, column, None)
    try:
        if kind is Kind.TEXT and pa.types.is_floating(column.type):
            column = column.cast(pa.int64())  # ids that pandas holds as 7.0
        if kind in {Kind.DAY, Kind.MONTH} and pa.types.is_timestamp(column.type):
            column = column.cast(pa.date32(), safe=False)
        values = column.cast(ARROW[kind])
        return (
            _of_calendar(values, kind) if kind in {Kind.DAY, Kind.MONTH} else Typed(values, faults)
        )
    except pa.ArrowInvalid as error:
        raise UnusableFacts(f"{where} holds no {kind}: {error}.") from error
    except (NotImplementedError, pa.ArrowNotImplementedError):
        raise UnusableFacts(
            f"{where} holds {column.type}, where a {kind} is needed. Convert the column."
        ) from None


def _of_calendar(days: pa.Array, kind: Kind) -> Typed:
    """The same days are taken, and refused, as of a column of text."""
    year = pc.year(days)
    never = pc.greater_equal(year, FOR_EVER)
    wrong = pc.less(year, FIRST_YEAR)
    why = "is no day of the calendar."
    if kind is Kind.MONTH:
        wrong = pc.or_(pc.or_(wrong, never), pc.not_equal(pc.day(days), 1))
        why = NO_MONTH
    at = pc.indices_nonzero(pc.fill_null(wrong, False)).to_pylist()
    kept = pc.if_else(pc.or_(wrong, never), None, days)
    return Typed(kept, {row: f"“{days[row].as_py()}” {why}" for row in at})


Reader = Callable[[str], object]


def _reader(
    kind: Kind,
    different: list[str],
    indices: Any,  # noqa: ANN401 - pyarrow ships no types
    where: str,
    lines: Any,  # noqa: ANN401 - as above
) -> Reader:
    if kind is Kind.DAY:
        return _day_reader(different, indices, where, lines)
    readers: dict[Kind, Reader] = {
        Kind.TEXT: str,
        Kind.MONTH: read_month,
        Kind.WHOLE: read_whole,
        Kind.NUMBER: read_number,
        Kind.MOMENT: read_moment,
    }
    return readers[kind]


def read_number(cell: str) -> float:
    """1.5 or 1,5. Not NaN, infinity, or 1,234, which may be a thousand."""
    if not NUMERAL.fullmatch(cell):
        raise NotThis("is no number. Write it like 12.5.")
    if THOUSANDS.fullmatch(cell):
        raise NotThis("may be a thousand, or one and a bit. Write 1234, or 1.2340.")
    number = float(cell.replace(",", "."))
    if not math.isfinite(number):
        raise NotThis("is too large.")
    return number


def read_whole(cell: str) -> int:
    number = int(cell) if WHOLE.fullmatch(cell) else read_number(cell)
    if number != int(number):
        raise NotThis("is no whole number.")
    if abs(number) >= LARGEST:
        raise NotThis("is too large.")
    return int(number)


def read_month(cell: str) -> date:
    found = MONTH.fullmatch(cell)
    if not found or not 1 <= int(found[2]) <= TWELVE:
        raise NotThis(NO_MONTH)
    if not FIRST_YEAR <= int(found[1]) < FOR_EVER:
        raise NotThis("is no month of the calendar.")
    return date(int(found[1]), int(found[2]), 1)


def read_moment(cell: str) -> datetime:
    """In UTC where the cell says its zone, else as it is written."""
    try:
        found = datetime.fromisoformat(cell)
        return (found.astimezone(UTC) if found.tzinfo else found).replace(tzinfo=None)
    except (ValueError, OverflowError):
        raise NotThis("is no moment. Write it like 2026-03-31T12:00.") from None


def _day_reader(different: list[str], indices: Any, where: str, lines: Any) -> Reader:  # noqa: ANN401 - as above
    """By the column as a whole: one way of writing days, or none."""

    def line_of(cell: str) -> int:
        row = pc.index(indices, different.index(cell)).as_py()
        return int(lines[row])

    of_style = {
        style: [cell for cell in different if style.fullmatch(cell)]
        for style in (ISO, DOTTED, SLASHED)
    }
    first, *others = [cells[0] for cells in of_style.values() if cells] or [""]
    if others:
        raise UnusableFacts(
            f"{where}: “{first}” (line {line_of(first)}) and “{others[0]}” (line "
            f"{line_of(others[0])}) are two ways to write a day. Write all like 2026-03-31."
        )
    if not of_style[SLASHED]:
        return read_day
    pairs = [tuple(map(int, cell.split("/")[:2])) for cell in of_style[SLASHED]]
    day_first, month_first = (any(pair[at] > TWELVE for pair in pairs) for at in (0, 1))
    if day_first == month_first:
        why = "mixes both ways" if day_first else "can be read as day or month first"
        raise UnusableFacts(
            f"{where}: “{of_style[SLASHED][0]}” (line {line_of(of_style[SLASHED][0])}) is of a "
            f"column that {why}. Write days like 2026-03-31."
        )
    return lambda cell: read_day(cell, month_first=month_first)


def read_day(cell: str, *, month_first: bool = False) -> date | None:
    """2026-03-31, 31.3.2026 or, as the column has it, 31/3/2026. The year 9999 is “no end”."""
    if found := ISO.fullmatch(cell):
        year, month, day = map(int, found.groups())
    elif found := DOTTED.fullmatch(cell) or SLASHED.fullmatch(cell):
        day, month, year = map(int, found.groups())
        if month_first:
            day, month = month, day
    else:
        raise NotThis("is no day. Write it like 2026-03-31.")
    if year == FOR_EVER:
        return None
    try:
        if year < FIRST_YEAR:
            raise ValueError
        return date(year, month, day)
    except ValueError:
        raise NotThis("is no day of the calendar.") from None

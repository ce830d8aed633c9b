"""The first look over a whole regular file, from its different values instead of its rows."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from tandem.organisation.intake.delimited import Delimited
from tandem.organisation.intake.fields import Field
from tandem.organisation.intake.lane.batches import FEWEST_BYTES, Batches, Text, is_regular
from tandem.organisation.intake.lane.values import FOR_ALL, READ
from tandem.organisation.intake.letters import Mended
from tandem.organisation.intake.mapping import Columns
from tandem.organisation.intake.shapes import Shape
from tandem.organisation.intake.sources import REMARK, Record, Source, is_blank
from tandem.organisation.intake.sums import BEGINNINGS
from tandem.organisation.intake.survey import LOOKED_AT, Survey, survey

MOST_VALUES = 200_000  # different values of a column that is read value by value
# In the first cell of any row that sums up others or is a remark with more cells.
ASIDE = rf"(?i)^\s*$|{BEGINNINGS}|^{REMARK.pattern}"


class NotForTheLane(Exception):
    """This file is better read row by row."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A regular file: its batches, the different values of each column read by value, and how
    the whole was written."""

    batches: Batches
    values: dict[Field, list[str]]
    seen: Survey


@dataclass(slots=True)
class Thin:
    """Stands for a source: a few real rows, and one with nothing but it for each value."""

    source: Source
    columns: Columns
    values: dict[Field, dict[str, None]]
    odd: list[Record] = field(default_factory=list)

    @property
    def header(self) -> tuple[str, ...]:
        return self.source.header

    def records(self) -> Iterator[Record]:
        yield from itertools.islice(self.source.records(), LOOKED_AT)
        yield from self.odd
        for each, values in self.values.items():
            cells = [""] * len(self.header)
            for value in values:
                cells[self.columns.position[each]] = value
                yield Record(0, cells)

    below = records


def look_over(
    source: Source, columns: Columns, shape: Shape, counted: Callable[[int], None]
) -> Looked | None:
    """None where the file is small, or is better read row by row."""
    text = text_of(source)
    by_value = [each for each in columns.position if each not in FOR_ALL]
    if (
        columns.levels
        or text is None
        or shape not in READ
        or not READ[shape].keys() >= set(by_value)
    ):
        return None
    try:
        return _look_over(source, columns, Batches(text), by_value, counted)
    except (NotForTheLane, pa.ArrowException):
        return None


def text_of(source: Source) -> Text | None:
    table, path = source.table, None
    if isinstance(table, Mended) and isinstance(table.table, Delimited):
        if table.table.path.stat().st_size < FEWEST_BYTES:
            return None
        path = in_plain_letters(table, table.table)
        table = table.table
    if not isinstance(table, Delimited) or not (path or table.encoding == "utf-8-sig"):
        return None
    path = path or table.path
    if path.stat().st_size < FEWEST_BYTES or not is_regular(path):
        return None
    return Text(path, table.delimiter, len(source.header), source.header_line)


def in_plain_letters(mended: Mended, table: Delimited) -> Path:
    """A copy in UTF-8 of a text that is in another encoding or was written twice over.

    Line by line, as a regular text has one row in each. What was put right is known afterwards.
    """
    path = table.path.with_name(f"{table.path.name}-plain")
    with table.lines() as lines, path.open("w", encoding="utf-8", newline="") as copy:
        for line in lines:
            copy.write(line if line.isascii() else mended.line(line, table.delimiter))
    return path


def _look_over(
    source: Source,
    columns: Columns,
    batches: Batches,
    by_value: Sequence[Field],
    counted: Callable[[int], None],
) -> Looked:
    thin = Thin(source, columns, {each: {} for each in by_value})
    rows = 0
    for batch in batches:
        for each, values in thin.values.items():
            found = pc.unique(batch.column(columns.position[each] + 1)).to_pylist()
            values.update(dict.fromkeys(found))
            if len(values) > MOST_VALUES:
                raise NotForTheLane
        thin.odd += odd_rows(batch)
        rows += batch.num_rows
        counted(rows)
    thin.odd += [Record(line, cells) for line, cells in batches.uneven.items()]
    rows += len(batches.uneven) - sum(is_blank(each) for each in thin.odd)
    thin.odd = [each for each in thin.odd if not is_blank(each)]
    seen = survey(thin, columns, lambda _rows: None)  # type: ignore[arg-type]  # all it asks of a source
    if any(each.day_first and each.month_first for each in seen.evidence.values()):
        raise NotForTheLane  # then it matters how often each is written
    seen.asides = {line: kind for line, kind in sorted(seen.asides.items()) if line}
    seen.rows = rows - len(seen.asides)
    return Looked(batches, {each: list(values) for each, values in thin.values.items()}, seen)


def odd_rows(batch: pa.RecordBatch) -> list[Record]:
    """Rows that may be blank, sum up others, or be a remark."""
    _line, first, *others = batch.columns
    odd = pc.match_substring_regex(first, ASIDE)
    if others:
        alone = functools.reduce(pc.and_, (pc.equal(each, "") for each in others))
        odd = pc.or_(odd, alone)
    odd = batch.filter(odd)
    lines, *columns = (column.to_pylist() for column in odd.columns)
    return [Record(line, list(cells)) for line, *cells in zip(lines, *columns, strict=True)]

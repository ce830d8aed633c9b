"""Tables a person can read, for tests."""

from __future__ import annotations

from functools import cache
from typing import Any

import ibis
import pyarrow as pa

from tandem.analytics.engine import Engine


def arrow(picture: str, schema: ibis.Schema) -> pa.Table:
    """Read a pipe-separated picture. A dot is null; what follows # is a remark."""
    lines = [line.split("#")[0].strip() for line in picture.strip().splitlines()]
    names, *records = ([cell.strip() for cell in line.split("|")] for line in lines)
    assert names == list(schema.names), f"columns are {names}, expected {list(schema.names)}"
    cells = [[None if cell == "." else cell for cell in record] for record in records]
    columns = [pa.array([row[i] for row in cells], pa.string()) for i in range(len(names))]
    return pa.table(columns, names=names).cast(schema.to_pyarrow())


def table(picture: str, schema: ibis.Schema) -> ibis.Table:
    return ibis.memtable(arrow(picture, schema))


def rows(result: ibis.Table) -> list[tuple[Any, ...]]:
    return engine().rows(result)


def computed(result: ibis.Table) -> ibis.Table:
    """The same rows, so that many questions to them are quick."""
    schema = result.schema()
    columns = [list(column) for column in zip(*rows(result), strict=True)]
    named = dict(zip(schema.names, columns, strict=True))
    return ibis.memtable(pa.table(named, schema=schema.to_pyarrow()))


@cache
def engine() -> Engine:
    """One for all tests: nothing is kept in it."""
    return Engine(memory="256MB", threads=1)


def closure(picture: str) -> ibis.Table:
    """The closure of a tree written as "area: parent" lines; a root has no parent."""
    return ibis.memtable(pa.table(closure_columns(tree(picture))))


def tree(picture: str) -> dict[str, str | None]:
    pairs = [line.split(":") for line in picture.strip().splitlines()]
    return {area.strip(): parent.strip() or None for area, parent in pairs}


def closure_columns(parents: dict[str, str | None]) -> dict[str, list[str]]:
    pairs = [(ancestor, area) for area in parents for ancestor in with_ancestors(area, parents)]
    return {"ancestor": [pair[0] for pair in pairs], "area": [pair[1] for pair in pairs]}


def with_ancestors(area: str | None, parents: dict[str, str | None]) -> list[str]:
    """The area itself and all above it."""
    return [area, *with_ancestors(parents[area], parents)] if area else []

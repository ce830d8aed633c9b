"""Snapshot folders for tests, as the bridge writes them."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tandem.analytics.facts import AREAS, CLOSURE, HEADCOUNTS, LEAVER_COUNTS, SPELLS
from tandem.analytics.tests.tables import arrow, closure_columns, tree

NO_LEAVERS = LEAVER_COUNTS.to_pyarrow().empty_table()
NO_HEADS = HEADCOUNTS.to_pyarrow().empty_table()
DESCRIBED: dict[str, object] = {
    "version": "7",
    "as_of": "2025-07-10",
    "only_leavers": False,
    "people": 3,
    "areas": 2,
    "count_rows": 0,
}


def write_snapshot(
    folder: Path,
    spells: str | pa.Table,
    areas: str,
    *,
    leaver_counts: pa.Table = NO_LEAVERS,
    headcounts: pa.Table = NO_HEADS,
    **described: object,
) -> Path:
    """spells: a picture or a table; areas: "area: parent" lines."""
    folder.mkdir(parents=True, exist_ok=True)
    parents = tree(areas)
    tables = {
        "spells": arrow(spells, SPELLS) if isinstance(spells, str) else spells,
        "areas": pa.table(
            {"area": list(parents), "parent": list(parents.values()), "name": list(parents)},
            schema=AREAS.to_pyarrow(),
        ),
        "closure": pa.table(closure_columns(parents), schema=CLOSURE.to_pyarrow()),
        "leaver_counts": leaver_counts,
        "headcounts": headcounts,
    }
    described = {"count_rows": len(leaver_counts) + len(headcounts), **described}
    for name, written in tables.items():
        pq.write_table(written, folder / f"{name}.parquet")
    (folder / "snapshot.json").write_text(json.dumps(DESCRIBED | described), encoding="utf-8")
    return folder

"""Snapshot folders for tests, as the bridge writes them."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tandem.analytics.facts import AREAS, CLOSURE, SPELLS
from tandem.analytics.tests.tables import arrow, closure_columns, tree

DESCRIBED: dict[str, object] = {
    "version": "7",
    "as_of": "2025-07-10",
    "only_leavers": False,
    "people": 3,
    "areas": 2,
}


def write_snapshot(folder: Path, spells: str | pa.Table, areas: str, **described: object) -> Path:
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
    }
    for name, written in tables.items():
        pq.write_table(written, folder / f"{name}.parquet")
    (folder / "snapshot.json").write_text(json.dumps(DESCRIBED | described), encoding="utf-8")
    return folder

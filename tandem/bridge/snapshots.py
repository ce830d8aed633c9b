"""Rows to facts: a pseudonymous copy of jobs and areas, as Parquet, for the mathematics.

A snapshot is written beside its place and renamed, so that it is whole or absent. People, and those
they report to, are numbers drawn by lot anew for every snapshot; names and titles stay behind.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

import ibis
import pyarrow as pa
import pyarrow.parquet as pq

from tandem.analytics.facts import (
    AREAS,
    CLOSURE,
    HEADCOUNTS,
    LEAVER_COUNTS,
)
from tandem.analytics.folder import DESCRIPTION, FORMAT
from tandem.bridge.counts import heads_of_months, leavers_of_months
from tandem.bridge.jobs import write_facts
from tandem.bridge.shelf import FOLDER, latest_snapshot, number_of, whole_snapshots
from tandem.organisation.counted import Counted
from tandem.organisation.models import Area, Employment
from tandem.organisation.moves_known import moves_known_since

KEPT = 2
BATCH = 20_000  # rows of a row group


def write_snapshot(import_id: UUID, as_of: date, home: Path) -> Path:
    """The facts after an import, under its id. Older ones are removed except the latest two.

    Raises OSError or pyarrow.ArrowException, and then leaves what was there before.
    """
    folder = home / FOLDER
    beside = folder / f".{import_id}.new"
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True, mode=0o700)
    try:
        written = Written(beside)
        written.areas()
        written.spells()
        written.counts()
        written.description(import_id, as_of, number=number_of(latest_snapshot(home)) + 1)
        _put_in_place(beside, folder / str(import_id))
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    for older in whole_snapshots(home)[KEPT:]:
        shutil.rmtree(older)
    return folder / str(import_id)


def _put_in_place(beside: Path, place: Path) -> None:
    """A folder cannot be renamed onto a full one, so an older one of this name goes aside."""
    aside = place.with_name(f".{place.name}.old")
    shutil.rmtree(aside, ignore_errors=True)
    if place.exists():
        place.rename(aside)
    beside.rename(place)
    shutil.rmtree(aside, ignore_errors=True)


@dataclass(slots=True)
class Written:
    """The files of one snapshot as they are written."""

    folder: Path
    people: int = 0
    area_count: int = 0
    count_rows: int = 0

    def areas(self) -> None:
        areas = list(Area.objects.order_by("path").values_list("id", "parent", "name", "path"))
        self.area_count = len(areas)
        rows = [(area.hex, parent.hex if parent else None, name) for area, parent, name, _ in areas]
        self._write("areas", AREAS, iter([rows]))
        self._write("closure", CLOSURE, _closure(areas))

    def spells(self) -> None:
        self.people = write_facts(self.folder)

    def counts(self) -> None:
        """Those that hold now; they know no persons, so nothing has to be left behind."""
        counted = Counted()
        self._write("leaver_counts", LEAVER_COUNTS, self._noted(leavers_of_months(counted)))
        self._write("headcounts", HEADCOUNTS, self._noted(heads_of_months(counted)))

    def _noted(self, rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
        while batch := list(islice(rows, BATCH)):
            self.count_rows += len(batch)
            yield batch

    def description(self, import_id: UUID, as_of: date, *, number: int) -> None:
        moves = moves_known_since()
        described = {
            "format": FORMAT,
            "version": str(import_id),
            "number": number,
            "as_of": as_of.isoformat(),
            "only_leavers": not Employment.objects.on(as_of).exists(),
            "people": self.people,
            "areas": self.area_count,
            "count_rows": self.count_rows,
            "moves_known_since": moves.isoformat() if moves else None,
        }
        (self.folder / DESCRIPTION).write_text(json.dumps(described), encoding="utf-8")

    def _write(
        self, name: str, columns: ibis.Schema, batches: Iterator[list[tuple[Any, ...]]]
    ) -> None:
        schema = columns.to_pyarrow()
        with pq.ParquetWriter(self.folder / f"{name}.parquet", schema) as writer:
            for rows in filter(None, batches):
                values = zip(*rows, strict=True)
                arrays = [pa.array(v, f.type) for v, f in zip(values, schema, strict=True)]
                writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


def _closure(areas: list[tuple[UUID, UUID | None, str, str]]) -> Iterator[list[tuple[str, str]]]:
    """Each area with itself and each area above it. Sorted by path, ancestors come before."""
    above: list[tuple[str, str]] = []  # path and id from the top down to the area before
    rows: list[tuple[str, str]] = []
    for area, _parent, _name, path in areas:
        while above and not path.startswith(above[-1][0]):
            above.pop()
        above.append((path, area.hex))
        rows += [(ancestor, area.hex) for _path, ancestor in above]
        if len(rows) >= BATCH:
            yield rows
            rows = []
    yield rows

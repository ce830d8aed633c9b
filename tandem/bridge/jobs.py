"""Every job of the database as facts without persons, put together by the column.

Jobs come as one stream (COPY on PostgreSQL) into a DuckDB in the folder of the snapshot that is
being written, and leave it twice: as they are, with level and manager, and as one row for each time
in one area. Persons become numbers by lot, the same in both.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from django.db import connection
from pyarrow import csv

from tandem.organisation.models import Spell

MEMORY, THREADS, BATCH = "400MB", 2, 50_000
NAMES = (
    *("person", "employment", "area", "start_on", "end_on", "left_on", "reason"),
    *("level", "manager"),
)
WORKBENCH = "jobs.duckdb"

TAKE = """
INSERT INTO jobs SELECT CAST(person AS UUID), CAST(employment AS UUID), CAST(area AS UUID),
    CAST(start_on AS DATE), CAST(nullif(end_on, '') AS DATE), CAST(nullif(left_on, '') AS DATE),
    reason, nullif(level, ''), CAST(nullif(manager, '') AS UUID)
FROM lot
"""
SCHEMA = """
CREATE TABLE jobs (person UUID, employment UUID, area UUID, start_on DATE, end_on DATE,
    left_on DATE, reason VARCHAR, level VARCHAR, manager UUID);
"""
PEOPLE = """
CREATE TABLE people AS SELECT person, row_number() OVER () - 1 AS place
FROM (SELECT DISTINCT person FROM jobs)
"""
# Who never had a job here leads nobody here: no number is drawn for a manager alone.
JOBS = """
SELECT own.lot AS person, replace(CAST(area AS VARCHAR), '-', '') AS area, level,
    theirs.lot AS manager, start_on, end_on
FROM jobs JOIN people USING (person) JOIN lots AS own USING (place)
    LEFT JOIN people AS managers ON managers.person = jobs.manager
    LEFT JOIN lots AS theirs ON theirs.place = managers.place
ORDER BY own.lot, start_on
"""
# Jobs of one person in one area within one employment are one time there.
TIMES = """
CREATE TABLE times AS
WITH numbered AS (SELECT lot, j.* EXCLUDE (person, level, manager)
    FROM jobs j JOIN people USING (person) JOIN lots USING (place)),
marked AS (SELECT *, lag(employment) OVER w IS DISTINCT FROM employment
    OR lag(area) OVER w IS DISTINCT FROM area AS begins
    FROM numbered WINDOW w AS (PARTITION BY lot ORDER BY start_on)),
counted AS (SELECT *, sum(CAST(begins AS INTEGER)) OVER (PARTITION BY lot ORDER BY start_on) AS nth
    FROM marked)
SELECT lot, nth, any_value(employment) AS employment, any_value(area) AS area,
    min(start_on) AS start_on, arg_max_null(end_on, start_on) AS end_on,
    any_value(left_on) AS left_on, any_value(reason) AS reason
FROM counted GROUP BY lot, nth
"""
# A move within one employment is a transfer.
FACTS = """
SELECT lot AS person, replace(CAST(area AS VARCHAR), '-', '') AS area, start_on, end_on,
    CASE WHEN lag(employment) OVER w = employment
        THEN replace(CAST(lag(area) OVER w AS VARCHAR), '-', '') END AS came_from,
    CASE WHEN lead(employment) OVER w = employment
        THEN replace(CAST(lead(area) OVER w AS VARCHAR), '-', '') END AS went_to,
    CASE WHEN lead(employment) OVER w = employment THEN 'transfer'
        WHEN left_on IS NOT NULL AND reason <> '' THEN reason END AS end_reason
FROM times WINDOW w AS (PARTITION BY lot ORDER BY nth) ORDER BY person, start_on
"""


def write_facts(folder: Path) -> int:
    """Write spells.parquet and jobs.parquet into the folder; how many people they hold.

    Leaves nothing else there.
    """
    workbench = folder / WORKBENCH
    config: dict[str, Any] = {
        "memory_limit": MEMORY,
        "threads": THREADS,
        "temp_directory": f"{workbench}.tmp",
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    try:
        with closing(duckdb.connect(workbench, config=config)) as db:
            return _put_together(db, folder)
    except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
        raise OSError(str(error)) from error  # a full disk, most likely
    finally:
        workbench.unlink(missing_ok=True)


def _put_together(db: duckdb.DuckDBPyConnection, folder: Path) -> int:
    db.execute(SCHEMA)
    for lot in _jobs():
        db.register("lot", lot)
        db.execute(TAKE)
        db.unregister("lot")
    db.execute(PEOPLE)
    [(people,)] = db.execute("SELECT count(*) FROM people").fetchall()
    db.register("lots", _lots(people))
    db.execute(f"COPY ({JOBS}) TO '{folder / 'jobs.parquet'}' (FORMAT parquet)")
    db.execute(TIMES)
    db.execute(f"COPY ({FACTS}) TO '{folder / 'spells.parquet'}' (FORMAT parquet)")
    return int(people)


def _lots(people: int) -> pa.Table:
    """The numbers from 0 on, in an order nobody can foresee."""
    drawn = np.frombuffer(os.urandom(8 * people), dtype=np.uint64).argsort()
    return pa.table({"place": np.arange(people, dtype=np.int64), "lot": drawn.astype(np.int64)})


def _jobs() -> Iterator[pa.Table]:
    jobs = Spell.objects.order_by().values_list(
        *("employment__person", "employment", "area", "start_on", "end_on"),
        *("employment__end_on", "employment__reason_class", "level", "manager"),
    )
    query, parameters = jobs.query.sql_with_params()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            yield from _copied(cursor, query)
            return
        cursor.execute(query, parameters)
        while rows := cursor.fetchmany(BATCH):
            columns = [pa.array(map(_text, each), pa.string()) for each in zip(*rows, strict=True)]
            yield pa.Table.from_arrays(columns, names=NAMES)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _copied(cursor: Any, query: str) -> Iterator[pa.Table]:  # noqa: ANN401 - Django types a cursor by vendor
    with cursor.copy(f"COPY ({query}) TO STDOUT (FORMAT csv)") as source:
        first = bytes(source.read())
        if not first:
            return
        text = pa.PythonFile(_Stream(source, first), mode="r")
        columns = csv.ConvertOptions(column_types=dict.fromkeys(NAMES, pa.string()))
        for batch in csv.open_csv(
            text, csv.ReadOptions(column_names=NAMES, block_size=1 << 22), convert_options=columns
        ):
            yield pa.Table.from_batches([batch])


class _Stream:
    """What a COPY sends, as a file."""

    closed = False

    def __init__(self, source: Any, held: bytes) -> None:  # noqa: ANN401 - as above
        self.source, self.held = source, held

    def read(self, size: int) -> bytes:
        parts, length = [self.held], len(self.held)
        while length < size and (more := bytes(self.source.read())):
            parts.append(more)
            length += len(more)
        whole = b"".join(parts)
        self.held = whole[size:]
        return whole[:size]

    def close(self) -> None:
        """The COPY ends by itself."""

"""Where measures run. The only file that knows DuckDB; everything else speaks Ibis."""

from __future__ import annotations

import warnings
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import Any

import ibis
from ibis.expr.operations import InMemoryTable, Relation

MEMORY = "1GB"
THREADS = 2


class Engine:
    """One DuckDB in memory, with bounded memory and threads.

    memory: how much it may hold before it gives up, as DuckDB writes it ("512MB", "4GB").
    threads: how many it may use. spill_to: an existing folder it may use as further memory;
    without one it never writes to disk, because facts about people must not be left behind.
    It never fetches an extension.
    """

    def __init__(
        self, *, memory: str = MEMORY, threads: int = THREADS, spill_to: Path | None = None
    ) -> None:
        self._number = count(1)
        self._connection: Any = ibis.duckdb.connect(
            memory_limit=memory,
            threads=threads,
            temp_directory=str(spill_to or ""),
            autoinstall_known_extensions=False,
            autoload_known_extensions=False,
        )

    def read(self, parquet: Path) -> ibis.Table:
        """The table in a parquet file, read when it is asked for. Raises FileNotFoundError."""
        if not parquet.is_file():
            raise FileNotFoundError(parquet)
        name = f"read_{next(self._number)}"
        with warnings.catch_warnings():
            # Ibis 12 asks DuckDB 2 for the schema by a name that is going out of use.
            warnings.filterwarnings("ignore", "fetch_arrow_table", DeprecationWarning)
            found = self._connection.read_parquet(parquet, table_name=name)
        return ibis.table(found.schema(), name=name)  # of no engine: see in_sql

    def rows(self, table: ibis.Table) -> list[tuple[Any, ...]]:
        """Compute the table; one tuple per row, in its order of columns."""
        if table.op().find(InMemoryTable):
            found = self._connection.to_pyarrow(table)
        else:
            asked = self._connection.con.sql(in_sql(table.op())).to_arrow_table()
            found = asked.cast(table.schema().to_pyarrow())
        return list(zip(*(column.to_pylist() for column in found.columns), strict=True))

    def settings(self) -> dict[str, str]:
        """What it runs with, by DuckDB's names."""
        asked = self._connection.raw_sql("SELECT name, value FROM duckdb_settings()")
        return dict(asked.fetchall())

    def close(self) -> None:
        """Give its memory back; nothing can be asked of it afterwards."""
        self._connection.disconnect()


@lru_cache(maxsize=100)
def in_sql(asked: Relation) -> str:
    """Kept, for it takes longer than an answer about thousands of people, and every snapshot is
    asked the same. What was read first, second and so on is called so in every engine."""
    return str(ibis.to_sql(asked.to_expr(), dialect="duckdb"))

"""Where measures run. The only file that knows DuckDB from Spark; all others speak Ibis."""

from __future__ import annotations

import atexit
import os
import shutil
import socket
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import ibis
from ibis.expr.operations import InMemoryTable, Relation

if TYPE_CHECKING:
    import pyarrow as pa

MEMORY = "1GB"
THREADS = 2
SETTING = "TANDEM_ENGINE"
OR_DUCKDB = f"Or leave {SETTING} empty for DuckDB in this process."
CURE = f"Set {SETTING} to spark://host:port of a master that is up. {OR_DUCKDB}"
ANSWERS_WITHIN = 5  # seconds a master has to take a connection; Spark itself would wait a minute


class EngineRefused(Exception):
    """The message is for the operator: what is wrong, what to do."""


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
        with _without_a_warning():
            found = self._connection.read_parquet(self._place(parquet), table_name=name)
        return ibis.table(found.schema(), name=name)  # of no engine: see in_sql

    def rows(self, table: ibis.Table) -> list[tuple[Any, ...]]:
        """Compute the table; one tuple per row, in its order of columns."""
        found = self.arrow(table)
        return list(zip(*(column.to_pylist() for column in found.columns), strict=True))

    def arrow(self, table: ibis.Table) -> pa.Table:
        """Compute the table, column by column: for millions of rows."""
        if table.op().find(InMemoryTable):
            return self._connection.to_pyarrow(table)
        asked = self._connection.con.sql(in_sql(table.op(), "duckdb")).to_arrow_table()
        return asked.cast(table.schema().to_pyarrow())

    def hold(self, table: ibis.Table) -> ibis.Table:
        """The table, computed once and kept in memory until the engine is closed."""
        name = f"held_{next(self._number)}"
        self._keep(name, table)
        return ibis.table(table.schema(), name=name)

    def _keep(self, name: str, table: ibis.Table) -> None:
        with _without_a_warning():
            self._connection.create_table(name, table, temp=True)

    def settings(self) -> dict[str, str]:
        """What it runs with, by the engine's own names."""
        asked = self._connection.raw_sql("SELECT name, value FROM duckdb_settings()")
        return dict(asked.fetchall())

    def close(self) -> None:
        """Give its memory back; nothing can be asked of it afterwards."""
        self._connection.disconnect()

    def _place(self, parquet: Path) -> str:
        return str(parquet)


class Spark(Engine):
    """A Spark cluster, asked the same questions. One at a time in a process.

    master: spark://host:port of a standalone cluster. options: by Spark's own names, over what
    its configuration folder says (memory and cores of the executors above all). Files are read by
    the executors, so they must lie at the same path on every machine of the cluster.
    Raises EngineRefused without pyspark, Java or a master that answers, and while another is open.
    """

    def __init__(self, master: str, *, options: Mapping[str, str] | None = None) -> None:
        host = _answering(master)
        from pyspark.sql import SparkSession

        if SparkSession.getActiveSession() is not None:
            raise EngineRefused("A Spark session is open in this process: close it first.")
        set_up = SparkSession.builder.master(master).appName("Tandem")
        for name, value in {**QUIET, **_near(host), **(options or {})}.items():
            set_up = set_up.config(name, value)
        self._number = count(1)
        self._session: Any = set_up.getOrCreate()
        self._connection: Any = ibis.pyspark.connect(self._session)

    def settings(self) -> dict[str, str]:
        return dict(self._session.sparkContext.getConf().getAll())

    def close(self) -> None:
        """As of DuckDB; the Java process that asked for this one ends, too."""
        from pyspark import SparkContext

        gateway = self._session.sparkContext._gateway
        self._connection.disconnect()
        gateway.shutdown()
        gateway.proc.stdin.close()  # it listens for this, and ends
        gateway.proc.wait()
        SparkContext._gateway = SparkContext._jvm = None

    def executors(self) -> int:
        """How many are at work for it now; the process that asks is none of them."""
        known = self._session.sparkContext._jsc.sc().getExecutorMemoryStatus().size()
        return int(known) - 1

    def _place(self, parquet: Path) -> str:
        return parquet.resolve().as_uri()

    def arrow(self, table: ibis.Table) -> pa.Table:
        return self._asked(table).toArrow().cast(table.schema().to_pyarrow())

    def _keep(self, name: str, table: ibis.Table) -> None:
        from pyspark import StorageLevel

        # What an executor loses is computed again; nothing goes to its disk.
        self._asked(table).persist(StorageLevel.MEMORY_ONLY).createOrReplaceTempView(name)

    def _asked(self, table: ibis.Table) -> Any:  # noqa: ANN401 - a DataFrame of Spark
        # Ibis would hand these over by way of pandas, where a whole number that is not known
        # becomes a fraction that is not a number.
        for held in table.op().find(InMemoryTable):
            given = held.data.to_pyarrow(held.schema)
            self._session.createDataFrame(given).createOrReplaceTempView(held.name)
        return self._session.sql(in_sql(table.op(), "pyspark"))


@contextmanager
def _without_a_warning() -> Iterator[None]:
    """Ibis 12 asks DuckDB 2 for the schema by a name that is going out of use."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "fetch_arrow_table", DeprecationWarning)
        yield


QUIET = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false"}


def open_engine(named: str | None = None) -> Engine:
    """DuckDB in this process, or the Spark cluster that is named ("spark://host:port").

    named: empty for DuckDB; null for what TANDEM_ENGINE says. Raises EngineRefused.
    """
    wanted = os.environ.get(SETTING, "") if named is None else named
    if wanted.strip().lower() in {"", "duckdb"}:
        return Engine()
    if not wanted.startswith("spark://"):
        raise EngineRefused(f"{SETTING} is {wanted!r}, and there is no such engine. {CURE}")
    return Spark(wanted)


def engine_here() -> Engine:
    """The one TANDEM_ENGINE names, for who types at a terminal or in a notebook.

    A DuckDB for each time it is asked; Spark is one for the process, and ends with it. Raises
    EngineRefused.
    """
    named = os.environ.get(SETTING, "")
    return _spark_here(named) if named.startswith("spark://") else open_engine(named)


@cache
def _spark_here(master: str) -> Engine:
    found = open_engine(master)
    atexit.register(found.close)
    return found


def lacking_for_spark() -> str:
    """What this machine lacks for Spark, with its cure; empty where nothing is."""
    if find_spec("pyspark") is None:
        return (
            "pyspark is not installed. Install Tandem with its extra: pip install 'tandem[spark]'."
        )
    home = os.environ.get("JAVA_HOME")
    if not (shutil.which("java") or (home and shutil.which("java", path=f"{home}/bin"))):
        return "There is no Java 17 here. On Debian: apt-get install openjdk-17-jre-headless."
    return ""


def _answering(master: str) -> str:
    """The host of a master that takes connections."""
    if lacking := lacking_for_spark():
        raise EngineRefused(f"{SETTING} asks for Spark. {lacking} {OR_DUCKDB}")
    try:
        place = urlsplit(master)
        host, port = place.hostname, place.port
    except ValueError:
        host = port = None
    if not (host and port):
        raise EngineRefused(f"{SETTING} is {master!r}, which names no host and port. {CURE}")
    try:
        socket.create_connection((host, port), timeout=ANSWERS_WITHIN).close()
    except OSError as error:
        raise EngineRefused(f"No Spark master answers at {master} ({error}). {CURE}") from error
    return host


def _near(host: str) -> dict[str, str]:
    """A cluster on this machine calls back by loopback, whatever the machine is called."""
    loopback = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    return loopback if host in {"127.0.0.1", "localhost"} else {}


@lru_cache(maxsize=100)
def in_sql(asked: Relation, dialect: str) -> str:
    """Kept, for it takes longer than an answer about thousands of people, and every snapshot is
    asked the same. What was read first, second and so on is called so in every engine."""
    return str(ibis.to_sql(asked.to_expr(), dialect=dialect))

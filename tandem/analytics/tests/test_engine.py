import socket
from pathlib import Path
from unittest.mock import Mock

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tandem.analytics import engine as engines
from tandem.analytics.engine import (
    Engine,
    EngineRefused,
    Spark,
    engine_here,
    lacking_for_spark,
    open_engine,
)


def test_it_reads_parquet_and_gives_rows_in_the_order_of_the_columns(tmp_path: Path) -> None:
    pq.write_table(pa.table({"area": ["Bakery", "Dairy"], "n": [3, None]}), tmp_path / "a.parquet")
    engine = Engine()
    table = engine.read(tmp_path / "a.parquet")
    assert table.columns == ("area", "n")
    assert engine.rows(table) == [("Bakery", 3), ("Dairy", None)]
    assert engine.rows(table.filter(table.n > 3)) == []


def test_the_same_question_to_another_engine_is_answered_from_its_own_file(tmp_path: Path) -> None:
    for number in (3, 4):
        file = tmp_path / f"{number}.parquet"
        pq.write_table(pa.table({"n": [number, number]}), file)
        engine = Engine()
        table = engine.read(file)
        assert engine.rows(table.aggregate(sum=table.n.sum())) == [(2 * number,)]


def test_what_is_held_is_computed_once_and_has_the_types_that_were_asked(tmp_path: Path) -> None:
    file = tmp_path / "a.parquet"
    pq.write_table(pa.table({"area": ["Bakery", "Dairy", "Dairy"], "n": [3, 4, 5]}), file)
    engine = Engine()
    table = engine.read(file)
    by_area = engine.hold(table.group_by("area").agg(n=table.n.sum()))
    file.unlink()
    assert engine.rows(by_area.order_by("area")) == [("Bakery", 3), ("Dairy", 9)]
    assert engine.rows(by_area.aggregate(n=by_area.n.sum())) == [(12,)]
    assert str(engine.arrow(by_area).schema.field("n").type) == "int64"


def test_tables_of_this_process_can_be_held_too() -> None:
    engine = Engine()
    kept = [engine.hold(ibis.memtable({"n": [number]})) for number in (1, 2)]
    assert [engine.rows(table) for table in kept] == [[(1,)], [(2,)]]


def test_closed_it_answers_no_more(tmp_path: Path) -> None:
    pq.write_table(pa.table({"n": [3]}), tmp_path / "a.parquet")
    engine = Engine()
    table = engine.read(tmp_path / "a.parquet")
    engine.close()
    with pytest.raises(Exception, match="closed"):
        engine.rows(table)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"spells\.parquet"):
        Engine().read(tmp_path / "spells.parquet")


def test_memory_and_threads_are_bounded_and_nothing_is_fetched_or_left_on_disk() -> None:
    settings = Engine(memory="64MiB", threads=1).settings()
    assert settings["memory_limit"] == "64.0 MiB"
    assert settings["threads"] == "1"
    assert settings["temp_directory"] == ""
    assert settings["autoinstall_known_extensions"] == "false"
    assert settings["autoload_known_extensions"] == "false"


def test_it_may_spill_only_where_it_is_told(tmp_path: Path) -> None:
    assert Engine(spill_to=tmp_path).settings()["temp_directory"] == str(tmp_path)


# ---- which engine; one on a real cluster is asked in test_spark.py


@pytest.mark.parametrize("named", ["", "duckdb", " DuckDB "])
def test_without_a_name_it_is_duckdb_in_this_process(named: str) -> None:
    engine = open_engine(named)
    assert type(engine) is Engine
    engine.close()


def test_the_setting_says_which(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TANDEM_ENGINE", raising=False)
    open_engine().close()
    monkeypatch.setenv("TANDEM_ENGINE", "postgresql://localhost/tandem")
    with pytest.raises(EngineRefused, match=r"no such engine.*spark://host:port.*DuckDB"):
        open_engine()


def test_who_types_gets_a_duckdb_each_time_and_one_spark_for_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("TANDEM_ENGINE", raising=False)
    assert engine_here() is not engine_here()
    spark = Mock(side_effect=lambda named: Engine())
    monkeypatch.setattr(engines, "open_engine", spark)
    monkeypatch.setenv("TANDEM_ENGINE", "spark://only.here:7077")
    assert engine_here() is engine_here()
    spark.assert_called_once_with("spark://only.here:7077")


@pytest.fixture
def ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "lacking_for_spark", lambda: "")


@pytest.mark.parametrize("master", ["spark://", "spark://host", "spark://host:x", "spark://:7077"])
def test_a_master_without_host_or_port_is_refused(ready: None, master: str) -> None:
    with pytest.raises(
        EngineRefused, match=r"names no host and port.*Or leave TANDEM_ENGINE empty"
    ):
        open_engine(master)


def test_a_master_that_does_not_answer_is_named_at_once(ready: None) -> None:
    with socket.socket() as taken:  # bound, so that nobody else listens there; it does not either
        taken.bind(("127.0.0.1", 0))
        master = f"spark://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(EngineRefused, match=f"No Spark master answers at {master}.*refused"):
            Spark(master)


def test_what_is_missing_for_spark_is_said_with_its_cure(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(engines, "find_spec", lambda name: None)
    assert "pip install 'tandem[spark]'" in lacking_for_spark()
    with pytest.raises(EngineRefused, match=r"pyspark is not installed.*Or leave TANDEM_ENGINE"):
        open_engine("spark://127.0.0.1:7077")
    monkeypatch.setattr(engines, "find_spec", lambda name: name)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    assert "apt-get install openjdk-17-jre-headless" in lacking_for_spark()
    java = tmp_path / "bin/java"
    java.parent.mkdir()
    java.write_text("#!/bin/sh")
    java.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert lacking_for_spark() == ""

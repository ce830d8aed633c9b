from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tandem.analytics.engine import Engine


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

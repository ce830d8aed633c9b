import json
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tandem.analytics.engine import Engine
from tandem.analytics.facts import Facts, UnusableSnapshot
from tandem.analytics.folder import DESCRIPTION
from tandem.analytics.tests.snapshots import write_snapshot
from tandem.analytics.tests.tables import engine

SPELLS = """
person | area   | start_on   | end_on     | came_from | went_to | end_reason
1      | Bakery | 2024-06-01 | .          | .         | .       | .
2      | Bakery | 2024-06-01 | 2025-02-01 | .         | .       | voluntary
"""
AREAS = """
Varnholm:
Bakery: Varnholm
"""
FILES = ["spells.parquet", "areas.parquet", "closure.parquet", DESCRIPTION]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_snapshot(tmp_path, SPELLS, AREAS)


def test_a_snapshot_opens_with_what_it_says_of_itself(folder: Path) -> None:
    facts = Facts.open(folder, engine())
    assert (facts.version, facts.as_of, facts.only_leavers) == ("7", date(2025, 7, 10), False)
    assert (facts.people, facts.area_count) == (3, 2)
    assert len(engine().rows(facts.spells)) == 2
    assert engine().rows(facts.areas.order_by("area")) == [
        ("Bakery", "Varnholm", "Bakery"),
        ("Varnholm", None, "Varnholm"),
    ]
    assert set(engine().rows(facts.closure)) == {
        ("Bakery", "Bakery"),
        ("Varnholm", "Varnholm"),
        ("Varnholm", "Bakery"),
    }


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named_with_its_cure(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(UnusableSnapshot, match=rf"{name} is missing\. Snapshots are written"):
        Facts.open(folder, engine())


@pytest.mark.parametrize("key", ["version", "as_of", "only_leavers", "people", "areas"])
def test_a_description_that_says_too_little_is_refused(folder: Path, key: str) -> None:
    described = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
    del described[key]
    (folder / DESCRIPTION).write_text(json.dumps(described), encoding="utf-8")
    with pytest.raises(UnusableSnapshot, match=key):
        Facts.open(folder, engine())


def test_a_torn_description_is_refused(folder: Path) -> None:
    (folder / DESCRIPTION).write_text('{"version": "7", ', encoding="utf-8")
    with pytest.raises(UnusableSnapshot, match="cannot be read"):
        Facts.open(folder, engine())


def test_a_column_that_is_missing_or_of_another_type_is_named(folder: Path) -> None:
    spells = pq.read_table(folder / "spells.parquet")
    text = spells.set_column(0, "person", spells["person"].cast(pa.string()))
    pq.write_table(text.drop_columns("went_to"), folder / "spells.parquet")
    with pytest.raises(UnusableSnapshot, match="lacks person, went_to"):
        Facts.open(folder, engine())


def test_a_column_too_many_is_left_aside(folder: Path) -> None:
    areas = pq.read_table(folder / "areas.parquet")
    pq.write_table(areas.append_column("colour", pa.array(["", ""])), folder / "areas.parquet")
    assert Facts.open(folder, engine()).areas.columns == ("area", "parent", "name")


def test_two_snapshots_of_one_engine_do_not_mix(tmp_path: Path) -> None:
    shared = Engine(threads=1)
    one = Facts.open(write_snapshot(tmp_path / "one", SPELLS, AREAS), shared)
    other = Facts.open(write_snapshot(tmp_path / "two", SPELLS, "Dairy:"), shared)
    assert len(shared.rows(one.areas)) == 2
    assert len(shared.rows(other.areas)) == 1

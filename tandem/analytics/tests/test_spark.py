"""The same tables and the same expressions on a real Spark cluster: the same answers."""

from __future__ import annotations

import inspect
import os
import random
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tandem.analytics import measures
from tandem.analytics.engine import (
    Engine,
    EngineRefused,
    Spark,
    lacking_for_spark,
    open_engine,
)
from tandem.analytics.every_area import with_year
from tandem.analytics.facts import HEADCOUNTS, LEAVER_COUNTS, EndReason
from tandem.analytics.measures.card import Measure
from tandem.analytics.measures.counted import counted, with_counts
from tandem.analytics.measures.movements import movements
from tandem.analytics.measures.years import yearly_movements
from tandem.analytics.months import Months
from tandem.analytics.tests import tables
from tandem.analytics.tests.clusters import OPTIONS, PATIENCE, WORKERS, cluster
from tandem.analytics.tests.recount import Organisation, Spell

YEAR = Months(date(2025, 1, 1), date(2026, 1, 1))
HERE = Path(__file__).parent
TREE = {
    "Varnholm": None, "Supply": "Varnholm", "Bakery": "Supply", "Dairy": "Supply",
    "Night": "Bakery", "Sales": "Varnholm", "Archive": "Varnholm", "Reeve": None,
}  # fmt: skip

pytestmark = [
    pytest.mark.slow,
    # pyspark leaves the connection over which it fetches rows to the garbage collector.
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),
]


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spark]:
    if lacking := lacking_for_spark():
        pytest.fail(lacking) if os.environ.get("CI") == "true" else pytest.skip(lacking)
    with cluster(tmp_path_factory.mktemp("spark")) as master:
        engine = Spark(master, options=OPTIONS)
        end = time.monotonic() + PATIENCE
        while engine.executors() < WORKERS and time.monotonic() < end:
            time.sleep(0.1)
        yield engine
        engine.close()


def careers(areas: list[str], people: int) -> Iterator[Spell]:
    """Who came, moved, left and came back over two years, the same every time."""
    chance = random.Random(7)
    for person in range(people):
        start, came_from = date(2024, 6, 1) + timedelta(chance.randrange(600)), None
        area = chance.choice(areas)
        for _turn in range(chance.randrange(1, 5)):
            end = start + timedelta(chance.randrange(1, 300))
            reason = chance.choice([EndReason.TRANSFER, *EndReason, None])
            moves = reason is EndReason.TRANSFER
            went_to = chance.choice(areas) if moves else None
            yield Spell(person, area, start, end, came_from, went_to, reason)
            start = end if moves else end + timedelta(chance.randrange(40))
            came_from, area = (area, went_to) if went_to else (None, chance.choice(areas))
        yield Spell(person, area, start, None, came_from, None, None)


ORGANISATION = Organisation(TREE, list(careers([area for area in TREE if area != "Archive"], 200)))
SPELLS = ibis.memtable(ORGANISATION.table())
CLOSURE = ibis.memtable(pa.table(tables.closure_columns(TREE)))
LEFT = tables.table(
    """
    area    | month      | own_choice | retirements | involuntary | other | unknown | transfers
    Archive | 2025-03-01 | 2          | 1           | 0           | 0     | 0       | 1
    Archive | 2025-04-01 | 0          | 0           | 1           | 1     | 1       | 0
    """,
    LEAVER_COUNTS,
)
HEADS = tables.table(
    """
    area    | month      | people | joiners | moved_in | moved_out
    Archive | 2025-03-01 | 40     | 1       | .        | 2
    Archive | 2025-04-01 | 12     | .       | .        | .
    """,
    HEADCOUNTS,
)
CUBE = movements(SPELLS, CLOSURE, YEAR)
COUNTS = counted(LEFT, HEADS, SPELLS, CLOSURE, YEAR)
READ = {
    "movements": CUBE,
    "movements with the year that ends": with_year(CUBE),
    "years": yearly_movements(SPELLS, CLOSURE, YEAR),
    "counts": COUNTS,
    "movements with counts": with_year(with_counts(CUBE, COUNTS)),
}


def said(engine: Engine, table: ibis.Table) -> list[tuple[Any, ...]]:
    """Its rows in an order that does not hang on the last digit of a mean."""
    whole = [[value for value in row if not isinstance(value, float)] for row in engine.rows(table)]
    in_order = sorted(zip(map(repr, whole), engine.rows(table), strict=True))
    return [row for _key, row in in_order]


def alike(table: ibis.Table, spark: Spark) -> None:
    here, there = said(tables.engine(), table), said(spark, table)
    assert here
    assert there == [tuple(map(rounded, row)) for row in here]


def rounded(value: object) -> object:
    """Equal also where sums of fractions were added up in another order."""
    return pytest.approx(value, rel=1e-12) if isinstance(value, float) else value


def measures_found() -> list[Measure]:
    """All there are, in whatever file of the folder."""
    names = [f"{measures.__name__}.{file.name}" for file in iter_modules(measures.__path__)]
    files = [import_module(name) for name in names]
    found = [each for file in files for each in vars(file).values() if isinstance(each, Measure)]
    return sorted({each.key: each for each in found}.values(), key=lambda each: each.key)


def drawn() -> list[Callable[[], None]]:
    """Every test that draws its tables and asks for their rows."""
    files = [import_module(f"{__package__}.{path.stem}") for path in sorted(HERE.glob("test_*.py"))]
    return [test for file in files if draws(file) for test in plain_tests(file)]


def draws(file: ModuleType) -> bool:
    return vars(file).get("table") is tables.table and vars(file).get("rows") is tables.rows


def plain_tests(file: ModuleType) -> list[Callable[[], None]]:
    """Without fixtures, and not made of hundreds of examples by chance."""
    found = [value for name, value in vars(file).items() if name.startswith("test_")]
    return [
        test for test in found
        if not inspect.signature(test).parameters and not hasattr(test, "hypothesis")
    ]  # fmt: skip


def test_both_workers_have_registered_an_executor(spark: Spark) -> None:
    assert spark.executors() == WORKERS == 2
    assert spark.settings()["spark.master"].startswith("spark://127.0.0.1:")


@pytest.mark.parametrize("name", READ)
def test_what_measures_read_is_the_same_in_both(name: str, spark: Spark) -> None:
    alike(READ[name], spark)


def test_all_measures_are_found() -> None:
    assert {"headcount", "K02", "K03"} <= {measure.key for measure in measures_found()}


@pytest.mark.parametrize("measure", measures_found(), ids=lambda measure: measure.key)
def test_every_measure_is_the_same_in_both(measure: Measure, spark: Spark) -> None:
    alike(measure.expression(CUBE, YEAR), spark)


def test_tests_that_draw_their_tables_are_found() -> None:
    names = {test.__name__ for test in drawn()}
    assert "test_total_turnover_of_four_areas_in_a_quarter" in names
    assert "test_a_quarter_of_five_areas" in names
    assert len(names) >= 15


@pytest.mark.parametrize("test", drawn(), ids=lambda test: test.__name__)
def test_every_picture_is_true_of_spark_too(
    test: Callable[[], None], spark: Spark, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "engine", lambda: spark)
    test()


def test_it_reads_parquet_where_it_lies(spark: Spark, tmp_path: Path) -> None:
    pq.write_table(pa.table({"area": ["Bakery", "Dairy"], "n": [3, None]}), tmp_path / "a.parquet")
    table = spark.read(tmp_path / "a.parquet")
    assert table.columns == ("area", "n")
    assert spark.rows(table.order_by("area")) == [("Bakery", 3), ("Dairy", None)]
    with pytest.raises(FileNotFoundError, match=r"spells\.parquet"):
        spark.read(tmp_path / "spells.parquet")


def test_a_second_one_is_refused_while_one_is_open(spark: Spark) -> None:
    with pytest.raises(EngineRefused, match="close it first"):
        open_engine(spark.settings()["spark.master"])

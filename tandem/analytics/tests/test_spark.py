"""The same tables and the same expressions on a real Spark cluster: the same answers."""

from __future__ import annotations

import inspect
import os
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tandem.analytics.checks import contradictions
from tandem.analytics.cohorts import cohorts
from tandem.analytics.employments import life_tables
from tandem.analytics.engine import (
    Engine,
    EngineRefused,
    Spark,
    lacking_for_spark,
    open_engine,
)
from tandem.analytics.every_area import with_year
from tandem.analytics.facts import HEADCOUNTS, JOBS, LEAVER_COUNTS, EndReason, Facts
from tandem.analytics.flows import months_of
from tandem.analytics.measures.card import Measure, Reads
from tandem.analytics.measures.movements import flows
from tandem.analytics.measures.registry import MEASURES, OF_PEOPLE
from tandem.analytics.measures.years import yearly_movements
from tandem.analytics.months import Months
from tandem.analytics.prepared import cube_of, held, month_by_month, prepared, together
from tandem.analytics.tests import tables, test_civil_service, test_federal_totals
from tandem.analytics.tests.clusters import OPTIONS, PATIENCE, WORKERS, cluster
from tandem.analytics.tests.examples import EXAMPLES, NAMES, facts_of
from tandem.analytics.tests.recount import Organisation, Spell

ta: Any = import_module("tandem.analytics")
YEARS = Months(date(2025, 1, 1), date(2027, 1, 1))  # all that the examples speak of
BACK = len(YEARS)
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
COUNTED = {  # an area that is known by counts alone, and one month of which nobody knows it all
    "leaver_counts": tables.table(
        """
        area    | month      | own_choice | retirements | involuntary | other | unknown | transfers
        Archive | 2025-03-01 | 2          | 1           | 0           | 0     | 0       | 1
        Archive | 2025-04-01 | 0          | 0           | 1           | 1     | 1       | 0
        """,
        LEAVER_COUNTS,
    ),
    "headcounts": tables.table(
        """
        area    | month      | people | joiners | moved_in | moved_out
        Archive | 2025-03-01 | 40     | 1       | .        | 2
        """,
        HEADCOUNTS,
    ),
}
BROUGHT = {NAMES[each.schema]: tables.table(each.picture, each.schema) for each in EXAMPLES[1:]}
FACTS = replace(
    facts_of("\n".join(f"{area}: {parent or ''}" for area, parent in TREE.items())),
    spells=SPELLS, closure=CLOSURE, count_rows=3, **COUNTED, **BROUGHT,
)  # fmt: skip


def careers_in_jobs(spells: list[Spell]) -> Iterator[tuple[object, ...]]:
    """Each stay in one or two jobs, of levels with and without a number, under anybody."""
    chance = random.Random(8)
    levels = ["Grade 5", "Grade 6", "Grade 7", "Chief", None]
    for spell in spells:
        end = spell.end_on or date(2026, 12, 1)
        half = spell.start_on + (end - spell.start_on) / 2
        cuts = [half] if half > spell.start_on else []
        for start, until in pairwise([spell.start_on, *cuts, spell.end_on]):
            manager = chance.choice([None, *range(30)])
            yield spell.person, spell.area, chance.choice(levels), manager, start, until


HELD = [list(each) for each in zip(*careers_in_jobs(ORGANISATION.spells), strict=True)]
FACTS = replace(
    FACTS,
    jobs=ibis.memtable(pa.table(dict(zip(JOBS.names, HELD, strict=True)), JOBS.to_pyarrow())),
    order={"chief": 1},
)


def said(engine: Engine, table: ibis.Table) -> list[tuple[Any, ...]]:
    """Its rows in an order that does not hang on the last digit of a mean."""

    def key(row: tuple[Any, ...]) -> tuple[str, list[float]]:
        whole = [value for value in row if not isinstance(value, float)]
        return repr(whole), [round(value, 6) for value in row if isinstance(value, float)]

    return sorted(engine.rows(table), key=key)


def alike(table: ibis.Table, spark: Spark) -> None:
    here, there = said(tables.engine(), table), said(spark, table)
    assert here
    assert there == [tuple(map(rounded, row)) for row in here]


def rounded(value: object) -> object:
    """Equal also where sums of fractions were added up in another order."""
    return pytest.approx(value, rel=1e-12) if isinstance(value, float) else value


BY_CHANCE = {"test_follow_on_recount"}  # its tables are drawn by chance, hundreds of them


def drawing_files() -> list[ModuleType]:
    """Every file of tests that draw their tables and ask for their rows."""
    paths = [path for path in sorted(HERE.glob("test_*.py")) if path.stem not in BY_CHANCE]
    files = [import_module(f"{__package__}.{path.stem}") for path in paths]
    return [file for file in files if draws(file)]


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


@pytest.mark.parametrize("reads", Reads)
def test_what_measures_read_is_the_same_in_both(reads: Reads, spark: Spark) -> None:
    alike(prepared(reads, FACTS, YEARS, BACK), spark)


def test_years_are_the_same_in_both(spark: Spark) -> None:
    alike(yearly_movements(flows(SPELLS, CLOSURE), YEARS), spark)


def test_what_is_held_is_the_same_in_both(spark: Spark) -> None:
    here, there = (held(replace(FACTS, engine=engine)) for engine in (tables.engine(), spark))
    assert said(spark, there.flows) == said(tables.engine(), here.flows)
    months = Months(date(2026, 10, 1), YEARS.after)
    asked = [together(OF_PEOPLE, facts, months, 12) for facts in (here, there)]
    expected = said(tables.engine(), asked[0])
    assert said(spark, asked[1]) == [tuple(map(rounded, row)) for row in expected]


def test_a_year_that_looks_back_is_the_same_in_both(spark: Spark) -> None:
    alike(with_year(tables.computed(cube_of(FACTS, YEARS))), spark)


@pytest.mark.parametrize("reads", Reads)
def test_every_measure_is_the_same_in_both(reads: Reads, spark: Spark) -> None:
    """All that read the same table in one question, for each would take seconds of its own."""
    read = tables.computed(prepared(reads, FACTS, YEARS, BACK))
    found = [asked(each, read) for each in MEASURES.values() if each.reads is reads]
    alike(found[0].union(*found[1:]) if len(found) > 1 else found[0], spark)


def asked(measure: Measure, read: ibis.Table) -> ibis.Table:
    given = measure.expression(read, YEARS)
    numbers = ("n", "denominator", "people", "error")
    columns = {
        name: given[name].cast("float64") if name in given.columns else ibis.null("float64")
        for name in numbers
    }
    return given.select("area", measure=ibis.literal(measure.key), **columns)


def test_of_every_measure_something_is_asked() -> None:
    told = {
        row[1]
        for measure in MEASURES.values()
        for row in tables.rows(asked(measure, prepared(measure.reads, FACTS, YEARS, BACK)))
    }
    assert told == set(MEASURES)


@pytest.mark.parametrize("key", ["K02", "K01"])
def test_month_by_month_is_the_same_in_both(key: str, spark: Spark) -> None:
    alike(month_by_month(MEASURES[key], FACTS, Months(date(2026, 10, 1), YEARS.after), 12), spark)


def curves(facts: Facts) -> list[tuple[str, list[int], list[int], list[list[int]]]]:
    return [
        (area, table.tenure.tolist(), table.entered.tolist(), table.gone.tolist())
        for area, table in life_tables(facts, as_of=facts.as_of)
    ]


COUNTED_THERE: dict[str, Callable[[Facts], object]] = {
    "the months a forecast learns from": lambda facts: months_of(facts, None),
    "first years": lambda facts: cohorts(facts, as_of=facts.as_of, since=date(2024, 6, 1)),
    "how long people of each area stay": curves,
    "leavings that come together": lambda facts: ta.closeness(of=facts),
    "those after somebody's": lambda facts: ta.follow_on("Bakery", date(2026, 3, 1), of=facts),
    "those after managers": lambda facts: ta.after_managers(of=facts),
    "contradictions": contradictions,
}


@pytest.mark.parametrize("asked", COUNTED_THERE)
def test_what_a_notebook_asks_of_facts_is_the_same_in_both(asked: str, spark: Spark) -> None:
    here, there = (
        COUNTED_THERE[asked](replace(FACTS, engine=engine)) for engine in (tables.engine(), spark)
    )
    assert here == there
    assert here or asked == "contradictions"  # there are none


def test_the_verbs_count_where_the_setting_says(
    spark: Spark, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("verbs", "taking"):
        monkeypatch.setattr(f"tandem.analytics.{module}.engine_here", lambda: spark)
    since = ["2024-01-01"] * 2
    people = pa.table({"person": ["a", "b"], "area": ["Bakery"] * 2, "start_on": since})
    taken = ta.facts(people=people, as_of=date(2026, 1, 15))
    assert taken.facts.engine is spark
    [told] = ta.measure("headcount", of=taken).told
    assert told.result.value == 2


def test_tests_that_draw_their_tables_are_found() -> None:
    names = {test.__name__ for file in drawing_files() for test in plain_tests(file)}
    assert "test_total_turnover_of_four_areas_in_a_quarter" in names
    assert "test_a_quarter_of_five_areas" in names
    assert len(names) >= 15


@pytest.mark.parametrize("file", drawing_files(), ids=lambda file: file.__name__.split(".")[-1])
def test_every_picture_is_true_of_spark_too(
    file: ModuleType, spark: Spark, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Spark] = []

    def engine() -> Spark:
        asked.append(spark)
        return spark

    for place in (tables, file):  # some ask for the engine by themselves
        if hasattr(place, "engine"):
            monkeypatch.setattr(place, "engine", engine)
    for test in plain_tests(file):
        test()
    assert asked  # a picture computed elsewhere would say nothing of Spark


@test_federal_totals.HERE
def test_the_published_totals_of_federal_separations_are_those_of_spark_too(spark: Spark) -> None:
    test_federal_totals.check(dict(spark.rows(test_federal_totals.gone())))


@test_civil_service.HERE
def test_the_published_medians_of_the_civil_service_are_those_of_spark_too(spark: Spark) -> None:
    found = test_civil_service.medians_by(spark)
    published = test_civil_service.PUBLISHED
    assert {year: round(found[year]) for year in published} == published
    assert found == pytest.approx(test_civil_service.medians_by(tables.engine()))


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

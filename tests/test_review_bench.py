"""The review that `make bench` measures says the same as a query by hand and as pandas."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from tandem.analytics.engine import Engine
from tandem.analytics.facts import CLOSURE, SPELLS, Facts
from tandem.analytics.measures.levels import KNOWN
from tandem.analytics.measures.registry import MEASURES, OF_PEOPLE
from tandem.analytics.months import Months
from tandem.analytics.prepared import COLUMNS, over_window
from tools.bench import review
from tools.bench.by_hand import GRID, in_pandas, in_sql
from tools.bench.company import TODAY, Size
from tools.bench.history import write

SMALL = Size(600, 30)
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("review")
    write(SMALL, made)
    return made


def grid(found: pa.Table) -> list[tuple[object, ...]]:
    in_order = found.select(list(GRID)).sort_by([("area", "ascending"), ("month", "ascending")])
    rows = zip(*(column.to_pylist() for column in in_order.columns), strict=True)
    return [(*row[:-1], round(row[-1], 9)) for row in rows]


def test_the_history_is_a_snapshot_with_moves_leavings_and_all_areas(folder: Path) -> None:
    facts = Facts.open(folder, Engine())
    assert set(facts.spells.columns) == set(SPELLS.names)
    spells = pq.read_table(folder / "spells.parquet").to_pylist()
    assert {spell["person"] for spell in spells} == set(range(SMALL.people))
    reasons = {spell["end_reason"] for spell in spells}
    assert reasons == {None, "transfer", "voluntary", "retirement", "involuntary"}
    assert all(spell["went_to"] != spell["area"] for spell in spells)
    assert all((spell["end_on"] is None) == (spell["end_reason"] is None) for spell in spells)
    held = pq.read_table(folder / "jobs.parquet").to_pylist()
    assert {job["person"] for job in held} == set(range(SMALL.people))
    closure = pq.read_table(folder / "closure.parquet")
    assert closure.column_names == list(CLOSURE.names)
    assert len(set(closure["ancestor"].to_pylist())) == SMALL.areas


def test_the_library_a_query_by_hand_and_pandas_have_the_same_grid(folder: Path) -> None:
    months = review.window()
    ours = grid(review.grid(Facts.open(folder, Engine()), {}))
    assert len(ours) == SMALL.areas * review.MONTHS
    assert ours == grid(in_sql(folder, months))
    assert ours == grid(pa.Table.from_pandas(in_pandas(folder, months), preserve_index=False))


def test_two_grids_that_differ_are_seen_by_their_sums(folder: Path) -> None:
    found = in_sql(folder, review.window())
    counted = found["closing"].to_pylist()
    place = found.column_names.index("closing")
    one_more = [counted[0] + 1, *counted[1:]]
    exchanged = found["area"].to_pylist()[::-1]
    assert review.sums(found) == review.sums(found.take(list(reversed(range(len(found))))))
    assert review.sums(found) != review.sums(found.set_column(place, "closing", [one_more]))
    assert review.sums(found) != review.sums(found.set_column(0, "area", [exchanged]))
    assert review.sums(found) != review.sums(found.slice(1))


@pytest.fixture(scope="module")
def told(folder: Path) -> dict[str, Any]:
    facts, found = Facts.open(folder, Engine()), dict[str, Any]()
    for part, done in review.WORK.items():
        found[part] = done(facts, found)
    return found


def test_the_review_holds_every_measure_of_people_history(told: dict[str, Any]) -> None:
    columns = {f"{each.key}_{name}" for each in OF_PEOPLE for name in COLUMNS}
    assert set(told["measures"].column_names) == {"area", "month", *columns}
    assert len(told["measures"]) == SMALL.areas * review.MONTHS
    ours, theirs = told["grid"], told["measures"]
    order = [("area", "ascending"), ("month", "ascending")]
    assert theirs.sort_by(order)["K02_n"].to_pylist() == (
        ours.sort_by(order)["leavers_in_year"].to_pylist()
    )


@pytest.mark.parametrize("key", ["K02", "K03"])
def test_the_last_year_is_the_one_before_today(
    key: str, folder: Path, told: dict[str, Any]
) -> None:
    engine = Engine()
    year = Months.last(review.YEAR, before=TODAY)
    asked = over_window(MEASURES[key], Facts.open(folder, engine), year)
    alone = engine.rows(asked.select("area", "n", "denominator"))
    assert sorted(review.last_year(told["measures"], key)) == sorted(alone)


def test_every_area_is_judged_and_has_its_curve(told: dict[str, Any]) -> None:
    for found in told["shrinkage"]:
        assert len(found.areas) == SMALL.areas
        assert found.tested
        assert all(area.low <= area.median <= area.high for area in found.areas)
    assert told["funnel"]
    assert all(0 <= tail <= 1 for both in told["funnel"] for tail in both)
    assert len(told["survival"]) == SMALL.areas
    shares = [share for share, _median in told["survival"].values()]
    assert all(share.low <= share.value <= share.high for share in shares)


def test_beside_the_review_promotions_and_spans_are_told(folder: Path) -> None:
    promotions, spans = review.jobs(Facts.open(folder, Engine()), {})
    assert len(promotions) == SMALL.areas * review.MONTHS
    assert pc.sum(promotions["K10_n"]).as_py() > 0
    assert set(promotions["K10_jobs_known"].to_pylist()) == {KNOWN}
    assert len(spans) == SMALL.areas
    assert pc.max(spans["n"]).as_py() > 0


@pytest.mark.parametrize("way", review.WAYS)
def test_each_way_says_how_long_it_took(way: str, folder: Path) -> None:
    said = review.WAYS[way](folder)
    assert said["seconds"] > 0
    if way == "library":
        parts = {"loading", "held", *review.WORK, *review.BESIDE}
        assert set(said["parts"]) == set(said["parts_own"]) == parts
        beside = sum(said["parts"][part] for part in review.BESIDE)
        assert said["seconds"] == pytest.approx(sum(said["parts"].values()) - beside)
    if way != "scan":
        assert said["sums"]["rows"] == SMALL.areas * review.MONTHS

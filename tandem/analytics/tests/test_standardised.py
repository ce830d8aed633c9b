"""Leavers that people like these would give: by hand, by a slow recount, and before a flag."""

from __future__ import annotations

import random
from collections import defaultdict
from typing import Any

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tandem.analytics.hotspots import hotspots
from tandem.analytics.standardised import STRATA, expected_leavers, standardised
from tandem.analytics.tests.tables import engine, rows, table

TWO_AREAS = """
    area   | tenure       | level | job_family | leavers | headcount
    Sales  | under a year | staff | sales      | 6       | 20
    Sales  | longer       | staff | sales      | 2       | 20
    Depot  | under a year | staff | sales      | 4       | 10    # 40 % of those like them
    Depot  | longer       | staff | sales      | 3       | 60    #  5 %
"""

Cells = list[tuple[str, str, str, str, int, float]]


def memory(cells: Cells) -> ibis.Table:
    columns = [list(column) for column in zip(*cells, strict=True)]
    return ibis.memtable(pa.table(columns, schema=STRATA.to_pyarrow()))


def recount(cells: Cells, lent: float) -> dict[str, float | None]:
    """The same, one person's group after the other."""
    expected: defaultdict[str, float | None] = defaultdict(float)
    for area, *like, _leavers, headcount in cells:
        others = [cell for cell in cells if cell[0] != area]
        people = sum(cell[5] for cell in others)
        alike = [cell for cell in others if list(cell[1:4]) == like]
        alike_people = sum(cell[5] for cell in alike)
        before = expected[area]
        if people == 0 or before is None:
            expected[area] = None
            continue
        usual = sum(cell[4] for cell in others) / people
        rate = usual
        if alike_people + lent > 0:
            rate = (sum(cell[4] for cell in alike) + lent * usual) / (alike_people + lent)
        expected[area] = before + headcount * rate
    return dict(expected)


def by_area(result: ibis.Table) -> dict[str, tuple[Any, ...]]:
    return {row[0]: row[1:] for row in rows(result)}


def test_each_group_leaves_at_the_rate_of_those_like_it_elsewhere() -> None:
    found = by_area(expected_leavers(table(TWO_AREAS, STRATA), lent=0))
    # Sales: 20 × 4/10 + 20 × 3/60; Depot: 10 × 6/20 + 60 × 2/20.
    assert found["Sales"] == (8, 40, pytest.approx(9.0), 0)
    assert found["Depot"] == (7, 70, pytest.approx(9.0), 0)


def test_the_area_itself_takes_no_part_in_what_is_expected_of_it() -> None:
    more = TWO_AREAS.replace("| 6 ", "| 19 ")
    before, after = (
        by_area(expected_leavers(table(picture, STRATA)))["Sales"] for picture in (TWO_AREAS, more)
    )
    assert after[0] == before[0] + 13
    assert after[2] == pytest.approx(before[2])


def test_a_small_group_is_lent_people_of_the_rate_of_all() -> None:
    found = by_area(expected_leavers(table(TWO_AREAS, STRATA), lent=10))
    # All others of Sales: 7 of 70. Under a year (4 + 1) / (10 + 10), longer (3 + 1) / (60 + 10).
    assert found["Sales"][2] == pytest.approx(20 * 5 / 20 + 20 * 4 / 70)


def test_people_like_whom_there_is_nobody_elsewhere_take_the_rate_of_all() -> None:
    picture = TWO_AREAS + "    Sales  | .            | chief | sales      | 1       | 5\n"
    for lent in (0, 10):
        found = by_area(expected_leavers(table(picture, STRATA), lent=lent))["Sales"]
        alone = by_area(expected_leavers(table(TWO_AREAS, STRATA), lent=lent))["Sales"]
        assert found[2] == pytest.approx(alone[2] + 5 * 7 / 70)
        assert found[3] == 5


def test_a_single_area_has_nothing_to_be_held_against() -> None:
    only = "\n".join(line for line in TWO_AREAS.splitlines() if "Depot" not in line)
    assert by_area(expected_leavers(table(only, STRATA)))["Sales"] == (8, 40, None, 40)
    [area] = standardised(engine(), table(only, STRATA))
    assert area.expected == 0
    assert hotspots([area]).areas[0].why == "no rate"


ROWS = some.lists(
    some.tuples(
        some.sampled_from("ABC"),
        some.sampled_from(["new", "old"]),
        some.sampled_from(["staff", "chief"]),
        some.just("sales"),
        some.integers(0, 9),
        some.sampled_from([0.0, 0.1, 0.2, 0.3, 4.0, 12.5]),
    ),
    min_size=1,
    max_size=12,
)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(ROWS, some.sampled_from([0.0, 10.0]))
def test_it_is_what_a_slow_recount_gives(cells: Cells, lent: float) -> None:
    found = by_area(expected_leavers(memory(cells), lent))
    for area, expected in recount(cells, lent).items():
        assert found[area][2] == (None if expected is None else pytest.approx(expected, abs=1e-6))


@pytest.mark.slow
def test_an_area_full_of_newcomers_is_no_hotspot_and_one_beyond_them_is() -> None:
    dice = random.Random(4)
    cells: Cells = []
    for at in range(30):
        for band, rate in (("new", 0.40), ("old", 0.04)):
            people = {"new": 15, "old": 45}[band] if at else {"new": 115, "old": 5}[band]
            times = 3 if at == 1 else 1
            left = sum(dice.random() < rate * times for _person in range(people))
            cells.append((f"area {at:02}", band, "staff", "sales", left, float(people)))
    areas = standardised(engine(), memory(cells))
    raw = [
        type(area)(area=area.area, leavers=area.leavers, headcount=area.headcount) for area in areas
    ]
    assert hotspots(raw).areas[0].flag
    found = hotspots(areas)
    assert [area.flag for area in found.areas[:2]] == [False, True]
    assert found.reference == pytest.approx(1, abs=0.1)
    assert found.areas[0].rate == pytest.approx(1, abs=0.3)


@pytest.mark.parametrize("bad", ["-1      | 20", "6       | -20", ".       | 20", "6       | ."])
def test_what_cannot_be_counted_is_refused_by_name(bad: str) -> None:
    with pytest.raises(ValueError, match=r"Sales: .* cannot be counted"):
        standardised(engine(), table(TWO_AREAS.replace("6       | 20", bad, 1), STRATA))


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
def test_no_number_is_refused_by_name(bad: float) -> None:
    with pytest.raises(ValueError, match=r"Sales: .* cannot be counted"):
        standardised(engine(), memory([("Sales", "new", "staff", "sales", 1, bad)]))

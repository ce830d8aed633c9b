"""Spells on the clock of their employment, and the life tables of every area counted from them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import ibis
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings

from tandem.analytics.employments import (
    GONE,
    REASONS,
    counts_of_every_area,
    in_months,
    life_tables,
    stays,
    tables_of,
)
from tandem.analytics.facts import CLOSURE, SPELLS, Facts
from tandem.analytics.life_table import STILL_HERE, LifeTable, life_table
from tandem.analytics.survival import Curve
from tandem.analytics.tests.recount import FIRST_DAY, Organisation, Spell, organisations
from tandem.analytics.tests.snapshots import write_snapshot
from tandem.analytics.tests.tables import (
    closure,
    closure_columns,
    engine,
    rows,
    table,
    with_ancestors,
)

MOVES = """
    person | area    | start_on   | end_on     | came_from | went_to | end_reason
    1      | Sales   | 2024-01-01 | .          | .         | .       | .           # still here
    2      | Sales   | 2024-01-01 | 2024-02-01 | .         | .       | voluntary   # 31 January
    3      | Service | 2024-01-01 | 2024-03-01 | .         | Sales   | transfer    # on day 60
    3      | Sales   | 2024-03-01 | .          | Service   | .       | .           # goes on
    4      | Service | 2020-01-01 | 2024-03-02 | .         | .       | .           # who knows
    5      | Service | 2020-01-01 | 2022-03-02 | .         | .       | .           # long ago
    6      | Service | 2025-12-31 | .          | .         | .       | .           # not yet
    7      | Service | 2024-02-01 | 2024-02-01 | .         | .       | voluntary   # without a day
    8      | Sales   | 2023-12-31 | 2024-09-01 | .         | .       | retirement  # will go
"""
AS_OF = date(2024, 4, 1)
TREE = "Varnholm:\nSales: Varnholm\nService: Varnholm"
COLUMNS = ("person", "area", "entry", "exit", "reason")


def seen(since: date | None = None) -> list[tuple[int, str, int, int, str]]:
    found = stays(table(MOVES, SPELLS), as_of=AS_OF, since=since).select(*COLUMNS)
    in_order = rows(found.order_by("person", "entry"))
    return [(*row[:4], GONE[row[4]]) for row in in_order]


def test_a_move_takes_the_tenure_along() -> None:
    assert seen() == [
        (1, "Sales", -1, 91, "still_here"),
        (2, "Sales", -1, 30, "voluntary"),
        (3, "Service", -1, 59, "still_here"),
        (3, "Sales", 59, 91, "still_here"),
        (4, "Service", -1, 1521, "unknown"),
        (5, "Service", -1, 790, "unknown"),
        (8, "Sales", -1, 92, "still_here"),
    ]


def test_before_leavings_are_known_nobody_is_in_sight() -> None:
    """Person 5 left before; person 4 comes into sight with four years of tenure."""
    assert seen(since=date(2024, 1, 1)) == [
        (1, "Sales", -1, 91, "still_here"),
        (2, "Sales", -1, 30, "voluntary"),
        (3, "Service", -1, 59, "still_here"),
        (3, "Sales", 59, 91, "still_here"),
        (4, "Service", 1460, 1521, "unknown"),
        (8, "Sales", 0, 92, "still_here"),
    ]


def test_who_is_hired_again_begins_again() -> None:
    spells = """
        person | area  | start_on   | end_on     | came_from | went_to | end_reason
        1      | Sales | 2020-01-01 | 2020-03-01 | .         | .       | voluntary
        1      | Sales | 2024-01-01 | 2024-01-11 | .         | Shop    | transfer
        1      | Shop  | 2024-01-11 | 2024-01-21 | Sales     | Sales   | transfer
        1      | Sales | 2024-01-21 | .          | Shop      | .       | .
        """
    found = stays(table(spells, SPELLS), as_of=AS_OF).select(*COLUMNS).order_by("exit")
    assert [row[1:] for row in rows(found)] == [
        ("Sales", -1, 9, STILL_HERE),
        ("Shop", 9, 19, STILL_HERE),
        ("Sales", -1, 59, GONE.index("voluntary")),
        ("Sales", 19, 91, STILL_HERE),
    ]


def tables(since: date | None = None) -> dict[str, LifeTable]:
    found = stays(table(MOVES, SPELLS), as_of=AS_OF, since=since)
    counted = engine().arrow(counts_of_every_area(found, closure(TREE)))
    return dict(tables_of(counted))


def test_a_move_inside_an_area_is_none_for_it() -> None:
    found = tables(since=date(2024, 1, 1))
    assert {area: of.people for area, of in found.items()} == {
        "Sales": 4,  # 1, 2, 3 and 8
        "Service": 2,  # 3 and 4
        "Varnholm": 5,  # person 3 once
    }
    assert found["Varnholm"].leavers == 2


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(organisations())
def test_every_area_has_the_life_table_of_a_plain_recount(organisation: Organisation) -> None:
    as_of, since = FIRST_DAY + timedelta(days=100), FIRST_DAY + timedelta(days=30)
    areas = ibis.memtable(closure_columns(organisation.parents), schema=CLOSURE)
    found = stays(ibis.memtable(organisation.table()), as_of=as_of, since=since)
    tables = dict(tables_of(engine().arrow(counts_of_every_area(found, areas))))
    for area in organisation.parents:
        below = [
            spell for spell in organisation.spells
            if area in with_ancestors(spell.area, organisation.parents)
        ]  # fmt: skip
        expected = recounted(below, organisation.spells, since, as_of)
        counted = tables.get(area, life_table([], [], []))
        at_risk, left = counted.at(np.arange(-1, 300))
        assert list(zip(at_risk.tolist(), left.tolist(), strict=True)) == expected


def recounted(
    below: list[Spell], everywhere: list[Spell], since: date, as_of: date
) -> list[tuple[int, int]]:
    """At risk and left at each tenure: by looking at every day of every stay."""
    counts = {tenure: [0, 0] for tenure in range(-1, 300)}
    for spell in below:
        if spell.end_on is not None and spell.end_on <= spell.start_on:
            continue
        hired = hired_on(spell, everywhere)
        after = spell.end_on or date.max
        day = max(spell.start_on, since)
        while day < after and day <= as_of:
            counts[(day - hired).days][0] += 1
            if day == after - timedelta(days=1) and not spell.moved:
                counts[(day - hired).days][1] += 1
            day += timedelta(days=1)
    return [(at_risk, left) for at_risk, left in counts.values()]


def hired_on(spell: Spell, everywhere: list[Spell]) -> date:
    while spell.came_from is not None:
        spell = next(
            other for other in everywhere
            if other.person == spell.person and other.moved and other.end_on == spell.start_on
            and other.went_to == spell.area and other.area == spell.came_from
        )  # fmt: skip
    return spell.start_on


@pytest.mark.parametrize(
    ("days", "month"),
    [(-1, -1), (0, 0), (30, 0), (31, 1), (365, 11), (366, 12), (730, 23), (731, 24), (1461, 48)],
)
def test_months_of_tenure_are_a_twelfth_of_a_year_each(days: int, month: int) -> None:
    one = {"entry": [-1], "exit": [days], "reason": [0]}
    schema = {"entry": "int64", "exit": "int64", "reason": "int64"}
    [(_entry, found, _reason)] = rows(in_months(ibis.memtable(one, schema=schema)))
    assert found == month


def test_who_came_and_left_in_one_month_was_at_risk_in_it() -> None:
    one = {"entry": [33, 33], "exit": [40, 40], "reason": [1, 0]}
    found = rows(in_months(ibis.memtable(one)).order_by("reason"))
    assert found == [(1, 1, 0), (0, 1, 1)]


@pytest.mark.slow
def test_grouped_by_counting_it_is_the_curve_of_lifelines(tmp_path: Path) -> None:
    """A thousand invented people in two areas, of whom nobody was seen before 2015."""
    from lifelines import KaplanMeierFitter

    facts = Facts.open(write_snapshot(tmp_path / "s", crowd(1000), TREE), engine())
    since, as_of = date(2015, 1, 1), date(2025, 1, 1)
    found = dict(life_tables(facts, as_of=as_of, since=since))
    assert set(found) == {"Sales", "Service", "Varnholm"}
    each = stays(facts.spells, as_of=as_of, since=since)
    listed = rows(in_months(each).select("area", "entry", "exit", "reason"))
    for area, of in found.items():
        own = [row[1:] for row in listed if area in (row[0], "Varnholm")]
        entry, exit_, reason = zip(*own, strict=True)
        theirs = KaplanMeierFitter().fit(
            [at + 1 for at in exit_], [why > 0 for why in reason], entry=[at + 1 for at in entry]
        )
        assert Curve(of).since == 0
        for month in (5, 11, 23, 35):
            share = Curve(of).at(month)
            assert share is not None
            assert share.value == pytest.approx(float(theirs.predict(month + 1)))


def crowd(people: int) -> pa.Table:
    dice = np.random.default_rng(2)
    start = date(2005, 1, 1).toordinal() + dice.integers(0, 7000, people)
    stay = dice.geometric(1 / 1200, people)
    known = start + stay < date(2025, 1, 1).toordinal()
    return pa.table(
        {
            "person": list(range(people)),
            "area": dice.choice(["Sales", "Service"], people).tolist(),
            "start_on": [date.fromordinal(int(day)) for day in start],
            "end_on": [
                date.fromordinal(int(day)) if gone else None
                for day, gone in zip(start + stay, known, strict=True)
            ],
            "came_from": [None] * people,
            "went_to": [None] * people,
            "end_reason": [
                str(dice.choice(REASONS[:4])) if gone else None for gone in known
            ],
        },
        schema=SPELLS.to_pyarrow(),
    )  # fmt: skip

"""Hotspots: the rule against a slow one, and what must change nothing about it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tandem.analytics.hotspot_areas import (
    FALSE_SHARE,
    FEWEST_PEOPLE,
    MOST_PEOPLE,
    TIMES,
    Area,
    Hotspots,
)
from tandem.analytics.hotspots import MANY, hotspots, level_by_level, look, totals_of
from tandem.analytics.multiplicity import q_values

CALM = [(14, 100), (7, 50), (29, 200), (21, 150), (4, 30), (9, 60), (12, 90), (6, 40)]
Counts = list[tuple[int, float]]


def areas(*counts: tuple[int, float], parent: str = "") -> list[Area]:
    return [
        Area(area=f"area {at}", leavers=leavers, headcount=float(people), parent=parent)
        for at, (leavers, people) in enumerate(counts)
    ]


def slow_flags(counts: Counts, q: list[float | None]) -> list[bool]:
    """The four conditions one area after the other, until a round adds no flag."""
    flags = [False] * len(counts)
    while True:
        before = list(flags)
        for at, (leavers, people) in enumerate(counts):
            rest = [one for i, one in enumerate(counts) if i != at and not before[i]]
            others, held = sum(one[0] for one in rest), sum(one[1] for one in rest)
            sure = q[at] is not None and (q[at] or 0) <= FALSE_SHARE
            if people >= 10 and leavers >= 3 and sure and held > 0:
                flags[at] = flags[at] or leavers / people >= TIMES * others / held * (1 - 1e-12)
        if flags == before:
            return flags


def some_counts(seed: int) -> Counts:
    dice = np.random.default_rng(seed)
    size = dice.choice([8.0, 10.0, 14.5, 40.0, 90.0], 12)
    rates = np.where(dice.random(12) < 0.2, 0.6, 0.1)
    return list(zip(dice.poisson(size * rates).tolist(), size.tolist(), strict=True))


@pytest.mark.parametrize("seed", range(8))
def test_flags_and_reference_are_those_of_the_four_conditions_one_by_one(seed: int) -> None:
    counts = some_counts(seed)
    found = hotspots(areas(*counts))
    flags = slow_flags(counts, [area.q for area in found.areas])
    assert [area.flag for area in found.areas] == flags
    rest = [one for one, flag in zip(counts, flags, strict=True) if not flag]
    assert found.reference == pytest.approx(sum(n for n, _ in rest) / sum(p for _, p in rest))


# ---- limits


@pytest.mark.parametrize(
    ("headcount", "tested"),
    [(9.99, False), (10.0, True), (10.01, True), (0.0, False)],
)
def test_ten_people_on_average_are_tested_and_fewer_are_not(headcount: float, tested: bool) -> None:
    found = hotspots(areas((5, headcount), *CALM))
    assert (found.areas[0].p is not None, found.tested) == (tested, len(CALM) + tested)


@pytest.mark.parametrize(
    ("headcount", "expected", "tested"),
    [
        (10.0, 0.4, True),  # ten people, however few leavers people like them would give
        (9.0, 40.0, False),  # nine people, however many
        (60.0, 0.0, False),  # nobody elsewhere to compare with
    ],
)
def test_people_are_counted_for_the_ten_and_not_what_is_expected(
    headcount: float, expected: float, tested: bool
) -> None:
    others = [replace(area, expected=area.headcount * 0.14) for area in areas(*CALM)]
    one = Area(area="Ulm", leavers=2, headcount=headcount, expected=expected)
    assert (hotspots([one, *others]).areas[0].p is not None) == tested


@pytest.mark.parametrize(
    ("field", "number", "wrong"),
    [
        ("leavers", 0, False),
        ("leavers", int(MOST_PEOPLE), False),
        ("leavers", int(MOST_PEOPLE) + 1, True),
        ("leavers", -1, True),
        ("headcount", 0.0, False),
        ("headcount", -0.0, False),
        ("headcount", FEWEST_PEOPLE, False),
        ("headcount", FEWEST_PEOPLE / 2, True),  # half a minute of a person: a slip
        ("headcount", MOST_PEOPLE, False),
        ("headcount", MOST_PEOPLE * 1.001, True),
        ("expected", float("nan"), True),
        ("expected", -0.1, True),
        ("expected", 0.0, False),
    ],
)
def test_what_can_be_about_an_area_and_what_cannot(field: str, number: float, wrong: bool) -> None:
    given_of: dict[str, Any] = {"area": "Ulm", "leavers": 3, "headcount": 20.0, field: number}
    area = Area(**given_of)
    assert bool(area.wrong()) == wrong
    assert area.wrong().startswith(f"{field} is {number}: " if wrong else "")


@pytest.mark.parametrize(
    ("total", "parts", "found"),
    [
        (189.99, (120, 80), 0),
        (190.0, (120, 80), 2),  # one in twenty is missing: averaged apart
        (500.0, (120, 80), 2),  # more than below it: people of no part are in it, too
        (12.0, (12,), 1),
        (0.0, (0, 0), 2),  # nobody in the parts, and nobody in their total
    ],
)
def test_a_row_is_a_total_from_nineteen_in_twenty_on(
    total: float, parts: tuple[float, ...], found: int
) -> None:
    rows = [Area(area="Works", leavers=4, headcount=total)]
    rows += [Area(area=f"part {n}", leavers=2, headcount=n, parent="Works") for n in parts]
    assert totals_of(rows) == [found] + [0] * len(parts)


def test_a_parent_that_is_nowhere_in_the_table_is_no_total_of_anything() -> None:
    rows = areas(*CALM, parent="Company")
    assert totals_of(rows) == [0] * len(CALM)
    assert hotspots(rows).tested == len(CALM)


def test_next_to_nobody_is_refused_with_what_to_write() -> None:
    assert Area(area="Ulm", leavers=0, headcount=5e-7).wrong() == (
        "headcount is 5e-07: too little to count. Write 0 instead."
    )


# ---- what changes nothing


def shown(found: Hotspots) -> dict[str, tuple[float | None, ...]]:
    return {
        area.area: (area.p, area.q, area.median, area.low, area.high, area.above, area.visible)
        for area in found.areas
    }


def same(one: tuple[float | None, ...], other: tuple[float | None, ...]) -> bool:
    return all(
        a is b is None or a == pytest.approx(b, rel=1e-6) for a, b in zip(one, other, strict=True)
    )


def test_a_total_above_them_changes_no_area() -> None:
    parts = areas((36, 60), *CALM, parent="Company")
    total = Area(area="Company", leavers=138, headcount=780.0)
    without, with_total = hotspots(parts), hotspots([total, *parts])
    assert with_total.reference == pytest.approx(without.reference)
    assert with_total.tested == without.tested
    for name, numbers in shown(without).items():
        assert same(numbers, shown(with_total)[name])


def test_an_area_without_anybody_changes_no_area() -> None:
    without, with_it = hotspots(areas(*CALM)), hotspots(areas(*CALM, (0, 0)))
    assert (with_it.tested, with_it.reference) == (without.tested, without.reference)
    for name, numbers in shown(without).items():
        assert same(numbers, shown(with_it)[name])


@pytest.mark.parametrize("times", [2.0, 12.0])
def test_the_unit_of_people_changes_the_rates_and_no_judgement(times: float) -> None:
    """Person-months for person-years: every rate is a twelfth, and as unusual as before."""
    counts = [(36, 60), *CALM]
    years = hotspots(areas(*counts))
    months = hotspots(areas(*((leavers, people * times) for leavers, people in counts)))
    for one, other in zip(years.areas, months.areas, strict=True):
        assert (one.flag, one.fewest) == (other.flag, other.fewest)
        assert same(
            (one.p, one.q, one.above, one.visible), (other.p, other.q, other.above, other.visible)
        )
        assert (other.median or 0) * times == pytest.approx(one.median, rel=1e-6)


@pytest.mark.slow
@settings(max_examples=8, deadline=None)
@given(some.permutations(range(9)))
def test_the_order_of_the_file_changes_nothing(order: list[int]) -> None:
    rows = areas((30, 60), *CALM)
    mixed = shown(hotspots([rows[at] for at in order]))
    for name, numbers in shown(hotspots(rows)).items():
        assert same(numbers, mixed[name])


@pytest.mark.slow
def test_one_leaver_more_never_makes_an_area_look_less_unusual() -> None:
    found = [hotspots(areas((leavers, 60), *CALM)).areas[0] for leavers in range(0, 40, 3)]
    p_values = [area.p or 0 for area in found]
    assert p_values == sorted(p_values, reverse=True)
    for column in ("median", "low", "high", "flag"):
        numbers = [getattr(area, column) for area in found]
        assert numbers == sorted(numbers)


def test_nobody_at_all_is_not_looked_at() -> None:
    nobody, none = np.zeros(3), np.zeros(3, dtype=bool)
    assert look(nobody, nobody, large=none, apart=~none) is None
    assert look(np.ones(3), np.full(3, 60.0), large=~none, apart=none) is None  # totals alone


# ---- level by level


def a_nested_company(dice: np.random.Generator, hot: float = 1.0) -> list[list[Area]]:
    """Forty teams, the eight departments of five that they make, and no hotspot or one."""
    size = dice.choice([12.0, 25.0, 40.0, 90.0], 40)
    rates = np.full(40, 0.14)
    rates[0] *= hot
    left = dice.poisson(size * rates)
    groups = (left.reshape(8, 5).sum(axis=1), size.reshape(8, 5).sum(axis=1))
    return [
        areas(*zip(count.tolist(), people.tolist(), strict=True))
        for count, people in (groups, (left, size))
    ]


@pytest.mark.parametrize("seed", range(4))
def test_each_level_has_its_own_reference_and_q_is_over_all_of_them(seed: int) -> None:
    levels = a_nested_company(np.random.default_rng(seed), hot=4.0)
    together = level_by_level(levels)
    alone = [hotspots(level) for level in levels]
    assert [each.tested for each in together] == [48, 48]
    p_values = [area.p for each in together for area in each.areas]
    assert p_values == [area.p for each in alone for area in each.areas]  # a level's own
    expected = q_values([p for p in p_values if p is not None])
    assert [area.q for each in together for area in each.areas] == pytest.approx(expected)
    for level, found in zip(levels, together, strict=True):
        counts = [(area.leavers, area.headcount) for area in level]
        flags = [area.flag for area in found.areas]
        assert flags == slow_flags(counts, [area.q for area in found.areas])
        rest = [count for count, flag in zip(counts, flags, strict=True) if not flag]
        usual = sum(left for left, _ in rest) / sum(people for _, people in rest)
        assert found.reference == pytest.approx(usual)


def test_one_level_is_judged_as_ever_and_an_empty_one_is_no_level() -> None:
    rows = areas((30, 60), *CALM)
    assert level_by_level([rows]) == [hotspots(rows)]
    nobody = areas((0, 0), (0, 0))
    found = level_by_level([nobody, rows, []])
    assert found == [hotspots(nobody), hotspots(rows), hotspots([])]
    assert level_by_level([]) == []


@pytest.mark.slow
def test_of_companies_without_a_hotspot_one_in_ten_has_a_flag_at_any_level_at_most() -> None:
    dice, runs = np.random.default_rng(11), 100
    flagged = sum(
        any(area.flag for each in level_by_level(a_nested_company(dice)) for area in each.areas)
        for _ in range(runs)
    )
    assert flagged <= runs / 10


# ---- very many


@pytest.mark.slow
@pytest.mark.parametrize("half", [0.0, 0.5])
def test_what_it_names_for_one_of_very_many_is_flagged_and_far_less_is_not(half: float) -> None:
    """Sizes are looked at together there, and fractions of people apart from whole ones."""
    counts: Counts = [((at * 7) % 9 + 4, 60 + half + at % 5) for at in range(MANY + 1)]
    found = hotspots(areas(*counts)).areas[0]
    assert found.fewest is not None
    assert not found.flag
    for leavers, flag in ((found.fewest, True), (found.fewest - 2, False)):
        assert hotspots(areas((leavers, 60 + half), *counts[1:])).areas[0].flag is flag

"""Those who reported to managers who left: counted, held against chance, and never one by one."""

from __future__ import annotations

from datetime import date, timedelta
from importlib import import_module
from itertools import product
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from tandem.analytics.facts import JOBS, SPELLS, Facts
from tandem.analytics.follow_on import CHANCE, DAYS_AFTER, DAYS_BEFORE, Seen, follow_on
from tandem.analytics.former_managers import (
    FEWEST_WHO_LEFT,
    AfterManagers,
    ByArea,
    of_each,
    so_many_or_more,
    told_of,
)
from tandem.analytics.prepared import EVERYBODY
from tandem.analytics.sources import UnusableFacts
from tandem.analytics.tests.examples import facts_of
from tandem.analytics.tests.tables import table

ta: Any = import_module("tandem.analytics")
TREE = "Varnholm:\nSales: Varnholm\nService: Varnholm"
DAY = date(2024, 1, 10)
AS_OF = date(2024, 12, 31)
STAYS = """
    person | area    | start_on   | end_on     | came_from | went_to | end_reason
    1      | Sales   | 2020-01-01 | 2024-01-11 | .         | .       | voluntary  # the manager
    2      | Sales   | 2020-01-01 | 2024-02-01 | .         | .       | voluntary  # follows
    3      | Sales   | 2020-01-01 | 2024-07-09 | .         | .       | voluntary  # day 180
    4      | Sales   | 2020-01-01 | 2024-07-10 | .         | .       | voluntary  # day 181
    5      | Sales   | 2020-01-01 | 2023-06-01 | .         | .       | voluntary  # the year before
    6      | Sales   | 2020-01-01 | 2024-02-01 | .         | Service | transfer   # no leaving
    6      | Service | 2024-02-01 | 2024-03-01 | Sales     | .       | voluntary  # from there
    7      | Sales   | 2020-01-01 | 2024-02-01 | .         | .       | voluntary  # under another
    8      | Sales   | 2020-01-01 | 2024-01-11 | .         | .       | retirement # the same day
"""
HELD = """
    person | area    | level | manager | start_on   | end_on
    1      | Sales   | .     | .       | 2020-01-01 | 2024-01-11
    2      | Sales   | .     | 1       | 2020-01-01 | 2024-02-01
    3      | Sales   | .     | 1       | 2020-01-01 | 2024-01-11  # then under somebody else
    3      | Sales   | .     | 7       | 2024-01-11 | 2024-07-09
    4      | Sales   | .     | 1       | 2023-12-01 | 2024-07-10  # since December
    5      | Sales   | .     | 1       | 2020-01-01 | 2023-06-01
    6      | Sales   | .     | 1       | 2020-01-01 | 2024-02-01
    6      | Service | .     | 7       | 2024-02-01 | 2024-03-01
    7      | Sales   | .     | .       | 2020-01-01 | 2024-02-01
    8      | Sales   | .     | 1       | 2020-01-01 | 2024-01-11
"""


def facts(stays: str = STAYS, jobs: str | None = HELD) -> Facts:
    held = {"jobs": table(jobs, JOBS)} if jobs else {}
    return facts_of(TREE, spells=table(stays, SPELLS), people=8, **held)


def test_those_under_a_manager_on_the_last_day_are_followed_wherever_they_go() -> None:
    manager, other = of_each(facts(), since=date.min, as_of=AS_OF)
    assert (manager.manager, manager.area, manager.day, manager.days) == (
        1,
        "Sales",
        DAY,
        DAYS_AFTER,
    )
    assert manager.after.leavers == 3  # 2, 3 and 6; 4 is a day late, 7 was under another
    # From 11 January to 8 July, at the close: 2 until 30 January, 3 until 7 July, 4 all, 6 until
    # the close of 28 February; 8 left with the manager.
    assert manager.after.person_days == 20 + 179 + 180 + 49
    assert manager.before.leavers == 1  # 5
    # The year up to 9 January: 2, 3, 6 and 8 all of it, 4 since December, 5 until 30 May.
    assert manager.before.person_days == 4 * DAYS_BEFORE + 40 + 141
    assert (other.manager, other.day) == (7, date(2024, 1, 31))


@pytest.mark.parametrize(
    ("since", "as_of", "managers"),
    [
        (DAY, AS_OF, 2),
        (DAY + timedelta(1), AS_OF, 1),
        (DAY, DAY + timedelta(1), 1),
        (date.min, DAY, 0),  # nothing is known yet of the days after
    ],
)
def test_which_managers_are_looked_at(since: date, as_of: date, managers: int) -> None:
    assert len(of_each(facts(), since=since, as_of=as_of)) == managers


def test_days_not_over_yet_are_not_counted_as_quiet() -> None:
    [manager] = of_each(facts(), since=date.min, as_of=DAY + timedelta(5))
    assert (manager.days, manager.after) == (5, Seen(0, 4 * 5))


def test_who_only_moved_left_nobody_behind() -> None:
    moved = STAYS.replace("2024-01-11 | .         | .       | voluntary  # the",
                          "2024-01-11 | .         | Service | transfer   # the")  # fmt: skip
    assert [each.manager for each in of_each(facts(moved), since=date.min, as_of=AS_OF)] == [7]


def test_without_jobs_it_says_what_is_lacking() -> None:
    with pytest.raises(ValueError, match="hold no jobs"):
        of_each(facts(jobs=None), since=date.min, as_of=AS_OF)


# ---- against chance

SEEN = st.tuples(
    st.builds(Seen, st.integers(0, 4), st.integers(1, 2_000)),
    st.builds(Seen, st.integers(0, 4), st.integers(1, 4_000)),
)


@given(SEEN)
def test_one_manager_is_judged_as_one_leaving_is(both: tuple[Seen, Seen]) -> None:
    assert so_many_or_more(both[0].leavers, [both]) == pytest.approx(follow_on(*both).p)


@given(st.lists(SEEN, min_size=1, max_size=4))
def test_several_are_the_sum_of_their_laws(both: list[tuple[Seen, Seen]]) -> None:
    """Each leavers' share of each manager, all of them multiplied out."""
    laws = [
        (after.leavers + before.leavers,
         after.person_days / (after.person_days + before.person_days))
        for after, before in both
    ]  # fmt: skip
    reached = sum(after.leavers for after, _ in both)
    expected = sum(
        np.prod([binom.pmf(n, every, share) for n, (every, share) in zip(each, laws, strict=True)])
        for each in product(*(range(every + 1) for every, _ in laws))
        if sum(each) >= reached
    )
    assert so_many_or_more(reached, both) == pytest.approx(float(expected))


@pytest.mark.slow
def test_where_nobody_follows_it_is_rarely_said() -> None:
    dice = np.random.default_rng(5)
    told = 0
    for _run in range(1000):
        rates = dice.gamma(2, 0.08, 12)  # each manager's own
        both = [
            (Seen(int(dice.poisson(8 * rate * 180 / 365)), 8 * 180),
             Seen(int(dice.poisson(8 * rate)), 8 * 365))
            for rate in rates
        ]  # fmt: skip
        told += so_many_or_more(sum(after.leavers for after, _ in both), both) < CHANCE
    assert told / 1000 <= CHANCE


# ---- by area


def company(teams: dict[str, int], followers: int = 2) -> Any:  # noqa: ANN401 - what was taken
    """So many managers of five in each area, who all leave; of each team so many follow."""
    people: list[tuple[Any, ...]] = [("root", "Varnholm", date(2015, 1, 1), None)]
    jobs: list[tuple[Any, ...]] = [("root", "Varnholm", None, date(2015, 1, 1), None)]
    for area, managers in teams.items():
        for number in range(managers):
            boss = f"{area}-{number}"
            people.append((boss, area, date(2016, 1, 1), date(2024, 4, 1)))
            jobs.append((boss, area, "root", date(2016, 1, 1), date(2024, 4, 1)))
            for report in range(5):
                ends = date(2024, 6, 1) if report < followers else None
                people.append((f"{boss}-{report}", area, date(2017, 1, 1), ends))
                jobs.append((f"{boss}-{report}", area, boss, date(2017, 1, 1), ends))
    text, day = pa.string(), pa.date32()
    return ta.facts(
        people=columns(people, {"person": text, "area": text, "start_on": day, "end_on": day}),
        jobs=columns(jobs, {"person": text, "area": text, "manager": text, "start_on": day,
                            "end_on": day}),
        as_of=date(2025, 1, 15),
    )  # fmt: skip


def columns(rows: list[tuple[Any, ...]], types: dict[str, pa.DataType]) -> pa.Table:
    cells = zip(*rows, strict=True)
    made = [pa.array(list(each), of) for each, of in zip(cells, types.values(), strict=True)]
    return pa.table(made, names=list(types))


def test_managers_of_an_area_are_told_together_and_everybody_last() -> None:
    found: ByArea = ta.after_managers(of=company({"Varnholm / Sales": 6, "Varnholm / Shops": 5}))
    assert [(each.area, each.managers, each.after) for each in found.areas] == [
        ("Sales", 6, 12), ("Shops", 5, 10), ("Varnholm", 11, 22), ("Everybody", 11, 22),
    ]  # fmt: skip
    assert all(each.more_than_chance for each in found.areas)
    assert "is more than chance" not in found.sheet().said


def test_under_five_managers_nothing_is_told_and_nothing_can_be_subtracted() -> None:
    few: ByArea = ta.after_managers(of=company({"Varnholm / Sales": 9, "Varnholm / Shops": 4}))
    assert [(each.area, each.managers) for each in few.areas] == [
        ("Sales", None),  # or Varnholm without Sales would be four managers
        ("Shops", None),
        ("Varnholm", 13),
        ("Everybody", 13),
    ]
    assert few.areas[0].sentence().startswith("Sales: too few managers left to tell without")
    assert few.sheet().rows[1] == ("Shops", "too few", "", "", "", "")


@given(
    st.lists(st.integers(0, 9), min_size=1, max_size=7),
    st.lists(st.integers(0, 6), min_size=7, max_size=7),
)
def test_no_areas_told_of_differ_by_one_to_four_managers(own: list[int], above: list[int]) -> None:
    """Whatever the tree: an area told of, less any of those told of below it."""
    parents = {f"a{n}": f"a{above[n] % n}" if n else EVERYBODY for n in range(len(own))}
    inside = {area: {area} for area in [*parents, EVERYBODY]}
    for area in parents:
        up = area
        while up != EVERYBODY:
            up = parents[up]
            inside[up].add(area)
    managers = {
        area: sum(own[int(each[1:])] for each in below if each != EVERYBODY)
        for area, below in inside.items()
    }
    shown = told_of({area: n for area, n in managers.items() if n}, parents)
    assert all(managers[area] >= FEWEST_WHO_LEFT for area in shown)
    assert (EVERYBODY in shown) == (managers[EVERYBODY] >= FEWEST_WHO_LEFT)
    for area in shown:
        below = [each for each in shown if each != area and each in inside[area]]
        for chosen in product((False, True), repeat=len(below)):
            taken = [each for each, yes in zip(below, chosen, strict=True) if yes]
            if any(one in inside[two] for one in taken for two in taken if one != two):
                continue
            left = managers[area] - sum(managers[each] for each in taken)
            assert left == 0 or left >= FEWEST_WHO_LEFT


# ---- whose names are seen


def test_who_brought_the_files_sees_managers_by_the_numbers_in_them() -> None:
    found = ta.after_managers(of=company({"Varnholm / Sales": 2}), each=True)
    rows = found.sheet().rows
    assert [row[:5] for row in rows] == [
        ("Varnholm / Sales-0", "Varnholm / Sales", "2024-03-31", "180", "2"),
        ("Varnholm / Sales-1", "Varnholm / Sales", "2024-03-31", "180", "2"),
    ]
    assert "a figure about a named person" in found.sheet().said


def test_in_a_snapshot_nobody_is_found_and_no_area_names_a_manager() -> None:
    taken = company({"Varnholm / Sales": 6})
    with pytest.raises(UnusableFacts, match="numbers people by lot"):
        ta.after_managers(of=taken.facts, each=True)
    assert "Sales-0" not in str(ta.after_managers(of=taken.facts))


def test_a_year_of_managers_without_any_leaving_is_no_surprise() -> None:
    found: ByArea = ta.after_managers(of=company({"Varnholm / Sales": 6}, followers=0))
    [sales, *_] = found.areas
    assert (sales.after, sales.p, sales.more_than_chance) == (0, 1.0, False)
    assert sales.sentence().endswith("not to be told from chance (p = 1.000).")


@pytest.mark.parametrize("word", ["drives", "causes", "because", "leads to", "contagio"])
def test_no_sentence_says_why(word: str) -> None:
    few = AfterManagers(area="Sales")
    wave = AfterManagers(area="Sales", managers=6, after=9, before=2, expected=1.0, p=0.0001)
    for said in (few.sentence(), wave.sentence(), few.sheet().said, wave.sheet().said):
        assert word not in said
